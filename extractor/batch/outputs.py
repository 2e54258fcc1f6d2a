"""What a run has put where the user sees it, so that nothing else is ever overwritten.

Before files take their names the state says which they are, how they look, and how those looked that they replace. So
a run that was killed between two of them goes on, and a file that somebody else has made or changed is left alone.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from extractor.batch.durable import (
    DamagedError,
    read_json,
    remove,
    replace_durably,
    sync_file,
    sync_folder,
    write_json,
)
from extractor.errors import UsageError


class Look(NamedTuple):
    """How a file, or a folder with all its files, looks."""

    stat: str
    """Digest of names, sizes and times of change."""
    content: str
    """Digest of names and bytes."""


class Outputs:
    """The record `outputs` in the folder of a state.

    `paths`: the files (or the folder) of the run by what they are for, in the order in which they take their names.
    """

    def __init__(self, state: Path, paths: Mapping[str, Path]) -> None:
        self._file = state / "outputs"
        self._paths = dict(paths)
        self.generation = 0
        """The number of the generation that the output is of, 0 where there is none."""
        self.identity: str | None = None
        """What the run that made it is known by."""
        self.is_damaged = False
        self._looks: dict[str, Look] = {}
        self._before: dict[str, Look] = {}
        self._read()

    def clean(self) -> None:
        """Remove what an interrupted run has left beside the outputs."""
        for path in self._paths.values():
            for left in (part_of(path), _old_of(path)):
                if os.path.lexists(left):
                    remove(left)

    def is_complete(self, generation: int) -> bool:
        """Whether everything is in its place, as this generation made it."""
        return self.generation == generation and all(
            self._fits(name, self._looks) if name in self._looks else not os.path.lexists(path)
            for name, path in self._paths.items()
        )

    def check(self, *, restart: bool) -> None:
        """Errors: UsageError where a file is in the place of an output that this run has not put there."""
        for name, path in self._paths.items():
            if not os.path.lexists(path) or _is_empty_folder(path):
                continue
            if self.is_damaged:
                raise UsageError(
                    f"{path}: whether it was changed cannot be known, for {self._file} is damaged; "
                    "move it away, and the same command makes it again"
                )
            if name not in self._looks and name not in self._before:
                raise UsageError(f"{path}: exists and is not of this batch; remove it or take another name")
            if self._fits(name, self._looks) or self._fits(name, self._before):
                continue
            if path.is_dir():
                raise UsageError(f"{path}: was changed since the run that made it; move it away")
            if not restart:
                raise UsageError(f"{path}: was changed since the run that made it; --restart makes it anew")

    def forget(self) -> None:
        """Begin anew: what is in place is of no generation any more, and may be replaced."""
        self._before = {name: look_of(path) for name, path in self._paths.items() if os.path.lexists(path)}
        self._looks, self.generation, self.identity, self.is_damaged = {}, 0, None, False
        self._write()

    def publish(self, generation: int, identity: str, parts: Mapping[str, Path]) -> None:
        """Give finished parts their names; an output without a part goes.

        Errors: OSError; after it the same call can be made again.
        """
        for part in parts.values():
            sync_file(part)
        self._before = {
            name: looks[name]
            for looks in (self._before, self._looks)
            for name in self._paths
            if self._fits(name, looks)
        }
        self._looks = {name: look_of(part) for name, part in parts.items()}
        self.generation, self.identity = generation, identity
        self._write()
        for name, path in self._paths.items():
            if name in parts:
                self._replace(parts[name], path)
            elif os.path.lexists(path):
                path.unlink()
                sync_folder(path.parent)

    def _replace(self, part: Path, path: Path) -> None:
        if part.is_dir() and path.is_dir():
            old = _old_of(path)
            remove(old)
            os.replace(path, old)
            replace_durably(part, path)
            remove(old)
        else:
            replace_durably(part, path)
            if part.parent != path.parent:
                sync_folder(part.parent)

    def _fits(self, name: str, looks: Mapping[str, Look]) -> bool:
        return name in looks and looks_like(self._paths[name], looks[name])

    def _read(self) -> None:
        try:
            record = read_json(self._file)
        except DamagedError:
            self.is_damaged = True
            return
        if record is not None:
            self.generation, self.identity = record["generation"], record["identity"]
            self._looks = {name: Look(*look) for name, look in record["files"].items()}
            self._before = {name: Look(*look) for name, look in record["before"].items()}

    def _write(self) -> None:
        record: dict[str, Any] = {"generation": self.generation, "identity": self.identity}
        write_json(self._file, {**record, "files": self._looks, "before": self._before})


def part_of(path: Path) -> Path:
    """What an output is called while it is written."""
    return path.with_name(f".{path.name}.part")


def _old_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.old")


def look_of(path: Path) -> Look:
    """How a file or folder looks now."""
    return Look(_digest(_stats(path)), _digest(_contents(path)))


def looks_like(path: Path, look: Look) -> bool:
    """Whether a file or folder still looks so; its bytes are read only where its times differ."""
    try:
        return _digest(_stats(path)) == look.stat or _digest(_contents(path)) == look.content
    except OSError:
        return False


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if not path.is_dir():
        yield "", path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        inner = os.path.relpath(folder, path)
        yield from ((f"{inner}/{name}", Path(folder, name)) for name in sorted(names))


def _stats(path: Path) -> Iterator[bytes]:
    for name, file in _files(path):
        stat = file.lstat()
        yield f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogateescape")


def _contents(path: Path) -> Iterator[bytes]:
    for name, file in _files(path):
        yield f"{name}\0{file.stat().st_size}\0".encode("utf-8", "surrogateescape")
        with open(file, "rb") as opened:
            while block := opened.read(1 << 20):
                yield block


def _digest(pieces: Iterable[bytes]) -> str:
    digest = blake2b(digest_size=16)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())
