"""Options that several commands share."""

import re
import sys
from collections.abc import Iterable
from datetime import date as calendar_day
from pathlib import Path
from typing import Annotated, Literal

import typer

from extractor.errors import InputError, UsageError

LARGEST_SIZE = 1_000_000
"""Megabytes of an article, at most: a limit above is none."""

Format = Literal["table", "text", "json", "jsonl", "csv", "brat", "webannotation"]
"""What `--format` takes."""

DateOption = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Publication date, whatever the articles say.")
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the files (default: detected).")
]
InputFormatOption = Annotated[
    Literal["text", "jsonl", "json", "csv", "html", "feed"] | None,
    typer.Option(help="Format of named files and `-` (default: detected)."),
]
MaxSizeOption = Annotated[float, typer.Option(metavar="MB", help="Refuse an article over this size, decompressed.")]
NamesOption = Annotated[
    str | None,
    typer.Option(
        "--names",
        metavar="FILE",
        help="Names of your own, one a line: `person`, `organization` or `location` and the name.",
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KINDS",
        help="people, organizations, locations, money, dates, facts: joined by commas, or the option repeated.",
        autocompletion=lambda incomplete: complete_kinds(incomplete),
    ),
]
MinScoreOption = Annotated[
    float,
    typer.Option(
        min=0, max=1, metavar="SCORE", help="Leave out names and facts of a lower score (0 to 1); money and dates stay."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No warnings and notes; failures are still named.")]
TextFieldOption = Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its text.")]
DateFieldOption = Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its date.")]
TitleFieldOption = Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its title.")]
WithTextOption = Annotated[bool, typer.Option("--with-text", help="Put the analysed text into the output.")]
StyleOption = Annotated[
    Literal["news", "nerel"],
    typer.Option(help="Which names count: `news`, or the wider guideline of the NEREL corpus."),
]


def read_name_list(path: str | None) -> list[str] | None:
    """The lines of `--names`. Errors: UsageError where it cannot be read or has a line that is no name."""
    if path is None:
        return None
    from extractor.names.listed import read_names
    from extractor.text.decode import decode
    from extractor.text.segment import segment

    try:
        lines = decode(Path(path).read_bytes()).text.splitlines()
        read_names(lines, segment)
    except (OSError, ValueError, InputError) as error:
        raise UsageError(f"--names {path}: {getattr(error, 'strerror', None) or error}") from None
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
    """The bytes of `--max-size`. Errors: UsageError for what is no size."""
    if not 0 < megabytes <= LARGEST_SIZE:
        raise UsageError(f"--max-size: {megabytes:g} is no number of megabytes from 0 to {LARGEST_SIZE:,}")
    return max(1, int(megabytes * 1_000_000))


def refuse_inputs(inputs: Iterable[str], outputs: Iterable[Path]) -> None:
    """Errors: UsageError where a file that is to be written is one of those that are read."""
    from extractor.text.same import read_and_written

    same = read_and_written((path for path in inputs if path != "-"), outputs)
    if same is not None:
        raise UsageError(f"--output {same}: is one of the inputs")


def need_stdout() -> None:
    """Errors: UsageError where standard output is closed."""
    if sys.stdout is None:
        raise UsageError("standard output is closed")


def need_stdin() -> None:
    """Errors: UsageError where standard input is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")


def parse_kinds(only: list[str] | None) -> frozenset[str] | None:
    """The lists of a document that `--only` names, all of them together; None where it is not given.

    Errors: UsageError for an unknown one.
    """
    from extractor.document import LAYERS

    kinds = [kind.strip() for part in only or () for kind in part.split(",")]
    for kind in kinds:
        if kind not in LAYERS:
            raise UsageError(f"--only: {kind!r} is none of {', '.join(LAYERS)}")
    return frozenset(kinds) or None


def complete_kinds(incomplete: str) -> list[str]:
    """What a shell offers after `--only people,m`: the kinds that are not there yet."""
    from extractor.document import LAYERS

    before, comma, last = incomplete.rpartition(",")
    given = before.split(",")
    return [f"{before}{comma}{kind}" for kind in LAYERS if kind.startswith(last) and kind not in given]
