"""Calendar expressions as written, by the rules of `rules.py`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.dates.classes import OTHER
from extractor.dates.contexts import is_compared
from extractor.dates.lexer import Tokens, tokenize
from extractor.dates.patterns import NOTATION
from extractor.dates.readings import DateReading, Interval, Point, What
from extractor.dates.rules import TABLE
from extractor.document import Sentence
from extractor.language.patterns import compile_re

__all__ = ["DateReading", "find_dates"]

TRIGGERS = (
    "mon monab wd recurring_weekday season year month week day full_day quarter quarter_short half decade_unit century"
    " century_short day_noun millennium period period_short compound_length near nearadj weekend recurrent length"
    " go31 ordn dm year4 ordyear decade fulldate monthyear ddmm plural_ordinal this_year roman bce ce"
)
"""Classes without one of which a run of words cannot hold a date."""

_TRIGGER_RE = compile_re(NOTATION.any_of(TRIGGERS))
_PREPOSITIONS = ("v", "s", "po", "do", "na", "k", "ot", "za")


class _Found(NamedTuple):
    """A reading and the tokens it takes."""

    first: int
    last: int
    reading: DateReading


def find_dates(text: str, sentences: Sequence[Sentence]) -> list[DateReading]:
    """The calendar expressions from the first sentence on, in order, without overlap."""
    if not sentences:
        return []
    tok = tokenize(text, sentences[0].start)
    found: list[_Found] = []
    for i, end in _runs(tok.codes):
        while i < end:
            seen = _find_at(tok, i)
            if seen:
                found.append(seen)
            i = max(seen.last, i + 1) if seen else i + 1
    return _share_years(tok, found)


def _runs(codes: str) -> Iterator[tuple[int, int]]:
    """The stretches of tokens that may hold a date: between words of no class, with a trigger among them."""
    end = 0
    while trigger := _TRIGGER_RE.search(codes, end):
        start = max(end, codes.rfind(OTHER, end, trigger.start()) + 1)
        end = codes.find(OTHER, trigger.end())
        end = len(codes) if end < 0 else end
        yield start, end


def _find_at(tok: Tokens, i: int) -> _Found | None:
    """The reading that begins at token i; None where there is none."""
    attempt = TABLE.read_at(tok, i)
    if attempt is None or attempt.result is None:
        return None
    seen = attempt.result
    preposition = tok.word(i - 1) if tok.name(i - 1) in _PREPOSITIONS else ""
    last = attempt.last if seen.last is None else seen.last
    span = tok.starts[i], tok.end(last - 1)
    compared = is_compared(tok, i, last)
    return _Found(i, last, DateReading(*span, attempt.rule.id, seen.what, seen.mod, preposition, compared))


def _share_years(tok: Tokens, found: list[_Found]) -> list[DateReading]:
    """The readings, members of lists with the year that the last one gives («30 июня и 1 июля 2019 года»)."""
    readings = [seen.reading for seen in found]
    for n in range(len(found) - 2, -1, -1):
        gap = range(found[n].last, found[n + 1].first)
        if len(gap) not in (1, 2) or not {tok.name(k) for k in gap} <= {"comma", "and"}:
            continue
        dated = _dated(readings[n + 1].what)
        if dated is not None and (what := _with_shared_year(readings[n].what, dated)):
            readings[n] = readings[n]._replace(what=what)
    return readings


def _dated(what: What) -> Point | None:
    """The point whose year members of a list before it may share."""
    point = what.end if isinstance(what, Interval) else what
    return point if isinstance(point, Point) and point.weekday is None and not _lacks_year(point) else None


def _with_shared_year(what: What, dated: Point) -> What | None:
    """A day, month or range of them with the year of the point after it; None where it has one or takes none."""
    if isinstance(what, Point) and what.month and (dated.month or dated.day) and _lacks_year(what):
        return _with_year_of(what, dated)
    if isinstance(what, Interval) and dated.month and _lacks_year(what.begin) and _lacks_year(what.end):
        return Interval(_with_year_of(what.begin, dated), _with_year_of(what.end, dated))
    return None


def _lacks_year(point: Point) -> bool:
    dated = point.month is not None or point.sub is not None
    return dated and point.year is None and point.short_year is None and point.ref is None


def _with_year_of(point: Point, other: Point) -> Point:
    return point._replace(year=other.year, short_year=other.short_year, ref=other.ref)
