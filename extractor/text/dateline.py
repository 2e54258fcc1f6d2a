"""Datelines: the line that says where, when and by whom a report was filed.

«ТАШКЕНТ, 15 ноября 2025 — Sputnik.», «Бишкек, 04.04.22. /Индира Осмонова - Кабар/.», «15:26, 06 апреля 2022, Бишкек -
24.kg», «Ташкент (UzNews.uz) --». The beginning of a line falls into parts (days, times, names, names in brackets,
marks) up to the first word that can be none of them, where the report begins; by what stands between which the parts
are a dateline or the beginning of a sentence, and the names places, agencies or authors.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from extractor.document import Dateline, Span
from extractor.language.geography import find_place
from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.text.days import HEADER_RE, day_pattern, read_day

FIRST_LINES = 6
"""Among so many lines, the empty ones not counted, any dateline is one."""

SEARCHED = 1200
"""Code points of the article that are looked at."""

LONG_LINE = 200
"""Code points that make a line a paragraph; after one a dateline is one only if it has both place and agency."""

SCANNED = 160
"""Code points of a line that are looked at; a dateline is over by then."""

LATEST_DAY = 80
"""Code points of the line within which the day of a dateline ends."""

CREDIT_WORDS = 4
"""Words at most in the name of an agency or paper."""

SHORTEST_CAPITALS = 4
"""Letters at least of a place that is one because it is written in capitals and no table has it."""

POSSIBLE_RE = re.compile(r"""[\s(/\[—–-]*(?:[«"]?[A-ZА-ЯЁӘҒҚҢӨҰҮІЎҲ]|\d|[а-я]+:)[^\d/(—–-]{0,80}[\d/(—–-]""")
"""The beginning of a line without which it is no dateline: a capital or digit, and a digit, bracket or dash near."""

MARK_RE = re.compile(r"\s*(?:[-—–]{1,2}(?=\s|$)|[,.:;|/()\[\]])")
NAME_RE = re.compile(
    r"""\s*(?:[«„“"](?=[\w])|(?:г\.|на|де|и)(?=\s))*
    (?:[A-ZА-ЯЁӘҒҚҢӨҰҮІЎҲ]|\d+(?=\.[a-zа-я]{2,3}\b))[\w’'«»“”„"-]{0,40}(?:\.(?:[a-zа-я]{2,3}|[A-Z][a-z]|[A-Z]{2,3})\b)?""",
    re.VERBOSE,
)
"""One word of a place, agency or person; a site's with its ending («24.kg», «INTERFAX.RU»)."""

BRACKETED_RE = re.compile(
    r"\s*(?:/\s*(?P<slash>[^/\n\d][^/\n]{0,50}?)\s*/|\(\s*(?P<round>[A-ZА-ЯЁ«\"][^()\n]{1,50}?)\s*\))"
)
CREDIT_RE = re.compile(
    r"\s*(?P<name>[«“\"]?[A-ZА-ЯЁ][^\n.,;:—–/«»“”\"]{1,40}(?:\.(?:ру|ru|com|kz|uz|kg|tj|tm))?[»”\"]?)(?=\.\s+[«“\"]?[A-ZА-ЯЁ\d])"
)
WEEKDAY_RE = re.compile(r"\s*[А-Яа-я]{2,11}\s*,?\s+\d")
SITE_RE = re.compile(r"(?:www\.)?[\w-]+\.(?:[a-z]{2,4}|[A-Z]{2,3}|[A-Z][a-z]|ру|рф)")
REPORTER_RE = re.compile(r"(?:соб\.\s*)?корр?(?:\.|еспондент[а-я]*)\s*", re.IGNORECASE)
PIECES_RE = re.compile(r"\s+[-–—]\s+|\s*,\s*")
QUOTES = '«»„“”"'
DASHES = ("-", "—", "–", "--")

PartKind = Literal["day", "time", "name", "bracket", "mark"]


class _Part(NamedTuple):
    kind: PartKind
    start: int
    end: int
    text: str
    """A mark without white space; a name, or what is in brackets."""
    day: re.Match[str] | None = None


class _Line(NamedTuple):
    """The parts of the beginning of a line, and the character that follows them («» at its end)."""

    parts: tuple[_Part, ...]
    end: int
    following: str


def read_datelines(text: str, start: int = 0, source: str = "") -> tuple[Dateline, ...]:
    """The lines at the beginning of `text`, from `start` on, that are datelines.

    A day without a year takes that of the name of its source, if this names the same day. A day in running text
    («15 ноября 2025 года президент подписал …») is no dateline.
    """
    found = []
    for first, line, is_late in _first_lines(text, start):
        scanned = _scan(line)
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


def _scan(line: str) -> _Line:
    """The parts at the beginning of a line; a name that a word in small letters follows begins the report."""
    parts: list[_Part] = []
    position = 0
    while part := _credit_at(line, position, parts) or _part_at(line, position):
        parts.append(part)
        position = part.end
    rest = line[position:].lstrip()
    if parts and parts[-1].kind == "name" and rest[:1].islower():
        position = parts.pop().start
        rest = line[position:].lstrip()
    return _Line(tuple(parts), position, rest[:1])


def _credit_at(line: str, position: int, parts: Sequence[_Part]) -> _Part | None:
    """After the day and a dash the name of a paper, also of common words: «9 ноября — Культурная столица. Умер»."""
    if not parts or parts[-1].text not in DASHES or not any(part.kind == "day" for part in parts):
        return None
    credit = CREDIT_RE.match(line, position)
    if credit is None or not _may_be_agency(credit["name"]):
        return None
    return _Part("name", credit.start("name"), credit.end("name"), credit["name"])


def _part_at(line: str, position: int) -> _Part | None:
    first = line[position:].lstrip()[:1]
    if (first.isdigit() or first.isalpha()) and (day := _day_re().match(line, position)):
        end = day.end() - day[0].endswith(".")  # it may be the full stop of the dateline: «30 июня. ИНТЕРФАКС»
        return _Part("day", day.start(), end, day[0], day) if end <= LATEST_DAY else None
    if (first.isdigit() or first == "в") and (time := _time_re().match(line, position)):
        return _Part("time", time.start(), time.end(), time[0])
    if first in ("/", "("):
        bracket = BRACKETED_RE.match(line, position)
        if bracket and not _any_day_re().search(bracket[0]):
            group = bracket.lastgroup or "slash"
            return _Part("bracket", bracket.start(group), bracket.end(), bracket[group])
    if not first.isalnum() and (mark := MARK_RE.match(line, position)):
        return _Part("mark", mark.start(), mark.end(), mark[0].strip())
    return _name_at(line, position)


def _name_at(line: str, position: int) -> _Part | None:
    """Words that belong together: a place, an agency, a person."""
    start = end = len(line) - len(line[position:].lstrip())
    if agency := _agency_re().match(line, start):
        return _Part("name", *agency.span(), agency[0])
    while word := NAME_RE.match(line, end):
        end = word.end()
        if WEEKDAY_RE.match(line, end) and _day_re().match(line, end):
            break
    return _Part("name", start, end, line[start:end]) if end > start else None


def _is_dateline(line: _Line) -> bool:
    """Whether a line begins with a dateline, not with a sentence."""
    at = next((i for i, part in enumerate(line.parts) if part.kind == "day"), None)
    if at is None:
        return _is_credit_line(line)
    before, after = line.parts[:at], line.parts[at + 1 :]
    has_time = any(part.kind == "time" for part in line.parts[: at + 2]) or _time_after(after)
    after = tuple(part for part in after if part.kind != "time")
    if not any(part.kind in ("name", "bracket") for part in before):
        return (
            _is_end(line, after)
            or _agency_follows(after)
            or _place_follows(line, after)
            or (has_time and not line.following.islower())
        )
    if before[-1].kind == "name":
        return _is_place(before[-1].text) and bool(_has_year(line.parts[at])) and not line.following.islower()
    return _is_end(line, after) or _agency_follows(after) or _report_follows(line, after)


def _is_credit_line(line: _Line) -> bool:
    """A dateline without a day: a place and who reports, or in slashes who reports."""
    names = [part for part in line.parts if part.kind in ("name", "bracket")]
    if not names or line.parts[-1].kind == "name" or (line.parts[-1].kind == "mark" and line.parts[-1].text == ","):
        return False
    *places, credit = names
    if not all(_is_place(part.text) for part in places) or _is_place(credit.text):
        return False
    is_report = line.following.isupper() or line.following in QUOTES
    if credit.kind == "bracket":
        return is_report and (bool(places) or (line.parts[0] is credit and _is_agency(credit.text)))
    return is_report and _is_agency(credit.text) and line.parts[-1].text in (*DASHES, ".")


def _time_after(after: Sequence[_Part]) -> bool:
    kinds = [part.kind for part in after if part.kind != "mark"]
    return kinds[:1] == ["time"]


def _is_end(line: _Line, after: Sequence[_Part]) -> bool:
    return not line.following and all(part.kind == "mark" for part in after)


def _agency_follows(after: Sequence[_Part]) -> bool:
    named = next((part for part in after if part.kind != "mark"), None)
    return named is not None and _is_agency(named.text)


def _place_follows(line: _Line, after: Sequence[_Part]) -> bool:
    """«15 ноября 2025, Ташкент — Sputnik.», «15 ноября 2025, Ташкент»."""
    named = [part for part in after if part.kind in ("name", "bracket")]
    if not named or not after or after[0].text not in (",", ".", "|", "/") or not _is_place(named[0].text):
        return False
    return not line.following.islower() and (len(named) > 1 or after[-1].kind == "mark" or not line.following)


def _report_follows(line: _Line, after: Sequence[_Part]) -> bool:
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


def _is_comma_credit(parts: Sequence[_Part], at: int) -> bool:
    """«МОСКВА, 8 ноября, ФедералПресс. Начался»: one word between a comma and a full stop."""
    if len(parts) < at + 2 or parts[at].kind != "name" or parts[at - 1].text not in (",", "."):
        return False
    name = parts[at].text
    return parts[at + 1].text == "." and not _is_place(name) and (" " not in name or _is_agency(name))


def _read(line: _Line, offset: int, source: str) -> Dateline:
    """The dateline with its names sorted; `offset` is that of the line in the text."""
    places: list[Span] = []
    credited: list[Span] = []
    authors: list[Span] = []
    parts, end = _without_report(line)
    seen_day = False
    for at, part in enumerate(parts):
        seen_day = seen_day or part.kind == "day"
        if part.kind not in ("name", "bracket"):
            continue
        if part.kind == "bracket" and not _is_place(part.text):
            _read_bracket(part, offset, credited, authors)
            continue
        span = _bare(part.start, part.text, offset)
        is_place = _is_place(part.text)
        if not is_place and (_is_agency(part.text) or _is_quoted(part.text)):
            credited.append(span)
        elif is_place or (not places and not seen_day and _is_in_capitals(part.text)):
            places.append(span)
        elif seen_day and (_is_comma_credit(parts, at) or (_is_credit(parts, at) and _may_be_agency(part.text))):
            credited.append(span)
    day = next((read_day(part.day, source) for part in line.parts if part.day), None)
    return Dateline(offset, offset + end, day, tuple(places), tuple(credited), tuple(authors))


def _without_report(line: _Line) -> tuple[tuple[_Part, ...], int]:
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


def _is_credit(parts: Sequence[_Part], at: int) -> bool:
    part = parts[at]
    if part.kind == "bracket":
        return not _is_place(part.text)
    if part.kind != "name":
        return False
    follows_dash = at > 0 and parts[at - 1].text in DASHES and any(before.kind == "day" for before in parts[:at])
    return follows_dash or _is_agency(part.text)


def _read_bracket(part: _Part, offset: int, credited: list[Span], authors: list[Span]) -> None:
    """«/ТАСС/», «/Индира Осмонова - Кабар/», «/Корр. ТАСС Иван Петров/»: of several names the last is the agency."""
    pieces = [(start, piece) for start, piece in _pieces(part.text) if piece[:1].isupper() or piece[:1] in QUOTES]
    for number, (start, piece) in enumerate(pieces, 1):
        reporter = REPORTER_RE.match(piece)
        begin = part.start + start + (reporter.end() if reporter else 0)
        name = piece[reporter.end() :] if reporter else piece
        agency = _agency_re().match(name) if reporter else None
        if agency and name[agency.end() :].startswith(" "):
            credited.append(Span(offset + begin, offset + begin + agency.end()))
            authors.append(Span(offset + begin + agency.end() + 1, offset + begin + len(name)))
        elif name and not _is_place(name):
            span = _bare(begin, name, offset)
            if not _is_agency(name) and (reporter or number < len(pieces)):
                authors.append(span)
            elif _may_be_agency(name):
                credited.append(span)


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


def _has_year(part: _Part) -> bool:
    groups = part.day.groupdict() if part.day else {}
    return any(groups.get(name) for name in ("year", "year_number", "iso_year"))


def _is_place(name: str) -> bool:
    return find_place(name.strip(QUOTES)) is not None or find_place(name.strip(QUOTES).title()) is not None


def _is_in_capitals(name: str) -> bool:
    letters = [char for char in name if char.isalpha()]
    return len(letters) >= SHORTEST_CAPITALS and name.isupper() and not any(char.isdigit() for char in name)


def _is_agency(name: str) -> bool:
    """Whether a name is that of an agency by its spelling, or a site's."""
    bare = name.strip(QUOTES + " ")
    return bool(_agency_re().match(bare) or SITE_RE.fullmatch(bare))


def _may_be_agency(name: str) -> bool:
    """Not a sentence: few words, none a verb but in a name."""
    words = name.split()
    if len(words) > CREDIT_WORDS:
        return False
    for word in words:
        first = parses(word.lower())[:1]
        if first and first[0].upos == "VERB" and first[0].feats.get("VerbForm") == "Fin":
            return False
    return True


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = load_toml(Path(__file__).with_name("published.toml"))["words"]
    return words


@cache
def _day_re() -> re.Pattern[str]:
    """A day with the label or the weekday before it."""
    words = _words()
    return re.compile(
        rf"\s*(?i:(?:{words['labels']})\s*:?\s*)?(?i:(?:{words['weekdays']})\s*,?\s*)?(?<![\w.№-]){day_pattern()}"
    )


@cache
def _any_day_re() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.№-]){day_pattern()}")


@cache
def _time_re() -> re.Pattern[str]:
    zones = _words()["zones"]
    return re.compile(rf"\s*(?:в\s+)?[0-2]?\d[:.][0-5]\d(?::[0-5]\d)?(?!\d|[.]\d)(?:\s*\(?(?i:{zones})\b\)?)?")


@cache
def _agency_re() -> re.Pattern[str]:
    agencies = load_toml(Path(__file__).with_name("published.toml"))["words"]["agencies"]
    first = "".join({name[0].lower() + name[0].upper() for name in agencies})
    return re.compile(rf"(?=[{first}])(?i:{'|'.join(agencies)})(?![\w])(?:-[A-ZА-ЯЁ][\w]+)?")
