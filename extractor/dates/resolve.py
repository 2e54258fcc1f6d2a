"""Calendar values of the expressions found."""

from collections.abc import Sequence
from datetime import date

from extractor.dates.calendar import bounds, duration_text, is_edtf
from extractor.dates.readings import (
    DateReading,
    Distance,
    Duration,
    FirstMonths,
    Fraction,
    Interval,
    Point,
    Recurrence,
    SinceStart,
    Weekend,
    What,
    Window,
    is_relative,
)
from extractor.dates.values.anchors import Anchors, NoSuchDayError, UnresolvedError
from extractor.dates.values.distances import Distances
from extractor.dates.values.points import Points
from extractor.dates.values.spans import Spans
from extractor.document import Date, Sentence


def resolve_dates(
    text: str, sentences: Sequence[Sentence], readings: Sequence[DateReading], published: date | None
) -> tuple[Date, ...]:
    """The expressions with their values, in order; ids d1, d2 ….

    `published`: the day the article came out, None where unknown: then relative dates have no value.
    Days that do not exist («31 февраля») are left out.
    """
    resolver = _Resolver(text, sentences, readings, published)
    found: list[Date] = []
    for n, reading in enumerate(readings):
        try:
            value = resolver.resolve(n)
        except NoSuchDayError:
            continue
        earliest, latest = bounds(value) if value and reading.kind in ("date", "interval") else (None, None)
        past = published is None or latest is None or latest < published.isoformat()
        found.append(
            Date(
                id=f"d{len(found) + 1}",
                start=reading.start,
                end=reading.end,
                text=text[reading.start : reading.end],
                kind=reading.kind,
                value=value,
                mod=None if reading.compared and past and reading.mod == "ON_OR_BEFORE" else reading.mod,
                earliest=earliest,
                latest=latest,
                relative=is_relative(reading.what),
                rule=reading.rule,
            )
        )
    return tuple(found)


class _Resolver:
    """The readings of one article, resolved in order."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], readings: Sequence[DateReading], published: date | None
    ) -> None:
        self._anchors = Anchors(text, sentences, readings, published)
        self._points = Points(self._anchors)
        self._spans = Spans(self._anchors, self._points)
        self._distances = Distances(self._anchors, self._points)

    def resolve(self, n: int) -> str | None:
        """The value of the n-th reading; None where it leans on what is not known."""
        self._anchors.at = n
        reading = self._anchors.reading
        try:
            value = self._value(reading.what)
        except UnresolvedError:
            return None
        except (ValueError, OverflowError):
            raise NoSuchDayError from None
        if value is not None and reading.kind in ("date", "interval"):
            if not is_edtf(value):
                return None
            self._anchors.remember(reading, value)
        return value

    def _value(self, what: What) -> str | None:
        match what:
            case Point():
                return self._points.point(what)
            case Interval():
                return self._spans.interval(what)
            case Fraction():
                return self._spans.fraction(what)
            case FirstMonths():
                return self._spans.first_months(what)
            case SinceStart():
                return self._spans.since_start(what)
            case Weekend():
                return self._spans.weekend(what)
            case Window():
                return self._spans.window(what)
            case Distance():
                return self._distances.distance(what)
            case Duration():
                return "/".join(duration_text(lengths) for lengths in (what.lengths, what.upto) if lengths)
            case Recurrence():
                return "R/" + duration_text((what.length,))
