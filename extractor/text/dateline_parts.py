"""The parts of the beginning of a line that may be a dateline: days, times, names, names in brackets, marks."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from extractor.language.geography import find_place
from extractor.language.lexicon import load_toml
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re
from extractor.text.days import day_pattern

LATEST_DAY = 80
"""Code points of the line within which the day of a dateline ends."""
CREDIT_WORDS = 4
"""Words at most in the name of an agency or paper."""
SHORTEST_CAPITALS = 4
"""Letters at least of a place that is one because it is written in capitals and no table has it."""
MARK_RE = compile_re(r"\s*(?:[-—–]{1,2}(?=\s|$)|[,.:;|/()\[\]])")
NAME_RE = compile_re(
    r"""\s*(?:[«„“"](?=[\w])|(?:г\.|на|де|и)(?=\s))*
    (?:[A-ZА-ЯЁӘҒҚҢӨҰҮІЎҲ]|\d+(?=\.[a-zа-я]{2,3}\b))[\w’'«»“”„"-]{0,40}(?:\.(?:[a-zа-я]{2,3}|[A-Z][a-z]|[A-Z]{2,3})\b)?""",
    re.VERBOSE,
)
"""One word of a place, agency or person; a site's with its ending («24.kg», «INTERFAX.RU»)."""
BRACKETED_RE = compile_re(
    r"\s*(?:/\s*(?P<slash>[^/\n\d][^/\n]{0,50}?)\s*/|\(\s*(?P<round>[A-ZА-ЯЁ«\"][^()\n]{1,50}?)\s*\))"
)
CREDIT_RE = compile_re(
    r"\s*(?P<name>[«“\"]?[A-ZА-ЯЁ][^\n.,;:—–/«»“”\"]{1,40}(?:\.(?:ру|ru|com|kz|uz|kg|tj|tm))?[»”\"]?)(?=\.\s+[«“\"]?[A-ZА-ЯЁ\d])"
)
WEEKDAY_RE = compile_re(r"\s*[А-Яа-я]{2,11}\s*,?\s+\d")
SITE_RE = compile_re(r"(?:www\.)?[\w-]+\.(?:[a-z]{2,4}|[A-Z]{2,3}|[A-Z][a-z]|ру|рф)")
QUOTES = '«»„“”"'
DASHES = ("-", "—", "–", "--")
PartKind = Literal["day", "time", "name", "bracket", "mark"]


class Part(NamedTuple):
    """A stretch of a line of one kind."""

    kind: PartKind
    start: int
    end: int
    text: str
    """A mark without white space; a name, or what is in brackets."""
    day: re.Match[str] | None = None


class Line(NamedTuple):
    """The parts of the beginning of a line, and the character that follows them («» at its end)."""

    parts: tuple[Part, ...]
    end: int
    following: str


def scan(line: str) -> Line:
    """The parts at the beginning of a line; a name that a word in small letters follows begins the report."""
    parts: list[Part] = []
    position = 0
    while part := _credit_at(line, position, parts) or _part_at(line, position):
        parts.append(part)
        position = part.end
    rest = line[position:].lstrip()
    if parts and parts[-1].kind == "name" and rest[:1].islower():
        position = parts.pop().start
        rest = line[position:].lstrip()
    return Line(tuple(parts), position, rest[:1])


def _credit_at(line: str, position: int, parts: Sequence[Part]) -> Part | None:
    """After the day and a dash the name of a paper, also of common words: «9 ноября — Культурная столица. Умер»."""
    if not parts or parts[-1].text not in DASHES or not any(part.kind == "day" for part in parts):
        return None
    credit = CREDIT_RE.match(line, position)
    if credit is None or not may_be_agency(credit["name"]):
        return None
    return Part("name", credit.start("name"), credit.end("name"), credit["name"])


def _part_at(line: str, position: int) -> Part | None:
    first = line[position:].lstrip()[:1]
    if (first.isdigit() or first.isalpha()) and (day := _day_re().match(line, position)):
        end = day.end() - day[0].endswith(".")  # it may be the full stop of the dateline: «30 июня. ИНТЕРФАКС»
        return Part("day", day.start(), end, day[0], day) if end <= LATEST_DAY else None
    if (first.isdigit() or first == "в") and (time := _time_re().match(line, position)):
        return Part("time", time.start(), time.end(), time[0])
    if first in ("/", "("):
        bracket = BRACKETED_RE.match(line, position)
        if bracket and not _any_day_re().search(bracket[0]):
            group = bracket.lastgroup or "slash"
            return Part("bracket", bracket.start(group), bracket.end(), bracket[group])
    if not first.isalnum() and (mark := MARK_RE.match(line, position)):
        return Part("mark", mark.start(), mark.end(), mark[0].strip())
    return _name_at(line, position)


def _name_at(line: str, position: int) -> Part | None:
    """Words that belong together: a place, an agency, a person."""
    start = end = len(line) - len(line[position:].lstrip())
    if agency := agency_re().match(line, start):
        return Part("name", *agency.span(), agency[0])
    while word := NAME_RE.match(line, end):
        end = word.end()
        if WEEKDAY_RE.match(line, end) and _day_re().match(line, end):
            break
    return Part("name", start, end, line[start:end]) if end > start else None


def has_year(part: Part) -> bool:
    """Whether a day is written with its year."""
    groups = part.day.groupdict() if part.day else {}
    return any(groups.get(name) for name in ("year", "year_number", "iso_year"))


def is_place(name: str) -> bool:
    """Whether a name is that of a place of the tables."""
    return find_place(name.strip(QUOTES)) is not None or find_place(name.strip(QUOTES).title()) is not None


def is_in_capitals(name: str) -> bool:
    """Whether a name is a word in capitals, not an abbreviation of a few letters."""
    letters = [char for char in name if char.isalpha()]
    return len(letters) >= SHORTEST_CAPITALS and name.isupper() and not any(char.isdigit() for char in name)


def is_agency(name: str) -> bool:
    """Whether a name is that of an agency by its spelling, or a site's."""
    bare = name.strip(QUOTES + " ")
    return bool(agency_re().match(bare) or SITE_RE.fullmatch(bare))


def may_be_agency(name: str) -> bool:
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
    return compile_re(
        rf"\s*(?i:(?:{words['labels']})\s*:?\s*)?(?i:(?:{words['weekdays']})\s*,?\s*)?(?<![\w.№-]){day_pattern()}"
    )


@cache
def _any_day_re() -> re.Pattern[str]:
    return compile_re(rf"(?<![\w.№-]){day_pattern()}")


@cache
def _time_re() -> re.Pattern[str]:
    zones = _words()["zones"]
    return compile_re(rf"\s*(?:в\s+)?[0-2]?\d[:.][0-5]\d(?::[0-5]\d)?(?!\d|[.]\d)(?:\s*\(?(?i:{zones})\b\)?)?")


@cache
def agency_re() -> re.Pattern[str]:
    """The agencies and papers of the data file."""
    agencies = load_toml(Path(__file__).with_name("published.toml"))["words"]["agencies"]
    first = "".join(sorted({name[0].lower() + name[0].upper() for name in agencies}))
    return compile_re(rf"(?=[{first}])(?i:{'|'.join(agencies)})(?![\w])(?:-[A-ZА-ЯЁ][\w]+)?")
