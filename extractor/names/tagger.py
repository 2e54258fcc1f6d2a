"""People, organizations and places in text."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.document import NameKind, NameMention, Position, Sentence

KINDS: dict[str, NameKind] = {"PER": "person", "ORG": "organization", "LOC": "location"}


class Tagger:
    """Finds the names of many articles at once."""

    def __init__(self, style: str = "news") -> None:
        from navec import Navec
        from slovnet import NER

        spec = importlib.util.find_spec("natasha")
        assert spec is not None
        assert spec.origin is not None
        data = Path(spec.origin).parent / "data"
        navec = Navec.load(data / "emb/navec_news_v1_1B_250K_300d_100q.tar")
        self._ner: Any = NER.load(data / "model/slovnet_ner_news_v1.tar").navec(navec)

    def tag(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]
    ) -> list[tuple[tuple[NameMention, ...], tuple[Position, ...]]]:
        """For each article its names and its positions, in order, without overlap within a layer."""
        result: list[tuple[tuple[NameMention, ...], tuple[Position, ...]]] = []
        for text, sents in zip(texts, sentences, strict=True):
            names = []
            for sent in sents:
                markup = self._ner(text[sent.start : sent.end])
                for span in markup.spans:
                    start, end = sent.start + span.start, sent.start + span.stop
                    names.append(NameMention(KINDS[span.type], start, end, text[start:end], "names.tagger", 0.9))
            result.append((tuple(names), ()))
        return result
