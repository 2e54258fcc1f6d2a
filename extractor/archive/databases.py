"""Documents read back from a database that `batch` or `archive` wrote."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from extractor.archive.records import Record, arguments_of
from extractor.document import KIND_OF_LAYER
from extractor.errors import InputError

OWN_COLUMNS = {
    "person": ("given_name", "patronymic", "family_name"),
    "organization": ("role",),
    "location": (),
}
"""What the entities of a kind have besides id, key, name and aliases."""

FACT_COLUMNS = ("id", "kind", "start", "end", "text", "phase", "modality", "rule", "score")
"""What a fact has besides its arguments; databases of earlier releases have no `modality`."""

QUERIES = {
    "entities": "SELECT article, id AS number, id_in_article AS id, * FROM entities ORDER BY article, number",
    "mentions": "SELECT article, entity, start, end, text, rule, score FROM mentions ORDER BY article, id",
    "money": (
        "SELECT m.article, m.id_in_article AS id, m.start, m.end, m.text, m.currency, m.amount AS value, m.exact,"
        " m.min_amount AS min_value, m.max_amount AS max_value, m.mod, m.per, e.id_in_article AS equivalent, m.rule"
        " FROM money m LEFT JOIN money e ON e.id = m.equivalent ORDER BY m.article, m.id"
    ),
    "dates": (
        "SELECT article, id_in_article AS id, start, end, text, kind, value, mod, earliest, latest, relative, rule"
        " FROM dates ORDER BY article, dates.id"
    ),
    "facts": ("SELECT article, id AS number, id_in_article AS id, * FROM facts ORDER BY article, number"),
    "arguments": (
        "SELECT f.article, a.fact, a.role, coalesce(e.id_in_article, m.id_in_article, d.id_in_article) AS ref, a.start,"
        " a.end, a.text, a.name FROM arguments a JOIN facts f ON f.id = a.fact LEFT JOIN entities e ON e.id = a.entity"
        " LEFT JOIN money m ON m.id = a.money LEFT JOIN dates d ON d.id = a.date ORDER BY f.article, a.id"
    ),
}
"""The rows of each table in the order of the articles, with the names of the JSON object."""


def read_database(path: str) -> Iterator[Record]:
    """The documents of a database, in their order.

    Errors: InputError for a file that is no database of this tool.
    """
    connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        parts = {table: _by_article(connection, query) for table, query in QUERIES.items()}
        for article in connection.execute("SELECT * FROM articles ORDER BY id"):
            yield _record(dict(article), {table: rows_of(article["id"]) for table, rows_of in parts.items()})
    except (sqlite3.Error, LookupError, ValueError, TypeError) as error:  # tables and columns of another program
        raise InputError(f"no database of this tool: {error}") from None
    finally:
        connection.close()


def _by_article(connection: sqlite3.Connection, query: str) -> Callable[[int], list[Record]]:
    """A function that gives the rows of an article; to be called with the articles in their order."""
    groups = groupby(map(dict, connection.execute(query)), key=lambda row: row["article"])
    ahead: list[tuple[int, list[Record]]] = []

    def rows_of(article: int) -> list[Record]:
        if not ahead and (group := next(groups, None)) is not None:
            ahead.append((group[0], list(group[1])))
        return ahead.pop()[1] if ahead and ahead[0][0] == article else []

    return rows_of


def _record(article: Record, parts: dict[str, list[Record]]) -> Record:
    record: Record = {"schema": "1", **_without(article, "id", "name")}
    if record["text"] is None:
        del record["text"]
    mentions: dict[int, list[Record]] = {}
    for row in parts["mentions"]:
        mentions.setdefault(row["entity"], []).append(_without(row, "article", "entity"))
    for layer, kind in KIND_OF_LAYER.items():
        record[layer] = [
            _entity(row, mentions.get(row["number"], [])) for row in parts["entities"] if row["kind"] == kind
        ]
    record["money"] = [_money(row) for row in parts["money"]]
    record["dates"] = [{**_without(row, "article"), "relative": bool(row["relative"])} for row in parts["dates"]]
    arguments: dict[int, list[Record]] = {}
    for row in parts["arguments"]:
        arguments.setdefault(row["fact"], []).append(row)
    record["facts"] = [_fact(row, arguments.get(row["number"], [])) for row in parts["facts"]]
    return record


def _without(row: Record, *names: str) -> Record:
    return {name: value for name, value in row.items() if name not in names}


def _entity(row: Record, mentions: list[Record]) -> Record:
    return {
        **{name: row[name] for name in ("id", "key", "name")},
        "aliases": json.loads(row["aliases"]),
        **{name: row[name] for name in OWN_COLUMNS[row["kind"]]},
        "mentions": mentions,
        **{name: row[name] for name in ("entity", "entity_score") if name in row},
    }


def _money(row: Record) -> Record:
    """An amount, the binary float of SQLite replaced by the exact digits kept beside it."""
    value = Decimal(row["exact"]) if row["exact"] is not None else row["value"]
    return {**_without(row, "article", "exact"), "value": value}


def _fact(row: Record, arguments: list[Record]) -> Record:
    for argument in arguments:
        if argument["text"] is not None and argument["name"] == " ".join(argument["text"].split()):
            argument["name"] = argument["text"] if row["kind"] not in ("statement", "event") else None
    known = {name: row.get(name) for name in FACT_COLUMNS}
    return {**known, "arguments": arguments_of(row["kind"], arguments)}
