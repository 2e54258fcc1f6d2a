"""Documents as a SQLite database, ready for sqlite-utils, Datasette and DuckDB.

Every row has a whole number as its key, so that a browser of databases can follow its foreign keys; `name` is how a row
reads. The ids of the documents (`p1`, `f1`) are in `id_in_article`.
"""

import errno
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any

from extractor.batch.payloads import exact_text, parse_payload
from extractor.document import Document, TextSpan
from extractor.output.record import read_record
from extractor.output.rows import ROLE_COLUMNS, fact_rows
from extractor.output.values import argument_names, argument_texts, named_layers, said_amount, said_date

SCHEMA = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, source TEXT NOT NULL, title TEXT, author TEXT, date TEXT, date_from TEXT,
  language TEXT, length INTEGER, text TEXT
);
CREATE TABLE entities (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), id_in_article TEXT NOT NULL,
  kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL, given_name TEXT, patronymic TEXT,
  family_name TEXT, role TEXT
);
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id),
  entity INTEGER NOT NULL REFERENCES entities(id), start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
  rule TEXT NOT NULL, score REAL NOT NULL
);
CREATE TABLE money (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), id_in_article TEXT NOT NULL,
  name TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, amount NUMERIC,
  min_amount NUMERIC, max_amount NUMERIC, exact TEXT, currency TEXT, mod TEXT, per TEXT,
  equivalent INTEGER REFERENCES money(id), rule TEXT NOT NULL
);
CREATE TABLE dates (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), id_in_article TEXT NOT NULL,
  name TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, value TEXT,
  mod TEXT, earliest TEXT, latest TEXT, relative INTEGER NOT NULL, rule TEXT NOT NULL
);
CREATE TABLE facts (
  id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id), id_in_article TEXT NOT NULL,
  kind TEXT NOT NULL, phase TEXT, modality TEXT, name TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  text TEXT NOT NULL, who TEXT, position TEXT, "where" TEXT, owner TEXT, property TEXT, share TEXT, participants TEXT,
  buyer TEXT, seller TEXT, object TEXT, lender TEXT, borrower TEXT, deal_type TEXT, place TEXT, what TEXT,
  age TEXT, cause TEXT, relation TEXT, whom TEXT, organization TEXT, award TEXT, "by" TEXT, stage TEXT, crime TEXT,
  penalty TEXT, term TEXT, court TEXT, money TEXT,
  amount NUMERIC, min_amount NUMERIC, max_amount NUMERIC, currency TEXT, mod TEXT, "when" TEXT, when_value TEXT,
  earliest TEXT, latest TEXT, rule TEXT NOT NULL, score REAL NOT NULL
);
CREATE TABLE arguments (
  id INTEGER PRIMARY KEY, fact INTEGER NOT NULL REFERENCES facts(id), role TEXT NOT NULL, name TEXT NOT NULL,
  entity INTEGER REFERENCES entities(id), money INTEGER REFERENCES money(id), date INTEGER REFERENCES dates(id),
  start INTEGER, end INTEGER, text TEXT
);
CREATE VIEW people_in_articles AS
SELECT p.name AS person, p.key, count(m.id) AS mentions, max(m.score) AS score, a.date AS published, a.name AS article,
  a.source, p.given_name, p.family_name, a.id AS article_id, p.id AS entity_id
FROM entities p JOIN articles a ON a.id = p.article LEFT JOIN mentions m ON m.entity = p.id
WHERE p.kind = 'person' GROUP BY p.id;
CREATE VIEW facts_readable AS
SELECT f.kind, f.phase, f.modality, f.name AS fact, f.who, f."where", f.money, f.amount, f.currency, f."when", f.score,
  f.text, a.date AS published, a.name AS article, a.source, a.id AS article_id, f.id AS fact_id
FROM facts f JOIN articles a ON a.id = f.article;
"""
"""`exact` is an amount in its own digits: SQLite computes with binary floats."""

INDEXES = """
CREATE INDEX entities_article ON entities(article);
CREATE INDEX entities_key ON entities(kind, key);
CREATE INDEX mentions_article ON mentions(article);
CREATE INDEX mentions_entity ON mentions(entity);
CREATE INDEX money_article ON money(article);
CREATE INDEX money_currency ON money(currency, amount);
CREATE INDEX dates_article ON dates(article);
CREATE INDEX dates_earliest ON dates(earliest);
CREATE INDEX facts_article ON facts(article);
CREATE INDEX facts_kind ON facts(kind);
CREATE INDEX arguments_fact ON arguments(fact);
CREATE INDEX arguments_entity ON arguments(entity);
CREATE INDEX articles_date ON articles(date);
"""

FULL_TEXT = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
  name, text, content=[articles], content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');
"""

COMMIT_ARTICLES = 1000

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]


