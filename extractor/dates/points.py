"""Numbers, lengths and points of the calendar out of the tokens that a rule matched."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extractor.dates.contexts import point_mod, stems
from extractor.dates.lexer import Tokens
from extractor.dates.patterns import SETS
from extractor.dates.readings import Anchor, Length, Point, Ref, Unit, What
from extractor.language.numerals import read_number, read_ordinal, read_roman

Match = re.Match[str]
LAST_DAY_NUMBER = 31


def amount_at(tok: Tokens, i: int, j: int) -> Decimal | None:
    """The number that the tokens i to j are, all of them; None where they are none or a vague one."""
    number = read_number(tok.text, tok.starts[i], tok.end(j - 1))
    return number.value if number and number.end == tok.end(j - 1) else None


def ordinal_at(tok: Tokens, i: int) -> tuple[int, int] | None:
    """The ordinal (or plain number, or Roman numeral) at token i, and the token after it."""
    name = tok.name(i)
    if name in ("int31", "int", "year4"):
        return int(tok.raw(i).split("-")[0].rstrip("хХ")), i + 1
    ordinal = read_roman(tok.text, tok.starts[i]) if name == "roman" else read_ordinal(tok.text, tok.starts[i])
    if ordinal is None:
        return None
    return ordinal.value, tok.at(ordinal.end, i + 1)


COMPOUND_RE = re.compile(r"PT?(\d+)([YMDH])")


COMPOUND_UNITS: dict[str, Unit] = {"Y": "year", "M": "month", "D": "day", "W": "week"}


UNIT_NAMES = frozenset(SETS["unit"].split()) | {"year_short", "quarter_short", "century_short"}


REL_NAMES = frozenset(SETS["rel"].split()) | {"that"}


def is_plural(word: str) -> bool:
    """Whether the form of a unit says, or may say, more than one of it."""
    return word in stems("plural_units", "forms")


REL_OFFSETS = {
    "previous": -1, "before_previous": -2, "past": -1, "preceding": -1,
    "current": 0, "that": 0, "next": 1, "coming": 1, "following": 1,
}  # fmt: skip


def unit_at(tok: Tokens, i: int) -> Unit | None:
    """The unit of the calendar that token i names."""
    value = tok.value(i)
    return value if tok.name(i) in UNIT_NAMES else None


def read_lengths(tok: Tokens, i: int, j: int) -> tuple[Length, ...] | None:
    """The lengths that the tokens i to j name: «год и пять месяцев»; None where a number cannot be read.

    A vague number gives a length without amount.
    """
    lengths: list[Length] = []
    k = i
    while k < j:
        name = tok.name(k)
        if name == "and":
            k += 1
            continue
        if name == "comp":
            found = COMPOUND_RE.fullmatch(tok.value(k))
            assert found
            if found[2] == "H":
                lengths.append(Length(Decimal("0.5"), "day"))
            else:
                lengths.append(Length(Decimal(found[1]), COMPOUND_UNITS[found[2]]))
            k += 1
            continue
        first = k
        while k < j and tok.name(k) not in UNIT_NAMES and tok.name(k) not in ("day_kinds", "ordw"):
            k += 1
        amount: Decimal | None = Decimal(1)
        if k > first:
            amount = amount_at(tok, first, k)
            if amount is None and "vague" not in (tok.name(n) for n in range(first, k)):
                number = read_number(tok.text, tok.starts[first], tok.end(k - 1))
                if not number or number.end != tok.end(k - 1):
                    return None
        while k < j and tok.name(k) not in UNIT_NAMES:
            k += 1
        unit = unit_at(tok, k) if k < j else None
        if unit is None:
            return None
        lengths.append(Length(amount, unit))
        k += 1
    return tuple(lengths) or None


def ref_at(tok: Tokens, i: int, unit: Unit) -> Ref:
    """What «прошлый», «этот», «тот же» at token i says of a unit."""
    name = tok.name(i)
    anchor: Anchor = "published"
    if name in ("that", "preceding", "following") or (name == "current" and unit == "day"):
        anchor = "text"
    elif name == "next":
        anchor = "text" if unit == "day" else "either"
    return Ref(unit, REL_OFFSETS[name], anchor)


def read_point(tok: Tokens, i: int, j: int) -> Point | None:
    """The point that the tokens i to j name; None where its parts contradict one another."""
    point = Point()
    rel: int | None = None
    k = i
    while k < j:
        name, after = tok.name(k), k + 1
        following = tok.name(k + 1) if k + 1 < j else ""
        if name in REL_NAMES:
            rel = k
        elif name in ("mon", "monab"):
            point = replace(point, month=tok.value(k))
            if rel is not None:
                point, rel = _rel_month(tok, rel, point), None
        elif name == "wd" or name == "wdab":
            point = replace(point, weekday=tok.value(k))
            if rel is not None:
                point, rel = _rel_weekday(tok, rel, point), None
        elif name == "season":
            point = replace(point, sub=tok.value(k))
            if rel is not None:
                point, rel = replace(point, ref=ref_at(tok, rel, "season")), None
        elif name == "fulldate":
            full = _full_date(tok.raw(k))
            if full is None:
                return None
            point = replace(point, year=full.year, short_year=full.short_year, month=full.month, day=full.day)
        elif name == "monthyear":
            month, year = re.split(r"[./]", tok.raw(k))
            point = replace(point, month=int(month), year=int(year))
        elif name == "ddmm":
            day, month = tok.raw(k).split(".")
            point = replace(point, day=int(day), month=int(month))
        elif name == "this_year":
            point = replace(point, ref=Ref("year", 0))
        elif name == "year4" and following in ("slash", "dash") and point.sub is not None:
            last = ordinal_at(tok, k + 2)
            if last is None:
                return None
            first = int(tok.raw(k))
            point = replace(point, year=last[0] if last[0] > 99 else first - first % 100 + last[0])
            after = k + 3
        elif name == "decade":
            point = replace(point, decade=int(re.match(r"\d+", tok.raw(k))[0]) // 10)  # type: ignore[index]
            if following in ("year", "year_short"):
                after = k + 2
        elif name == "ordwpl":
            ordinal = ordinal_at(tok, k)
            if ordinal is None or ordinal[0] % 10:
                return None
            point = replace(point, decade=ordinal[0] // 10)
            if following == "year":
                after = k + 2
        elif name in ("year4", "ordyear", "int31", "int", "ord31", "ordn", "ordw", "card", "roman", "big"):
            ordinal = ordinal_at(tok, k)
            if ordinal is None:
                return None
            value, after = ordinal
            unit = tok.name(after) if after < j else ""
            if unit in ("century", "century_short", "v"):
                point, after = replace(point, century=value - 1), after + 1
            elif unit == "millennium":
                point, after = replace(point, millennium=value - 1), after + 1
            elif unit in ("quarter", "quarter_short"):
                point, after = replace(point, sub=32 + value), after + 1
                if not 1 <= value <= 4:
                    return None
            elif unit == "half":
                point, after = replace(point, sub=39 + value), after + 1
                if not 1 <= value <= 2:
                    return None
            elif name in ("year4", "ordyear") or unit in ("year", "year_short") or point.month is not None:
                if value > 99 or tok.name(after + 1) in ("bce", "ce"):
                    point = replace(point, year=value)
                else:
                    point = replace(point, short_year=value)
                if unit in ("year", "year_short"):
                    after += 1
            else:
                if not 1 <= value <= LAST_DAY_NUMBER:
                    return None
                point = replace(point, day=value)
        elif name == "bce":
            point = _before_christ(point)
        elif name in UNIT_NAMES and rel is not None:
            unit_of = unit_at(tok, k)
            if unit_of is None:
                return None
            if point.year is None and point.short_year is None:
                point = replace(point, ref=ref_at(tok, rel, unit_of))
            rel = None
        k = after
    if rel is not None and point == Point():
        return None
    return point


def _rel_weekday(tok: Tokens, i: int, point: Point) -> Point:
    name = tok.name(i)
    if name in ("past", "coming"):
        return replace(point, direction=REL_OFFSETS[name])
    return replace(point, ref=Ref("week", REL_OFFSETS[name], "text" if name == "that" else "published"))


def _rel_month(tok: Tokens, i: int, point: Point) -> Point:
    name = tok.name(i)
    if name in ("current", "that"):
        return replace(point, ref=Ref("year", 0, "text" if name == "that" else "published"))
    return replace(point, direction=REL_OFFSETS[name])


def _before_christ(point: Point) -> Point:
    if point.century is not None:
        return replace(point, century=-point.century - 1)
    if point.millennium is not None:
        return replace(point, millennium=-point.millennium - 1)
    year = point.year if point.year is not None else point.short_year
    return replace(point, year=1 - year, short_year=None) if year is not None else point


def _full_date(word: str) -> Point | None:
    parts = re.split(r"[./-]", word)
    if len(parts[0]) == 4:
        return Point(year=int(parts[0]), month=int(parts[1]), day=int(parts[2]))
    day, month, year = int(parts[0]), int(parts[1]), int(parts[2])
    if len(parts[2]) == 2:
        return Point(short_year=year, month=month, day=day)
    return Point(year=year, month=month, day=day)


class Found(NamedTuple):
    """What a rule read, and the tokens it takes of those matched."""

    what: What
    mod: str | None = None
    first: int | None = None
    last: int | None = None


Build = Callable[[Tokens, Match], Found | None]


def span_of(match: Match, group: str = "p") -> tuple[int, int]:
    """The tokens of a group of a match."""
    return match.start(group), match.end(group)


def point_of(tok: Tokens, match: Match) -> Found | None:
    """The point of the group `p` with the modifier before the whole match."""
    point = read_point(tok, *span_of(match))
    return Found(point, point_mod(tok, match.start(), match.end())) if point else None


def over_mod(tok: Tokens, i: int, j: int, mod: str) -> str | None:
    """`mod` where the number says that it is more: «два с лишним года»."""
    return mod if any(tok.name(k) == "numtail" and "половин" not in tok.word(k) for k in range(i, j)) else None


def share(begin: Point, end: Point) -> tuple[Point, Point] | None:
    """Both ends of a range with what one leaves to the other; None where they do not go together."""
    if begin.day is not None and begin == Point(day=begin.day):
        bare = _like(begin.day, end)
        if bare is None:
            return None
        begin = bare
    if begin.year is not None and begin.year % 10 == 0 and end.decade is not None:
        begin = Point(decade=begin.year // 10)
    if begin.decade is not None and end.decade is not None:
        if begin.decade > 99 and end.decade < 10:
            end = replace(end, decade=begin.decade - begin.decade % 10 + end.decade)
        if begin.century is None:
            begin = replace(begin, century=end.century)
    if end.short_year is not None and begin.year is not None:
        end = replace(end, short_year=None, year=begin.year - begin.year % 100 + end.short_year)
    return _share_era(*_share_year(begin, end))


def _like(number: int, end: Point) -> Point | None:
    """What a bare number before a range's end counts: a day of its month, a decade, a century, a quarter, a year."""
    if end.decade is not None:
        return Point(decade=number // 10) if number % 10 == 0 else None
    if end.century is not None:
        return Point(century=number - 1)
    if end.sub is not None and end.sub > 24:
        return Point(sub=(39 if end.sub >= 40 else 32) + number)
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
        ref = replace(end.ref, offset=end.ref.offset - passes) if end.ref and end.ref.unit == "year" else end.ref
        begin = replace(begin, year=year, short_year=short_year, ref=ref)
    elif begin.year is not None and not _has_year(end) and (end.month or end.sub):
        end = replace(end, year=begin.year + passes)
    return begin, end


def _share_era(begin: Point, end: Point) -> tuple[Point, Point]:
    if end.year is not None and end.year < 0 and begin.year is not None and begin.year > 0:
        begin = replace(begin, year=1 - begin.year)
    if end.century is not None and end.century < 0 and begin.century is not None and begin.century >= 0:
        begin = replace(begin, century=-begin.century - 1)
    return begin, end
