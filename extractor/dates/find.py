"""Calendar expressions as written.

A rule is a name, a pattern over classes of words (`patterns.py`) and a function that reads the words matched. Of the
matches at one place the longest that its function accepts wins. `RULES` is the list of all.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractor.dates import durations, intervals, named, relative
from extractor.dates.lexer import CLASSES, OTHER, Tokens, tokenize
from extractor.dates.patterns import expand, first_characters
from extractor.dates.points import Build
from extractor.dates.readings import DateReading, Interval, Point
from extractor.document import Sentence
from extractor.language.patterns import compile_re

__all__ = ["DateReading", "find_dates"]

RULES: tuple[tuple[str, str, Build], ...] = (
    (
        "interval.from-to",
        "(?<=[{s}{ot}])(?P<a>{POINT}|{BARE})(?:{comma}?{and}?(?:{po}|{do})|{na})(?P<b>{POINT}|{ddmm})",
        intervals.from_to,
    ),
    (
        "interval.dash",
        "{DASH_AHEAD}(?P<a>{POINT}|{BARE}){dash}(?P<b>{POINT}|(?:{int31}|{int}){G}?|{ddmm})",
        intervals.dash,
    ),
    ("interval.between", "(?<={between})(?P<a>{POINT}|{BARE}){and}(?P<b>{POINT})", intervals.between),
    ("interval.school-year", "{year4}{slash}(?:{year4}|{int31}|{int}){G}?", intervals.school_year),
    (
        "interval.fraction",
        "(?:{last}|{ordw}|{ordf})(?:{half_words}|{third_words}|{quarter_words})(?P<of>{POINT})",
        intervals.fraction,
    ),
    ("interval.first-months", "{ordwpl}?(?P<n>{number}){month}(?P<of>{YEAR})", intervals.first_months),
    (
        "interval.window",
        "(?:{last}|{past}|{previous}|{coming}|{next}){QUANTITY}|{NUM}(?:{last}|{past}|{coming}){unit}",
        intervals.window,
    ),
    ("interval.since-start", "{part}{current}?{unit}", intervals.since_start),
    ("interval.weekend", "{REL}?{weekend}", intervals.weekend),
    ("date.day-month", "{LEAD}?(?P<p>{DAY_MONTH}){TAIL}?", named.exact_day),
    ("date.numeric", "{LEAD}?(?P<p>{fulldate}{G}?){TAIL}?", named.exact_day),
    ("date.numeric-day-month", "(?P<p>{ddmm})", named.short_numeric),
    (
        "date.nth-day",
        "(?:{last}|{ordw}|{ordf})(?:{wd}|{day})(?P<of>{MONTH}{YEAR}?|{REL}?{year}|{YEAR}|{REL}{month})",
        named.nth_day,
    ),
    ("date.day-of-month", "{DAY}{numbers_of_month}(?:{REL}{month})?", named.day_of_month),
    (
        "date.listed-day",
        "(?P<a>{DAY})(?:{dash}(?P<b>{DAY}))?(?=(?:{comma}{DAYS}){0,8}{and}(?:{DAY}{dash})?(?P<rest>{DAY_MONTH}))",
        named.listed_day,
    ),
    ("date.month-year", "(?P<p>{MONTH}(?:{YEAR}|{ordn}{G})|{monthyear}{G}?)", named.month_year),
    ("date.month", "(?P<p>{REL}?{mon})", named.month),
    ("date.year", "(?P<p>(?:{year4}|{ordyear}){G}{ERA}?|{card}{1,4}{ordw}{G}{ERA}?)", named.year),
    ("date.short-year", "(?P<p>(?:{int}|{int31}|{ordn}|{ord31}|{ordw}|{card}{ordw}){G}{ERA}?)", named.short_year),
    (
        "date.listed-year",
        "(?P<p>{year4}|{ordyear})(?=(?:{comma}(?:{year4}|{ordyear})){0,8}(?:{and}|{comma})(?:{year4}|{ordyear}){G})",
        named.listed_year,
    ),
    ("date.bare-year", "(?P<p>{year4}|{ordyear})", named.bare_year),
    ("date.decade", "(?P<p>{DECADE})", named.decade),
    (
        "date.century",
        "(?P<p>(?:{ORD}|{int31})(?:{century}|{millennium}){ERA}?|{roman}{CENTURY_WORD}{ERA}?)",
        named.century,
    ),
    ("date.listed-century", "{ORD}(?=(?:{comma}{ORD}){0,4}{and}(?P<rest>{CENTURY}))", named.listed_ordinal),
    ("date.listed-quarter", "{ORD}(?={and}(?P<rest>{QUARTER}))", named.listed_ordinal),
    ("date.quarter", "(?P<p>{QUARTER})", named.quarter),
    ("date.season", "(?P<p>{SEASON})", named.season),
    ("date.weekday", "(?P<p>{REL}?{wd}(?:{na}?{REL}{week})?)", named.weekday),
    ("date.near-day", "{near}(?:{daypart}?{comma}{v}?{wd})?|{nearadj}{day}", relative.near_day),
    ("date.relative-unit", "{REL_YEAR}|{REL}{unit}", relative.relative_unit),
    ("date.part", "{part}(?:{POINT}|{unit})", relative.part),
    (
        "date.first-days",
        "(?:{last}|{ordwpl}|{decade})(?:{numbers_of_month}|{day})(?P<of>(?:{REL}?{mon}|{monab}{dot}?){YEAR}?|{REL}?{month})",
        relative.first_numbers,
    ),
    ("date.ago", "{AGO_AHEAD}(?P<q>{QUANTITY}){that}?{ago}", relative.ago),
    (
        "date.after",
        "(?:{after}|{spustya}){about}{0,3}(?P<q>{QUANTITY})|{SPUSTYA_AHEAD}(?P<q2>{QUANTITY}){spustya}",
        relative.after,
    ),
    ("date.earlier", "{SHIFT_AHEAD}{QUANTITY}(?:{later}|{earlier})", relative.earlier),
    ("date.before", "{DO_AHEAD}{QUANTITY}(?={do})", relative.before),
    ("duration.amount", "{QUANTITY}", durations.quantity),
    (
        "duration.range",
        "(?P<a>{NUM})(?P<au>{unit})?(?:{dash}|{do})(?P<b>{NUM}{day_kinds}?{unit}|{comp})",
        durations.quantity_range,
    ),
    ("duration.listed", "{NUM}(?={and}(?P<rest>{NUM}{unit}))", durations.listed),
    (
        "duration.inverted",
        "(?:{year}|{month}|{week}|{day}|{full_day})(?P<n>{NUM})(?:{that}?{ago})?",
        durations.inverted,
    ),
    ("duration.adjective", "{length}", durations.adjective),
    ("set.every", "{every}(?:{NUM}?{unit}|{wd}|{weekend}|{season}|{comp}|{DAY_MONTH})", durations.every),
    ("set.once-in", "{once}{v}{NUM}?(?:{unit}|{comp})", durations.once_in),
    ("set.recurrent", "{recurrent}", durations.recurrent),
    ("set.weekdays", "{wdrec}|{weekend}", durations.by_weekdays),
)
"""Name, pattern, function; of equally long matches the earlier rule is tried first."""

TRIGGERS = (
    "mon monab wd wdrec season year month week day full_day quarter quarter_short half decade_unit century"
    " century_short numbers_of_month millennium comp near nearadj weekend recurrent length"
    " year4 ordyear decade fulldate monthyear ddmm ordwpl this_year roman bce ce"
)
"""Classes without one of which a run of words cannot hold a date."""

_TRIGGER_RE = compile_re("[" + "".join(CLASSES.code(name) for name in TRIGGERS.split()) + "]")
_PREPOSITIONS = ("v", "s", "po", "do", "na", "k", "ot", "za")


class _Rule(NamedTuple):
    order: int
    name: str
    pattern: re.Pattern[str]
    build: Build


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


@cache
def _rules() -> dict[str, list[_Rule]]:
    """The rules by the class of the token that they may begin with."""
    by_class: dict[str, list[_Rule]] = {}
    for order, (name, source, build) in enumerate(RULES):
        pattern = expand(source)
        rule = _Rule(order, name, compile_re(pattern), build)
        for code in first_characters(pattern):
            by_class.setdefault(code, []).append(rule)
    return by_class


def _find_at(tok: Tokens, i: int) -> _Found | None:
    """The reading that begins at token i; None where there is none."""
    rules = _rules().get(tok.codes[i])
    if not rules:
        return None
    matches = [(match.end(), -rule.order, rule, match) for rule in rules if (match := rule.pattern.match(tok.codes, i))]
    matches.sort(key=lambda candidate: candidate[:2], reverse=True)
    for last, _, rule, match in matches:
        seen = rule.build(tok, match)
        if seen is not None:
            preposition = tok.word(i - 1) if tok.name(i - 1) in _PREPOSITIONS else ""
            last = last if seen.last is None else seen.last
            start, end = tok.starts[i], tok.end(last - 1)
            return _Found(i, last, DateReading(start, end, rule.name, seen.what, seen.mod, preposition))
    return None


def _share_years(tok: Tokens, found: list[_Found]) -> list[DateReading]:
    """The readings, members of lists with the year that the last one gives («30 июня и 1 июля 2019 года»)."""
    readings = [seen.reading for seen in found]
    for n in range(len(found) - 2, -1, -1):
        gap = range(found[n].last, found[n + 1].first)
        if len(gap) not in (1, 2) or not {tok.name(k) for k in gap} <= {"comma", "and"}:
            continue
        what, following = readings[n].what, readings[n + 1].what
        if isinstance(following, Interval):
            following = following.end
        if not isinstance(following, Point) or following.weekday is not None or _lacks_year(following):
            continue
        if isinstance(what, Point) and what.month and (following.month or following.day) and _lacks_year(what):
            readings[n] = readings[n]._replace(what=_with_year_of(what, following))
        elif isinstance(what, Interval) and following.month and _lacks_year(what.begin) and _lacks_year(what.end):
            ends = _with_year_of(what.begin, following), _with_year_of(what.end, following)
            readings[n] = readings[n]._replace(what=Interval(*ends))
    return readings


def _lacks_year(point: Point) -> bool:
    dated = point.month is not None or point.sub is not None
    return dated and point.year is None and point.short_year is None and point.ref is None


def _with_year_of(point: Point, other: Point) -> Point:
    return point._replace(year=other.year, short_year=other.short_year, ref=other.ref)
