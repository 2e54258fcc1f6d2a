"""What an archive says of each entity: names, dates, posts, company, amounts, statements."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from extractor.archive.records import Record
from extractor.archive.resolve import scores_of_names
from extractor.archive.store import Store
from extractor.document import KIND_OF_LAYER

COMPANY = 20
"""Entities that a card names with its own, the commonest."""

NEWEST = 50
"""Statements and amounts of a card, the newest; the tables of a `.db` hold all."""

SAMPLE = 1000
"""Articles of an entity, its newest, in which its company is counted."""

SOURCES = 20
"""Articles that a card gives for a post."""

TABLES = """
DROP TABLE IF EXISTS temp.who; DROP TABLE IF EXISTS temp.posts;
DROP TABLE IF EXISTS temp.sums; DROP TABLE IF EXISTS temp.said;
CREATE TEMP TABLE who (document INTEGER, entity TEXT, name INTEGER, mentions INTEGER, score REAL, rule TEXT, id TEXT);
CREATE TEMP TABLE posts (entity TEXT, position TEXT, organization TEXT, at TEXT, phase TEXT, date TEXT, source TEXT);
CREATE TEMP TABLE sums (
  entity TEXT, what TEXT, text TEXT, currency TEXT, value TEXT, date TEXT, source TEXT
);
CREATE TEMP TABLE said (entity TEXT, text TEXT, date TEXT, source TEXT);
"""


class Cards:
    """The entities of a state file; made after `resolve`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection
        self._connection.executescript(TABLES)
        self._place_names()

    def _place_names(self) -> None:
        """Whom every name of every document means."""
        sure = scores_of_names(self._store)
        connection = self._connection
        connection.executescript(
            "DROP TABLE IF EXISTS temp.sure; CREATE TEMP TABLE sure (name INTEGER PRIMARY KEY, score REAL, rule TEXT)"
        )
        connection.executemany("INSERT INTO sure VALUES (?, ?, ?)", ((n, s, r) for n, (s, r) in sure.items()))
        connection.execute(
            "INSERT INTO who SELECT a.document, coalesce(r.entity, i.entity), a.name, a.mentions,"
            " coalesce(g.score, s.score, 1), coalesce(g.rule, s.rule, ''), a.id FROM appearances a"
            " CROSS JOIN identities i ON i.name = a.name LEFT JOIN sure s ON s.name = a.name"
            " LEFT JOIN assigned g ON g.document = a.document AND g.name = a.name"
            " LEFT JOIN identities r ON r.name = g.root"
        )
        connection.executescript(
            "CREATE INDEX who_document ON who(document); CREATE INDEX who_entity ON who(entity, document)"
        )

    def count(self) -> tuple[int, int]:
        """How many names and how many entities there are."""
        row = self._connection.execute("SELECT count(DISTINCT name), count(DISTINCT entity) FROM who").fetchone()
        return int(row[0]), int(row[1])

    def documents(self) -> Iterator[Record]:
        """The documents with an `entity` and an `entity_score` on every person, organization and place, in order.

        What they say of the entities is gathered on the way: `cards` is to be called after the last one.
        """
        for number, record in self._store.records():
            rows = self._connection.execute("SELECT id, entity, score FROM who WHERE document = ?", (number,))
            who = {id_: (entity, round(score, 2)) for id_, entity, score in rows}
            for layer in KIND_OF_LAYER:
                for found in record[layer]:
                    found["entity"], found["entity_score"] = who[found["id"]]
            self._gather(record)
            yield record

    def _gather(self, record: Record) -> None:
        entities = {found["id"]: found for layer in KIND_OF_LAYER for found in record[layer]}
        money = {found["id"]: found for found in record.get("money") or ()}
        for fact in record.get("facts") or ():
            who = fact["arguments"].get("who")
            found = _card_row(fact, entities, money) if isinstance(who, str) and who in entities else None
            if found is not None:
                table, row = found
                values = (entities[who]["entity"], *row, record.get("date"), record["source"])
                self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)

    def cards(self) -> Iterator[Record]:
        """One JSON object an entity, those of most articles first."""
        connection = self._connection
        connection.executescript(
            "CREATE INDEX posts_entity ON posts(entity); CREATE INDEX said_entity ON said(entity);"
            "CREATE INDEX sums_entity ON sums(entity)"
        )
        rows = connection.execute(
            "SELECT w.entity, count(DISTINCT w.document), sum(w.mentions), min(d.date), max(d.date) FROM who w"
            " JOIN documents d ON d.id = w.document GROUP BY w.entity ORDER BY 2 DESC, 3 DESC, 1"
        ).fetchall()
        for entity, articles, mentions, first, last in rows:
            yield {
                "entity": entity,
                **self._naming(entity),
                "first_date": first,
                "last_date": last,
                "articles": articles,
                "mentions": mentions,
                "posts": self._posts(entity),
                "company": self._company(entity),
                "amounts": self._newest("sums", "what, text, currency, value, date, source", entity),
                "statements": self._newest("said", "text, date, source", entity),
            }

    def _naming(self, entity: str) -> Record:
        """The fullest name and all names with their counts, the commonest first."""
        rows = self._dicts(
            "SELECT n.kind, n.key, n.name, n.given, n.patronymic, n.family, count(*) AS articles,"
            " sum(w.mentions) AS mentions, max(w.score) AS score, max(w.rule) AS rule FROM who w"
            " JOIN names n ON n.id = w.name WHERE w.entity = ? GROUP BY n.id"
            " ORDER BY articles DESC, mentions DESC, n.id",
            (entity,),
        )
        fullest = max(rows, key=_fullness)
        kind = fullest["kind"]
        parts = {name: fullest[part] or None for name, part in _PARTS.items()} if kind == "person" else {}
        names = [
            {"name": row["name"], "key": row["key"], "articles": row["articles"], "mentions": row["mentions"],
             "score": round(row["score"], 2), "rule": row["rule"] or None}
            for row in rows
        ]  # fmt: skip
        return {"kind": kind, "key": fullest["key"], "name": fullest["name"], **parts, "names": names}

    def _posts(self, entity: str) -> list[Record]:
        rows = self._dicts(
            "SELECT position, organization, at AS organization_entity, phase, min(date) AS first_date,"
            " max(date) AS last_date, count(*) AS articles, json_group_array(source) AS sources FROM posts"
            " WHERE entity = ? GROUP BY position, coalesce(at, organization), phase"
            " ORDER BY first_date, articles DESC, position",
            (entity,),
        )
        for row in rows:
            row["sources"] = sorted(set(json.loads(row["sources"])))[:SOURCES]
        return rows

    def _company(self, entity: str) -> list[Record]:
        """Whom the entity is named with, in the newest of its articles."""
        return self._dicts(
            "WITH own AS (SELECT DISTINCT document FROM who WHERE entity = ?1 ORDER BY document DESC LIMIT ?2)"
            " SELECT b.entity, count(DISTINCT b.document) AS articles FROM own JOIN who b ON b.document = own.document"
            " WHERE b.entity <> ?1 GROUP BY b.entity ORDER BY articles DESC, b.entity LIMIT ?3",
            (entity, SAMPLE, COMPANY),
        )

    def _newest(self, table: str, columns: str, entity: str) -> list[Record]:
        return self._dicts(
            f"SELECT {columns} FROM {table} WHERE entity = ? ORDER BY date DESC, source, rowid LIMIT {NEWEST}",
            (entity,),
        )

    def _dicts(self, query: str, arguments: tuple[Any, ...]) -> list[Record]:
        cursor = self._connection.execute(query, arguments)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def links(self) -> Iterator[tuple[str, float, int, str]]:
        """The entity and the score of every name, with the number of its document and its id there."""
        yield from self._connection.execute("SELECT entity, score, document, id FROM who ORDER BY document")

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """All rows of what was gathered: `posts`, `sums` or `said`."""
        yield from self._connection.execute(f"SELECT * FROM {table} ORDER BY entity, date, source, rowid")


