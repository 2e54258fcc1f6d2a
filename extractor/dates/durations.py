"""Rules of durations and of recurring dates."""

from decimal import Decimal

from extractor.dates import contexts
from extractor.dates.ages import is_age
from extractor.dates.contexts import length_mod, stems
from extractor.dates.lexer import Tokens, length_adjective, lexicon
from extractor.dates.points import (
    COMPOUND_RE,
    COMPOUND_UNITS,
    REL_NAMES,
    UNIT_NAMES,
    Found,
    Match,
    amount_at,
    is_plural,
    over_mod,
    read_lengths,
    span_of,
    unit_at,
)
from extractor.dates.readings import Distance, Duration, Length, Recurrence, Unit
from extractor.language.morphology import parses


def quantity(tok: Tokens, match: Match) -> Found | None:
    """«три года», «год и пять месяцев»; not ages, rates, «световых лет», «несколько дней»."""
    i, j = match.span()
    if tok.name(i) in UNIT_NAMES and j - i == 1:
        return _bare_unit(tok, match)
    if tok.name(i - 1) in ("dash", "slash", "number_sign", "colon") and tok.name(i - 2) not in (
        "other",
        "comma",
        "rpar",
        "unquote",
        "",
    ):
        return None
    if tok.name(i - 1) in ("every", "last", "coming", "past", "multiplier", *NUMBERS):
        return None
    lengths = read_lengths(tok, i, j)
    if not lengths or any(length.amount is None for length in lengths) or is_age(tok, i, j):
        return None
    if tok.raw(i)[:1].isupper() and tok.name(i - 1) == "quote" and tok.raw(j)[:1].isupper():
        return None
    if tok.word(j - 1) in ("году", "годе", "месяце") and tok.name(i - 1) in ("na", "v"):
        return None
    if _looks_like_year(tok, i, j) or (
        tok.name(j - 1) in ("century", "millennium", "quarter", "half") and tok.name(i) == "compound_length"
    ):
        return None
    if tok.name(i) == "compound_length" and tok.name(i - 1) == "v":
        return None
    if any(tok.name(k) == "quarter" for k in range(i, j)) and tok.word(i - 1) not in ("за", "течение", "более", "на"):
        return None
    if tok.name(j - 1) in ("half", "quarter") and tok.name(j) == "year4":
        return None  # «1 полугодие 2024/25 учебного года»
    if tok.name(j - 2) == "multiplier" and not is_plural(tok.word(j - 1)):
        return None
    if tok.name(j - 1) in ("month", "week", "day", "full_day") and _follows_age(tok, i):
        return None
    return Found(Duration(lengths), length_mod(tok, i) or over_mod(tok, i, j, "MORE_THAN"))


def _follows_age(tok: Tokens, i: int) -> bool:
    """Whether the amount at token i follows years that are an age: «ему 5 лет и 6 месяцев»."""
    k = i - 2 if tok.name(i - 1) == "and" else i - 1
    return tok.name(k) == "year" and tok.name(k - 1) in ("int31", "int", "card") and is_age(tok, k - 1, k + 1)


def _looks_like_year(tok: Tokens, i: int, j: int) -> bool:
    return (
        tok.name(i) == "year4" and j - i == 2 and tok.word(j - 1) not in ("лет", "летам") and tok.name(j - 1) == "year"
    )


