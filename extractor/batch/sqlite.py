"""Documents as a SQLite database, ready for sqlite-utils, Datasette and DuckDB."""

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any

from extractor.batch.payloads import exact_text, parse_payload

SCHEMA = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, title TEXT, author TEXT, date TEXT, date_from TEXT, language TEXT,
  length INTEGER, text TEXT
);
CREATE TABLE entities (
  article INTEGER NOT NULL REFERENCES articles(id), id TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  name TEXT NOT NULL, aliases TEXT NOT NULL, given_name TEXT, patronymic TEXT, family_name TEXT, role TEXT,
  PRIMARY KEY (article, id)
);
CREATE TABLE mentions (
  article INTEGER NOT NULL, entity TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
  rule TEXT NOT NULL, score REAL NOT NULL,
  FOREIGN KEY (article, entity) REFERENCES entities(article, id)
);
CREATE TABLE money (
  article INTEGER NOT NULL REFERENCES articles(id), id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  text TEXT NOT NULL, currency TEXT, value NUMERIC, min_value NUMERIC, max_value NUMERIC, exact TEXT, mod TEXT,
  per TEXT, equivalent TEXT, rule TEXT NOT NULL,
  PRIMARY KEY (article, id)
);
CREATE TABLE dates (
  article INTEGER NOT NULL REFERENCES articles(id), id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  text TEXT NOT NULL, kind TEXT NOT NULL, value TEXT, mod TEXT, earliest TEXT, latest TEXT, relative INTEGER NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (article, id)
);
CREATE TABLE facts (
  article INTEGER NOT NULL REFERENCES articles(id), id TEXT NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL,
  end INTEGER NOT NULL, text TEXT NOT NULL, phase TEXT, rule TEXT NOT NULL, score REAL NOT NULL,
  PRIMARY KEY (article, id)
);
CREATE TABLE arguments (
  article INTEGER NOT NULL, fact TEXT NOT NULL, role TEXT NOT NULL, ref TEXT, start INTEGER, end INTEGER, text TEXT,
  name TEXT,
  FOREIGN KEY (article, fact) REFERENCES facts(article, id)
);
"""
"""`exact` is an amount in its own digits (see `payloads.exact_text`): SQLite computes with binary floats."""

INDEXES = """
CREATE INDEX entities_key ON entities(kind, key);
CREATE INDEX mentions_entity ON mentions(article, entity);
CREATE INDEX money_currency ON money(currency, value);
CREATE INDEX dates_earliest ON dates(earliest);
CREATE INDEX facts_kind ON facts(kind);
CREATE INDEX arguments_fact ON arguments(article, fact);
CREATE INDEX arguments_ref ON arguments(article, ref);
CREATE INDEX articles_date ON articles(date);
"""

ENTITY_KINDS = {"people": "person", "organizations": "organization", "locations": "location"}

ARTICLE_COLUMNS = ("source", "title", "author", "date", "date_from", "language", "length", "text")
DATE_COLUMNS = ("id", "start", "end", "text", "kind", "value", "mod", "earliest", "latest", "relative", "rule")
FACT_COLUMNS = ("id", "kind", "start", "end", "text", "phase", "rule", "score")

COMMIT_ARTICLES = 1000

Row = tuple[Any, ...]


def write_sqlite(payloads: Iterable[bytes], path: Path) -> None:
    """Write documents (JSON lines) into a new database, articles numbered from 1 in their order.

    Errors: OSError where it cannot be written (a full disk).
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            _write(payloads, connection)
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC if "full" in str(error) else errno.EIO, str(error), str(path)) from None


def _write(payloads: Iterable[bytes], connection: sqlite3.Connection) -> None:
    # The file takes its name only when it is complete: no journal is needed on the way.
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    numbered = enumerate(payloads, 1)
    while chunk := list(islice(numbered, COMMIT_ARTICLES)):
        rows: dict[str, list[Row]] = {}
        for number, line in chunk:
            for table, row in _rows(number, parse_payload(line)):
                rows.setdefault(table, []).append(row)
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        connection.commit()
    connection.executescript(INDEXES + "ANALYZE;")


def _rows(number: int, record: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    yield "articles", (number, *(record.get(name) for name in ARTICLE_COLUMNS))
    for layer, kind in ENTITY_KINDS.items():
        for entity in record[layer]:
            yield from _entity_rows(number, kind, entity)
    for money in record["money"]:
        yield "money", (number, *_money(money))
    for found in record["dates"]:
        yield "dates", (number, *(found[name] for name in DATE_COLUMNS))
    for fact in record["facts"]:
        yield "facts", (number, *(_plain(fact[name]) for name in FACT_COLUMNS))
        for role, value in fact["arguments"].items():
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    yield "arguments", (number, fact["id"], role, *_argument(one))


def _entity_rows(number: int, kind: str, entity: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    parts = (entity.get(name) for name in ("given_name", "patronymic", "family_name", "role"))
    aliases = json.dumps(entity["aliases"], ensure_ascii=False)
    yield "entities", (number, entity["id"], kind, entity["key"], entity["name"], aliases, *parts)
    for mention in entity["mentions"]:
        place = (mention["start"], mention["end"], mention["text"], mention["rule"], _plain(mention["score"]))
        yield "mentions", (number, entity["id"], *place)


def _money(money: dict[str, Any]) -> Row:
    start = tuple(money[name] for name in ("id", "start", "end", "text", "currency"))
    values = tuple(_plain(money[name]) for name in ("value", "min_value", "max_value"))
    return (*start, *values, exact_text(money), *(money[name] for name in ("mod", "per", "equivalent", "rule")))


def _plain(value: Any) -> Any:
    """A number that SQLite can hold: whole ones exactly up to 64 bits, others as floats, null beyond these."""
    if isinstance(value, Decimal):
        nearest = float(value)
        return nearest if isfinite(nearest) else None
    return value


def _argument(value: Any) -> Row:
    if isinstance(value, str):
        return value, None, None, None, None
    return None, value["start"], value["end"], value["text"], value["name"]
