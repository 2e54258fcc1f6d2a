"""Rules of days, months, years and longer stretches named as such, and of their lists."""

from extractor.dates import contexts
from extractor.dates.ages import is_age
from extractor.dates.contexts import point_mod, stems
from extractor.dates.lexer import Tokens
from extractor.dates.points import Found, Match, ordinal_at, point_of, read_point
from extractor.dates.readings import Point


def exact_day(tok: Tokens, match: Match) -> Found | None:
    """«15 ноября 2025 года», «15.11.2025», with other names of the same day beside them."""
    found = point_of(tok, match)
    parted = _parted_from_year(tok, *match.span("p"))
    if parted is not None and not _is_year_after(tok, parted):
        day = read_point(tok, match.start("p"), parted)
        return Found(day, point_mod(tok, match.start(), parted), parted) if day else None
    if found is None or not isinstance(found.what, Point):
        return found
    if _is_before_sentence(tok, match):
        return found._replace(last=match.start("p") + 1)
    return found._replace(what=_with_names_beside(tok, match, found.what))


def _is_before_sentence(tok: Tokens, match: Match) -> bool:
    """Whether «г» after a day in digits begins what follows: «15.11.2025 Г. Петров»."""
    start, after = match.span("p")
    spaced = tok.name(start) == "fulldate" and match.end() == after > start + 1 and tok.is_spaced(start)
    return spaced and tok.raw(after)[:1].isupper()


def _with_names_beside(tok: Tokens, match: Match, day: Point) -> Point:
    """The day with the weekday and the «завтра» before or after it: «завтра, в субботу, 15 ноября»."""
    beside = [*range(match.start(), match.start("p")), *range(match.end("p"), match.end())]
    if not beside:
        return day
    weekday = next((tok.value(k) for k in beside if tok.name(k) in ("wd", "wdab")), None)
    near = next((int(tok.value(k)) for k in beside if tok.name(k) == "near"), 0)
    return day._replace(weekday=weekday, direction=(near > 0) - (near < 0))


def _parted_from_year(tok: Tokens, i: int, j: int) -> int | None:
    """The comma or dot between a day or month and its year: «5 мая, 2023», «5 июня. 2023»."""
    return next(
        (
            k
            for k in range(i + 1, j - 1)
            if tok.name(k) in ("comma", "dot") and tok.name(k - 1) == "mon" and tok.name(k + 1) in ("year4", "ordyear")
        ),
        None,
    )


def _is_year_after(tok: Tokens, k: int) -> bool:
    """Whether four digits after the mark at k are the year of what is before it, and count nothing."""
    named = tok.name(k + 2) in ("year", "year_short")
    if tok.name(k) == "dot":
        return not named and (not tok.raw(k + 2) or tok.name(k + 2) in ("comma", "dot", "rpar", "semicolon", "dash"))
    if named:
        return tok.word(k + 2) in ("года", "г")
    return not (contexts.counts_things(tok, k + 2) or contexts.is_counted(tok, k + 2))


def month_year(tok: Tokens, match: Match) -> Found | None:
    """«ноябрь 2025 года»."""
    if tok.name(match.start() - 1) in ("int", "big", "dec"):
        return None
    parted = _parted_from_year(tok, *match.span())
    if (parted is not None and not _is_year_after(tok, parted)) or not _is_short_year(tok, *match.span()):
        return None
    return point_of(tok, match)


def _is_short_year(tok: Tokens, i: int, j: int) -> bool:
    """Whether two digits after a month or season are its year: «в марте 24-го», «в мае 22 года».

    Not the day («24-го числа»), nor an age or a term («в мае 22 года назад», «летом 21 года исполнился»).
    """
    named = tok.name(j - 1) in ("year", "year_short") or tok.name(j - 2) == "year_short"
    last = next((k for k in range(j - 1, i, -1) if tok.name(k) in ("int31", "int", "go31", "ordn")), None)
    if last is None or tok.name(last - 1) in ("slash", "dash"):
        return True
    if tok.name(last) in ("go31", "ordn"):
        return tok.name(j) != "day_noun"
    if not named or len(tok.raw(last)) != 2 or tok.word(last + 1) not in ("года", "г"):
        return False
    counted = is_age(tok, last, j) or contexts.is_term(tok, last, j)
    return not counted and tok.name(j) not in ("ago", "elapsed", "that")


