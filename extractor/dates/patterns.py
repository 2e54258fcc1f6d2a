"""Patterns over classes of words: regular expressions in which a name in braces stands for a class, a set or a pattern.

«{int31} {mon}» matches a number up to 31 and a month. Classes are in `lexer.py`; spaces count for nothing.
"""

import re
from functools import cache

from extractor.dates.lexer import CLASSES

SETS = {
    "rel": "previous before_previous past current next coming preceding following",
    "unit": "year month week day full_day quarter half decade_unit century millennium",
    "wday": "wd wdab",
    "number": "int31 int year4 big dec ddmm card vague",
    "days": "day full_day",
}
"""Names that stand for any of several classes."""

PATTERNS = {
    "NUM": "{number}(?:{card}|{numtail}|{int}|{multiplier}{dot}?){0,5}",
    "G": "{year}|{year_short}{dot}?",
    "ERA": "{bce}|{ce}",
    "REL": "{rel}{same}?|{that}{same}?",
    "ORD": "{card}?(?:{ordw}|{ordf})|{ord31}|{roman}",
    "WORD_YEAR": "{card}{1,4}{ordw}|{ordw}",
    "REL_YEAR": "{rel}{same}?{comma}?{lpar}?{year4}{rpar}?{comma}?{year}|{rel}{same}?{comma}{ordyear}{comma}?{year}"
    "|{REL}{year}|{this_year}",
    "YEAR": "(?:{year4}|{ordyear})(?:{G}{ERA}?)?|{int}{G}{ERA}|{int31}{G}{ERA}|{WORD_YEAR}{G}{ERA}?|{REL_YEAR}",
    # after a month «41-го» is a year
    "LATE_YEAR": "{YEAR}|(?:{int31}|{int}|{ord31}|{ordn}){G}{ERA}?|{ordn}",
    "DAY": "{int31}|{ord31}|{card}?{ordw}",
    "DAYS": "{DAY}(?:{dash}{DAY})?",
    "MONTH": "{mon}|{monab}{dot}?",
    "DAY_MONTH": "{DAY}{MONTH}{LATE_YEAR}?",
    "WEEKDAY": "{REL}?{wd}",
    "CENTURY_WORD": "{century}|(?:{v}|{century_short}){dot}",
    "CENTURY": "(?:{ORD}|{int31}){century}{ERA}?|{roman}{CENTURY_WORD}{ERA}?|{REL}{century}",
    "DECADE": "(?:{decade}{G}?|{ordwpl}{year}|{ordwpl}){CENTURY}?",
    "SEASON": "{REL}{season}|{season}(?:{year4}(?:{slash}|{dash})(?:{year4}|{int31}|{int}){G}?|{YEAR})?",
    "MONTH_YEAR": "(?:{REL}?{mon}|{monab}{dot}?)(?:{YEAR}|{ordn}{G})?",
    "QUARTER": "(?:{ORD}|{int31})(?:{quarter}|{quarter_short}{dot}?){YEAR}?|{ORD}{half}{YEAR}?",
    "EXACT_DAY": "{DAY_MONTH}|{fulldate}{G}?",
    "POINT": "{part}?(?:{EXACT_DAY}|{MONTH_YEAR}|{YEAR}|{DECADE}|{CENTURY}|{SEASON}|{QUARTER}|{REL}{unit}|{WEEKDAY}"
    "|{monthyear})",
    # the first end of a range that leaves to the second what both share: «с 1 по 15 марта»
    "BARE": "{int31}|{ord31}|{int}|{ordn}|{roman}|{card}?{ordw}|{ddmm}|{decade}",
    "QUANTITY": "{NUM}{year}{and}?{NUM}{days}"
    "|{NUM}?{year}{and}?{NUM}{month}(?:{and}?{NUM}{days})?|{NUM}?(?:{month}|{week}){and}?{NUM}{days}"
    "|{NUM}(?:{day_kinds}|{ordw})?{unit}|{comp}|{unit}",
    # what must come soon, looked for before the costly part of a pattern
    "AGO_AHEAD": "(?=.{1,8}?{ago})",
    "SPUSTYA_AHEAD": "(?=.{1,8}?{spustya})",
    "SHIFT_AHEAD": "(?=.{1,8}?(?:{later}|{earlier}))",
    "DO_AHEAD": "(?=.{1,8}?{do})",
    "DASH_AHEAD": "(?=.{1,12}?{dash})",
    # another name of the same day, before and after it: «в субботу утром, 28 марта», «25 июля, в четверг»
    "LEAD": "(?:{WEEKDAY}|{wdab}{dot}?|{near})(?:{daypart}|{day})?(?:{comma}|{dash}|{lpar})?{v}?",
    "TAIL": "{comma}?{v}?{WEEKDAY}|{lpar}{v}?{wday}{rpar}|{comma}{wd}",
}
"""Names that stand for patterns; each is taken as a group."""

_NAME_RE = re.compile(r"\{([a-zA-Z_]\w*)\}")


@cache
def _expand(name: str) -> str:
    if name in PATTERNS:
        return f"(?:{expand(PATTERNS[name])})"
    if name in SETS:
        return "[" + "".join(CLASSES.code(member) for member in SETS[name].split()) + "]"
    return CLASSES.code(name)


def expand(pattern: str) -> str:
    """The regular expression over `Tokens.codes` that a pattern stands for."""
    return _NAME_RE.sub(lambda match: _expand(match[1]), pattern.replace(" ", ""))


def first_characters(pattern: str) -> set[str]:
    """The characters that a match of the expanded pattern may begin with.

    Understands what the rules use of regular expressions, no more.
    """
    found, _, at = _first_of_branches(pattern, 0)
    assert at == len(pattern), pattern
    return found


def _first_of_branches(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """First characters, whether the match may be empty, and where the alternatives end."""
    found: set[str] = set()
    any_empty, is_open, empty = False, True, True
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            any_empty, is_open, empty, at = any_empty or empty, True, True, at + 1
            continue
        characters, optional, at = _first_of_item(pattern, at)
        if is_open:
            found |= characters
        is_open = is_open and optional
        empty = empty and optional
    return found, any_empty or empty, at


def _first_of_item(pattern: str, at: int) -> tuple[set[str], bool, int]:
    if pattern[at] == "[":
        end = pattern.index("]", at)
        characters, optional, at = set(pattern[at + 1 : end]), False, end + 1
    elif pattern.startswith(("(?=", "(?<="), at):
        _, _, at = _first_of_branches(pattern, pattern.index("=", at) + 1)
        characters, optional, at = set(), True, at + 1
    elif pattern[at] == "(":
        at = pattern.index(">" if pattern.startswith("(?P", at) else ":", at) + 1
        characters, optional, at = _first_of_branches(pattern, at)
        at += 1
    else:
        characters, optional, at = {pattern[at]}, False, at + 1
    if at < len(pattern) and pattern[at] == "?":
        return characters, True, at + 1
    if at < len(pattern) and pattern[at] == "{":
        end = pattern.index("}", at) + 1
        return characters, optional or pattern[at + 1] == "0", end + (pattern[end : end + 1] == "?")
    return characters, optional, at
