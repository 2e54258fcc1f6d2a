"""The command line: parses options, prints, never extracts."""

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

app = typer.Typer(add_completion=True, rich_markup_mode=None, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def root() -> None:
    """Facts from Russian news text."""


@app.command()
def extract(
    paths: Annotated[list[str] | None, typer.Argument(help="Files; `-` is standard input.")] = None,
) -> None:
    """Extract people, organizations, places, money, dates and facts."""
    import json

    from extractor.document import Article
    from extractor.pipeline import Extractor

    def articles() -> Iterator[Article]:
        for path in paths or ["-"]:
            if path == "-":
                for line in sys.stdin:
                    record = json.loads(line)
                    yield Article(record["text"], record.get("source", "-"), record.get("title"), record.get("date"))
            else:
                with open(path, encoding="utf-8", newline="") as file:
                    yield Article(file.read(), path)

    for document in Extractor().extract_many(articles()):
        print(document.to_json())
