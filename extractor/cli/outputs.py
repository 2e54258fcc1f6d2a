"""Where results go: the format and the file or standard output."""

import gzip
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple, TextIO, cast

from extractor.cli.messages import Messages, counted
from extractor.cli.options import Format, need_stdout
from extractor.errors import UsageError
from extractor.output import Writer

SUFFIX_FORMATS: dict[str, Literal[Format, "xlsx"]] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".txt": "table",
}


OTHER_COMMANDS = {
    ".parquet": "batch",
    ".db": "batch",
    ".sqlite": "batch",
    ".zst": "batch",
    ".html": "report",
    ".htm": "report",
}
"""Endings that another command writes."""

STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")

JSON_FORMATS = ("json", "jsonl", "webannotation")


class TerminalText(io.TextIOBase):
    """Text for a terminal: `show` makes what would act on it harmless."""

    def __init__(self, out: TextIO, show: Callable[[str], str]) -> None:
        self._out, self._show = out, show

    def write(self, text: str) -> int:
        """Write a piece."""
        return self._out.write(self._show(text))

    def flush(self) -> None:
        """Let the terminal have it."""
        if not self._out.closed:
            self._out.flush()


FOLDER_FILES = (".conf",)
"""What a folder for brat may hold already: how brat shows it."""


class OutputOptions(NamedTuple):
    """How the results are to be put out."""

    format: Literal[Format, "xlsx"]
    path: Path | None
    """None for standard output."""
    with_text: bool
    indent: int | None
    excel: bool
    mentions: bool = True
    facts: bool = True
    """Whether tables of the mentions, of the facts are wanted: with `--only facts` the facts alone."""


def choose_output(
    wanted: Format | None,
    output: str | None,
    *,
    with_text: bool,
    indent: int | None,
    excel: bool,
    kinds: frozenset[str] | None = None,
) -> OutputOptions:
    """The output that the options ask for; what they leave open follows from the name, then from the terminal.

    `kinds` are those of `--only`. Errors: UsageError where they contradict each other.
    """
    path = Path(output) if output is not None and output not in STANDARD_OUTPUT else None
    _check_place(path, output, wanted)
    named = _format_of_name(path, wanted) if path and wanted != "brat" else None
    if named == "xlsx" and wanted:
        raise UsageError(f"--output {output}: an .xlsx workbook takes no --format")
    chosen = wanted or named or _implied_format(path, indent, excel=excel)
    _check_options(chosen, with_text=with_text, indent=indent, excel=excel)
    mentions, facts = kinds != frozenset({"facts"}), kinds is None or "facts" in kinds
    return OutputOptions(chosen, path, with_text, indent, excel, mentions, facts)


def _check_place(path: Path | None, output: str | None, wanted: Format | None) -> None:
    """Errors: UsageError where the output cannot be put at a place."""
    if path is not None and not path.parent.is_dir():
        raise UsageError(f"--output {output}: there is no directory {path.parent}")
    if wanted == "brat":
        _check_folder(path)
    elif path is not None and (path.is_dir() or str(output).endswith(("/", os.sep))):
        raise UsageError(f"--output {output}: is a directory")


def _check_folder(path: Path | None) -> None:
    """Errors: UsageError where the files of brat cannot be put into a folder."""
    if path is None:
        raise UsageError("--format brat writes two files an article: name a directory with --output")
    if path.exists() and not path.is_dir():
        raise UsageError(f"--output {path}: is no directory")
    if path.is_dir() and any(not name.endswith(FOLDER_FILES) and name[0] != "." for name in os.listdir(path)):
        raise UsageError(f"--output {path}: holds files already; brat takes a new or empty directory")


def _check_options(chosen: str, *, with_text: bool, indent: int | None, excel: bool) -> None:
    """Errors: UsageError for an option that a format does not know."""
    if excel and chosen != "csv":
        raise UsageError("--excel goes with --format csv")
    if indent is not None and chosen != "json":
        raise UsageError("--indent goes with --format json")
    if with_text and chosen not in ("json", "jsonl"):
        raise UsageError("--with-text goes with --format json or jsonl")


def _format_of_name(path: Path, wanted: Format | None) -> Literal[Format, "xlsx"] | None:
    """The format that an ending implies; None without an ending, and for one of the user's own beside `--format`.

    Errors: UsageError for an ending that `extract` does not write.
    """
    name = path.name.lower().removesuffix(".gz")
    suffix = Path(name).suffix
    if path.exists() and not path.is_file():
        return None  # a device or a pipe
    if suffix in OTHER_COMMANDS:
        command = OTHER_COMMANDS[suffix]
        raise UsageError(f"--output {path}: extract does not write {suffix}; `extractor {command}` does")
    if suffix == ".xlsx" and path.suffix.lower() == ".gz":
        raise UsageError(f"--output {path}: a workbook is compressed as it is; name it .xlsx")
    if suffix and suffix not in SUFFIX_FORMATS and not wanted:
        known = ", ".join(SUFFIX_FORMATS)
        raise UsageError(f"--output {path}: the name must end in one of {known} (all but .xlsx also .gz)")
    return SUFFIX_FORMATS.get(suffix)


