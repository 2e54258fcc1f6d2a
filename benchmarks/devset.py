"""The whole pipeline on the factRuEval devset, its names given by taggers that had not seen the text.

    python -m benchmarks.devset --texts ../shared/data/factrueval-devset > devset.jsonl
    python ../shared/score/names.py --gold ../shared/data/factrueval-devset devset.jsonl --t1

The tagger of the package has learned from the devset, so its own answers there say nothing. `training.train` stores
those of five taggers, each trained without a fifth of the texts; this replays them (`tests/gate/devset_folds.json`).
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor import Extractor
from extractor.document import NameMention, Position, Sentence
from extractor.names.tagger import Layers

FOLDS = Path(__file__).parents[1] / "tests" / "gate" / "devset_folds.json"


class FoldedTagger:
    """Gives for each text of the devset the names and positions that were stored for it."""

    def __init__(self, texts: dict[str, str], folds: Path = FOLDS) -> None:
        """`texts` are the devset's, by their file stem."""
        stored: dict[str, Any] = json.loads(folds.read_text(encoding="utf-8"))["texts"]
        self._stored = {text: stored[name] for name, text in texts.items()}

    def tag(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[Layers]:
        return [self._layers(text) for text in texts]

    def _layers(self, text: str) -> Layers:
        stored = self._stored[text]
        names = (
            NameMention(kind, start, end, text[start:end], rule, score)
            for kind, start, end, rule, score in stored["names"]
        )
        positions = (Position(start, end, text[start:end], score) for start, end, score in stored["positions"])
        return tuple(names), tuple(positions)


def read_texts(folder: Path) -> dict[str, str]:
    """The texts of the devset by their file stem, line ends as they are."""
    texts = {}
    for path in sorted(folder.glob("*.objects")):
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
            texts[path.stem] = file.read()
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True, help="the folder of the devset")
    options = parser.parse_args()
    texts = read_texts(options.texts)
    extractor = Extractor(tagger=FoldedTagger(texts))
    for name, text in texts.items():
        print(extractor.extract(text, source=f"{name}.txt").to_json())


if __name__ == "__main__":
    sys.exit(main())
