"""Datelines: the line that says where, when and by whom a report was filed.

«ТАШКЕНТ, 15 ноября 2025 — Sputnik.», «Бишкек, 04.04.22. /Индира Осмонова - Кабар/.», «15:26, 06 апреля 2022, Бишкек -
24.kg», «Ташкент (UzNews.uz) --». The beginning of a line falls into parts (days, times, names, names in brackets,
marks) up to the first word that can be none of them, where the report begins; by what separates them the parts
are a dateline or the beginning of a sentence, and the names places, agencies or authors.
"""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Dateline, Span
from extractor.language.patterns import compile_re
from extractor.text.dateline_parts import (
    DASHES,
    QUOTES,
    Line,
    Part,
    agency_re,
    has_year,
    is_agency,
    is_in_capitals,
    is_place,
    may_be_agency,
    scan,
)
from extractor.text.days import HEADER_RE, read_day

FIRST_LINES = 6
"""Among so many lines, the empty ones not counted, any dateline is one."""

SEARCHED = 1200
"""Code points of the article that are looked at."""

LONG_LINE = 200
"""Code points that make a line a paragraph; after one a dateline is one only if it has both place and agency."""

SCANNED = 160
"""Code points of a line that are looked at; a dateline is over by then."""


POSSIBLE_RE = compile_re(r"""[\s(/\[—–-]*(?:[«"]?[A-ZА-ЯЁӘҒҚҢӨҰҮІЎҲ]|\d|[а-я]+:)[^\d/(—–-]{0,80}[\d/(—–-]""")
"""The beginning of a line without which it is no dateline: a capital or digit, and a digit, bracket or dash near."""


REPORTER_RE = compile_re(r"(?:соб\.\s*)?корр?(?:\.|еспондент[а-я]*)\s*", re.IGNORECASE)
PIECES_RE = compile_re(r"\s+[-–—]\s+|\s*,\s*")


def read_datelines(text: str, start: int = 0, source: str = "") -> tuple[Dateline, ...]:
    """The lines at the beginning of `text`, from `start` on, that are datelines.

    A day without a year takes that of the name of its source, if this names the same day. A day in running text
    («15 ноября 2025 года президент подписал …») is no dateline.
    """
    found = []
    for first, line, is_late in _first_lines(text, start):
        scanned = scan(line)
        if scanned.parts and _is_dateline(scanned):
            dateline = _read(scanned, first, source)
            if not is_late or (dateline.places and dateline.credits):
                found.append(dateline)
    return tuple(found)


def _first_lines(text: str, start: int) -> Iterator[tuple[int, str, bool]]:
    """The lines among which a dateline may be, without a leading `date YYYY-MM-DD` header.

    Shape: offset, the beginning of the line, whether a paragraph comes before it: a caption, a summary.
    """
    seen, is_late = 0, False
    for line in text[start : start + SEARCHED].splitlines(keepends=True):
        if line.strip():
            header = HEADER_RE.match(line)
            begin = header.end() if header else 0
            head = line[begin : begin + SCANNED].rstrip("\r\n")
            if POSSIBLE_RE.match(head):
                yield start + begin, head, is_late
            seen += 1
            is_late = is_late or len(line) > LONG_LINE or seen == FIRST_LINES
        start += len(line)


def _is_dateline(line: Line) -> bool:
    """Whether a line begins with a dateline, not with a sentence."""
    at = next((i for i, part in enumerate(line.parts) if part.kind == "day"), None)
    if at is None:
        return _is_credit_line(line)
    before, after = line.parts[:at], tuple(part for part in line.parts[at + 1 :] if part.kind != "time")
    if _is_end(line, after) or _agency_follows(after):
        return before[-1:] == () or before[-1].kind != "name" or _is_dated_place(line, at)
    if not any(part.kind in _NAMES for part in before):
        return _place_follows(line, after) or (_has_time(line.parts, at) and not line.following.islower())
    return _is_dated_place(line, at) if before[-1].kind == "name" else _report_follows(line, after)


