"""Calendar values of the expressions found."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from extractor.dates.calendar import (
    DAYS_IN_MONTH,
    MONTHS,
    WEEK,
    WINTER,
    add_days,
    add_months,
    bounds,
    century_text,
    day_text,
    days_in_month,
    days_of,
    duration_text,
    is_day,
    is_edtf,
    millennium_text,
    months_of,
    nth_weekday,
    season_months,
    shift_years,
    week_text,
    year_text,
)
from extractor.dates.readings import (
    DateReading,
    Distance,
    Duration,
    FirstMonths,
    Fraction,
    Interval,
    Length,
    Point,
    Recurrence,
    Ref,
    SinceStart,
    Weekend,
    What,
    Window,
    is_relative,
)
from extractor.dates.tense import clause_direction
from extractor.document import Date, Sentence

AHEAD_YEARS = 20
"""A year of two digits is the latest that is not more years ahead of the publication."""

TWO_DIGIT_PIVOT = 2025
"""The publication year assumed for years of two digits where none is known."""

LATE_DAYS = 2
"""A publication date may be early by so many days against what the text speaks of in the past."""

PASSAGE = 300
"""Characters after a date with its year in which another may lean on that year."""

LEAN = 600
"""Characters after a date in which «через год», «годом ранее» may count from it."""

OPEN_QUOTES, CLOSE_QUOTES = "«“„", "»”"
SAID_NEAR = 100
"""Characters after a quotation in which the day it was said on may be named."""

_DAY_VALUE_RE = re.compile(r"\d{4}-\d\d-\d\d")


class UnresolvedError(Exception):
    """The expression leans on a date that is not known."""


class NoSuchDayError(Exception):
    """The expression names a day that the calendar does not have."""


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


class _Named(NamedTuple):
    """A date that the text has named: what later ones may lean on."""

    start: int
    end: int
    value: str
    explicit: bool
    """Whether the text gives its year."""
    placed: bool
    """Whether it places what is told (no «с 2013 года»)."""


class _Resolver:
    """The readings of one article, resolved in order."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], readings: Sequence[DateReading], published: date | None
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._readings = readings
        self._published = published
        self._named: list[_Named] = []
        self._reading = readings[0] if readings else None

    def resolve(self, n: int) -> str | None:
        """The value of the n-th reading; None where it leans on what is not known."""
        reading = self._readings[n]
        self._n, self._reading = n, reading
        try:
            value = self._value(reading.what)
        except UnresolvedError:
            return None
        except (ValueError, OverflowError):
            raise NoSuchDayError from None
        if value is not None and reading.kind in ("date", "interval"):
            if not is_edtf(value):
                return None
            self._remember(reading, value)
        return value

    def _remember(self, reading: DateReading, value: str) -> None:
        what = reading.what.begin if isinstance(reading.what, Interval) else reading.what
        explicit = isinstance(what, Point) and (what.year is not None or what.short_year is not None)
        placed = reading.mod in (None, "START", "MID", "END", "APPROX") or "-" in value
        self._named.append(_Named(reading.start, reading.end, value, explicit, placed))

    def _value(self, what: What) -> str | None:
        match what:
            case Point():
                return self._point(what)
            case Interval():
                return self._interval(what)
            case Fraction():
                return _fraction(self._point(what.of), what.nth, what.parts)
            case FirstMonths():
                year = self._year_of(what.of)
                if year is None:
                    raise UnresolvedError
                return f"{year_text(year)}-01/{year_text(year)}-{what.months:02d}"
            case SinceStart():
                return self._since_start(what)
            case Weekend():
                return self._weekend(what)
            case Window():
                return self._window(what)
            case Distance():
                return self._distance(what)
            case Duration():
                return "/".join(duration_text(lengths) for lengths in (what.lengths, what.upto) if lengths)
            case Recurrence():
                return "R/" + duration_text((what.length,))

    # --- what is leaned on --------------------------------------------------------------

    @property
    def _now(self) -> date:
        if self._published is None:
            raise UnresolvedError
        return self._published

    @property
    def _direction(self) -> int:
        reading = self._reading
        assert reading
        k = max(0, bisect_right(self._starts, reading.start) - 1)
        first, last = (self._sentences[k].start, self._sentences[k].end) if self._sentences else (0, len(self._text))
        told = clause_direction(self._text, first, last, reading.start, reading.end, reading.preposition)
        ahead = reading.preposition in ("к", "ко")
        return told or (-int(ahead) if reading.compared else int(ahead))

    def _last_day(self) -> date:
        """The day that the text named last."""
        for named in reversed(self._named):
            if _DAY_VALUE_RE.fullmatch(named.value):
                return date.fromisoformat(named.value)
        raise UnresolvedError

    def _last_year(self) -> int:
        for named in reversed(self._named):
            if re.match(r"\d{4}(?!\d)", named.value):
                return int(named.value[:4])
        raise UnresolvedError

    def _last_month(self) -> tuple[int, int]:
        for named in reversed(self._named):
            if match := re.match(r"(\d{4})-(0\d|1[012])(?!\d)", named.value):
                return int(match[1]), int(match[2])
        raise UnresolvedError

    def _last_part(self, first: int) -> date:
        """The beginning of the last month, quarter (`first` 33) or half-year (40) that the text named."""
        for named in reversed(self._named):
            match = re.match(r"(\d{4})-(\d\d)(?!\d)", named.value)
            if match and (int(match[2]) <= MONTHS or (int(match[2]) >= first and int(match[2]) < first + 4)):
                months = season_months(int(match[1]), int(match[2]))
                year, month = months[0] if months else (int(match[1]), int(match[2]))
                return date(year, month, 1)
        raise UnresolvedError

    def _said_on(self) -> date:
        """The publication, or the day that a quotation around the expression was said on."""
        reading = self._reading
        assert reading
        line = max(0, reading.start - PASSAGE)
        line = max(line, self._text.rfind("\n", line, reading.start) + 1)
        opening = max(self._text.rfind(quote, line, reading.start) for quote in OPEN_QUOTES)
        closing = max(self._text.rfind(quote, line, reading.start) for quote in CLOSE_QUOTES)
        if opening > closing:
            for named in reversed(self._named):
                if named.start < line:
                    break
                between = self._text[named.end : opening]
                if (
                    named.end <= opening
                    and _DAY_VALUE_RE.fullmatch(named.value)
                    and not re.search(r"[.!?…]\s", between)
                ):
                    return date.fromisoformat(named.value)
        return self._now

    def _passage_year(self) -> int | None:
        """The year that the passage is about where it is another than the publication's."""
        reading = self._reading
        assert reading
        if not self._named:
            return None
        named = self._named[-1]
        between = self._text[named.end : reading.start]
        if not named.explicit or not named.placed or len(between) > PASSAGE or "\n" in between.strip(" "):
            return None
        if not re.match(r"\d{4}(?!\d)", named.value):
            return None
        year = int(named.value[:4])
        exact = "-" in named.value
        sentences = len(re.findall(r"[.!?…]\s", between))
        if self._published is None:
            return year if exact or sentences == 0 else None
        if abs(self._published.year - year) < (1 if exact else 2):
            return None
        return year if (exact and sentences <= 2) or sentences <= 1 else None

    # --- points -------------------------------------------------------------------------

    def _point(self, point: Point) -> str | None:
        if point.nth is not None:
            return self._nth(point)
        if point.day is not None and (point.month is not None or point.ref):
            return self._day(point)
        if point.weekday is not None:
            return self._weekday(point).isoformat()
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
        year = self._year_of(point)
        if year is None:
            raise NoSuchDayError
        return year_text(year)

    def _year_of(self, point: Point) -> int | None:
        """The year that the text gives, in digits or by its place; None where it is left out."""
        if point.year is not None:
            return point.year
        if point.short_year is not None:
            latest = self._published.year if self._published else TWO_DIGIT_PIVOT
            latest += AHEAD_YEARS if self._direction >= 0 else 0
            return latest - (latest - point.short_year) % 100
        if point.ref and point.ref.unit == "year":
            return self._relative_year(point.ref)
        return None

    def _relative_year(self, ref: Ref) -> int:
        if ref.anchor == "text":
            return self._last_year() + ref.offset
        if ref.anchor == "either" and self._named and (self._published is None or self._leans()):
            return self._last_year() + ref.offset
        return self._now.year + ref.offset

    def _leans(self) -> bool:
        """Whether «в следующем году» follows a year named before, not the publication's."""
        year = self._passage_year()
        return year is not None and self._direction <= 0

    def _day(self, point: Point) -> str:
        assert point.day is not None
        if point.month is None:
            return self._day_of_month(point)
        if not is_day(point.year, point.month, point.day):
            raise NoSuchDayError
        year = self._year_of(point)
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
            now, direction = self._now, self._direction
            months = [
                m for n in (-1, 0, 1) if (m := add_months(now.replace(day=1), n)) and is_day(m.year, m.month, point.day)
            ]
            days = [month.replace(day=point.day) for month in months]
            fitting = [day for day in days if (day - now).days * direction >= 0] or days
            return min(fitting, key=lambda day: abs((day - now).days)).isoformat()
        year, month = self._relative_month(point.ref)
        if not is_day(year, month, point.day):
            raise NoSuchDayError
        return day_text(year, month, point.day)

    def _nearest_year(
        self, month: int, day: int | None = None, weekday: int | None = None, direction: int = 0
    ) -> int | None:
        """The year that puts a day or month nearest the publication in the direction of the verb; None with none known.

        A `weekday` that fits one of the years decides; `direction`, where not 0, stands for the verb's.
        """
        passage = self._passage_year()
        if passage is not None:
            return passage
        if self._published is None:
            return None
        now = self._published

        def distance(year: int) -> int:
            first = date(year, month, min(day or 1, days_in_month(year, month)))
            last = first if day else date(year, month, days_in_month(year, month))
            return (first - now).days if first > now else min(0, (last - now).days)

        years = [y for y in (now.year - 1, now.year, now.year + 1) if day is None or is_day(y, month, day)]
        if day and weekday is not None:
            years = [y for y in years if date(y, month, day).weekday() == weekday] or years
        return self._nearest({year: distance(year) for year in years}, direction) if years else now.year

    def _nearest(self, distances: dict[int, int], direction: int = 0) -> int:
        """Of candidates with their distance in days the nearest on the side that the verb tells."""
        direction = direction or self._direction
        if direction:
            fitting = {y: d for y, d in distances.items() if d * direction >= -LATE_DAYS}
            distances = fitting or distances
        return min(distances, key=lambda year: (abs(distances[year]), -year * direction))

    def _month(self, point: Point) -> str:
        assert point.month is not None
        if point.direction:
            now = self._now
            passed = point.month < now.month if point.direction < 0 else point.month > now.month
            year: int | None = now.year if passed else now.year + point.direction
        else:
            year = self._year_of(point)
            if year is None:
                year = self._nearest_year(point.month)
        return f"{year_text(year) if year is not None else 'XXXX'}-{point.month:02d}"

    def _sub(self, point: Point) -> str:
        assert point.sub is not None
        if point.ref and point.ref.unit == "season":
            return self._relative_season(point.sub, point.ref)
        if point.ref and point.ref.unit not in ("year",):
            raise NoSuchDayError
        year = self._year_of(point)
        if year is None:
            year = self._nearest_season(point.sub)
        return f"{year_text(year) if year is not None else 'XXXX'}-{point.sub}"

    def _season_distance(self, sub: int, year: int) -> int:
        months = season_months(year, sub)
        assert months
        first, last = date(*months[0], 1), date(*months[1], days_in_month(*months[1]))
        now = self._now
        return (first - now).days if first > now else min(0, (last - now).days)

    def _nearest_season(self, sub: int) -> int | None:
        passage = self._passage_year()
        if passage is not None:
            return passage
        if self._published is None:
            return None
        years = range(self._published.year - 1, self._published.year + 2)
        return self._nearest({year: self._season_distance(sub, year) for year in years})

    def _relative_season(self, sub: int, ref: Ref) -> str:
        if ref.anchor == "text":
            return f"{year_text(self._last_year())}-{sub}"
        now = self._now
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
                decade += (self._now.year // 100 + point.ref.offset) * 10
            else:
                decade += 200 if decade < 2 else 190
        return _decade_text(decade)

    def _weekday(self, point: Point) -> date:
        assert point.weekday is not None
        if point.ref and point.ref.anchor == "text":
            now = self._last_day()
        elif point.ref:
            now = self._now
        else:
            now = self._said_on()
        if point.ref:
            day = add_days(now, -now.weekday() + WEEK * point.ref.offset + point.weekday)
        elif point.direction < 0:
            day = add_days(now, -((now.weekday() - point.weekday - 1) % WEEK) - 1)
        elif point.direction > 0:
            day = add_days(now, (point.weekday - now.weekday() - 1) % WEEK + 1)
        elif self._direction > 0:
            day = add_days(now, (point.weekday - now.weekday()) % WEEK)
        else:
            day = add_days(now, -((now.weekday() - point.weekday) % WEEK))
        if day is None:
            raise NoSuchDayError
        return day

    def _nth(self, point: Point) -> str:
        assert point.nth is not None
        if point.month is not None:
            year = self._year_of(point)
            if year is None:
                year = self._nearest_year(point.month)
            if year is None:
                raise UnresolvedError
            first, last = date(year, point.month, 1), date(year, point.month, days_in_month(year, point.month))
        elif point.ref and point.ref.unit == "month":
            year, month = self._relative_month(point.ref)
            first, last = date(year, month, 1), date(year, month, days_in_month(year, month))
        else:
            year = self._year_of(point) or self._now.year
            first, last = date(year, 1, 1), date(year, MONTHS, 31)
        day = nth_weekday(first, last, point.weekday, point.nth)
        if day is None:
            raise NoSuchDayError
        return day.isoformat()

    # --- units by their place -------------------------------------------------------------

    def _relative_month(self, ref: Ref) -> tuple[int, int]:
        if ref.anchor == "text":
            year, month = self._last_month()
        else:
            year, month = self._now.year, self._now.month
        years, month = divmod(year * MONTHS + month - 1 + ref.offset, MONTHS)
        return years, month + 1

    def _relative(self, ref: Ref) -> str:
        match ref.unit:
            case "day":
                now = self._last_day() if ref.anchor == "text" else self._said_on()
                day = add_days(now, ref.offset)
                if day is None:
                    raise NoSuchDayError
                return day.isoformat()
            case "week":
                now = self._last_day() if ref.anchor == "text" else self._now
                day = add_days(now, WEEK * ref.offset)
                if day is None:
                    raise NoSuchDayError
                return week_text(day)
            case "month":
                year, month = self._relative_month(ref)
                return f"{year_text(year)}-{month:02d}"
            case "quarter" | "half":
                months, first = (3, 33) if ref.unit == "quarter" else (6, 40)
                now = self._last_part(first) if ref.anchor == "text" else self._now
                year, part = divmod(
                    now.year * (MONTHS // months) + (now.month - 1) // months + ref.offset, MONTHS // months
                )
                return f"{year_text(year)}-{first + part}"
            case "year":
                return year_text(self._relative_year(ref))
            case "decade":
                base = self._last_year() if ref.anchor == "text" else self._now.year
                return _decade_text(base // 10 + ref.offset)
            case "century":
                base = self._last_year() if ref.anchor == "text" else self._now.year
                if base // 100 + ref.offset > 99:  # beyond the year 9999
                    raise UnresolvedError
                return century_text(base // 100 + ref.offset)
            case "millennium":
                if self._now.year // 1000 + ref.offset > 9:
                    raise UnresolvedError
                return millennium_text(self._now.year // 1000 + ref.offset)
            case _:
                raise NoSuchDayError

    # --- intervals ------------------------------------------------------------------------

    def _interval(self, interval: Interval) -> str | None:
        begin, end = interval.begin, interval.end
        if begin.weekday is not None and end.weekday is not None and begin.day is None and end.day is None:
            first = self._weekday(begin)
            last = add_days(first, (end.weekday - first.weekday()) % WEEK)
            return f"{first.isoformat()}/{last.isoformat()}" if last else None
        if begin.decade is not None and end.ref and not begin.ref:
            begin = begin._replace(ref=end.ref)
        if end.sub == WINTER and begin.sub is not None and begin.sub < WINTER and end.year == begin.year and end.year:
            end = end._replace(year=end.year + 1)
        first_value, last_value = self._point(begin), self._point(end)
        if first_value is None or last_value is None:
            raise UnresolvedError
        if first_value > last_value and first_value[:1].isdigit() and len(first_value) == len(last_value):
            if end.year is None and end.short_year is None:
                last_value = shift_years(last_value, 1) or last_value
            elif begin.year is None and begin.short_year is None:
                first_value = shift_years(first_value, -1) or first_value
        if first_value[:1].isdigit() and last_value < first_value:
            raise NoSuchDayError
        earliest, latest = bounds(first_value)[0], bounds(last_value)[1]
        if earliest and latest and latest < earliest and "-" not in earliest[:1]:
            last_value = shift_years(last_value, 1) or last_value
        return f"{first_value}/{last_value}"

    def _since_start(self, since: SinceStart) -> str:
        now = self._now
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

    def _weekend(self, weekend: Weekend) -> str:
        now = self._now
        saturday = add_days(now, 5 - now.weekday())
        in_weekend = now.weekday() >= 5
        weeks = 0
        if weekend.offset is not None:
            weeks = weekend.offset
        elif weekend.direction:
            weeks = -1 if weekend.direction < 0 else int(in_weekend)
        elif not in_weekend and self._direction <= 0:
            weeks = -1
        first = add_days(saturday, WEEK * weeks) if saturday else None
        last = add_days(first, 1) if first else None
        if first is None or last is None:
            raise NoSuchDayError
        return f"{first}/{last}"

    def _window(self, window: Window) -> str:
        now = self._now
        if any(length.amount is None for length in window.lengths):
            return f"/{now}" if window.direction < 0 else f"{now}/"
        other = _move(now, window.lengths, window.direction)
        if other is None:
            raise UnresolvedError
        return f"{other}/{now}" if window.direction < 0 else f"{now}/{other}"

    # --- distances ------------------------------------------------------------------------

    def _distance(self, distance: Distance) -> str | None:
        if distance.anchor == "published":
            return _far(self._said_on().isoformat(), distance)
        if distance.anchor == "next":
            return self._from_next(distance)
        leaning = self._lean(distance)
        if leaning is not None:
            return _far(leaning, distance)
        if distance.anchor == "either" and self._direction < 0:
            raise UnresolvedError
        return _far(self._now.isoformat(), distance)

    def _lean(self, distance: Distance) -> str | None:
        """The date named before that the distance counts from; None where that is the publication."""
        assert self._reading
        in_days = any(days_of(length.unit) for length in distance.lengths)
        in_months = any(months_of(length.unit) < MONTHS and not days_of(length.unit) for length in distance.lengths)
        shape = (
            r"\d{4}-\d\d-\d\d"
            if in_days
            else r"\d{4}-(0\d|1[012])(-\d\d)?"
            if in_months
            else r"\d{4}(-(0\d|1[012])(-\d\d)?)?"
        )
        named = next((named for named in reversed(self._named) if re.fullmatch(shape, named.value)), None)
        if named is None or self._reading.start - named.end > LEAN:
            return None
        if distance.anchor == "text":
            return named.value
        same_sentence = not re.search(r"[.!?…]\s|\n", self._text[named.end : self._reading.start])
        direction = self._direction
        return named.value if direction < 0 or (direction == 0 and same_sentence) else None

    def _from_next(self, distance: Distance) -> str | None:
        """The distance from the date that the text names right after: «за неделю до 11 сентября 2001»."""
        here = self._readings[self._n]
        if self._n + 1 < len(self._readings):
            following = self._readings[self._n + 1]
            between = self._text[here.end : following.start]
            if isinstance(following.what, Point) and len(between) < SAID_NEAR and not re.search(r"[.!?…\n]", between):
                self._reading = following
                value = self._point(following.what)
                self._reading = here
                if value:
                    return _far(value, distance)
        raise UnresolvedError


def _far(value: str, distance: Distance) -> str:
    """The date so far from `value`: years keep a year's precision, months a month's, one year that of `value`."""
    lengths, direction = distance.lengths, distance.direction
    months, days = _months_and_days(lengths)
    exact = _DAY_VALUE_RE.fullmatch(value) is not None
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
    """The week of a day that is told in fractions of weeks, `day` or the one beyond: «полторы недели назад».

    Errors: UnresolvedError where they lie in two weeks, and for fractions of days, since no hour is known.
    """
    beyond = add_days(day, direction)
    if any(length.unit != "week" for length in lengths) or beyond is None or week_text(beyond) != week_text(day):
        raise UnresolvedError
    return week_text(day)


def _move(now: date, lengths: Sequence[Length], direction: int) -> date | None:
    months, days = _months_and_days(lengths)
    days += (months - int(months)) * 30
    moved = add_months(now, direction * int(months))
    return add_days(moved, direction * int(days)) if moved else None


def _months_and_days(lengths: Sequence[Length]) -> tuple[Decimal, Decimal]:
    amounts = [(length.amount or Decimal(0), length.unit) for length in lengths]
    months = sum((amount * months_of(unit) for amount, unit in amounts), Decimal(0))
    return months, sum((amount * days_of(unit) for amount, unit in amounts), Decimal(0))


def _decade_text(decade: int) -> str:
    """199X for 199. Errors: UnresolvedError for a decade beyond the year 9999, which EDTF cannot write."""
    if decade > 999:
        raise UnresolvedError
    return f"{decade:03d}X"


def _fraction(value: str | None, index: int, parts: int) -> str:
    """The `index`-th of `parts` equal parts of what a value covers, in years, months or days."""
    first, last = bounds(value) if value else (None, None)
    if first is None or last is None or first.startswith("-") or value is None:
        raise UnresolvedError
    if "X" in value:
        year, count = int(first[:4]), int(last[:4]) - int(first[:4]) + 1
        return f"{year + count * (index - 1) // parts:04d}/{year + count * index // parts - 1:04d}"
    if re.fullmatch(r"\d{4}(-\d\d)?", value) and not re.fullmatch(r"\d{4}-(0\d|1[012])", value):
        begin, count = date.fromisoformat(first), (int(last[5:7]) - int(first[5:7])) % MONTHS + 1
        a, b = add_months(begin, count * (index - 1) // parts), add_months(begin, count * index // parts - 1)
        if a is None or b is None:
            raise NoSuchDayError
        return f"{a.isoformat()[:7]}/{b.isoformat()[:7]}"
    begin, count = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    low, high = add_days(begin, count * (index - 1) // parts), add_days(begin, count * index // parts - 1)
    if low is None or high is None:
        raise NoSuchDayError
    return f"{low}/{high}"
