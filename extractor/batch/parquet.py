"""Documents as Parquet: one row an article, or flat tables of mentions and facts."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from extractor.batch.arrow import DOCUMENT_SCHEMA, fitting, record_batch
from extractor.batch.payloads import exact_text, parse_payload
from extractor.document import Document
from extractor.output.record import read_record
from extractor.output.rows import (
    COUNT_COLUMNS,
    DAY_COLUMNS,
    EXACT_COLUMNS,
    FACT_COLUMNS,
    MENTION_COLUMNS,
    Row,
    exact_day,
    fact_rows,
    mention_rows,
)

ROW_GROUP = 1000
"""Articles of a row group; also what is in memory at a time."""

_TYPES = {
    **dict.fromkeys(DAY_COLUMNS, pa.date32()),
    **dict.fromkeys(EXACT_COLUMNS, pa.decimal128(38, 10)),
    **dict.fromkeys(COUNT_COLUMNS, pa.int32()),
    "score": pa.float32(),
}
"""Of columns that are no words."""


def _schema(columns: tuple[str, ...]) -> pa.Schema:
    named = [column for each in columns for column in ((each, "exact") if each == "max_amount" else (each,))]
    return pa.schema([(column, _TYPES.get(column, pa.string())) for column in named])


MENTION_SCHEMA = _schema(tuple(column for column in MENTION_COLUMNS if column != "sentence"))
"""One row a mention, as of CSV, but without its sentence, and with `exact`, which has all digits of the amount."""

FACT_SCHEMA = _schema(FACT_COLUMNS)
"""One row a fact, as of CSV, and with `exact`."""


def write_parquet(payloads: Iterable[bytes], path: Path) -> None:
    """Write documents (JSON lines), one row each, by `DOCUMENT_SCHEMA`."""
    _write(payloads, path, DOCUMENT_SCHEMA, lambda records: record_batch(records))


def write_flat_mentions(payloads: Iterable[bytes], path: Path) -> None:
    """Write the mentions of documents by `MENTION_SCHEMA`."""
    _write_flat(payloads, path, MENTION_SCHEMA, mention_rows)


def write_flat_facts(payloads: Iterable[bytes], path: Path) -> None:
    """Write the facts of documents by `FACT_SCHEMA`."""
    _write_flat(payloads, path, FACT_SCHEMA, fact_rows)


def _write(
    payloads: Iterable[bytes], path: Path, schema: pa.Schema, to_batch: Callable[[list[dict[str, Any]]], pa.RecordBatch]
) -> None:
    stream = iter(payloads)
    with open(path, "wb") as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while records := [parse_payload(line) for line in islice(stream, ROW_GROUP)]:
            writer.write_batch(to_batch(records))


def _write_flat(
    payloads: Iterable[bytes], path: Path, schema: pa.Schema, rows_of: Callable[[Document, int], Iterator[Row]]
) -> None:
    numbers = count(1)

    def to_batch(records: list[dict[str, Any]]) -> pa.RecordBatch:
        rows = [_typed(row) for record in records for row in rows_of(read_record(record), next(numbers))]
        return pa.RecordBatch.from_pylist(rows, schema=schema)

    _write(payloads, path, schema, to_batch)


def _typed(row: Row) -> dict[str, Any]:
    typed: dict[str, Any] = {**row, **{column: exact_day(row.get(column)) for column in DAY_COLUMNS}}
    typed |= {column: fitting(row.get(column)) for column in EXACT_COLUMNS if column in row}
    typed["exact"] = exact_text(*(row.get(column) for column in ("amount", "min_amount", "max_amount")))
    return typed | {"score": None if row.get("score") is None else float(str(row["score"]))}
