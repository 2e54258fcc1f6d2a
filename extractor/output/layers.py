"""The mentions of all kinds as one list."""

from dataclasses import dataclass

from extractor.document import Document, Entity


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
    from extractor.output.tables import amount_text

    layers: tuple[tuple[str, tuple[Entity, ...]], ...] = (
        ("person", doc.people),
        ("organization", doc.organizations),
        ("location", doc.locations),
    )
    found = [
        Layered(mention.start, mention.end, kind, entity.id, entity.name)
        for kind, entities in layers
        for entity in entities
        for mention in entity.mentions
    ]
    found += [Layered(money.start, money.end, "money", money.id, amount_text(money)) for money in doc.money]
    for date in doc.dates:
        label = " ".join(part for part in (date.value or "?", date.mod) if part)
        found.append(Layered(date.start, date.end, "date", date.id, label))
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def outermost(mentions: list[Layered]) -> list[Layered]:
    """Those of ordered mentions that neither lie in one before them nor cross it."""
    kept: list[Layered] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
