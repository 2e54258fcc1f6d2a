"""Options that several commands share."""

import re
from datetime import date as calendar_day
from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.errors import UsageError

DateOption = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Publication date, whatever the articles say.")
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the files (default: detected).")
]
InputFormatOption = Annotated[
    Literal["text", "jsonl", "html", "feed"] | None,
    typer.Option(help="Format of named files and `-` (default: detected)."),
]
MaxSizeOption = Annotated[float, typer.Option(metavar="MB", help="Refuse an article over this size, decompressed.")]
StyleOption = Annotated[
    Literal["news", "nerel"],
    typer.Option(help="Which names count: `news`, or the wider guideline of the NEREL corpus."),
]

NamesOption = Annotated[
    str | None,
    typer.Option("--names", metavar="FILE", help="Your own names, one a line: person, organization or location, name."),
]


def read_listed(path: str) -> list[str]:
    """The lines of `--names`. Errors: UsageError where the file cannot be read or a line is no name."""
    from extractor.names.listed import read_names

    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
        read_names(lines)
    except (OSError, ValueError) as error:
        raise UsageError(f"--names: {path}: {error}") from error
    return lines


def parse_day(text: str) -> str:
    """The day of `--date`. Errors: UsageError where it is none of the calendar."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return calendar_day.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise UsageError(f"--date: {text!r} is no day of the calendar, written YYYY-MM-DD")


def parse_size(megabytes: float) -> int:
    """The bytes of `--max-size`."""
    return int(megabytes * 1_000_000)


def parse_kinds(only: str) -> frozenset[str]:
    """The lists of a document that `--only` names. Errors: UsageError for an unknown one."""
    from extractor.output.selection import KINDS

    kinds = [kind.strip() for kind in only.split(",")]
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"--only: {kind!r} is none of {', '.join(KINDS)}")
    return frozenset(kinds)
