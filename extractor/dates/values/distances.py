"""Values of dates given by their distance from another: «год назад», «двумя неделями ранее»."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from extractor.dates.calendar import (
    DAYS_IN_MONTH,
    MONTHS,
    add_days,
    add_months,
    days_of,
    months_of,
    shift_years,
    week_text,
    year_text,
)
from extractor.dates.readings import Distance, Length, Point
from extractor.dates.values.anchors import DAY_RE, Anchors, NoSuchDayError, UnresolvedError
from extractor.dates.values.points import Points
from extractor.language.patterns import compile_re

LEAN = 600
"""Characters after a date in which «через год», «годом ранее» may count from it."""

NEXT_NEAR = 100
"""Characters before a date in which «за неделю до» may count from it."""

_BREAK_RE = compile_re(r"[.!?…\n]")
_DAY_SHAPE = r"\d{4}-\d\d-\d\d"
_MONTH_SHAPE = r"\d{4}-(0\d|1[012])(-\d\d)?"
_YEAR_SHAPE = r"\d{4}(-(0\d|1[012])(-\d\d)?)?"


class Distances:
    """Values of the distances of an article."""

    def __init__(self, anchors: Anchors, points: Points) -> None:
        self._anchors, self._points = anchors, points

    def distance(self, distance: Distance) -> str | None:
        """«год назад», «через два дня»."""
        if distance.anchor == "published":
            return _far(self._anchors.said_on().isoformat(), distance)
        if distance.anchor == "next":
            return self._from_next(distance)
        leaning = self._lean(distance)
        if leaning is not None:
            return _far(leaning, distance)
        if distance.anchor == "either" and self._anchors.direction < 0:
            raise UnresolvedError
        return _far(self._anchors.now.isoformat(), distance)

    def _lean(self, distance: Distance) -> str | None:
        """The date named before that the distance counts from; None where that is the publication."""
        in_days = any(days_of(length.unit) for length in distance.lengths)
        in_months = any(months_of(length.unit) < MONTHS and not days_of(length.unit) for length in distance.lengths)
        shape = _DAY_SHAPE if in_days else _MONTH_SHAPE if in_months else _YEAR_SHAPE
        named = next((named for named in reversed(self._anchors.named) if re.fullmatch(shape, named.value)), None)
        if named is None or self._anchors.reading.start - named.end > LEAN:
            return None
        if distance.anchor == "text":
            return named.value
        same_sentence = not re.search(r"[.!?…]\s|\n", self._anchors.text[named.end : self._anchors.reading.start])
        direction = self._anchors.direction
        return named.value if direction < 0 or (direction == 0 and same_sentence) else None

    def _from_next(self, distance: Distance) -> str | None:
        """The distance from the date that the text names right after: «за неделю до 11 сентября 2001»."""
        anchors = self._anchors
        if anchors.at + 1 < len(anchors.readings):
            here, following = anchors.readings[anchors.at], anchors.readings[anchors.at + 1]
            between = anchors.text[here.end : following.start]
            if isinstance(following.what, Point) and len(between) < NEXT_NEAR and not _BREAK_RE.search(between):
                anchors.at += 1
                value = self._points.point(following.what)
                anchors.at -= 1
                if value:
                    return _far(value, distance)
        raise UnresolvedError


def _far(value: str, distance: Distance) -> str:
    """The date so far from `value`: years keep a year's precision, months a month's, one year that of `value`."""
    lengths, direction = distance.lengths, distance.direction
    months, days = _months_and_days(lengths)
    exact = DAY_RE.fullmatch(value) is not None
    if days:
        if not exact:
            raise UnresolvedError
        start = date.fromisoformat(value)
        moved: date | None = start
        if months:
            moved = add_months(start, direction * int(months))
        moved = add_days(moved, direction * int(days)) if moved else None
        if moved is None:
            raise NoSuchDayError
        return moved.isoformat() if days == int(days) else _week_of(moved, lengths, direction)
    if months != int(months):
        if not exact:
            raise UnresolvedError
        near = add_days(date.fromisoformat(value), direction * int(months * DAYS_IN_MONTH))
        if near is None:
            raise NoSuchDayError
        return near.isoformat()[:7]
    if months % MONTHS:
        if not exact and not re.fullmatch(r"\d{4}-(0\d|1[012])", value):
            raise UnresolvedError
        year, month = divmod(int(value[:4]) * MONTHS + int(value[5:7]) - 1 + direction * int(months), MONTHS)
        return f"{year_text(year)}-{month + 1:02d}"
    years = direction * int(months) // MONTHS
    if abs(years) == 1:
        shifted = shift_years(value, years)
        if shifted is None:
            raise UnresolvedError
        return shifted
    return year_text(int(value[:4]) + years)


def _week_of(day: date, lengths: Sequence[Length], direction: int) -> str:
    """The week of a day that is given in fractions of weeks, `day` or the one beyond: «полторы недели назад».

    Errors: UnresolvedError where they lie in two weeks, and for fractions of days, since no hour is known.
    """
    beyond = add_days(day, direction)
    if any(length.unit != "week" for length in lengths) or beyond is None or week_text(beyond) != week_text(day):
        raise UnresolvedError
    return week_text(day)


def move(now: date, lengths: Sequence[Length], direction: int) -> date | None:
    """The day so far before (−1) or after another; None outside the calendar."""
    months, days = _months_and_days(lengths)
    days += (months - int(months)) * 30
    moved = add_months(now, direction * int(months))
    return add_days(moved, direction * int(days)) if moved else None


def _months_and_days(lengths: Sequence[Length]) -> tuple[Decimal, Decimal]:
    amounts = [(length.amount or Decimal(0), length.unit) for length in lengths]
    months = sum((amount * months_of(unit) for amount, unit in amounts), Decimal(0))
    return months, sum((amount * days_of(unit) for amount, unit in amounts), Decimal(0))
