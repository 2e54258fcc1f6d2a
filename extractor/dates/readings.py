"""Calendar expressions as written: what a reading may say, before any calendar."""

from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.document import DateKind

Unit = Literal["day", "week", "month", "quarter", "half", "season", "year", "decade", "century", "millennium"]
Anchor = Literal["published", "text", "either", "next"]
"""What a distance counts from: the publication, the date named last, whichever suits the verb, the date named next."""


class Ref(NamedTuple):
    """A calendar unit relative to an anchor: «прошлый год» is the year −1."""

    unit: Unit
    offset: int
    anchor: Anchor = "published"


class Point(NamedTuple):
    """A stretch of the calendar with a name: a day, a month, a year … Fields not written are None."""

    year: int | None = None
    """Astronomical: the year 1 BC is 0."""
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    sub: int | None = None
    """EDTF season, quarter or half: 21–24, 33–36, 40–41."""
    decade: int | None = None
    """198 of the 1980s; 8 of «80-е», whose century is not written."""
    century: int | None = None
    """18 of the 19th century; -2 of the 3rd century BC."""
    millennium: int | None = None
    short_year: int | None = None
    """A year of two digits."""
    ref: Ref | None = None
    direction: int = 0
    """−1, 1: the nearest in the past, in the future («минувший вторник», «следующий май»)."""
    nth: int | None = None
    """Which weekday or day of the month or year: 1 the first, −1 the last («последняя пятница мая»)."""


class Interval(NamedTuple):
    """From one point to another, both included."""

    begin: Point
    end: Point


class Fraction(NamedTuple):
    """The `nth` (from 1) of `parts` equal parts of a point: «вторая половина 1950-х»."""

    of: Point
    nth: int
    parts: int


class FirstMonths(NamedTuple):
    """The first months of a year: «9 месяцев 2019 года»."""

    of: Point
    months: int


class SinceStart(NamedTuple):
    """From the beginning of the unit that is going on: «с начала года»."""

    unit: Unit


class Weekend(NamedTuple):
    """A Saturday with its Sunday: of the week `offset`, or the nearest in `direction`."""

    offset: int | None = None
    direction: int = 0


class Length(NamedTuple):
    """An amount of time in the units of the text; `amount` None where only vague («последние годы»)."""

    amount: Decimal | None
    unit: Unit


class Window(NamedTuple):
    """The time before (−1) or after (1) now: «последние три года», «ближайшие 60 дней»."""

    lengths: tuple[Length, ...]
    direction: int


class Distance(NamedTuple):
    """A date by its distance from another: «год назад», «через два дня», «двумя неделями ранее»."""

    lengths: tuple[Length, ...]
    direction: int
    anchor: Anchor


class Duration(NamedTuple):
    """How long; `upto` is the upper end of «5–6 лет»."""

    lengths: tuple[Length, ...]
    upto: tuple[Length, ...] = ()


class Recurrence(NamedTuple):
    """How often."""

    length: Length


What = Point | Interval | Fraction | FirstMonths | SinceStart | Weekend | Window | Distance | Duration | Recurrence


class DateReading(NamedTuple):
    """A calendar expression as written; offsets in code points."""

    start: int
    end: int
    rule: str
    what: What
    mod: str | None = None
    """TIMEX3 modifier."""
    preposition: str = ""
    """The word before it, in lower case, where it is a preposition."""
    compared: bool = False
    """Whether it is what something is compared with («вдвое к сентябрю»): then its past is no deadline."""

    @property
    def kind(self) -> DateKind:
        """What the contract calls it."""
        match self.what:
            case Point() | Distance():
                return "date"
            case Duration():
                return "duration"
            case Recurrence():
                return "set"
            case _:
                return "interval"


def is_relative(what: What) -> bool:
    """Whether the text names the date by its distance from another; a year left out alone does not make it so."""
    match what:
        case Point():
            named = what.day is not None and what.month is not None
            placed = what.direction != 0 or (what.weekday is not None and what.nth is None)
            return what.ref is not None or (placed and not named)
        case Interval():
            return is_relative(what.begin) or is_relative(what.end)
        case Fraction():
            return is_relative(what.of)
        case FirstMonths():
            return is_relative(what.of)
        case SinceStart() | Weekend() | Window() | Distance():
            return True
        case _:
            return False
