"""Bytes as they are read: chunks, decompressed, cut into lines, never more in memory than the limit allows."""

import codecs
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, Literal

from extractor.errors import InputError, UsageError, missing_extra
from extractor.text.decode import BOMS, detect_utf16

InputFormat = Literal["text", "jsonl", "json", "csv", "html", "feed"]
Packing = Literal["gz", "zst"]

SKIP_FACTOR = 20
"""How many times the limit is read in search of the end of a line that is over it."""

CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

ZSTD_STEP = 1 << 10
"""Bytes of zstd that are decompressed at a time: these become 32 MB at most."""

SNIFFED = 4096
"""Bytes at the beginning of an input that show its format."""

RECORD_RE = re.compile(r'\s*\{[^\S\n]*["}]')
VALUES_RE = re.compile(r'\s*(?:\[\s*(?:[{\]]|$)|\{\s*\n\s*["}])')
"""An array of objects, or an object that is indented."""

HEADER_LENGTH = 1000
"""Code points of the line with the names of the columns of a table."""
FEED_RE = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
PAGE_RE = re.compile(
    r"\s*(?:HTTP/[\d.]+ \d|<!doctype html|<(?:html|head|body|title|meta|script|div|article|main|table|p|h1)[\s>]"
    r"|<(?:\?xml|!--)(?s:.*)<html[\s>])",
    re.IGNORECASE,
)


def read_chunks(file: BinaryIO) -> Iterator[bytes]:
    """What is there to read, without waiting for more."""
    read: Any = getattr(file, "read1", file.read)
    while chunk := read(CHUNK):
        yield chunk


def peek(chunks: Iterator[bytes], least: int) -> tuple[bytes, Iterator[bytes]]:
    """The first `least` bytes or more, fewer only at the end, and all the chunks, these included."""
    head = b""
    while len(head) < least and (chunk := next(chunks, b"")):
        head += chunk
    return head, chain((head,) if head else (), chunks)


def packing_of(path: str) -> Packing | None:
    """How the name says that a file is compressed."""
    lower = path.lower()
    return "gz" if lower.endswith(".gz") else "zst" if lower.endswith(".zst") else None


def unpacked(file: BinaryIO, packing: Packing | None = None) -> Iterator[bytes]:
    """The chunks of a file, decompressed where its name or its first bytes say so."""
    head, chunks = peek(read_chunks(file), len(ZSTD_MAGIC))
    if packing == "gz" or (packing is None and head.startswith(GZIP_MAGIC)):
        return gunzip(chunks)
    if packing == "zst" or (packing is None and head.startswith(ZSTD_MAGIC)):
        return unzstd(chunks)
    return chunks


def gunzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
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


def unzstd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The decompressed chunks of one or more zstd frames.

    Errors: UsageError where the extra is missing; InputError as of `gunzip`.
    """
    try:
        import zstandard
    except ImportError:
        raise UsageError(missing_extra("reading .zst", "zstd")) from None
    inflater, frames, is_zstd = None, 0, False
    for chunk in chunks:
        is_zstd = is_zstd or chunk.startswith(ZSTD_MAGIC)
        for start in range(0, len(chunk), ZSTD_STEP):
            piece = chunk[start : start + ZSTD_STEP]
            while piece:
                inflater = inflater or zstandard.ZstdDecompressor().decompressobj()
                try:
                    data = inflater.decompress(piece)
                except zstandard.ZstdError:
                    raise InputError("corrupt .zst data" if is_zstd else "not a .zst file") from None
                yield from (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
                piece = b""
                if inflater.eof:
                    piece = inflater.unused_data
                    inflater, frames = None, frames + 1
    if inflater is not None or not frames:
        raise InputError("truncated .zst data")


def collect(chunks: Iterator[bytes], limit: int) -> bytes:
    """All the bytes.

    Errors: InputError where they are more than `limit`; no more is read.
    """
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise InputError(f"over {megabytes(limit)} (--max-size)")
        parts.append(chunk)
    return b"".join(parts)


def cut_lines(chunks: Iterator[bytes], limit: int, *, keep_empty: bool = False) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not empty with their numbers, without their ends; None for one of more than `limit` bytes.

    Errors: InputError where no end of such a line is in sight.
    """
    parts: list[bytes] = []
    size = 0
    number = 1
    for chunk in chunks:
        if not (size or keep_empty or chunk.strip(b"\n")):  # there are files of nothing but millions of line ends
            number += len(chunk)
            continue
        *whole, rest = chunk.split(b"\n")
        for line in whole:
            if line or size or keep_empty:
                yield number, None if size + len(line) > limit else b"".join((*parts, line))
                parts, size = [], 0
            number += 1
        size += len(rest)
        if size <= limit:
            parts.append(rest)
        else:
            parts = []
            if size > SKIP_FACTOR * limit:
                most = megabytes(SKIP_FACTOR * limit)
                raise InputError(f"a line of more than {most}, the rest is not read, after line {number - 1}")
    if size:
        yield number, None if size > limit else b"".join(parts)


