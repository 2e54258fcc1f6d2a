"""natasha's whole pipeline and ours side by side: CPU seconds of one thread each, on the same articles, by turns.

    python benchmarks/run.py --articles 200 --rounds 3 --json figures.json

Every round runs natasha, then ours, each in a new process; a table of the medians goes to standard output. The articles
are the .txt files of a folder, --texts; by default of ../shared/data, or of samples/ where that is not there.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DATA = ROOT.parent / "shared" / "data"
ARTICLE = ROOT.parent / "shared" / "articles" / "center-2025-11-15.txt"
SAMPLES = ROOT / "samples"
SAMPLE = SAMPLES / "visit-2025-10-21.txt"

COLD_NATASHA = """
import sys; sys.path.insert(0, {here!r})
from natasha_pipeline import NatashaPipeline
pipeline = NatashaPipeline()
doc = pipeline.new_doc(open(sys.argv[1], encoding="utf-8").read())
for work in pipeline.stages().values():
    work(doc)
print(doc.spans)
"""


def environment(cache: str | None) -> dict[str, str]:
    """One thread; a cache directory of the benchmark's own, or none; bytecode kept, as installed packages have it."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**own, **threads, "PYTHONPATH": str(ROOT), "EXTRACTOR_CACHE": cache or ""}


def measured(command: list[str], cache: str | None) -> tuple[float, float, str]:
    """CPU seconds and peak memory (MB) of a process, and what it printed."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, env=environment(cache), cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"failed: {' '.join(command)[:200]}")
        output.seek(0)
        unit = 1024**2 if sys.platform == "darwin" else 1024
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, output.read()


def sample(folder: Path, count: int) -> list[Path]:
    """`count` articles, evenly over the folder in the order of their paths."""
    paths = sorted(folder.rglob("*.txt"))
    if not paths:
        raise SystemExit(f"no .txt files in {folder}")
    count = min(count, len(paths))
    return [paths[i * len(paths) // count] for i in range(count)]


def compare(paths: list[Path], rounds: int, cache: str) -> dict[str, Any]:
    """Seconds of both pipelines, medians over the rounds."""
    runs: dict[str, list[dict[str, Any]]] = {"natasha": [], "extractor": []}
    for _ in range(rounds):
        for which, results in runs.items():
            command = [sys.executable, str(HERE / "worker.py"), which, *map(str, paths)]
            _, memory, output = measured(command, cache)
            results.append({**json.loads(output), "memory": memory})
    return {
        which: {
            "load": median(run["load"] for run in results),
            "total": median(run["total"] for run in results),
            "memory": max(run["memory"] for run in results),
            "stages": {stage: median(run["stages"][stage] for run in results) for stage in results[0]["stages"]},
        }
        for which, results in runs.items()
    }


def cold(article: Path, rounds: int, cache: str) -> dict[str, dict[str, float]]:
    """CPU seconds (median) and peak memory of processes that handle one article, and of the help."""
    run = [sys.executable, "-m", "extractor"]
    commands = {
        "natasha, one article": ([sys.executable, "-c", COLD_NATASHA.format(here=str(HERE)), str(article)], cache),
        "extractor, one article, warm cache": ([*run, "extract", str(article)], cache),
        "extractor, one article, no cache": ([*run, "extract", str(article)], None),
        "extractor --help": ([*run, "--help"], cache),
    }
    measured(*commands["extractor, one article, warm cache"])
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, (command, folder) in commands.items():
            seconds, memory, _ = measured(command, folder)
            runs[name].append((seconds, memory))
    return {
        name: {
            "seconds": median(seconds for seconds, _ in results),
            "least": min(seconds for seconds, _ in results),
            "memory": max(memory for _, memory in results),
        }
        for name, results in runs.items()
    }


def report(figures: dict[str, Any]) -> str:
    """The figures as a table for people."""
    articles, characters = figures["articles"], figures["characters"]
    lines = [f"{articles} articles, {characters:,} characters; CPU seconds of one thread, median of the rounds", ""]
    lines.append(f"{'':<38}{'seconds':>9}{'articles/s':>12}{'characters/s':>14}{'MB':>6}")
    for which in ("natasha", "extractor"):
        row = figures[which]
        rates = f"{articles / row['total']:>12.1f}{characters / row['total']:>14,.0f}"
        lines.append(f"{which + ', all articles':<38}{row['total']:>9.2f}{rates}{row['memory']:>6.0f}")
    lines += [f"{'ratio':<38}{figures['ratio']:>9.1f}", ""]
    for name, row in figures["cold"].items():
        lines.append(f"{name:<38}{row['seconds']:>9.3f}{'':>26}{row['memory']:>6.0f}")
    for which in ("natasha", "extractor"):
        lines += ["", f"{which}, load {figures[which]['load']:.2f} s, then by stage"]
        total = figures[which]["total"]
        for stage, seconds in figures[which]["stages"].items():
            lines.append(
                f"    {stage:<34}{seconds:>9.2f}{seconds / total:>11.0%}{characters / max(seconds, 1e-9):>15,.0f}"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", "--data", type=Path, metavar="DIR", default=DATA if DATA.exists() else SAMPLES)
    parser.add_argument(
        "--article", type=Path, default=ARTICLE if ARTICLE.exists() else SAMPLE, help="the one article of the cold runs"
    )
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    paths = sample(options.texts, options.articles)
    cache = tempfile.mkdtemp(prefix="extractor-benchmark-")
    try:
        figures: dict[str, Any] = {
            "python": platform.python_version(),
            "machine": platform.processor() or platform.machine(),
            "articles": len(paths),
            "characters": sum(len(path.read_text("utf-8")) for path in paths),
            "rounds": options.rounds,
            **compare(paths, options.rounds, cache),
            "cold": cold(options.article, max(options.rounds, 5), cache),
        }
    finally:
        shutil.rmtree(cache)
    figures["ratio"] = figures["natasha"]["total"] / figures["extractor"]["total"]
    print(report(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
