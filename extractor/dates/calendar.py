"""Days, weeks and EDTF: arithmetic on the calendar, and what a value covers.

Source: ISO 8601-1:2019, ISO 8601-2:2019 (EDTF).
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal

from extractor.dates.readings import Length, Unit
from extractor.language.patterns import compile_re

WEEK = 7
MONTHS = 12
DAYS_IN_MONTH = 30
"""Of a month that is given in fractions: «полтора месяца» is P45D."""

SPRING, AUTUMN, WINTER = 21, 23, 24
FIRST_QUARTER, FIRST_HALF_YEAR = 33, 40
"""Codes of EDTF for parts of a year; summer is 22."""
QUARTERS, HALVES = 4, 2

_YEAR_RE = compile_re(r"(-?\d{4}|Y-?\d{5,})")
_MONTH_RE = compile_re(r"(-?\d{4})-(\d\d)")
_DAY_RE = compile_re(r"(-?\d{4})-(\d\d)-(\d\d)")
_WEEK_RE = compile_re(r"(\d{4})-W(\d\d)")
_MASKED_RE = compile_re(r"(-?)(\d{1,3})(X{1,3})")


def days_in_month(year: int, month: int) -> int:
    """How many days a month has, before year 1 by the proleptic Gregorian calendar."""
    return monthrange(year if year > 0 else year % 400 + 400, month)[1]


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether there is such a day; with no year, whether some year has it."""
    return 1 <= month <= MONTHS and 1 <= day <= days_in_month(2000 if year is None else year, month)


def year_text(year: int) -> str:
    """An astronomical year in EDTF: 1998, -0043, Y-12000."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def day_text(year: int, month: int, day: int) -> str:
    """A day in EDTF."""
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def week_text(day: date) -> str:
    """The ISO week of a day: 2025-W46."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def century_text(century: int) -> str:
    """18XX for 18; -02XX for -3, the third century BC."""
    return f"-{-century - 1:02d}XX" if century < 0 else f"{century:02d}XX"


def millennium_text(millennium: int) -> str:
    """2XXX for 2; -1XXX for -2, the second millennium BC."""
    return f"-{-millennium - 1}XXX" if millennium < 0 else f"{millennium}XXX"


def add_days(day: date, days: int) -> date | None:
    """The day `days` later; None outside the years that `date` knows."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day `months` later, or the last of that month; None outside the years that `date` knows."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def is_edtf(value: str) -> bool:
    """Whether a value keeps to EDTF in that only a year alone may have more than four digits."""
    return all("Y" not in part or _YEAR_RE.fullmatch(part) for part in value.split("/"))


def nth_weekday(first: date, last: date, weekday: int | None, nth: int) -> date | None:
    """The `nth` (from 1, -1 the last) such weekday (any day for None) between two days; None if there is none."""
    days = WEEK if weekday is not None else 1
    if nth > 0:
        offset = (weekday - first.weekday()) % WEEK if weekday is not None else 0
        day = add_days(first, offset + (nth - 1) * days)
    else:
        offset = (last.weekday() - weekday) % WEEK if weekday is not None else 0
        day = add_days(last, -offset + (nth + 1) * days)
    return day if day and first <= day <= last else None


def season_months(year: int, sub: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """First and last month, each with its year, of an EDTF season, quarter or half; winter begins the year before."""
    if sub == WINTER:
        return (year - 1, 12), (year, 2)
    if SPRING <= sub < WINTER:
        first, months = 3 * (sub - SPRING) + 3, 3
    elif FIRST_QUARTER <= sub < FIRST_QUARTER + QUARTERS:
        first, months = 3 * (sub - FIRST_QUARTER) + 1, 3
    elif FIRST_HALF_YEAR <= sub < FIRST_HALF_YEAR + HALVES:
        first, months = 6 * (sub - FIRST_HALF_YEAR) + 1, 6
    else:
        return None
    return (year, first), (year, first + months - 1)


def bounds(value: str) -> tuple[str | None, str | None]:
    """The first and the last day that an EDTF value covers; None where open or unknown."""
    if "/" in value:
        first, last = value.split("/")
        return (bounds(first)[0] if first else None), (bounds(last)[1] if last else None)
    if match := _DAY_RE.fullmatch(value):
        return value, value
    if match := _MONTH_RE.fullmatch(value):
        year, month = int(match[1]), int(match[2])
        if month > MONTHS:
            months = season_months(year, month)
            return (_first_of(*months[0]), _last_of(*months[1])) if months else (None, None)
        return _first_of(year, month), _last_of(year, month)
    if match := _WEEK_RE.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        sunday = add_days(monday, WEEK - 1)
        return monday.isoformat(), sunday.isoformat() if sunday else None
    if match := _MASKED_RE.fullmatch(value):
        width = 10 ** len(match[3])
        low = int(match[2]) * width
        years = (-(low + width - 1), -low) if match[1] else (low, low + width - 1)
        return day_text(years[0], 1, 1), day_text(years[1], 12, 31)
    if _YEAR_RE.fullmatch(value) and not value.startswith("Y"):
        return f"{value}-01-01", f"{value}-12-31"
    return None, None


def _first_of(year: int, month: int) -> str:
    return day_text(year, month, 1)


def _last_of(year: int, month: int) -> str:
    return day_text(year, month, days_in_month(year, month))


def shift_years(value: str, years: int) -> str | None:
    """A value of year, month or day precision so many years later, in its precision; None for others."""
    if match := re.fullmatch(r"(-?\d{4})((?:-\d\d){0,2})", value):
        year = int(match[1]) + years
        if match[2] == "-02-29" and days_in_month(year, 2) == 28:
            return f"{year_text(year)}-02-28"
        return year_text(year) + match[2]
    return None


def days_of(unit: Unit) -> int:
    """The days of a unit counted in days, else 0."""
    return {"day": 1, "week": WEEK}.get(unit, 0)


def months_of(unit: Unit) -> int:
    """The months of a unit counted in months, else 0."""
    return {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}.get(
        unit, 0
    )


def duration_text(lengths: Sequence[Length]) -> str:
    """The ISO 8601 duration in the units of the text, a fraction in the next smaller one."""
    amounts = [(length.amount or Decimal(0), length.unit) for length in lengths]
    months = sum((amount * months_of(unit) for amount, unit in amounts), Decimal(0))
    days = sum((amount * days_of(unit) for amount, unit in amounts), Decimal(0))
    if months != int(months):
        months, days = Decimal(0), days + months * DAYS_IN_MONTH
    if all(unit == "week" for _, unit in amounts) and days == int(days) and not days % WEEK:
        return f"P{int(days) // WEEK}W"
    text = "P" + _years_and_months(int(months), amounts)
    if text == "P" and days != int(days):
        hours = days * 24
        return f"PT{int(hours)}H" if hours == int(hours) else f"PT{hours.normalize():f}H"
    text += f"{int(days)}D" if days else ""
    return text if text != "P" else "P0D"


def _years_and_months(months: int, amounts: Sequence[tuple[Decimal, Unit]]) -> str:
    """Months as the text counts them: in years where it names years or longer, in both where it names both."""
    in_years = any(months_of(unit) >= MONTHS for _, unit in amounts)
    in_months = any(0 < months_of(unit) < MONTHS for _, unit in amounts)
    whole = all(amount == int(amount) for amount, _ in amounts)
    years = 0
    if in_years and (not months % MONTHS or (in_months and whole)):
        years, months = divmod(months, MONTHS)
    return (f"{years}Y" if years else "") + (f"{months}M" if months else "")
