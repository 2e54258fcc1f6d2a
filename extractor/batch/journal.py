"""What makes a run resumable: the finished articles, in the order of the input, each known by source and content.

The state of a run lies in a folder beside its output:

    options.json     what the run was begun with
    lock             held while a run works on it
    1/, 2/ …         generations; a changed input begins a new one, which takes over what still holds
      documents      the payloads of the finished articles, one after the other
      errors         a JSON line for each article that failed
      index          fixed-size records: key, lengths in the two files, counts

An index record is written only after what it points to is on disk, and chunks of articles only as wholes: whatever
happens, the records that can be read are a prefix of the run.
"""

import contextlib
import json
import os
import shutil
import struct
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from extractor.document import Article
from extractor.errors import UsageError
from extractor.text.readers import Failure

KINDS = ("people", "organizations", "locations", "money", "dates", "facts")
"""What is counted; mentions of the first three."""

SYNC_SECONDS = 0.25
"""How much work a power cut may cost."""

_RECORD = struct.Struct(f"<16sBQI{len(KINDS)}I")
_CHUNK_END = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished article: its payload, or the line that says why it failed."""

    key: bytes
    payload: bytes
    error: bytes = b""
    counts: tuple[int, ...] = (0,) * len(KINDS)


def article_key(item: Article | Failure) -> bytes:
    """16 bytes that tell source and content of an article (or an unreadable input) from all others."""
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
    """The files of one generation."""

    def __init__(self, folder: Path, documents: Path | None = None) -> None:
        self.folder = folder
        self.documents = documents or folder / "documents"
        self.errors = folder / "errors"
        self.index = folder / "index"

    def entries(self) -> Iterator[tuple[bytes, int, int, int, int, tuple[int, ...]]]:
        """(key, flags, offset and length of the payload, length of the error, counts) of each article, in order."""
        if not self.index.exists():
            return
        offset = 0
        with open(self.index, "rb") as file:
            while block := file.read(_RECORD.size * 4096):
                for key, flags, length, error_length, *counts in _RECORD.iter_unpack(
                    block[: len(block) // _RECORD.size * _RECORD.size]
                ):
                    yield key, flags, offset, length, error_length, tuple(counts)
                    offset += length

    def keys(self) -> Iterator[bytes]:
        """The keys, in order."""
        return (entry[0] for entry in self.entries())

    def repair(self) -> int:
        """Cut off what an interruption left half-written; the number of articles that are whole."""
        whole = documents = errors = 0
        kept = (0, 0)
        size = self.documents.stat().st_size if self.documents.exists() else 0
        for count, (_, flags, _, length, error_length, _) in enumerate(self.entries(), 1):
            documents += length
            errors += error_length
            if documents > size:
                break
            if flags & _CHUNK_END:
                whole, kept = count, (documents, errors)
        for path, length in (
            (self.index, whole * _RECORD.size),
            (self.documents, kept[0]),
            (self.errors, kept[1]),
        ):
            if path.exists() and path.stat().st_size != length:
                os.truncate(path, length)
        return whole


class Journal:
    """The state of one run, open for going on.

    Errors: UsageError where the state is of other options or another version, or in use by another run.
    """

    def __init__(
        self,
        folder: Path,
        output: Path | None,
        options: dict[str, Any],
        *,
        restart: bool = False,
        retry_failed: bool = False,
    ) -> None:
        """`output`: the file that the documents become when the run is complete, None where they are converted."""
        self._folder = folder
        self._output = output
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(folder / "lock")
        try:
            self._check_options(options, restart)
            self._check_output()
        except UsageError:
            self._lock.close()
            raise
        numbers = sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit()) or [1]
        generations = [self._generation(number) for number in numbers]
        self._number, self._current, self._older = numbers[-1], generations[-1], generations[:-1]
        if self.is_complete and output is not None:
            self._current.documents = output
        self.done = self._current.repair()
        """Articles that the current generation holds."""
        self._reuse = self._reusable() if self._older else {}
        self._known = (
            b"" if retry_failed and error_length else key for key, _, _, _, error_length, _ in self._current.entries()
        )
        self._position = 0
        self._files: tuple[BinaryIO, BinaryIO, BinaryIO] | None = None
        self._waiting: list[bytes] = []
        self._synced = time.monotonic()

    @property
    def is_complete(self) -> bool:
        """Whether the run came to its end once."""
        return (self._folder / "complete").exists()

    def pass_over(self, key: bytes) -> bool:
        """Whether the next article of the input is the next one of the journal, and so done.

        The first that is not begins a new generation, unless the run only goes on where it was interrupted.
        """
        if self._position < self.done and next(self._known) == key:
            self._position += 1
            return True
        if self._position < self.done or self.is_complete:
            self._branch()
        return False

    def finished(self, key: bytes) -> Entry | None:
        """What an older generation knows of an article; failures are tried again."""
        if key not in self._reuse:
            return None
        generation, offset, length, counts = self._reuse[key]
        with open(generation.documents, "rb") as file:
            file.seek(offset)
            return Entry(key, file.read(length), counts=counts)

    def append(self, entries: Sequence[Entry]) -> None:
        """Add a chunk of finished articles.

        Errors: OSError (a full disk); what was on disk before stays good.
        """
        documents, errors, _ = self._files or self._open()
        for number, entry in enumerate(entries, 1):
            documents.write(entry.payload)
            errors.write(entry.error)
            flags = _CHUNK_END if number == len(entries) else 0
            self._waiting.append(_RECORD.pack(entry.key, flags, len(entry.payload), len(entry.error), *entry.counts))
        self._position += len(entries)
        if time.monotonic() - self._synced > SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """Put what was appended on disk, the index last."""
        if self._files is None:
            return
        documents, errors, index = self._files
        for file in (documents, errors):
            file.flush()
            os.fsync(file.fileno())
        index.write(b"".join(self._waiting))
        index.flush()
        os.fsync(index.fileno())
        self._waiting = []
        self._synced = time.monotonic()

    def end_input(self) -> bool:
        """Told that the input has ended; whether anything is different from the run that was complete."""
        if self._position < self.done:
            self._branch()
        self.sync()
        return not self.is_complete

    def payloads(self) -> Iterator[tuple[bytes, bytes]]:
        """(key, payload) of each article that did not fail, in order."""
        with open(self._current.documents, "rb") as file:
            for key, _, _, length, error_length, _ in self._current.entries():
                payload = file.read(length)
                if not error_length:
                    yield key, payload

    def totals(self) -> tuple[int, int, tuple[int, ...]]:
        """Articles, failures, and mentions per kind."""
        articles = failures = 0
        counts = [0] * len(KINDS)
        for _, _, _, _, error_length, found in self._current.entries():
            articles += 1
            failures += error_length > 0
            counts = [a + b for a, b in zip(counts, found, strict=True)]
        return articles, failures, tuple(counts)

    def complete(self, errors: Path) -> None:
        """Mark the run complete: documents and errors move to where the user wants them, old generations go."""
        self._close_files()
        if self._output is not None and self._current.documents != self._output:
            os.replace(self._current.documents, self._output)
            self._current.documents = self._output
        if self._current.errors.exists() and self._current.errors.stat().st_size:
            temporary = errors.with_name(errors.name + ".part")
            shutil.copyfile(self._current.errors, temporary)
            os.replace(temporary, errors)
        else:
            errors.unlink(missing_ok=True)
        (self._folder / "complete").touch()
        for generation in self._older:
            shutil.rmtree(generation.folder, ignore_errors=True)
        self._older = []

    def close(self) -> None:
        """Put everything on disk and let others work on the state."""
        try:
            self.sync()
        finally:
            self._close_files()
            self._lock.close()

    def _check_options(self, options: dict[str, Any], restart: bool) -> None:
        path = self._folder / "options.json"
        before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        if before is not None and before != options and not restart:
            names = sorted(name for name in {*before, *options} if before.get(name) != options.get(name))
            raise UsageError(
                f"{self._folder}: the run was begun with another {', '.join(names)}; --restart begins it anew"
            )
        if restart or before is None:
            (self._folder / "complete").unlink(missing_ok=True)
            for folder in self._folder.iterdir():
                if folder.name.isdigit():
                    shutil.rmtree(folder)
            temporary = path.with_name("options.json.part")
            temporary.write_text(json.dumps(options, ensure_ascii=False, indent=1), encoding="utf-8")
            os.replace(temporary, path)

    def _check_output(self) -> None:
        """A finished output must be as the run left it; one that is gone is made anew."""
        if self._output is None or not self.is_complete:
            return
        newest = max(int(path.name) for path in self._folder.iterdir() if path.name.isdigit())
        expected = sum(length for _, _, _, length, _, _ in self._generation(newest).entries())
        if not self._output.exists():
            (self._folder / "complete").unlink()
        elif self._output.stat().st_size != expected:
            raise UsageError(f"{self._output}: was changed since the run that made it; --restart makes it anew")

    def _generation(self, number: int) -> Generation:
        folder = self._folder / str(number)
        folder.mkdir(exist_ok=True)
        return Generation(folder)

    def _branch(self) -> None:
        """Begin a new generation with the articles passed so far; the older ones stay for what they know."""
        self._close_files()
        old = self._current
        self._older.append(old)
        self._number += 1
        self._current = self._generation(self._number)
        documents = errors = 0
        for position, (_, _, offset, length, error_length, _) in enumerate(old.entries()):
            if position == self._position:
                break
            documents, errors = offset + length, errors + error_length
        _copy_head(old.documents, self._current.documents, documents)
        _copy_head(old.errors, self._current.errors, errors)
        _copy_head(old.index, self._current.index, self._position * _RECORD.size)
        _end_chunk(self._current.index, self._position)
        if old.documents == self._output:  # it stays in its place until the new one replaces it
            old.documents = old.folder / "documents"
            _link_or_copy(self._output, old.documents)
        (self._folder / "complete").unlink(missing_ok=True)
        self.done = self._position
        self._reuse = self._reusable()

    def _reusable(self) -> dict[bytes, tuple[Generation, int, int, tuple[int, ...]]]:
        """Where the articles of older generations are."""
        found = {}
        for generation in self._older:
            for key, _, offset, length, error_length, counts in generation.entries():
                if not error_length:
                    found[key] = (generation, offset, length, counts)
        return found

    def _open(self) -> tuple[BinaryIO, BinaryIO, BinaryIO]:
        current = self._current
        self._files = (current.documents.open("ab"), current.errors.open("ab"), current.index.open("ab"))
        return self._files

    def _close_files(self) -> None:
        for file in self._files or ():
            with contextlib.suppress(OSError):  # a full disk was reported when it was written to
                file.close()
        self._files = None


def _copy_head(source: Path, target: Path, size: int) -> None:
    with open(target, "wb") as out:
        if source.exists():
            with open(source, "rb") as file:
                while size and (block := file.read(min(size, 1 << 20))):
                    out.write(block)
                    size -= len(block)
        out.flush()
        os.fsync(out.fileno())


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


def _end_chunk(index: Path, count: int) -> None:
    """Mark the last of `count` records as the end of a chunk."""
    if count:
        with open(index, "r+b") as file:
            file.seek((count - 1) * _RECORD.size + 16)
            file.write(bytes([_CHUNK_END]))


def _lock(path: Path) -> BinaryIO:
    file = open(path, "ab")  # noqa: SIM115
    try:
        import fcntl
    except ImportError:  # Windows has no flock; two runs on one output are the user's own care there
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise UsageError(f"{path.parent}: another run is working on this output") from None
    return file
