"""The documents that `extract` and `batch` wrote, read back in any of their formats."""

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

from extractor.archive.databases import read_database
from extractor.archive.records import Record, arguments_of, misfit
from extractor.batch.payloads import parse_payload
from extractor.document import KIND_OF_LAYER
from extractor.errors import InputError, UsageError, missing_extra
from extractor.text.streams import collect, cut_lines, megabytes, packing_of, peek, unpacked

PARQUET_ROWS = 256
"""Rows of a Parquet file that are in memory at a time."""

LARGEST_RECORD = 1_000_000_000
"""Bytes, the most, of a line or of an array that is read as a whole."""

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
        os.stat(path)  # the system says better than SQLite why a file cannot be opened
        yield from (_checked(record, "") for record in read_database(path))
    else:
        yield from _read_file(path)


def _plain_name(name: str) -> str:
    return name.lower().removesuffix(".gz").removesuffix(".zst")


def _read_file(path: str) -> Iterator[Record]:
    """JSON Lines, or one JSON array or object over many lines."""
    with open(path, "rb") as file:
        head, chunks = peek(unpacked(file, packing_of(path)), 1)
        if _plain_name(path).endswith(".json") or head.lstrip()[:1] == b"[":
            whole = _parsed(collect(chunks, LARGEST_RECORD), "")
            for found in whole if isinstance(whole, list) else [whole]:
                yield _checked(found, "")
            return
        for number, line in cut_lines(chunks, LARGEST_RECORD):
            if line is None:
                raise InputError(f"line {number}: over {megabytes(LARGEST_RECORD)}")
            if line.strip():
                yield _checked(_parsed(line, f"line {number}: "), f"line {number}: ")


def _parsed(content: bytes, place: str) -> Any:
    try:
        return parse_payload(content)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}no result of this tool: {error}") from None


def _checked(record: Any, place: str) -> Record:
    if (field := misfit(record)) is not None:
        raise InputError(f"{place}no document of this tool" + (f" (see {field})" if field else ""))
    checked: Record = record
    return checked


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
    for layer in KIND_OF_LAYER:
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
