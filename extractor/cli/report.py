"""`extractor report`: one HTML page about an article or a corpus."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.messages import Messages, counted
from extractor.cli.options import (
    DateFieldOption,
    DateOption,
    EncodingOption,
    InputFormatOption,
    MaxSizeOption,
    NamesOption,
    StyleOption,
    TextFieldOption,
    TitleFieldOption,
    need_stdin,
    parse_day,
    parse_size,
    read_name_list,
    refuse_inputs,
)
from extractor.errors import EXIT_FAILURES, EXIT_OK, UsageError
from extractor.recover import describe_error

if TYPE_CHECKING:
    from extractor.document import Document

PAGE_SUFFIXES = (".html", ".htm")


def report(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, directories, `-`: as of extract.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The page (.html).")] = "report.html",
    lang: Annotated[Literal["ru", "en"], typer.Option(help="Language of the page.")] = "ru",
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Heading of the page.")] = None,
    date: DateOption = None,
    encoding: EncodingOption = None,
    text_field: TextFieldOption = "text",
    date_field: DateFieldOption = "date",
    title_field: TitleFieldOption = "title",
    input_format: InputFormatOption = None,
    max_size: MaxSizeOption = 50,
    names: NamesOption = None,
    style: StyleOption = "news",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings and notes.")] = False,
) -> int:
    """Write one HTML page about articles.

    It loads nothing from anywhere: the texts with their mentions, names, money, a timeline, facts.

    \b
    Examples:
      extractor report article.txt --output article.html
      extractor report archive/ --output archive.html --lang en
      extractor report archive.db --output archive.html
    """
    path = _page_path(output, inputs)
    day = parse_day(date) if date is not None else None
    messages = Messages(quiet=quiet)

    from extractor.cli.documents import ReadableArticles, extract_documents
    from extractor.output.files import complete_file
    from extractor.output.report.render import render_report
    from extractor.pipeline import Extractor
    from extractor.text.articles import ReadOptions
    from extractor.text.readers import display_name, read_articles

    archives = [path for path in inputs if path.lower().endswith((".db", ".sqlite"))]
    others = [path for path in inputs if path not in archives]
    options = ReadOptions(encoding, text_field, date_field, parse_size(max_size), input_format, title_field)
    articles = ReadableArticles(read_articles(others, options) if others else iter(()), messages)
    docs = list(_archived(archives, messages))
    if others:
        docs += extract_documents(Extractor(style=style, names=read_name_list(names)), articles, day, messages)
    if not docs:
        messages.fail("report", "no article could be read")
        return EXIT_FAILURES
    with complete_file(path) as part:
        part.write_text(render_report(docs, lang, title and display_name(title)), encoding="utf-8")
    messages.note(f"{counted(len(docs), 'article')} in {path}")
    if messages.failures:
        messages.note(f"{messages.failures} of {counted(articles.count, 'input')} failed")
    return EXIT_FAILURES if messages.failures else EXIT_OK


def _page_path(output: str, inputs: list[str]) -> Path:
    """The page that is to be written. Errors: UsageError where it cannot be, or an input cannot be read."""
    page = Path(output)
    if not page.parent.is_dir():
        raise UsageError(f"--output {output}: there is no directory {page.parent}")
    if output == "-":
        raise UsageError("--output -: report writes a file")
    if page.suffix.lower() not in PAGE_SUFFIXES:
        raise UsageError(f"--output {output}: report writes .html or .htm; extract and batch write others")
    refuse_inputs(inputs, [page])
    if "-" in inputs:
        need_stdin()
    return page


def _archived(paths: list[str], messages: Messages) -> "Iterator[Document]":
    """The documents of databases that batch or archive wrote, in the place of articles."""
    from extractor.archive.documents import read_documents

    for path in paths:
        try:
            yield from read_documents(path)
        except UsageError:
            raise
        except Exception as error:
            messages.fail(path, describe_error(error))
