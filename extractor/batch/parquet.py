"""Documents as Parquet: one row an article, or flat tables of mentions and facts."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from extractor.batch.arrow import DOCUMENT_SCHEMA, fitting, record_batch
from extractor.batch.payloads import exact_text, parse_payload

ROW_GROUP = 1000
"""Articles of a row group; also what is in memory at a time."""

MENTION_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("date", pa.string()),
        ("kind", pa.string()),
        ("id", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("key", pa.string()),
        ("name", pa.string()),
        ("value", pa.string()),
        ("amount", pa.decimal128(38, 10)),
        ("exact", pa.string()),
        ("currency", pa.string()),
        ("mod", pa.string()),
    ]
)
"""One row a mention; `value` of a date, `amount` of money, `exact` in all its digits (see `payloads.exact_text`)."""

FACT_SCHEMA = pa.schema(
    [
        ("source", pa.string()),
        ("date", pa.string()),
        ("kind", pa.string()),
        ("id", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("role", pa.string()),
        ("ref", pa.string()),
        ("name", pa.string()),
        ("phase", pa.string()),
        ("score", pa.float32()),
    ]
)
"""One row an argument of a fact."""

LAYERS = {"people": "person", "organizations": "organization", "locations": "location"}


def write_parquet(payloads: Iterable[bytes], path: Path) -> None:
    """Write documents (JSON lines), one row each, by `DOCUMENT_SCHEMA`."""
    _write(payloads, path, DOCUMENT_SCHEMA, lambda records: record_batch(records))


def write_flat_mentions(payloads: Iterable[bytes], path: Path) -> None:
    """Write the mentions of documents by `MENTION_SCHEMA`."""
    _write(payloads, path, MENTION_SCHEMA, lambda records: _batch(map(_mentions, records), MENTION_SCHEMA))


def write_flat_facts(payloads: Iterable[bytes], path: Path) -> None:
    """Write the facts of documents by `FACT_SCHEMA`."""
    _write(payloads, path, FACT_SCHEMA, lambda records: _batch(map(_facts, records), FACT_SCHEMA))


def _write(
    payloads: Iterable[bytes], path: Path, schema: pa.Schema, to_batch: Callable[[list[dict[str, Any]]], pa.RecordBatch]
) -> None:
    stream = iter(payloads)
    with open(path, "wb") as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while records := [parse_payload(line) for line in islice(stream, ROW_GROUP)]:
            writer.write_batch(to_batch(records))


def _batch(rows: Iterable[Iterator[dict[str, Any]]], schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([row for part in rows for row in part], schema=schema)


def _mentions(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    article = {"source": record["source"], "date": record["date"]}
    for layer, kind in LAYERS.items():
        for entity in record[layer]:
            for mention in entity["mentions"]:
                names = {"id": entity["id"], "key": entity["key"], "name": entity["name"]}
                yield {**article, "kind": kind, **names, **{k: mention[k] for k in ("start", "end", "text")}}
    for money in record["money"]:
        yield {
            **article,
            "kind": "money",
            **money,
            "value": None,
            "amount": fitting(money["value"]),
            "exact": exact_text(money),
        }
    for found in record["dates"]:
        yield {**article, **found}


def _facts(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    names = {entity["id"]: entity["name"] for layer in LAYERS for entity in record[layer]}
    names |= {item["id"]: item["text"] for layer in ("money", "dates") for item in record[layer]}
    for fact in record["facts"]:
        base = {"source": record["source"], "date": record["date"]}
        base |= {name: fact[name] for name in ("kind", "id", "start", "end", "text", "phase")}
        base["score"] = float(fact["score"])
        for role, value in fact["arguments"].items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, str):
                    yield {**base, "role": role, "ref": one, "name": names.get(one)}
                elif one is not None:
                    yield {**base, "role": role, "ref": None, "name": one["name"] or one["text"]}
