"""Files that appear under their name only when they are complete."""

import gzip
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO
from unicodedata import normalize

NAME_RE = re.compile(r"[^\w.-]+")
NAME_BYTES = 120
"""Of a name, at most, so that there is room for a number and a suffix: systems take 255."""

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names of devices on Windows, whatever their suffix."""


@contextmanager
def complete_file(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, moved onto `path` when the block ends well, removed when it does not.

    A device or a pipe is written to directly; of a link, the file that it points to is replaced.
    """
    if path.exists() and not path.is_file():
        yield path  # as it is: what `/dev/stdout` resolves to may have no name
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.touch(exist_ok=False)
        yield part
        if target.exists():
            part.chmod(target.stat().st_mode)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if isinstance(error, OSError) and error.filename in (None, str(part)):  # a full disk names no file
            error.filename = str(path)
        raise


def open_text(path: Path, *, like: Path | None = None, encoding: str = "utf-8") -> TextIO:
    """A text file for writing, compressed where the name (`like`, if `path` is a temporary one) ends in `.gz`.

    Half a surrogate pair, which a JSON string may hold, is written as its JSON escape.
    """
    if (like or path).suffix == ".gz":
        # No file name and no time in the header: the same output is the same bytes.
        return io.TextIOWrapper(_Packed(path), encoding=encoding, errors="backslashreplace", newline="")
    return path.open("w", encoding=encoding, errors="backslashreplace", newline="")


class _Packed(gzip.GzipFile):
    """A compressed file that closes the file below it: errors in writing its last bytes are heard."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        super().__init__(filename="", fileobj=self._file, mode="wb", mtime=0)

    def close(self) -> None:
        """Write what is left, and close."""
        try:
            super().close()
        finally:
            self._file.close()


def file_name(source: str, *, without_suffix: bool = False) -> str:
    """A name for a file about a source, good on every system: no separators, not too long, none that Windows keeps."""
    path = Path(source)
    name = NAME_RE.sub("-", path.stem if without_suffix else path.name)
    name = name.encode("utf-8", "replace")[-NAME_BYTES:].decode("utf-8", "ignore").strip("-. ")
    return f"_{name}" if name.partition(".")[0].lower() in RESERVED else name or "article"


def folded_name(name: str) -> str:
    """What is equal for names that one file system or another takes for the same."""
    return normalize("NFC", name).casefold()
