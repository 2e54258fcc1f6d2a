"""From what a rule or a model read to a Fact."""

from collections.abc import Mapping
from typing import NamedTuple

from extractor.document import FACT_ROLES, LIST_ROLES, Argument, Document, Fact, FactKind, Modality, Phase, TextSpan
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene


class Reading(NamedTuple):
    """What a rule read from a sentence."""

    arguments: Mapping[str, Argument]
    """Those known, by their roles."""
    start: int
    """Offsets of the words that say it."""
    end: int
    modality: Modality | None = None
    phase: Phase | None = None


def make_fact(
    doc: Document, kind: FactKind, reading: Reading, rule: str, score: float, phase: Phase | None = None
) -> Fact:
    """The fact of a reading, without an id; unknown arguments of its kind are None or empty."""
    start, end = reading.start, reading.end
    while end > start and doc.text[end - 1].isspace():  # a subject that is left out has its place before the verb
        end -= 1
    arguments = {
        role: reading.arguments.get(role, () if (kind, role) in LIST_ROLES else None) for role in FACT_ROLES[kind]
    }
    return Fact("", kind, start, end, doc.text[start:end], arguments, phase, reading.modality, rule, score)


def text_span(doc: Document, start: int, end: int, name: str | None = None) -> TextSpan:
    """The text from `start` to `end` as an argument; `name`: its nominative."""
    return TextSpan(start, end, doc.text[start:end], name)


def token_span(scene: Scene, first: int, last: int, name: str | None = None) -> TextSpan:
    """Tokens of a sentence as an argument."""
    return text_span(scene.doc, scene.tokens[first].start, scene.tokens[last - 1].end, name)


def nearest(items: list[Item], token: int) -> Item | None:
    """The item whose first token is nearest to a token; of equally near ones the first."""
    return min(items, key=lambda item: abs(item.first - token)) if items else None


def ids_of(argument: Argument) -> tuple[str, ...]:
    """The ids of an argument; none of a span of text."""
    if isinstance(argument, tuple):
        return argument
    return (argument,) if isinstance(argument, str) else ()
