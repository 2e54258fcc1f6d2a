"""Rows and records to articles, and what may come out in the place of one: the one way for all formats."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from extractor.document import Article
from extractor.errors import UsageError
from extractor.recover import describe_error
from extractor.text.days import parse_date
from extractor.text.decode import check_encoding
from extractor.text.streams import InputFormat, megabytes

MAX_SIZE = 50_000_000
"""Default limit of an article, in bytes after decompression."""

OWN_NAME_FIELDS = ("source", "id", "url")
"""The fields by which a row names itself, the first that is filled."""

SURROGATE_RE = re.compile("[\ud800-\udfff]")


class Failure(NamedTuple):
    """An input that could not be read; the exit status becomes 1."""

    source: str
    reason: str


class Notice(NamedTuple):
    """Something that the user should know, and that costs no article."""

    source: str
    reason: str


Item = Article | Failure | Notice


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are read.

    Errors: UsageError for an encoding that does not exist or a limit that is not positive.
    """

    encoding: str | None = None
    """None: detected, article by article."""
    text_field: str = "text"
    date_field: str = "date"
    max_size: int = MAX_SIZE
    """Limit of a file, a record's line or a page, in bytes after decompression."""
    input_format: InputFormat | None = None
    """Of `-` and files given by name (in directories the suffix decides); None: by suffix, else by first characters."""
    title_field: str = "title"

    def __post_init__(self) -> None:
        if self.encoding is not None:
            check_encoding(self.encoding)
        if self.max_size <= 0:
            raise UsageError("the size limit must be positive")

    @property
    def fields(self) -> frozenset[str]:
        """The fields of a row that are read."""
        return frozenset((self.text_field, self.date_field, self.title_field, "author", *OWN_NAME_FIELDS))


def read_row(row: Mapping[str, Any], place: str, options: ReadOptions) -> Iterator[Item]:
    """The article of a row that is called `place` unless it names itself; a row that breaks costs itself only."""
    try:
        yield from _read_row(row, place, options)
    except Exception as error:
        yield Failure(place, describe_error(error))


def _read_row(row: Mapping[str, Any], place: str, options: ReadOptions) -> Iterator[Item]:
    name = own_name(row) or place
    text = row.get(options.text_field)
    if not isinstance(text, str):
        reason = f'no field "{options.text_field}"' if text is None else f'"{options.text_field}" is no text'
        yield Failure(name, reason)
        return
    if is_over(text, options.max_size):
        yield Failure(name, f"over {megabytes(options.max_size)} (--max-size)")
        return
    stated = row.get(options.date_field)
    stated = stated if stated is None or isinstance(stated, (str, int, float)) else str(stated)
    day = parse_date(stated)
    if stated not in (None, "") and day is None:
        yield Notice(name, f"publication date not understood: {str(stated)[:40]!r}")
    yield Article(clean(text), name, own_text(row, options.title_field), day, own_text(row, "author"))


def own_name(row: Mapping[str, Any]) -> str | None:
    """What a row calls itself."""
    for field in OWN_NAME_FIELDS:
        value = row.get(field)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return clean(str(value))
    return None


def own_text(row: Mapping[str, Any], field: str) -> str | None:
    """A title or an author, None where there is none or it is no text."""
    value = row.get(field)
    return clean(value) if isinstance(value, str) and value.strip() else None


def is_over(text: str, limit: int) -> bool:
    """Whether a text has more bytes, as UTF-8, than the limit."""
    return len(text) > limit or (4 * len(text) > limit and len(text.encode("utf-8", "surrogatepass")) > limit)


def clean(text: str) -> str:
    """The text with lone surrogates, which JSON can spell and no output can, as U+FFFD."""
    return SURROGATE_RE.sub("\ufffd", text)


def told_apart(items: Iterable[Item]) -> Iterator[Item]:
    """The items, an article that is called as one before it by its number besides: `url`, `url#2`, `url#3`."""
    counts: dict[str, int] = {}
    for item in items:
        if isinstance(item, Article):
            number = counts.get(item.source, 0) + 1
            counts[item.source] = number
            if number > 1:
                while (name := f"{item.source}#{number}") in counts:
                    number += 1
                counts[item.source], counts[name] = number, 1
                item = replace(item, source=name)
        yield item
