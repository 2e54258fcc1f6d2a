"""What makes a run resumable: the finished articles, in the order of the input, each known by source and content.

The state of a run lies in a folder beside its output:

    options.json     what the run was begun with
    outputs          what was put in place, and how it looks (see `outputs`)
    lock             held while a run works on it
    1/, 2/ …         generations (see `records`); a changed input begins a new one, which takes over what still holds

A generation gets its number when it is whole; what is called `.part` or `.old` is of an interrupted run and goes.
Of JSON Lines the documents of a finished generation are the output itself.
"""

import contextlib
import errno
import json
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from extractor.batch.durable import DamagedError, copy_head, naming, read_json, remove, sync_folder, write_json
from extractor.batch.outputs import Outputs, part_of
from extractor.batch.records import CHUNK_END, Entry, Generation, Record, copy_leading, repair
from extractor.document import LAYERS
from extractor.errors import UsageError

SYNC_SECONDS = 0.25
"""How much work a power cut may cost."""

Tell = Callable[[str, str], None]
"""Told (file, what is wrong with it)."""


class Journal:
    """The state of one run, open for going on.

    Errors: UsageError where the state is of other options or another version, or in use by another run, or where a
    file that is not the run's is in the place of its output.
    """

    def __init__(
        self,
        folder: Path,
        paths: Mapping[str, Path],
        options: dict[str, Any],
        *,
        keeps_documents: bool,
        restart: bool = False,
        retry_failed: bool = False,
        tell: Tell = lambda place, what: None,
    ) -> None:
        """`paths`: where the outputs go, by what they are for.

        `keeps_documents`: whether they stay in the state when the run is complete; else they become the output `main`.
        """
        self._folder = folder
        self._output = None if keeps_documents else paths["main"]
        self._options = options
        self._tell = tell
        text = json.dumps(options, sort_keys=True).encode("utf-8", "surrogatepass")
        self._identity = blake2b(text, digest_size=16).digest()
        if not folder.is_dir():
            Outputs(folder, paths).check(restart=restart)
            folder.mkdir(parents=True, exist_ok=True)
            sync_folder(folder.parent)
        self._older: list[Generation] = []
        self._current: Generation
        self._lock = _lock(folder / "lock")
        try:
            self._outputs = Outputs(folder, paths)
            self._outputs.check(restart=restart)
            self._begin(restart=restart)
            self._outputs.clean()
            self._open_generations()
        except BaseException:
            self._lock.close()
            raise
        self._reuse = _Reusable(self._older) if self._older else None
        self._known = (
            b"" if record is None or (retry_failed and record.error_length) else record.key
            for record in self._current.records()
        )
        self._position = 0
        self._files: tuple[BinaryIO, BinaryIO, BinaryIO] | None = None
        self._waiting: list[Record] = []
        self._synced = time.monotonic()

    @property
    def is_complete(self) -> bool:
        """Whether the run came to its end, and its output is in its place."""
        return not self._is_damaged and self._outputs.is_complete(self._number)

    def pass_over(self, key: bytes) -> bool:
        """Whether the next article of the input is the next one of the journal, and so done.

        The first that is not begins a new generation, unless the run only goes on where it was interrupted.
        """
        if self._position < self.done and next(self._known) == key:
            self._position += 1
            return True
        if self._position < self.done or self._is_damaged or self._is_closed:
            self._branch()
        return False

    def finished(self, key: bytes) -> Entry | None:
        """What an older generation knows of an article; failures are tried again."""
        return self._reuse.find(key) if self._reuse is not None else None

    def append(self, entries: Sequence[Entry]) -> None:
        """Add a chunk of finished articles.

        Errors: OSError (a full disk); what was on disk before stays good, nothing more is written.
        """
        with self._all_or_nothing():
            documents, errors, _ = self._files or self._open()
            for number, entry in enumerate(entries, 1):
                documents.write(entry.payload)
                errors.write(entry.error)
                self._waiting.append(
                    Record(
                        entry.key,
                        CHUNK_END if number == len(entries) else 0,
                        self._documents_size,
                        len(entry.payload),
                        zlib.crc32(entry.payload),
                        self._errors_size,
                        len(entry.error),
                        zlib.crc32(entry.error),
                        entry.counts,
                    )
                )
                self._documents_size += len(entry.payload)
                self._errors_size += len(entry.error)
            self._position += len(entries)
            if time.monotonic() - self._synced >= SYNC_SECONDS:
                self.sync()

    def sync(self) -> None:
        """Put what was appended on disk, the index last."""
        if self._files is None:
            return
        with self._all_or_nothing():
            documents, errors, index = self._files
            for file in (documents, errors):
                file.flush()
                os.fsync(file.fileno())
            packed = (self._current.pack(self._written + n, record) for n, record in enumerate(self._waiting))
            index.write(b"".join(packed))
            index.flush()
            os.fsync(index.fileno())
            self._written += len(self._waiting)
            self._waiting = []
            self._synced = time.monotonic()

    def end_input(self) -> bool:
        """To be called at the end of the input; whether anything differs from the run that was complete."""
        if self._position < self.done or self._is_damaged:
            self._branch()
        self.sync()
        return not self.is_complete

    def payloads(self) -> Iterator[tuple[bytes, bytes]]:
        """(key, payload) of each article that did not fail, in order.

        Errors: OSError where one has been damaged since the run began.
        """
        for found in self._current.checked():
            if found is None:
                raise OSError(errno.EIO, "was damaged while the run was working", str(self._current.documents))
            record, payload = found
            if not record.error_length:
                yield record.key, payload

    def totals(self) -> tuple[int, int, tuple[int, ...]]:
        """Articles, failures, and mentions per kind."""
        articles = failures = 0
        counts = [0] * len(LAYERS)
        for record in self._current.records():
            if record is not None:
                articles += 1
                failures += record.error_length > 0
                counts = [a + b for a, b in zip(counts, record.counts, strict=True)]
        return articles, failures, tuple(counts)

    def complete(self, parts: Mapping[str, Path], errors: Path) -> None:
        """Mark the run complete: outputs take their names, older generations go.

        `parts`: what was written of the outputs, none for JSON Lines. `errors`: where the failures go for the user.
        """
        self._close_files()
        parts = dict(parts)
        if self._output is not None and self._current.documents != self._output:
            parts["main"] = self._current.documents
        if self._output is not None and "main" not in parts:
            parts["main"] = self._output  # it was put in place by a run that could not say so
        if self._errors_size:
            parts["errors"] = part_of(errors)
            copy_head(self._current.errors, parts["errors"], self._errors_size)
        self._outputs.publish(self._number, self._identity.hex(), parts)
        self._drop(self._older)
        self._older = []

    def close(self) -> None:
        """Put everything on disk and let others work on the state."""
        try:
            self.sync()
        finally:
            self._close_files()
            if self._reuse is not None:
                self._reuse.close()
            self._lock.close()

    def _begin(self, *, restart: bool) -> None:
        """See whether this is the run that the state is of, or make it so."""
        path = self._folder / "options.json"
        try:
            before = known = read_json(path)
        except DamagedError:
            self._tell(str(path), "is damaged and written anew")
            known = None
            before = self._options if self._outputs.identity in (None, self._identity.hex()) else {}
        if before is None:
            self._refuse_foreign()
        elif before != self._options and not restart:
            changed = [name for name in {*before, *self._options} if before.get(name) != self._options.get(name)]
            names = f" ({', '.join(sorted(changed))})" if before else ""
            raise UsageError(f"{self._folder}: the run was begun with other options{names}; --restart begins it anew")
        if restart:
            self._outputs.forget()
            self._drop(self._generations())
        if restart or known is None:
            write_json(path, self._options)

    def _refuse_foreign(self) -> None:
        """Errors: UsageError where the folder of the state holds what no state holds."""
        for inner in self._folder.iterdir():
            name = inner.name.removesuffix(".part").removesuffix(".old")
            if not name.isdigit() and name not in ("lock", "outputs", "options.json"):
                raise UsageError(f"{self._folder}: holds {inner.name}, which is not of a batch; take another name")

    def _open_generations(self) -> None:
        """Take up what is there; what is incomplete is dropped, damage is reported."""
        for path in self._folder.iterdir():
            if path.suffix in (".part", ".old") and path.stem.isdigit():
                remove(path)
        generations = self._generations()
        useless = [one for one in generations if not (one.documents.is_file() and one.index.is_file())]
        for one in useless:
            if int(one.folder.name) < self._outputs.generation:
                continue  # a run ended before it had removed what it no longer needed
            self._tell(str(one.folder), "is not whole; what only it held is done again")
        self._number = max((int(one.folder.name) for one in generations), default=0)
        self._drop(useless)
        generations = [one for one in generations if one not in useless]
        if not generations:
            self._number += 1
            generations = [self._create(self._number)]
        self._older, self._current = generations[:-1], generations[-1]
        self._number = int(self._current.folder.name)
        survey = self._current.survey()
        self.done = survey.whole
        """Articles that the current generation holds."""
        self._is_damaged = survey.damaged > 0
        self._is_closed = self._outputs.generation == self._number  # it was finished once: nothing is added to it
        if self._is_damaged:
            articles = f"{survey.damaged} article{'s' * (survey.damaged > 1)}"
            self._tell(str(self._current.folder), f"{articles} damaged, done again")
        elif not self._is_closed:
            repair(self._current, survey)
        self._written, self._documents_size, self._errors_size = survey.whole, survey.documents, survey.errors

    def _generations(self) -> list[Generation]:
        numbers = sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdigit() and path.is_dir())
        return [self._generation(number) for number in numbers]

    def _generation(self, number: int) -> Generation:
        generation = Generation(self._folder / str(number), self._identity)
        if not generation.documents.exists() and number == self._outputs.generation and self._output is not None:
            generation.documents = self._output
        return generation

    def _create(self, number: int, old: Generation | None = None, count: int = 0) -> Generation:
        """A new generation with the first `count` articles of another; it has its number when it is whole."""
        folder = self._folder / f"{number}.part"
        remove(folder)
        folder.mkdir()
        new = Generation(folder, self._identity)
        with naming(folder):
            if old is None or not count:
                new.create()
            else:
                copy_leading(old, new, count)
            sync_folder(folder)
            os.replace(folder, self._folder / str(number))
            sync_folder(self._folder)
        return Generation(self._folder / str(number), self._identity)

    def _branch(self) -> None:
        """Begin a new generation with the articles passed so far; the older ones stay for what they know."""
        self._close_files()
        old = self._current
        self._number += 1
        self._current = self._create(self._number, old, self._position)
        self._older.append(old)
        self._is_damaged = self._is_closed = False
        self.done = self._written = self._position
        self._documents_size = self._current.documents.stat().st_size
        self._errors_size = self._current.errors.stat().st_size
        if self._reuse is not None:
            self._reuse.close()
        self._reuse = _Reusable(self._older)

    def _drop(self, generations: Sequence[Generation]) -> None:
        """Remove generations; of none there is ever a half under its number."""
        for generation in generations:
            old = generation.folder.with_suffix(".old")
            remove(old)
            os.replace(generation.folder, old)
            for path in (old / "documents", old / "errors", old / "index"):
                remove(path)
            with contextlib.suppress(OSError):  # somebody has put something into it: it stays
                old.rmdir()

    def _open(self) -> tuple[BinaryIO, BinaryIO, BinaryIO]:
        current = self._current
        self._files = (current.documents.open("ab"), current.errors.open("ab"), current.index.open("ab"))
        return self._files

    def _close_files(self) -> None:
        for file in self._files or ():
            with contextlib.suppress(OSError):  # a full disk was reported when it was written to
                file.close()
        self._files = None

    @contextlib.contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """After an error nothing more is written: who knows what the system has kept of what it was given."""
        try:
            with naming(self._current.folder):
                yield
        except BaseException:
            self._waiting = []
            self._close_files()
            raise


class _Reusable:
    """Where the articles of older generations are, by key; in a file of its own, for there may be millions."""

    def __init__(self, generations: Sequence[Generation]) -> None:
        self._generations = list(generations)
        rows = (
            (record.key, age, number)
            for age, generation in enumerate(generations)
            for number, record in enumerate(generation.records())
            if record is not None and not record.error_length
        )
        self._db = sqlite3.connect("", isolation_level=None)  # on disk, and gone when it is closed
        try:
            self._db.execute("CREATE TABLE known (key BLOB PRIMARY KEY, age, number) WITHOUT ROWID")
            self._db.execute("BEGIN")
            self._db.executemany("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise OSError(errno.ENOSPC, str(error), tempfile.gettempdir()) from None

    def find(self, key: bytes) -> Entry | None:
        """What an older generation knows of an article."""
        row = self._db.execute("SELECT age, number FROM known WHERE key = ?", (key,)).fetchone()
        return None if row is None else self._generations[row[0]].entry(row[1])

    def close(self) -> None:
        """Let go of the space that it takes."""
        self._db.close()


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
