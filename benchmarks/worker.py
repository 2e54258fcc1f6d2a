"""One pipeline over files: prints CPU seconds of loading, of each stage and of all, as JSON.

Started by run.py in a process of its own: `worker.py natasha|extractor FILE…`.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

TIMED = {
    "published": ["find_published", "detect_language"],
    "segment": ["segment"],
    "names": ["Tagger.tag"],
    "grammar": ["Grammar.tag", "Grammar.parse"],
    "entities": ["prepare_names", "group_names"],
    "money": ["find_money", "resolve_money", "find_countries"],
    "dates": ["find_dates", "resolve_dates"],
    "facts": ["find_facts"],
}
"""Stage to the names of extractor.pipeline that make it up."""


def run_natasha(texts: list[str]) -> tuple[float, float, Counter[str], int]:
    """CPU seconds of loading, of all and of each stage, and what was found."""
    from natasha_pipeline import NatashaPipeline

    start = time.process_time()
    pipeline = NatashaPipeline()
    loaded = time.process_time() - start
    seconds: Counter[str] = Counter()
    found = 0
    start = time.process_time()
    for text in texts:
        doc = pipeline.new_doc(text)
        for stage, work in pipeline.stages().items():
            before = time.process_time()
            result = work(doc)
            seconds[stage] += time.process_time() - before
            found += len(result or ())
        found += len(doc.spans)
    return loaded, time.process_time() - start, seconds, found


def run_extractor(texts: list[str]) -> tuple[float, float, Counter[str], int]:
    """The same of ours, output as JSON included."""
    start = time.process_time()
    from extractor import pipeline

    seconds: Counter[str] = Counter()
    for stage, names in TIMED.items():
        for name in names:
            _time(pipeline, name, stage, seconds)
    extractor = pipeline.Extractor()
    loaded = time.process_time() - start
    found = 0
    start = time.process_time()
    for document in extractor.extract_many(texts):
        before = time.process_time()
        found += len(document.to_json()) > 0
        seconds["output"] += time.process_time() - before
        found += sum(map(len, (document.names, document.money, document.dates, document.facts)))
    return loaded, time.process_time() - start, seconds, found


def _time(module: Any, name: str, stage: str, seconds: Counter[str]) -> None:
    """Replace a function of the pipeline, where it has it, by one that adds up its time."""
    owner, _, method = name.rpartition(".")
    home = getattr(module, owner, None) if owner else module
    plain: Callable[..., Any] | None = getattr(home, method, None)
    if plain is None:
        return

    def timed(*args: Any, **kwargs: Any) -> Any:
        before = time.process_time()
        try:
            return plain(*args, **kwargs)
        finally:
            seconds[stage] += time.process_time() - before

    setattr(home, method, timed)


def main() -> None:
    which, *paths = sys.argv[1:]
    texts = [Path(path).read_text("utf-8") for path in paths]
    loaded, total, seconds, found = (run_natasha if which == "natasha" else run_extractor)(texts)
    print(json.dumps({"load": loaded, "total": total, "stages": seconds, "found": found}))


if __name__ == "__main__":
    main()