def _card_row(
    fact: Record, entities: Mapping[str, Record], money: Mapping[str, Record]
) -> tuple[str, tuple[str | None, ...]] | None:
    """The table of a fact and what it says there of whom it is about; None of kinds that are on no card."""
    arguments = fact["arguments"]
    match fact["kind"]:
        case "occupation":
            where = entities.get(arguments.get("where") or "")
            at = (where["name"], where["entity"]) if where else (None, None)
            return "posts", (_words(arguments.get("position")), *at, fact.get("phase"))
        case "statement":
            return "said", (_words(arguments.get("what")),)
        case "amount" if sum_ := money.get(arguments.get("money") or ""):
            value = None if sum_["value"] is None else str(sum_["value"])
            return "sums", (_words(arguments.get("what")), sum_["text"], sum_["currency"], value)
    return None


_PARTS = {"given_name": "given", "patronymic": "patronymic", "family_name": "family"}


def _fullness(row: Record) -> tuple[int, int, int]:
    """A full name of a person before a part of one; then the one that most articles use, the longer of two."""
    parts = sum(1 for part in _PARTS.values() if len(row[part]) > 1 and "." not in row[part])
    return (min(parts, 2), row["articles"], len(row["name"])) if row["kind"] == "person" else (
        0, row["articles"], len(row["name"]),
    )  # fmt: skip


def _words(span: Any) -> str | None:
    """The nominative of a span, or its own words."""
    if not isinstance(span, dict):
        return None
    return " ".join((span["name"] or span["text"]).split())
