"""What is kept of an archive between runs: its documents and who is named in them, in one SQLite file.

Every document is written in one transaction with its names, so that a run that stops anywhere goes on where it was.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from extractor.archive.forms import Name
from extractor.archive.records import Record
from extractor.batch.payloads import parse_payload
from extractor.document import KIND_OF_LAYER
from extractor.errors import UsageError
from extractor.names.keys import name_key
from extractor.output.record import render_json

VERSION = 2
"""Of the tables below; a state file of another one is refused."""

SCHEMA = """
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, place BLOB NOT NULL UNIQUE, content BLOB NOT NULL, date TEXT
);
CREATE TABLE records (document INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE names (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, given TEXT NOT NULL,
  patronymic TEXT NOT NULL, family TEXT NOT NULL, articles INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, key)
);
CREATE TABLE appearances (
  document INTEGER NOT NULL, name INTEGER NOT NULL, id TEXT NOT NULL, mentions INTEGER NOT NULL,
  PRIMARY KEY (document, id)
) WITHOUT ROWID;
CREATE INDEX appearances_name ON appearances(name, document);
CREATE TABLE aliases (
  document INTEGER NOT NULL, name INTEGER NOT NULL, kind TEXT NOT NULL, alias TEXT NOT NULL
);
CREATE INDEX aliases_document ON aliases(document);
CREATE TABLE runs (run INTEGER PRIMARY KEY, documents INTEGER NOT NULL);
CREATE TABLE identities (name INTEGER PRIMARY KEY, entity TEXT NOT NULL);
CREATE TABLE changes (
  run INTEGER NOT NULL, name INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE links (
  one INTEGER NOT NULL, other INTEGER NOT NULL, rule TEXT NOT NULL, score REAL NOT NULL, evidence TEXT NOT NULL
);
CREATE TABLE assigned (
  document INTEGER NOT NULL, name INTEGER NOT NULL, root INTEGER NOT NULL, rule TEXT NOT NULL, score REAL NOT NULL,
  PRIMARY KEY (document, name)
) WITHOUT ROWID;
"""
"""`place` distinguishes two documents, `content` says whether one has changed; both are digests. What a document says
is apart from what is looked up of it, whose pages are few."""

DOCUMENTS_AT_A_TIME = 500
"""Documents of a transaction: what an interrupted run does again."""

DIGEST_BYTES = 16


class Store:
    """The state file of an archive."""

    def __init__(self, path: Path) -> None:
        """Open or create.

        Errors: UsageError for a file of something else or of another version; those of SQLite where the disk fails.
        """
        try:
            self.connection = sqlite3.connect(path)
            self.connection.execute("PRAGMA journal_mode = WAL")
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
            if version == 0 and not self.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                self.connection.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
            elif version != VERSION:
                raise UsageError(f"{path}: is no state of this version; remove it to begin anew")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{path}: {error}; remove it to begin anew") from None

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def add(self, records: Iterable[Record]) -> tuple[int, int]:
        """Add documents, in their order; one known by its source, title and date replaces the older one.

        Returns how many were new or changed, and how many were there already.
        """
        added = known = 0
        stream = iter(records)
        while chunk := list(islice(stream, DOCUMENTS_AT_A_TIME)):
            with self.connection:
                for record in chunk:
                    if self._add(record):
                        added += 1
                    else:
                        known += 1
        return added, known

    def _add(self, record: Record) -> bool:
        line = render_json(record)
        content = _digest(line)
        place = _digest(json.dumps([record.get(name) for name in ("source", "title", "date")]))
        row = self.connection.execute("SELECT id, content FROM documents WHERE place = ?", (place,)).fetchone()
        if row and row[1] == content:
            return False
        packed = zlib.compress(line.encode("utf-8", "surrogatepass"))
        if row:
            document = row[0]
            self.connection.execute("DELETE FROM appearances WHERE document = ?", (document,))
            self.connection.execute("DELETE FROM aliases WHERE document = ?", (document,))
            self.connection.execute(
                "UPDATE documents SET content = ?, date = ? WHERE id = ?", (content, record.get("date"), document)
            )
        else:
            document = self.connection.execute(
                "INSERT INTO documents (place, content, date) VALUES (?, ?, ?)", (place, content, record.get("date"))
            ).lastrowid
        self.connection.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (document, packed))
        for layer, kind in KIND_OF_LAYER.items():
            for entity in record[layer]:
                self._add_appearance(document, kind, entity)
        return True

    def _add_appearance(self, document: int, kind: str, entity: Record) -> None:
        name = self._name(kind, entity)
        self.connection.execute(
            "INSERT OR REPLACE INTO appearances VALUES (?, ?, ?, ?)",
            (document, name, entity["id"], len(entity["mentions"])),
        )
        if kind != "person":
            rows = {(document, name, kind, name_key(kind, alias)) for alias in entity["aliases"]}
            self.connection.executemany("INSERT INTO aliases VALUES (?, ?, ?, ?)", sorted(rows))

    def _name(self, kind: str, entity: Record) -> int:
        row = self.connection.execute(
            "SELECT id FROM names WHERE kind = ? AND key = ?", (kind, entity["key"])
        ).fetchone()
        if row:
            return int(row[0])
        parts = [entity.get(part) or "" for part in ("given_name", "patronymic", "family_name")]
        return int(
            self.connection.execute(
                "INSERT INTO names (kind, key, name, given, patronymic, family) VALUES (?, ?, ?, ?, ?, ?)",
                (kind, entity["key"], entity["name"], *parts),
            ).lastrowid
            or 0
        )

    def count_names(self) -> None:
        """Count the articles of every name anew: what `names` gives."""
        with self.connection:
            self.connection.execute(
                "UPDATE names SET articles = (SELECT count(*) FROM appearances a WHERE a.name = names.id)"
            )

    def names(self) -> Iterator[Name]:
        """All names that occur, in the order of their first appearance."""
        yield from map(Name._make, self.connection.execute("SELECT * FROM names WHERE articles > 0 ORDER BY id"))

    def records(self) -> Iterator[tuple[int, Record]]:
        """All documents with their numbers, in order."""
        for number, packed in self.connection.execute("SELECT document, record FROM records ORDER BY document"):
            yield number, load(packed)

    def changes(self) -> Iterator[str]:
        """The names whose entity later results changed, for people."""
        rows = self.connection.execute(
            "SELECT c.run, n.name, c.before, c.after, c.reason FROM changes c JOIN names n ON n.id = c.name"
            " ORDER BY c.run, c.name"
        )
        for run, name, before, after, reason in rows:
            yield f"run {run}: {name} {reason}: {before} is now {after}"

    def count(self) -> int:
        """How many documents there are."""
        return int(self.connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def load(packed: bytes) -> Record:
    """A document as it was added."""
    return parse_payload(zlib.decompress(packed).decode("utf-8", "surrogatepass"))


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
