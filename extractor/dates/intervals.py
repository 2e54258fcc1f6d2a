"""Rules of intervals."""

from extractor.dates import contexts
from extractor.dates.calendar import FIRST_HALF_YEAR, MONTHS
from extractor.dates.contexts import point_mod
from extractor.dates.lexer import Tokens
from extractor.dates.named import FIRST_BARE_YEAR, LAST_BARE_YEAR
from extractor.dates.points import (
    REL_OFFSETS,
    Found,
    Match,
    amount_at,
    is_plural,
    ordinal_at,
    read_lengths,
    read_point,
    span_of,
    unit_at,
)
from extractor.dates.readings import FirstMonths, Fraction, Interval, Length, Point, SinceStart, Weekend, Window
from extractor.dates.shared import share


def window(tok: Tokens, match: Match) -> Found | None:
    """«последние три года», «в ближайшие 60 дней», «за минувшие сутки»."""
    i, j = match.span()
    k = next(k for k in range(i, j) if tok.name(k) in _DIRECTIONS)
    lengths = read_lengths(tok, i + 1, j) if k == i else _lengths_before(tok, i, k, j - 1)
    if not lengths or tok.word(j - 1) == "году":
        return None
    if j - i == 2 and tok.name(j - 1) != "compound_length":
        lengths = _uncounted(tok, tok.name(k), j - 1, lengths)
    return Found(Window(lengths, _DIRECTIONS[tok.name(k)])) if lengths else None


_DIRECTIONS = {"last": -1, "past": -1, "previous": -1, "coming": 1, "next": 1}


def _lengths_before(tok: Tokens, i: int, k: int, last: int) -> tuple[Length, ...] | None:
    """What the tokens before «последних» count: «пять последних лет»."""
    if lengths := read_lengths(tok, i, k):
        return lengths
    amount, unit = amount_at(tok, i, k), unit_at(tok, last)
    return (Length(amount, unit),) if unit and amount is not None else None


def _uncounted(tok: Tokens, name: str, k: int, lengths: tuple[Length, ...]) -> tuple[Length, ...] | None:
    """«последние месяцы», «минувшие сутки», «последний год»; not «минувшую неделю», «последний день»."""
    if name in ("next", "previous"):
        return None
    if tok.name(k) == "full_day":
        return lengths
    if is_plural(tok.word(k)):
        return None if name == "past" else (Length(None, lengths[0].unit),)
    dated = name == "past" and lengths[0].unit in ("week", "month", "year", "quarter")
    return None if dated or tok.name(k) == "day" else lengths


def since_start(tok: Tokens, match: Match) -> Found | None:
    """«с начала года»."""
    i, j = match.span()
    unit = unit_at(tok, j - 1)
    if (
        tok.name(i - 1) != "s"
        or unit not in ("year", "month", "week", "quarter", "century", "decade")
        or tok.word(i) != "начала"
    ):
        return None
    if j - i > 2 and tok.name(i + 1) != "current":
        return None
    return Found(SinceStart(unit))


def weekend(tok: Tokens, match: Match) -> Found | None:
    """«на выходных», «в прошлые выходные»."""
    i, j = match.span()
    placed = tok.name(i - 1) in ("v", "na", "za", "k", "do", "s", "po")
    if j - i == 1 and (not placed or tok.name(j) == "day" or tok.word(i) == "выходным"):
        return None
    name = tok.name(i)
    if name in ("past", "coming"):
        return Found(Weekend(direction=REL_OFFSETS[name]))
    if j - i == 1:
        return Found(Weekend())
    return Found(Weekend(offset=REL_OFFSETS.get(name, 0)))


def _range(tok: Tokens, match: Match) -> tuple[Point, Point] | None:
    begin, end = read_point(tok, *span_of(match, "a")), read_point(tok, *span_of(match, "b"))
    if begin is None or end is None:
        return None
    return share(begin, end)


def _precision(point: Point) -> str:
    for name in ("day", "weekday", "month", "sub", "decade", "century", "year"):
        if getattr(point, name) is not None:
            return "day" if name == "weekday" else name
    return "year" if point.short_year is not None else point.ref.unit if point.ref else ""


def _is_ordered(begin: Point, end: Point) -> bool:
    if begin.year is not None and end.year is not None:
        first = (begin.year, begin.month or 0, begin.day or 0 if begin.month and end.month else 0)
        return first <= (end.year, end.month or 99, end.day or 99)
    if begin.month and end.month and begin.day and end.day and begin.month == end.month:
        return begin.day <= end.day
    return True


def from_to(tok: Tokens, match: Match) -> Found | None:
    """«с 1 по 15 марта», «с 2017 до 2030 года», «от 15 до 17 ноября»."""
    ends = _range(tok, match)
    if ends is None or not _is_ordered(*ends):
        return None
    a, b = (_precision(end) for end in ends)
    if not a or ends[1] == Point(day=ends[1].day) or _is_decimal_range(tok, match):
        return None
    if tok.name(match.end("a")) == "na" and a != "day":
        return None
    if a == "year" and b == "year" and not _is_year_range(tok, match, ends):
        return None
    if (a == "day") != (b == "day") and ends[0].month is None and ends[0].weekday is not None:
        return None
    return Found(Interval(*ends))


