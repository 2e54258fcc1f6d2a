"""A number with its currency: the readers of the rules that put the two together."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extractor.grammar.sequences import Match
from extractor.language.lexicon import normalize_word
from extractor.language.numerals import EXACT, Number, read_multipliers
from extractor.language.patterns import compile_re
from extractor.money.context import leaves_unit_out
from extractor.money.currencies import Currency, adjective_stem, read_kinds
from extractor.money.tokens import DASHES, CurrencyWord, G, Item, Items, S, is_spelled_out

THOUSAND = Decimal(1000)
HUNDREDTH = Decimal("0.01")
NOT_AFTER_REACH = 60
"""Characters before a number in which a word («вес») makes its unit no currency."""
SIGN_REACH = 24
"""Characters before an amount in which what makes a hyphen a minus is looked for."""

_BETWEEN_RE = compile_re(
    rf"(?:,[-–—]|\.)?(?:(?P<thousand>{S}*т\.?(?![^\W_]))|(?P<letters>[kк]{{1,2}}|[mм]|bn|mn|[bt])(?![^\W_])"
    rf"|{S}(?P<spaced>к)(?={S}))?{S}*"
    rf"(?P<adjectives>(?:[^\W\d_]+(?:-[^\W\d_]+)*(?:\.{S}*|{S}+)){{0,3}})",
    re.IGNORECASE,
)
_LETTER_MULTIPLIER_RE = compile_re(r"([kкmмbт]|bn|mn|tn)(?![^\W_])", re.IGNORECASE)
_LETTER_MULTIPLIERS = {
    **dict.fromkeys(("k", "к"), Decimal(10**3)),
    **dict.fromkeys(("m", "м", "mn", "kk", "кк", "кk", "kк"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn"), Decimal(10**9)),
    **dict.fromkeys(("t", "т", "tn"), Decimal(10**12)),
}
_DATIVE = ("ам", "ям", "у", "ю")
"""Endings after which «к» is the preposition: «5 к рублю»."""
_SPACES_RE = compile_re(rf"{S}*")
_SIGN_RE = compile_re(rf"{S}*[-–−]")
_MINUS_RE = compile_re(rf"(?:(?<![^\W_])минус{S}+|−{S}?|(?:(?<=[\s(])|^)[-–])$", re.IGNORECASE)
_BEFORE_MINUS_RE = compile_re(
    rf"(?<![^\W_])(?:до|в|на|от|к|с|по|за|состав\w+|рав[её]?н\w*|достиг\w*|оказал\w+){S}+[-–]$|[:=(]{S}*[-–]$",
    re.IGNORECASE,
)
"""After these a tight dash is a minus: «составила –4,1 млрд», «результат: -2,5 млн»."""
_ABBREVIATED_RE = compile_re(r"(?:тыс|тис|млн|рлн|лрд|мрд|млр)\.", re.IGNORECASE)
_UNIT_HEAD_RE = compile_re(
    rf"(?:(?<![^\W_])(?:тыс|млн|млрд|трлн|миллион\w*|миллиард\w*|тысяч\w*)\.?{S}*|[^\W\d_]/)$", re.IGNORECASE
)
_CLOSED_BRACKET_RE = compile_re(rf"\.?{S}*\){S}*")
_UP_TO_CURRENCY_RE = compile_re(rf"\.?{S}*")
_KOPECKS_RE = compile_re(r"[-=–]")
_LISTED_RE = compile_re(rf"(?<![0-9.,:{DASHES}])(?P<number>[0-9]{{1,3}}(?:{G}[0-9]{{3}})*),{S}{{1,2}}$")
_MEMBER_BEFORE_RE = compile_re(rf"[0-9]\w*,?{S}+(?:и{S}+)?$")
_TAIL_DIGITS_RE = compile_re(r"[0-9]{1,2}(?![0-9])")


@dataclass(slots=True)
class Element:
    """A number, perhaps with a currency, while its neighbours are being looked at."""

    start: int
    end: int
    low: Decimal | None
    scale: Decimal
    over: bool
    bare: bool
    currency: Currency | None = None
    high: Decimal | None = None
    is_range: bool = False
    rule: str = ""
    opened_at: int = -1
    """Where «от», «между» before it begins, once it is a range."""
    ends_change: bool = False
    """Whether it is an end of a change, so that «до» before it is no bound."""
    last: int = 0
    """How many items of those matched it takes; 0 for all."""


def bare(number: Number) -> Element:
    """A number whose currency is not beside it."""
    return Element(number.start, number.end, number.value, number.scale, number.over, number.bare)


def _with_currency(number: Number, end: int, currency: Currency) -> Element:
    element = bare(number)
    element.end, element.currency = end, currency
    return element


# --- guards -------------------------------------------------------------------------------


def currency_of_the_next(items: Items, i: int, j: int) -> bool:
    """A symbol that touches the number after it and not the one before: «100 $50»."""
    before, word = items.found[i], items.found[j - 1]
    following = items.found[j] if j < len(items.found) else None
    assert isinstance(word, CurrencyWord)
    touches = isinstance(following, Number) and word.end == following.start
    return word.name.leads and touches and before.end < word.start


def decimals_after_a_gap(items: Items, i: int, _j: int) -> bool:
    """«12 345, 67 рублей», «1, 5 млн»: a number of its own, or decimals after a stray space."""
    text, start = items.text, items.found[i].start
    if not _TAIL_DIGITS_RE.match(text, start):
        return False
    before = text[max(0, start - SIGN_REACH) : start]
    listed = _LISTED_RE.search(before)
    return listed is not None and not _MEMBER_BEFORE_RE.search(before[: listed.start()])


def currency_pair(items: Items, i: int, j: int) -> bool:
    """«валютная пара евро — доллар»."""
    number, word = items.found[i], items.found[j - 1]
    assert isinstance(number, Number)
    assert isinstance(word, CurrencyWord)
    if number.value is not None or normalize_word(items.text[number.start : number.end]) != "пара":
        return False
    return not word.name.base or normalize_word(items.text[word.start : word.end]) == word.name.base


def weight(items: Items, i: int, j: int) -> bool:
    """«вес 10 фунтов»."""
    number, word = items.found[i], items.found[j - 1]
    assert isinstance(word, CurrencyWord)
    pattern = word.name.not_after_re
    if not pattern or word.qualified:
        return False
    return pattern.search(items.text, max(0, number.start - NOT_AFTER_REACH), number.start) is not None


def unit_of_a_column(items: Items, i: int, _j: int) -> bool:
    """«план, млн руб. 250», «EUR/USD 1,08»: the currency is that of a head or a pair, not the number's alone."""
    before = items.text[max(0, items.found[i].start - SIGN_REACH) : items.found[i].start]
    return _UNIT_HEAD_RE.search(before) is not None


