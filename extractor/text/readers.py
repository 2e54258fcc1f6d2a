"""Files, pipes and directories to articles.

An input that cannot be read costs that input only: it comes out as a `Failure` among the articles.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

from extractor.document import Article
from extractor.errors import InputError, UsageError
from extractor.recover import describe_error
from extractor.text.days import parse_date
from extractor.text.decode import check_encoding, decode
from extractor.text.streams import (
    InputFormat,
    Packing,
    collect,
    cut_lines,
    megabytes,
    narrow,
    packing_of,
    sniff,
    unpacked,
)
from extractor.text.walk import walk

FORMATS: dict[str, InputFormat] = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
"""By suffix, in lower case; each may be followed by `.gz` or `.zst`."""

MAX_SIZE = 50_000_000
"""Default limit of an article, in bytes after decompression."""

LONGEST_NUMBER = 1000
"""Digits."""

SURROGATE_RE = re.compile("[\ud800-\udfff]")


class Failure(NamedTuple):
    """An input that could not be read; the exit status becomes 1."""

    source: str
    reason: str


class Notice(NamedTuple):
    """Something that the user should know, and that costs no article."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read.

    Errors: UsageError for an encoding that does not exist or a limit that is not positive.
    """

    encoding: str | None = None
    """None: detected, article by article."""
    text_field: str = "text"
    date_field: str = "date"
    max_size: int = MAX_SIZE
    """Limit of a file, a record's line or a page, in bytes after decompression."""
    input_format: InputFormat | None = None
    """Of `-` and files given by name (in directories the suffix decides); None: by suffix, else by first characters."""

    def __post_init__(self) -> None:
        if self.encoding is not None:
            check_encoding(self.encoding)
        if self.max_size <= 0:
            raise UsageError("the size limit must be positive")


def read_articles(
    paths: Iterable[str], options: ReadOptions | None = None, *, stdin: BinaryIO | None = None
) -> Iterator[Article | Failure | Notice]:
    """The articles of files, directories and `-` (standard input), as they become readable.

    Shape: in the order of `paths`, a directory's files in the order of their names; a failure or notice stands where
    its article would. A line of a pipe is delivered when its line end has been read.
    Directories: all levels, links followed once; hidden files (`.name`) are passed over, files of other kinds counted
    in one notice at the directory's end.
    """
    options = options or ReadOptions()
    for path in paths:
        if path == "-":
            yield from read_stream(stdin or sys.stdin.buffer, "-", options.input_format, options)
        elif os.path.isdir(path):
            yield from _read_directory(path, options)
        else:
            yield from _read_file(path, options.input_format or suffix_format(path), options)


def suffix_format(path: str) -> InputFormat | None:
    """The format that the name of a file tells, `.gz` and `.zst` disregarded."""
    return FORMATS.get(os.path.splitext(path.lower().removesuffix(".gz").removesuffix(".zst"))[1])