def _is_decimal_range(tok: Tokens, match: Match) -> bool:
    """«от 3.05 до 4.12»: two decimals rather than days; «с 9.05 по 5.06» are days."""
    both = tok.name(match.start("a")) == tok.name(match.start("b")) == "dm"
    return both and (tok.name(match.end("a")) != "po" or contexts.is_counted(tok, match.end()))


def _is_year_range(tok: Tokens, match: Match, ends: tuple[Point, Point]) -> bool:
    named = any(tok.name(k) in ("year", "year_short", "ordyear", "this_year") for k in range(*match.span()))
    if contexts.is_sport(tok, *match.span()):
        return False
    open_end = tok.name(match.end() - 1) in ("year4", "int", "int31") and contexts.is_counted(tok, match.end())
    if named:
        return tok.word(match.end() - 1) != "лет" and not open_end
    if any(end.year is None or not FIRST_BARE_YEAR <= end.year <= LAST_BARE_YEAR for end in ends):
        return False
    j = match.end()
    return not contexts.is_counted(tok, j) and not contexts.counts_things(tok, j)


def dash(tok: Tokens, match: Match) -> Found | None:
    """«27–28 ноября 2019», «2017–2030 годы», «март — май»."""
    i, j = match.span()
    ends = _range(tok, match)
    if ends is None or not _is_ordered(*ends) or not _are_alike(*ends):
        return None
    precision = _precision(ends[0])
    if precision == "year" and not _are_years(tok, match, ends):
        return None
    if precision == "sub" and tok.name(i) == "int31" and (tok.is_spaced(i) or tok.name(match.start("b")) != "int31"):
        return None  # «Дом 1 — второй квартал»
    return Found(Interval(*ends), point_mod(tok, i, j) if tok.name(i - 1) != "s" else None)


def _are_alike(begin: Point, end: Point) -> bool:
    """Whether both ends of a dash are dates of one kind; «пятница — 5 мая» and «прошлый месяц — май» are none."""
    precision = _precision(begin)
    if not precision or precision != _precision(end):
        return False
    weekday_and_day = begin.weekday is not None and begin.day is None and end.day is not None
    relative = begin.ref is not None and begin.ref.unit != "year" and begin.month is None
    return not weekday_and_day and not relative


_BEFORE_YEARS = ("v", "s", "za", "lpar", "na", "comma", "and", "semicolon", "do", "po", "")


def _are_years(tok: Tokens, match: Match, ends: tuple[Point, Point]) -> bool:
    """Whether two numbers joined by a dash are years: they are named so, or are where years are."""
    i, j = match.span()
    if ends[0] == ends[1] or not _is_year_range(tok, match, ends) or tok.word(j - 1) in ("лет", "летам"):
        return False
    named = any(tok.name(k) in ("year", "year_short") for k in range(i, j))
    return named or tok.name(i - 1) in _BEFORE_YEARS or not tok.raw(i - 1)


def between(tok: Tokens, match: Match) -> Found | None:
    """«между 2010 и 2015 годами»."""
    ends = _range(tok, match)
    return Found(Interval(*ends)) if ends and _precision(ends[0]) == _precision(ends[1]) else None


def school_year(tok: Tokens, match: Match) -> Found | None:
    """«2019/20 учебный год», «в начале 2024/25 учебного года»; a season of sport is none."""
    i, j = match.start("first"), match.end()
    named = tok.name(i + 1) == "slash" and any(tok.name(k) in ("year", "year_short") for k in range(i, j))
    if not contexts.is_next_year(tok, i, i + 2) or not (named or contexts.is_split_year(tok, i + 3)):
        return None
    year = int(tok.raw(i))
    mod = tok.value(match.start()) if match.start() < i else point_mod(tok, i, j)
    return Found(Interval(Point(year=year), Point(year=year + 1)), mod)


def fraction(tok: Tokens, match: Match) -> Found | None:
    """«вторая половина 1950-х», «последняя четверть XIX века»."""
    i, j = match.span()
    of = read_point(tok, *span_of(match, "of"))
    if of is None or _precision(of) == "day":
        return None
    head = next(k for k in range(i, j) if tok.name(k) in FRACTIONS)
    parts = FRACTIONS[tok.name(head)]
    index = _index_of_part(tok, i, parts)
    if tok.name(head) == "ten_days" and _precision(of) != "month":
        return None
    if not 1 <= index <= parts or (tok.name(head) == "half_short" and tok.name(head + 1) != "dot"):
        return None
    if parts == 2 and _precision(of) == "year":
        return Found(of._replace(sub=FIRST_HALF_YEAR + index - 1), point_mod(tok, i, j))
    return Found(Fraction(of, index, parts))


def _index_of_part(tok: Tokens, i: int, parts: int) -> int:
    """Which of the parts the word at token i means; 0 where none: «2 трети» are no second third."""
    if tok.name(i) == "last":
        return parts
    ordinal = ordinal_at(tok, i)
    return ordinal[0] if ordinal and (parts == 2 or tok.name(i) != "int31") else 0


FRACTIONS = {"half_words": 2, "half_short": 2, "third_words": 3, "ten_days": 3, "quarter_words": 4}
"""Class of the word: how many of them make a whole."""


def first_months(tok: Tokens, match: Match) -> Found | None:
    """«за 9 месяцев 2019 года»."""
    of = read_point(tok, *span_of(match, "of"))
    number = amount_at(tok, *span_of(match, "n"))
    if of is None or number is None or number != int(number) or not 2 <= number <= MONTHS:
        return None
    return Found(FirstMonths(of, int(number)))
