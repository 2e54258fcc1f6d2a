"""Amounts of money as written: numbers, the word for the currency, what is around them.

Only sentences with a word, symbol or code of a currency are read, and the next two, where it may be left out.
"""

from collections.abc import Sequence

from extractor.document import Sentence
from extractor.language.numerals import Number
from extractor.money.amounts import THOUSAND, Element, bare, include_dot
from extractor.money.antecedents import find_antecedent
from extractor.money.context import is_rate_row, is_same_sum, leaves_unit_out, read_mod, read_per, skip_word
from extractor.money.readings import MoneyReading
from extractor.money.rules import JOINS, LIST_RULE, SHARED_RULE, TABLE
from extractor.money.sharing import Pair, share_list
from extractor.money.tokens import Items, find_windows, read_items

__all__ = ["MoneyReading", "find_money"]

SENTENCES_AFTER_CURRENCY = 2
"""How many sentences later the currency of an amount may be left out."""


def find_money(text: str, sentences: Sequence[Sentence]) -> list[MoneyReading]:
    """The amounts of `sentences`, in order, without overlap."""
    readings: list[MoneyReading] = []
    since = SENTENCES_AFTER_CURRENCY
    for start, end, has_currency in find_windows(text, sentences):
        since = 0 if has_currency else since + 1
        if has_currency or (readings and since <= SENTENCES_AFTER_CURRENCY):
            elements = _connect(text, _attach(read_items(text, start, end)), start)
            readings += _read(text, elements, start, readings)
    return _pair_equal_sums(text, readings)


def _attach(items: Items) -> list[Element]:
    """Numbers with the currencies beside them, and the numbers without."""
    elements: list[Element] = []
    at = 0
    while at < len(items.found):
        attempt = TABLE.read_at(items, at)
        item = items.found[at]
        if attempt and attempt.result:
            element = attempt.result
            element.rule = attempt.rule.id
            elements.append(element)
            at += element.last or attempt.last - at
            continue
        if isinstance(item, Number):
            elements.append(bare(item))
        at += 1
    return elements


def _connect(text: str, elements: list[Element], start: int) -> list[Element]:
    """Ranges, changes, lists and sums made of neighbouring elements."""
    joined: list[Element] = []
    for element in elements:
        if joined:
            joined[-1:] = _join(Pair(text, joined[-1], element, start))
        else:
            joined.append(element)
    for before, element in zip(reversed(joined[:-1]), reversed(joined[1:]), strict=True):
        share_list(text, before, element, LIST_RULE)
    return joined


def _join(pair: Pair) -> tuple[Element, ...]:
    """Two elements as one: a range, a sum of two units, a multiplier before its number; else both."""
    both = pair.before, pair.element
    if pair.before.is_range or pair.element.is_range:
        return both
    for rule in JOINS:
        if not rule.link.fullmatch(pair.text, pair.before.end, pair.element.start):
            continue
        if any(guard(pair) for guard in rule.unless):
            continue
        if found := rule.read(pair):
            for element in found:
                element.rule = rule.id
            return found
    return both


def _read(text: str, elements: list[Element], start: int, earlier: list[MoneyReading]) -> list[MoneyReading]:
    """The readings of a sentence that begins at `start`; `earlier` are those of the sentences before it."""
    readings: list[MoneyReading] = []
    clause = start
    for at, element in enumerate(elements):
        like = None
        if element.currency is None:
            if element.scale < THOUSAND:
                continue
            more = element is not elements[-1] and elements[at + 1].currency is not None
            like = find_antecedent(text, element, readings, earlier, clause, more=more)
            if like is None:
                if not leaves_unit_out(text, element.end):
                    clause = skip_word(text, element.end)
                continue
            element.rule = SHARED_RULE
        elif is_rate_row(text, element.start, element.end):
            continue
        readings.append(_reading(text, element, like, start))
        clause = readings[-1].end
    return readings


def _reading(text: str, element: Element, like: int | None, start: int) -> MoneyReading:
    end = include_dot(text, element.end)
    opened = element.opened_at if element.opened_at >= 0 else element.start
    mod = read_mod(text, opened, end, start)
    if element.ends_change and mod == "EQUAL_OR_LESS":
        mod = None  # «до» names the end of a change
    if element.rule == "money.multiplier-first":
        mod = mod or "APPROX"
    if element.over:
        mod = mod or "MORE_THAN"
    per = read_per(text, element.start, end, start)
    bounds = element.low, element.high, element.is_range
    return MoneyReading(element.start, end, element.rule, *bounds, element.currency, like, mod, per)


def _pair_equal_sums(text: str, readings: list[MoneyReading]) -> list[MoneyReading]:
    """The readings, two that are one sum in two currencies with the index of each other."""
    pairs: dict[int, int] = {}
    first = 0
    for index in range(1, len(readings)):
        before, reading = readings[first], readings[index]
        if _may_differ(readings, before, reading) and is_same_sum(text, before.end, reading.start):
            if first not in pairs:  # a third sum has no partner left
                pairs[first], pairs[index] = index, first
        else:
            first = index
    return [reading._replace(same_as=pairs.get(index)) for index, reading in enumerate(readings)]


def _may_differ(readings: list[MoneyReading], before: MoneyReading, reading: MoneyReading) -> bool:
    own = readings[before.like].currency if before.like is not None else before.currency
    return reading.currency is not None and own is not None and own.code != reading.currency.code