def narrow(chunks: Iterator[bytes], encoding: str | None) -> tuple[Iterator[bytes], str | None]:
    """The chunks and their encoding, UTF-16 and UTF-32 turned into UTF-8: only then is a line end one byte."""
    head, chunks = peek(chunks, 4)
    wide = encoding or wide_encoding(head)
    if wide is None or len("\n".encode(wide)) == 1:
        return chunks, encoding
    decoder = codecs.getincrementaldecoder(wide)("replace")
    return (decoder.decode(chunk).encode("utf-8", "replace") for chunk in chunks), "utf-8"


def sniff(chunks: Iterator[bytes], text_field: str = "text") -> tuple[InputFormat, Iterator[bytes]]:
    """The format of what has no name that shows it, and all its chunks.

    Of text no more is read than its first line, of JSON Lines than the first characters: a pipe may be slow. A table
    is what has `text_field` among the names of several columns.
    """
    head = b""
    while len(head) < SNIFFED and _is_undecided(head) and (chunk := next(chunks, b"")):
        head += chunk
    text = (
        head[:SNIFFED]
        .decode(wide_encoding(head) or "latin-1", "replace")
        .removeprefix("\ufeff")
        .removeprefix("\xef\xbb\xbf")
    )
    kind: InputFormat = "text"
    if VALUES_RE.match(text):
        kind = "json"
    elif RECORD_RE.match(text):
        kind = "jsonl"
    elif PAGE_RE.match(text):
        kind = "html"
    elif text.lstrip().startswith("<") and FEED_RE.search(text, 0, SNIFFED):
        kind = "feed"
    elif _is_header(text.partition("\n")[0], text_field):
        kind = "csv"
    return kind, chain((head,), chunks)


def _is_header(line: str, text_field: str) -> bool:
    if len(line) > HEADER_LENGTH:
        return False
    names = [re.split(f"[{delimiter}]", line.rstrip("\r")) for delimiter in ",;\t"]
    field = text_field.encode().decode("latin-1")
    return any(len(columns) > 1 and field in (name.strip(' "') for name in columns) for columns in names)


def _is_undecided(head: bytes) -> bool:
    begun = head.lstrip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe")
    if begun.startswith(b"<"):
        return len(head) < SNIFFED
    if begun.startswith((b"{", b"[")):
        return len(begun.replace(b"\0", b"")[1:].split()) == 0
    return b"\n" not in begun and len(begun) < HEADER_LENGTH


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by the first bytes, else None."""
    marked = next((name for mark, name in BOMS if head.startswith(mark)), None)
    return detect_utf16(head[:64]) if marked in (None, "utf-8") else marked


def megabytes(size: int) -> str:
    """A limit as people give it."""
    return f"{size / 1_000_000:g} MB"
