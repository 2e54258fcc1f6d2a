"""Numbers as newswire writes them: digits, words, and both.

A closed table of forms (`numerals.toml`) and its grammar; nothing is guessed from a word's shape.
"""

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import NamedTuple

from extractor.language.digits import (
    DIGITS_RE,
    UNREAD_REACH,
    Ratio,
    digits_value,
    ends_in_unread_digits,
    exact_decimal,
    is_cut,
    read_ratio,
)
from extractor.language.lexicon import SPACES, normalize_word
from extractor.language.number_words import NEXT_WORD_RE, PREFIX_LENGTH, WORD_RE, Multiplier, number_words, room_after
from extractor.language.ordinals import ordinal_word
from extractor.language.patterns import compile_re

_SPACE_RE = compile_re(rf"[{SPACES}]*")
_CARDINAL_SUFFIX_RE = compile_re(r"[-‐‑]?([а-яё]{1,2})(?![^\W_])", re.IGNORECASE)
_NEAR_WORD_RE = compile_re(r"([а-яё]+)[^а-яё.!?;\n]*$", re.IGNORECASE)
_ONE = Decimal(1)
_HALF = Decimal("0.5")
EXACT = Context(prec=120)
"""More digits than any number here can have; the default context would round to 28."""
_LARGEST_SCALE = Decimal(10) ** 30
"""Of multipliers one after another; beyond it they are no number («миллион триллионов квинтиллионов»)."""

WHOLES = ("целых", "целая", "целые", "целой", "целую", "целым", "целыми")


class Number(NamedTuple):
    """A number as written; `start` and `end` in code points."""

    start: int
    end: int
    value: Decimal | None
    """None where the text gives no exact decimal («несколько миллионов», «десятки тысяч», «треть миллиарда»)."""
    scale: Decimal
    """What its last multiplier stands for: 1000000 of «5 млн», 1 where there is none."""
    in_digits: bool
    """Whether it begins with a digit."""
    over: bool
    """Whether the text adds that it is more («два с лишним миллиона»)."""
    bare: bool = False
    """Whether it is a multiplier alone («тысяча», «полмиллиона», «сотни»)."""


def is_number_word(word: str) -> bool:
    """Whether a cardinal number can begin with the word, in any case of letters."""
    return normalize_word(word) in number_words().beginnings


def may_be_number(word: str) -> bool:
    """Whether a word, in lower case with «е» for «ё», has the first letters of a number or of a short multiplier."""
    return word[:PREFIX_LENGTH] in number_words().first_letters


def read_number(text: str, start: int, limit: int | None = None) -> Number | None:
    """The cardinal number that begins at `start`, multipliers and fractions included, the longest there is.

    Shape: «3 млн 200 тыс.» is one number (without the dot), of a range «5–7 млн» only the first is read.
    Unknown: None where no number begins there, and for what only looks like one (15.11.2025, 192.168.0.1).
    Errors: none; nothing is read from `limit` on.
    """
    stop = len(text) if limit is None else limit
    first = _read_part(text, start, stop)
    if first is None:
        return None
    last, value, end, over = first, first.value, first.end, first.over
    while value is not None and last.scale > 1 and last.whole:
        at = _skip_space(text, end + _has_abbreviation_dot(text, end), stop)
        part = _read_part(text, at, stop)
        if part is None or part.value is None or at == end or not _continues(last, part):
            break
        value, end, over, last = _add(value, part.value), part.end, over or part.over, part
    return Number(start, end, value, last.scale, first.in_digits, over, first.bare and last is first)


def read_multipliers(text: str, start: int) -> tuple[int, Decimal]:
    """Where the multipliers after `start` end, and their product, 1 where there are none: «тыс.», «млн»."""
    return _read_multipliers(text, start, len(text))


def is_abbreviation(word: str) -> bool:
    """Whether a word, in lower case, is a short multiplier: «тыс», «млн»."""
    return word in number_words().abbreviations


# --- parts of a number: a coefficient and its multipliers -------------------------------