_NAMES = ("name", "bracket")


def _is_dated_place(line: Line, at: int) -> bool:
    """«Ташкент 5 мая 2024»: no comma between the place and the day."""
    return is_place(line.parts[at - 1].text) and has_year(line.parts[at]) and not line.following.islower()


def _has_time(parts: Sequence[Part], at: int) -> bool:
    return any(part.kind == "time" for part in parts[: at + 2]) or _time_after(parts[at + 1 :])


def _is_credit_line(line: Line) -> bool:
    """A dateline without a day: a place and who reports, or in slashes who reports."""
    names = [part for part in line.parts if part.kind in _NAMES]
    is_report = line.following.isupper() or line.following in QUOTES
    if not names or not is_report or line.parts[-1].kind == "name" or line.parts[-1].text == ",":
        return False
    *places, credit = names
    if not all(is_place(part.text) for part in places) or is_place(credit.text):
        return False
    if credit.kind == "bracket":
        return bool(places) or (line.parts[0] is credit and is_agency(credit.text))
    return is_agency(credit.text) and line.parts[-1].text in (*DASHES, ".")


def _time_after(after: Sequence[Part]) -> bool:
    kinds = [part.kind for part in after if part.kind != "mark"]
    return kinds[:1] == ["time"]


def _is_end(line: Line, after: Sequence[Part]) -> bool:
    return not line.following and all(part.kind == "mark" for part in after)


def _agency_follows(after: Sequence[Part]) -> bool:
    named = next((part for part in after if part.kind != "mark"), None)
    return named is not None and is_agency(named.text)


def _place_follows(line: Line, after: Sequence[Part]) -> bool:
    """«15 ноября 2025, Ташкент — Sputnik.», «15 ноября 2025, Ташкент»."""
    named = [part for part in after if part.kind in ("name", "bracket")]
    if not named or not after or after[0].text not in (",", ".", "|", "/") or not is_place(named[0].text):
        return False
    return not line.following.islower() and (len(named) > 1 or after[-1].kind == "mark" or not line.following)


def _report_follows(line: Line, after: Sequence[Part]) -> bool:
    """After a place and the day a dash, a bracket or a full stop, and then no small letter."""
    if not after:
        return False
    first, rest = after[0], after[1:]
    if first.kind == "bracket":
        return True
    following = rest[0].text[:1] if rest else line.following
    if rest and rest[0].kind == "bracket":
        following = "/"
    if first.text in ("(", "/", ":", "[", "|"):
        return True
    if first.text in DASHES:
        return following.isupper() or following in "«/("
    if first.text in (".", ")"):
        dash_next = rest and rest[0].text in DASHES
        return (bool(following) and not following.islower()) or bool(dash_next)
    return first.text == "," and _is_comma_credit(after, 1)


def _is_comma_credit(parts: Sequence[Part], at: int) -> bool:
    """«МОСКВА, 8 ноября, ФедералПресс. Начался»: one word between a comma and a full stop."""
    if len(parts) < at + 2 or parts[at].kind != "name" or parts[at - 1].text not in (",", "."):
        return False
    name = parts[at].text
    return parts[at + 1].text == "." and not is_place(name) and (" " not in name or is_agency(name))


def _read(line: Line, offset: int, source: str) -> Dateline:
    """The dateline with its names sorted; `offset` is that of the line in the text."""
    places: list[Span] = []
    credited: list[Span] = []
    authors: list[Span] = []
    parts, end = _without_report(line)
    for at, part in enumerate(parts):
        if part.kind == "bracket" and not is_place(part.text):
            _read_bracket(part, offset, credited, authors)
        elif part.kind in _NAMES:
            span = _bare(part.start, part.text, offset)
            if _names_agency(part.text) or (not _names_place(parts, at, places) and _is_credited(parts, at)):
                credited.append(span)
            elif _names_place(parts, at, places):
                places.append(span)
    day = next((read_day(part.day, source) for part in line.parts if part.day), None)
    return Dateline(offset, offset + end, day, tuple(places), tuple(credited), tuple(authors))