def _implied_format(path: Path | None, indent: int | None, *, excel: bool) -> Format:
    if excel:
        return "csv"
    if indent is not None:
        return "json"
    if path is None:
        need_stdout()
    return "table" if path is None and sys.stdout.isatty() else "jsonl"


@contextmanager
def open_writer(options: OutputOptions, messages: Messages) -> Iterator[Writer]:
    """A writer of the documents; a file takes its name when the block has ended well."""
    with ExitStack() as stack:
        if options.format == "xlsx":
            writer: Writer = _open_workbook(options, stack)
        elif options.format == "brat":
            writer = _open_brat(options)
        elif options.format == "csv":
            writer = _open_csv(options, stack, messages)
        else:
            from extractor.output.visible import escaped

            out = _open_text(options.path, stack, show=escaped if options.format in JSON_FORMATS else None)
            writer = _text_writer(out, options)
        yield writer
        writer.close()


def _text_writer(out: TextIO, options: OutputOptions) -> Writer:
    from extractor.output.json import JsonArray, JsonLines

    if options.format == "json":
        return JsonArray(out, with_text=options.with_text, indent=options.indent)
    if options.format == "jsonl":
        return JsonLines(out, with_text=options.with_text)
    if options.format == "webannotation":
        from extractor.output.webannotation import WebAnnotations

        return WebAnnotations(out)
    if options.format == "text":
        from extractor.output.text import ReadableText

        return ReadableText(out)
    from extractor.output.tables import Tables

    return Tables(out)


def _open_brat(options: OutputOptions) -> Writer:
    from extractor.output.brat import BratFolder

    assert options.path is not None
    return BratFolder(options.path)


def _open_csv(options: OutputOptions, stack: ExitStack, messages: Messages) -> Writer:
    from extractor.output.csv import CsvTables
    from extractor.output.visible import visible

    encoding = "utf-8-sig" if options.excel else "utf-8"
    mentions = _open_text(options.path, stack, encoding, visible) if options.mentions else None
    facts = None
    if not options.mentions:
        facts = _open_text(options.path, stack, encoding, visible)
    elif options.facts and options.path:
        facts = _open_text(facts_path(options.path), stack, encoding)
    tables = CsvTables(mentions, facts, excel=options.excel)

    def tell() -> None:
        if tables.facts_left_out:
            messages.note(
                f"{counted(tables.facts_left_out, 'fact')} left out: `--only facts` prints them, "
                "and `--output FILE.csv` writes them to FILE.facts.csv"
            )

    stack.callback(tell)
    return tables


def written_files(options: OutputOptions) -> list[Path]:
    """The files that will be written.

    Errors: UsageError where one that the user has not named would replace a file that is not of this command.
    """
    if options.path is None or options.format == "brat":
        return []
    if options.format != "csv":
        return [options.path]
    facts = facts_path(options.path)
    if facts.exists() and not _is_table_of_facts(facts):
        raise UsageError(f"--output {options.path}: would replace {facts}, which is no table of facts")
    return [options.path, facts]


def _is_table_of_facts(path: Path) -> bool:
    """Whether a file begins as we begin one, in either dialect."""
    from extractor.output.rows import FACT_COLUMNS

    opener: Any = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rb") as file:
            head = file.read(500).decode("utf-8-sig", "replace").replace(";", ",")
    except (OSError, EOFError):
        return False
    return not head or head.startswith(",".join(FACT_COLUMNS))


def facts_path(path: Path) -> Path:
    """The file of the facts beside the file of the mentions: `news.csv` has `news.facts.csv`."""
    stem, dot, suffixes = path.name.partition(".csv")
    return path.with_name(f"{stem}.facts{dot}{suffixes}")


def _open_workbook(options: OutputOptions, stack: ExitStack) -> Writer:
    from extractor.output.files import complete_file
    from extractor.output.xlsx import Workbook

    assert options.path is not None
    return Workbook(stack.enter_context(complete_file(options.path)), mentions=options.mentions, facts=options.facts)


def _open_text(
    path: Path | None, stack: ExitStack, encoding: str = "utf-8", show: Callable[[str], str] | None = None
) -> TextIO:
    """A file, or standard output; `show`: what makes data harmless on a terminal."""
    if path is None:
        need_stdout()
        out: TextIO = stack.enter_context(
            open(sys.stdout.fileno(), "w", encoding=encoding, errors="backslashreplace", newline="", closefd=False)  # noqa: SIM115
        )
        return cast(TextIO, TerminalText(out, show)) if show is not None and out.isatty() else out
    from extractor.output.files import complete_file, open_text

    part = stack.enter_context(complete_file(path))
    return stack.enter_context(open_text(part, like=path, encoding=encoding))


def forget_closed_pipe() -> None:
    """Let what is still buffered for standard output go nowhere: its reader has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
