"""The documents that `extract` and `batch` wrote, read back in any of their formats."""

import gzip
import io
import json
import os
import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from extractor.errors import InputError, UsageError

Record = dict[str, Any]
"""The JSON object of a document, its numbers exact."""

LAYERS = {"people": "person", "organizations": "organization", "locations": "location"}

PARQUET_ROWS = 256
"""Rows of a Parquet file that are in memory at a time."""

LIST_ROLES = {("deal", "participants"), ("meeting", "participants"), ("event", "who")}
"""Arguments that are lists, by the kind of fact."""

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
        yield from _read_sqlite(path)
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
            raise UsageError("reading .zst needs the extra: pip install '.[zstd]'") from None
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
        raise UsageError("reading Parquet needs the extra: pip install '.[parquet]'") from None
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
        fact["arguments"] = _arguments(fact["kind"], fact["arguments"])
    return record


def _arguments(kind: str, rows: list[Record]) -> Record:
    """The arguments of a fact from rows of a role and an id or a span."""
    arguments: Record = {}
    for row in rows:
        value = row["ref"] or {name: row[name] for name in ("start", "end", "text", "name")}
        if (kind, row["role"]) in LIST_ROLES:
            arguments.setdefault(row["role"], []).append(value)
        else:
            arguments[row["role"]] = value
    return arguments


def _read_sqlite(path: str) -> Iterator[Record]:
    connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        parts = {table: _by_article(connection, table) for table in ("entities", "mentions", "money", "dates", "facts")}
        parts["arguments"] = _by_article(connection, "arguments")
        for article in connection.execute("SELECT * FROM articles ORDER BY id"):
            here = {table: next_of(article["id"]) for table, next_of in parts.items()}
            yield _from_tables(dict(article), here)
    except sqlite3.Error as error:
        raise InputError(f"no database of this tool: {error}") from None
    finally:
        connection.close()


def _by_article(connection: sqlite3.Connection, table: str) -> Any:
    """A function that gives the rows of an article; to be called with articles in order."""
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY article, rowid")
    groups = groupby(map(dict, rows), key=lambda row: row["article"])
    ahead: list[tuple[int, list[Record]]] = []

    def next_of(article: int) -> list[Record]:
        if not ahead and (group := next(groups, None)) is not None:
            ahead.append((group[0], list(group[1])))
        return ahead.pop()[1] if ahead and ahead[0][0] == article else []

    return next_of


def _from_tables(article: Record, parts: dict[str, list[Record]]) -> Record:
    """The record of an article from the rows of `batch.sqlite`."""
    record = {"schema": "1", **{name: value for name, value in article.items() if name not in ("id", "label")}}
    if record.get("text") is None:
        record.pop("text", None)
    mentions: dict[str, list[Record]] = {}
    for row in parts["mentions"]:
        mentions.setdefault(row["entity"], []).append(_without(row, "article", "entity"))
    for layer, kind in LAYERS.items():
        own = {"person": ("given_name", "patronymic", "family_name"), "organization": ("role",), "location": ()}[kind]
        record[layer] = [
            {
                **{name: row[name] for name in ("id", "key", "name")},
                "aliases": json.loads(row["aliases"]),
                **{name: row[name] for name in own},
                "mentions": mentions.get(row["id"], []),
            }
            for row in parts["entities"]
            if row["kind"] == kind
        ]
    record["money"] = [_money(row) for row in parts["money"]]
    record["dates"] = [{**_without(row, "article"), "relative": bool(row["relative"])} for row in parts["dates"]]
    arguments: dict[str, list[Record]] = {}
    for row in parts["arguments"]:
        arguments.setdefault(row["fact"], []).append(row)
    record["facts"] = [
        {**_without(row, "article"), "arguments": _arguments(row["kind"], arguments.get(row["id"], []))}
        for row in parts["facts"]
    ]
    return record


def _without(row: Record, *names: str) -> Record:
    return {name: value for name, value in row.items() if name not in names}


def _money(row: Record) -> Record:
    """An amount, the binary floats of SQLite replaced by the exact digits kept beside them."""
    exact = {"value": Decimal(row["exact"])} if row.get("exact") is not None else {}
    return {**_without(row, "article", "exact"), **exact}
