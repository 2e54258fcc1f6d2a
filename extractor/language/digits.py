"""Numbers in digits: groups and decimal marks, fractions, and where a number is only cut out of a longer one."""

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from extractor.language.lexicon import SPACES
from extractor.language.patterns import compile_re

GROUP_SPACES = SPACES.replace("\t", "")
"""A tab parts columns, never the groups of a number."""

_EXACT = Context(prec=120)

_VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
VULGAR = "".join(_VULGAR)

# Repetitions are bounded, so that a reading costs the same wherever it starts in a hostile run of digits.
DIGITS_RE = compile_re(
    rf"(?P<whole>[1-9][0-9]{{0,2}}(?:[{GROUP_SPACES}'’][0-9]{{3}}(?![0-9])){{1,9}}|[0-9]{{1,40}})"
    r"(?P<rest>(?:[.,][0-9]{1,40}){0,9})"
)
_GROUP_RE = compile_re(rf"[{GROUP_SPACES}'’][0-9]{{3}}(?![0-9])")
_SEPARATORS_RE = compile_re(rf"[{GROUP_SPACES}'’]")
_RATIO_RE = compile_re(
    rf"(?:(?P<whole>[0-9]{{1,3}})[{GROUP_SPACES}]?)?(?P<sign>[{VULGAR}])"
    rf"|(?:(?P<units>[0-9]{{1,3}})[{GROUP_SPACES}])?(?P<above>[1-9])[/⁄](?P<below>[2-9]|10{{1,3}})(?![0-9/⁄]|[.,-][0-9])"
)
_UNREAD_DIGITS_RE = compile_re(rf"[0-9{VULGAR}][а-яё]{{0,2}}(?:(?![.!?;…]\s|\n\s*\n)[^а-яё0-9])*$", re.IGNORECASE)
UNREAD_REACH = 28
"""Characters before a word in which a number that was not read is looked for; an entity or two tags are shorter."""


class Ratio(NamedTuple):
    """A fraction as written: «3/4», «1½»."""

    end: int
    value: Fraction
    is_sign: bool
    """Whether it is one character («½»), which is nothing but a fraction."""


def read_ratio(text: str, start: int, stop: int) -> Ratio | None:
    """The fraction below one, with whole units before it or without, that begins at `start`; None where none does."""
    match = _RATIO_RE.match(text, start, stop)
    if not match or (start and (text[start - 1].isdigit() or text[start - 1] in "/.,")):
        return None
    above, below = _VULGAR[match["sign"]] if match["sign"] else (int(match["above"]), int(match["below"]))
    if above >= below:
        return None
    units = int(match["whole"] or match["units"] or 0)
    return Ratio(match.end(), units + Fraction(above, below), bool(match["sign"]))


def exact_decimal(value: Fraction) -> Decimal | None:
    """The same number as a decimal; None where no decimal is exactly that (a third)."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def is_cut(text: str, digits: re.Match[str]) -> bool:
    """Whether what was matched is only a part of a longer run of digits, groups and marks."""
    end = digits.end()
    before = text[digits.start() - 1] if digits.start() else ""
    after = text[end : end + 2]
    if before.isdigit() or after[:1].isdigit() or (after[:1] in (".", ",") and after[1:].isdigit()):
        return True
    return len(digits["whole"]) > 3 and not digits["whole"].isdigit() and _GROUP_RE.match(text, end) is not None


def digits_value(digits: re.Match[str], *, before_multiplier: bool) -> Decimal | None:
    """The number that digits and marks stand for; None where they stand for none (15.11.2025).

    A mark before a multiplier is the decimal one; else groups of three digits after it make it a separator.
    """
    whole, rest = _SEPARATORS_RE.sub("", digits["whole"]), digits["rest"]
    if not rest:
        return Decimal(whole)
    may_be_groups = _begins_groups(digits["whole"])
    groups = re.split("[.,]", rest)[1:]
    if len(groups) == 1:
        separates = may_be_groups and len(groups[0]) == 3 and not before_multiplier
        return Decimal(whole + groups[0] if separates else f"{whole}.{groups[0]}")
    marks = [mark for mark in rest if not mark.isdigit()]
    fraction = groups.pop() if marks[-1] != marks[0] else ""
    if not may_be_groups or len(set(marks[: len(groups)])) != 1 or any(len(group) != 3 for group in groups):
        return None
    return Decimal(f"{whole}{''.join(groups)}.{fraction}" if fraction else whole + "".join(groups))


def _begins_groups(whole: str) -> bool:
    """Whether groups of three digits may follow: no more than three digits, none of them a zero at the beginning."""
    return whole.isdigit() and len(whole) <= 3 and whole[0] != "0"


def ends_in_unread_digits(before: str) -> bool:
    """Whether digits end a text but for what is neither a word nor the end of a sentence: markup, marks, spaces."""
    return _UNREAD_DIGITS_RE.search(before) is not None
