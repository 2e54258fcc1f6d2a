"""The publication date of an article."""

import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.document import Article, DateSource
from extractor.language.lexicon import SPACES, load_toml

HEADER_RE = re.compile(r"[^\S\n]*date[^\S\n]+(\d{4}-\d\d-\d\d)(?!\S)[^\S\n]*")

FIRST_LINES = 6
"""Among so many lines, the empty ones not counted, a dateline is sought, and no further than the first long one."""

DATELINE_LENGTH = 80
"""Code points within which the day of a dateline ends."""

LONG_LINE = 200
"""Code points that make a line a paragraph of the article."""

CENTURY_TURN = 70
"""Two-digit years from here on are of the 20th century."""

SOURCE_DAY_RE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_/.]?)(0\d|1[0-2])\2([0-2]\d|3[01])(?!\d)")
"""A day in a file name or address: 2025-11-15, 20251115, /2025/11/15/."""

ISO_RE = re.compile(r"\s*(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d|[-/.]\d)")

EPOCH = (100_000_000, 10_000_000_000)
"""Numbers between are seconds since 1970 (from 1973 to 2286), a thousand times more milliseconds."""


class Published(NamedTuple):
    """When an article was published, what says so, and where its text begins after a header."""

    date: str | None
    date_from: DateSource | None
    body_start: int


def find_published(article: Article, text: str, given: str | None) -> Published:
    """The publication date: `given` by the user, else of the metadata, the header, the dateline."""
    header = HEADER_RE.match(text)
    header_day = _day(*header[1].split("-")) if header else None
    body_start = header.end() if header and header_day else 0
    if given:
        return Published(given, "argument", body_start)
    if article.date:
        return Published(article.date, "metadata", body_start)
    if header_day:
        return Published(header_day, "header", body_start)
    begin = len(article.title) if article.title and text.startswith(article.title) else 0
    dateline = find_dateline(text[begin : begin + FIRST_LINES * 2 * LONG_LINE], article.source)
    return Published(dateline, "dateline" if dateline else None, body_start)


