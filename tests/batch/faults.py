"""A batch with a fault at one place: a call of the system that fails, or before or after which the process is killed.

    python -m tests.batch.faults [--sink NAME] [--scenario NAME] [--mode NAME] [--every N]

Runs a batch in a process of its own for every call that it makes (open, write, fsync, replace, unlink …), with the
fault at that call, then the same batch without a fault, and compares what is there with an undisturbed run.
The calls are counted within Python; of SQLite, which writes by itself, the statements.
"""

import argparse
import builtins
import errno
import io
import json
import mmap
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extractor.batch import journal, run
from extractor.batch.extract import ExtractOptions, render
from extractor.batch.run import BatchOptions, run_batch
from extractor.batch.sinks import choose_target
from extractor.batch.workers import Result
from extractor.document import Article
from extractor.errors import ExtractorError
from extractor.text.articles import Failure
from tests.batch import drill
from tests.batch.helpers import contents

SINKS = {
    "jsonl": "out.jsonl",
    "gz": "out.jsonl.gz",
    "zst": "out.jsonl.zst",
    "csv": "out.csv",
    "parquet": "out.parquet",
    "flat": "out.flat.parquet",
    "db": "out.db",
    "directory": "documents",
}
MODES = ("kill", "half", "power", "EIO", "ENOSPC")
"""Killed before the call (so after the one before it), in the middle of a write, with the loss of all that was not
synced; or failed, for the full disk with half of what was to be written.
"""

CHUNK = 4
FAILING = 9
"""Number of the article that fails, so that there is a file of errors."""


class Fault:
    """Wraps the calls that concern files under `folder`, and does what is asked for at one of them."""

    def __init__(self, folder: Path, mode: str | None = None, at: int = 0) -> None:
        self.folder = str(folder)
        self.mode, self.at = mode, at
        self.calls: list[str] = []
        self._synced: dict[int, int] = {}
        self._note_what_is_there()

    def call(
        self, name: str, real: Callable[[], Any], *, path: object = None, half: Callable[[], Any] | None = None
    ) -> Any:
        self.calls.append(name)
        if len(self.calls) != self.at:
            return real()
        if self.mode in ("EIO", "ENOSPC"):
            if self.mode == "ENOSPC" and half is not None:
                half()
            if name.startswith("sql"):
                raise sqlite3.OperationalError("database or disk is full")
            number = getattr(errno, self.mode)
            raise OSError(number, os.strerror(number), *([str(path)] if path is not None else []))
        if self.mode == "half" and half is not None:
            half()
        elif self.mode == "power":
            self._lose_what_is_not_synced()
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    def synced(self, descriptor: int) -> None:
        found = os.fstat(descriptor)
        self._synced[found.st_ino] = found.st_size

    def concerns(self, path: object) -> bool:
        return isinstance(path, (str, os.PathLike)) and os.fspath(path).startswith(self.folder)

    def _note_what_is_there(self) -> None:
        for file in Path(self.folder).rglob("*"):
            if file.is_file():
                self._synced[file.stat().st_ino] = file.stat().st_size

    def _lose_what_is_not_synced(self) -> None:
        for file in Path(self.folder).rglob("*"):
            if file.is_file() and file.stat().st_size > (size := self._synced.get(file.stat().st_ino, 0)):
                os.truncate(file, size)


