"""What the model of participants looks for: pairs of names, or of a name and a phrase, and the words that join them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.document import FactKind
from extractor.sentence.items import ItemKind
from extractor.sentence.vocabulary import word_lists

WORDS = Path(__file__).with_name("words.toml")


class Relation(NamedTuple):
    """Two that may belong together, and where the words that say so are listed."""

    kind: FactKind
    who: tuple[ItemKind, ...]
    """What the first of the two may be."""
    other: tuple[ItemKind, ...]
    """The same of the second; empty for a phrase that begins with a word of its own: an award, a crime, a penalty."""
    words: str
    """The table of words.toml."""
    least: float
    """The probability from which a pair counts: see CARD.md."""
    either: bool = False
    """Whether the two have no order: husband and wife."""


RELATIONS: Mapping[str, Relation] = {
    "spouse": Relation("family", ("person",), ("person",), "spouse", 0.65, either=True),
    "child": Relation("family", ("person",), ("person",), "child", 0.75),
    "parent": Relation("family", ("person",), ("person",), "parent", 0.75),
    "award": Relation("award", ("person", "organization"), (), "award", 0.57),
    "crime": Relation("charge", ("person", "organization"), (), "crime", 0.55),
    "penalty": Relation("charge", ("person", "organization"), (), "penalty", 0.55),
    "founder": Relation("founding", ("organization",), ("person", "organization"), "founding", 0.5),
    "founded": Relation("founding", ("organization",), ("date",), "founding", 0.5),
    "school": Relation("education", ("person",), ("organization",), "education", 0.9),
}


class Words(NamedTuple):
    """Lemmas of a relation."""

    cues: frozenset[str]
    """That say it, beside the two."""
    heads: frozenset[str]
    """With which a phrase begins."""


@cache
def words_of(name: str) -> Words:
    """The words of a relation."""
    table = word_lists(RELATIONS[name].words, WORDS)
    return Words(table["cues"], table.get("heads", frozenset()))


@cache
def triggers_of(name: str) -> frozenset[str]:
    """The words that a sentence must have one of: heads, else cues; and those of phrases that begin with others."""
    cues, heads = words_of(name)
    return (heads or cues) | {"crime": cues, "award": frozenset(("за",))}.get(name, frozenset())


@cache
def all_triggers() -> frozenset[str]:
    """The words without one of which a sentence has nothing of any relation."""
    return frozenset().union(*map(triggers_of, RELATIONS))
