"""A part of what was found."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from extractor.document import Date, Document, Fact, Location, Money, Organization, Person

KINDS = ("people", "organizations", "locations", "money", "dates", "facts")
"""The lists of a document, in their order."""

_Found = TypeVar("_Found", Person, Organization, Location, Money, Date)


def select_kinds(doc: Document, kinds: frozenset[str]) -> Document:
    """`doc` with the lists of `kinds` (of `KINDS`), and in the other lists only what those refer to."""
    facts = doc.facts if "facts" in kinds else ()
    needed = set(_references(facts))
    needed |= {money.equivalent for money in doc.money if money.id in needed and money.equivalent}

    def keep(kind: str, found: tuple[_Found, ...]) -> tuple[_Found, ...]:
        return found if kind in kinds else tuple(item for item in found if item.id in needed)

    return replace(
        doc,
        people=keep("people", doc.people),
        organizations=keep("organizations", doc.organizations),
        locations=keep("locations", doc.locations),
        money=keep("money", doc.money),
        dates=keep("dates", doc.dates),
        facts=facts,
    )


def _references(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        for argument in fact.arguments.values():
            if isinstance(argument, str):
                yield argument
            elif isinstance(argument, tuple):
                yield from argument
