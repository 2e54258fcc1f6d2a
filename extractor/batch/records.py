"""The files of one generation: the finished articles of a run, each with a checksum.

    documents      the payloads, one after the other
    errors         a JSON line for each article that failed
    index          fixed-size records: key, places in the two files, checksums of both, counts, checksum of the record

An index record is written only after what it points to is on disk, and chunks of articles only as wholes. The
checksum of a record begins with what its run is known by and with its number, so that no record is taken for one of
another run or another place.
"""

import errno
import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from extractor.batch.durable import copy_head
from extractor.document import LAYERS, Article
from extractor.text.articles import Failure

CHUNK_END = 1
"""Flag of the last article of a chunk."""

_FIELDS = struct.Struct(f"<16sBQQIQII{len(LAYERS)}I")
_CHECKSUM = struct.Struct("<I")
RECORD_SIZE = _FIELDS.size + _CHECKSUM.size
_READ_AT_ONCE = 4096


class Entry(NamedTuple):
    """A finished article: its payload, or the line that says why it failed."""

    key: bytes
    payload: bytes
    error: bytes = b""
    counts: tuple[int, ...] = (0,) * len(LAYERS)


class Record(NamedTuple):
    """Where an entry is; lengths and offsets in bytes, checksums CRC-32."""

    key: bytes
    flags: int
    offset: int
    length: int
    checksum: int
    error_offset: int
    error_length: int
    error_checksum: int
    counts: tuple[int, ...]


class Survey(NamedTuple):
    """What of a generation can be relied on."""

    whole: int
    """Records up to the first that is damaged, or up to the end of the last whole chunk."""
    damaged: int
    """Records before the end of the last whole chunk that are not as they were written."""
    documents: int
    errors: int
    """Bytes of the two files that belong to the whole records."""


def article_key(item: Article | Failure) -> bytes:
    """16 bytes that identify the source and content of an article (or an unreadable input)."""
    digest = blake2b(digest_size=16)
    if isinstance(item, Failure):
        parts: tuple[str | None, ...] = (item.source, item.reason)
    else:
        parts = (item.source, item.date, item.title, item.author, item.text)
    for part in parts:
        digest.update(b"\1" if part is None else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.digest()


class Generation:
    """The files of one generation in its folder.

    `identity`: 16 bytes that the run is known by. `documents`: where the payloads lie, if not in the folder.
    """

    def __init__(self, folder: Path, identity: bytes, documents: Path | None = None) -> None:
        self.folder = folder
        self.documents = documents or folder / "documents"
        self.errors = folder / "errors"
        self.index = folder / "index"
        self._seed = zlib.crc32(identity)

    def create(self) -> None:
        """Make the three files, empty."""
        for path in (self.documents, self.errors, self.index):
            with open(path, "wb") as file:
                os.fsync(file.fileno())

    def records(self) -> Iterator[Record | None]:
        """The records in order, None for one that is damaged."""
        if not self.index.is_file():
            return
        number = 0
        with open(self.index, "rb") as file:
            while block := file.read(RECORD_SIZE * _READ_AT_ONCE):
                for start in range(0, len(block) - RECORD_SIZE + 1, RECORD_SIZE):
                    yield self._unpack(block[start : start + RECORD_SIZE], number)
                    number += 1

    def checked(self) -> Iterator[tuple[Record, bytes] | None]:
        """The records with their payloads, in order; None for one that is damaged or whose payload or error is."""
        with ExitStack() as stack:
            documents, errors = (
                stack.enter_context(open(path, "rb")) if path.is_file() else None
                for path in (self.documents, self.errors)
            )
            for record in self.records():
                if record is None:
                    yield None
                    continue
                payload = _read_at(documents, record.offset, record.length)
                error = _read_at(errors, record.error_offset, record.error_length)
                is_sound = zlib.crc32(payload) == record.checksum and zlib.crc32(error) == record.error_checksum
                yield (record, payload) if is_sound else None

    def survey(self) -> Survey:
        """Read everything and see what can be relied on."""
        survey = Survey(0, 0, 0, 0)
        leading = (0, 0, 0)  # records, bytes of documents and of errors before the first damaged record
        damaged = 0
        for number, found in enumerate(self.checked(), 1):
            if found is None:
                damaged += 1
                continue
            record = found[0]
            if not damaged:
                leading = (number, record.offset + record.length, record.error_offset + record.error_length)
            if record.flags & CHUNK_END:
                survey = Survey(leading[0], damaged, *leading[1:])
        return survey

    def pack(self, number: int, record: Record) -> bytes:
        """The bytes of the record that has this number, counted from 0."""
        fields = _FIELDS.pack(*record[:-1], *record.counts)
        return fields + _CHECKSUM.pack(zlib.crc32(fields, self._seed ^ number))

    def entry(self, number: int) -> Entry | None:
        """What the record that has this number points to, None where it is damaged."""
        try:
            with open(self.index, "rb") as index, open(self.documents, "rb") as documents:
                record = self._unpack(_read_at(index, number * RECORD_SIZE, RECORD_SIZE), number)
                payload = b"" if record is None else _read_at(documents, record.offset, record.length)
        except FileNotFoundError:
            return None
        if record is None or zlib.crc32(payload) != record.checksum:
            return None
        return Entry(record.key, payload, counts=record.counts)

    def _unpack(self, data: bytes, number: int) -> Record | None:
        fields = data[: _FIELDS.size]
        if len(data) < RECORD_SIZE:
            return None
        if _CHECKSUM.unpack_from(data, _FIELDS.size)[0] != zlib.crc32(fields, self._seed ^ number):
            return None
        values = _FIELDS.unpack(fields)
        return Record._make((*values[: -len(LAYERS)], values[-len(LAYERS) :]))


def repair(generation: Generation, survey: Survey) -> None:
    """Cut off what an interruption left half-written after the last whole chunk."""
    for path, length in (
        (generation.index, survey.whole * RECORD_SIZE),
        (generation.documents, survey.documents),
        (generation.errors, survey.errors),
    ):
        if path.exists() and path.stat().st_size != length:
            os.truncate(path, length)


def copy_leading(source: Generation, target: Generation, count: int) -> None:
    """Fill a new generation with the first `count` articles of another, the last of them the end of a chunk.

    These are known to be sound.
    """
    documents = errors = 0
    with open(target.index, "wb") as index:
        for number, record in zip(range(count), source.records(), strict=False):
            if record is None:  # it was sound a moment ago
                raise OSError(errno.EIO, "damaged while it was in use", str(source.index))
            flags = record.flags | (CHUNK_END if number == count - 1 else 0)
            index.write(target.pack(number, record._replace(flags=flags)))
            documents, errors = record.offset + record.length, record.error_offset + record.error_length
        index.flush()
        os.fsync(index.fileno())
    copy_head(source.documents, target.documents, documents)
    copy_head(source.errors, target.errors, errors)


def _read_at(file: BinaryIO | None, offset: int, length: int) -> bytes:
    """The bytes at a place, fewer where the file ends before or is missing."""
    if file is None or not length:
        return b""
    if file.tell() != offset:
        file.seek(offset)
    return file.read(length)
