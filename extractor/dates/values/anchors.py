"""What the dates of an article are counted from: the publication, the dates named before, the verb beside them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extractor.dates.calendar import MONTHS, season_months
from extractor.dates.readings import DateReading, Distance, Interval, Point
from extractor.dates.tense import clause_direction
from extractor.document import Sentence
from extractor.language.patterns import compile_re

PASSAGE = 300
"""Characters after a date with its year in which another may lean on that year."""

OPEN_QUOTES, CLOSE_QUOTES = "«“„", "»”"

DAY_RE = compile_re(r"\d{4}-\d\d-\d\d")
"""The value of a day."""
_YEAR_RE = compile_re(r"\d{4}(?!\d)")
_SENTENCE_END_RE = compile_re(r"[.!?…]\s")


class UnresolvedError(Exception):
    """The expression leans on a date that is not known."""


class NoSuchDayError(Exception):
    """The expression names a day that the calendar does not have."""


class Named(NamedTuple):
    """A date that the text has named: what later ones may lean on."""

    start: int
    end: int
    value: str
    explicit: bool
    """Whether the text gives its year."""
    placed: bool
    """Whether it dates the event itself (not «с 2013 года»)."""


def _is_base(distance: Distance) -> bool:
    """Whether it is years before the date named last, which figures are compared with."""
    are_years = all(length.unit == "year" for length in distance.lengths)
    return are_years and distance.anchor == "text" and distance.direction < 0


class Anchors:
    """What is known of an article at one of its dates.

    All that looks for a date raises UnresolvedError where there is none to lean on.
    """

    def __init__(
        self, text: str, sentences: Sequence[Sentence], readings: Sequence[DateReading], published: date | None
    ) -> None:
        self.text, self.readings, self.published = text, readings, published
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self.named: list[Named] = []
        """The dates that have their values, in order."""
        self.at = 0
        """Which of the readings is being resolved."""

    @property
    def reading(self) -> DateReading:
        """The expression that is being resolved."""
        return self.readings[self.at]

    def remember(self, reading: DateReading, value: str) -> None:
        """Let later dates lean on this one, unless it is only what the one before is compared with: «годом ранее»."""
        if isinstance(reading.what, Distance) and _is_base(reading.what):
            return
        what = reading.what.begin if isinstance(reading.what, Interval) else reading.what
        explicit = isinstance(what, Point) and (what.year is not None or what.short_year is not None)
        placed = reading.mod in (None, "START", "MID", "END", "APPROX") or "-" in value
        self.named.append(Named(reading.start, reading.end, value, explicit, placed))

    @property
    def now(self) -> date:
        """The publication. Errors: UnresolvedError where it is not known."""
        if self.published is None:
            raise UnresolvedError
        return self.published

    @property
    def direction(self) -> int:
        """Whether the verb beside the expression, or «к» before it, is of the past (−1) or the future (1)."""
        reading = self.reading
        k = max(0, bisect_right(self._starts, reading.start) - 1)
        first, last = (self._sentences[k].start, self._sentences[k].end) if self._sentences else (0, len(self.text))
        told = clause_direction(self.text, first, last, reading.start, reading.end, reading.preposition)
        ahead = reading.preposition in ("к", "ко")
        return told or (-int(ahead) if reading.compared else int(ahead))

    def last_day(self) -> date:
        """The day that the text named last."""
        for named in reversed(self.named):
            if DAY_RE.fullmatch(named.value):
                return date.fromisoformat(named.value)
        raise UnresolvedError

    def last_year(self) -> int:
        """The year that the text named last, also in a day or month."""
        for named in reversed(self.named):
            if _YEAR_RE.match(named.value):
                return int(named.value[:4])
        raise UnresolvedError

    def last_month(self) -> tuple[int, int]:
        """Year and month that the text named last, also in a day."""
        for named in reversed(self.named):
            if match := re.match(r"(\d{4})-(0\d|1[012])(?!\d)", named.value):
                return int(match[1]), int(match[2])
        raise UnresolvedError

    def last_part(self, first: int) -> date:
        """The beginning of the last month, quarter (`first` 33) or half-year (40) that the text named."""
        for named in reversed(self.named):
            match = re.match(r"(\d{4})-(\d\d)(?!\d)", named.value)
            if match and (int(match[2]) <= MONTHS or (int(match[2]) >= first and int(match[2]) < first + 4)):
                months = season_months(int(match[1]), int(match[2]))
                year, month = months[0] if months else (int(match[1]), int(match[2]))
                return date(year, month, 1)
        raise UnresolvedError

    def said_on(self) -> date:
        """The publication, or the day that a quotation around the expression was said on."""
        reading = self.reading
        line = max(0, reading.start - PASSAGE)
        line = max(line, self.text.rfind("\n", line, reading.start) + 1)
        opening = max(self.text.rfind(quote, line, reading.start) for quote in OPEN_QUOTES)
        closing = max(self.text.rfind(quote, line, reading.start) for quote in CLOSE_QUOTES)
        if opening > closing:
            for named in reversed(self.named):
                if named.start < line:
                    break
                between = self.text[named.end : opening]
                is_day = named.end <= opening and DAY_RE.fullmatch(named.value)
                if is_day and not _SENTENCE_END_RE.search(between):
                    return date.fromisoformat(named.value)
        return self.now

    def passage_year(self) -> int | None:
        """The year that the passage is about where it is another than the publication's."""
        named = self.named[-1] if self.named else None
        if named is None or not named.explicit or not named.placed or not _YEAR_RE.match(named.value):
            return None
        between = self.text[named.end : self.reading.start]
        if len(between) > PASSAGE or "\n" in between.strip(" "):
            return None
        year, exact = int(named.value[:4]), "-" in named.value
        sentences = len(_SENTENCE_END_RE.findall(between))
        if self.published is None:
            return year if exact or sentences == 0 else None
        if abs(self.published.year - year) < (1 if exact else 2):
            return None
        return year if sentences <= (2 if exact else 1) else None
