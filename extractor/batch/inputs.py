"""What a batch reads: directories, globs, lists of files; JSON Lines, Parquet and CSV besides plain text."""

import csv
import gzip
import io
import os
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from typing import Any, BinaryIO, TextIO

from extractor.document import Article
from extractor.errors import UsageError
from extractor.text.days import parse_date
from extractor.text.readers import Failure, Notice, ReadOptions, display_name, read_articles, read_stream, suffix_format

Item = Article | Failure | Notice

PARQUET_ROWS = 256
"""Rows of a Parquet file that are in memory at a time."""

OWN_NAME_FIELDS = ("source", "id", "url")


def read_inputs(inputs: Iterable[str], options: ReadOptions) -> Iterator[Item]:
    """The articles of all inputs, in order; the files of directories and globs in the order of their names.

    Errors: a file that cannot be read is a `Failure` in its place; UsageError where a reader's extra is missing.
    """
    for path in inputs:
        if has_magic(path) and not os.path.exists(path):
            matches = sorted(glob(path, recursive=True))
            if not matches:
                yield Failure(path, "no file matches")
            yield from read_inputs(matches, options)
        elif os.path.isdir(path):
            yield from _read_directory(path, options)
        else:
            yield from _read_file(path, options)


def listed_files(lines: TextIO) -> Iterator[str]:
    """The paths of a list, one a line."""
    for line in lines:
        if path := line.rstrip("\r\n"):
            yield path


def _read_directory(folder: str, options: ReadOptions) -> Iterator[Item]:
    others = 0
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Failure(display_name(folder), error.strerror or str(error))
        return
    for name in names:
        path = os.path.join(folder, name)
        if name.startswith("."):
            continue
        if os.path.isdir(path):
            yield from _read_directory(path, options)
        elif _reader(path) or suffix_format(path.removesuffix(".zst")):
            yield from _read_file(path, options)
        else:
            others += 1
    if others:
        yield Notice(display_name(folder), f"{others} file{'s' * (others > 1)} of other kinds not read")


def _read_file(path: str, options: ReadOptions) -> Iterator[Item]:
    reader = _reader(path)
    source = display_name(path)
    if reader is None and not path.endswith(".zst"):
        yield from read_articles([path], options)
        return
    try:
        with open(path, "rb") as file:
            if path.endswith(".zst"):
                kind = suffix_format(path.removesuffix(".zst"))
                yield from read_stream(_unzstd(file), source, kind, options)
            elif reader:
                yield from reader(file, source, options)
    except (OSError, ValueError) as error:
        yield Failure(source, (error.strerror if isinstance(error, OSError) else None) or str(error))


def _reader(path: str) -> Callable[[BinaryIO, str, ReadOptions], Iterator[Item]] | None:
    lower = path.lower()
    if lower.endswith(".parquet"):
        return _read_parquet
    return _read_csv if lower.removesuffix(".gz").endswith(".csv") else None


def _unzstd(file: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError:
        raise UsageError("reading .zst needs the extra: pip install 'extractor[zstd]'") from None
    return io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file))


def _read_parquet(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[Item]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError("reading Parquet needs the extra: pip install 'extractor[parquet]'") from None
    number = 0
    try:
        table = parquet.ParquetFile(file)
        wanted = {options.text_field, options.date_field, "title", "author", *OWN_NAME_FIELDS}
        columns = [name for name in table.schema_arrow.names if name in wanted]
        for batch in table.iter_batches(PARQUET_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield from _read_row(row, f"{source}#{number}", options)
    except pyarrow.ArrowException as error:
        yield Failure(source, " ".join(str(error).split()))


def _read_csv(file: BinaryIO, source: str, options: ReadOptions) -> Iterator[Item]:
    csv.field_size_limit(options.max_size)
    raw = gzip.GzipFile(fileobj=file) if source.lower().endswith(".gz") else file
    with io.TextIOWrapper(raw, encoding=options.encoding or "utf-8-sig", newline="") as text:
        number = 0
        try:
            for number, row in enumerate(csv.DictReader(text), 1):
                yield from _read_row(row, f"{source}#{number}", options)
        except (csv.Error, UnicodeDecodeError, EOFError) as error:
            yield Failure(source, f"{error} after row {number}")


def _read_row(row: dict[str, Any], place: str, options: ReadOptions) -> Iterator[Item]:
    name = next((str(row[field]) for field in OWN_NAME_FIELDS if row.get(field) not in (None, "")), place)
    text = row.get(options.text_field)
    if not isinstance(text, str):
        yield Failure(name, f'no field "{options.text_field}"')
        return
    if len(text) > options.max_size:
        yield Failure(name, f"over {options.max_size / 1_000_000:g} MB (--max-size)")
        return
    stated = row.get(options.date_field)
    day = parse_date(stated if stated is None or isinstance(stated, (str, int)) else str(stated)) if stated else None
    if stated and day is None:
        yield Notice(name, f"publication date not understood: {str(stated)[:40]!r}")
    yield Article(text, name, row.get("title") or None, day, row.get("author") or None)


def count_articles(inputs: Iterable[str]) -> int | None:
    """How many articles the inputs seem to hold, for the progress bar; None where only reading them would tell."""
    total = 0
    for path in inputs:
        if has_magic(path) and not os.path.exists(path):
            found = count_articles(sorted(glob(path, recursive=True)))
        elif os.path.isdir(path):
            found = count_articles(
                os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names if name[0] != "."
            )
        else:
            found = _count_file(path)
        if found is None:
            return None
        total += found
    return total


def _count_file(path: str) -> int | None:
    lower = path.lower()
    if lower.endswith(".parquet"):
        from pyarrow import parquet

        rows: int = parquet.read_metadata(path).num_rows
        return rows
    if lower.endswith((".gz", ".zst", ".csv", ".xml", ".rss")):
        return None
    if suffix_format(path) != "jsonl":
        return 1 if suffix_format(path) else 0
    try:
        with open(path, "rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 1
