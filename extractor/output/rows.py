"""Mentions and facts as flat rows: the columns of CSV, workbooks, flat Parquet and SQLite.

Numbers, words and days have columns of their own, so that each can be summed, sorted and filtered.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date as calendar_day
from decimal import Decimal
from typing import Any

from extractor.document import Date, Document, Fact, Mention, Money, Person
from extractor.output.values import (
    argument_ids,
    argument_names,
    argument_texts,
    fact_sentence,
    named_layers,
    said_amount,
    said_date,
    said_entity,
)

Cell = str | int | float | Decimal | calendar_day | None

Row = dict[str, Cell]
"""Cells by column; a column that is not there is empty."""

ARTICLE_COLUMNS = ("article", "source", "title", "published")
"""The number of the article in the output, from 1; what it calls itself; its title; the day of publication."""

AMOUNT_COLUMNS = ("amount", "min_amount", "max_amount", "currency", "mod")
"""A number, or the bounds of a range; ISO 4217; TIMEX3 modifier."""

MENTION_COLUMNS = (
    *ARTICLE_COLUMNS,
    "kind",
    "id",
    "key",
    "name",
    "given_name",
    "patronymic",
    "family_name",
    "role",
    "start",
    "end",
    "text",
    "value",
    "earliest",
    "latest",
    *AMOUNT_COLUMNS,
    "per",
    "equivalent",
    "rule",
    "score",
    "sentence",
)

ROLE_COLUMNS = {
    "who": "who",
    "position": "position",
    "where": "where",
    "owner": "owner",
    "property": "property",
    "share": "share",
    "participants": "participants",
    "buyer": "buyer",
    "seller": "seller",
    "object": "object",
    "lender": "lender",
    "borrower": "borrower",
    "deal_type": "deal_type",
    "place": "place",
    "what": "what",
    "age": "age",
    "cause": "cause",
    "relation": "relation",
    "whom": "whom",
    "organization": "organization",
    "award": "award",
    "by": "by",
    "stage": "stage",
    "crime": "crime",
    "penalty": "penalty",
    "term": "term",
    "court": "court",
}
"""The column of each argument that is words; money and date have several columns each."""

WHEN_COLUMNS = ("when", "when_value", "earliest", "latest")
"""The date of a fact as one reads it («by 2030»), its EDTF value, its first and its last day."""

FACT_COLUMNS = (
    *ARTICLE_COLUMNS,
    "kind",
    "phase",
    "modality",
    "id",
    "name",
    "start",
    "end",
    "text",
    *ROLE_COLUMNS.values(),
    "money",
    *AMOUNT_COLUMNS,
    *WHEN_COLUMNS,
    "rule",
    "score",
    "arguments",
)

DAY_COLUMNS = frozenset({"published", "earliest", "latest"})
EXACT_COLUMNS = frozenset({"amount", "min_amount", "max_amount"})
COUNT_COLUMNS = frozenset({"article", "start", "end"})
"""Columns of days (YYYY-MM-DD), of exact numbers, of whole ones; the others are words, but for `score`."""


def mention_rows(doc: Document, article: int | None = None) -> Iterator[Row]:
    """One row a mention, in the order of the text; `article` is the number of the document in the output."""
    sentences = _Sentences(doc)
    rows: list[Row] = []
    for kind, entity in named_layers(doc):
        named: Row = {"kind": kind, "id": entity.id, "key": entity.key, "name": said_entity(entity)}
        named |= {"role": getattr(entity, "role", None)}
        if isinstance(entity, Person):
            named |= {part: getattr(entity, part) for part in ("given_name", "patronymic", "family_name")}
        rows += [
            {**named, **_span(mention), "rule": mention.rule, "score": _score(mention.score)}
            for mention in entity.mentions
        ]
    rows += [
        {"kind": "money", "id": m.id, "name": said_amount(m), **_span(m), **_amount(m), "per": m.per,
         "equivalent": m.equivalent, "rule": m.rule}
        for m in doc.money
    ]  # fmt: skip
    rows += [
        {"kind": d.kind, "id": d.id, "name": said_date(d), **_span(d), "value": d.value, "mod": d.mod,
         "earliest": d.earliest, "latest": d.latest, "rule": d.rule}
        for d in doc.dates
    ]  # fmt: skip
    rows.sort(key=lambda row: int(row["start"]))  # type: ignore[arg-type]
    about = _article(doc, article)
    for row in rows:
        yield {**about, **row, "sentence": sentences.around(int(row["start"]))}  # type: ignore[arg-type]


def fact_rows(doc: Document, article: int | None = None) -> Iterator[Row]:
    """One row a fact; arguments by name, several of one role joined by `; `."""
    names = argument_names(doc)
    amounts = {money.id: money for money in doc.money}
    dates = {found.id: found for found in doc.dates}
    about = _article(doc, article)
    for fact in doc.facts:
        row: Row = {**about, "kind": fact.kind, "phase": fact.phase, "modality": fact.modality, "id": fact.id}
        row["name"] = fact_sentence(fact, names)
        row |= _span(fact)
        for role, argument in fact.arguments.items():
            if role in ROLE_COLUMNS:
                row[ROLE_COLUMNS[role]] = "; ".join(argument_texts(argument, names)) or None
        if money := next((amounts[id_] for id_ in argument_ids(fact.arguments.get("money")) if id_ in amounts), None):
            row |= {"money": said_amount(money), **_amount(money)}
        if found := next((dates[id_] for id_ in argument_ids(fact.arguments.get("date")) if id_ in dates), None):
            row |= {"when": said_date(found), "when_value": found.value}
            row |= {"earliest": found.earliest, "latest": found.latest}
        yield {**row, "rule": fact.rule, "score": _score(fact.score), "arguments": _references(fact)}


def as_cells(row: Row, columns: tuple[str, ...]) -> list[Cell]:
    """The cells of a row in the order of the columns."""
    return [row.get(column) for column in columns]


class _Sentences:
    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._starts = [sentence.start for sentence in doc.sentences]

    def around(self, start: int) -> str | None:
        """The sentence of an offset, on one line; None where it lies in none."""
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            return None
        sentence = self._doc.sentences[index]
        return " ".join(self._doc.text[sentence.start : sentence.end].split())


def _article(doc: Document, number: int | None) -> Row:
    return {"article": number, "source": doc.source, "title": doc.title, "published": doc.date}


def _span(found: Mention | Money | Date | Fact) -> Row:
    return {"start": found.start, "end": found.end, "text": found.text}


def _amount(money: Money) -> Row:
    return {
        "amount": money.value,
        "min_amount": money.min_value,
        "max_amount": money.max_value,
        "currency": money.currency,
        "mod": money.mod,
    }


def _score(score: float) -> Decimal:
    return Decimal(str(round(score, 2)))


def _references(fact: Fact) -> str | None:
    """The arguments as ids, to join with the mentions: `who=p1 where=o2`."""
    pairs = (f"{role}={id_}" for role, argument in fact.arguments.items() for id_ in argument_ids(argument))
    return " ".join(pairs) or None


def exact_day(text: Any) -> calendar_day | None:
    """The day of YYYY-MM-DD; None where there is none, or one before the year 1, which no type of dates holds."""
    try:
        return calendar_day.fromisoformat(text) if text else None
    except ValueError:
        return None