def find_dateline(text: str, source: str = "") -> str | None:
    """The day, YYYY-MM-DD, that a line at the beginning of `text` gives as that of the report, None without one.

    A day without a year takes that of the name of its source, if this names the same day. A day in running text
    («15 ноября 2025 года президент подписал …») is no dateline.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines[:FIRST_LINES]:
        match = _day_re().search(line, 0, DATELINE_LENGTH)
        day = _written_day(match, source) if match and _is_dateline(line[: 2 * DATELINE_LENGTH], match) else None
        if day:
            return day
        if len(line) > LONG_LINE:
            return None
    return None


def parse_date(stated: object) -> str | None:
    """The day, YYYY-MM-DD, of a date or date and time in an article's metadata, None where it is not understood.

    Understood are ISO 8601 and its basic form, RFC 2822, the ways that Russian writes a full date, and seconds or
    milliseconds since 1970. The day is that of the text's own time zone; of seconds, that of UTC.
    """
    if isinstance(stated, bool) or not isinstance(stated, (str, int, float)):
        return None
    if not isinstance(stated, str):
        seconds = stated / 1000 if stated > EPOCH[1] else stated
        return datetime.fromtimestamp(seconds, UTC).date().isoformat() if EPOCH[0] < seconds < EPOCH[1] else None
    iso = ISO_RE.match(stated)
    if iso:
        return _day(iso[1], iso[3], iso[4])
    written = _metadata_re().match(stated)
    return (_written_day(written, "") if written else None) or _mail_day(stated)


def _mail_day(stated: str) -> str | None:
    """The day of a date as RFC 2822 has it: «Sat, 15 Nov 2025 10:30:00 +0300»."""
    from email.utils import parsedate

    parts = parsedate(stated) if len(stated) < 100 else None
    return _day(parts[0], parts[1], parts[2]) if parts and re.search(r"[A-Za-z]{3}", stated) else None


def _written_day(match: re.Match[str], source: str) -> str | None:
    groups = match.groupdict()
    month = groups["month_number"] or _month_of(groups["month"] or "") or groups["iso_month"]
    day = groups["day"] or groups["day_number"] or groups["iso_day"]
    year = groups["year"] or groups["year_number"] or groups["iso_year"]
    if year is None:
        years = {y for y, _, m, d in SOURCE_DAY_RE.findall(source) if (int(m), int(d)) == (int(month), int(day))}
        return _day(years.pop(), month, day) if len(years) == 1 else None
    if len(year) == 2:
        year = f"{19 if int(year) >= CENTURY_TURN else 20}{year}"
    return _day(year, month, day)


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _month_of(word: str) -> int:
    months: dict[str, str] = load_toml(Path(__file__).with_name("published.toml"))["months"]
    return next((int(n) for n, forms in months.items() if re.fullmatch(forms, word, re.IGNORECASE)), 0)


def _day_pattern() -> str:
    """A pattern of a calendar day, the year optional only after the name of a month."""
    months = "|".join(load_toml(Path(__file__).with_name("published.toml"))["months"].values())
    return (
        rf"(?:(?P<day>\d{{1,2}})[{SPACES}]+(?i:(?P<month>{months}))\b\.?"
        rf"(?:[{SPACES}]+(?P<year>(?:19|20)\d\d)(?!\d)(?:[{SPACES}]*г(?:ода?\b|\.|\b))?)?"
        r"|(?P<day_number>\d{1,2})(?P<point>[./])(?P<month_number>\d{1,2})(?P=point)"
        r"(?P<year_number>(?:19|20)\d\d|\d\d)(?!\d|[./]\d)(?:\s*г(?:ода?\b|\.|\b))?"
        r"|(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d))"
    )


@cache
def _metadata_re() -> re.Pattern[str]:
    words = load_toml(Path(__file__).with_name("published.toml"))["words"]
    return re.compile(rf"\s*(?:(?i:{words['weekdays']}),\s*)?{_day_pattern()}(?=[\s,.T]|$)")


@cache
def _day_re() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.№-]){_day_pattern()}")


@cache
def _before_re() -> re.Pattern[str]:
    """What stands before the day alone: nothing, a label, a weekday, brackets."""
    words = load_toml(Path(__file__).with_name("published.toml"))["words"]
    return re.compile(
        rf"\s*[(/\[]?(?:(?:{words['labels']})\s*:?\s*)?(?:(?:{words['weekdays']})\s*,?\s*)?", re.IGNORECASE
    )


@cache
def _place_re() -> re.Pattern[str]:
    """One word of a place or agency before the day, or a mark between such words."""
    return re.compile(r"\s*(?:[A-ZА-ЯЁӘҒҚҢӨҰҮІЎҲ«][\w’'.«»-]{0,40}|(?:г\.|на|де|и)(?=\s)|[,./|()—–-])")


@cache
def _after_re() -> re.Pattern[str]:
    """What follows the day: `time`, then `end` of the line, `agency`, `dash` and name, or `stop` and capital."""
    words = load_toml(Path(__file__).with_name("published.toml"))["words"]
    return re.compile(
        r"(?P<time>\s*(?:[,.|(—–-]|\bв\b)*\s*[0-2]?\d[:.][0-5]\d(?::[0-5]\d)?(?!\d)\)?"
        rf"(?:\s*\(?(?i:{words['zones']})\b\)?)?)?"
        rf"(?:(?P<end>[\s)/|.\]]*$)|(?P<agency>[\s.,)]*(?:[(/—–|-]\s*)*(?:{'|'.join(words['agencies'])})\b)"
        r"|(?P<dash>\s*[.,]?\s*(?:[(/|:]|[—–-]+\s+[«]?[A-ZА-ЯЁ]))|(?P<stop>[.)]\s+[A-ZА-ЯЁ«\"]))?"
    )


def _is_dateline(line: str, day: re.Match[str]) -> bool:
    """Whether a line that has a day begins with a dateline, not with a sentence."""
    before, after = line[: day.start()], _after_re().match(line, day.end())
    if after is None:
        return False
    if _before_re().fullmatch(before):
        follows = line[after.end() :].lstrip(" ,.|")[:1]
        return bool(after["end"] is not None or after["agency"] or (after["time"] and not follows.islower()))
    if not _is_place(before):
        return False
    return any(after[name] is not None for name in ("end", "agency", "dash", "stop"))


def _is_place(before: str) -> bool:
    """Whether `before` are capitalized words and marks only, with a mark at the end («НЬЮ-ЙОРК, », «Москва. »)."""
    position = 0
    while match := _place_re().match(before, position):
        position = match.end()
    return not before[position:].strip() and before.rstrip()[-1:] in set(",./|(—–-")
