"""What a batch reads: directories, globs, lists of files; JSON Lines, Parquet and CSV besides plain text."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from extractor.errors import UsageError
from extractor.recover import describe_error
from extractor.text.articles import Failure, Item, Notice, ReadOptions, told_apart
from extractor.text.readers import display_name, read_paths, suffix_format
from extractor.text.walk import is_pattern, matching, may_be_read, walk

SHOWN = 80
"""Characters of a name that is none which a message shows."""


def read_inputs(inputs: Iterable[str], options: ReadOptions, own: Sequence[Path] = ()) -> Iterator[Item]:
    """The articles of all inputs, in order; the files of directories and globs in the order of their names.

    `own`: files and folders that the run writes; where they are in a directory or fit a glob, they are passed over.

    Errors: a file that cannot be read is a `Failure` in its place; UsageError where a reader's extra is missing.
    """
    yield from told_apart(_read_inputs(inputs, options, own))


def _read_inputs(inputs: Iterable[str], options: ReadOptions, own: Sequence[Path]) -> Iterator[Item]:
    left_out = {os.path.realpath(path) for path in own}
    for path in inputs:
        if not is_pattern(path):
            yield from _read_path(path, options, own)
        elif matches := matching(path):
            for found in matches:
                if os.path.realpath(found) in left_out:
                    continue
                if os.path.isdir(found) or may_be_read(found):
                    yield from _read_path(found, options, own)
                else:
                    yield Notice(display_name(found), "no regular file, not read")
        else:
            yield Failure(display_name(path), "no file matches")


def listed_files(lines: TextIO) -> Iterator[str]:
    """The paths of a list, one a line."""
    for line in lines:
        if path := line.rstrip("\r\n"):
            yield path


def _read_path(path: str, options: ReadOptions, own: Sequence[Path]) -> Iterator[Item]:
    if "\0" in path:
        yield Failure(display_name(path)[:SHOWN], "embedded null byte")
    elif os.path.isdir(path):
        yield from _read_directory(path, options, own)
    else:
        yield from _read_file(path, options)


def _read_directory(folder: str, options: ReadOptions, own: Sequence[Path]) -> Iterator[Item]:
    others = 0
    for found in walk(folder, own):
        if found.error is not None:
            yield Failure(display_name(found.path), describe_error(found.error))
        elif found.is_file and (reader_of(found.path) or suffix_format(found.path)):
            yield from _read_file(found.path, options)
        else:
            others += 1
    if others:
        yield Notice(display_name(folder), f"{others} file{'s' * (others > 1)} of other kinds not read")


def _read_file(path: str, options: ReadOptions) -> Iterator[Item]:
    reader = reader_of(path)
    if reader is None:
        yield from read_paths([path], options)
        return
    source = display_name(path)
    try:
        with open(path, "rb") as file:
            yield from reader(file, source, options)
    except UsageError:
        raise
    except Exception as error:
        yield Failure(source, describe_error(error))


def reader_of(path: str) -> Callable[[BinaryIO, str, ReadOptions], Iterator[Item]] | None:
    """What reads files that `text.readers` does not know, by their name."""
    if path.lower().endswith(".parquet"):
        from extractor.batch.parquet_input import read_parquet

        return read_parquet
    return None


def count_articles(inputs: Iterable[str]) -> int | None:
    """How many articles the inputs seem to hold, for the progress bar; None where only reading them would show.

    What can be read once only, or has no end, is not touched.
    """
    total = 0
    for path in inputs:
        if is_pattern(path):
            found = count_articles(matching(path))
        elif os.path.isdir(path):
            found = count_articles(found.path for found in walk(path) if found.is_file and found.error is None)
        else:
            found = _count_file(path)
        if found is None:
            return None
        total += found
    return total


def _count_file(path: str) -> int | None:
    lower = path.lower()
    if not may_be_read(path):
        return None
    if lower.endswith(".parquet"):
        return _count_rows(path) if os.path.isfile(path) else 1
    if lower.endswith((".gz", ".zst", ".csv", ".tsv", ".json", ".xml", ".rss")):
        return None
    if suffix_format(path) != "jsonl":
        return 1 if suffix_format(path) else 0
    try:
        with open(path, "rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 1


def _count_rows(path: str) -> int | None:
    try:
        from pyarrow import parquet

        rows: int = parquet.read_metadata(path).num_rows
    except Exception:  # reading says what is wrong with it
        return None
    return rows