def _bare_unit(tok: Tokens, match: Match) -> Found | None:
    """A unit alone: «на год», «в течение недели», «неделю провёл», «год тюрьмы»."""
    i, j = match.span()
    word, before = tok.word(i), tok.name(i - 1)
    unit = unit_at(tok, i)
    plural = is_plural(word) and tok.name(i) != "full_day" and word not in stems("plural_units", "either")
    if unit is None or plural or tok.name(i) == "year_short":
        return None
    if (
        before in REL_NAMES
        or before in ("every", "last", "same", "ordw", "ordf", "ord31", "go31", "part", "dash", "year4", "int", "int31")
        or (tok.word(j) == "до" and before == "za")
    ):
        return None
    mod = length_mod(tok, i)
    if word in ("год", "месяц") and _is_verb(tok.raw(i - 1)) and not contexts.is_noun(tok.raw(j)):
        return Found(Duration((Length(Decimal(1), unit),)), mod)
    in_term = tok.word(j).startswith(stems("terms", "stems")) and word in (
        "год",
        "месяц",
        "года",
        "году",
        "месяца",
        "неделя",
        "сутки",
    )
    accusative = word in stems("plural_units", "accusative")
    if before in ("na", "za") and accusative and unit != "quarter" and not (unit == "day" and tok.name(i) == "day"):
        return Found(Duration((Length(Decimal(1), unit),)), mod)
    if (tok.word(i - 1) in stems("length_places", "forms") and unit != "day") or (
        tok.word(i - 1) in stems("length_places", "forms") and tok.name(i) == "full_day"
    ):
        genitive = word in stems("plural_units", "genitive")
        return Found(Duration((Length(Decimal(1), unit),)), mod) if genitive or accusative else None
    if tok.word(i - 1) in ("течение", "течении", "протяжении") and word == "дня":
        return Found(Duration((Length(Decimal(1), unit),)), mod)
    if word in ("неделя", "сутки") and before != "v" and _is_alone(tok, i):
        return Found(Duration((Length(Decimal(1), unit),)), mod)
    if word in ("неделю", "сутки") and before not in ("v", "na", "za", "after", "elapsed", "po", "previous", "next"):
        return Found(Duration((Length(Decimal(1), unit),)), mod)
    if in_term and before not in ("v", "s", "plural_ordinal"):
        return Found(Duration((Length(Decimal(1), unit),)), mod)
    if (
        mod in ("EQUAL_OR_LESS",)
        and word in ("года", "месяца", "суток")
        and before == "do"
        and contexts.is_term(tok, i, j)
    ):
        return Found(Duration((Length(Decimal(1), unit),)), mod)
    return None


def _is_verb(word: str) -> bool:
    found = parses(word) if word.isalpha() else ()
    return bool(found) and found[0].upos == "VERB" and found[0].feats.get("VerbForm") == "Fin"


def _is_alone(tok: Tokens, i: int) -> bool:
    """Whether no word near a unit makes a name of it: «Неделя моды», «рабочая неделя»."""
    before, after = tok.word(i - 1), tok.raw(i + 1)
    return not before.endswith(("ая", "ые", "ие")) and not (after[:1].isalpha() and contexts.is_noun(after))


def quantity_range(tok: Tokens, match: Match) -> Found | None:
    """«5–6 лет», «от трёх до пяти лет»."""
    i, j = match.span()
    last = read_lengths(tok, *span_of(match, "b"))
    first_number = amount_at(tok, *span_of(match, "a"))
    if not last or last[0].amount is None:
        return None
    joined = tok.name(match.end("a"))
    if joined == "do" and tok.name(i - 1) not in ("ot", "s"):
        return None
    if match.end("au") > 0:
        first = read_lengths(tok, match.start("a"), match.end("au"))
    else:
        first = (last[0]._replace(amount=first_number),) if first_number is not None else None
    if not first or first[0].amount is None:
        return None
    if first[0].unit == last[0].unit and first[0].amount >= last[0].amount:
        return None
    if joined == "dash" and tok.word(j - 1) in ("квартал", "полугодие"):
        return None  # «дом 3 – 4 квартал 2025 года»
    if tok.name(i) == "year4" and tok.word(j - 1) not in ("лет", "дней"):
        return None
    years = last[-1].unit == "year"
    if years and (is_age(tok, i, j) or (joined == "do" and not contexts.is_term(tok, i, j))):
        return None
    return Found(Duration(first, last), length_mod(tok, i) if tok.name(i - 1) != "ot" else None)


def listed(tok: Tokens, match: Match) -> Found | None:
    """The first of «20 и 10 лет»."""
    i = match.start()
    last = read_lengths(tok, *span_of(match, "rest"))
    amount = amount_at(tok, i, match.end())
    if (
        not last
        or amount is None
        or last[0].amount is None
        or is_age(tok, *span_of(match, "rest"))
        or is_age(tok, i, match.end("rest"))
    ):
        return None
    if tok.name(i - 1) not in ("na", "k", "do", "after", "za") or tok.name(i) == "year4":
        return None
    return Found(Duration((last[0]._replace(amount=amount),)), length_mod(tok, i))


