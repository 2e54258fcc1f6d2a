"""Ordinal numbers in words, digits and Roman numerals, and the numbers that adjectives begin with."""

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.language.lexicon import normalize_word
from extractor.language.number_words import NEXT_WORD_RE, WORD_RE, number_words, room_after
from extractor.language.patterns import compile_re

_ORDINAL_DIGITS_RE = compile_re(r"([0-9]{1,9})[-‐‑–]?([а-яё]{1,3})(?![^\W_])", re.IGNORECASE)
_ROMAN_RE = compile_re(r"([IVXLCDMХІ]{1,15})(?:[-‐‑](?:[а-яё]{1,3}))?(?![^\W_])")
_ROMAN_FORM_RE = compile_re(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LOOKALIKES = str.maketrans("ХІ", "XI")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Ordinal(NamedTuple):
    """An ordinal number as written; `start` and `end` in code points."""

    start: int
    end: int
    value: int
    ending: str
    """What inflects: «го» of «2-го», «ых» of «тридцатых»; empty for Roman numerals without one."""
    in_digits: bool


def read_ordinal(text: str, start: int, limit: int | None = None) -> Ordinal | None:
    """The ordinal number that begins at `start`: «двадцать первого», «двухтысячный», «2-го», «1990-х».

    Unknown: None where no ordinal begins there. Case and number are known by `ending` alone.
    """
    stop = len(text) if limit is None else limit
    if digits := _ORDINAL_DIGITS_RE.match(text, start, stop):
        ending = normalize_word(digits[2])
        known = ending in number_words().ordinal_suffixes
        return Ordinal(start, digits.end(), int(digits[1]), ending, in_digits=True) if known else None
    words = number_words()
    total, room, above = 0, 10**15, 10**15
    match = WORD_RE.match(text, start, stop)
    while match:
        word = normalize_word(match[match.lastindex or 0])
        if found := ordinal_word(word):
            value, ending = found
            return Ordinal(start, match.end(), total + value, ending, in_digits=False) if value < room else None
        if (cardinal := words.cardinals.get(word)) is not None and 0 < cardinal < room:
            total, room = total + cardinal, room_after(cardinal, room)
        elif (multiplier := words.multipliers.get(word)) and 1000 <= multiplier.value < above and not multiplier.short:
            total += (total % 1000 or 1) * int(multiplier.value) - total % 1000
            room = above = int(multiplier.value)
        else:
            return None
        match = NEXT_WORD_RE.match(text, match.end(), stop)
    return None


def read_roman(text: str, start: int, limit: int | None = None) -> Ordinal | None:
    """The Roman numeral in capitals that begins at `start`, Cyrillic «Х» taken for X, an ending included.

    Unknown: None where there is no well-formed numeral as a word of its own.
    """
    match = _ROMAN_RE.match(text, start, len(text) if limit is None else limit)
    if not match or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
        return None
    roman = match[1].translate(_LOOKALIKES)
    if not _ROMAN_FORM_RE.fullmatch(roman):
        return None
    digits = [_ROMAN[letter] for letter in roman]
    value = sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
    ending = normalize_word(text[match.end(1) + 1 : match.end()])
    return Ordinal(start, match.end(), value, ending, in_digits=False)


def split_compound(word: str) -> tuple[Decimal, str] | None:
    """The number that a compound adjective begins with and the rest of it: «двадцатипятилетний» is 25, «летний».

    `word` is in lower case with «е» for «ё». Unknown: None where it begins with no number, or is nothing but one.
    """
    words = number_words()
    total, room, at = Decimal(0), 10**6, 0
    while prefix := words.prefix_re.match(word, at):
        value = words.prefixes[prefix[0]]
        if value == 1000 and 0 < total < 1000:
            total, room = total * 1000, 1000
        elif value < room:
            total, room = total + value, room_after(int(value), room)
        else:
            break
        at = prefix.end()
    return (total, word[at:]) if total and at < len(word) else None


def ordinal_word(word: str) -> tuple[int, str] | None:
    """Value and ending of an ordinal of one word, compound ones («двухтысячного») included."""
    words = number_words()
    if found := words.ordinals.get(word):
        return found
    compound = split_compound(word) if word[-1:] in "йоуемяюхи" else None
    if compound and (found := words.multiplier_ordinals.get(compound[1])):
        value = compound[0] * found[0]
        return int(value), found[1]
    return None
