"""What a worker does with articles: extract, and render what the output needs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.batch.workers import Extract, Result
from extractor.document import Article, Document, Style


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """How articles are extracted; a part of what a run is known by."""

    style: Style = "news"
    date: str | None = None
    """Publication date of all articles, YYYY-MM-DD; None: each has its own."""
    kinds: tuple[str, ...] | None = None
    """The lists of a document that are wanted; None: all."""
    min_score: float = 0.0
    """Names and facts of a lower score are left out."""
    names: tuple[str, ...] | None = None
    """The user's own names, a line each."""
    with_text: bool = False
    as_rows: bool = False
    """Rows for CSV instead of the JSON object."""


def make_extract(options: ExtractOptions) -> Extract:
    """The function that a worker calls, its models loaded."""
    documents = make_documents(options)

    def extract(articles: Sequence[Article]) -> list[Result]:
        return [render(doc, options) for doc in documents(articles)]

    return extract


def make_documents(options: ExtractOptions) -> Callable[[Sequence[Article]], Iterator[Document]]:
    """The function that gives the documents of some articles, its models loaded."""
    from extractor.output.selection import select
    from extractor.pipeline import Extractor

    extractor = Extractor(style=options.style, names=options.names)
    kinds = None if options.kinds is None else frozenset(options.kinds)

    def documents(articles: Sequence[Article]) -> Iterator[Document]:
        for doc in extractor.extract_many(articles, date=options.date, batch=len(articles)):
            yield select(doc, kinds, options.min_score)

    return documents


def render(doc: Document, options: ExtractOptions) -> Result:
    """The payload of a document: a JSON line, or the rows of its CSV files as one."""
    if options.as_rows:
        from extractor.output.csv import document_cells
        from extractor.output.record import render_json

        mentions, facts = document_cells(doc)
        text = render_json({"mentions": mentions, "facts": facts})
    else:
        text = doc.to_json(with_text=options.with_text)
    return Result((text + "\n").encode("utf-8", "backslashreplace"), count(doc))


def count(doc: Document) -> tuple[int, ...]:
    """Mentions of people, organizations and locations; money, dates, facts."""
    named = (doc.people, doc.organizations, doc.locations)
    mentions = (sum(len(entity.mentions) for entity in entities) for entities in named)
    return (*mentions, len(doc.money), len(doc.dates), len(doc.facts))
