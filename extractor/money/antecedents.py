"""Whose currency a number without one shares: «10 млн рублей, годом ранее — 8 млн»."""

from collections.abc import Sequence

from extractor.language.lexicon import SPACES
from extractor.language.patterns import compile_re
from extractor.money.amounts import Element
from extractor.money.context import is_count_clause, is_money_clause, leaves_unit_out
from extractor.money.readings import MoneyReading

BRACKET_REACH = 30
"""Characters before an amount in which a bracket makes it the equivalent of another."""

_OPEN_BRACKET_RE = compile_re(rf"\.?[{SPACES}]*\([{SPACES}]*")


def find_antecedent(
    text: str,
    element: Element,
    readings: Sequence[MoneyReading],
    earlier: Sequence[MoneyReading],
    clause: int,
    *,
    more: bool,
) -> int | None:
    """Index of the reading whose currency a bare number shares; None where it is no money.

    The nearest before it in the sentence; with a word of money before it also the next one (`more`: one follows)
    or one of the sentences before (`earlier`). What is in brackets is only the equivalent of something.
    """
    if not leaves_unit_out(text, element.end) or is_count_clause(text, clause, element.start):
        return None
    converted = more and _OPEN_BRACKET_RE.match(text, element.end) is not None
    of_money = converted or is_money_clause(text, clause, element.start)
    if element.bare and not (of_money and element.low is not None):
        return None
    bracketed = text.count("(", clause, element.start) > text.count(")", clause, element.start)
    here = _last_free(text, readings, len(earlier), bracketed=bracketed)
    if here is not None or not of_money:
        return here
    if more and not converted:
        return len(earlier) + len(readings) + 1
    return _last_free(text, earlier, 0, bracketed=bracketed)


def _last_free(text: str, readings: Sequence[MoneyReading], offset: int, *, bracketed: bool) -> int | None:
    """Index, `offset` added, of the last reading with a currency of its own, or of the one that it shares."""
    for index in range(len(readings) - 1, -1, -1):
        if bracketed or not _is_bracketed(text, readings[index]):
            like = readings[index].like
            return offset + index if like is None else like
    return None


def _is_bracketed(text: str, reading: MoneyReading) -> bool:
    """Whether an amount is only the equivalent, in brackets, of another."""
    before = text[max(0, reading.start - BRACKET_REACH) : reading.start]
    return before.rfind("(") > before.rfind(")")
