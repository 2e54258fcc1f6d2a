"""Amounts of money as written: numbers, the word for the currency, what stands around them.

Only sentences with a word, symbol or code of a currency are read, and the two behind them, where it may be left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache
from typing import NamedTuple

from extractor.document import Sentence
from extractor.language.lexicon import SPACES, normalize_word
from extractor.language.numerals import Number, is_number_word, read_number
from extractor.language.patterns import compile_re
from extractor.money.context import (
    is_count_clause,
    is_money_clause,
    is_same_sum,
    leaves_unit_out,
    read_mod,
    read_per,
    skip_word,
)
from extractor.money.currencies import (
    Currency,
    CurrencyName,
    adjective_stem,
    find_dollar,
    find_name,
    read_kinds,
    symbol_class,
)

_EXACT = Context(prec=120)
_ONE = Decimal(1)
_THOUSAND = Decimal(1000)
_S = f"[{SPACES}]"
_DASH = r"(?:[-–—−‒‑‐÷…]|\.\.\.?)"

_BETWEEN_RE = compile_re(
    rf"(?:,[-–—]|\.)?(?P<thousand>{_S}*т\.?(?![^\W_]))?{_S}*(?P<adjectives>(?:[^\W\d_]+(?:-[^\W\d_]+)*\.?{_S}+){{0,3}})",
    re.IGNORECASE,
)
_SPACES_RE = compile_re(rf"{_S}*")
_OPEN_BRACKET_RE = compile_re(rf"\.?{_S}*\({_S}*")
_CLOSED_BRACKET_RE = compile_re(rf"\.?{_S}*\){_S}*")
_DASH_RE = compile_re(rf"\.?(?:{_S}*{_DASH}{_S}*)")
_ABOUT = rf"(?:примерно|около|почти|порядка|свыше|(?:не{_S}+)?(?:более|менее)(?:{_S}+чем)?)"
_TO_RE = compile_re(rf"\.?,?{_S}+(?:и{_S}+)?до(?:{_S}+(?:{_ABOUT}))?{_S}+", re.IGNORECASE)
_AND_RE = compile_re(rf"\.?{_S}+и{_S}+", re.IGNORECASE)
_LIST_RE = compile_re(
    rf"\.?(?:{_S}*[,;/]{_S}*|,?{_S}+(?:и|или|либо|и/или){_S}+)(?:(?:по|на|в|до|от|около|примерно){_S}+)?", re.IGNORECASE
)
_OPENER_RE = compile_re(
    rf"(?<![^\W_])(от|с|со|между)(?:{_S}+(?:{_ABOUT}|нынешних|прежних|сегодняшних))?{_S}+$", re.IGNORECASE
)
_SUM_RE = compile_re(rf"\.?(?:,?{_S}+и)?{_S}+", re.IGNORECASE)
_MINUS_RE = compile_re(rf"(?:(?<![^\W_])минус{_S}+|−{_S}?|(?<=[\s(])-)$", re.IGNORECASE)
_AFTER_PREPOSITION_RE = compile_re(rf"(?<![^\W_])(?:до|в|на|от|к|с|по|за){_S}+-$", re.IGNORECASE)
_LETTER_MULTIPLIER_RE = compile_re(r"([kкmмbт]|bn|mn|tn)(?![^\W_])", re.IGNORECASE)
_LETTER_MULTIPLIERS = {
    **dict.fromkeys("kк", Decimal(10**3)),
    **dict.fromkeys(("m", "м", "mn"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn"), Decimal(10**9)),
    **dict.fromkeys(("t", "т", "tn"), Decimal(10**12)),
}
_PHONE_RE = compile_re(r"[0-9][-‑–][0-9]{1,5}[-‑–]$")
_DIGIT_RUN_RE = compile_re(r"[0-9][0-9.,:]*")
_ABBREVIATED_RE = compile_re(r"(?:тыс|тис|млн|рлн|лрд|мрд|млр)\.", re.IGNORECASE)
_DOLLAR_PREFIX_RE = compile_re(r"(?<![^\W_])([A-ZАСUS]{1,3})$")
_CYRILLIC_PREFIX = str.maketrans("АСУНЕТКМ", "ACYHETKM")
_CONDITIONAL_UNITS_RE = compile_re(rf"у\.?{_S}?е\.?(?![^\W_])", re.IGNORECASE)


class MoneyReading(NamedTuple):
    """An amount as written; offsets in code points."""

    start: int
    end: int
    rule: str
    low: Decimal | None
    """The amount in the currency word's own unit, or the lower bound of a range; None if vague."""
    high: Decimal | None
    """The upper bound of a range."""
    is_range: bool
    currency: Currency | None
    """As written; None where it is left out."""
    like: int | None = None
    """Index of the reading whose currency it shares, where its own is left out."""
    mod: str | None = None
    per: str | None = None
    same_as: int | None = None
    """Index of the reading that gives the same sum in another currency."""


