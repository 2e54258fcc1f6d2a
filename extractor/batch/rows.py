"""A row of a table as an article."""

from collections.abc import Iterator, Mapping
from typing import Any

from extractor.document import Article
from extractor.recover import describe_error
from extractor.text.days import parse_date
from extractor.text.readers import Failure, Notice, ReadOptions
from extractor.text.streams import megabytes

OWN_NAME_FIELDS = ("source", "id", "url")
"""The columns by which a row names itself, the first that is filled."""


def read_row(row: Mapping[str, Any], place: str, options: ReadOptions) -> Iterator[Article | Failure | Notice]:
    """The article of a row that is called `place` unless it names itself; a row that breaks costs itself only."""
    try:
        yield from _read_row(row, place, options)
    except Exception as error:
        yield Failure(place, describe_error(error))


def _read_row(row: Mapping[str, Any], place: str, options: ReadOptions) -> Iterator[Article | Failure | Notice]:
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
    yield Article(text, name, own_text(row, "title"), day, own_text(row, "author"))


def own_name(row: Mapping[str, Any]) -> str | None:
    """What a row calls itself."""
    for field in OWN_NAME_FIELDS:
        value = row.get(field)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None


def own_text(row: Mapping[str, Any], field: str) -> str | None:
    """A title or an author, None where there is none or it is no text."""
    value = row.get(field)
    return value if isinstance(value, str) and value.strip() else None


def is_over(text: str, limit: int) -> bool:
    """Whether a text has more bytes, as UTF-8, than the limit."""
    return len(text) > limit or (4 * len(text) > limit and len(text.encode("utf-8", "surrogatepass")) > limit)
