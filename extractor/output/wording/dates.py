"""A calendar value as people write it: «третий квартал 2028 года», «к 2030 году», «1–15 марта 2018 года»."""

import re
from collections.abc import Callable
from datetime import date

from extractor.document import Date
from extractor.output.wording.words import Case, Language, Words, words_of

NBSP = "\u00a0"

SEASONS, QUARTERS, HALVES = 21, 33, 40
"""The first of each in EDTF (ISO 8601-2), in the place of a month."""

PARTS = (("seasons", SEASONS, 4, "part"), ("quarters", QUARTERS, 4, "period"), ("halves", HALVES, 2, "period"))
"""Parts of a year: their list, first number and count, and the phrase that gives the year («of 2028» or not)."""

WINTER = 3
"""Its place among the seasons; it begins in the year before."""

DAY_RE = re.compile(r"(-?\d{4}|XXXX)-(\d\d)-(\d\d)")
PART_RE = re.compile(r"(-?\d{4}|XXXX)-(\d\d)")
WEEK_RE = re.compile(r"(\d{4})-W(\d\d)")
YEAR_RE = re.compile(r"-?\d{4}")
ROUND_RE = re.compile(r"(-?)(\d{1,3})(X{1,3})")
COUNTED_RE = re.compile(r"\d{4}/\d{4}|P.*")
"""Intervals that are declined as a whole: «1908–2011 годов», «8–20 лет»."""
SPAN_RE = re.compile(r"(\d+(?:\.\d+)?)([YMWDH])")

ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def date_words(found: Date, language: Language) -> str:
    """The value with its modifier; the words of the text where it has none or none that can be said."""
    saying = _Saying(words_of(language))
    try:
        said = saying.with_mod(found.value, found.mod) if found.value else None
    except (ValueError, LookupError):
        said = None
    return said or " ".join(found.text.split())


