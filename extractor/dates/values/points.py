"""Values of points: days, months, seasons, years, longer stretches, and units relative to another."""

from collections.abc import Callable
from datetime import date

from extractor.dates.calendar import (
    FIRST_HALF_YEAR,
    FIRST_QUARTER,
    MONTHS,
    WEEK,
    WINTER,
    add_days,
    add_months,
    century_text,
    day_text,
    days_in_month,
    is_day,
    millennium_text,
    nth_weekday,
    season_months,
    week_text,
    year_text,
)
from extractor.dates.readings import Point, Ref
from extractor.dates.values.anchors import Anchors, NoSuchDayError, UnresolvedError

AHEAD_YEARS = 20
"""A year of two digits is the latest that is not more years ahead of the publication."""

TWO_DIGIT_PIVOT = 2025
"""The publication year assumed for years of two digits where none is known."""

LATE_DAYS = 2
"""A publication date may be early by so many days against what the text speaks of in the past."""

LAST_YEAR = 9999


class Points:
    """Values of the points of an article."""

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors

    def point(self, point: Point) -> str | None:
        """The value of a point. Errors: UnresolvedError, NoSuchDayError."""
        if point.nth is not None:
            return self._nth(point)
        if point.day is not None and (point.month is not None or point.ref):
            return self._day(point)
        if point.weekday is not None:
            return self.weekday(point).isoformat()
        if point.month is not None:
            return self._month(point)
        if point.sub is not None:
            return self._sub(point)
        if point.decade is not None:
            return self._decade(point)
        if point.century is not None:
            return century_text(point.century)
        if point.millennium is not None:
            return millennium_text(point.millennium)
        if point.ref and point.year is None:
            return self._relative(point.ref)
        year = self.year_of(point)
        if year is None:
            raise NoSuchDayError
        return year_text(year)

    def year_of(self, point: Point) -> int | None:
        """The year that the text gives, in digits or by its place; None where it is left out."""
        if point.year is not None:
            return point.year
        if point.short_year is not None:
            latest = self._anchors.published.year if self._anchors.published else TWO_DIGIT_PIVOT
            latest += AHEAD_YEARS if self._anchors.direction >= 0 else 0
            return latest - (latest - point.short_year) % 100
        if point.ref and point.ref.unit == "year":
            return self._relative_year(point.ref)
        return None

    def _relative_year(self, ref: Ref) -> int:
        if ref.anchor == "text":
            return self._anchors.last_year() + ref.offset
        if ref.anchor == "either" and self._anchors.named and (self._anchors.published is None or self._leans()):
            return self._anchors.last_year() + ref.offset
        return self._anchors.now.year + ref.offset

    def _leans(self) -> bool:
        """Whether «в следующем году» follows a year named before, not the publication's."""
        year = self._anchors.passage_year()
        return year is not None and self._anchors.direction <= 0

    def _day(self, point: Point) -> str:
        assert point.day is not None
        if point.month is None:
            return self._day_of_month(point)
        if not is_day(point.year, point.month, point.day):
            raise NoSuchDayError
        year = self.year_of(point)
        if year is None:
            year = self._nearest_year(point.month, point.day, point.weekday, point.direction)
        if year is None:
            return f"XXXX-{point.month:02d}-{point.day:02d}"
        if not is_day(year, point.month, point.day):
            raise NoSuchDayError
        return day_text(year, point.month, point.day)

    def _day_of_month(self, point: Point) -> str:
        assert point.day is not None
        assert point.ref
        if point.ref.unit != "month":
            raise NoSuchDayError
        if point.ref.anchor == "either" and point.ref.offset == 0:
            return self._nearest_day(point.day, point.weekday)
        year, month = self._relative_month(point.ref)
        if not is_day(year, month, point.day):
            raise NoSuchDayError
        return day_text(year, month, point.day)

    def _nearest_day(self, number: int, weekday: int | None) -> str:
        """The day of the month before, this or the next that lies nearest in the direction of the verb."""
        now, direction = self._anchors.now, self._anchors.direction
        months = [month for n in (-1, 0, 1) if (month := add_months(now.replace(day=1), n))]
        days = [month.replace(day=number) for month in months if is_day(month.year, month.month, number)]
        days = [day for day in days if day.weekday() == weekday] or days
        fitting = [day for day in days if (day - now).days * direction >= 0] or days
        return min(fitting, key=lambda day: abs((day - now).days)).isoformat()

    def _nearest_year(
        self, month: int, day: int | None = None, weekday: int | None = None, direction: int = 0
    ) -> int | None:
        """The year that puts a day or month nearest the publication in the direction of the verb; None with none known.

        A `weekday` that fits one of the years decides; `direction`, where not 0, stands for the verb's.
        """
        passage = self._anchors.passage_year()
        if passage is not None or self._anchors.published is None:
            return passage
        now = self._anchors.published
        years = [y for y in (now.year - 1, now.year, now.year + 1) if day is None or is_day(y, month, day)]
        if day and weekday is not None:
            years = [y for y in years if date(y, month, day).weekday() == weekday] or years
        return self._nearest({y: _days_to(now, y, month, day) for y in years}, direction) if years else now.year

    def _nearest(self, distances: dict[int, int], direction: int = 0) -> int:
        """Of candidates with their distance in days the nearest in the direction of the verb."""
        direction = direction or self._anchors.direction
        if direction:
            fitting = {y: d for y, d in distances.items() if d * direction >= -LATE_DAYS}
            distances = fitting or distances
        return min(distances, key=lambda year: (abs(distances[year]), -year * direction))

    def _month(self, point: Point) -> str:
        assert point.month is not None
        if point.direction:
            now = self._anchors.now
            passed = point.month < now.month if point.direction < 0 else point.month > now.month
            year: int | None = now.year if passed else now.year + point.direction
        else:
            year = self.year_of(point)
            if year is None:
                year = self._nearest_year(point.month)
        return f"{year_text(year) if year is not None else 'XXXX'}-{point.month:02d}"

    def _sub(self, point: Point) -> str:
        assert point.sub is not None
        if point.ref and point.ref.unit == "season":
            return self._relative_season(point.sub, point.ref)
        if point.ref and point.ref.unit != "year":
            raise NoSuchDayError
        year = self.year_of(point)
        if year is None:
            year = self._nearest_season(point.sub)
        return f"{year_text(year) if year is not None else 'XXXX'}-{point.sub}"

    def _season_distance(self, sub: int, year: int) -> int:
        months = season_months(year, sub)
        assert months
        first, last = date(*months[0], 1), date(*months[1], days_in_month(*months[1]))
        now = self._anchors.now
        return (first - now).days if first > now else min(0, (last - now).days)

    def _nearest_season(self, sub: int) -> int | None:
        passage = self._anchors.passage_year()
        if passage is not None:
            return passage
        if self._anchors.published is None:
            return None
        years = range(self._anchors.published.year - 1, self._anchors.published.year + 2)
        return self._nearest({year: self._season_distance(sub, year) for year in years})

    def _relative_season(self, sub: int, ref: Ref) -> str:
        if ref.anchor == "text":
            return f"{year_text(self._anchors.last_year())}-{sub}"
        now = self._anchors.now
        distances = {year: self._season_distance(sub, year) for year in range(now.year - 2, now.year + 3)}
        if ref.offset < 0:
            year = max(y for y, d in distances.items() if d < 0) + ref.offset + 1
        elif ref.offset > 0:
            year = min(y for y, d in distances.items() if d > 0)
        else:
            year = self._nearest(distances) if sub == WINTER else now.year
        return f"{year_text(year)}-{sub}"

    def _decade(self, point: Point) -> str:
        decade = point.decade
        assert decade is not None
        if decade < 10:
            if point.century is not None:
                decade += point.century * 10
            elif point.ref and point.ref.unit == "century":
                decade += (self._anchors.now.year // 100 + point.ref.offset) * 10
            else:
                decade += 200 if decade < 2 else 190
        return _decade_text(decade)

    def weekday(self, point: Point) -> date:
        """The day that a weekday is."""
        assert point.weekday is not None
        if point.ref and point.ref.anchor == "text":
            now = self._anchors.last_day()
        elif point.ref:
            now = self._anchors.now
        else:
            now = self._anchors.said_on()
        if point.ref:
            day = add_days(now, -now.weekday() + WEEK * point.ref.offset + point.weekday)
        elif point.direction < 0:
            day = add_days(now, -((now.weekday() - point.weekday - 1) % WEEK) - 1)
        elif point.direction > 0:
            day = add_days(now, (point.weekday - now.weekday() - 1) % WEEK + 1)
        elif self._anchors.direction > 0:
            day = add_days(now, (point.weekday - now.weekday()) % WEEK)
        else:
            day = add_days(now, -((now.weekday() - point.weekday) % WEEK))
        if day is None:
            raise NoSuchDayError
        return day

    def _nth(self, point: Point) -> str:
        assert point.nth is not None
        if point.month is not None:
            year = self.year_of(point)
            if year is None:
                year = self._nearest_year(point.month)
            if year is None:
                raise UnresolvedError
            first, last = date(year, point.month, 1), date(year, point.month, days_in_month(year, point.month))
        elif point.ref and point.ref.unit == "month":
            year, month = self._relative_month(point.ref)
            first, last = date(year, month, 1), date(year, month, days_in_month(year, month))
        else:
            year = self.year_of(point) or self._anchors.now.year
            first, last = date(year, 1, 1), date(year, MONTHS, 31)
        day = nth_weekday(first, last, point.weekday, point.nth)
        if day is None:
            raise NoSuchDayError
        return day.isoformat()

    def _relative_month(self, ref: Ref) -> tuple[int, int]:
        if ref.anchor == "text":
            year, month = self._anchors.last_month()
        else:
            year, month = self._anchors.now.year, self._anchors.now.month
        years, month = divmod(year * MONTHS + month - 1 + ref.offset, MONTHS)
        return years, month + 1

    def _relative(self, ref: Ref) -> str:
        match ref.unit:
            case "day":
                return self._day_from(self._anchors.said_on, ref, ref.offset).isoformat()
            case "week":
                return week_text(self._day_from(lambda: self._anchors.now, ref, WEEK * ref.offset))
            case "month":
                year, month = self._relative_month(ref)
                return f"{year_text(year)}-{month:02d}"
            case "quarter" | "half":
                return self._relative_part(ref)
            case "year":
                return year_text(self._relative_year(ref))
            case "decade" | "century" | "millennium":
                return self._relative_age(ref)
            case _:
                raise NoSuchDayError

    def _day_from(self, here: Callable[[], date], ref: Ref, days: int) -> date:
        """The day so many after the one named last, or after `here`."""
        day = add_days(self._anchors.last_day() if ref.anchor == "text" else here(), days)
        if day is None:
            raise NoSuchDayError
        return day

    def _relative_part(self, ref: Ref) -> str:
        """«прошлый квартал», «это полугодие»."""
        months, first = (3, FIRST_QUARTER) if ref.unit == "quarter" else (6, FIRST_HALF_YEAR)
        now = self._anchors.last_part(first) if ref.anchor == "text" else self._anchors.now
        parts = MONTHS // months
        year, part = divmod(now.year * parts + (now.month - 1) // months + ref.offset, parts)
        return f"{year_text(year)}-{first + part}"

    def _relative_age(self, ref: Ref) -> str:
        """«прошлый век», «это десятилетие». Errors: UnresolvedError beyond the year 9999, which EDTF cannot write."""
        base = (
            self._anchors.last_year() if ref.anchor == "text" and ref.unit != "millennium" else self._anchors.now.year
        )
        if ref.unit == "decade":
            return _decade_text(base // 10 + ref.offset)
        years, text = (1000, millennium_text) if ref.unit == "millennium" else (100, century_text)
        if base // years + ref.offset > LAST_YEAR // years:
            raise UnresolvedError
        return text(base // years + ref.offset)


def _days_to(now: date, year: int, month: int, day: int | None) -> int:
    """How many days a day or month of a year is away: below zero where it is past, 0 where it is going on."""
    first = date(year, month, min(day or 1, days_in_month(year, month)))
    last = first if day else date(year, month, days_in_month(year, month))
    return (first - now).days if first > now else min(0, (last - now).days)


def _decade_text(decade: int) -> str:
    """199X for 199. Errors: UnresolvedError for a decade before the year 0 or beyond 9999, which EDTF cannot write."""
    if not 0 <= decade <= LAST_YEAR // 10:
        raise UnresolvedError
    return f"{decade:03d}X"
