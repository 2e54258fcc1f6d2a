"""Rules of durations and of recurring dates."""

from decimal import Decimal

from extractor.dates import contexts
from extractor.dates.ages import is_age
from extractor.dates.contexts import length_mod, stems
from extractor.dates.lexer import Tokens
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
from extractor.dates.words import length_adjective, lexicon
from extractor.language.morphology import parses


def quantity(tok: Tokens, match: Match) -> Found | None:
    """«три года», «год и пять месяцев»; not ages, rates, «световых лет», «несколько дней»."""
    i, j = match.span()
    if tok.name(i) in UNIT_NAMES and j - i == 1:
        return _bare_unit(tok, match)
    if _is_joined(tok, i) or tok.name(i - 1) in ("every", "last", "coming", "past", "multiplier", *NUMBERS):
        return None
    lengths = read_lengths(tok, i, j)
    if not lengths or any(length.amount is None for length in lengths) or is_age(tok, i, j):
        return None
    if any(is_other(tok, i, j) for is_other in _NO_LENGTHS):
        return None
    return Found(Duration(lengths), length_mod(tok, i) or over_mod(tok, i, j, "MORE_THAN"))


def _is_joined(tok: Tokens, i: int) -> bool:
    """Whether a mark joins the amount to a number before it: «2:3 года», «№ 5 лет»."""
    words = ("other", "comma", "rpar", "unquote", "")
    return tok.name(i - 1) in ("dash", "slash", "number_sign", "colon") and tok.name(i - 2) not in words


def _is_title(tok: Tokens, i: int, j: int) -> bool:
    """«Два года Петрова» in quotation marks."""
    return tok.raw(i)[:1].isupper() and tok.name(i - 1) == "quote" and tok.raw(j)[:1].isupper()


def _is_place_in_time(tok: Tokens, i: int, j: int) -> bool:
    """«на 5 году», «в полвека»."""
    before = tok.name(i - 1)
    if tok.word(j - 1) in ("году", "годе", "месяце") and before in ("na", "v"):
        return True
    return tok.name(i) == "compound_length" and before == "v"


def _looks_like_year(tok: Tokens, i: int, j: int) -> bool:
    return (
        tok.name(i) == "year4" and j - i == 2 and tok.word(j - 1) not in ("лет", "летам") and tok.name(j - 1) == "year"
    )


def _is_compound_of_calendar(tok: Tokens, i: int, j: int) -> bool:
    """«полквартала»."""
    return tok.name(i) == "compound_length" and tok.name(j - 1) in ("century", "millennium", "quarter", "half")


def _is_quarter(tok: Tokens, i: int, j: int) -> bool:
    """A quarter of the year or of a town: only «за два квартала» is a length."""
    quarters = any(tok.name(k) == "quarter" for k in range(i, j))
    return quarters and tok.word(i - 1) not in ("за", "течение", "более", "на")


def _is_part_of_split_year(tok: Tokens, _i: int, j: int) -> bool:
    """«1 полугодие 2024/25 учебного года»."""
    return tok.name(j - 1) in ("half", "quarter") and tok.name(j) == "year4"


def _is_thousandth(tok: Tokens, _i: int, j: int) -> bool:
    """«5 тыс. год»."""
    return tok.name(j - 2) == "multiplier" and not is_plural(tok.word(j - 1))


def _is_rest_of_age(tok: Tokens, i: int, j: int) -> bool:
    """«115 лет и 253 дня»."""
    return tok.name(j - 1) in ("month", "week", "day", "full_day") and _follows_age(tok, i)


def _follows_age(tok: Tokens, i: int) -> bool:
    """Whether the amount at token i follows years that are an age: «ему 5 лет и 6 месяцев»."""
    k = i - 2 if tok.name(i - 1) == "and" else i - 1
    return tok.name(k) == "year" and tok.name(k - 1) in ("int31", "int", "card") and is_age(tok, k - 1, k + 1)


_NO_LENGTHS = (
    _is_title,
    _is_place_in_time,
    _looks_like_year,
    _is_compound_of_calendar,
    _is_quarter,
    _is_part_of_split_year,
    _is_thousandth,
    _is_rest_of_age,
)
"""What an amount of time may be besides a length, each by the tokens from i up to j."""


def _is_counted_in_brackets(tok: Tokens, i: int) -> bool:
    """«3 (3) года»: the unit of a number that stands before it in brackets."""
    return tok.name(i - 1) == "rpar" and tok.name(i - 2) in NUMBERS


def _bare_unit(tok: Tokens, match: Match) -> Found | None:
    """A unit alone: «на год», «в течение недели», «неделю провёл», «год тюрьмы»."""
    i, j = match.span()
    unit = unit_at(tok, i)
    if unit is None or not _may_be_one(tok, i, j) or _is_counted_in_brackets(tok, i):
        return None
    said = next((answer for says in _ONE_OF_UNIT if (answer := says(tok, i, j)) is not None), False)
    return Found(Duration((Length(Decimal(1), unit),)), length_mod(tok, i)) if said else None


_NOT_BEFORE_ONE = frozenset(
    ("every", "last", "same", "ordw", "ordf", "ord31", "go31", "part", "dash", "year4", "int", "int31", *REL_NAMES)
)
"""Classes of words after which a unit is no length of its own."""


def _may_be_one(tok: Tokens, i: int, j: int) -> bool:
    """Whether the unit may be one of it: no plural, and nothing before it that counts or places it."""
    word, before = tok.word(i), tok.name(i - 1)
    plural = is_plural(word) and tok.name(i) != "full_day" and word not in stems("plural_units", "either")
    if plural or tok.name(i) == "year_short" or before in _NOT_BEFORE_ONE:
        return False
    return tok.word(j) != "до" or before != "za"


