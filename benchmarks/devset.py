"""The whole pipeline on the factRuEval devset, its names given by taggers that had not seen the text.

    python -m benchmarks.devset --texts ../shared/data/factrueval-devset > devset.jsonl
    python ../shared/score/names.py --gold ../shared/data/factrueval-devset devset.jsonl --t1

The tagger of the package has learned from the devset, so its own answers there say nothing. `training.train` stores
those of five taggers, each trained without a fifth of the texts; this replays them (`tests/gate/devset_folds.json`).
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from extractor import Extractor
from extractor.document import NameMention, Position, Sentence
from extractor.names.tagger import Layers
from extractor.text.reading.read import read_text

FOLDS = Path(__file__).parents[1] / "tests" / "gate" / "devset_folds.json"


class FoldedTagger:
    """Gives for each text of the devset the names and positions that were stored for it."""

    def __init__(self, texts: dict[str, str], folds: Path = FOLDS) -> None:
        """`texts` are the devset's, by their file stem."""
        stored: dict[str, Any] = json.loads(folds.read_text(encoding="utf-8"))["texts"]
        self._stored: dict[str, tuple[Callable[[int], int], Any]] = {}
        for name, text in texts.items():
            reading = read_text(text)
            self._stored[reading.text] = reading.read_offset, stored[name]
            self._stored[text] = int, stored[name]

    def tag(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[Layers]:
        return [self._layers(text) for text in texts]

    def _layers(self, text: str) -> Layers:
        """Of a text as given, or as it is read; what was stored has the offsets of the first."""
        offset_in, stored = self._stored[text]
        names, positions = [], []
        for kind, given_start, given_end, rule, score in stored["names"]:
            start, end = offset_in(given_start), offset_in(given_end)
            names.append(NameMention(kind, start, end, text[start:end], rule, score))
        for given_start, given_end, score in stored["positions"]:
            start, end = offset_in(given_start), offset_in(given_end)
            positions.append(Position(start, end, text[start:end], score))
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