def month(tok: Tokens, match: Match) -> Found | None:
    """A month alone needs a word that places it: «в мае», «с марта», «август — сентябрь»; «Август» may be a name."""
    i, j = match.span()
    word = tok.raw(j - 1)
    if match.end() - i > 1:
        return point_of(tok, match)
    if word[:1].isupper() and not _opens_sentence(tok, i):
        return None
    preposition = tok.name(i - 1) in ("v", "s", "do", "k", "na", "za", "po", "between") or tok.word(i - 1) in stems(
        "month_places", "forms"
    )
    joined = tok.name(i - 1) in ("and", "dash", "comma") and tok.name(i - 2) == "mon"
    if not (preposition or joined) or (tok.name(j) == "and" and tok.raw(j + 1)[:1].isupper()):
        return None
    return point_of(tok, match)


def _opens_sentence(tok: Tokens, i: int) -> bool:
    return not tok.raw(i - 1) or tok.raw(i - 1) in ".!?…"


def year(tok: Tokens, match: Match) -> Found | None:
    """«2030 год», «тысяча девятьсот сорок первого года»; not a season of sport."""
    i, j = match.span()
    if tok.word(j - 1) in ("лет", "летам") or tok.name(i - 1) in ("big", "card", "number_sign"):
        return None
    return point_of(tok, match)


def short_year(tok: Tokens, match: Match) -> Found | None:
    """«в 41-м году», «в 988 году», «сорок первом году»; not «на 97-м году жизни», «третий год»."""
    i, j = match.span()
    unit = next(k for k in range(i, j) if tok.name(k) in ("year", "year_short"))
    with_era = tok.name(j - 1) in ("bce", "ce")
    if not with_era:
        if tok.word(unit) not in ("году", "года", "год", "годом") or tok.word(unit + 1).startswith(stems("ages", "of")):
            return None
        plain = tok.name(i) in ("int", "int31")
        if plain and (tok.word(unit) != "году" or tok.name(i - 1) not in ("v", "k")):
            return None
        ordinal = ordinal_at(tok, i)
        if ordinal is None or ordinal[0] < SMALLEST_SHORT_YEAR:
            return None
        if ordinal[0] < 100 and tok.name(i - 1) not in ("v", "s", "do", "k", "po") and tok.word(i - 1) != "после":
            return None
    return point_of(tok, match)


SMALLEST_SHORT_YEAR = 20
"""«в 41-м году» is 1941, «в третьем году» may be any third year."""


def bare_year(tok: Tokens, match: Match) -> Found | None:
    """Four digits alone: after a preposition that years take, in brackets, at the head of a line."""
    i, j = match.span()
    if not FIRST_BARE_YEAR <= int(tok.raw(i)[:4]) <= LAST_BARE_YEAR:
        return None
    if tok.name(i) == "ordyear":
        is_year = _is_placed_year(tok, i) or tok.name(i - 1) in ("na", "za")
    elif tok.word(i - 2) in stems("bare_years", "born") or _is_bracketed_year(tok, i, j):
        is_year = True
    elif tok.name(j) in _NUMBER_GOES_ON or contexts.is_counted(tok, j):
        is_year = False
    else:
        heading = not tok.raw(i - 1) and tok.name(j) == "dash" and tok.is_spaced(j - 1)
        is_year = heading or (_is_placed_year(tok, i) and not contexts.counts_things(tok, j))
    return point_of(tok, match) if is_year else None


_NUMBER_GOES_ON = ("slash", "colon", "dec", "dm", "int", "int31", "big", "year4", "card")
_BEFORE_BARE_YEAR = ("v", "s", "do", "k", "po")


def _is_placed_year(tok: Tokens, i: int) -> bool:
    """«в 2020», «с 2017 и 2020», «в 2016, 2018 и 2020»."""
    if tok.name(i - 1) in _BEFORE_BARE_YEAR or tok.word(i - 1) in stems("bare_years", "places"):
        return True
    years = ("ordyear", "year4")
    if tok.name(i - 1) != "and" or tok.name(i - 2) not in years:
        return False
    return tok.name(i - 3) in _BEFORE_BARE_YEAR or (tok.name(i - 3) == "comma" and tok.name(i - 4) in years)


def _is_bracketed_year(tok: Tokens, i: int, j: int) -> bool:
    """«(1984)», «(режиссёр Иванов, 1984)», «(1903 — физика, 1911 — химия)», «„Чили“, 1973,»."""
    before, after = tok.name(i - 1), tok.name(j)
    if before == "lpar":
        return after in ("rpar", "comma", "semicolon", "dash")
    if after == "rpar":
        return before in ("comma", "dash", "semicolon")
    return before == "comma" and (after == "dash" or (after == "comma" and tok.name(i - 2) == "unquote"))


FIRST_BARE_YEAR, LAST_BARE_YEAR = 1500, 2100


