"""The files of a folder, all levels of it, in the order of their names.

Links are followed, a folder is entered once however many ways lead to it. What would block or never end when it is
opened (pipes, sockets, devices) is not opened.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from glob import glob, has_magic
from typing import NamedTuple

STATE_SUFFIX = ".state"
STATE_FILES = frozenset(("lock", "options.json"))
"""What the folder of a batch's state is known by: it holds no article, whichever run it is of."""


class Found(NamedTuple):
    """Something in a folder."""

    path: str
    error: OSError | None = None
    """Why the folder of this path could not be read."""
    is_file: bool = True
    """A regular file, or a link that leads nowhere: opening it fails by name."""


def walk(folder: str, leave_out: Iterable[str | os.PathLike[str]] = ()) -> Iterator[Found]:
    """What is in a folder and in those below it; hidden files and folders (`.name`) are passed over.

    `leave_out`: files and folders that are passed over, too, whether they exist yet or not.
    """
    left_out = {os.path.realpath(path) for path in leave_out}
    names_left_out = {os.path.basename(path) for path in left_out}
    seen: set[tuple[int, int]] = set()
    open_folders = [iter([folder])]
    while open_folders:
        path = next(open_folders[-1], None)
        if path is None:
            open_folders.pop()
        elif os.path.basename(path) in names_left_out and os.path.realpath(path) in left_out:
            continue
        elif path == folder or os.path.isdir(path):
            try:
                here = os.stat(path)
                if (here.st_dev, here.st_ino) not in seen:
                    seen.add((here.st_dev, here.st_ino))
                    open_folders.append(iter(_entries(path)))
            except OSError as error:
                yield Found(path, error)
        else:
            yield Found(path, is_file=may_be_read(path))


def _entries(folder: str) -> list[str]:
    """What is in a folder, in order; nothing of the state of a batch."""
    names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    is_state = folder.endswith(STATE_SUFFIX) and STATE_FILES.issubset(names)
    return [] if is_state else [os.path.join(folder, name) for name in names]


def may_be_read(path: str) -> bool:
    """Whether opening a file cannot block; a link that leads nowhere is opened so that it fails by name."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True


def is_pattern(path: str) -> bool:
    """Whether a path is a pattern of names, and not the name of a file that happens to look like one."""
    return "\0" not in path and has_magic(path) and not os.path.lexists(path)


def matching(pattern: str) -> list[str]:
    """The files and folders that a pattern fits, in order; `**` stands for folders of any depth, each entered once."""
    if "**" not in pattern:
        return sorted(glob(pattern))
    parts = pattern.split(os.sep)
    first = next(number for number, part in enumerate(parts) if has_magic(part))
    base = os.sep.join(parts[:first]) or (os.sep if pattern.startswith(os.sep) else "")
    fits = _pattern_re(parts[first:])
    starts = f"{base.rstrip(os.sep)}{os.sep}" if base else ""
    found = (found.path for found in walk(base or os.curdir) if found.error is None)
    names = (path.removeprefix(starts or f".{os.sep}") for path in found)
    return [starts + name for name in names if fits(name)]


def _pattern_re(parts: list[str]) -> Callable[[str], object]:
    """A test of the part of a path that begins with the first pattern."""
    separator = re.escape(os.sep)
    written = "".join(
        f"(?:[^{separator}]+{separator})*"
        if part == "**" and number < len(parts) - 1
        else _name_re(part) + separator * (number < len(parts) - 1)
        for number, part in enumerate(parts)
    )
    return re.compile(written).fullmatch


def _name_re(part: str) -> str:
    other = f"[^{re.escape(os.sep)}]"
    pieces = re.findall(r"\*+|\?|\[!?\]?[^]]*\]|.", part, re.DOTALL)
    whole = ".*" if part == "**" else None
    return whole or "".join(
        f"{other}*"
        if piece[0] == "*"
        else other
        if piece == "?"
        else re.sub(r"^\[!", "[^", piece.replace("\\", "\\\\"))
        if len(piece) > 1
        else re.escape(piece)
        for piece in pieces
    )
