"""Files, pipes and directories to articles.

An input that cannot be read costs that input only: it comes out as a `Failure` among the articles.
"""

import codecs
import json
import os
import re
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO, Literal, NamedTuple

from extractor.document import Article
from extractor.errors import InputError, UsageError
from extractor.text.days import parse_date
from extractor.text.decode import BOMS, check_encoding, decode, detect_utf16

InputFormat = Literal["text", "jsonl", "html", "feed"]

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
"""By suffix, in lower case; each may be followed by `.gz`."""

MAX_SIZE = 50_000_000
"""Default limit of an article, in bytes after decompression."""

SKIP_FACTOR = 20
"""How many times the limit is read in search of the end of a line that is over it."""

CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
SURROGATE_RE = re.compile("[\ud800-\udfff]")
SNIFFED = 4096
"""Bytes by which markup tells what it is."""

RECORD_RE = re.compile(r'\s*\{\s*["}]')
FEED_RE = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
PAGE_RE = re.compile(
    r"\s*(?:HTTP/[\d.]+ \d|<!doctype html|<(?:html|head|body|title|meta|script|div|article|main|table|p|h1)[\s>]"
    r"|<(?:\?xml|!--)(?s:.*)<html[\s>])",
    re.IGNORECASE,
)


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
    """The format that the name of a file tells, `.gz` disregarded."""
    return FORMATS.get(os.path.splitext(path.lower().removesuffix(".gz"))[1])


def display_name(path: str) -> str:
    """The path as valid Unicode; bytes of file names that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace") if SURROGATE_RE.search(path) else path


def _read_directory(path: str, options: ReadOptions) -> Iterator[Article | Failure | Notice]:
    others: Counter[str] = Counter()
    yield from _walk(path, options, others, set())
    if others:
        kinds = ", ".join(
            f"{count} {kind}" for kind, count in sorted(others.items(), key=lambda kind: (-kind[1], kind))
        )
        total = others.total()
        yield Notice(display_name(path), f"{total} file{'s' * (total > 1)} of other kinds not read ({kinds})")


def _walk(
    path: str, options: ReadOptions, others: Counter[str], seen: set[tuple[int, int]]
) -> Iterator[Article | Failure | Notice]:
    try:
        here = os.stat(path)
        if (here.st_dev, here.st_ino) in seen:
            return
        seen.add((here.st_dev, here.st_ino))
        names = sorted(os.listdir(path))
    except OSError as error:
        yield Failure(display_name(path), _os_reason(error))
        return
    for name in names:
        if name.startswith("."):
            continue
        inner = os.path.join(path, name)
        if os.path.isdir(inner):
            yield from _walk(inner, options, others, seen)
        elif (kind := suffix_format(name)) and _may_be_read(inner):
            yield from _read_file(inner, kind, options)
        else:
            others[os.path.splitext(name)[1].lower() or "without suffix"] += 1


def _may_be_read(path: str) -> bool:
    """Whether opening it cannot block; a dangling link is opened so that it fails by name."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True


def _read_file(path: str, kind: InputFormat | None, options: ReadOptions) -> Iterator[Article | Failure | Notice]:
    try:
        file = open(path, "rb")  # noqa: SIM115
    except (OSError, ValueError) as error:
        yield Failure(display_name(path), _os_reason(error))
        return
    with file:
        yield from read_stream(file, display_name(path), kind, options, zipped=path.lower().endswith(".gz"))


def read_stream(
    file: BinaryIO, source: str, kind: InputFormat | None, options: ReadOptions, *, zipped: bool = False
) -> Iterator[Article | Failure | Notice]:
    """The articles of an open file that is called `source`; `kind` None: by its first characters."""
    try:
        head, chunks = _peek(_chunks(file), len(GZIP_MAGIC))
        if zipped or head.startswith(GZIP_MAGIC):
            chunks = _gunzip(chunks)
        if kind is None:
            kind, chunks = _sniff(chunks)
        reader = _READERS[kind]
        yield from reader(source, chunks, options)
    except InputError as error:
        yield Failure(source, str(error))
    except (OSError, ValueError) as error:
        yield Failure(source, _os_reason(error))


def _read_text(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article | Notice]:
    decoded = decode(_collect(chunks, options.max_size), options.encoding)
    if decoded.damaged:
        yield Notice(source, f"{decoded.damaged} malformed places in {decoded.encoding} text, each read as U+FFFD")
    yield Article(decoded.text, source)


def _read_records(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article | Failure | Notice]:
    chunks, encoding = _narrow(chunks, options.encoding)
    number = 0
    try:
        for number, line in enumerate(_lines(chunks, options.max_size), 1):
            if line is None:
                yield Failure(
                    f"{source}#{number}", f"line {number} is over {_megabytes(options.max_size)} (--max-size)"
                )
            elif line.strip():
                yield from _read_record(source, number, line, encoding, options)
    except InputError as error:
        raise InputError(f"{error} after line {number}" if number else str(error)) from None