# --- readers ------------------------------------------------------------------------------


def currency_first(items: Items, match: Match) -> Element | None:
    """«$1,3 млрд», «USD 5m», «$-2,5 млн», «$5 млн долларов»; «руб. 432» where nothing is counted."""
    word, number = items.found[match.start()], items.found[match.start() + 1]
    assert isinstance(word, CurrencyWord)
    assert isinstance(number, Number)
    text = items.text
    signed = word.name.is_sign and _SIGN_RE.fullmatch(text, word.end, number.start) is not None
    if not signed and not _is_spaces(text, word.end, number.start):
        return None
    if not word.name.leads and not (word.name.is_abbreviation and leaves_unit_out(text, number.end)):
        return None
    element = _with_currency(number, number.end, word.currency)
    element.start, element.last = word.start, 2
    _take_letters(text, element)
    if signed and element.low is not None:
        element.low = -element.low
    repeated = items.found[match.start() + 2] if match.end() - match.start() > 2 else None
    if isinstance(repeated, CurrencyWord) and _repeats(text, element, repeated):
        element.end, element.last = repeated.end, 3
    return _include_minus(text, element)


def _take_letters(text: str, element: Element) -> None:
    """Multiplies a plain number by the letters after it: «$5m», «€3 млн» has its multiplier already."""
    letters = _LETTER_MULTIPLIER_RE.match(text, element.end)
    if letters and element.scale == 1 and element.low is not None:
        element.scale = _LETTER_MULTIPLIERS[letters[1].lower()]
        element.low, element.end = EXACT.multiply(element.low, element.scale), letters.end()


def _is_spaces(text: str, start: int, end: int) -> bool:
    return _SPACES_RE.fullmatch(text, start, end) is not None


def _repeats(text: str, element: Element, word: CurrencyWord) -> bool:
    """Whether a currency is only said again: «$5 млн долларов»."""
    if not element.currency or not _is_spaces(text, element.end, word.start):
        return False
    codes = {word.currency.code, *(kind.code for kind in word.currency.kinds)}
    return element.currency.code in codes and word.currency.factor == 1


def exact_amount(items: Items, match: Match) -> Element | None:
    """«10 тысяч шведских крон»."""
    element = _currency_last(items, match)
    return element if element and element.low is not None else None


def vague_amount(items: Items, match: Match) -> Element | None:
    """«несколько миллионов рублей»: no value."""
    element = _currency_last(items, match)
    return element if element and element.low is None else None


def _currency_last(items: Items, match: Match) -> Element | None:
    number, word = items.found[match.start()], items.found[match.end() - 1]
    assert isinstance(number, Number)
    assert isinstance(word, CurrencyWord)
    text = items.text
    between = _BETWEEN_RE.fullmatch(text, number.end, word.start)
    if not between or (text[number.end] == "." and not between["thousand"] and not is_abbreviated(text, number.end)):
        return None
    factor = _letter_multiplier(text, number, word, between)
    currency = _read_adjectives(between["adjectives"], number, word)
    if factor is None or currency is None:
        return None
    element = _with_currency(number, word.end, currency)
    if factor != 1:
        element.scale = factor
        element.low = None if element.low is None else EXACT.multiply(element.low, factor)
    return _include_minus(text, element)


