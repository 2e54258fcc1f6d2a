"""What neighbouring amounts share: the readers of the rules of ranges, changes, sums and lists."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor.language.numerals import EXACT
from extractor.language.patterns import compile_re
from extractor.money.amounts import THOUSAND, Element
from extractor.money.currencies import Currency
from extractor.money.tokens import DASHES, S

OPENER_REACH = 28
"""Characters before a number in which «от», «с», «между» may open a range, a modifier included."""
FAR_APART = 10
"""A spaced dash joins no numbers of which one is more than so many times the other."""

_ABOUT = rf"(?:примерно|около|почти|порядка|свыше|(?:не{S}+)?(?:более|менее)(?:{S}+чем)?)"
TO_RE = compile_re(rf"\.?,?{S}+(?:[{DASHES}]{S}*)?(?:и{S}+)?до(?:{S}+(?:{_ABOUT}))?{S}+", re.IGNORECASE)
AND_RE = compile_re(rf"\.?{S}+и{S}+", re.IGNORECASE)
DASH_RE = compile_re(rf"\.?(?:{S}*(?:[{DASHES}÷…]|\.\.\.?){S}*)")
SUM_RE = compile_re(rf"(?:\.?(?:,?{S}+и|,)?{S}+|(?<=\.))", re.IGNORECASE)
LIST_RE = compile_re(
    rf"\.?(?:{S}*[,;/]{S}*|,?{S}+(?:и|или|либо|и/или){S}+)(?:(?:по|на|в|до|от|около|примерно){S}+)?", re.IGNORECASE
)
_OPENER_RE = compile_re(
    rf"(?<![^\W_])(от|с|со|между)(?:{S}+(?:{_ABOUT}|нынешних|прежних|сегодняшних))?{S}+$", re.IGNORECASE
)
CHANGE_OPENERS = ("с", "со")


class Pair:
    """Two elements side by side, and what is before the first."""

    def __init__(self, text: str, before: Element, element: Element, limit: int) -> None:
        """`limit`: where the sentence begins."""
        self.text, self.before, self.element = text, before, element
        self._opener = _OPENER_RE.search(text, max(limit, before.start - OPENER_REACH), before.start)
        self.opener = self._opener[1].lower() if self._opener else ""

    @property
    def opened_at(self) -> int:
        """Where the opener begins; −1 where there is none."""
        return self._opener.start() if self._opener else -1

    @property
    def between(self) -> str:
        """The text between the two."""
        return self.text[self.before.end : self.element.start]


Joined = tuple[Element, ...]
"""What a pair becomes: one element, or both changed."""


@dataclass(frozen=True)
class Join:
    """A rule that joins two neighbouring elements."""

    id: str
    example: str
    link: re.Pattern[str]
    """The whole text between the two."""
    read: Callable[[Pair], Joined | None]
    unless: tuple[Callable[[Pair], bool], ...] = ()


# --- guards -------------------------------------------------------------------------------


def no_money(pair: Pair) -> bool:
    """Two numbers of which nothing says that they are money."""
    return not (pair.element.currency or pair.before.currency or pair.element.scale >= THOUSAND)


def other_currency(pair: Pair) -> bool:
    """Amounts of two currencies."""
    first, second = pair.before.currency, pair.element.currency
    return bool(first and second) and first != second


def not_opened(pair: Pair) -> bool:
    """No «от», «между» before the first."""
    return not pair.opener


def phone(pair: Pair) -> bool:
    """«8-800-555»."""
    start = pair.before.start
    return bool(start) and pair.text[start - 1] in "-–—" and pair.before.currency is None


# --- readers ------------------------------------------------------------------------------


def two_units(pair: Pair) -> Joined | None:
    """«10 рублей 50 копеек»; «412,30 рублей 30 копеек» says the kopecks twice."""
    before, element = pair.before, pair.element
    if not element.currency or not before.currency or before.is_range:
        return None
    if pair.between.lstrip(".").startswith(",") and element.currency.noun == before.currency.noun:
        return None
    factor, main = element.currency.factor, before.currency.factor
    if not factor < main or not _codes(element.currency) & _codes(before.currency):
        return None
    if before.low is None or element.low is None or not element.low * factor < main:
        return None
    rest = EXACT.divide(EXACT.multiply(element.low, factor), main)
    if before.low != before.low.to_integral_value() and before.scale == 1:
        rest = Decimal(0)
    return (replace(before, end=element.end, low=EXACT.add(before.low, rest)),)


def _codes(currency: Currency) -> set[str]:
    """All that a word may mean: the cents of «10 рублей 50 центов» are of no rouble."""
    return {code for code in (currency.code, *(kind.code for kind in currency.kinds)) if code is not None}


def multiplier_first(pair: Pair) -> Joined | None:
    """«тысяч двадцать рублей»: about so many."""
    before, element = pair.before, pair.element
    inverted = before.bare and before.low is None and element.scale == 1 and pair.between[:1] != "."
    if not element.currency or before.currency or not inverted or element.low is None:
        return None
    if not 0 < element.low < THOUSAND or not pair.between or " и" in pair.between or "," in pair.between:
        return None
    low = EXACT.multiply(element.low, before.scale)
    return (replace(element, start=before.start, low=low, scale=before.scale),)


def change(pair: Pair) -> Joined | None:
    """«с 10 до 11 млрд долларов»: two amounts that share what either leaves out."""
    before, element = pair.before, pair.element
    if pair.opener not in CHANGE_OPENERS:
        return None
    before.low = _shared_low(before, element)
    before.scale = max(before.scale, element.scale)
    before.currency = before.currency or element.currency
    element.currency = element.currency or before.currency
    before.ends_change = element.ends_change = True
    return before, element


def from_to(pair: Pair) -> Joined | None:
    """«от 5 до 7 млн рублей»."""
    return None if pair.opener in CHANGE_OPENERS else _range(pair)


def between_and(pair: Pair) -> Joined | None:
    """«между 5 и 7 млн рублей»."""
    return _range(pair) if pair.opener == "между" else None


def dash(pair: Pair) -> Joined | None:
    """«5–7 млн рублей», «миллион-полтора рублей»: it rises, and not far where the dash is spaced."""
    _share_bare_multiplier(pair.before, pair.element)
    before, element = pair.before, pair.element
    low = _shared_low(before, element)
    if low is None or element.low is None:
        fits = before.scale == 1 or element.scale >= before.scale
    else:
        fits = low < element.low and (not pair.between[:1].isspace() or element.low <= low * FAR_APART)
    return _range(pair) if fits else None


def _share_bare_multiplier(before: Element, element: Element) -> None:
    """Applies a bare leading multiplier to the second number: «миллион-полтора рублей»."""
    alone = before.bare and before.low == before.scale >= THOUSAND
    if alone and element.scale == 1 and element.low is not None and 1 < element.low < 10:
        element.low, element.scale = EXACT.multiply(element.low, before.scale), before.scale


def _range(pair: Pair) -> Joined | None:
    before, element = pair.before, pair.element
    low = _shared_low(before, element)
    if low is not None and element.low is not None and not low < element.low:
        return None
    return (
        replace(
            element,
            start=before.start,
            low=low,
            high=element.low,
            is_range=True,
            currency=before.currency or element.currency,
            opened_at=pair.opened_at,
            over=False,
        ),
    )


def _shared_low(before: Element, element: Element) -> Decimal | None:
    """The first number with the multiplier of the second, where the text means it for both.

    «5–7 млн» is 5 million, «от 500 до 1 тыс.» is 500: the nearer to the second counts.
    """
    low, high = before.low, element.low
    if low is None or before.scale > 1 or element.scale == 1:
        return low
    shared = EXACT.multiply(low, element.scale)
    if not high or not low:
        return shared
    return shared if _ratio(shared, high) <= _ratio(low, high) else low


def _ratio(a: Decimal, b: Decimal) -> Decimal:
    """How many times the larger is the smaller, signs left out."""
    a, b = abs(a), abs(b)
    return max(a, b) / min(a, b)


def share_list(text: str, before: Element, element: Element, rule: str) -> None:
    """Gives a member of a list the currency and multiplier of the next: «5, 10 и 20 млн долларов»."""
    if before.currency or not element.currency or not LIST_RE.fullmatch(text, before.end, element.start):
        return
    comma = text[before.end] in ",;/" or text[before.end : before.end + 2] == ".,"
    if comma and element.rule != rule:
        return  # «в группе 5, 10 рублей»; a comma lists only before another member
    if before.low is not None and before.scale == 1:
        if element.scale > 1 and before.low >= THOUSAND:
            return
        _share_multiplier(before, element)
    before.currency = element.currency
    before.rule = before.rule or rule
    if not element.is_range:
        element.rule = rule


def _share_multiplier(before: Element, element: Element) -> None:
    """Gives a number, or both ends of a range, the multiplier of the next where the text means it for both."""
    shared = _shared_low(before, element)
    if shared == before.low:
        return
    if before.is_range and before.high is not None:
        before.high = EXACT.multiply(before.high, element.scale)
    before.low, before.scale = shared, element.scale
