"""Files that outlive a power cut: what is written is on disk before anything relies on it.

A file gets its name only when its bytes are synced, and a name counts only when its folder is synced.
"""

import errno
import io
import json
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BLOCK = 1 << 20


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """An error of the system that names no file (a full disk does not) gets the name of `path`."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def sync_file(path: Path) -> None:
    """Put the bytes of a file on disk, or those of all files of a folder."""
    if path.is_dir():
        for inner in path.iterdir():
            sync_file(inner)
        sync_folder(path)
        return
    with naming(path), open(path, "rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk; Windows cannot and does not need to."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with naming(folder):
            os.fsync(opened)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems sync no folders
            raise
    finally:
        os.close(opened)


def replace_durably(part: Path, path: Path) -> None:
    """Give a synced file its name."""
    os.replace(part, path)
    sync_folder(path.parent)


def write_json(path: Path, content: Any) -> None:
    """Write a small file of the state, whole or not at all, with its checksum."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    part = path.with_name(path.name + ".part")
    with naming(path), open(part, "wb") as file:
        file.write(f"{text}\n{zlib.crc32(text.encode()):08x}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    replace_durably(part, path)


class DamagedError(Exception):
    """A file of the state is not as it was written."""


def read_json(path: Path) -> Any:
    """What `write_json` wrote, None where there is no such file. Errors: DamagedError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    text, _, checksum = content.removesuffix(b"\n").rpartition(b"\n")
    if checksum != f"{zlib.crc32(text):08x}".encode():
        raise DamagedError(path)
    return json.loads(text)


def copy_head(source: Path, target: Path, size: int) -> None:
    """The first `size` bytes of a file as a new one, synced."""
    with naming(target), open(target, "wb") as out:
        with open(source, "rb") if size else io.BytesIO() as file:
            while size and (block := file.read(min(size, BLOCK))):
                out.write(block)
                size -= len(block)
        out.flush()
        os.fsync(out.fileno())


def remove(path: Path) -> None:
    """Remove a file, or a folder of our own with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
