"""Days as datelines and metadata write them: the pattern of a calendar day, and what it says."""

import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from extractor.language.lexicon import SPACES, load_toml
from extractor.language.patterns import compile_re

HEADER_RE = compile_re(r"[^\S\n]*date[^\S\n]+(\d{4}-\d\d-\d\d)(?!\S)[^\S\n]*")
"""A line `date YYYY-MM-DD` before an article; its text may follow on the same line."""

CENTURY_TURN = 70
"""Two-digit years from here on are of the 20th century."""

SOURCE_DAY_RE = compile_re(r"(?<!\d)((?:19|20)\d\d)([-_/.]?)(0\d|1[0-2])\2([0-2]\d|3[01])(?!\d)")
"""A day in a file name or address: 2025-11-15, 20251115, /2025/11/15/."""

ISO_RE = compile_re(r"\s*(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d|[-/.]\d)")

EPOCH = (100_000_000, 10_000_000_000)
"""Numbers between are seconds since 1970 (from 1973 to 2286), a thousand times more milliseconds."""


def parse_date(stated: object) -> str | None:
    """The day, YYYY-MM-DD, of a date or date and time in an article's metadata, None where it is not understood.

    Understood are ISO 8601 and its basic form, RFC 2822, the ways that Russian writes a full date, and seconds or
    milliseconds since 1970. The day is that of the text's own time zone; of seconds, that of UTC.
    """
    if isinstance(stated, bool) or not isinstance(stated, (str, int, float)):
        return None
    if not isinstance(stated, str):
        seconds = stated // 1000 if stated > EPOCH[1] else stated
        return datetime.fromtimestamp(seconds, UTC).date().isoformat() if EPOCH[0] < seconds < EPOCH[1] else None
    iso = ISO_RE.match(stated)
    if iso:
        return valid_day(iso[1], iso[3], iso[4])
    written = _metadata_re().match(stated)
    return (read_day(written, "") if written else None) or _mail_day(stated)


def read_day(match: re.Match[str], source: str) -> str | None:
    """The day, YYYY-MM-DD, of a match of `day_pattern`; a missing year is that of the same day in `source`."""
    groups = match.groupdict()
    month = groups["month_number"] or _month_of(groups["month"] or "") or groups["iso_month"]
    day = groups["day"] or groups["day_number"] or groups["iso_day"]
    year = groups["year"] or groups["year_number"] or groups["iso_year"]
    if year is None:
        years = {y for y, _, m, d in SOURCE_DAY_RE.findall(source) if (int(m), int(d)) == (int(month), int(day))}
        return valid_day(years.pop(), month, day) if len(years) == 1 else None
    if len(year) == 2:
        year = f"{19 if int(year) >= CENTURY_TURN else 20}{year}"
    return valid_day(year, month, day)


def valid_day(year: str | int, month: str | int, day: str | int) -> str | None:
    """YYYY-MM-DD, or None for a day that the calendar has not."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except (ValueError, OverflowError):
        return None


def day_pattern() -> str:
    """A pattern of a calendar day, the year optional only after the name of a month."""
    months = "|".join(load_toml(Path(__file__).with_name("published.toml"))["months"].values())
    return (
        rf"(?:(?P<day>\d{{1,2}})[{SPACES}]+(?i:(?P<month>{months}))\b\.?"
        rf"(?:,?[{SPACES}]+(?P<year>(?:19|20)\d\d)(?!\d)(?:[{SPACES}]*г(?:ода?\b|\.|\b))?)?"
        r"|(?P<day_number>\d{1,2})(?P<point>[./])(?P<month_number>\d{1,2})(?P=point)"
        r"(?P<year_number>(?:19|20)\d\d|\d\d)(?!\d|[./]\d)(?:\s*г(?:ода?\b|\.|\b))?"
        r"|(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d))"
    )


def _mail_day(stated: str) -> str | None:
    """The day of a date as RFC 2822 has it: «Sat, 15 Nov 2025 10:30:00 +0300»."""
    from email.utils import parsedate

    try:
        parts = parsedate(stated) if len(stated) < 100 else None
    except (ValueError, IndexError, TypeError):  # what looks like a date and is none breaks it
        return None
    return valid_day(parts[0], parts[1], parts[2]) if parts and re.search(r"[A-Za-z]{3}", stated) else None


def _month_of(word: str) -> int:
    months: dict[str, str] = load_toml(Path(__file__).with_name("published.toml"))["months"]
    return next((int(n) for n, forms in months.items() if re.fullmatch(forms, word, re.IGNORECASE)), 0)


@cache
def _metadata_re() -> re.Pattern[str]:
    words = load_toml(Path(__file__).with_name("published.toml"))["words"]
    return compile_re(rf"\s*(?:(?i:{words['weekdays']}),\s*)?{day_pattern()}(?=[\s,.T]|$)")
