"""Names of one source put over those of another."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeVar

from extractor.document import Dateline, NameMention, Sentence, Token


@dataclass(frozen=True)
class Context:
    """The article whose names are completed."""

    text: str
    sentences: Sequence[Sentence]
    datelines: Sequence[Dateline] = ()
    by_contract: bool = True
    """Whether names are those of docs/output.md; the style `nerel` has bounds of its own, legal forms outside."""

    @cached_property
    def beginnings(self) -> frozenset[int]:
        """Offsets at which sentences begin: a word there has its capital anyway."""
        return frozenset(sentence.start for sentence in self.sentences)

    @cached_property
    def capitals(self) -> list[tuple[Sequence[Token], int]]:
        """The tokens that begin with a capital, each as its sentence's tokens and its index; an eighth of all."""
        return [(s.tokens, i) for s in self.sentences for i, token in enumerate(s.tokens) if token.text[0].isupper()]


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


class Stretch(Protocol):
    """What has a place in the text."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """After its last character."""
        ...


Placed = TypeVar("Placed", bound=Stretch)


def overlapping(ordered: Sequence[Placed], start: int, end: int) -> list[Placed]:
    """Those that share a character with a span, of such as are in order and apart from each other."""
    at = bisect_right(ordered, start, key=_end)
    found = []
    while at < len(ordered) and ordered[at].start < end:
        found.append(ordered[at])
        at += 1
    return found


def apart(found: Iterable[NameMention]) -> list[NameMention]:
    """The names in order, of two that overlap the first."""
    kept: list[NameMention] = []
    for name in sorted(found, key=lambda name: (name.start, -name.end)):
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
    return kept


_end = attrgetter("end")
