"""How sure a mention is: the score of what found it, weighed with what the article and the dictionary say of it.

The network is surer of itself than it may be on kinds of text that it did not learn from: forums, lists, remains of
pages. What tells there is the same everywhere: other mentions of the entity, a common word, a sentence of names alone.
The weights are learned from texts that the network had not seen (`training/scores.py`).
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from math import exp, log
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from extractor.document import Document, Entity, Mention, NameKind, Organization, Person, Sentence
from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses

SURE = 0.005
"""The score of what found a mention is taken as this far from 0 and 1 at least."""

WEIGHED = ("names.tagger", "names.repeated", "names.bounds")
"""What the network found, or rules from that; a rule that knows a shape or a list has a score of its own."""

KINDS: tuple[NameKind, ...] = ("person", "organization")
"""Kinds whose scores are weighed; those of places came out worse on four topics of five."""

QUOTES = frozenset('«„“"')

FEW = 3
"""A sentence of fewer words in small letters is a headline, a caption or a list."""

Evidence = Mapping[str, float]
"""What speaks for a mention and against it, by the name of its weight."""

_Named = TypeVar("_Named", Person, Organization)


def with_scores(doc: Document) -> Document:
    """`doc` with the scores of people and organizations weighed."""
    return replace(
        doc,
        people=tuple(_weighed(doc, person, "person") for person in doc.people),
        organizations=tuple(_weighed(doc, organization, "organization") for organization in doc.organizations),
    )


def _weighed(doc: Document, entity: _Named, kind: NameKind) -> _Named:
    weights = _weights()[kind]
    mentions = tuple(
        replace(mention, score=_probability(evidence, weights)) if mention.rule in WEIGHED else mention
        for mention, evidence in zip(entity.mentions, evidence_of(doc, entity), strict=True)
    )
    return replace(entity, mentions=mentions)


def _probability(evidence: Evidence, weights: Mapping[str, float]) -> float:
    total = weights["always"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return round(1 / (1 + exp(-total)), 3)


def evidence_of(doc: Document, entity: Entity) -> Iterator[Evidence]:
    """What speaks for each mention of an entity and against it."""
    best = max((mention.score for mention in entity.mentions), default=0.0)
    common = {
        "best": _logit(best),
        "mentions": log(max(1, len(entity.mentions))),
        "is_full": float(isinstance(entity, Person) and bool(entity.given_name and entity.family_name)),
    }
    for mention in entity.mentions:
        sentence = doc.sentences[max(0, bisect_right(doc.sentences, mention.start, key=_start) - 1)]
        yield {
            "score": _logit(mention.score),
            "is_by_rule": float(mention.rule != "names.tagger"),
            "is_common_word": float(_is_common_word(mention.text) and not _is_quoted(doc.text, mention)),
            "is_loud": float(mention.text.isupper() and len(mention.text) > 1),
            "is_first": float(_is_first(sentence, mention)),
            "is_among_names": float(_is_among_names(sentence)),
            **common,
        }


def _logit(score: float) -> float:
    score = min(max(score, SURE), 1 - SURE)
    return log(score / (1 - score))


def _is_common_word(text: str) -> bool:
    """Whether it is a word that the dictionary knows, and not as a name: «Вакцинироваться»."""
    readings = parses(text) if text.isalpha() else ()
    return bool(readings) and all(
        reading.source == "dictionary" and reading.upos != "PROPN" and "NameType" not in reading.feats
        for reading in readings
    )


def _is_quoted(text: str, mention: Mention) -> bool:
    return text[max(0, mention.start - 1) : mention.start] in QUOTES


def _is_first(sentence: Sentence, mention: Mention) -> bool:
    """Whether only signs stand before it in its sentence."""
    for token in sentence.tokens:
        if token.end > mention.start:
            return True
        if token.text[0].isalnum():
            return False
    return True


def _is_among_names(sentence: Sentence) -> bool:
    """«Питер Скерритт, Павел Смирнов, Санкт-Петербург»: hardly a word of the sentence has a small letter."""
    few = FEW
    for token in sentence.tokens:
        few -= token.text[0].islower()
        if not few:
            return False
    return True


_start = attrgetter("start")


@cache
def _weights() -> Mapping[NameKind, Mapping[str, float]]:
    data = load_toml(Path(__file__).with_suffix(".toml"))
    return {kind: {name: float(weight) for name, weight in data[kind].items()} for kind in KINDS}
