"""Names of one source put over those of another."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.document import Dateline, NameMention, Sentence


class Context(NamedTuple):
    """The article whose names are completed."""

    text: str
    sentences: Sequence[Sentence]
    datelines: Sequence[Dateline] = ()
    by_contract: bool = True
    """Whether names are those of docs/output.md; the style `nerel` has bounds of its own, legal forms outside."""


def overlay(names: Sequence[NameMention], above: Sequence[NameMention]) -> list[NameMention]:
    """All names of `above`, and those of `names` that do not overlap them; both are in order, and so is the result."""
    if not above:
        return list(names)
    kept = list(above)
    at = 0
    for name in names:
        while at < len(above) and above[at].end <= name.start:
            at += 1
        if at == len(above) or name.end <= above[at].start:
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def overlapping(names: Sequence[NameMention], start: int, end: int) -> list[NameMention]:
    """The names that share a character with a span."""
    return [name for name in names if name.start < end and start < name.end]
