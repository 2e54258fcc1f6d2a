"""Whether a change of the code changed what is extracted.

    python benchmarks/outputs.py write before.jsonl    # at the commit before
    python benchmarks/outputs.py write after.jsonl     # with the change
    python benchmarks/outputs.py compare before.jsonl after.jsonl

Differences of a score by rounding are counted apart. Exit status 1 if anything else differs.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"

ROUNDING = 0.0021
"""Scores have three decimals; a last digit may turn with the order of additions."""


def write(path: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from extractor import Article, Extractor

    paths = sorted(DATA.rglob("*.txt"))
    articles = (Article(p.read_text("utf-8"), str(p.relative_to(DATA)), date="2018-03-15") for p in paths)
    with path.open("w", encoding="utf-8") as file:
        for document in Extractor().extract_many(articles):
            file.write(document.to_json() + "\n")


def differs(a: Any, b: Any, key: str = "") -> str | None:
    """`score` if only scores differ a little, the first other key that differs, or None."""
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        found = [differs(a[k], b[k], k) for k in a]
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        found = [differs(x, y, key) for x, y in zip(a, b, strict=True)]
    elif a == b:
        return None
    elif key == "score" and abs(a - b) < ROUNDING:
        return "score"
    else:
        return key or "document"
    real = [f for f in found if f and f != "score"]
    return real[0] if real else ("score" if "score" in found else None)


def compare(before: Path, after: Path) -> int:
    same = rounded = 0
    others = []
    with before.open(encoding="utf-8") as old, after.open(encoding="utf-8") as new:
        for a, b in zip(old, new, strict=True):
            if a == b:
                same += 1
                continue
            one, two = json.loads(a), json.loads(b)
            what = differs(one, two)
            if what == "score":
                rounded += 1
            else:
                others.append(f"{one['source']}: {what}")
    print(f"{same} documents are the same, {rounded} but for the rounding of scores, {len(others)} differ")
    print(*others[:20], sep="\n")
    return bool(others)


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"] and len(sys.argv) == 3:
        write(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["compare"] and len(sys.argv) == 4:
        sys.exit(compare(Path(sys.argv[2]), Path(sys.argv[3])))
    else:
        sys.exit(__doc__)
