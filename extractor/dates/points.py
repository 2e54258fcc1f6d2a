"""Numbers, lengths and points of the calendar out of the tokens that a rule matched."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from extractor.dates.calendar import AUTUMN, FIRST_HALF_YEAR, FIRST_QUARTER, HALVES, QUARTERS, is_day
from extractor.dates.contexts import point_mod, stems
from extractor.dates.lexer import Tokens
from extractor.dates.patterns import SETS
from extractor.dates.readings import Anchor, Length, Point, Ref, Unit, What
from extractor.language.numerals import read_number
from extractor.language.ordinals import read_ordinal, read_roman
from extractor.language.patterns import compile_re

Match = re.Match[str]
LAST_DAY_NUMBER = 31
SPLIT_MONTH = 8
"""From which on a month lies in the first of the two years of «2024/25»."""


def amount_at(tok: Tokens, i: int, j: int) -> Decimal | None:
    """The number that the tokens i to j are, all of them; None where they are none or a vague one.

    A number in brackets says it again: «3 (три) года».
    """
    if tok.name(j - 1) == "rpar":
        j = next((k for k in range(j - 1, i, -1) if tok.name(k) == "lpar"), j)
    number = read_number(tok.text, tok.starts[i], tok.end(j - 1))
    end = tok.end(j - 1) - (tok.name(j - 1) == "dot")
    return number.value if number and number.end == end else None


def ordinal_at(tok: Tokens, i: int) -> tuple[int, int] | None:
    """The ordinal (or plain number, or Roman numeral) at token i, and the token after it."""
    name = tok.name(i)
    if name in ("int31", "int", "year4"):
        return int(tok.raw(i).split("-")[0].rstrip("хХ")), i + 1
    ordinal = read_roman(tok.text, tok.starts[i]) if name == "roman" else read_ordinal(tok.text, tok.starts[i])
    if ordinal is None:
        return None
    return ordinal.value, tok.at(ordinal.end, i + 1)


COMPOUND_RE = compile_re(r"PT?(\d+)([YMDH])")


COMPOUND_UNITS: dict[str, Unit] = {"Y": "year", "M": "month", "D": "day", "W": "week"}


UNIT_NAMES = frozenset(SETS["unit"].split()) | {"year_short", "quarter_short", "century_short"}


REL_NAMES = frozenset(SETS["rel"].split()) | {"that"}


def is_plural(word: str, adjective: str = "ые") -> bool:
    """Whether the form of a unit says more than one of it; of «недели», «века» the adjective before decides."""
    if word in stems("plural_units", "either"):
        return adjective.endswith(("ые", "ие", "ых", "их", "эти", "те", "тех"))
    return word in stems("plural_units", "forms")


REL_OFFSETS = {
    "previous": -1, "before_previous": -2, "past": -1, "preceding": -1,
    "current": 0, "that": 0, "next": 1, "coming": 1, "following": 1,
}  # fmt: skip


def unit_at(tok: Tokens, i: int) -> Unit | None:
    """The unit of the calendar that token i names."""
    value = tok.value(i)
    return value if tok.name(i) in UNIT_NAMES else None


def read_lengths(tok: Tokens, i: int, j: int) -> tuple[Length, ...] | None:
    """The lengths that the tokens i to j name: «год и пять месяцев»; None where a number cannot be read.

    A vague number gives a length without amount.
    """
    lengths: list[Length] = []
    k = i
    while k < j:
        name = tok.name(k)
        if name == "and":
            k += 1
            continue
        if name == "half_short":
            unit = unit_at(tok, j - 1)
            return (Length(Decimal("0.5"), unit),) if unit else None
        found = (_compound_length(tok, k), k + 1) if name == "compound_length" else _counted_length(tok, k, j)
        if found is None:
            return None
        length, k = found
        lengths.append(length)
    return tuple(lengths) or None


def _compound_length(tok: Tokens, k: int) -> Length:
    """«полгода», «полдня»."""
    found = COMPOUND_RE.fullmatch(tok.value(k))
    assert found
    return Length(Decimal("0.5"), "day") if found[2] == "H" else Length(Decimal(found[1]), COMPOUND_UNITS[found[2]])


def _counted_length(tok: Tokens, first: int, j: int) -> tuple[Length, int] | None:
    """The number and unit that begin at token `first` («пять рабочих дней», «год»), and the token after them."""
    k = first
    while k < j and tok.name(k) not in UNIT_NAMES and tok.name(k) not in ("day_kinds", "ordw"):
        k += 1
    amount = amount_at(tok, first, k) if k > first else Decimal(1)
    if amount is None and "vague" not in (tok.name(n) for n in range(first, k)):
        return None
    unit_token = next((n for n in range(k, j) if tok.name(n) in UNIT_NAMES), None)
    unit = unit_at(tok, unit_token) if unit_token is not None else None
    return (Length(amount, unit), unit_token + 1) if unit is not None and unit_token is not None else None


def ref_at(tok: Tokens, i: int, unit: Unit) -> Ref:
    """What «прошлый», «этот», «тот же» at token i says of a unit."""
    name = tok.name(i)
    anchor: Anchor = "published"
    if name in ("that", "preceding", "following") or (name == "current" and unit == "day"):
        anchor = "text"
    elif name == "next":
        anchor = "text" if unit == "day" else "either"
    return Ref(unit, REL_OFFSETS[name], anchor)


class _ContradictionError(Exception):
    """The words matched do not go together."""


class _PointReader:
    """Reads the tokens of a point one by one; each method takes the token it is at and gives the next."""

    def __init__(self, tok: Tokens, i: int, j: int) -> None:
        self._tok, self._first, self._end = tok, i, j
        self._fields: dict[str, Any] = {}
        self._rel: int | None = None
        """The token of «прошлый», «этот» that no unit has taken yet."""

    def read(self) -> Point | None:
        k = self._first
        try:
            while k < self._end:
                read = _READERS.get(self._tok.name(k))
                k = read(self, k) if read else k + 1
        except _ContradictionError:
            return None
        return None if self._rel is not None and not self._fields else Point(**self._fields)

    def _name(self, k: int) -> str:
        return self._tok.name(k) if k < self._end else ""

    def relative(self, k: int) -> int:
        self._rel = k
        return k + 1

    def month(self, k: int) -> int:
        self._fields["month"] = self._tok.value(k)
        if self._rel is not None:
            name = self._tok.name(self._rel)
            if name in ("current", "that"):
                self._fields["ref"] = Ref("year", 0, "text" if name == "that" else "published")
            else:
                self._fields["direction"] = REL_OFFSETS[name]
            self._rel = None
        return k + 1

    def weekday(self, k: int) -> int:
        self._fields["weekday"] = self._tok.value(k)
        if self._rel is not None:
            name = self._tok.name(self._rel)
            if name in ("past", "coming"):
                self._fields["direction"] = REL_OFFSETS[name]
            else:
                anchor: Anchor = "text" if name == "that" else "published"
                self._fields["ref"] = Ref("week", REL_OFFSETS[name], anchor)
            self._rel = None
        return k + 1

    def season(self, k: int) -> int:
        self._fields["sub"] = self._tok.value(k)
        if self._rel is not None:
            self._fields["ref"], self._rel = ref_at(self._tok, self._rel, "season"), None
        return k + 1

    def full_date(self, k: int) -> int:
        parts = re.split(r"[ ./-]+", self._tok.raw(k))
        day, month, year = reversed(parts) if len(parts[0]) == 4 else parts
        self._fields.update(day=int(day), month=int(month))
        self._fields["year" if len(year) == 4 else "short_year"] = int(year)
        return k + 1

    def month_year(self, k: int) -> int:
        month, year = re.split(r"[./]", self._tok.raw(k))
        self._fields.update(month=int(month), year=int(year))
        return k + 1

    def day_month(self, k: int) -> int:
        day, month = self._tok.raw(k).split(".")
        self._fields.update(day=int(day), month=int(month))
        return k + 1

    def decimal(self, k: int) -> int:
        """«1.6» of «с 1.6 по 5.6.2024»."""
        day, month = re.split("[.,]", self._tok.raw(k))
        if "," in self._tok.raw(k) or not month.isdecimal() or not is_day(None, int(month), int(day)):
            raise _ContradictionError
        return self.day_month(k)

    def this_year(self, k: int) -> int:
        self._fields["ref"] = Ref("year", 0)
        return k + 1

    def decade(self, k: int) -> int:
        digits = re.match(r"\d+", self._tok.raw(k))
        value = int(digits[0]) if digits else self._ordinal(k)[0]
        if value % 10:
            raise _ContradictionError
        self._fields["decade"] = value // 10
        return k + 2 if self._name(k + 1) in ("year", "year_short") else k + 1

    def number(self, k: int) -> int:
        value, after = self._ordinal(k)
        unit = self._name(after)
        if unit in _COUNTED:
            field, limit, offset = _COUNTED[unit]
            if not 1 <= value <= limit:
                raise _ContradictionError
            self._fields[field] = value + offset
            return after + 1
        if unit in ("slash", "dash") and ("sub" in self._fields or "month" in self._fields):
            return self._split_year(value, after + 1)
        named = unit in ("year", "year_short")
        placed = "month" in self._fields or self._fields.get("sub", FIRST_QUARTER) < FIRST_QUARTER
        if named or placed or self._tok.name(k) in ("year4", "ordyear"):
            with_era = self._tok.name(after + named) in ("bce", "ce")
            self._fields["year" if value > 99 or with_era else "short_year"] = value
            return after + named
        if 1 <= value <= LAST_DAY_NUMBER:
            self._fields["day"] = value
        elif value < 100 and self._end - self._first == 1:
            self._fields["short_year"] = value
        else:
            raise _ContradictionError
        return after

    def _split_year(self, first: int, k: int) -> int:
        """«зимой 2024/25 года» is of the second year, «в сентябре 2024/25 учебного года» of the first."""
        last, after = self._ordinal(k)
        if last not in (first + 1, (first + 1) % 100) or self._fields.get("sub", 0) >= FIRST_QUARTER:
            raise _ContradictionError
        late = self._fields.get("month", 0) >= SPLIT_MONTH or self._fields.get("sub") == AUTUMN
        self._fields["year"] = first if late else first + 1
        return after

    def _ordinal(self, k: int) -> tuple[int, int]:
        ordinal = ordinal_at(self._tok, k)
        if ordinal is None:
            raise _ContradictionError
        return ordinal

    def before_christ(self, k: int) -> int:
        for field in ("century", "millennium"):
            if field in self._fields:
                self._fields[field] = -self._fields[field] - 1
        year = self._fields.pop("short_year", None)
        year = self._fields.get("year", year)
        if year is not None:
            self._fields["year"] = 1 - year
        return k + 1

    def unit(self, k: int) -> int:
        unit = unit_at(self._tok, k)
        if self._rel is not None and unit is not None:
            if "year" not in self._fields and "short_year" not in self._fields:
                self._fields["ref"] = ref_at(self._tok, self._rel, unit)
            self._rel = None
        return k + 1


_COUNTED = {
    "century": ("century", 99, -1), "century_short": ("century", 99, -1), "v": ("century", 99, -1),
    "millennium": ("millennium", 9, -1), "half": ("sub", HALVES, FIRST_HALF_YEAR - 1),
    "quarter": ("sub", QUARTERS, FIRST_QUARTER - 1), "quarter_short": ("sub", QUARTERS, FIRST_QUARTER - 1),
}  # fmt: skip
"""What an ordinal before a unit fills, its greatest value, and what is added to it."""

_NUMBERS = ("year4", "ordyear", "int31", "int", "ord31", "go31", "ordn", "ordw", "ordf", "card", "roman", "big")

_READERS: dict[str, Callable[[_PointReader, int], int]] = {
    **dict.fromkeys(REL_NAMES, _PointReader.relative),
    **dict.fromkeys(("mon", "monab"), _PointReader.month),
    **dict.fromkeys(("wd", "wdab"), _PointReader.weekday),
    "season": _PointReader.season,
    "fulldate": _PointReader.full_date,
    "monthyear": _PointReader.month_year,
    "ddmm": _PointReader.day_month,
    "dm": _PointReader.day_month,
    "dec": _PointReader.decimal,
    "this_year": _PointReader.this_year,
    **dict.fromkeys(("decade", "plural_ordinal"), _PointReader.decade),
    **dict.fromkeys(_NUMBERS, _PointReader.number),
    "bce": _PointReader.before_christ,
    **dict.fromkeys(UNIT_NAMES, _PointReader.unit),
}


def read_point(tok: Tokens, i: int, j: int) -> Point | None:
    """The point that the tokens i to j name; None where its parts contradict one another."""
    return _PointReader(tok, i, j).read()


class Found(NamedTuple):
    """What a rule read, and the tokens it takes of those matched."""

    what: What
    mod: str | None = None
    last: int | None = None


def span_of(match: Match, group: str = "p") -> tuple[int, int]:
    """The tokens of a group of a match."""
    return match.start(group), match.end(group)


def point_of(tok: Tokens, match: Match) -> Found | None:
    """The point of the group `p` with the modifier before the whole match."""
    point = read_point(tok, *span_of(match))
    return Found(point, point_mod(tok, match.start(), match.end())) if point else None


def over_mod(tok: Tokens, i: int, j: int, mod: str) -> str | None:
    """`mod` where the number says that it is more: «два с лишним года»."""
    return mod if any(tok.name(k) == "and_more" and "половин" not in tok.word(k) for k in range(i, j)) else None
