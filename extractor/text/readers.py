"""Files, pipes and directories to articles.

An input that cannot be read costs that input only: it comes out as a `Failure` among the articles.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from extractor.document import Article
from extractor.errors import InputError, UsageError
from extractor.recover import describe_error
from extractor.text.articles import SURROGATE_RE, Failure, Item, Notice, ReadOptions, clean, told_apart
from extractor.text.decode import decode
from extractor.text.records import read_lines, read_values
from extractor.text.streams import InputFormat, Packing, collect, packing_of, sniff, unpacked
from extractor.text.tables import read_csv
from extractor.text.walk import walk

FORMATS: dict[str, InputFormat] = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
"""By suffix, in lower case; each may be followed by `.gz` or `.zst`."""

GLUED_RE = re.compile(r"date (?<=[\s.!?»”\")]date )\d{4}-\d\d-\d\d(?=\s)")
"""The header of an article where another may have ended."""


def read_articles(
    paths: Iterable[str], options: ReadOptions | None = None, *, stdin: BinaryIO | None = None
) -> Iterator[Item]:
    """The articles of files, directories and `-` (standard input), as they become readable.

    Shape: in the order of `paths`, a directory's files in the order of their names; a failure or notice comes where
    its article would. A line of a pipe is delivered when its line end has been read.
    Directories: all levels, links followed once; hidden files (`.name`) are passed over, files of other kinds counted
    in one notice at the directory's end.
    """
    yield from told_apart(read_paths(paths, options or ReadOptions(), stdin=stdin))


def read_paths(paths: Iterable[str], options: ReadOptions, *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """As `read_articles`, articles of one name not distinguished."""
    for path in paths:
        if path == "-":
            yield from read_stream(stdin or sys.stdin.buffer, "-", options.input_format, options)
        elif os.path.isdir(path):
            yield from _read_directory(path, options)
        else:
            yield from _read_file(path, options.input_format or suffix_format(path), options)


def suffix_format(path: str) -> InputFormat | None:
    """The format that the name of a file implies, `.gz` and `.zst` disregarded."""
    return FORMATS.get(os.path.splitext(path.lower().removesuffix(".gz").removesuffix(".zst"))[1])


def display_name(path: str) -> str:
    """The path as valid Unicode; bytes of file names that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace") if SURROGATE_RE.search(path) else path


def _read_directory(path: str, options: ReadOptions) -> Iterator[Item]:
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


def _read_file(path: str, kind: InputFormat | None, options: ReadOptions) -> Iterator[Item]:
    if kind is None and path.lower().endswith(".parquet") and os.path.isfile(path):
        yield Failure(display_name(path), "Parquet is read by `extractor batch`")
        return
    try:
        file = open(path, "rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        yield Failure(display_name(path), describe_error(error))
        return
    with file:
        yield from read_stream(file, display_name(path), kind, options, packing=packing_of(path))


def read_stream(
    file: BinaryIO, source: str, kind: InputFormat | None, options: ReadOptions, *, packing: Packing | None = None
) -> Iterator[Item]:
    """The articles of an open file that is called `source`; `kind` None: by its first characters."""
    try:
        chunks = unpacked(file, packing)
        if kind is None:
            kind, chunks = sniff(chunks, options.text_field)
        yield from _READERS[kind](source, chunks, options)
    except UsageError:
        raise
    except Exception as error:
        yield Failure(source, describe_error(error))


def _read_text(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Item]:
    decoded = decode(collect(chunks, options.max_size), options.encoding)
    if decoded.damaged:
        yield Notice(source, f"{decoded.damaged} malformed places in {decoded.encoding} text, each read as U+FFFD")
    if GLUED_RE.search(decoded.text, len(decoded.text) - len(decoded.text.lstrip()) + 1):
        reason = "read as one article, though `date YYYY-MM-DD` is within it; give the files by name instead"
        yield Notice(source, reason)
    yield Article(decoded.text, source)


def _read_page(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article]:
    from extractor.text.html import read_page

    data = collect(chunks, options.max_size)
    if not data:
        yield Article("", source)
        return
    page = read_page(data, options.encoding)
    yield Article(clean(page.text), source, page.title and clean(page.title), page.date, page.author)


def _read_feed(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Item]:
    from extractor.text.feeds import read_feed

    number = 0
    try:
        for number, item in enumerate(read_feed(collect(chunks, options.max_size), options.encoding), 1):
            yield Article(item.text, item.name or f"{source}#{number}", item.title, item.date, item.author)
    except InputError as error:
        raise InputError(f"{error}, after item {number}" if number else str(error)) from None


_READERS: dict[InputFormat, Callable[[str, Iterator[bytes], ReadOptions], Iterator[Item]]] = {
    "text": _read_text,
    "jsonl": read_lines,
    "json": read_values,
    "csv": read_csv,
    "html": _read_page,
    "feed": _read_feed,
}
