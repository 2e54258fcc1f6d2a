"""Values of the amounts found."""

from collections.abc import Sequence

from extractor.document import Money
from extractor.money.find import MoneyReading


def resolve_money(text: str, readings: Sequence[MoneyReading], countries: Sequence[str]) -> tuple[Money, ...]:
    """The amounts with their values and currencies, in order; ids m1, m2 ….

    `countries`: ISO 3166-1 alpha-2 codes that the article speaks of, most frequent first; they decide between crowns.
    """
    return ()
