"""`extractor extract`: articles in, documents out."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.messages import Messages
from extractor.cli.options import (
    DateOption,
    EncodingOption,
    InputFormatOption,
    MaxSizeOption,
    StyleOption,
    parse_day,
    parse_kinds,
    parse_size,
)
from extractor.cli.outputs import Format, OutputOptions, choose_output, forget_closed_pipe, open_writer
from extractor.errors import EXIT_FAILURES, EXIT_OK, UsageError

if TYPE_CHECKING:
    from extractor.document import Article, Document
    from extractor.pipeline import Extractor
    from extractor.text.readers import Failure, Notice


def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Files (.txt, .jsonl, .ndjson, all also .gz), directories, `-` for standard input (the default).",
        ),
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", "-f", help="Default: table on a terminal, jsonl elsewhere; or by the name of --output."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE (.jsonl, .json, .csv, .xlsx, also .gz)."),
    ] = None,
    date: DateOption = None,
    encoding: EncodingOption = None,
    only: Annotated[
        str | None,
        typer.Option(metavar="KINDS", help="people, organizations, locations, money, dates, facts: joined by commas."),
    ] = None,
    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its text.")] = "text",
    date_field: Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its date.")] = "date",
    input_format: InputFormatOption = None,
    max_size: MaxSizeOption = 50,
    style: StyleOption = "news",
    with_text: Annotated[bool, typer.Option("--with-text", help="Put the analysed text into the output.")] = False,
    indent: Annotated[
        int | None, typer.Option(min=0, max=16, metavar="N", help="Indent JSON by N spaces a level.")
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV for the Russian Excel: semicolons, decimal commas.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No warnings and notes; failures are still named.")
    ] = False,
) -> int:
    """Extract people, organizations, places, money, dates and facts.

    \b
    Examples:
      extractor extract article.txt
      extractor extract archive/ news.jsonl.gz --output facts.jsonl
      cat article.txt | extractor extract --date 2025-11-15 --format json --indent 2
      extractor extract *.txt --only people,money --output people.csv --excel
      tail -f feed.jsonl | extractor extract --text-field body | jq .money
    """
    output_options = choose_output(format_, output, with_text=with_text, indent=indent, excel=excel)
    kinds = parse_kinds(only) if only is not None else None
    day = parse_day(date) if date is not None else None
    sources = _check_paths(paths, output_options)
    messages = Messages(quiet=quiet)

    from extractor.text.readers import ReadOptions, read_articles

    read = read_articles(sources, ReadOptions(encoding, text_field, date_field, parse_size(max_size), input_format))

    from extractor.output.selection import select_kinds
    from extractor.pipeline import Extractor

    articles = _Articles(read, messages)
    is_live = any(path == "-" or not (Path(path).is_file() or Path(path).is_dir()) for path in sources)
    try:
        with open_writer(output_options, messages) as writer:
            for doc in _documents(Extractor(style=style), articles, day, is_live, messages):
                writer.write(doc if kinds is None else select_kinds(doc, kinds))
    except BrokenPipeError:
        forget_closed_pipe()
    if not articles.count:
        messages.warn("no articles were found")
    if messages.failures:
        messages.note(f"{messages.failures} of {articles.count} inputs failed")
    return EXIT_FAILURES if messages.failures else EXIT_OK


class _Articles:
    """The articles that could be read; the others are told to the user as they come."""

    def __init__(self, read: "Iterable[Article | Failure | Notice]", messages: Messages) -> None:
        self._read = read
        self._messages = messages
        self.count = 0
        """Articles and failures so far."""

    def __iter__(self) -> "Iterator[Article]":
        from extractor.text.readers import Failure, Notice

        for item in self._read:
            if isinstance(item, Notice):
                self._messages.warn(f"{item.source}: {item.reason}")
                continue
            self.count += 1
            if isinstance(item, Failure):
                self._messages.fail(item.source, item.reason)
            else:
                yield item


def _documents(
    extractor: "Extractor", articles: "Iterable[Article]", day: str | None, is_live: bool, messages: Messages
) -> "Iterator[Document]":
    from extractor.cli.stream import full_chunks, ready_chunks
    from extractor.pipeline import BATCH_ARTICLES

    chunks = ready_chunks if is_live else full_chunks
    for chunk in chunks(articles, BATCH_ARTICLES):
        for doc in _extract_chunk(extractor, chunk, day, messages):
            if doc.language != "ru":
                messages.warn(f"{doc.source}: the language seems to be {doc.language}; made for Russian")
            yield doc


def _extract_chunk(
    extractor: "Extractor", chunk: "list[Article]", day: str | None, messages: Messages
) -> "Iterator[Document]":
    """The documents of `chunk`; an article on which the extractor breaks costs that article only."""
    try:
        yield from list(extractor.extract_many(chunk, date=day))
    except Exception as error:
        if len(chunk) == 1:
            messages.fail(chunk[0].source, f"internal error: {type(error).__name__}: {error}")
            return
        for article in chunk:
            yield from _extract_chunk(extractor, [article], day, messages)


def _check_paths(paths: list[str] | None, output: OutputOptions) -> list[str]:
    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("no files given and nothing is piped in (see --help)")
        return ["-"]
    if paths.count("-") > 1:
        raise UsageError("standard input (-) can be read once only")
    if output.path is not None and output.path.is_file():
        for path in paths:
            if Path(path).is_file() and output.path.samefile(path):
                raise UsageError(f"--output {output.path}: is one of the inputs")
    return paths
