"""`extractor explain`: why something was found."""

from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.options import (
    DateOption,
    EncodingOption,
    NamesOption,
    StyleOption,
    need_stdin,
    need_stdout,
    parse_day,
    read_name_list,
)
from extractor.errors import EXIT_OK, InputError, UsageError

if TYPE_CHECKING:
    from extractor.document import Article


def explain(
    file: Annotated[str | None, typer.Argument(metavar="[FILE]", help="An article; `-` for standard input.")] = None,
    at: Annotated[
        int | None, typer.Option(min=0, metavar="OFFSET", help="Explain only what is found at this code point.")
    ] = None,
    text: Annotated[str | None, typer.Option(metavar="TEXT", help="Explain this text instead of a file.")] = None,
    date: DateOption = None,
    encoding: EncodingOption = None,
    names: NamesOption = None,
    style: StyleOption = "news",
) -> int:
    """Show how mentions and facts were found.

    For each: the rule or model that made it, its tokens, what was read, the value that came of it; for a fact by a
    rule its pattern and what matched, and the facts that a rule's exception refused.

    \b
    Examples:
      extractor explain article.txt --at 190
      extractor explain --text "Выручка выросла до $4 млрд" --date 2025-11-15
    """
    if (file is None) == (text is None):
        raise UsageError("explain takes a FILE or --text, one of the two")
    need_stdout()
    if file == "-":
        need_stdin()
    day = parse_day(date) if date is not None else None

    from extractor.document import Article
    from extractor.output.explain import render_explanation
    from extractor.output.visible import visible
    from extractor.pipeline import Extractor

    article = _read_one(file, encoding) if file is not None else Article(text or "")
    extractor = Extractor(style=style, names=read_name_list(names))
    doc = next(extractor.extract_many([article], date=day))
    if at is not None and at >= len(doc.text):
        raise UsageError(f"--at {at}: the text has {len(doc.text)} characters")
    print(visible(render_explanation(doc, at, extractor.readings(doc), extractor.traces(doc))))
    return EXIT_OK


def _read_one(file: str, encoding: str | None) -> "Article":
    """The first article of `file`. Errors: InputError where there is none."""
    from extractor.document import Article
    from extractor.text.articles import Failure, ReadOptions
    from extractor.text.readers import read_articles

    for item in read_articles([file], ReadOptions(encoding)):
        if isinstance(item, Failure):
            raise InputError(f"{item.source}: {item.reason}")
        if isinstance(item, Article):
            return item
    raise InputError(f"{file}: holds no article")
