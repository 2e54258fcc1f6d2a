"""Whether what is to be written is among what is read: by device and inode, whatever the names are."""

import os
from collections.abc import Iterable

from extractor.text.walk import is_pattern, matching, walk


def read_and_written(inputs: Iterable[str], outputs: Iterable[str | os.PathLike[str]]) -> str | None:
    """The first of the outputs that exists and is one of the inputs, or in a folder that is one; None without any."""
    places = {place: os.fspath(path) for path in outputs if (place := _place(path))}
    if not places:
        return None
    for path in inputs:
        for file in _files(path):
            if (place := _place(file)) in places:
                return places[place]
    return None


def _files(path: str) -> Iterable[str]:
    if is_pattern(path):
        return (file for found in matching(path) for file in _files(found))
    if "\0" not in path and os.path.isdir(path):
        return (found.path for found in walk(path))
    return (path,)


def _place(path: str | os.PathLike[str]) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
