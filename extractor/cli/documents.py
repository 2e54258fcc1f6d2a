"""From inputs to documents, reporting failures to the user as they occur."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.cli.messages import Messages
from extractor.garbage import collect_at
from extractor.recover import describe_error

if TYPE_CHECKING:
    from extractor.document import Article, Document
    from extractor.pipeline import Extractor
    from extractor.text.articles import Failure, Notice


class ReadableArticles:
    """The articles that could be read; the others are reported to the user as they come."""

    def __init__(self, read: "Iterable[Article | Failure | Notice]", messages: Messages) -> None:
        self._read = read
        self._messages = messages
        self.count = 0
        """Articles and failures so far."""

    def __iter__(self) -> "Iterator[Article]":
        from extractor.text.articles import Failure, Notice

        for item in self._read:
            if isinstance(item, Notice):
                self._messages.warn(f"{item.source}: {item.reason}")
                continue
            self.count += 1
            if isinstance(item, Failure):
                self._messages.fail(item.source, item.reason)
            else:
                yield item


def extract_documents(
    extractor: "Extractor", articles: "Iterable[Article]", day: str | None, messages: Messages, *, is_live: bool = False
) -> "Iterator[Document]":
    """The documents of `articles`, in order; `is_live` where articles may be slow to come and none is to wait."""
    from extractor.cli.stream import full_chunks, ready_chunks
    from extractor.pipeline import BATCH_ARTICLES

    def failed(article: "Article", error: Exception) -> None:
        messages.fail(article.source, describe_error(error))

    chunks = ready_chunks if is_live else full_chunks
    for number, chunk in enumerate(chunks(articles, BATCH_ARTICLES), 1):
        collect_at(number)
        for doc in extractor.extract_many(chunk, date=day, on_error=failed):
            for note in doc.notes:
                messages.warn(f"{doc.source}: {note}")
            if doc.language != "ru" and not doc.notes:
                messages.warn(f"{doc.source}: the language seems to be {doc.language}; made for Russian")
            yield doc
