"""Where the weights are, and how they are read: natasha's files mapped into memory, the rest prepared once.

natasha's archives are plain tar files, so arrays are read where they lie. Only the vocabulary is compressed; it is
unpacked once into the cache directory of the user and mapped from there. Without a writable cache it is unpacked
at every start.
"""

import gzip
import mmap
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import get_ident

from extractor.errors import ModelError

CACHE_VARIABLE = "EXTRACTOR_CACHE"
"""Environment variable that names the cache directory; empty for none."""

BLOCK = 512
"""Bytes; headers and contents of a tar archive begin at multiples of it."""


@cache
def data_folder() -> Path:
    """The folder of natasha's weights; natasha itself is not imported.

    Errors: ModelError if natasha is not installed.
    """
    spec = find_spec("natasha")
    if spec is None or spec.origin is None:
        raise ModelError("the weights are not installed: pip install natasha")
    return Path(spec.origin).parent / "data"


class Archive:
    """An uncompressed tar file, mapped into memory."""

    def __init__(self, path: Path) -> None:
        """Errors: ModelError if the file cannot be read."""
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise ModelError(f"the weights cannot be read: {path}: {error}") from error
        self._view = memoryview(self._map)
        self._members: dict[str, tuple[int, int]] = {}
        at = 0
        while at + BLOCK <= len(self._map) and self._map[at]:
            header = self._map[at : at + BLOCK]
            size = int(header[124:136].strip(b"\0 "), 8)
            self._members[header[:100].rstrip(b"\0").decode()] = (at + BLOCK, size)
            at += BLOCK + -(-size // BLOCK) * BLOCK

    def read(self, name: str) -> memoryview:
        """The content of a member, not copied.

        Errors: ModelError if there is none of that name.
        """
        try:
            start, size = self._members[name]
        except KeyError:
            raise ModelError(f"the weights have no {name}") from None
        return self._view[start : start + size]

    def unpack(self, name: str) -> bytes:
        """The content of a member that is compressed by gzip."""
        return gzip.decompress(self.read(name))


def cache_folder() -> Path | None:
    """The directory for prepared files; None where there is to be none."""
    named = os.environ.get(CACHE_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    try:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA")
            return Path(base) / "extractor" / "Cache" if base else None
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "extractor"
        base = os.environ.get("XDG_CACHE_HOME")
        return Path(base if base and os.path.isabs(base) else Path.home() / ".cache") / "extractor"
    except RuntimeError:  # no home directory
        return None


def prepared(name: str, build: Callable[[], bytes], is_whole: Callable[[memoryview], bool]) -> memoryview:
    """The bytes that `build` makes, mapped from the file `name` of the cache directory where that can be.

    The name has to change with everything that the bytes depend on. A file that is not whole is made again.
    Several processes and threads may prepare the same file at once: each writes its own and renames it.
    """
    found = cached_bytes(name)
    if found is not None and is_whole(found):
        return found
    content = build()
    keep_bytes(name, content)
    found = cached_bytes(name)
    return found if found is not None and is_whole(found) else memoryview(content)


def cached_bytes(name: str) -> memoryview | None:
    """A file of the cache directory, mapped; None where there is none."""
    folder = cache_folder()
    return None if folder is None else _map_file(folder / name)


def keep_bytes(name: str, content: bytes) -> None:
    """Put a file into the cache directory, whole or not at all; nothing where that cannot be."""
    folder = cache_folder()
    if folder is None:
        return
    unfinished = folder / f".{name}.{os.getpid()}.{get_ident()}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished.write_bytes(content)
        unfinished.replace(folder / name)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _map_file(path: Path) -> memoryview | None:
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # absent, unreadable or empty
        return None
