"""natasha's whole pipeline, in stages that can be timed; needs natasha with its own dependencies."""

import os
from collections.abc import Callable
from typing import Any

STAGES = ("segment", "names", "morphology", "syntax", "normal forms", "dates", "money")


class NatashaPipeline:
    """Sentences, names, morphology, syntax, normal forms of names, dates and money, as natasha's manual does it."""

    def __init__(self) -> None:
        import pymorphy2_dicts_ru

        # without the path pymorphy2 asks for pkg_resources, which setuptools no longer has
        os.environ["PYMORPHY2_DICT_PATH"] = pymorphy2_dicts_ru.get_path()
        import natasha

        self.segmenter = natasha.Segmenter()
        self.vocabulary = natasha.MorphVocab()
        embedding = natasha.NewsEmbedding()
        self.morph = natasha.NewsMorphTagger(embedding)
        self.syntax = natasha.NewsSyntaxParser(embedding)
        self.ner = natasha.NewsNERTagger(embedding)
        self.names = natasha.NamesExtractor(self.vocabulary)
        self.dates = natasha.DatesExtractor(self.vocabulary)
        self.money = natasha.MoneyExtractor(self.vocabulary)
        self.new_doc = natasha.Doc

    def stages(self) -> dict[str, Callable[[Any], Any]]:
        """What each stage does with a natasha document."""
        return {
            "segment": lambda doc: doc.segment(self.segmenter),
            "names": lambda doc: doc.tag_ner(self.ner),
            "morphology": lambda doc: doc.tag_morph(self.morph),
            "syntax": lambda doc: doc.parse_syntax(self.syntax),
            "normal forms": self._normalize,
            "dates": lambda doc: list(self.dates(doc.text)),
            "money": lambda doc: list(self.money(doc.text)),
        }

    def _normalize(self, doc: Any) -> None:
        for span in doc.spans:
            span.normalize(self.vocabulary)
            if span.type == "PER":
                span.extract_fact(self.names)