def find_money(text: str, sentences: Sequence[Sentence]) -> list[MoneyReading]:
    """The amounts of `sentences`, in order, without overlap."""
    readings: list[MoneyReading] = []
    behind = _SENTENCES_BEHIND
    for start, end, has_currency in _windows(text, sentences):
        behind = 0 if has_currency else behind + 1
        if has_currency or (readings and behind <= _SENTENCES_BEHIND):
            elements = _connect(text, _attach(text, list(_items(text, start, end))), start)
            readings += _read(text, elements, start, end, readings)
    return _pair_equal_sums(text, readings)


KEPT_WORDS = 32_768
"""Distinct tokens of which it is kept whether they name a currency."""

_SENTENCES_BEHIND = 2
"""How far behind an amount its currency may be left out."""


# --- where to look ------------------------------------------------------------------------


class _Triggers(dict[str, bool]):
    """Whether a token names a currency, for the distinct tokens seen of late."""

    def __missing__(self, token: str) -> bool:
        if len(self) >= KEPT_WORDS:
            self.clear()
        found = self[token] = not token[0].isdigit() and (find_name(token) is not None or token in "еЕ")
        return found


_triggers = _Triggers()


def _windows(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each sentence and whether it names a currency.

    A sentence that begins with the currency is joined to the one before it («5 млн. USD»).
    """
    start = end = -1
    has_currency = False
    for sentence in sentences:
        tokens = sentence.tokens
        named = any(map(_triggers.__getitem__, [text for _, _, text in tokens]))
        if start >= 0:
            if named and _triggers[tokens[0].text] and "\n" not in text[end : sentence.start]:
                end, has_currency = sentence.end, True
                continue
            yield start, end, has_currency
        start, end, has_currency = sentence.start, sentence.end, named
    if start >= 0:
        yield start, end, has_currency


# --- numbers and currencies in a sentence -------------------------------------------------


class _CurrencyWord(NamedTuple):
    """A currency in the text, with what stands behind it («долларов США»)."""

    start: int
    end: int
    name: CurrencyName
    currency: Currency
    qualified: bool = False


@cache
def _item_re() -> re.Pattern[str]:
    return compile_re(rf"[0-9½¼¾]|[^\W\d_]+|[{symbol_class()}]")


def _items(text: str, start: int, end: int) -> Iterator[Number | _CurrencyWord]:
    """The numbers and currency words from `start` to `end`, in order."""
    pattern = _item_re()
    at = start
    last_word_end = -1
    while match := pattern.search(text, at, end):
        at = match.end()
        first = text[match.start()]
        if first.isdigit():
            number = read_number(text, match.start(), end)
            run = _DIGIT_RUN_RE.match(text, match.start(), end)
            at = number.end if number else run.end() if run else at
            if number and _is_free(text, number, last_word_end):
                yield number
        elif word := _read_currency(text, match, end):
            at = last_word_end = word.end
            yield word
        elif is_number_word(match[0]) and (number := read_number(text, match.start(), end)):
            at = number.end
            if _is_free(text, number, last_word_end):
                yield number


def _is_free(text: str, number: Number, currency_end: int) -> bool:
    """Whether a number is no part of a name, a score, an adjective («F-35», «2:1», «100-долларовая»).

    A currency may stand right before it: «USD5».
    """
    before = text[max(0, number.start - 2) : number.start]
    if before[-1:].isalnum() or before[-1:] in ("_", "№", "#"):
        return currency_end == number.start
    if before[-1:] in (":", "=") and before[:1].isdigit():
        return False
    if (
        before[-1:] in ("-", "‑", "–")
        and number.in_digits
        and (before[:1].isalpha() or _PHONE_RE.search(text, max(0, number.start - 8), number.start))
    ):
        return False
    after = text[number.end : number.end + 2]
    return not (after[:1] in ("-", "‐", "‑") and after[1:].isalpha() and number.in_digits)


def _read_currency(text: str, match: re.Match[str], stop: int) -> _CurrencyWord | None:
    start, end = match.span()
    if match[0] == "$":
        return _read_dollar(text, start, end)
    if match[0] in "уУ" and (units := _CONDITIONAL_UNITS_RE.match(text, start, stop)):
        return _CurrencyWord(start, units.end(), _CONDITIONAL_UNITS, _CONDITIONAL_UNITS.currency)
    name = find_name(match[0])
    if not name:
        return None
    currency, qualified = name.currency, False
    # Not bounded by `stop`: a sentence may seem to end at the dot of «долл. США».
    if name.after_re and (after := name.after_re.match(text, end)):
        kinds = dict(name.after)[" ".join(normalize_word(after[1]).split())]
        currency, end, qualified = name.narrow(kinds), after.end(), True
    if text[end : end + 1] == "." and (name.short or text[end - 2 : end] == "ст"):
        end += 1
        if name.after_re and not qualified and (after := name.after_re.match(text, end - 1)):
            kinds = dict(name.after)[" ".join(normalize_word(after[1]).split())]
            currency, end, qualified = name.narrow(kinds), after.end(), True
    return _CurrencyWord(start, end, name, currency, qualified)


_CONDITIONAL_UNITS = CurrencyName(Currency(None), short=True)


def _read_dollar(text: str, start: int, end: int) -> _CurrencyWord | None:
    prefix = _DOLLAR_PREFIX_RE.search(text, max(0, start - 4), start) if text[start - 1 : start].isalpha() else None
    name = find_dollar(prefix[1].translate(_CYRILLIC_PREFIX)) if prefix else None
    if prefix and name:
        return _CurrencyWord(prefix.start(), end, name, name.currency)
    name = find_name("$")
    return _CurrencyWord(start, end, name, name.currency) if name else None


# --- amounts: a number with its currency --------------------------------------------------


@dataclass(slots=True)
class _Element:
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
    become: bool = False
    """Whether it is an end of a change, so that «до» before it is no bound."""


def _bare(number: Number) -> _Element:
    return _Element(number.start, number.end, number.value, number.scale, number.over, number.bare)


def _attach(text: str, items: list[Number | _CurrencyWord]) -> list[_Element]:
    """Numbers with the currencies beside them, and the numbers without."""
    elements: list[_Element] = []
    at = 0
    while at < len(items):
        item = items[at]
        following = items[at + 1] if at + 1 < len(items) else None
        third = items[at + 2] if at + 2 < len(items) else None
        at += 1
        if isinstance(item, _CurrencyWord):
            if isinstance(following, Number) and item.name.leads and _is_spaces(text, item.end, following.start):
                elements.append(_lead(text, item, following))
                at += 1
                if isinstance(third, _CurrencyWord) and _repeats(text, elements[-1], third):
                    elements[-1].end = third.end
                    at += 1
        elif isinstance(following, _CurrencyWord) and not _belongs_behind(following, item, third):
            element = _trail(text, item, following)
            elements.append(element or _bare(item))
            at += element is not None
        elif isinstance(following, Number) and (said := _say_twice(text, item, following, third)):
            at += 1
            if isinstance(said, Number):
                items[at] = said
            else:
                elements.append(said)
                at += 1
        else:
            elements.append(_bare(item))
    return elements


def _is_spaces(text: str, start: int, end: int) -> bool:
    return _SPACES_RE.fullmatch(text, start, end) is not None


def _belongs_behind(word: _CurrencyWord, before: Number, behind: Number | _CurrencyWord | None) -> bool:
    """Whether a symbol touches the number behind it and not the one before («100 $50»)."""
    return word.name.leads and isinstance(behind, Number) and word.end == behind.start and before.end < word.start


def _lead(text: str, word: _CurrencyWord, number: Number) -> _Element:
    """A symbol or code with the number behind it: «$1,3 млрд», «USD 5m»."""
    element = _bare(number)
    element.start, element.currency, element.rule = word.start, word.currency, "money.symbol-before-amount"
    letters = _LETTER_MULTIPLIER_RE.match(text, number.end)
    if letters and number.scale == 1 and element.low is not None:
        element.scale = _LETTER_MULTIPLIERS[letters[1].lower()]
        element.low, element.end = _EXACT.multiply(element.low, element.scale), letters.end()
    return _take_minus(text, element)


def _repeats(text: str, element: _Element, word: _CurrencyWord) -> bool:
    """Whether a currency is only said again: «$5 млн долларов»."""
    if not element.currency or not _is_spaces(text, element.end, word.start):
        return False
    codes = {word.currency.code, *(kind.code for kind in word.currency.kinds)}
    return element.currency.code in codes and word.currency.factor == 1


def _trail(text: str, number: Number, word: _CurrencyWord) -> _Element | None:
    """A number with the currency behind it, adjectives between them: «10 тысяч шведских крон»."""
    between = _BETWEEN_RE.fullmatch(text, number.end, word.start)
    if not between or (text[number.end] == "." and not between["thousand"] and not _is_abbreviated(text, number.end)):
        return None
    if between["thousand"] and text[word.start] not in "рР":
        return None  # «5 т» of something, not «т. р.»
    if number.value is None and normalize_word(text[number.start : number.end]) == "пара" and _is_base_form(text, word):
        return None  # «валютная пара евро — доллар»
    name, currency, qualified = word.name, word.currency, word.qualified
    for adjective in between["adjectives"].split():
        if kinds := read_kinds(name, adjective):
            currency, qualified = name.narrow(kinds), True
        elif adjective_stem(adjective) is None:
            return None
    large = number.scale >= _THOUSAND and number.scale != 0
    if name.only == "qualified" and not qualified:
        return None
    if name.only == "country" and not qualified:
        currency = currency._replace(needs_country=not large)
    if not qualified and name.not_after_re and name.not_after_re.search(text, max(0, number.start - 60), number.start):
        return None
    element = _bare(number)
    element.end, element.currency, element.rule = word.end, currency, "money.amount-currency"
    if between["thousand"]:
        element.scale = _THOUSAND
        element.low = None if element.low is None else _EXACT.multiply(element.low, _THOUSAND)
    return _take_minus(text, element)


def _is_base_form(text: str, word: _CurrencyWord) -> bool:
    return normalize_word(text[word.start : word.end]) == word.name.base or not word.name.base


def _say_twice(
    text: str, number: Number, words: Number, following: Number | _CurrencyWord | None
) -> _Element | Number | None:
    """A number with itself in brackets: «500 (пятьсот) рублей» as an element, «1,5 (полтора) миллиона» as a number."""
    if following is None or number.value is None or number.value != words.value:
        return None
    opened = _OPEN_BRACKET_RE.fullmatch(text, number.end, words.start)
    if not opened or not _CLOSED_BRACKET_RE.fullmatch(text, words.end, following.start):
        return None
    if isinstance(following, Number):
        value = _EXACT.multiply(number.value, following.scale)
        return (
            following._replace(start=number.start, value=value, in_digits=True, bare=False) if following.bare else None
        )
    element = _bare(number)
    element.end, element.currency, element.rule = following.end, following.currency, "money.amount-said-twice"
    return element


def _take_minus(text: str, element: _Element) -> _Element:
    """The element with a minus before it inside («минус 37 долларов», «до -37 долларов»)."""
    minus = _MINUS_RE.search(text, max(0, element.start - 8), element.start)
    if not minus or element.low is None:
        return element
    if minus[0] == "-" and not _AFTER_PREPOSITION_RE.search(text, max(0, element.start - 8), element.start):
        return element
    element.start, element.low = minus.start(), -element.low
    return element


def _include_dot(text: str, end: int) -> int:
    """The end of an amount with the dot of an abbreviated multiplier.

    That of «тыс.» belongs to it at the end of a sentence, too, that of «млн.» only before more of the sentence.
    """
    if not _is_abbreviated(text, end):
        return end
    following = text[end + 1 : end + 3].lstrip()[:1]
    always = text[end - 1] in "сС"
    return end + 1 if always or following.islower() or following.isdigit() else end


def _is_abbreviated(text: str, end: int) -> bool:
    """Whether an abbreviated multiplier ends at `end`, its dot behind it."""
    return _ABBREVIATED_RE.fullmatch(text, max(0, end - 3), end + 1) is not None


# --- what amounts share with their neighbours ---------------------------------------------


def _connect(text: str, elements: list[_Element], start: int) -> list[_Element]:
    """Ranges, changes, lists and sums made of neighbouring elements."""
    elements = _join_pairs(text, elements, start)
    for before, element in zip(reversed(elements[:-1]), reversed(elements[1:]), strict=True):
        _share_list(text, before, element)
    return elements


def _join_pairs(text: str, elements: list[_Element], start: int) -> list[_Element]:
    joined: list[_Element] = []
    for element in elements:
        if joined and (pair := _join(text, joined[-1], element, start)):
            joined[-1] = pair
        else:
            joined.append(element)
    return joined


def _join(text: str, before: _Element, element: _Element, start: int) -> _Element | None:
    """Two elements as one: a range, a sum of two units, a multiplier before its number; None where they stay two."""
    if before.is_range or element.is_range:
        return None
    if _SUM_RE.fullmatch(text, before.end, element.start) and (added := _sum(text, before, element)):
        return added
    if not (element.currency or before.currency or element.scale >= _THOUSAND) or _has_other_currency(before, element):
        return None
    opener = _opener(text, before.start, start)
    if _TO_RE.fullmatch(text, before.end, element.start):
        if opener and opener[1].lower() in ("с", "со"):
            _note_change(before, element)
            return None
        return _range(before, element, opener) if opener else None
    if opener and opener[1].lower() == "между" and _AND_RE.fullmatch(text, before.end, element.start):
        return _range(before, element, opener)
    if _DASH_RE.fullmatch(text, before.end, element.start):
        _share_bare_multiplier(before, element)
        return _range(before, element, opener) if _is_dash_range(text, before, element) else None
    return None


def _share_bare_multiplier(before: _Element, element: _Element) -> None:
    """Gives the second number the multiplier that alone is the first: «миллион-полтора рублей»."""
    alone = before.bare and before.low == before.scale >= _THOUSAND
    if alone and element.scale == 1 and element.low is not None and 1 < element.low < 10:
        element.low, element.scale = _EXACT.multiply(element.low, before.scale), before.scale


def _opener(text: str, start: int, limit: int) -> re.Match[str] | None:
    return _OPENER_RE.search(text, max(limit, start - 28), start)


def _has_other_currency(before: _Element, element: _Element) -> bool:
    return bool(before.currency and element.currency) and before.currency != element.currency


def _sum(text: str, before: _Element, element: _Element) -> _Element | None:
    """«10 рублей 50 копеек», and «тысяч двадцать рублей», where the multiplier comes first."""
    if not element.currency:
        return None
    if not before.currency:
        inverted = before.bare and before.low is None and element.scale == 1 and text[before.end] != "."
        if (
            not inverted
            or element.low is None
            or not 0 < element.low < _THOUSAND
            or " и" in text[before.end : element.start]
        ):
            return None
        low = _EXACT.multiply(element.low, before.scale)
        return replace(element, start=before.start, low=low, scale=before.scale, rule="money.multiplier-first")
    factor, main = element.currency.factor, before.currency.factor
    codes = {element.currency.code, *(kind.code for kind in element.currency.kinds)}
    if not factor < main or not codes & {before.currency.code, *(kind.code for kind in before.currency.kinds)}:
        return None
    if before.low is None or element.low is None or not element.low * factor < main:
        return None
    rest = _EXACT.divide(_EXACT.multiply(element.low, factor), main)
    return replace(before, end=element.end, low=_EXACT.add(before.low, rest), rule="money.two-units")


def _is_dash_range(text: str, before: _Element, element: _Element) -> bool:
    """Whether a dash between two numbers makes them a range: it rises, and not far where the dash is spaced."""
    if before.start and text[before.start - 1] in "-–—" and before.currency is None:
        return False  # 8-800-555
    low = _shared_low(before, element)
    if low is None or element.low is None:
        return before.scale == 1 or element.scale >= before.scale
    spaced = text[before.end].isspace()
    return low < element.low and (not spaced or element.low <= low * 10)


def _range(before: _Element, element: _Element, opener: re.Match[str] | None) -> _Element | None:
    low = _shared_low(before, element)
    if low is not None and element.low is not None and not low < element.low:
        return None
    return replace(
        element,
        start=before.start,
        low=low,
        high=element.low,
        is_range=True,
        currency=before.currency or element.currency,
        rule="money.range",
        opened_at=opener.start() if opener else -1,
        over=False,
    )


def _note_change(before: _Element, element: _Element) -> None:
    """«с 10 до 11 млрд долларов»: two amounts that share what either leaves out."""
    before.low = _shared_low(before, element)
    before.scale = max(before.scale, element.scale)
    before.currency = before.currency or element.currency
    element.currency = element.currency or before.currency
    before.rule = element.rule = "money.change"
    before.become = element.become = True


def _shared_low(before: _Element, element: _Element) -> Decimal | None:
    """The first number with the multiplier of the second, where the text means it for both.

    «5–7 млн» is 5 million, «от 500 до 1 тыс.» is 500: the nearer to the second counts.
    """
    low, high = before.low, element.low
    if low is None or before.scale > 1 or element.scale == 1:
        return low
    shared = _EXACT.multiply(low, element.scale)
    if not high or not low:
        return shared
    return shared if _ratio(shared, high) <= _ratio(low, high) else low


def _ratio(a: Decimal, b: Decimal) -> Decimal:
    """How many times the larger is the smaller, signs left out."""
    a, b = abs(a), abs(b)
    return max(a, b) / min(a, b)


def _share_list(text: str, before: _Element, element: _Element) -> None:
    """Gives a member of a list the currency and multiplier of the next: «5, 10 и 20 млн долларов»."""
    if before.currency or not element.currency or not _LIST_RE.fullmatch(text, before.end, element.start):
        return
    comma = text[before.end] in ",;/" or text[before.end : before.end + 2] == ".,"
    if comma and element.rule != "money.list":
        return  # «в группе 5, 10 рублей»; a comma lists only before another member
    if before.low is not None and before.scale == 1:
        if element.scale > 1 and before.low >= _THOUSAND:
            return
        shared = _shared_low(before, element)
        if before.is_range and before.high is not None and element.scale > 1 and shared != before.low:
            before.high = _EXACT.multiply(before.high, element.scale)
        before.scale = before.scale if shared == before.low else element.scale
        before.low = shared
    before.currency = element.currency
    before.rule = before.rule or "money.list"
    if not element.is_range:
        element.rule = "money.list"


# --- readings -----------------------------------------------------------------------------


def _read(text: str, elements: list[_Element], start: int, end: int, earlier: list[MoneyReading]) -> list[MoneyReading]:
    """The readings of a sentence; `earlier` are those of the sentences before it."""
    readings: list[MoneyReading] = []
    clause = start
    for at, element in enumerate(elements):
        like = None
        if element.currency is None:
            if element.scale < _THOUSAND:
                continue
            more = element is not elements[-1] and elements[at + 1].currency is not None
            like = _antecedent(text, element, readings, earlier, clause, more)
            if like is None:
                if not leaves_unit_out(text, element.end):
                    clause = skip_word(text, element.end)
                continue
            element.rule = "money.currency-left-out"
        element.end = _include_dot(text, element.end)
        opened = element.opened_at if element.opened_at >= 0 else element.start
        mod = read_mod(text, opened, element.end, start)
        if element.become and mod == "EQUAL_OR_LESS":
            mod = None  # «до» names the end of a change
        if element.rule == "money.multiplier-first":
            mod = mod or "APPROX"
        if element.over:
            mod = mod or "MORE_THAN"
        readings.append(
            MoneyReading(
                element.start,
                element.end,
                "money.vague-amount"
                if element.low is None and element.rule == "money.amount-currency"
                else element.rule,
                element.low,
                element.high,
                element.is_range,
                element.currency,
                like,
                mod,
                read_per(text, element.start, element.end, start),
            )
        )
        clause = element.end
    return readings


def _antecedent(
    text: str, element: _Element, readings: list[MoneyReading], earlier: list[MoneyReading], clause: int, more: bool
) -> int | None:
    """Index of the reading whose currency a bare number shares; None where it is no money.

    The nearest before it in the sentence; with a word of money before it also the next one (`more`: one follows)
    or one of the sentences before. What stands in brackets is only the equivalent of something.
    """
    if not leaves_unit_out(text, element.end) or is_count_clause(text, clause, element.start):
        return None
    converted = more and _OPEN_BRACKET_RE.match(text, element.end) is not None
    of_money = converted or is_money_clause(text, clause, element.start)
    if element.bare and not (of_money and element.low is not None):
        return None
    bracketed = text.count("(", clause, element.start) > text.count(")", clause, element.start)
    here = _last_free(text, readings, len(earlier), bracketed)
    if here is not None or not of_money:
        return here
    return len(earlier) + len(readings) + 1 if more and not converted else _last_free(text, earlier, 0, bracketed)


def _last_free(text: str, readings: list[MoneyReading], offset: int, bracketed: bool) -> int | None:
    """Index, `offset` added, of the last reading with a currency of its own, or of the one that it shares."""
    for index in range(len(readings) - 1, -1, -1):
        if bracketed or not _is_bracketed(text, readings[index]):
            like = readings[index].like
            return offset + index if like is None else like
    return None


def _is_bracketed(text: str, reading: MoneyReading) -> bool:
    """Whether an amount is only the equivalent, in brackets, of another."""
    before = text[max(0, reading.start - 30) : reading.start]
    return before.rfind("(") > before.rfind(")")


def _pair_equal_sums(text: str, readings: list[MoneyReading]) -> list[MoneyReading]:
    """The readings, where one follows another as the same sum in another currency, with the index of their pair."""
    pairs: dict[int, int] = {}
    first = 0
    for index in range(1, len(readings)):
        before, reading = readings[first], readings[index]
        between = text[before.end : reading.start] if reading.start - before.end < _MAX_BETWEEN else "\n"
        if "\n" not in between and _may_differ(readings, before, reading) and is_same_sum(between):
            pairs.setdefault(first, index)
            pairs[index] = first
        else:
            first = index
    return [reading._replace(same_as=pairs.get(index)) for index, reading in enumerate(readings)]


_MAX_BETWEEN = 80


def _may_differ(readings: list[MoneyReading], before: MoneyReading, reading: MoneyReading) -> bool:
    own = readings[before.like].currency if before.like is not None else before.currency
    return reading.currency is not None and own is not None and own.code != reading.currency.code
