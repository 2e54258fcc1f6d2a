"""Names, posts, amounts and dates as the cells of a sentence."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from extractor.document import NAME_KINDS, Document, Entity

ItemKind = Literal["person", "organization", "location", "adjective", "position", "money", "date"]


class OnlyNamed(str):
    """A place that the article has only as an adjective («российский»): its name, where others have an id."""

    __slots__ = ()


class LocatedItem(NamedTuple):
    """An item by its offsets in the text."""

    kind: ItemKind
    start: int
    end: int
    id: str


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


def located_items(doc: Document) -> Iterator[LocatedItem]:
    """All items of an article, of one kind after another."""
    layers: tuple[Sequence[Entity], ...] = (doc.people, doc.organizations, doc.locations)
    for kind, entities in zip(NAME_KINDS, layers, strict=True):
        for entity in entities:
            for mention in entity.mentions:
                yield LocatedItem(kind, mention.start, mention.end, entity.id)
    for money in doc.money:
        yield LocatedItem("money", money.start, money.end, money.id)
    for date in doc.dates:
        if date.kind in ("date", "interval"):
            yield LocatedItem("date", date.start, date.end, date.id)
    for position in doc.positions:
        yield LocatedItem("position", position.start, position.end, str(position.start))