def decade(tok: Tokens, match: Match) -> Found | None:
    """«1990-е», «девяностые годы XX века»."""
    i, j = match.span()
    point = read_point(tok, i, j)
    if point is None or point.decade is None:
        return None
    alone = j - i == 1 and (tok.name(i) == "plural_ordinal" or (tok.name(i) == "decade" and len(tok.raw(i)) < 5))
    return Found(point, point_mod(tok, i, j)) if not alone or _is_decade_alone(tok, i) else None


def _is_decade_alone(tok: Tokens, i: int) -> bool:
    """«в 90-х», «начала девяностых»; not «в десятых числах», «90-е минуты»."""
    in_words = tok.name(i) == "plural_ordinal"
    if tok.word(i - 1) not in stems("decade_places", "forms") or (not in_words and tok.raw(i)[-1] not in "хе"):
        return False
    if in_words and tok.name(i + 1) in ("day_noun", "mon"):
        return False
    return not (tok.raw(i + 1).islower() and contexts.is_noun(tok.raw(i + 1)))


def century(tok: Tokens, match: Match) -> Found | None:
    """«XIX век», «20 века»; «2 века» and «три века» are lengths."""
    i, _j = match.span()
    plain = tok.name(i) == "int31"
    if plain and (int(tok.raw(i)) < 5 or tok.word(i + 1) in ("веков", "столетий")):
        return None
    return point_of(tok, match)


def quarter(tok: Tokens, match: Match) -> Found | None:
    """«первый квартал 2026 года», «II полугодие»."""
    i, _ = match.span()
    if tok.name(i) == "int31" and tok.word(i + 1) in ("квартала", "кварталов"):
        return None
    counted = tok.name(i) == "int31" and tok.word(i + 1) in ("полугодия", "полугодий")
    if counted and (match.end() - i == 2 or tok.name(i - 1) in ("za", "na", "v")):
        return None  # «за 2 полугодия»
    return point_of(tok, match)


def season(tok: Tokens, match: Match) -> Found | None:
    """A season with a year or «прошлой»; alone as an adverb («осенью») or after a preposition («к лету»)."""
    i, j = match.span()
    placed = tok.word(i) in stems("season_adverbs", "forms") or tok.name(i - 1) in (
        "k",
        "do",
        "s",
        "na",
        "later",
        "earlier",
    )
    if not _is_short_year(tok, i, j):
        j = next(k for k in range(i, j) if tok.name(k) == "season") + 1
    if j - i == 1 and not placed:
        return None
    point = read_point(tok, i, j)
    return Found(point, point_mod(tok, i, j), j) if point else None


def weekday(tok: Tokens, match: Match) -> Found | None:
    """«в субботу», «в прошлую пятницу»; not «окружающая среда», «Чёрная пятница»."""
    i, j = match.span()
    head = next(k for k in range(i, j) if tok.name(k) == "wd")
    if tok.raw(head)[:1].isupper() and head == i and not _opens_sentence(tok, i):
        return None
    if tok.word(i - 1).startswith(stems("named_weekdays")):
        return None
    if head == i and not (
        _is_wednesday(tok, i) if tok.word(i) in stems("environment", "forms") else _is_placed_weekday(tok, i)
    ):
        return None
    return point_of(tok, match)


def _is_placed_weekday(tok: Tokens, i: int) -> bool:
    """Whether a word puts something on the weekday; «Суббота — день театра» does not."""
    before = tok.name(i - 1)
    if before in ("v", "na", "za", "s", "do", "k", "po", "dash", "lpar", "between", "near") or tok.word(i - 1) in stems(
        "weekday_places", "forms"
    ):
        return True
    in_list = before in ("and", "comma") and tok.name(i - 2) == "wd" and _is_placed_weekday(tok, i - 2)
    after_time = before in ("int31", "int", "daypart") or tok.word(i - 1) == "днем"
    return in_list or after_time or not tok.raw(i + 1)


def _is_wednesday(tok: Tokens, i: int) -> bool:
    """Whether «среда» is the weekday, not the environment."""
    before, word = tok.name(i - 1), tok.word(i)
    if before in ("v", "na", "za"):
        return word == "среду"
    if before == "s":
        return tok.word(i - 1) == "со" and word == "среды"
    if before in ("k", "do", "po"):
        return word in ("среде", "среды", "среду") and not tok.raw(i + 1)[:1].isalpha()
    in_list = before in ("and", "comma") and tok.name(i - 2) == "wd"
    return in_list or tok.name(i - 1) == "daypart" or tok.word(i - 1) in stems("weekday_places", "forms")
