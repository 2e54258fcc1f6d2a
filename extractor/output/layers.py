"""The mentions of all kinds as one list."""

from dataclasses import dataclass

from extractor.document import Document
from extractor.output.values import named_layers, said_amount, said_date, said_entity


@dataclass(frozen=True, slots=True)
class Layered:
    """A mention with its kind, the id of what it belongs to, and what it comes to in a few words."""

    start: int
    end: int
    kind: str
    """person, organization, location, money or date."""
    id: str
    label: str
    """The name of an entity, the amount, the value of a date."""


def all_mentions(doc: Document) -> list[Layered]:
    """The mentions of a document by their place, the longer of two that begin together first."""
    found = [
        Layered(mention.start, mention.end, kind, entity.id, said_entity(entity))
        for kind, entity in named_layers(doc)
        for mention in entity.mentions
    ]
    found += [Layered(money.start, money.end, "money", money.id, said_amount(money)) for money in doc.money]
    found += [Layered(date.start, date.end, "date", date.id, said_date(date)) for date in doc.dates]
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def outermost(mentions: list[Layered]) -> list[Layered]:
    """Those of ordered mentions that neither lie in one before them nor cross it."""
    kept: list[Layered] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
