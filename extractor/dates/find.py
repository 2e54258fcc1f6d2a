"""Calendar expressions as written."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Sentence


@dataclass(frozen=True, slots=True)
class DateReading:
    """A calendar expression as written; offsets in code points."""

    start: int
    end: int
    rule: str


def find_dates(text: str, sentences: Sequence[Sentence]) -> list[DateReading]:
    """The calendar expressions of `sentences`, in order, without overlap."""
    return []
