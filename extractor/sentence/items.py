"""Names, posts, amounts and dates as the cells of a sentence."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractor.document import Date, Document, Location, Money, Organization, Person, Position

ItemKind = Literal["person", "organization", "location", "adjective", "position", "money", "date"]


class OnlyNamed(str):
    """A place that the article has only as an adjective («российский»): its name, where others have an id."""

    __slots__ = ()


Placed = tuple[ItemKind, int, int, str, str | None]
"""Kind, start, end and id of an item, and of an adjective the name of its place."""


class Item(NamedTuple):
    """A name, a position, an amount or a date in a sentence."""

    kind: ItemKind
    id: str
    """Of the entity, amount or date, or `OnlyNamed`; for a position its offset."""
    first: int
    """Index of its first token in the sentence."""
    last: int
    """Index after its last token."""
    start: int
    end: int
    place: str | None = None
    """Name of the place that an adjective speaks of."""


def placed_items(doc: Document) -> Iterator[Placed]:
    """All items of an article, of one kind after another."""
    entity: Person | Organization | Location
    for entity in doc.people:
        for m in entity.mentions:
            yield "person", m.start, m.end, entity.id, None
    for entity in doc.organizations:
        for m in entity.mentions:
            yield "organization", m.start, m.end, entity.id, None
    for entity in doc.locations:
        for m in entity.mentions:
            yield "location", m.start, m.end, entity.id, None
    layer: Money | Date | Position
    for layer in doc.money:
        yield "money", layer.start, layer.end, layer.id, None
    for layer in doc.dates:
        if layer.kind not in ("date", "interval"):
            continue
        yield "date", layer.start, layer.end, layer.id, None
    for layer in doc.positions:
        yield "position", layer.start, layer.end, str(layer.start), None
