"""Calendar values of the expressions found."""

from collections.abc import Sequence
from datetime import date

from extractor.dates.find import DateReading
from extractor.document import Date, Sentence


def resolve_dates(
    text: str, sentences: Sequence[Sentence], readings: Sequence[DateReading], published: date | None
) -> tuple[Date, ...]:
    """The expressions with their values, in order; ids d1, d2 ….

    `published`: the day the article came out, None where unknown: then relative dates have no value.
    """
    return ()