def _letter_multiplier(text: str, number: Number, word: CurrencyWord, between: Match) -> Decimal | None:
    """What «т.», «к» between number and currency mean, 1 where there is neither; None where they are no multiplier."""
    if between["thousand"]:
        return THOUSAND if text[word.start] in "рР" else None  # «5 т» of something, not «т. р.»
    letters = between["letters"] or between["spaced"]
    if not letters:
        return Decimal(1)
    if number.scale != 1 or (between["spaced"] and text[word.start : word.end].lower().endswith(_DATIVE)):
        return None
    return _LETTER_MULTIPLIERS[letters.lower()]


def _read_adjectives(adjectives: str, number: Number, word: CurrencyWord) -> Currency | None:
    """The currency with what the adjectives before its noun say of it; None where it is no money."""
    name, currency, qualified = word.name, word.currency, word.qualified
    for adjective in adjectives.replace(".", ". ").split():
        if kinds := read_kinds(name, adjective):
            currency, qualified = name.narrow(kinds), True
        elif adjective_stem(adjective) is None:
            return None
    if qualified:
        return currency
    if name.only == "qualified":
        return None
    if name.only == "country":
        return currency._replace(needs_country=not is_large(number, name.small_below))
    return currency


def is_large(number: Number, small_below: int) -> bool:
    """Whether so many of a thing can only be money: from a thousand on, or from where the noun's row says."""
    if number.scale >= THOUSAND:
        return True
    return small_below > 0 and number.value is not None and number.value >= small_below


def spelled_out(items: Items, match: Match) -> Element | None:
    """«500 (пятьсот) рублей», «5 (пять) млн рублей»."""
    number, words, word = items.found[match.start() : match.end()]
    assert isinstance(number, Number)
    assert isinstance(words, Number)
    assert isinstance(word, CurrencyWord)
    closed = _CLOSED_BRACKET_RE.match(items.text, words.end)
    if not closed or not is_spelled_out(items.text, number, words, closed.end()):
        return None
    end, scale = read_multipliers(items.text, closed.end())
    if not _UP_TO_CURRENCY_RE.fullmatch(items.text, end, word.start) or number.value is None:
        return None
    element = _with_currency(number, word.end, word.currency)
    element.low, element.scale = EXACT.multiply(number.value, scale), max(number.scale, scale)
    return element


def dash_kopecks(items: Items, match: Match) -> Element | None:
    """«15 000-00 руб.», «1200=50 р.»: the two digits after the mark are kopecks; «50-60 рублей» is a range."""
    number, kopecks, *words, word = items.found[match.start() : match.end()]
    assert isinstance(number, Number)
    assert isinstance(kopecks, Number)
    assert isinstance(word, CurrencyWord)
    text = items.text
    said_twice = any(_says_whole(text, number, kopecks.end, again, word.start) for again in words)
    if not _KOPECKS_RE.fullmatch(text, number.end, kopecks.start) or word.currency.factor != 1:
        return None
    if not said_twice and not _is_spaces(text, kopecks.end, word.start):
        return None
    if number.value is None or kopecks.value is None:
        return None
    if not _is_whole(number) or kopecks.end - kopecks.start != 2 or _is_range(text, number, kopecks.value):
        return None
    element = _with_currency(number, word.end, word.currency)
    element.low = EXACT.add(number.value, EXACT.multiply(kopecks.value, HUNDREDTH))
    return element


def _is_range(text: str, first: Number, last: Decimal) -> bool:
    """«50-60 рублей», not «50=60», «50-00»."""
    return text[first.end] != "=" and last > 0 and first.value is not None and first.value < last


def _is_whole(number: Number) -> bool:
    """Whether a number is written in digits, without a fraction or multiplier."""
    return (
        number.in_digits
        and number.scale == 1
        and number.value is not None
        and number.value == number.value.to_integral_value()
    )


def _says_whole(text: str, number: Number, end: int, words: Item, following: int) -> bool:
    """«2 000-00 (две тысячи) руб.»: whether the brackets after the kopecks repeat the roubles."""
    return isinstance(words, Number) and is_spelled_out(text, number._replace(end=end), words, following)


def _include_minus(text: str, element: Element) -> Element:
    """The element with a minus before it inside («минус 37 долларов», «до -37 долларов»)."""
    before = text[max(0, element.start - SIGN_REACH) : element.start]
    minus = _MINUS_RE.search(before)
    if not minus or element.low is None:
        return element
    tight = text[element.start] in "$€£₽" and minus[0] == "-"
    if minus[0] in "-–" and not tight and not _BEFORE_MINUS_RE.search(before):
        return element
    element.start, element.low = element.start - len(minus[0]), -element.low
    return element


def include_dot(text: str, end: int) -> int:
    """The end of an amount with the dot of an abbreviated multiplier.

    That of «тыс.» belongs to it at the end of a sentence, too, that of «млн.» only before more of the sentence.
    """
    if not is_abbreviated(text, end):
        return end
    following = text[end + 1 : end + 3].lstrip()[:1]
    always = text[end - 1] in "сС"
    return end + 1 if always or following.islower() or following.isdigit() else end


def is_abbreviated(text: str, end: int) -> bool:
    """Whether an abbreviated multiplier ends at `end`, its dot after it."""
    return _ABBREVIATED_RE.fullmatch(text, max(0, end - 3), end + 1) is not None