class _Part(NamedTuple):
    end: int
    value: Decimal | None
    scale: Decimal
    in_digits: bool
    over: bool
    whole: bool
    """Whether a smaller part may follow: not after a fraction."""
    bare: bool = False
    digits: int = 0
    """How many digits it has where it is digits without a multiplier."""


def _read_part(text: str, start: int, stop: int) -> _Part | None:
    """A coefficient with its multipliers, or a multiplier alone."""
    if ratio := read_ratio(text, start, stop):
        return _finish_ratio(text, ratio, stop)
    if digits := DIGITS_RE.match(text, start, stop):
        return _finish_digits(text, digits, stop)
    match = WORD_RE.match(text, start, stop)
    if not match:
        return None
    words = number_words()
    word = normalize_word(match[0])
    if word in words.cardinals:
        return _finish_words(text, match, stop)
    if word in words.fractions:
        return _finish_fraction(text, match.end(), words.fractions[word], stop)
    if word in words.vague:
        end, scale = _read_multipliers(text, match.end(), stop)
        return _Part(end, None, scale, in_digits=False, over=False, whole=False)
    if (multiplier := words.multipliers.get(word)) and not multiplier.short:
        return _finish_bare(text, match, multiplier, stop)
    return None


def _finish_ratio(text: str, ratio: Ratio, stop: int) -> _Part:
    """«½ млн», «3/4 миллиона»; before a plural, which no fraction governs, it may be a range: «5/6 миллионов»."""
    match = NEXT_WORD_RE.match(text, ratio.end, stop)
    multiplier = number_words().multipliers.get(normalize_word(match[1])) if match else None
    plural = multiplier and not (multiplier.exact or multiplier.short or multiplier.either) and not ratio.is_sign
    end, scale = _read_multipliers(text, ratio.end, stop)
    value = None if plural else exact_decimal(ratio.value * Fraction(scale))
    return _Part(end, value, scale, in_digits=True, over=False, whole=False)


def _finish_digits(text: str, digits: re.Match[str], stop: int) -> _Part | None:
    end = digits.end()
    if is_cut(text, digits):
        return None
    if digits["whole"] == digits[0] and (suffix := _CARDINAL_SUFFIX_RE.match(text, end, stop)):
        end = suffix.end() if _is_cardinal_suffix(normalize_word(suffix[1]), int(digits[0][-2:])) else end
    end, plus, over = _read_tail(text, end, stop)
    end, scale = _read_multipliers(text, end, stop)
    value = digits_value(digits, before_multiplier=scale > 1)
    if value is None:
        return None
    length = digits.end() - digits.start()
    return _part(text, end, _add(value, plus), scale, stop, in_digits=True, over=over, digits=length)


def _is_cardinal_suffix(suffix: str, last_two: int) -> bool:
    """Whether «-ти», «-х» … after digits that end in `last_two` make a cardinal («5-ти», «2-х», not «1990-х»)."""
    unit = 0 if 10 <= last_two < 20 else last_two % 10
    if suffix in ("х", "ух", "ех", "мя"):
        return unit in (2, 3, 4)
    return (suffix == "ти" and unit not in (1, 2, 3, 4)) or (suffix == "ми" and unit in (7, 8))


def _finish_words(text: str, first: re.Match[str], stop: int) -> _Part:
    value, end = _read_cardinal(text, first, stop)
    decimal, end, exact, whole = _read_fraction_words(text, value, end, stop)
    end, plus, over = _read_tail(text, end, stop)
    at, scale = _read_multipliers(text, end, stop)
    return _part(
        text,
        at,
        _add(decimal, plus) if exact else None,
        scale,
        stop,
        in_digits=False,
        over=over,
        whole=whole and not plus,
    )


def _read_cardinal(text: str, first: re.Match[str], stop: int) -> tuple[int, int]:
    """Hundreds, tens and units in words, and where they end."""
    words = number_words()
    value = words.cardinals[normalize_word(first[0])]
    room, end = room_after(value, 1000), first.end()
    while room and (match := NEXT_WORD_RE.match(text, end, stop)):
        following = words.cardinals.get(normalize_word(match[1]), 0)
        if not 0 < following < room:
            break
        value, room, end = value + following, room_after(following, room), match.end()
    return value, end