def _names_agency(name: str) -> bool:
    return not is_place(name) and (is_agency(name) or _is_quoted(name))


def _names_place(parts: Sequence[Part], at: int, places: Sequence[Span]) -> bool:
    """A place of the tables, or before the day one that only its capitals show."""
    name = parts[at].text
    return is_place(name) or (not places and not _follows_day(parts, at) and is_in_capitals(name))


def _is_credited(parts: Sequence[Part], at: int) -> bool:
    credited = _is_comma_credit(parts, at) or (_is_credit(parts, at) and may_be_agency(parts[at].text))
    return _follows_day(parts, at) and credited


def _follows_day(parts: Sequence[Part], at: int) -> bool:
    return any(part.kind == "day" for part in parts[:at])


def _without_report(line: Line) -> tuple[tuple[Part, ...], int]:
    """The parts up to the marks after the credit, and where the report begins.

    A name after the mark that closes a credit is the report's own: «— Sputnik. Узбекистан».
    """
    parts = line.parts
    credit = next((at for at in range(len(parts)) if _is_credit(parts, at)), None)
    if credit is None or any(part.kind in ("day", "time") for part in parts[credit:]):
        return parts, line.end
    last = credit + 1
    while last < len(parts) and parts[last].kind == "mark":
        last += 1
    return parts[:last], parts[last].start if last < len(parts) else line.end


def _is_credit(parts: Sequence[Part], at: int) -> bool:
    part = parts[at]
    if part.kind == "bracket":
        return not is_place(part.text)
    if part.kind != "name":
        return False
    follows_dash = at > 0 and parts[at - 1].text in DASHES and _follows_day(parts, at)
    return follows_dash or is_agency(part.text)


def _read_bracket(part: Part, offset: int, credited: list[Span], authors: list[Span]) -> None:
    """«/ТАСС/», «/Индира Осмонова - Кабар/», «/Корр. ТАСС Иван Петров/»: of several names the last is the agency."""
    pieces = [(start, piece) for start, piece in _pieces(part.text) if piece[:1].isupper() or piece[:1] in QUOTES]
    for number, (start, piece) in enumerate(pieces, 1):
        reporter = REPORTER_RE.match(piece)
        begin = start + reporter.end() if reporter else start
        name = piece[reporter.end() :] if reporter else piece
        agency_end = _agency_before_author(name) if reporter else None
        if agency_end is not None:
            credited.append(_bare(part.start + begin, name[:agency_end], offset))
            authors.append(_bare(part.start + begin + agency_end + 1, name[agency_end + 1 :], offset))
        elif name and not is_place(name):
            span = _bare(part.start + begin, name, offset)
            if not is_agency(name) and (reporter is not None or number < len(pieces)):
                authors.append(span)
            elif may_be_agency(name):
                credited.append(span)


def _agency_before_author(name: str) -> int | None:
    """Where the agency of «ТАСС Иван Петров» ends; None where no name follows one."""
    agency = agency_re().match(name)
    return agency.end() if agency and name[agency.end() :].startswith(" ") else None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for mark in PIECES_RE.finditer(text):
        yield start, text[start : mark.start()]
        start = mark.end()
    yield start, text[start:]


def _bare(start: int, name: str, offset: int) -> Span:
    """The span of a name without quotation marks around the whole of it."""
    quote = int(_is_quoted(name))
    return Span(offset + start + quote, offset + start + len(name) - quote)


def _is_quoted(text: str) -> bool:
    return len(text) > 2 and text[0] in QUOTES and text[-1] in QUOTES and not set(text[1:-1]) & set(QUOTES)
