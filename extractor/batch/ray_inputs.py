"""The files that `--engine ray` reads: Parquet and JSON Lines, local or of an object store, by name, folder or glob."""

import fnmatch
from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple

from extractor.errors import UsageError

JSON_ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
PARQUET_ENDING = ".parquet"


class Files(NamedTuple):
    """Paths or addresses, in order."""

    json: list[str]
    parquet: list[str]


def find_files(inputs: Sequence[str]) -> Files:
    """The files of `inputs`; of folders and globs those whose names end as Parquet or JSON Lines do.

    Errors: UsageError for a file of another kind, and for what holds none.
    """
    found = Files([], [])
    for given in inputs:
        held = False
        for path in _listed(given):
            name = path.lower()
            if name.endswith(JSON_ENDINGS):
                found.json.append(path)
            elif name.endswith(PARQUET_ENDING):
                found.parquet.append(path)
            elif path == given:
                raise UsageError(f"{given}: --engine ray reads Parquet or JSON Lines")
            else:
                continue
            held = True
        if not held:
            raise UsageError(f"{given}: holds neither Parquet nor JSON Lines, which --engine ray reads")
    return found


def _listed(given: str) -> Iterator[str]:
    """What a name, a folder or a glob means."""
    if "://" in given:
        yield from _stored(given)
    elif has_magic(given) and not Path(given).exists():
        yield from sorted(glob(given, recursive=True))
    elif Path(given).is_dir():
        yield from sorted(str(path) for path in Path(given).rglob("*") if path.is_file())
    else:
        yield given


def _stored(given: str) -> Iterator[str]:
    """The same of an address such as `s3://bucket/2024/*.parquet`."""
    from pyarrow import fs

    scheme, _, rest = given.partition("://")
    folder = rest.partition("*")[0].rpartition("/")[0] if has_magic(rest) else rest
    system, path = fs.FileSystem.from_uri(f"{scheme}://{folder}")
    if not has_magic(rest) and system.get_file_info(path).type != fs.FileType.Directory:
        yield given
        return
    for info in sorted(system.get_file_info(fs.FileSelector(path, recursive=True)), key=lambda info: str(info.path)):
        address = f"{scheme}://{info.path}"
        if info.type == fs.FileType.File and (not has_magic(rest) or _fits(address, given)):
            yield address


def _fits(address: str, pattern: str) -> bool:
    """Whether a glob means the address: as for local files, only `**` goes into folders."""
    return fnmatch.fnmatch(address, pattern) and ("**" in pattern or address.count("/") == pattern.count("/"))
