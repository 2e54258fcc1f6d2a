"""Deals: who bought, sold, lent, fined or agreed on what with whom."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from extractor.document import Argument, Fact, TextSpan
from extractor.facts.deals.contracts import CONTRACTS, FINES
from extractor.facts.deals.finance import GRANTING, INVESTING, LENDING
from extractor.facts.deals.matches import types_of_deals
from extractor.facts.deals.sums import with_sums
from extractor.facts.deals.trade import BUYING, MERGING, SELLING
from extractor.facts.record import ids_of
from extractor.facts.tables import FactRule, FactTable, Trace, find_by_rules
from extractor.facts.vocabulary import fact_words
from extractor.sentence.cells import Rows, test_of_cells
from extractor.sentence.vocabulary import kinds_of_organizations

SCORES = {"deal.verb": 0.7, "deal.noun": 0.65}
"""Share of right ones among those that a rule gave on the factRuEval devset and on our own phrases, rounded."""

RULES: Mapping[str, tuple[FactRule, ...]] = {
    "покупка": BUYING,
    "продажа": SELLING,
    "слияние": MERGING,
    "инвестиции": INVESTING,
    "кредит": LENDING,
    "грант": GRANTING,
    "контракт": CONTRACTS,
    "штраф": FINES,
}
"""A table for each type of deal."""


@cache
def tables() -> tuple[FactTable, ...]:
    """A table for each type of deal, with its own words."""
    shared = {**fact_words("deals"), "kinds": kinds_of_organizations(), "shares": fact_words("ownership")["shares"]}
    return tuple(
        FactTable(
            rules,
            {
                **shared,
                "verbs": fact_words("deals.verbs").get(kind, frozenset()),
                "nouns": fact_words("deals.nouns")[kind],
                "makers": fact_words("deals.with_noun")[kind],
                "pays": fact_words("deals.pays").get(kind, frozenset()),
            },
            test_of_cells,
        )
        for kind, rules in RULES.items()
    )


def find_deals(rows: Rows, traces: list[Trace] | None = None) -> list[Fact]:
    """The deals of an article, each once: of one type those that name no participant that a fuller one does not."""
    keys = frozenset(types_of_deals())
    found = [
        fact
        for row in rows.with_any(keys)
        for table in tables()
        for fact in find_by_rules("deal", table, row, SCORES, traces)
    ]
    return with_sums(list(_fullest(found)), rows)


def _fullest(found: Iterable[Fact]) -> Iterator[Fact]:
    """The deals of which no other says more: of «X купил Y у Z» and «покупка Y» the first."""
    known: dict[tuple[str | None, str], list[tuple[set[str], Argument]]] = {}
    for fact in sorted(found, key=_fullness, reverse=True):
        parties, kind, money = set(ids_of(fact.arguments["participants"])), _type(fact), fact.arguments["money"]
        fuller = known.get((kind, min(parties)), ())
        if not any(parties <= others and money in (None, theirs) for others, theirs in fuller):
            yield fact
            for party in parties:
                known.setdefault((kind, party), []).append((parties, money))


def _fullness(fact: Fact) -> tuple[int, int]:
    """How many participants are named, and how many of the sum and the date are known."""
    known = sum(fact.arguments[role] is not None for role in ("money", "date"))
    return len(ids_of(fact.arguments["participants"])), known


def _type(fact: Fact) -> str | None:
    kind = fact.arguments["deal_type"]
    return kind.name if isinstance(kind, TextSpan) else None