def _is_form(tok: Tokens, i: int, case: str) -> bool:
    return tok.word(i) in stems("plural_units", case)


def _after_verb(tok: Tokens, i: int, j: int) -> bool | None:
    """«длился год»."""
    is_said = tok.word(i) in ("год", "месяц") and _is_verb(tok.raw(i - 1)) and not contexts.is_noun(tok.raw(j))
    return is_said or None


def _taken_for(tok: Tokens, i: int, _j: int) -> bool | None:
    """«на год», «за неделю»."""
    placed = tok.name(i - 1) in ("na", "za") and _is_form(tok, i, "accusative")
    return (placed and tok.name(i) not in ("day", "quarter", "quarter_short")) or None


def _within(tok: Tokens, i: int, _j: int) -> bool | None:
    """«в течение недели», «весь год»; whatever else follows these words is no length."""
    if tok.word(i - 1) in ("течение", "течении", "протяжении") and tok.word(i) == "дня":
        return True
    if tok.word(i - 1) not in stems("length_places", "forms") or tok.name(i) == "day":
        return None
    return _is_form(tok, i, "genitive") or _is_form(tok, i, "accusative")


def _week_said(tok: Tokens, i: int, _j: int) -> bool | None:
    """«прошла неделя», «неделю провёл»."""
    word, before = tok.word(i), tok.name(i - 1)
    if word in ("неделя", "сутки") and before != "v" and _is_alone(tok, i):
        return True
    placed = before in ("v", "na", "za", "after", "elapsed", "po", "previous", "next")
    return (word in ("неделю", "сутки") and not placed) or None


def _is_sentence_of_court(tok: Tokens, i: int, j: int) -> bool | None:
    """«год тюрьмы», «до года лишения свободы»."""
    word, before = tok.word(i), tok.name(i - 1)
    forms = ("год", "месяц", "года", "году", "месяца", "неделя", "сутки")
    if word in forms and before not in ("v", "s", "plural_ordinal") and tok.word(j).startswith(stems("terms", "stems")):
        return True
    upto = before == "do" and word in ("года", "месяца", "суток") and length_mod(tok, i) == "EQUAL_OR_LESS"
    return (upto and contexts.is_term(tok, i, j)) or None


_ONE_OF_UNIT = (_after_verb, _taken_for, _within, _week_said, _is_sentence_of_court)
"""What may say that a unit alone is one of it, each True, or False where it is not; None: asks the next."""


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
    ends = _ends_of_range(tok, match)
    if ends is None or _is_range_of_things(tok, match):
        return None
    upto = tok.name(match.end("a")) == "do"
    if ends[1][-1].unit == "year" and (is_age(tok, i, j) or (upto and not contexts.is_term(tok, i, j))):
        return None
    return Found(Duration(*ends), length_mod(tok, i) if tok.name(i - 1) != "ot" else None)


def _ends_of_range(tok: Tokens, match: Match) -> tuple[tuple[Length, ...], tuple[Length, ...]] | None:
    """Both lengths, the first in the unit of the last unless it has its own; None where they do not rise."""
    last = read_lengths(tok, *span_of(match, "b"))
    if not last or last[0].amount is None:
        return None
    first: tuple[Length, ...] | None
    if match.end("au") > 0:
        first = read_lengths(tok, match.start("a"), match.end("au"))
    else:
        first = (last[0]._replace(amount=amount_at(tok, *span_of(match, "a"))),)
    if not first or first[0].amount is None:
        return None
    rising = first[0].unit != last[0].unit or first[0].amount < last[0].amount
    return (first, last) if rising else None


def _is_range_of_things(tok: Tokens, match: Match) -> bool:
    """«5 до 6 лет» without «от», «дом 3 – 4 квартал 2025 года», «2019–2020 год»."""
    i, j = match.span()
    joined, unit = tok.name(match.end("a")), tok.word(j - 1)
    if joined == "do" and tok.name(i - 1) not in ("ot", "s"):
        return True
    if joined == "dash" and unit in ("квартал", "полугодие"):
        return True
    return tok.name(i) == "year4" and unit not in ("лет", "дней")


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
    word = tok.word(i)
    found = length_adjective(word)
    if found is None or (tok.name(i - 1) == "dash" and not tok.is_spaced(i - 1)):
        return None
    noun = next((k for k in range(j, j + 4) if tok.raw(k).islower() and contexts.is_noun(tok.raw(k))), None)
    following = tok.word(noun) if noun is not None else ""
    if noun is not None and contexts.is_animate(tok.raw(noun)):
        return None
    amount, letter = found
    if _is_anniversary(word, following):
        return None
    if _needs_lasting_noun(word, letter) and not following.startswith(lexicon().lasting):
        return None
    return Found(Duration((Length(amount, COMPOUND_UNITS[letter]),)))


def _is_anniversary(word: str, following: str) -> bool:
    """«100-летие», «десятилетний юбилей», «пятилетний ребёнок»: the age of what is said."""
    return any(stem in word for stem in stems("anniversaries", "parts")) or following.startswith(stems("anniversaries"))


def _needs_lasting_noun(word: str, letter: str) -> bool:
    """«25-летний», «летний» may be an age; «годовой», «двухнедельный» are lengths of whatever follows."""
    yearly = letter == "Y" and "годов" not in word and "годичн" not in word
    return yearly or word.startswith(stems("length_adjectives", "bare"))


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