class _Saying:
    """The rules of one language; each raises ValueError for what it cannot say."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def with_mod(self, value: str, mod: str | None) -> str:
        if mod is None:
            return self.value(value, "n")
        word, case = self._words.mod(mod)
        if value.startswith("R/") or ("/" in value and not COUNTED_RE.fullmatch(value)):
            return f"{self.value(value, 'n')} ({word})"  # «с марта по май», which no case fits
        return f"{word}{NBSP}{self.value(value, case)}"

    def value(self, value: str, case: Case) -> str:
        if value.startswith("R/"):
            return self._recurring(value[2:])
        if value.startswith("P"):
            return self._range(value, case) if "/" in value else self._span(value, case)
        if "/" in value:
            return self._interval(value, case)
        return self._point(value, case)

    def _point(self, value: str, case: Case) -> str:
        text = self._words.text
        if found := DAY_RE.fullmatch(value):
            year, month, day = found.groups()
            return self._of_year("day", year, day=int(day), month=self._month(int(month), "g"))
        if found := PART_RE.fullmatch(value):
            year, part = found.groups()
            return self._part(year, int(part), case)
        if found := WEEK_RE.fullmatch(value):
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return text("week", case, day=self._point(monday.isoformat(), "g"))
        if YEAR_RE.fullmatch(value):
            return self._dated(value, lambda year: text("year", case, year=year))
        if (found := ROUND_RE.fullmatch(value)) and len(found[2]) + len(found[3]) == 4:
            return self._round(found[1], found[2], len(found[3]), case)
        raise ValueError(value)

    def _dated(self, year: str, say: Callable[[str], str]) -> str:
        if year.startswith("-"):  # year 0 of ISO 8601 is 1 BC
            return self._words.text("before_christ", value=say(str(int(year[1:]) + 1)))
        return say(str(int(year)))

    def _of_year(self, phrase: str, year: str, **values: object) -> str:
        """A phrase with its year; without one that is not known."""
        text = self._words.text
        if year == "XXXX":
            return text(phrase, **values, year="").strip()
        return self._dated(year, lambda plain: text(phrase, **values, year=text("of_year", year=plain)))

    def _month(self, month: int, case: Case) -> str:
        return self._words.item("months", month - 1, case)

    def _part(self, year: str, part: int, case: Case) -> str:
        """A month, season, quarter or half of a year."""
        item = self._words.item
        if 1 <= part <= 12:
            return self._of_year("part", year, part=self._month(part, case))
        if part == SEASONS + WINTER and year.isdigit():
            years = self._words.text("of_year", year=f"{int(year) - 1}/{year[2:]}")
            return self._words.text("part", part=item("seasons", WINTER, case), year=years)
        for name, first, count, phrase in PARTS:
            if first <= part < first + count:
                return self._of_year(phrase, year, part=item(name, part - first, case))
        raise ValueError(part)

    def _round(self, minus: str, digits: str, unknown: int, case: Case) -> str:
        """A decade, century or millennium."""
        text = self._words.text
        if unknown == 1:
            said = text("decade", case, year=f"{int(digits)}0")
        else:
            # 20XX is the 21st century; -02XX, the years 300 to 201 BC, the 3rd before Christ.
            number = int(digits) + 1
            name = "century" if unknown == 2 else "millennium"
            said = text(name, case, number=number, roman=_roman(number), ordinal=_ordinal(number))
        return text("before_christ", value=said) if minus else said

    def _interval(self, value: str, case: Case) -> str:
        first, last = value.split("/")
        text = self._words.text
        if not first:
            return text("until", last=self._point(last, "g"))
        if not last:
            return text("since", first=self._point(first, "g"))
        if YEAR_RE.fullmatch(first) and YEAR_RE.fullmatch(last) and not (first + last).count("-"):
            return text("years", case, first=int(first), last=int(last))
        return self._within_year(first, last) or text("from_to", first=self._point(first, "g"), last=self._end(last))

    def _within_year(self, first: str, last: str) -> str | None:
        """Two days or two months of a year, which is said once."""
        text = self._words.text
        one, other = DAY_RE.fullmatch(first), DAY_RE.fullmatch(last)
        if one and other and one[1] == other[1]:
            if one[2] == other[2]:
                days = {"first": int(one[3]), "last": int(other[3]), "month": self._month(int(one[2]), "g")}
                return self._of_year("part", one[1], part=text("days", **days))
            day = text("day_of_month", day=int(one[3]), month=self._month(int(one[2]), "g"))
            return text("from_to", first=day, last=self._point(last, "n"))
        one, other = PART_RE.fullmatch(first), PART_RE.fullmatch(last)
        if one and other and one[1] == other[1] and max(one[2], other[2]) <= "12":
            months = {"first": self._month(int(one[2]), "n"), "last": self._month(int(other[2]), "n")}
            return self._of_year("part", one[1], part=text("range", **months))
        return None

    def _end(self, value: str) -> str:
        """«По осень», «по неделю»; else as in the nominative."""
        return self._point(value, "a")

    def _range(self, value: str, case: Case) -> str:
        """«8–20 лет», «6 месяцев – 1 год»."""
        first, last = value.split("/")
        if first[-1] == last[-1] and len(SPAN_RE.findall(first)) == 1:
            return self._words.text("range", first=first[1:-1], last=self._span(last, case))
        return f"{self._span(first, case)} – {self._span(last, case)}"

    def _span(self, value: str, case: Case) -> str:
        """A duration: «1 год 6 месяцев»."""
        parts = SPAN_RE.findall(value)
        if not parts or len(re.sub(r"[PT]", "", value)) != sum(len(number) + 1 for number, _ in parts):
            raise ValueError(value)
        return NBSP.join(self._counted(number, unit, case) for number, unit in parts)

    def _counted(self, number: str, unit: str, case: Case) -> str:
        spans = self._words.section("spans")
        forms = spans.get(f"{unit}_{case}", spans[unit])
        return f"{number.replace('.', self._words.text('decimal_mark'))}{NBSP}{self._words.plural(number, forms)}"

    def _recurring(self, period: str) -> str:
        said = self._words.section("every").get(period)
        return str(said) if said else self._words.text("each", span=self._span(period, "n"))


def _roman(number: int) -> str:
    digits = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        digits += letters * count
    return digits


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
