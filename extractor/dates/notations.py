"""Rules of days and periods in notations of their own: «5-май-2023», «5.III.1953», «10 (23) марта 1905», «1H2024»."""

import re

from extractor.dates import contexts
from extractor.dates.calendar import FIRST_HALF_YEAR, FIRST_QUARTER, MONTHS
from extractor.dates.contexts import point_mod
from extractor.dates.lexer import Tokens
from extractor.dates.named import FIRST_BARE_YEAR, LAST_BARE_YEAR
from extractor.dates.points import Found, Match, ordinal_at, point_of, read_point, span_of
from extractor.dates.readings import FirstMonths, Point
from extractor.language.patterns import compile_re


def marked_day(tok: Tokens, match: Match) -> Found | None:
    """«5-май-2023», «05/мая/23»."""
    day, year = int(tok.raw(match.start("day"))), tok.raw(match.start("year"))
    if len(year) not in (2, 4):
        return None
    point = Point(day=day, month=tok.value(match.start("month")))
    point = point._replace(year=int(year)) if len(year) == 4 else point._replace(short_year=int(year))
    return Found(point, point_mod(tok, *match.span()))


def roman_month(tok: Tokens, match: Match) -> Found | None:
    """«5.III.1953», «7 XII 2023 г.»; not «глава 5, XX 2023»."""
    month = ordinal_at(tok, match.start("month"))
    if month is None or not 1 <= month[0] <= MONTHS:
        return None
    day, year = int(tok.raw(match.start("day"))), int(tok.raw(match.start("year")))
    return Found(Point(day=day, month=month[0], year=year), point_mod(tok, *match.span()))


def month_first(tok: Tokens, match: Match) -> Found | None:
    """«Август 27, 2020»."""
    day, year = (int(tok.raw(match.start(part))) for part in ("day", "year"))
    return Found(Point(day=day, month=tok.value(match.start()), year=year), point_mod(tok, *match.span()))


def year_first(tok: Tokens, match: Match) -> Found | None:
    """«2023, 5 мая»; not «в 2019, 2023, 5 мая 2024»."""
    i = match.start()
    year, day = int(tok.raw(i)), read_point(tok, *span_of(match))
    listed = tok.name(i - 1) in ("comma", "and") and tok.name(i - 2) in ("year4", "ordyear")
    if day is None or day.year is not None or day.short_year is not None or day.ref or listed:
        return None
    if not FIRST_BARE_YEAR <= year <= LAST_BARE_YEAR or contexts.is_glued(tok, i, i + 1):
        return None
    return Found(day._replace(year=year), point_mod(tok, i, match.end()))


def both_styles(tok: Tokens, match: Match) -> Found | None:
    """«25 октября (7 ноября) 1917 года» gives both days the year; of «10 (23) марта 1905 года» the new style counts."""
    i, j = match.span()
    if match.start("p") >= 0:
        day, rest = read_point(tok, *span_of(match, "new")), read_point(tok, *span_of(match))
        if day is None or day.day is None or rest is None:
            return None
        return Found(rest._replace(day=day.day), point_mod(tok, i, j))
    bracketed = match.start("second") >= 0
    if bracketed and not _opens_after_month(tok, i - 1):
        return None
    year = read_point(tok, *span_of(match, "last" if bracketed else "year"))
    day = read_point(tok, i, j)
    if year is None or day is None:
        return None
    short = year.day if year == Point(day=year.day) else year.short_year
    return Found(day._replace(year=year.year, short_year=short, ref=year.ref), point_mod(tok, i, j))


def _opens_after_month(tok: Tokens, k: int) -> bool:
    """Whether a bracket after a month opens before a token, but for «по новому стилю»."""
    while tok.name(k) in ("po", "style", "dash"):
        k -= 1
    return tok.name(k) == "lpar" and tok.name(k - 1) in ("mon", "monab")


_PERIOD_RE = compile_re(r"(?P<n>\d{1,2})\D+?['’]?(?P<year>\d{2,4})?|[a-z](?P<last>\d)", re.IGNORECASE)
_FIRST_PART = {"q": FIRST_QUARTER, "к": FIRST_QUARTER, "h": FIRST_HALF_YEAR, "п": FIRST_HALF_YEAR}
"""Letter of a reporting period to the code of EDTF of the first one in a year; the others are months."""
CENTURY = 2000
"""Of the years of two digits of reporting periods: «3К24»."""


def reported_period(tok: Tokens, match: Match) -> Found | None:
    """«1H2024», «Q3 2024», «3К24», «9М2024», «1П 2024 года»."""
    word = tok.word(match.start())
    found = _PERIOD_RE.fullmatch(word)
    assert found
    number = int(found["n"] or found["last"])
    if found["year"]:
        year = int(found["year"])
        of: Point | None = Point(year=year + CENTURY if year < 100 else year)
    else:
        of = read_point(tok, *span_of(match))
        if contexts.is_counted(tok, match.end()) or contexts.counts_things(tok, match.end()):
            return None
    if of is None or (of.year is not None and not FIRST_BARE_YEAR <= of.year <= LAST_BARE_YEAR):
        return None
    letter = "п" if word.endswith("п/г") else next(character for character in word if character.isalpha())
    if letter in _FIRST_PART:
        return Found(of._replace(sub=_FIRST_PART[letter] + number - 1), point_mod(tok, *match.span()))
    return Found(FirstMonths(of, number))


def short_numeric(tok: Tokens, match: Match) -> Found | None:
    """«15.11» where nothing else can be meant: after a preposition that times do not take, before a dash or a time."""
    i, j = match.span()
    alone = not tok.raw(i - 1) and not tok.raw(j)
    dated = tok.name(i - 1) in ("s", "do", "k", "ot", "po") or (tok.name(i - 1) == "na" and tok.name(j) != "dash")
    opening = (not tok.raw(i - 1) and tok.name(j) == "dash") or (tok.name(j) == "v" and tok.name(j + 2) == "colon")
    return point_of(tok, match) if alone or dated or opening else None