class FaultyFile(io.FileIO):
    """A file that is written to without a buffer of its own."""

    fault: Fault

    def write(self, data: Any) -> int:
        size = len(memoryview(data).cast("B"))
        write = super().write
        written: int = self.fault.call("write", lambda: write(data), half=lambda: write(memoryview(data)[: size // 2]))
        return written


class FaultyDatabase:
    """A connection whose statements are counted."""

    def __init__(self, connection: sqlite3.Connection, fault: Fault) -> None:
        self._connection, self._fault = connection, fault

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._connection, name)
        if name not in ("execute", "executescript", "executemany", "commit"):
            return real
        return lambda *arguments: self._fault.call(f"sql {name}", lambda: real(*arguments))


def install(fault: Fault) -> None:
    """Wrap the calls of this process."""
    real_open, real_connect = io.open, sqlite3.connect

    def faulty_open(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> Any:
        if not fault.concerns(file):
            return real_open(file, mode, buffering, *args, **options)

        def opened() -> Any:
            if not set(mode) & set("wa+x"):
                return real_open(file, mode, buffering, *args, **options)
            raw = FaultyFile(file, mode.replace("b", "").replace("t", ""))
            raw.fault = fault
            buffered = io.BufferedWriter(raw)
            return buffered if "b" in mode else io.TextIOWrapper(buffered, *args, **options)

        return fault.call(f"open {mode} {Path(file).name}", opened, path=file)

    def faulty_connect(path: Any, *args: Any, **options: Any) -> Any:
        connection = real_connect(path, *args, **options)
        return FaultyDatabase(connection, fault) if fault.concerns(path) else connection

    def faulty_fsync(descriptor: int) -> None:
        fault.call("fsync", lambda: fault.synced(descriptor))

    builtins.open = io.open = faulty_open  # type: ignore[assignment]
    sqlite3.connect = faulty_connect  # type: ignore[assignment]
    os.fsync = faulty_fsync
    for name in ("replace", "rename", "unlink", "remove", "rmdir", "mkdir", "link", "truncate"):
        _wrap(fault, name)


def _wrap(fault: Fault, name: str) -> None:
    real = getattr(os, name)

    def wrapped(*args: Any, **options: Any) -> Any:
        if not (fault.concerns(args[0]) or options.get("dir_fd") is not None):
            return real(*args, **options)
        return fault.call(f"{name} {Path(os.fspath(args[0])).name}", lambda: real(*args, **options), path=args[0])

    setattr(os, name, wrapped)


class InlinePool:
    """The worker pool, in this process."""

    def __init__(self, factory: Callable[[], Any], jobs: int, **options: Any) -> None:
        self._extract = factory()

    def run(self, chunks: Iterable[Sequence[Article]]) -> Iterator[list[Result]]:
        for chunk in chunks:
            yield self._extract(chunk)

    def close(self) -> None:
        pass


EXTRACTED = mmap.mmap(-1, 8)
"""How many articles were extracted, whatever became of the process."""


def make(options: ExtractOptions) -> Any:
    def extract(articles: Sequence[Article]) -> list[Result]:
        EXTRACTED[:] = (int.from_bytes(EXTRACTED[:], "little") + len(articles)).to_bytes(8, "little")
        failed = Result(reason="poisoned")
        return [failed if "POISON" in one.text else render(drill.one(one), options) for one in articles]

    return extract


def articles(scenario: str) -> list[Article | Failure]:
    """What is read: at first, and when a finished output is extended."""
    texts = [f"Article {number}." * (number % 5 + 1) for number in range(14)]
    texts[FAILING] = "POISON"
    if scenario == "changed":
        texts[5] = "Changed."
        del texts[11]
    if scenario in ("longer", "changed"):
        texts += ["New.", "Newer.", "Newest."]
    read: list[Article | Failure] = [Article(text, f"a{number}") for number, text in enumerate(texts)]
    return [*read, Failure("broken.txt", "binary data, no text")]


def batch(folder: Path, sink: str, scenario: str, *, restart: bool = False) -> tuple[int, list[str]]:
    """One run; the articles that it extracted, and what it had to say of the state."""
    name = SINKS[sink]
    target = choose_target(str(folder / name), flat=sink == "flat")
    options = BatchOptions(extract=ExtractOptions(as_rows=sink == "csv"), restart=restart)
    told: list[str] = []
    summary = run_batch(
        iter(articles(scenario)),
        target,
        options,
        make=make,
        tell=lambda item: None if isinstance(item, Failure) else told.append(f"{item.source}: {item.reason}"),
    )
    return summary.extracted, told


def everything(folder: Path) -> dict[str, object]:
    """All files but those of the state."""
    return {path.name: contents(path) for path in sorted(folder.iterdir()) if not path.name.endswith(".state")}


class Outcome(NamedTuple):
    """What became of the faults of one sink and scenario."""

    places: int
    runs: int
    failures: list[str]


SCENARIOS = {"fresh": (None, "first"), "longer": ("first", "longer"), "changed": ("first", "changed")}
"""What was finished before, and what is then run with the fault."""


def prepare() -> None:
    run.CHUNK_ARTICLES = CHUNK
    run.WorkerPool = InlinePool  # type: ignore[misc,assignment]
    journal.SYNC_SECONDS = 0.0
    drill.PAUSE = 0.0


def try_sink(sink: str, scenario: str, modes: Sequence[str], every: int, seed: int = 0) -> Outcome:
    """A fault at every call (or at one of `every`, drawn by chance) that a run of this scenario makes."""
    before, now = SCENARIOS[scenario]
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as name:
        base = Path(name)
        start, whole, trial = base / "start", base / "whole", base / "trial"
        start.mkdir()
        if before:
            batch(start, sink, before)
        shutil.copytree(start, whole)
        needed = batch(whole, sink, now)[0]
        expected = everything(whole)
        calls = _count(start, base / "count", sink, now)
        draw = random.Random(f"{seed} {sink} {scenario}")
        failures: list[str] = []
        runs = 0
        for mode in modes:
            places = [n for n, call in enumerate(calls, 1) if mode != "half" or call == "write"]
            for place in places if every == 1 else draw.sample(places, max(1, len(places) // every)):
                runs += 1
                shutil.copytree(start, trial)
                reason = _try(trial, sink, now, mode, place, needed, expected)
                if reason:
                    failures.append(f"{sink} {scenario} {mode} {place} ({calls[place - 1]}): {reason}")
                shutil.rmtree(trial)
        return Outcome(len(calls), runs, failures)


def _count(start: Path, folder: Path, sink: str, scenario: str) -> list[str]:
    shutil.copytree(start, folder)
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        fault = Fault(folder)
        install(fault)
        try:
            batch(folder, sink, scenario)
            os.write(writer, json.dumps(fault.calls).encode())
        except BaseException:
            traceback.print_exc()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        calls: list[str] = json.loads(pipe.read())
    os.waitpid(pid, 0)
    return calls


def _try(folder: Path, sink: str, scenario: str, mode: str, place: int, needed: int, expected: object) -> str | None:
    """A run with the fault, and one without; what is wrong then."""
    EXTRACTED[:] = bytes(8)
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reader)
        os.dup2(writer, 2)
        install(Fault(folder, mode, place))
        status = 0
        try:
            batch(folder, sink, scenario)
        except (OSError, ExtractorError) as error:
            status = 0 if getattr(error, "filename", "") else 3
            if status:
                traceback.print_exc()
        except BaseException:
            traceback.print_exc()
            status = 3
        os._exit(status)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    status = os.waitpid(pid, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        return f"the run with the fault: {said[-1500:]}"
    if said and "Exception ignored" not in said:
        return f"it said {said[-1500:]}"
    try:
        _, told = batch(folder, sink, scenario)
    except Exception:
        return f"the run after it: {traceback.format_exc()[-1500:]}"
    if told:
        return f"it said {told}"
    if everything(folder) != expected:
        return f"another result: {sorted(everything(folder))}"
    again = int.from_bytes(EXTRACTED[:], "little") - needed
    if again > CHUNK + 1:  # the article that fails is tried again whenever the input has changed
        return f"{again} articles were done again"
    return None


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "empty": lambda data, draw: b"",
    "cut": lambda data, draw: data[: len(data) // 2],
    "list": lambda data, draw: b"[]",
    "noise": lambda data, draw: draw.randbytes(len(data) or 10),
    "appended": lambda data, draw: data + draw.randbytes(30),
    "zeros": lambda data, draw: data + bytes(4096),
    "zero tail": lambda data, draw: data[: -len(data) // 4] + bytes(len(data) // 4),
    "gone": lambda data, draw: None,
}
FLIPS = 6
"""Places in a file at which a bit is turned over."""


def flipped(data: bytes, draw: random.Random) -> bytes:
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


def try_damages(sink: str, *, finished: bool, seed: int = 0) -> Outcome:
    """Every file of a state damaged in every way; the same command must end with the same result, or say one line."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as name:
        base = Path(name)
        start, whole, trial = base / "start", base / "whole", base / "trial"
        start.mkdir()
        whole.mkdir()
        batch(whole, sink, "first")
        expected = everything(whole)
        if finished:
            shutil.copytree(whole, start, dirs_exist_ok=True)
        else:
            _run_half(start, sink)
        draw = random.Random(f"{seed} {sink} {finished}")
        failures: list[str] = []
        runs = 0
        for file in sorted(path for path in start.rglob("*") if path.is_file() and ".state" in str(path)):
            flips = {f"flip {number}": flipped for number in range(FLIPS)} if file.stat().st_size else {}
            for what, damage in {**DAMAGES, **flips}.items():
                runs += 1
                shutil.copytree(start, trial)
                hurt = trial / file.relative_to(start)
                changed = damage(file.read_bytes(), draw)
                if changed is None:
                    hurt.unlink()
                else:
                    hurt.write_bytes(changed)
                if reason := _after_damage(trial, sink, expected):
                    failures.append(f"{sink} {file.relative_to(start)} {what}: {reason}")
                shutil.rmtree(trial)
        return Outcome(runs, runs, failures)


def _run_half(folder: Path, sink: str) -> None:
    """A run that is killed when two of its chunks are on disk."""
    if not (pid := os.fork()):
        appended = 0
        append = journal.Journal.append

        def append_or_die(self: journal.Journal, entries: Any) -> None:
            nonlocal appended
            append(self, entries)
            appended += 1
            if appended == 3:
                os.kill(os.getpid(), signal.SIGKILL)

        journal.Journal.append = append_or_die  # type: ignore[method-assign]
        batch(folder, sink, "first")
    os.waitpid(pid, 0)


def _after_damage(folder: Path, sink: str, expected: object) -> str | None:
    try:
        batch(folder, sink, "first")
    except (OSError, ExtractorError) as error:
        if not any(advice in str(error) for advice in ("move it away", "remove it")):
            return f"refused: {error}"
        for path in folder.iterdir():  # as the message says
            if not path.name.endswith(".state"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        batch(folder, sink, "first")
    except Exception:
        return traceback.format_exc()[-1500:]
    return None if everything(folder) == expected else "another result"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sink", choices=SINKS, action="append")
    parser.add_argument("--scenario", choices=SCENARIOS, action="append")
    parser.add_argument("--mode", choices=MODES, action="append")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    prepare()
    failed = 0
    for sink in options.sink or SINKS:
        for scenario in options.scenario or SCENARIOS:
            outcome = try_sink(sink, scenario, options.mode or MODES, options.every, options.seed)
            failed += len(outcome.failures)
            print(f"{sink} {scenario}: {outcome.places} places, {outcome.runs} faults, {len(outcome.failures)} failed")
            for failure in outcome.failures:
                print(f"  {failure}")
            sys.stdout.flush()
        for finished in (False, True):
            outcome = try_damages(sink, finished=finished, seed=options.seed)
            failed += len(outcome.failures)
            print(
                f"{sink} {'finished' if finished else 'half'}: {outcome.runs} damages, {len(outcome.failures)} failed"
            )
            for failure in outcome.failures:
                print(f"  {failure}")
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
