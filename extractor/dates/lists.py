"""Rules of days by their number in a longer stretch, and of members of lists."""

from extractor.dates.contexts import point_mod
from extractor.dates.lexer import Tokens
from extractor.dates.points import LAST_DAY_NUMBER, Found, Match, ordinal_at, point_of, read_point, span_of
from extractor.dates.readings import Interval, Point, Ref
from extractor.dates.shared import share


def nth_day(tok: Tokens, match: Match) -> Found | None:
    """«первый понедельник октября», «последний день года»."""
    of = read_point(tok, *span_of(match, "of"))
    ordinal = (-1, 0) if tok.name(match.start()) == "last" else ordinal_at(tok, match.start())
    if tok.name(match.start("of") - 1) == "day" and tok.word(match.start("of") - 1) not in (
        "день",
        "дня",
        "дню",
        "днем",
        "дне",
    ):
        return None
    if of is None or ordinal is None or not -1 <= ordinal[0] <= 5:
        return None
    head = match.start("of") - 1
    weekday = tok.value(head) if tok.name(head) == "wd" else None
    if weekday is None and ordinal[0] not in (-1, 1):
        return None
    return Found(of._replace(weekday=weekday, nth=ordinal[0]), point_mod(tok, match.start(), match.end()))


def day_of_month(tok: Tokens, match: Match) -> Found | None:
    """«15-го числа прошлого месяца»."""
    day = ordinal_at(tok, match.start())
    rest = next(k for k in range(match.start(), match.end()) if tok.name(k) == "day_noun") + 1
    of = read_point(tok, rest, match.end()) if rest < match.end() else Point(ref=Ref("month", 0, "either"))
    if (
        day is None
        or of is None
        or not 1 <= day[0] <= LAST_DAY_NUMBER
        or tok.word(rest - 1) not in ("числа", "число", "числу")
    ):
        return None
    return Found(of._replace(day=day[0]), point_mod(tok, match.start(), match.end()))


def weekday_with_day(tok: Tokens, match: Match) -> Found | None:
    """«в среду, 5-го», «в пятницу, 14-го числа»: the nearest month in which the two agree."""
    day = ordinal_at(tok, match.start("day"))
    if day is None or not 1 <= day[0] <= LAST_DAY_NUMBER:
        return None
    point = Point(day=day[0], weekday=tok.value(match.start("wd")), ref=Ref("month", 0, "either"))
    return Found(point, point_mod(tok, match.start(), match.end()))


def listed_day(tok: Tokens, match: Match) -> Found | None:
    """The first of «17, 18 и 21 апреля»."""
    rest = read_point(tok, *span_of(match, "rest"))
    if rest is None or rest.month is None or tok.name(match.start() - 1) in ("number_sign", "dash", "mon"):
        return None
    first = read_point(tok, *span_of(match, "a"))
    if first is None or first.day is None:
        return None
    begin = Point(day=first.day, month=rest.month, year=rest.year, short_year=rest.short_year, ref=rest.ref)
    if match.start("b") < 0:
        return Found(begin, point_mod(tok, match.start(), match.end()))
    last = read_point(tok, *span_of(match, "b"))
    return Found(Interval(begin, begin._replace(day=last.day))) if last and last.day else None


def listed_year(tok: Tokens, match: Match) -> Found | None:
    """The first of «2012 и 2014 годы»."""
    return point_of(tok, match)


def listed_ordinal(tok: Tokens, match: Match) -> Found | None:
    """The first of «XVIII и XIX века», «первый и второй кварталы»."""
    ordinal = ordinal_at(tok, match.start())
    rest = read_point(tok, *span_of(match, "rest"))
    if ordinal is None or rest is None:
        return None
    shared, _last = share(Point(day=ordinal[0]), rest) or (None, None)
    return Found(shared, point_mod(tok, match.start(), match.end())) if shared and shared.day is None else None
