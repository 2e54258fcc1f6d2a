"""The publication date of an article."""

import re
from dataclasses import dataclass
from datetime import date

from extractor.document import Article, DateSource

HEADER_RE = re.compile(r"\s*date\s+(\d{4}-\d\d-\d\d)\b[ \t]*")


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, what says so, and where its text begins after a header."""

    date: str | None
    date_from: DateSource | None
    body_start: int


def find_published(article: Article, text: str, given: str | None) -> Published:
    """The publication date: `given` by the user, else of the metadata, the header, the dateline."""
    header = HEADER_RE.match(text)
    body_start = header.end() if header else 0
    if given:
        return Published(given, "argument", body_start)
    if article.date:
        return Published(article.date, "metadata", body_start)
    if header:
        return Published(header[1], "header", body_start)
    return Published(None, None, body_start)


ISO_RE = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?![\d-])")


def parse_date(stated: object) -> str | None:
    """The day, YYYY-MM-DD, of a date or date and time of an article's metadata, None where it is not understood."""
    match = ISO_RE.match(stated) if isinstance(stated, str) else None
    try:
        return date.fromisoformat(match[1]).isoformat() if match else None
    except ValueError:
        return None
