"""Where a finished run goes: one writer a format, chosen by the name of the output.

A writer gets the payloads of all documents, in order, and writes files that take their names when all are complete.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractor.batch.durable import naming, remove
from extractor.batch.outputs import part_of
from extractor.batch.payloads import parse_payload
from extractor.errors import UsageError, missing_extra
from extractor.output.files import file_name

Format = Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet", "flat", "csv", "sqlite", "directory"]

Payloads = Callable[[], Iterator[bytes]]
"""Gives the payloads from the first on, each time it is called."""

SUFFIXES: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".jsonl.zst": "jsonl.zst",
    ".parquet": "parquet",
    ".csv": "csv",
    ".db": "sqlite",
    ".sqlite": "sqlite",
}


@dataclass(frozen=True, slots=True)
class Target:
    """An output and the format that its name implies."""

    path: Path
    format: Format

    def files(self) -> dict[str, Path]:
        """The files (or the directory) that make up the output, by what they are for."""
        if self.format == "flat":
            return {"main": beside(self.path, "mentions"), "facts": beside(self.path, "facts")}
        if self.format == "csv":
            return {"main": self.path, "facts": beside(self.path, "facts")}
        return {"main": self.path}


def choose_target(output: str, *, flat: bool = False) -> Target:
    """The target of `--output`; of a link the file that it points to, so that state and lock lie beside that.

    Errors: UsageError for a name that implies no format, a folder that is missing, an extra that is not installed.
    """
    path = Path(os.path.realpath(output)) if os.path.islink(output) else Path(output)
    if not path.name or output == "-":
        raise UsageError(f"--output {output}: batch writes a file or a directory of its own")
    if path.is_symlink():
        raise UsageError(f"--output {output}: a link that leads nowhere")
    if not path.parent.is_dir():
        raise UsageError(f"--output {output}: there is no directory {path.parent}")
    chosen = _format_of(output, path)
    if flat and chosen != "parquet":
        raise UsageError("--flat goes with a .parquet output")
    if chosen == "parquet":
        import extractor.batch.arrow  # noqa: F401  # says which extra is missing before the work begins
    if chosen == "jsonl.zst":
        _zstandard()
    return Target(path, "flat" if flat else chosen)


def _format_of(output: str, path: Path) -> Format:
    """The format that the name of an output implies. Errors: UsageError."""
    if output.endswith(("/", os.sep)) or path.is_dir() or not path.suffix:
        return "directory"
    matches = [suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)]
    if not matches:
        known = ", ".join(SUFFIXES)
        raise UsageError(f"--output {output}: the name must end in one of {known}, or be a directory")
    return SUFFIXES[max(matches, key=len)]


def beside(path: Path, what: str) -> Path:
    """`news.csv` → `news.facts.csv`."""
    return path.with_name(f"{path.stem}.{what}{path.suffix}")


def write_parts(target: Target, payloads: Payloads) -> dict[str, Path]:
    """Write the output in its final form beside its place: the parts by what they are for.

    JSON Lines are what the journal holds and are not written here.
    """
    parts = {name: part_of(path) for name, path in target.files().items()}
    for part in parts.values():
        remove(part)
    try:
        with naming(target.path):
            _WRITERS[target.format](payloads, list(parts.values()))
    except BaseException:
        for part in parts.values():
            with suppress(OSError):
                remove(part)
        raise
    return parts


def _write_gzip(payloads: Payloads, parts: list[Path]) -> None:
    import gzip

    # No file name and no time in the header: the same documents are the same bytes.
    with parts[0].open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out:
        for payload in payloads():
            out.write(payload)


def _write_zstd(payloads: Payloads, parts: list[Path]) -> None:
    with parts[0].open("wb") as raw, _zstandard().ZstdCompressor().stream_writer(raw) as out:
        for payload in payloads():
            out.write(payload)


def _write_parquet(payloads: Payloads, parts: list[Path]) -> None:
    from extractor.batch.parquet import write_parquet

    write_parquet(payloads(), parts[0])


def _write_flat(payloads: Payloads, parts: list[Path]) -> None:
    from extractor.batch.parquet import write_flat_facts, write_flat_mentions

    write_flat_mentions(payloads(), parts[0])
    write_flat_facts(payloads(), parts[1])


def _write_sqlite(payloads: Payloads, parts: list[Path]) -> None:
    from extractor.batch.sqlite import write_sqlite

    write_sqlite(payloads(), parts[0])


def _write_csv(payloads: Payloads, parts: list[Path]) -> None:
    from extractor.output.csv import CsvTables

    with (
        parts[0].open("w", encoding="utf-8", errors="backslashreplace", newline="") as mentions,
        parts[1].open("w", encoding="utf-8", errors="backslashreplace", newline="") as facts,
    ):
        tables = CsvTables(mentions, facts)
        for payload in payloads():
            rows = parse_payload(payload)
            tables.write_rows(rows["mentions"], rows["facts"])


def _write_directory(payloads: Payloads, parts: list[Path]) -> None:
    parts[0].mkdir()
    for number, payload in enumerate(payloads(), 1):
        source = parse_payload(payload)["source"]
        (parts[0] / f"{number:08}-{file_name(source)}.json").write_bytes(payload)


_WRITERS: dict[str, Callable[[Payloads, list[Path]], None]] = {
    "jsonl.gz": _write_gzip,
    "jsonl.zst": _write_zstd,
    "parquet": _write_parquet,
    "flat": _write_flat,
    "sqlite": _write_sqlite,
    "csv": _write_csv,
    "directory": _write_directory,
}


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise UsageError(missing_extra("writing .zst", "zstd")) from None
    return zstandard