def _read_record(
    source: str, number: int, line: bytes, encoding: str | None, options: ReadOptions
) -> Iterator[Article | Failure | Notice]:
    place = f"{source}#{number}"
    try:
        record = json.loads(decode(line, encoding).text)
        if not isinstance(record, dict):
            raise InputError("no JSON object")
        name = _own_name(record) or place
        text = record.get(options.text_field)
        if not isinstance(text, str):
            raise InputError(
                f'no field "{options.text_field}"' if text is None else f'"{options.text_field}" is no text'
            )
    except json.JSONDecodeError as error:
        yield Failure(place, f"line {number} is not JSON: {error.msg} at column {error.colno}")
    except (InputError, ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        yield Failure(place, f"line {number}: {reason}")
    else:
        stated = record.get(options.date_field)
        day = parse_date(stated)
        if stated is not None and day is None:
            yield Notice(name, f"line {number}: publication date not understood: {str(stated)[:40]!r}")
        title, author = (_own_text(record, field) for field in ("title", "author"))
        yield Article(_clean(text), name, title, day, author)


def _read_page(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article]:
    from extractor.text.html import read_page

    data = _collect(chunks, options.max_size)
    if not data:
        yield Article("", source)
        return
    page = read_page(data, options.encoding)
    yield Article(_clean(page.text), source, page.title and _clean(page.title), page.date, page.author)


def _read_feed(source: str, chunks: Iterator[bytes], options: ReadOptions) -> Iterator[Article | Failure]:
    from extractor.text.feeds import read_feed

    number = 0
    try:
        for number, item in enumerate(read_feed(_collect(chunks, options.max_size), options.encoding), 1):
            yield Article(item.text, item.name or f"{source}#{number}", item.title, item.date, item.author)
    except InputError as error:
        raise InputError(f"{error}, after item {number}" if number else str(error)) from None


def _own_text(record: dict[str, Any], field: str) -> str | None:
    value = record.get(field)
    return _clean(value) if isinstance(value, str) and value.strip() else None


def _own_name(record: dict[str, Any]) -> str | None:
    for field in ("source", "id", "url"):
        value = record.get(field)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            return _clean(str(value))
    return None


def _clean(text: str) -> str:
    """The text with lone surrogates, which JSON can spell and no output can, as U+FFFD."""
    return SURROGATE_RE.sub("\ufffd", text)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """What is there to read, without waiting for more."""
    read: Any = getattr(file, "read1", file.read)
    while chunk := read(CHUNK):
        yield chunk


def _peek(chunks: Iterator[bytes], least: int) -> tuple[bytes, Iterator[bytes]]:
    """The first `least` bytes or more, fewer only at the end, and all the chunks, these included."""
    head = b""
    while len(head) < least and (chunk := next(chunks, b"")):
        head += chunk
    return head, chain((head,) if head else (), chunks)


def _gunzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The decompressed chunks of one or more gzip members, none over `CHUNK`.

    Errors: InputError at the place where the data break off or are corrupt; what comes before is delivered.
    """
    inflater, members, begun = None, 0, False
    for chunk in chunks:
        while chunk:
            if inflater is None:
                chunk = chunk.lstrip(b"\0") if members else chunk  # members may be padded
                inflater = zlib.decompressobj(wbits=31) if chunk else None
                continue
            try:
                piece = inflater.decompress(chunk, CHUNK)
            except zlib.error:
                raise InputError("corrupt .gz data" if begun else "not a .gz file") from None
            if piece:
                begun = True
                yield piece
            chunk = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            if inflater.eof:
                inflater, members = None, members + 1
    if inflater is not None or not members:
        if inflater is not None and (piece := inflater.flush()):
            yield piece
        raise InputError("truncated .gz data")


def _collect(chunks: Iterator[bytes], limit: int) -> bytes:
    """All the bytes.

    Errors: InputError where they are more than `limit`; no more is read.
    """
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise InputError(f"over {_megabytes(limit)} (--max-size)")
        parts.append(chunk)
    return b"".join(parts)


def _lines(chunks: Iterator[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines, without their ends; None for one of more than `limit` bytes.

    Errors: InputError where no end of such a line is in sight.
    """
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        *whole, rest = chunk.split(b"\n")
        for line in whole:
            yield None if size + len(line) > limit else b"".join((*parts, line))
            parts, size = [], 0
        size += len(rest)
        if size <= limit:
            parts.append(rest)
        else:
            parts = []
            if size > SKIP_FACTOR * limit:
                raise InputError(f"a line of more than {_megabytes(SKIP_FACTOR * limit)}, the rest is not read,")
    if size:
        yield None if size > limit else b"".join(parts)


def _narrow(chunks: Iterator[bytes], encoding: str | None) -> tuple[Iterator[bytes], str | None]:
    """The chunks and their encoding, UTF-16 and UTF-32 turned into UTF-8: only then is a line end one byte."""
    head, chunks = _peek(chunks, 4)
    wide = encoding or _wide_encoding(head)
    if wide is None or len("\n".encode(wide)) == 1:
        return chunks, encoding
    decoder = codecs.getincrementaldecoder(wide)("replace")
    return (decoder.decode(chunk).encode("utf-8", "replace") for chunk in chunks), "utf-8"


def _sniff(chunks: Iterator[bytes]) -> tuple[InputFormat, Iterator[bytes]]:
    """The format of what has no name that tells it, and all its chunks.

    Of text and JSON Lines no more is read than the first characters: a pipe may be slow.
    """
    head = b""
    while _is_undecided(head) and (chunk := next(chunks, b"")):
        head += chunk
    text = head.decode(_wide_encoding(head) or "latin-1", "replace").removeprefix("\ufeff").removeprefix("\xef\xbb\xbf")
    kind: InputFormat = "text"
    if RECORD_RE.match(text):
        kind = "jsonl"
    elif PAGE_RE.match(text):
        kind = "html"
    elif text.lstrip().startswith("<") and FEED_RE.search(text, 0, SNIFFED):
        kind = "feed"
    return kind, chain((head,), chunks)


def _is_undecided(head: bytes) -> bool:
    begun = head.lstrip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe")
    if begun.startswith(b"<"):
        return len(head) < SNIFFED
    return len(begun) < 16 and b"\n" not in begun


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by the first bytes, else None."""
    marked = next((name for mark, name in BOMS if head.startswith(mark)), None)
    return detect_utf16(head[:64]) if marked in (None, "utf-8") else marked


def _os_reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"


_READERS = {"text": _read_text, "jsonl": _read_records, "html": _read_page, "feed": _read_feed}
