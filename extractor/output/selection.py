"""A part of what was found."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from extractor.document import Date, Document, Fact, Location, Money, Organization, Person
from extractor.output.values import argument_ids

_Found = TypeVar("_Found", Person, Organization, Location, Money, Date)
_Named = TypeVar("_Named", Person, Organization, Location)


def select(doc: Document, kinds: frozenset[str] | None, min_score: float = 0.0) -> Document:
    """`doc` with the lists of `kinds` (of `LAYERS`; None for all) and with what has at least `min_score`."""
    if min_score > 0:
        doc = select_scores(doc, min_score)
    return doc if kinds is None else select_kinds(doc, kinds)


def select_kinds(doc: Document, kinds: frozenset[str]) -> Document:
    """`doc` with the lists of `kinds` (of `LAYERS`), and in the other lists only what those refer to."""
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


def select_scores(doc: Document, least: float) -> Document:
    """`doc` without facts and mentions of names of a lower score, rounded as they are put out.

    A name without mentions left goes, unless a fact that stays refers to it: then it keeps its mentions.
    """
    facts = tuple(fact for fact in doc.facts if round(fact.score, 2) >= least)
    needed = frozenset(_references(facts))

    def keep(found: tuple[_Named, ...]) -> tuple[_Named, ...]:
        kept = []
        for entity in found:
            mentions = tuple(mention for mention in entity.mentions if round(mention.score, 2) >= least)
            if mentions:
                kept.append(replace(entity, mentions=mentions))
            elif entity.id in needed:
                kept.append(entity)
        return tuple(kept)

    people, organizations, locations = keep(doc.people), keep(doc.organizations), keep(doc.locations)
    return replace(doc, people=people, organizations=organizations, locations=locations, facts=facts)


def _references(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        for argument in fact.arguments.values():
            yield from argument_ids(argument)