def _read_fraction_words(text: str, value: int, end: int, stop: int) -> tuple[Decimal, int, bool, bool]:
    """«… целых (и) три десятых», «три десятых», «три четверти»: the value, its end, whether exact, whether whole."""
    words = number_words()
    match = NEXT_WORD_RE.match(text, end, stop)
    if not match:
        return Decimal(value), end, True, True
    word = normalize_word(match[1])
    if word in WHOLES:
        return _read_after_whole(text, value, match.end(), stop) or (Decimal(value), end, True, True)
    if below := _read_denominator(text, value, end, stop):
        quotient = EXACT.divide(Decimal(value), below[0]) if _is_exact(below[0]) else _ONE
        return quotient, below[1], _is_exact(below[0]), False
    if word in words.fractions and word[:2] in ("че", "тр") and _read_multipliers(text, match.end(), stop)[1] > 1:
        part = words.fractions[word]
        return value * (part or _ONE), match.end(), part is not None, False
    return Decimal(value), end, True, True


def _read_after_whole(text: str, value: int, end: int, stop: int) -> tuple[Decimal, int, bool, bool] | None:
    """«… (и) три десятых» after «две целых»."""
    following = NEXT_WORD_RE.match(text, end, stop)
    if following and following[1].lower() == "и":
        following = NEXT_WORD_RE.match(text, following.end(), stop)
    numerator = WORD_RE.match(text, following.start(1), stop) if following else None
    if numerator is None or normalize_word(numerator[0]) not in number_words().cardinals:
        return None
    above, above_end = _read_cardinal(text, numerator, stop)
    below = _read_denominator(text, above, above_end, stop)
    if below is None or not _is_exact(below[0]):
        return None
    return value + Decimal(above) / below[0], below[1], True, False


def _read_denominator(text: str, numerator: int, end: int, stop: int) -> tuple[int, int] | None:
    """What «десятых», «сотых» after a numerator stand for, and where the word ends.

    Other parts («одну пятую», «пять шестых») are those of a multiplier that follows.
    """
    match = NEXT_WORD_RE.match(text, end, stop)
    found = ordinal_word(normalize_word(match[1])) if match else None
    if not match or not found:
        return None
    value, ending = found
    single = numerator % 10 == 1 and numerator % 100 != 11
    agrees = ending in (("ая", "ой", "ую", "ою") if single else ("ых", "ым", "ыми"))
    if not agrees or not numerator < value:
        return None
    is_decimal = set(str(value)) == {"1", "0"}
    return (value, match.end()) if is_decimal or _read_multipliers(text, match.end(), stop)[1] > 1 else None


def _is_exact(denominator: int) -> bool:
    """Whether its parts are decimals: of «пятая», not of «шестая»."""
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator //= factor
    return denominator == 1


def _finish_fraction(text: str, end: int, value: Decimal | None, stop: int) -> _Part | None:
    """«полтора», and «четверть», «треть», «половина» where a multiplier follows."""
    at, _, over = _read_tail(text, end, stop)
    if value == _HALF and text[end : end + 1] in ("-", "‑"):
        at = end + 1  # «пол-миллиона»
    at, scale = _read_multipliers(text, at, stop)
    if scale == 1 and (value is None or value < 1):
        return None
    return _part(text, at, value, scale, stop, in_digits=False, over=over, whole=False)


def _finish_bare(text: str, match: re.Match[str], multiplier: Multiplier, stop: int) -> _Part:
    end, scale = _read_multipliers(text, match.end(), stop, above=multiplier.value)
    scale = max(scale, _ONE) * multiplier.value
    exact = multiplier.exact and not (multiplier.genitive and _follows_unread_number(text, match.start()))
    if multiplier.either:
        exact = bool(number_words().genitive_re.search(text, max(0, match.start() - 16), match.start()))
    value = (Decimal("0.5") if multiplier.half else _ONE) if exact else None
    return _part(text, end, value, scale, stop, in_digits=False, over=False, whole=not multiplier.half, bare=True)