def inverted(tok: Tokens, match: Match) -> Found | None:
    """«лет тридцать», «года два назад»: the order says that it is about so much."""
    i, j = match.span()
    unit, amount = unit_at(tok, i), amount_at(tok, *span_of(match, "n"))
    word, following = tok.word(i), tok.raw(j)
    if (
        unit is None
        or amount is None
        or word not in stems("inverted", "forms")
        or tok.name(i - 1) in (*NUMBERS, "ordw", "length")
    ):
        return None
    if amount > LARGEST_INVERTED or (following.isalpha() and contexts.is_noun(following)) or tok.name(j) in UNIT_NAMES:
        return None
    lengths = (Length(amount, unit),)
    if match.end("n") < j:
        return Found(Distance(lengths, -1, "published"), "APPROX")
    return None if is_age(tok, i, j) else Found(Duration(lengths), "APPROX")


NUMBERS = ("int31", "int", "card", "year4", "big", "dec", "ddmm", "dm")
LARGEST_INVERTED = 100


def adjective(tok: Tokens, match: Match) -> Found | None:
    """«десятилетний контракт», «двухдневный визит»; not «90-летний ветеран», «100-летие»."""
    i, j = match.span()
    found = length_adjective(tok.word(i))
    if found is None:
        return None
    amount, letter = found
    word = tok.word(i)
    if tok.name(i - 1) == "dash" and not tok.is_spaced(i - 1):
        return None
    noun = next((k for k in range(j, j + 4) if tok.raw(k).islower() and contexts.is_noun(tok.raw(k))), None)
    following = tok.word(noun) if noun is not None else ""
    if noun is not None and contexts.is_animate(tok.raw(noun)):
        return None
    if letter == "Y" and "годов" not in word and "годичн" not in word and not following.startswith(lexicon().lasting):
        return None
    if (
        "годовщин" in word
        or "летие" in word
        or following.startswith(("годовщин", "юбиле", "дет", "ребен", "девоч", "мальчик", "малыш", "сын", "доч"))
    ):
        return None
    if word.startswith(stems("length_adjectives", "bare")) and not following.startswith(lexicon().lasting):
        return None
    unit = COMPOUND_UNITS[letter]
    return Found(Duration((Length(amount, unit),)))


def every(tok: Tokens, match: Match) -> Found | None:
    """«каждый понедельник», «каждые два года»."""
    i, j = match.span()
    last = tok.name(j - 1)
    if last in ("wd", "weekend"):
        return Found(Recurrence(Length(Decimal(1), "week")))
    if last in ("season", "mon", "monab"):
        return Found(Recurrence(Length(Decimal(1), "year")))
    lengths = read_lengths(tok, i + 1, j)
    if not lengths or lengths[0].amount is None or len(lengths) > 1:
        return None
    if j - i == 2 and is_plural(tok.word(j - 1)):
        return None
    return Found(Recurrence(lengths[0]))


def once_in(tok: Tokens, match: Match) -> Found | None:
    """«раз в четыре года»; «два раза в год» is a rate."""
    i, j = match.span()
    if tok.name(i - 1) in ("card", "int31", "int", "vague") and tok.word(i - 1) not in ("один", "1"):
        return None
    lengths = read_lengths(tok, i + 2, j)
    return Found(Recurrence(lengths[0])) if lengths and lengths[0].amount is not None and len(lengths) == 1 else None


def recurrent(tok: Tokens, match: Match) -> Found | None:
    """«ежегодно», «ежемесячный»."""
    found = COMPOUND_RE.fullmatch(tok.value(match.start()).replace("W", "D"))
    assert found
    unit: Unit = "week" if tok.value(match.start()) == "P1W" else COMPOUND_UNITS[found[2]]
    return Found(Recurrence(Length(Decimal(found[1]), unit)))


def by_weekdays(tok: Tokens, match: Match) -> Found | None:
    """«по понедельникам», «по выходным»."""
    i = match.start()
    if tok.name(i) == "weekend" and tok.word(i) != "выходным":
        return None
    listed = tok.name(i - 1) == "and" and tok.name(i - 2) == "recurring_weekday"
    if tok.name(i - 1) != "po" and not listed:
        return None
    return Found(Recurrence(Length(Decimal(1), "week")))
