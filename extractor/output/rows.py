"""Mentions and facts as flat rows, for spreadsheets."""

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from extractor.document import Argument, Date, Document, Entity, Fact, Money, TextSpan

Cell = str | int | Decimal | None

MENTION_COLUMNS = (
    "source",
    "date",
    "kind",
    "id",
    "start",
    "end",
    "text",
    "name",
    "value",
    "currency",
    "mod",
    "sentence",
)

ROLE_COLUMNS = {
    "who": "who",
    "position": "position",
    "where": "where",
    "owner": "owner",
    "property": "property",
    "participants": "participants",
    "deal_type": "deal_type",
    "place": "place",
    "what": "what",
    "money": "money",
    "date": "when",
}
"""The column of each argument; `date` is already the publication date."""

FACT_COLUMNS = (
    "source",
    "date",
    "kind",
    "id",
    "start",
    "end",
    "text",
    "phase",
    *ROLE_COLUMNS.values(),
    "arguments",
)


def mention_rows(doc: Document) -> Iterator[tuple[Cell, ...]]:
    """One row a mention, by `MENTION_COLUMNS`, in the order of the text."""
    starts = [sentence.start for sentence in doc.sentences]

    def sentence_of(start: int) -> str:
        index = bisect_right(starts, start) - 1
        if index < 0:
            return ""
        sentence = doc.sentences[index]
        return " ".join(doc.text[sentence.start : sentence.end].split())

    rows: list[tuple[int, tuple[Cell, ...]]] = []

    def add(kind: str, id_: str, span: tuple[int, int], text: str, values: tuple[Cell, Cell, Cell, Cell]) -> None:
        row = (doc.source, doc.date, kind, id_, *span, text, *values, sentence_of(span[0]))
        rows.append((span[0], row))

    named: tuple[tuple[str, tuple[Entity, ...]], ...] = (
        ("person", doc.people),
        ("organization", doc.organizations),
        ("location", doc.locations),
    )
    for kind, entities in named:
        for entity in entities:
            for mention in entity.mentions:
                span = (mention.start, mention.end)
                add(kind, entity.id, span, mention.text, (entity.name, None, None, None))
    for money in doc.money:
        values = (None, money_value(money), money.currency, money.mod)
        add("money", money.id, (money.start, money.end), money.text, values)
    for found in doc.dates:
        add(found.kind, found.id, (found.start, found.end), found.text, (None, found.value, None, found.mod))
    return (row for _, row in sorted(rows, key=lambda item: item[0]))


def fact_rows(doc: Document) -> Iterator[tuple[Cell, ...]]:
    """One row a fact, by `FACT_COLUMNS`; arguments by name, several of one role joined by `; `."""
    names = argument_names(doc)
    for fact in doc.facts:
        filled = {
            ROLE_COLUMNS[role]: "; ".join(argument_texts(argument, names))
            for role, argument in fact.arguments.items()
            if argument is not None
        }
        place = (doc.source, doc.date, fact.kind, fact.id, fact.start, fact.end, fact.text, fact.phase)
        yield (*place, *(filled.get(column) for column in ROLE_COLUMNS.values()), _references(fact))


def money_value(money: Money) -> Decimal | str | None:
    """The amount; of a range, `5000000..7000000`."""
    if money.min_value is not None or money.max_value is not None:
        bounds = (format(bound, "f") if bound is not None else "" for bound in (money.min_value, money.max_value))
        return "..".join(bounds)
    return money.value


def argument_names(doc: Document) -> dict[str, str]:
    """What people call the thing behind each id: a name, an amount, a date (its text where it has no value)."""
    names = {entity.id: entity.name for entity in doc.entities}
    names.update((money.id, _money_name(money)) for money in doc.money)
    names.update((found.id, _date_name(found)) for found in doc.dates)
    return names


def argument_texts(argument: Argument, names: dict[str, str]) -> list[str]:
    """The names of what an argument holds; a clause, which has no name, in its own words."""
    match argument:
        case None:
            return []
        case TextSpan():
            return [" ".join((argument.name or argument.text).split())]
        case str():
            return [names[argument]]
        case _:
            return [names[id_] for id_ in argument]


def _money_name(money: Money) -> str:
    value = money_value(money)
    if value is None:
        return money.text
    amount = format(value, "f") if isinstance(value, Decimal) else value
    return f"{amount} {money.currency}" if money.currency else amount


def _date_name(found: Date) -> str:
    return found.value or found.text


def _references(fact: Fact) -> str:
    """The arguments as ids, to join with the mentions: `who=p1 where=o2`."""
    pairs: list[str] = []
    for role, argument in fact.arguments.items():
        ids = (argument,) if isinstance(argument, str) else argument if isinstance(argument, tuple) else ()
        pairs.extend(f"{role}={id_}" for id_ in ids)
    return " ".join(pairs)