def write_sqlite(payloads: Iterable[bytes], path: Path) -> None:
    """Write documents (JSON lines) into a new database, articles numbered from 1 in their order.

    Errors: OSError where it cannot be written (a full disk).
    """
    with disk_faults(path), closing(sqlite3.connect(path)) as connection:
        _write(payloads, connection)


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """What SQLite says of the disk as an OSError of `path`, like all other faults of the disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC if "full" in str(error) else errno.EIO, str(error), str(path)) from None


def _write(payloads: Iterable[bytes], connection: sqlite3.Connection) -> None:
    # The file takes its name only when it is complete: no journal is needed on the way.
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    numbering = _Numbering()
    stream = iter(payloads)
    while chunk := list(islice(stream, COMMIT_ARTICLES)):
        rows: Rows = defaultdict(list)
        for line in chunk:
            numbering.add(rows, parse_payload(line))
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        connection.commit()
    has_text = connection.execute("SELECT 1 FROM articles WHERE text IS NOT NULL LIMIT 1").fetchone()
    connection.executescript(INDEXES + (FULL_TEXT if has_text else "") + "ANALYZE;")


class _Numbering:
    """Gives the rows of all tables their numbers, from 1 on."""

    def __init__(self) -> None:
        self._last: dict[str, int] = defaultdict(int)

    def add(self, rows: Rows, record: dict[str, Any]) -> None:
        """Add the rows of a document."""
        doc = read_record(record)
        article = self._next("articles")
        about = tuple(record[name] for name in ("source", "title", "author", "date", "date_from", "language", "length"))
        rows["articles"].append((article, doc.title or doc.source, *about, record.get("text")))
        numbers = self._numbers(doc)
        for found in (*_entities(doc, article, numbers), *_values(doc, article, numbers)):
            rows[found[0]].append(found[1])
        for table, row in _mentions(doc, article, numbers):
            rows[table].append((self._next(table), *row))
        for table, row in _facts(doc, article, numbers):
            rows[table].append(row)
        for row in _arguments(doc, numbers):
            rows["arguments"].append((self._next("arguments"), *row))

    def _numbers(self, doc: Document) -> dict[str, int]:
        """The number of each id of the document, in the table that it belongs to."""
        tables = (("entities", doc.entities), ("money", doc.money), ("dates", doc.dates), ("facts", doc.facts))
        return {item.id: self._next(table) for table, items in tables for item in items}

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]


def _entities(doc: Document, article: int, numbers: dict[str, int]) -> Iterator[tuple[str, Row]]:
    for kind, entity in named_layers(doc):
        aliases = json.dumps(entity.aliases, ensure_ascii=False)
        parts = (getattr(entity, name, None) for name in ("given_name", "patronymic", "family_name", "role"))
        head = (numbers[entity.id], article, entity.id, kind, entity.key, entity.name, aliases)
        yield "entities", (*head, *parts)


def _mentions(doc: Document, article: int, numbers: dict[str, int]) -> Iterator[tuple[str, Row]]:
    for _, entity in named_layers(doc):
        for m in entity.mentions:
            yield "mentions", (article, numbers[entity.id], m.start, m.end, m.text, m.rule, round(m.score, 2))


def _values(doc: Document, article: int, numbers: dict[str, int]) -> Iterator[tuple[str, Row]]:
    for money in doc.money:
        bounds = (_plain(money.value), _plain(money.min_value), _plain(money.max_value))
        exact = exact_text(money.value, money.min_value, money.max_value)
        head = (numbers[money.id], article, money.id, said_amount(money), money.start, money.end, money.text)
        equivalent = numbers.get(money.equivalent or "")
        yield "money", (*head, *bounds, exact, money.currency, money.mod, money.per, equivalent, money.rule)
    for found in doc.dates:
        head = (numbers[found.id], article, found.id, said_date(found), found.start, found.end, found.text)
        covered = (found.kind, found.value, found.mod, found.earliest, found.latest, found.relative, found.rule)
        yield "dates", (*head, *covered)


FACT_COLUMNS = (
    "kind",
    "phase",
    "modality",
    "name",
    "start",
    "end",
    "text",
    *ROLE_COLUMNS.values(),
    *("money", "amount", "min_amount", "max_amount", "currency", "mod"),
    *("when", "when_value", "earliest", "latest"),
    "rule",
    "score",
)
"""Those of the table `facts` after its three ids."""


def _facts(doc: Document, article: int, numbers: dict[str, int]) -> Iterator[tuple[str, Row]]:
    for row in fact_rows(doc):
        id_ = str(row["id"])
        yield "facts", (numbers[id_], article, id_, *(_plain(row.get(column)) for column in FACT_COLUMNS))


def _arguments(doc: Document, numbers: dict[str, int]) -> Iterator[Row]:
    names = argument_names(doc)
    amounts, dates = {money.id for money in doc.money}, {found.id for found in doc.dates}
    for fact in doc.facts:
        for role, argument in fact.arguments.items():
            for one in argument if isinstance(argument, tuple) else (argument,):
                name = "".join(argument_texts(one, names))
                head = (numbers[fact.id], role, name)
                if isinstance(one, TextSpan):
                    yield (*head, None, None, None, one.start, one.end, one.text)
                elif isinstance(one, str):
                    number = numbers[one]
                    refers = (None, number, None) if one in amounts else (None, None, number)
                    yield (*head, *(refers if one in amounts | dates else (number, None, None)), None, None, None)


def _plain(value: Any) -> Any:
    """A number that SQLite can hold: whole ones exactly up to 64 bits, others as floats, null beyond these."""
    if isinstance(value, Decimal):
        whole = int(value)
        if value == whole and abs(whole) < 1 << 63:
            return whole
        nearest = float(value)
        return nearest if isfinite(nearest) else None
    return value
