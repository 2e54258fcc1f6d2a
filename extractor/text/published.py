"""The publication date of an article."""

from collections.abc import Iterable
from typing import NamedTuple

from extractor.document import Article, Dateline, DateSource
from extractor.text.days import HEADER_RE, SOURCE_DAY_RE, valid_day


class Published(NamedTuple):
    """When an article was published, what says so, and where its text begins after a header."""

    date: str | None
    date_from: DateSource | None
    body_start: int


def find_published(article: Article, text: str, given: str | None, datelines: Iterable[Dateline]) -> Published:
    """The publication date: `given` by the user, else of the metadata, the header, a dateline, the file's name."""
    header = HEADER_RE.match(text)
    header_day = valid_day(*header[1].split("-")) if header else None
    body_start = header.end() if header and header_day else 0
    if given:
        return Published(given, "argument", body_start)
    if article.date:
        return Published(article.date, "metadata", body_start)
    if header_day:
        return Published(header_day, "header", body_start)
    if day := next((line.day for line in datelines if line.day), None):
        return Published(day, "dateline", body_start)
    day = day_of_file_name(article.source)
    return Published(day, "filename" if day else None, body_start)


def day_of_file_name(source: str) -> str | None:
    """The one day in the name of a file (not of its folders, an address or a record): `2024-03-05-klen.txt`."""
    if "://" in source or "#" in source:
        return None
    name = source.replace("\\", "/").rpartition("/")[2]
    days = {valid_day(year, month, day) for year, _, month, day in SOURCE_DAY_RE.findall(name)}
    return days.pop() if len(days) == 1 else None
