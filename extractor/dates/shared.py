"""What one end of a range leaves to the other: «5–7 мая», «1980–90-е», «с 2017 по 19 год»."""

from extractor.dates.calendar import FIRST_HALF_YEAR, FIRST_QUARTER, HALVES, QUARTERS
from extractor.dates.readings import Point


def share(begin: Point, end: Point) -> tuple[Point, Point] | None:
    """Both ends of a range with what one leaves to the other; None where they do not go together."""
    number = _bare_number(begin)
    bare = _like(number, end) if number is not None else begin
    if bare is None:
        return None
    begin, end = _share_decade(bare, end)
    if end.day is not None and end == Point(day=end.day) and begin.year is not None and begin.month is None:
        end = Point(short_year=end.day)
    if end.short_year is not None and begin.year is not None:
        end = end._replace(short_year=None, year=begin.year - begin.year % 100 + end.short_year)
    return _share_era(*_share_year(begin, end))


def _bare_number(point: Point) -> int | None:
    """The number of a point of which nothing says what it counts: «5» of «5–7 мая», «19» of «19–20 века»."""
    number = point.short_year if point.day is None else point.day
    return number if point in (Point(day=number), Point(short_year=number)) else None


def _share_decade(begin: Point, end: Point) -> tuple[Point, Point]:
    """«1980–90-е», «60–70-е годы XX века»: the century of both."""
    if begin.year is not None and begin.year % 10 == 0 and end.decade is not None:
        begin = Point(decade=begin.year // 10)
    if begin.decade is not None and end.decade is not None:
        if begin.decade > 99 and end.decade < 10:
            end = end._replace(decade=begin.decade - begin.decade % 10 + end.decade)
        if begin.century is None:
            begin = begin._replace(century=end.century)
    return begin, end


def _like(number: int, end: Point) -> Point | None:
    """What a bare number before a range's end counts: a day of its month, a decade, a century, a quarter, a year."""
    if end.decade is not None:
        return Point(decade=number // 10) if number % 10 == 0 else None
    if end.century is not None:
        return Point(century=number - 1)
    if end.sub is not None and end.sub >= FIRST_QUARTER:
        first, parts = (FIRST_HALF_YEAR, HALVES) if end.sub >= FIRST_HALF_YEAR else (FIRST_QUARTER, QUARTERS)
        return Point(sub=first + number - 1) if 1 <= number <= parts else None
    if end.month is not None:
        return Point(day=number, month=end.month)
    return Point(short_year=number) if end.short_year is not None or end.year is not None else None


def _has_year(point: Point) -> bool:
    return point.year is not None or point.short_year is not None or point.ref is not None


def _share_year(begin: Point, end: Point) -> tuple[Point, Point]:
    """The year that one end names given to both; a range that passes the new year ends a year later."""
    passes = begin.month is not None and end.month is not None and begin.month > end.month
    if not _has_year(begin) and _has_year(end) and (begin.month or begin.sub):
        year = end.year - passes if end.year is not None else None
        short_year = end.short_year - passes if end.short_year is not None else None
        ref = end.ref._replace(offset=end.ref.offset - passes) if end.ref and end.ref.unit == "year" else end.ref
        begin = begin._replace(year=year, short_year=short_year, ref=ref)
    elif begin.year is not None and not _has_year(end) and (end.month or end.sub):
        end = end._replace(year=begin.year + passes)
    return begin, end


def _share_era(begin: Point, end: Point) -> tuple[Point, Point]:
    if end.year is not None and end.year < 0 and begin.year is not None and begin.year > 0:
        begin = begin._replace(year=1 - begin.year)
    if end.century is not None and end.century < 0 and begin.century is not None and begin.century >= 0:
        begin = begin._replace(century=-begin.century - 1)
    return begin, end
