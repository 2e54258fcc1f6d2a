"""The documents that `extract` and `batch` wrote, read back in any of their formats."""

import gzip
import io
import json
import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from extractor.archive.databases import read_database
from extractor.archive.records import LAYERS, Record, arguments_of
from extractor.errors import InputError, UsageError, missing_extra

PARQUET_ROWS = 256
"""Rows of a Parquet file that are in memory at a time."""

SUFFIXES = (".jsonl", ".ndjson", ".json", ".parquet", ".db", ".sqlite")
"""Endings of results, all but the last three also with `.gz` or `.zst` after them."""


def read_results(path: str) -> Iterator[Record]:
    """The documents of a file, or of all files of results in a folder, in the order of their names.

    Errors: InputError for what is no result, with the line or row; UsageError where a reader's extra is missing.
    """
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            inner = os.path.join(path, name)
            if not name.startswith(".") and (os.path.isdir(inner) or _plain_name(name).endswith(SUFFIXES)):
                yield from read_results(inner)
        return
    lower = path.lower()
    if lower.endswith(".parquet"):
        yield from _read_parquet(path)
    elif lower.endswith((".db", ".sqlite")):
        yield from read_database(path)
    else:
        with open(path, "rb") as file:
            yield from _read_lines(_unpacked(file, lower))


def _plain_name(name: str) -> str:
    return name.lower().removesuffix(".gz").removesuffix(".zst")


def _unpacked(file: BinaryIO, name: str) -> BinaryIO:
    if name.endswith(".gz"):
        return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
    if name.endswith(".zst"):
        try:
            import zstandard
        except ImportError:
            raise UsageError(missing_extra("reading .zst", "zstd")) from None
        return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file))
    return file


def _read_lines(file: BinaryIO) -> Iterator[Record]:
    """JSON Lines, or one JSON array or object over many lines."""
    number = 0
    try:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            if (number == 1 and line.strip() in (b"[", b"{")) or line.lstrip()[:1] == b"[":
                whole = json.loads(line + file.read(), parse_float=Decimal)
                for found in whole if isinstance(whole, list) else [whole]:
                    yield _checked(found, "")
                return
            yield _checked(json.loads(line, parse_float=Decimal), f"line {number}: ")
    except (ValueError, EOFError, OSError) as error:
        raise InputError(f"no result of this tool after line {max(number - 1, 0)}: {error}") from None


def _checked(record: Any, place: str) -> Record:
    if not isinstance(record, dict) or not all(isinstance(record.get(layer), list) for layer in LAYERS):
        raise InputError(f"{place}no document of this tool (people, organizations and locations are lists)")
    return record


def _read_parquet(path: str) -> Iterator[Record]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(missing_extra("Parquet", "parquet")) from None
    try:
        for batch in parquet.ParquetFile(path).iter_batches(PARQUET_ROWS):
            for row in batch.to_pylist():
                if row.get("error") is None:
                    yield _checked(_from_row(row), "")
    except pyarrow.ArrowException as error:
        raise InputError(" ".join(str(error).split())) from None


def _from_row(row: Record) -> Record:
    """The record of a row of `batch.arrow.DOCUMENT_SCHEMA`."""
    record: Record = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
    record.pop("error", None)
    if record.get("text") is None:
        record.pop("text", None)
    for layer in LAYERS:
        for entity in record.get(layer) or ():
            for mention in entity["mentions"]:
                mention["score"] = round(mention["score"], 2)
    for found in record.get("dates") or ():
        for end in ("earliest", "latest"):
            found[end] = found[end].isoformat() if found[end] else None
    for fact in record.get("facts") or ():
        fact["score"] = round(fact["score"], 2)
        fact["arguments"] = arguments_of(fact["kind"], fact["arguments"])
    return record