def _follows_unread_number(text: str, start: int) -> bool:
    """Whether something numeric precedes the word at `start`, separated from it by what is no space.

    «3* миллиона», «<b>три</b> миллиона»: whatever the sum is, it is not one million.
    """
    before = text[max(0, start - UNREAD_REACH) : start]
    if ends_in_unread_digits(before):
        return True
    word = _NEAR_WORD_RE.search(before)
    return word is not None and bool(before[word.end(1) :].strip()) and is_number_word(word[1])


def _part(
    text: str,
    end: int,
    coefficient: Decimal | None,
    scale: Decimal,
    stop: int,
    *,
    in_digits: bool,
    over: bool,
    whole: bool = True,
    bare: bool = False,
    digits: int = 0,
) -> _Part:
    """The part of a number with what may follow its multiplier: «миллион с половиной», «100 тысяч с лишним»."""
    if scale > 1 and not over:
        end, plus, over = _read_tail(text, end, stop)
        coefficient = None if coefficient is None else _add(coefficient, plus)
        whole = whole and not plus
    whole = whole and coefficient is not None and coefficient == coefficient.to_integral_value()
    value = None if coefficient is None else EXACT.multiply(coefficient, scale)
    return _Part(end, value, scale, in_digits, over, whole, bare, digits if scale == 1 else 0)


def _has_abbreviation_dot(text: str, end: int) -> bool:
    """Whether a dot at `end` belongs to an abbreviated multiplier («3 млн. 200 тыс.»)."""
    return text[end : end + 1] == "." and text[max(0, end - 6) : end].lower().endswith(number_words().abbreviations)


def _continues(last: _Part, part: _Part) -> bool:
    """Whether `part` is the smaller rest of a number: «200 тыс.» after «3 млн», «пять» after «тысяча»."""
    if part.value is None or not part.value < last.scale or not part.scale < last.scale:
        return False
    # Digits alone may be a number of their own («2 тысячи 15 июня»), unless they fill the thousand.
    return part.digits == 0 or (part.digits == 3 and last.scale == 1000)


def _read_multipliers(text: str, end: int, stop: int, above: Decimal = Decimal(0)) -> tuple[int, Decimal]:
    """Where the multipliers after `end` end and their product, 1 if there is none.

    Several must ascend («сто тысяч миллионов», «два десятка тысяч»).
    """
    words = number_words()
    scale = _ONE
    while True:
        at = _skip_space(text, end, stop)
        dot = at < stop and text[at] == "." and scale > 1
        match = WORD_RE.match(text, _skip_space(text, at + 1, stop) if dot else at, stop)
        multiplier = words.multipliers.get(normalize_word(match[0])) if match else None
        if not match or multiplier is None or multiplier.half or multiplier.value <= above:
            return end, scale
        if scale * multiplier.value > _LARGEST_SCALE:
            return end, scale
        above, scale, end = multiplier.value, scale * multiplier.value, match.end()


_TAIL_RE = compile_re(
    rf"[{SPACES}]+с[{SPACES}]+(?:(половиной|четвертью)|лишним|лишком|небольшим|гаком|хвостиком)(?![^\W_])",
    re.IGNORECASE,
)


def _read_tail(text: str, end: int, stop: int) -> tuple[int, Decimal, bool]:
    """Where «с половиной», «с лишним» after `end` ends, what it adds, and whether it says that there is more."""
    match = _TAIL_RE.match(text, end, stop)
    if not match:
        return end, Decimal(0), False
    if match[1]:
        return match.end(), Decimal("0.5") if match[1].lower() == "половиной" else Decimal("0.25"), False
    return match.end(), Decimal(0), True


def _add(a: Decimal, b: Decimal) -> Decimal:
    return EXACT.add(a, b)


def _skip_space(text: str, start: int, stop: int) -> int:
    match = _SPACE_RE.match(text, start, stop)
    return match.end() if match else start
