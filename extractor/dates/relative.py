"""Rules of dates given by their distance from another, and of parts of a stretch."""

from decimal import Decimal

from extractor.dates.contexts import distance_mod, has_stem, is_genitive, length_mod, point_mod, stems
from extractor.dates.lexer import Tokens
from extractor.dates.points import (
    REL_NAMES,
    UNIT_NAMES,
    Found,
    Match,
    amount_at,
    is_plural,
    ordinal_at,
    over_mod,
    read_lengths,
    read_point,
    span_of,
    unit_at,
)
from extractor.dates.readings import Anchor, Distance, Point, Ref
from extractor.language.morphology import parses


def near_day(tok: Tokens, match: Match) -> Found | None:
    """«сегодня», «вчера, в четверг», «сегодняшний день»; not «накануне выборов»."""
    i, j = match.span()
    if tok.word(i) == "накануне" and j - i == 1 and not _stands_alone(tok, j):
        return None
    quoted = tok.name(j) in ("quote", "unquote") and (tok.name(i - 1) == "quote" or tok.word(i - 1) == "россия")
    if quoted or (tok.word(i) == "сегодня" and has_stem(tok, range(i - 2, j + 2), stems("nowadays"))):
        return None
    offset = tok.value(i)
    return Found(Point(ref=Ref("day", int(offset))), point_mod(tok, i, j))


def _stands_alone(tok: Tokens, j: int) -> bool:
    """Whether «накануне» is the day before, not «накануне выборов»."""
    word = tok.raw(j)
    if not word[:1].isalpha() or tok.name(j) != "other":
        return tok.name(j) not in ("ordw", "mon", "season", "part", "every", *UNIT_NAMES, *REL_NAMES)
    found = parses(word)
    return not (
        found
        and found[0].upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM")
        and found[0].feats.get("Case") in ("Gen", None)
    )


def relative_unit(tok: Tokens, match: Match) -> Found | None:
    """«в прошлом году», «на этой неделе», «в тот же день»."""
    point = read_point(tok, *match.span())
    return Found(point, point_mod(tok, *match.span())) if point else None


def part(tok: Tokens, match: Match) -> Found | None:
    """«в конце ноября», «начале недели»."""
    i, j = match.span()
    mod = tok.value(i)
    alone = tok.name(i + 1) if j - i == 2 else ""
    if alone in UNIT_NAMES:
        return _part_of_unit(tok, i + 1, mod)
    if alone in ("go31", "ordn"):
        return _part_of_short_year(tok, i + 1, mod)
    if alone == "plural_ordinal" and tok.name(j) in ("mon", "day_noun"):
        return None
    point = read_point(tok, i + 1, j)
    if point is None or (point.weekday is not None and point.day is None) or (point.ref and point.ref.unit == "day"):
        return None
    return Found(point, mod)


def _part_of_unit(tok: Tokens, k: int, mod: str) -> Found | None:
    """«в конце года»; not «в конце дня», «в начале недель»."""
    unit = unit_at(tok, k)
    if unit is None or unit in ("day", "millennium") or is_plural(tok.word(k), ""):
        return None
    return Found(Point(ref=Ref(unit, 0, "either")), mod)


def _part_of_short_year(tok: Tokens, k: int, mod: str) -> Found | None:
    """«к концу 24-го»; not «в начале 22-го тура», «конец 15-го числа»."""
    ordinal = ordinal_at(tok, k)
    following = tok.raw(k + 1)
    counted = tok.name(k + 1) == "day_noun" or (following.islower() and is_genitive(following))
    return None if ordinal is None or counted else Found(Point(short_year=ordinal[0]), mod)


def weekday_ahead(tok: Tokens, match: Match) -> Found | None:
    """«через неделю во вторник», «через две недели в среду»."""
    weeks = amount_at(tok, *span_of(match, "n")) if match.start("n") >= 0 else Decimal(1)
    if weeks is None or weeks != int(weeks):
        return None
    return Found(Point(weekday=tok.value(match.start("wd")), ref=Ref("week", int(weeks))))


def first_numbers(tok: Tokens, match: Match) -> Found | None:
    """«в первых числах мая», «в последние дни августа»."""
    i = match.start()
    point = read_point(tok, *span_of(match, "of"))
    if point is None:
        return None
    ordinal = ordinal_at(tok, i)
    mod = "END" if tok.name(i) == "last" else PARTS_BY_ORDINAL.get(ordinal[0]) if ordinal else None
    return Found(point, mod) if mod else None


PARTS_BY_ORDINAL = {1: "START", 10: "MID", 20: "END"}


def ago(tok: Tokens, match: Match) -> Found | None:
    """«год назад», «более двух лет тому назад»."""
    i, _j = match.span()
    q = span_of(match, "q")
    lengths = read_lengths(tok, *q)
    if not lengths or lengths[0].amount is None or not _is_counted_or_one(tok, *q):
        return None
    return Found(Distance(lengths, -1, "published"), distance_mod(tok, i, -1) or over_mod(tok, *q, "BEFORE"))


def _is_counted_or_one(tok: Tokens, i: int, j: int) -> bool:
    """Whether a unit alone can mean one of it: «неделю назад», «более года назад», not «дней назад»."""
    return (
        j - i > 1
        or tok.word(i) in stems("plural_units", "one")
        or (length_mod(tok, i) is not None and not is_plural(tok.word(i), ""))
    )


def after(tok: Tokens, match: Match) -> Found | None:
    """«через два дня», «спустя неделю», «пять лет спустя»."""
    i, j = match.span()
    q = span_of(match, "q" if match.start("q") >= 0 else "q2")
    lengths = read_lengths(tok, *q)
    if not lengths or lengths[0].amount is None or not _is_counted_or_one(tok, *q):
        return None
    mod = distance_mod(tok, i, 1) or distance_mod(tok, q[0], 1) or over_mod(tok, *q, "AFTER")
    anchor: Anchor = "next" if tok.word(j) == "после" else "either"
    return Found(Distance(lengths, 1, anchor), mod)


def earlier(tok: Tokens, match: Match) -> Found | None:
    """«годом ранее», «двумя неделями позже»."""
    i, j = match.span()
    if not tok.word(j - 2).endswith(("ом", "ем", "ей", "ами", "ями", "мя", "ми")):
        return None
    lengths = read_lengths(tok, i, j - 1)
    if not lengths or lengths[0].amount is None or (j - i == 2 and tok.word(i).endswith(("ами", "ями"))):
        return None
    direction = -1 if tok.word(j - 1) in ("ранее", "раньше") else 1
    return Found(Distance(lengths, direction, "text"), distance_mod(tok, i, direction))


def before(tok: Tokens, match: Match) -> Found | None:
    """«за неделю до»: the distance from an event."""
    i, j = match.span()
    if tok.name(i - 1) != "za" and not (
        tok.word(i - 1) in ("чем", "более", "менее", "почти") and "за" in (tok.word(i - 2), tok.word(i - 3))
    ):
        return None
    lengths = read_lengths(tok, i, j)
    if not lengths or lengths[0].amount is None:
        return None
    anchor: Anchor = "text" if tok.word(j + 1) in ("этого", "того") else "next"
    return Found(Distance(lengths, -1, anchor), distance_mod(tok, i, -1))
