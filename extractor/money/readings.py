"""Amounts as written: what a reading may say, before countries and the rest of the article are looked at."""

from decimal import Decimal
from typing import NamedTuple

from extractor.money.currencies import Currency


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
