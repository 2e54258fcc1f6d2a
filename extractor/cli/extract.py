"""`extractor extract`: articles in, documents out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.messages import Messages, counted
from extractor.cli.options import (
    DateFieldOption,
    DateOption,
    EncodingOption,
    Format,
    InputFormatOption,
    MaxSizeOption,
    MinScoreOption,
    NamesOption,
    OnlyOption,
    QuietOption,
    StyleOption,
    TextFieldOption,
    TitleFieldOption,
    WithTextOption,
    need_stdin,
    need_stdout,
    parse_day,
    parse_kinds,
    parse_size,
    read_name_list,
    refuse_inputs,
)
from extractor.errors import EXIT_FAILURES, EXIT_OK, UsageError

if TYPE_CHECKING:
    from extractor.cli.outputs import OutputOptions


def extract(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Files (.txt, .jsonl, .json, .csv, .html, .rss or .gz), directories, `-` for standard input (default)",
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
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE: .jsonl, .json, .csv, .txt, .xlsx, or .gz."),
    ] = None,
    date: DateOption = None,
    encoding: EncodingOption = None,
    only: OnlyOption = None,
    min_score: MinScoreOption = 0.0,
    text_field: TextFieldOption = "text",
    date_field: DateFieldOption = "date",
    title_field: TitleFieldOption = "title",
    input_format: InputFormatOption = None,
    max_size: MaxSizeOption = 50,
    names: NamesOption = None,
    style: StyleOption = "news",
    with_text: WithTextOption = False,
    indent: Annotated[
        int | None, typer.Option(min=0, max=16, metavar="N", help="Indent JSON by N spaces a level.")
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV for the Russian Excel: semicolons, decimal commas.")
    ] = False,
    quiet: QuietOption = False,
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
    from extractor.cli.documents import ReadableArticles, extract_documents
    from extractor.cli.outputs import choose_output, forget_closed_pipe, open_writer

    kinds = parse_kinds(only)
    output_options = choose_output(format_, output, with_text=with_text, indent=indent, excel=excel, kinds=kinds)
    day = parse_day(date) if date is not None else None
    sources = _check_paths(paths, output_options)
    messages = Messages(quiet=quiet)

    from extractor.text.articles import ReadOptions
    from extractor.text.readers import read_articles

    read = read_articles(
        sources, ReadOptions(encoding, text_field, date_field, parse_size(max_size), input_format, title_field)
    )

    from extractor.output.selection import select
    from extractor.pipeline import Extractor

    extractor = Extractor(style=style, names=read_name_list(names))
    articles = ReadableArticles(read, messages)
    is_live = any(path == "-" or not (Path(path).is_file() or Path(path).is_dir()) for path in sources)
    try:
        with open_writer(output_options, messages) as writer:
            for doc in extract_documents(extractor, articles, day, messages, is_live=is_live):
                writer.write(select(doc, kinds, min_score))
    except BrokenPipeError:
        forget_closed_pipe()
    else:
        if not articles.count:
            messages.fail(", ".join(sources), "holds no article")
    if messages.failures and articles.count:
        messages.note(f"{messages.failures} of {counted(articles.count, 'input')} failed")
    return EXIT_FAILURES if messages.failures else EXIT_OK


def _check_paths(paths: list[str] | None, output: "OutputOptions") -> list[str]:
    from extractor.cli.outputs import written_files

    if not paths:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("no files given and nothing is piped in (see --help)")
        return ["-"]
    if paths.count("-") > 1:
        raise UsageError("standard input (-) can be read once only")
    if "-" in paths:
        need_stdin()
    if output.path is None and output.format != "xlsx":
        need_stdout()
    refuse_inputs(paths, written_files(output))
    return paths
