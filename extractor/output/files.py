"""Files that appear under their name only when they are complete."""

import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


@contextmanager
def complete_file(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, moved onto `path` when the block ends well, removed when it does not.

    A device or a pipe is written to directly; of a link, the file that it points to is replaced.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        yield target
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.touch(exist_ok=False)
        yield part
        if target.exists():
            part.chmod(target.stat().st_mode)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def open_text(path: Path, *, like: Path | None = None, encoding: str = "utf-8") -> TextIO:
    """A text file for writing, compressed where the name (`like`, if `path` is a temporary one) ends in `.gz`.

    Half a surrogate pair, which a JSON string may hold, is written as its JSON escape.
    """
    if (like or path).suffix == ".gz":
        # No file name and no time in the header: the same output is the same bytes.
        packed = gzip.GzipFile(filename="", fileobj=path.open("wb"), mode="wb", mtime=0)
        return io.TextIOWrapper(packed, encoding=encoding, errors="backslashreplace", newline="")
    return path.open("w", encoding=encoding, errors="backslashreplace", newline="")
