"""What the page shows, as compact JSON: short names and lists, since there may be a thousand articles.

Offsets are UTF-16 code units, as JavaScript counts.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from extractor.document import Date, Document, Entity, Fact, TextSpan
from extractor.output.record import plain_digits
from extractor.output.rows import argument_names
from extractor.output.tables import amount_text, fact_sentence

KINDS = ("person", "organization", "location", "money", "date")
"""Kinds of mentions; the page knows them by their place in this list."""

HEADLINE = 90
"""Characters of a first line that stands for a title."""

CONTEXT = 70
"""Characters around a date of which no fact tells what happened."""


@dataclass(slots=True)
class _Group:
    """An entity over all articles."""

    kind: int
    key: str
    name: str
    aliases: set[str] = field(default_factory=set)
    mentions: int = 0
    articles: int = 0
    first: tuple[int, int] | None = None
    """Article and offset of the first mention."""


def report_data(docs: Iterable[Document]) -> dict[str, Any]:
    """The data of the page: articles, entities grouped by key over the articles, money, dates, facts."""
    groups: dict[tuple[int, str], tuple[int, _Group]] = {}
    articles: list[dict[str, Any]] = []
    money: list[list[Any]] = []
    dates: list[list[Any]] = []
    facts: list[list[Any]] = []
    for number, doc in enumerate(docs):
        unit = utf16_offsets(doc.text)
        mentions: list[list[Any]] = []
        layers: tuple[tuple[Entity, ...], ...] = (doc.people, doc.organizations, doc.locations)
        for kind, entities in enumerate(layers):
            for entity in entities:
                index = _group(groups, kind, entity, number, unit)
                mentions += [[unit(m.start), unit(m.end), kind, index] for m in entity.mentions]
        for amount in doc.money:
            value = amount.value if amount.value is not None else amount.max_value
            label = amount_text(amount)
            place = [unit(amount.start), unit(amount.end)]
            mentions.append([*place, KINDS.index("money"), label])
            shown = None if value is None else plain_digits(value)
            money.append([number, *place, shown, label, amount.currency, amount.text, amount.mod])
        what = _events(doc.facts)
        for found in doc.dates:
            place = [unit(found.start), unit(found.end)]
            mentions.append([*place, KINDS.index("date"), _date_label(found)])
            if found.earliest is not None and found.kind in ("date", "interval"):
                happened = what.get(found.id) or _context(doc.text, found)
                dates.append([number, *place, found.earliest, found.value, found.text, happened])
        names = argument_names(doc) | {amount.id: amount_text(amount) for amount in doc.money}
        for fact in doc.facts:
            place = [unit(fact.start), unit(fact.end)]
            facts.append([number, *place, fact.kind, fact_sentence(fact, names), fact.phase, round(fact.score, 2)])
        articles.append(
            {
                "source": doc.source,
                "title": doc.title or _headline(doc),
                "date": doc.date,
                "text": doc.text,
                "mentions": sorted(mentions, key=lambda mention: (mention[0], -mention[1])),
            }
        )
    dates.sort(key=lambda row: (row[3], row[0], row[1]))
    entities_table = [
        [g.kind, g.key, g.name, sorted(g.aliases), g.mentions, g.articles, *(g.first or (None, None))]
        for _, g in groups.values()
    ]
    return {"articles": articles, "entities": entities_table, "money": money, "dates": dates, "facts": facts}


def _headline(doc: Document) -> str:
    """The first line of the article, its `date` header left out."""
    line = doc.text[doc.body_start :].strip().partition("\n")[0]
    return line if len(line) <= HEADLINE else f"{line[:HEADLINE].rpartition(' ')[0]}…"


def utf16_offsets(text: str) -> Callable[[int], int]:
    """From code points of `text` to UTF-16 code units."""
    astral = [position for position, character in enumerate(text) if ord(character) > 0xFFFF]
    if not astral:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(astral, offset)


def _group(
    groups: dict[tuple[int, str], tuple[int, _Group]],
    kind: int,
    entity: Entity,
    article: int,
    unit: Callable[[int], int],
) -> int:
    """The place of the entity's group in the table, counted in."""
    index, group = groups.setdefault((kind, entity.key), (len(groups), _Group(kind, entity.key, entity.name)))
    if entity.name != group.name:
        group.aliases.add(entity.name)
    group.aliases.update(alias for alias in entity.aliases if alias != group.name)
    group.mentions += len(entity.mentions)
    group.articles += 1
    if group.first is None and entity.mentions:
        group.first = (article, unit(entity.mentions[0].start))
    return index


def _events(facts: Iterable[Fact]) -> dict[str, str]:
    """What happened, by the id of the date."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        date, what = fact.arguments.get("date"), fact.arguments.get("what")
        if fact.kind == "event" and isinstance(date, str) and isinstance(what, TextSpan):
            found.setdefault(date, []).append(" ".join(what.text.split()))
    return {date: "; ".join(texts) for date, texts in found.items()}


def _context(text: str, found: Date) -> str:
    start, end = max(0, found.start - CONTEXT), found.end + CONTEXT
    passage = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{passage}{'…' if end < len(text) else ''}"


def _date_label(found: Date) -> str:
    return " ".join(part for part in (found.value or "?", found.mod) if part)
