"""Values of stretches: from one point to another, parts of a point, what lies before or after now."""

import re
from datetime import date, timedelta

from extractor.dates.calendar import (
    DAYS_IN_MONTH,
    MONTHS,
    WEEK,
    WINTER,
    add_days,
    add_months,
    bounds,
    shift_years,
    year_text,
)
from extractor.dates.readings import FirstMonths, Fraction, Interval, Point, SinceStart, Weekend, Window
from extractor.dates.values.anchors import Anchors, NoSuchDayError, UnresolvedError
from extractor.dates.values.distances import move
from extractor.dates.values.points import Points


class Spans:
    """Values of the stretches of an article."""

    def __init__(self, anchors: Anchors, points: Points) -> None:
        self._anchors, self._points = anchors, points

    def interval(self, interval: Interval) -> str | None:
        """«с 1 по 15 марта»."""
        if _are_weekdays(interval):
            first = self._points.weekday(interval.begin)
            last = add_days(first, ((interval.end.weekday or 0) - first.weekday()) % WEEK)
            return f"{first.isoformat()}/{last.isoformat()}" if last else None
        begin, end = _completed(interval)
        first_value, last_value = self._points.point(begin), self._points.point(end)
        if first_value is None or last_value is None:
            raise UnresolvedError
        return "/".join(_ordered(begin, first_value, end, last_value))

    def fraction(self, fraction: Fraction) -> str:
        """«вторая половина 1950-х»."""
        return _fraction(self._points.point(fraction.of), fraction.nth, fraction.parts)

    def first_months(self, first: FirstMonths) -> str:
        """«9 месяцев 2019 года»."""
        year = self._points.year_of(first.of)
        if year is None:
            raise UnresolvedError
        return f"{year_text(year)}-01/{year_text(year)}-{first.months:02d}"

    def since_start(self, since: SinceStart) -> str:
        """«с начала года»."""
        now = self._anchors.now
        match since.unit:
            case "week":
                first = add_days(now, -now.weekday())
            case "month":
                first = now.replace(day=1)
            case "quarter":
                first = date(now.year, (now.month - 1) // 3 * 3 + 1, 1)
            case "decade":
                first = date(now.year - now.year % 10, 1, 1)
            case "century":
                first = date(now.year - now.year % 100, 1, 1)
            case _:
                first = date(now.year, 1, 1)
        return f"{first}/{now.isoformat()}"

    def weekend(self, weekend: Weekend) -> str:
        """«на прошлых выходных»."""
        now = self._anchors.now
        saturday = add_days(now, 5 - now.weekday())
        in_weekend = now.weekday() >= 5
        weeks = 0
        if weekend.offset is not None:
            weeks = weekend.offset
        elif weekend.direction:
            weeks = -1 if weekend.direction < 0 else int(in_weekend)
        elif not in_weekend and self._anchors.direction <= 0:
            weeks = -1
        first = add_days(saturday, WEEK * weeks) if saturday else None
        last = add_days(first, 1) if first else None
        if first is None or last is None:
            raise NoSuchDayError
        return f"{first}/{last}"

    def window(self, window: Window) -> str:
        """«последние три года»."""
        now = self._anchors.now
        if any(length.amount is None for length in window.lengths):
            return f"/{now}" if window.direction < 0 else f"{now}/"
        other = move(now, window.lengths, window.direction)
        if other is None:
            raise UnresolvedError
        return f"{other}/{now}" if window.direction < 0 else f"{now}/{other}"


def _are_weekdays(interval: Interval) -> bool:
    return all(point.weekday is not None and point.day is None for point in interval)


def _completed(interval: Interval) -> tuple[Point, Point]:
    """Both ends with the century and the year that one of them leaves out."""
    begin, end = interval
    if begin.decade is not None and end.ref and not begin.ref:
        begin = begin._replace(ref=end.ref)
    if end.sub == WINTER and begin.sub is not None and begin.sub < WINTER and end.year == begin.year and end.year:
        end = end._replace(year=end.year + 1)
    return begin, end


def _ordered(begin: Point, first: str, end: Point, last: str) -> tuple[str, str]:
    """Both values, a year that the text leaves out moved so that they are in order. Errors: NoSuchDayError."""
    dated = first[:1].isdigit()
    if dated and first > last and len(first) == len(last):
        if _is_without_year(end):
            last = shift_years(last, 1) or last
        elif _is_without_year(begin):
            first = shift_years(first, -1) or first
    if dated and last < first:
        raise NoSuchDayError
    earliest, latest = bounds(first)[0], bounds(last)[1]
    if earliest and latest and latest < earliest and not earliest.startswith("-"):
        last = shift_years(last, 1) or last
    return first, last


def _is_without_year(point: Point) -> bool:
    return point.year is None and point.short_year is None


def _fraction(value: str | None, index: int, parts: int) -> str:
    """The `index`-th of `parts` equal parts of what a value covers, in years, months or days.

    Errors: UnresolvedError where there are fewer of these than parts: «первая треть второго полугодия» has its
    months, «первая четверть второго квартала» has none.
    """
    first, last = bounds(value) if value else (None, None)
    if first is None or last is None or first.startswith("-") or value is None:
        raise UnresolvedError
    if "X" in value:
        year = int(first[:4])
        low, high = _part(int(last[:4]) - year + 1, index, parts)
        return f"{year + low:04d}/{year + high:04d}"
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if re.fullmatch(r"\d{4}(-\d\d)?", value) and not re.fullmatch(r"\d{4}-(0\d|1[012])", value):
        low, high = _part((end.month - begin.month) % MONTHS + 1, index, parts)
        a, b = add_months(begin, low), add_months(begin, high)
        if a is None or b is None:
            raise NoSuchDayError
        return f"{a.isoformat()[:7]}/{b.isoformat()[:7]}"
    is_third_of_month = parts == 3 and end.month == begin.month
    low, high = _part(DAYS_IN_MONTH if is_third_of_month else (end - begin).days + 1, index, parts)
    return f"{begin + timedelta(low)}/{end if index == parts else begin + timedelta(high)}"


def _part(count: int, index: int, parts: int) -> tuple[int, int]:
    """The first and the last of `count` units that are in a part."""
    if count < parts:
        raise UnresolvedError
    return count * (index - 1) // parts, count * index // parts - 1