def display_name(path: str) -> str:
    """The path as valid Unicode; bytes of file names that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace") if SURROGATE_RE.search(path) else path


def _read_directory(path: str, options: ReadOptions) -> Iterator[Article | Failure | Notice]:
    others: Counter[str] = Counter()
    for found in walk(path):
        if found.error is not None:
            yield Failure(display_name(found.path), describe_error(found.error))
        elif (kind := suffix_format(found.path)) and found.is_file:
            yield from _read_file(found.path, kind, options)
        else:
            others[os.path.splitext(found.path)[1].lower() or "without suffix"] += 1
    if others:
        kinds = ", ".join(
            f"{count} {kind}" for kind, count in sorted(others.items(), key=lambda kind: (-kind[1], kind))
        )
        total = others.total()
        yield Notice(display_name(path), f"{total} file{'s' * (total > 1)} of other kinds not read ({kinds})")


def _read_file(path: str, kind: InputFormat | None, options: ReadOptions) -> Iterator[Article | Failure | Notice]:
    try:
        file = open(path, "rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        yield Failure(display_name(path), describe_error(error))
        return
    with file:
        yield from read_stream(file, display_name(path), kind, options, packing=packing_of(path))


def read_stream(
    file: BinaryIO, source: str, kind: InputFormat | None, options: ReadOptions, *, packing: Packing | None = None
) -> Iterator[Article | Failure | Notice]:
    """The articles of an open file that is called `source`; `kind` None: by its first characters."""
    try:
        chunks = unpacked(file, packing)
        if kind is None:
            kind, chunks = sniff(chunks)
        yield from _READERS[kind](source, chunks, options)
    except UsageError:
        raise
    except Exception as error:
        yield Failure(source, describe_error(error))


def _read_text(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article | Notice]:
    decoded = decode(collect(chunks, options.max_size), options.encoding)
    if decoded.damaged:
        yield Notice(source, f"{decoded.damaged} malformed places in {decoded.encoding} text, each read as U+FFFD")
    yield Article(decoded.text, source)


def _read_records(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article | Failure | Notice]:
    chunks, encoding = narrow(chunks, options.encoding)
    number = 0
    try:
        for number, line in cut_lines(chunks, options.max_size):
            if line is None:
                yield Failure(f"{source}#{number}", f"line {number} is over {megabytes(options.max_size)} (--max-size)")
            elif line.strip():
                yield from _read_record(source, number, line, encoding, options)
    except InputError as error:
        reason = str(error)
        raise InputError(
            f"{reason} after line {number}" if number and " after line " not in reason else reason
        ) from None


def _read_record(
    source: str, number: int, line: bytes, encoding: str | None, options: ReadOptions
) -> Iterator[Article | Failure | Notice]:
    place = f"{source}#{number}"
    try:
        record = json.loads(decode(line, encoding).text, parse_int=_whole)
        if not isinstance(record, dict):
            raise InputError("no JSON object")
        name = _own_name(record) or place
        text = record.get(options.text_field)
        if not isinstance(text, str):
            raise InputError(
                f'no field "{options.text_field}"' if text is None else f'"{options.text_field}" is no text'
            )
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" at")
        yield Failure(place, f"line {number} is not JSON: {reason} at column {error.colno}")
    except Exception as error:
        yield Failure(place, f"line {number}: {describe_error(error)}")
    else:
        stated = record.get(options.date_field)
        day = parse_date(stated)
        if stated is not None and day is None:
            yield Notice(name, f"line {number}: publication date not understood: {str(stated)[:40]!r}")
        title, author = (_own_text(record, field) for field in ("title", "author"))
        yield Article(_clean(text), name, title, day, author)


def _whole(digits: str) -> int | None:
    """A whole number; nothing that an article is known by has more digits than Python converts."""
    return int(digits) if len(digits) < LONGEST_NUMBER else None


def _read_page(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article]:
    from extractor.text.html import read_page

    data = collect(chunks, options.max_size)
    if not data:
        yield Article("", source)
        return
    page = read_page(data, options.encoding)
    yield Article(_clean(page.text), source, page.title and _clean(page.title), page.date, page.author)


def _read_feed(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article | Failure]:
    from extractor.text.feeds import read_feed

    number = 0
    try:
        for number, item in enumerate(read_feed(collect(chunks, options.max_size), options.encoding), 1):
            yield Article(item.text, item.name or f"{source}#{number}", item.title, item.date, item.author)
    except InputError as error:
        raise InputError(f"{error}, after item {number}" if number else str(error)) from None


def _own_text(record: dict[str, Any], field: str) -> str | None:
    value = record.get(field)
    return _clean(value) if isinstance(value, str) and value.strip() else None


def _own_name(record: dict[str, Any]) -> str | None:
    for field in ("source", "id", "url"):
        value = record.get(field)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return _clean(str(value))
    return None


def _clean(text: str) -> str:
    """The text with lone surrogates, which JSON can spell and no output can, as U+FFFD."""
    return SURROGATE_RE.sub("\ufffd", text)


_READERS = {"text": _read_text, "jsonl": _read_records, "html": _read_page, "feed": _read_feed}
