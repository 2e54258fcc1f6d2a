"""Archives of many articles: CPU seconds and peak memory by the number of articles, and runs that are interrupted.

    python benchmarks/archives.py scale RESULTS.jsonl --articles 10000 --articles 100000
    python benchmarks/archives.py interrupt RESULTS.jsonl --articles 20000 --times 5

RESULTS.jsonl is what `extractor extract` wrote of real articles; more are made of them with other dates and sources
(`scale`: each of ten names of three of them).
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LAYERS = ("people", "organizations", "locations")
KEYS = 10
"""Names of a made article."""
FIRST_DAY = date(2018, 1, 1)
DAYS = 2_500
"""Days that the dates of made articles are spread over."""
SEED = 7

Record = dict[str, Any]


def made(documents: list[Record], count: int) -> Iterator[Record]:
    """Articles of the names of three real ones each."""
    chance = random.Random(SEED)
    for number in range(count):
        parts = chance.sample(documents, 3)
        record = {**parts[0], **_dated(chance, number), "money": [], "dates": [], "facts": []}
        pool = [(layer, entity) for part in parts for layer in LAYERS for entity in part[layer]]
        chosen = chance.sample(pool, min(len(pool), KEYS))
        for layer in LAYERS:
            own = [entity for of, entity in chosen if of == layer]
            record[layer] = [{**entity, "id": f"{layer[0]}{i}"} for i, entity in enumerate(own, 1)]
        yield record


def repeated(documents: list[Record], count: int) -> Iterator[Record]:
    """Real articles, again and again with other dates."""
    chance = random.Random(SEED)
    for number in range(count):
        yield {**documents[number % len(documents)], **_dated(chance, number)}


def _dated(chance: random.Random, number: int) -> Record:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    return {"source": f"made/{number:07}", "title": None, "date": day.isoformat(), "date_from": "metadata"}


def write(path: Path, records: Iterator[Record]) -> Path:
    """The records as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def command(results: Path, output: Path) -> list[str]:
    """`extractor archive` of a file."""
    return [sys.executable, "-m", "extractor", "archive", str(results), "--output", str(output)]


def scale(documents: list[Record], counts: list[int], folder: Path) -> None:
    """A line for each number of articles."""
    for count in counts:
        results = write(folder / f"{count}.jsonl", made(documents, count))
        process = subprocess.Popen(command(results, folder / f"{count}.archive.jsonl"), stderr=subprocess.DEVNULL)
        start = time.perf_counter()
        _, status, used = os.wait4(process.pid, 0)
        spent = used.ru_utime + used.ru_stime
        print(
            f"{count} articles: {spent:.0f} s CPU ({1000 * spent / count:.2f} ms an article),"
            f" {used.ru_maxrss / 1024:.0f} MB, {time.perf_counter() - start:.0f} s, status {status}",
            flush=True,
        )
        results.unlink()


def interrupt(documents: list[Record], count: int, times: int, folder: Path) -> bool:
    """Whether an archive whose run is killed `times` times has the entities of an undisturbed one."""
    results = write(folder / "results.jsonl", repeated(documents, count))
    start = time.perf_counter()
    subprocess.run(command(results, folder / "whole.jsonl"), check=True, stderr=subprocess.DEVNULL)
    whole = time.perf_counter() - start
    print(f"undisturbed: {whole:.0f} s", flush=True)
    chance = random.Random(SEED)
    for _ in range(times):
        process = subprocess.Popen(command(results, folder / "broken.jsonl"), stderr=subprocess.DEVNULL)
        after = chance.uniform(0, whole)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        print(f"killed after {after:.0f} s: status {process.wait()}", flush=True)
    subprocess.run(command(results, folder / "broken.jsonl"), check=True, stderr=subprocess.DEVNULL)
    names = ("whole.jsonl", "whole.entities.jsonl"), ("broken.jsonl", "broken.entities.jsonl")
    same = [(folder / one).read_bytes() == (folder / other).read_bytes() for one, other in zip(*names, strict=True)]
    print(f"{count} articles, interrupted {times} times: {'the same' if all(same) else 'OTHER'} documents and entities")
    return all(same)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("scale", "interrupt"))
    parser.add_argument("results", type=Path)
    parser.add_argument("--articles", type=int, action="append", required=True)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with options.results.open(encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    with tempfile.TemporaryDirectory() as folder:
        if options.what == "scale":
            scale(documents, options.articles, Path(folder))
            return 0
        return 0 if interrupt(documents, options.articles[0], options.times, Path(folder)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
