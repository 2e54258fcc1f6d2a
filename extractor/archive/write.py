"""The documents of an archive with their entities, and the table of entities, in the format that the output names."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.archive.cards import Cards
from extractor.archive.records import Record
from extractor.document import KIND_OF_LAYER
from extractor.errors import UsageError
from extractor.output.files import complete_file, open_text
from extractor.output.record import render_json

ROW_GROUP = 1000
"""Documents or entities of a row group; also what is in memory at a time."""

ENTITY_TABLES = """
CREATE TABLE archive_entities (
  entity TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, given_name TEXT, patronymic TEXT,
  family_name TEXT, first_date TEXT, last_date TEXT, articles INTEGER NOT NULL, mentions INTEGER NOT NULL
);
CREATE TABLE archive_names (
  entity TEXT NOT NULL REFERENCES archive_entities(entity), name TEXT NOT NULL, key TEXT NOT NULL,
  articles INTEGER NOT NULL, mentions INTEGER NOT NULL, score REAL NOT NULL, rule TEXT
);
CREATE TABLE archive_posts (
  entity TEXT NOT NULL REFERENCES archive_entities(entity), position TEXT, organization TEXT, organization_entity TEXT,
  phase TEXT, first_date TEXT, last_date TEXT, articles INTEGER NOT NULL, sources TEXT NOT NULL
);
CREATE TABLE archive_company (
  entity TEXT NOT NULL REFERENCES archive_entities(entity), other TEXT NOT NULL, articles INTEGER NOT NULL
);
CREATE TABLE archive_amounts (
  entity TEXT NOT NULL REFERENCES archive_entities(entity), what TEXT, text TEXT, currency TEXT, value NUMERIC,
  date TEXT, source TEXT NOT NULL
);
CREATE TABLE archive_statements (
  entity TEXT NOT NULL REFERENCES archive_entities(entity), text TEXT, date TEXT, source TEXT NOT NULL
);
ALTER TABLE entities ADD COLUMN entity TEXT;
ALTER TABLE entities ADD COLUMN entity_score REAL;
"""

ENTITY_INDEXES = """
CREATE INDEX archive_names_entity ON archive_names(entity);
CREATE INDEX archive_names_key ON archive_names(key);
CREATE INDEX archive_posts_entity ON archive_posts(entity);
CREATE INDEX archive_company_entity ON archive_company(entity);
CREATE INDEX archive_amounts_entity ON archive_amounts(entity);
CREATE INDEX archive_statements_entity ON archive_statements(entity);
CREATE INDEX entities_entity ON entities(entity);
"""

CARD_COLUMNS = (
    "entity", "kind", "key", "name", "given_name", "patronymic", "family_name", "first_date", "last_date", "articles",
    "mentions",
)  # fmt: skip
NAME_COLUMNS = ("name", "key", "articles", "mentions", "score", "rule")
POST_COLUMNS = ("position", "organization", "organization_entity", "phase", "first_date", "last_date", "articles")

Writer = Callable[[Cards, Path], None]


def writer_of(output: Path) -> Writer:
    """The writer that the name of an output implies.

    Errors: UsageError for a name that implies none, a folder that is missing, an extra that is not installed.
    """
    if not output.parent.is_dir():
        raise UsageError(f"--output {output}: there is no directory {output.parent}")
    for suffix, writer in WRITERS.items():
        if output.name.lower().endswith(suffix):
            if writer is _write_parquet:
                import extractor.batch.arrow  # noqa: F401  # says which extra is missing before the work begins
            return writer
    raise UsageError(f"--output {output}: the name must end in one of {', '.join(WRITERS)}")


def entities_beside(output: Path) -> Path:
    """`archive.jsonl` → `archive.entities.jsonl`."""
    first, _, rest = output.name.partition(".")
    return output.with_name(f"{first}.entities.{rest}")


def output_files(output: Path) -> list[Path]:
    """The files that an archive is written to."""
    return [output] if writer_of(output) is _write_sqlite else [output, entities_beside(output)]


def _write_lines(cards: Cards, output: Path) -> None:
    for path, records in ((output, cards.documents), (entities_beside(output), cards.cards)):
        with complete_file(path) as part, open_text(part, like=path) as out:
            for record in records():
                out.write(render_json(record) + "\n")


def _write_parquet(cards: Cards, output: Path) -> None:
    from extractor.batch.arrow import record_batch
    from extractor.batch.payloads import parse_payload

    schema = _document_schema()

    def exact() -> Iterator[Record]:
        for record in cards.documents():
            row = parse_payload(render_json(record))
            for layer in KIND_OF_LAYER:
                for found in row[layer]:
                    found["entity_score"] = float(found["entity_score"])
            yield row

    _write_batches(output, schema, exact(), lambda records: record_batch(records, schema))
    table = _card_schema()
    import pyarrow

    _write_batches(
        entities_beside(output), table, cards.cards(), lambda rows: pyarrow.RecordBatch.from_pylist(rows, schema=table)
    )


def _write_batches(path: Path, schema: Any, records: Iterable[Record], batch: Callable[[list[Record]], Any]) -> None:
    from pyarrow import parquet

    stream = iter(records)
    with complete_file(path) as part, parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        while chunk := list(islice(stream, ROW_GROUP)):
            writer.write_batch(batch(chunk))


def _document_schema() -> Any:
    """The schema of documents, with the entity of each name."""
    import pyarrow

    from extractor.batch.arrow import DOCUMENT_SCHEMA

    own = [pyarrow.field("entity", pyarrow.string()), pyarrow.field("entity_score", pyarrow.float32())]
    schema = DOCUMENT_SCHEMA
    for layer in KIND_OF_LAYER:
        entity = schema.field(layer).type.value_type
        kind = pyarrow.list_(pyarrow.struct([*entity, *own]))
        schema = schema.set(schema.get_field_index(layer), pyarrow.field(layer, kind))
    return schema


def _card_schema() -> Any:
    import pyarrow as pa

    def texts(*names: str) -> list[Any]:
        return [pa.field(name, pa.string()) for name in names]

    def numbers(*names: str) -> list[Any]:
        return [pa.field(name, pa.int64()) for name in names]

    def rows(*fields: Any) -> Any:
        return pa.list_(pa.struct(list(fields)))

    names = rows(
        *texts("name", "key"), *numbers("articles", "mentions"), pa.field("score", pa.float32()), *texts("rule")
    )
    posts = rows(*texts(*POST_COLUMNS[:-1]), *numbers("articles"), pa.field("sources", pa.list_(pa.string())))
    return pa.schema(
        [
            *texts(*CARD_COLUMNS[:-2]),
            *numbers("articles", "mentions"),
            pa.field("names", names),
            pa.field("posts", posts),
            pa.field("company", rows(*texts("entity"), *numbers("articles"))),
            pa.field("amounts", rows(*texts("what", "text", "currency", "value", "date", "source"))),
            pa.field("statements", rows(*texts("text", "date", "source"))),
        ]
    )


def _write_sqlite(cards: Cards, output: Path) -> None:
    from extractor.batch.sqlite import write_sqlite

    with complete_file(output) as part:
        part.unlink()  # SQLite makes the file itself
        lines = (_plain_line(record) for record in cards.documents())
        write_sqlite(lines, part)
        connection = sqlite3.connect(part)
        try:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + ENTITY_TABLES)
            connection.executemany(
                "UPDATE entities SET entity = ?, entity_score = round(?, 2) WHERE article = ? AND id_in_article = ?",
                cards.links(),
            )
            for card in cards.cards():
                _insert_card(connection, card)
            for table, into in (("sums", "archive_amounts"), ("said", "archive_statements")):
                rows = cards.rows(table)
                while chunk := list(islice(rows, ROW_GROUP)):
                    marks = ", ".join("?" * len(chunk[0]))
                    connection.executemany(f"INSERT INTO {into} VALUES ({marks})", chunk)
            connection.commit()
            connection.executescript(ENTITY_INDEXES + "ANALYZE;")
        finally:
            connection.close()


def _plain_line(record: Record) -> bytes:
    """The JSON line of a document without its entities, which are written into columns of their own."""
    for layer in KIND_OF_LAYER:
        for found in record[layer]:
            del found["entity"], found["entity_score"]
    return render_json(record).encode("utf-8", "surrogatepass")


def _insert_card(connection: sqlite3.Connection, card: Record) -> None:
    entity = card["entity"]
    _insert(connection, "archive_entities", [[card.get(name) for name in CARD_COLUMNS]])
    _insert(connection, "archive_names", [[entity, *(row[c] for c in NAME_COLUMNS)] for row in card["names"]])
    posts = [
        [entity, *(row[c] for c in POST_COLUMNS), json.dumps(row["sources"], ensure_ascii=False)]
        for row in card["posts"]
    ]
    _insert(connection, "archive_posts", posts)
    _insert(connection, "archive_company", [[entity, row["entity"], row["articles"]] for row in card["company"]])


def _insert(connection: sqlite3.Connection, table: str, rows: list[list[Any]]) -> None:
    if rows:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


WRITERS: dict[str, Writer] = {
    ".jsonl": _write_lines,
    ".ndjson": _write_lines,
    ".jsonl.gz": _write_lines,
    ".parquet": _write_parquet,
    ".db": _write_sqlite,
    ".sqlite": _write_sqlite,
}
"""By the ending of the output."""
