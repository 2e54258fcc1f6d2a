"""The numbers and currency words of a sentence."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractor.caches import Kept
from extractor.document import Sentence, Token
from extractor.grammar.classes import Classes
from extractor.language.digits import GROUP_SPACES, VULGAR
from extractor.language.lexicon import SPACES, normalize_word
from extractor.language.numerals import EXACT, Number, is_number_word, read_multipliers, read_number
from extractor.language.patterns import compile_re
from extractor.money.context import is_counted_thing, is_result
from extractor.money.currencies import Currency, CurrencyName, find_dollar, find_name, symbol_class

S = f"[{SPACES}]"
G = f"[{GROUP_SPACES}]"
DASHES = r"\-–—−‒‑‐"
"""For use inside a class of a regular expression."""
_OPEN_BRACKET_RE = compile_re(rf"\.?{S}*\({S}*")
_CLOSED_BRACKET_RE = compile_re(rf"\.?{S}*\){S}*")

KEPT_WORDS = 32_768
"""Distinct tokens of which it is kept whether they name a currency."""


class CurrencyWord(NamedTuple):
    """A currency in the text, with what follows it («долларов США»)."""

    start: int
    end: int
    name: CurrencyName
    currency: Currency
    qualified: bool = False


Item = Number | CurrencyWord

CLASSES = Classes(
    {"number": "a number in digits or words, with its multipliers", "currency": "a currency's noun, symbol or code"}
)


class Items(NamedTuple):
    """The numbers and currency words of a window of the text, as tokens of the rules."""

    text: str
    found: list[Item]
    codes: str


def read_items(text: str, start: int, end: int) -> Items:
    """The numbers and currency words from `start` to `end`, in order; what is written twice is one number."""
    found = _negate_bracketed(text, _merge_spelled_out(text, list(_scan(text, start, end))))
    codes = "".join(CLASSES.code("number" if isinstance(item, Number) else "currency") for item in found)
    return Items(text, found, codes)


# --- where to look ------------------------------------------------------------------------


def _is_trigger(token: str) -> bool:
    return not token[0].isdigit() and (find_name(token) is not None or token in "еЕ")


def _is_opener(word: str) -> bool:
    return word in "уУ" or find_name(word) is not None or is_number_word(word)


_triggers = Kept(KEPT_WORDS, _is_trigger)
"""Whether a token names a currency."""

_openers = Kept(KEPT_WORDS, _is_opener)
"""Whether a currency or a number in words may begin with a word or symbol."""


def find_windows(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each sentence and whether it names a currency.

    A sentence that only the dot of an abbreviation parts from the one before is joined to it («долл. США»).
    """
    start = end = -1
    has_currency = False
    before: Sequence[Token] = ()
    for sentence in sentences:
        tokens = sentence.tokens
        named = any(map(_triggers.__getitem__, [text for _, _, text in tokens]))
        if start >= 0:
            joined = (named and _triggers[tokens[0].text]) or (
                has_currency and _continues_abbreviation(before, tokens[0].text)
            )
            if joined and "\n" not in text[end : sentence.start]:
                end, has_currency, before = sentence.end, True, tokens
                continue
            yield start, end, has_currency
        start, end, has_currency, before = sentence.start, sentence.end, named, tokens
    if start >= 0:
        yield start, end, has_currency


def _continues_abbreviation(before: Sequence[Token], first: str) -> bool:
    """Whether a sentence that begins with `first` goes on after the dot of a currency: «руб. 432», «долл. США»."""
    last = "".join(token.text for token in before[-2:])
    name = find_name(last[:-1]) if last.endswith(".") else None
    if name is None or not name.short:
        return False
    return first[0].isdigit() or any(phrase.split()[0] == normalize_word(first) for phrase, _ in name.after)


# --- numbers ------------------------------------------------------------------------------

_NUMBER_RUN_RE = compile_re(rf"[0-9]{{1,3}}(?:{G}[0-9]{{3}}(?![0-9]))+|[0-9][0-9.,:]*")
"""What is passed over where digits are no number: the whole of it, so that no part is read."""

_PHONE_RE = compile_re(r"[0-9][-‑–][0-9]{1,5}[-‑–]$")
_TIMES_RE = compile_re(rf"(?<![\w.,])[0-9]{{1,4}}{G}?[хxХX×*]$")
"""«2х500 руб.»: so many times the sum."""
_KOPECKS_MARK_RE = compile_re(r"[0-9]=$")
_TWO_DIGITS_RE = compile_re(r"[0-9]{2}(?![0-9])")

_GROUPED_RE = compile_re(rf"[0-9]{{1,2}}{G}[0-9]{{3}}(?![0-9])")

_TORN_REACH = 40
_TORN_RES = tuple(
    compile_re(pattern)
    for pattern in (
        # a mark of no number between digits: «12·345»
        rf"[0-9][^\w\s()\[\]«»„“”\"{DASHES}/:=+×*%…<>≤≥~≈№#|;$€£₽]$",
        # an entity or a tag: «12&nbsp;345», «12<i>345»
        r"[0-9](?:&#?\w{1,8};|</?\w[^<>]{0,20}>)+$",
        # a decimal mark after a gap, or after a letter that looks like a digit: «1 ,5», «l,5»
        rf"(?:[0-9]{S}*|(?<!\w)[lIOoОоЗз|])[,.]$",
        # a number with one space after it that is no year: «12 345 67»
        rf"(?<![0-9.,:{DASHES}])[0-9]+(?:[ .,][0-9]+)*(?<!19[0-9]{{2}})(?<!20[0-9]{{2}}){G}$",
    )
)
_TORN_GROUP_RES = tuple(
    compile_re(pattern)
    for pattern in (
        # two spaces before three digits: «12  345»
        rf"(?<![0-9.,])[0-9]{{1,3}}(?:{G}{{1,4}}[0-9]{{3}})*{G}{{2,4}}$",
        # groups at the end of a line: «12 345⏎678»
        rf"[0-9]{G}[0-9]{{3}}{S}*\n{S}*$",
    )
)
_GROUP_RE = compile_re(r"[0-9]{3}(?![0-9.,])")


def _scan(text: str, start: int, end: int) -> Iterator[Item]:
    pattern = _item_re()
    at = start
    last_word_end = -1
    while match := pattern.search(text, at, end):
        at = match.end()
        first = text[match.start()]
        if first.isdigit() or first in VULGAR:
            number = read_number(text, match.start(), end)
            run = _NUMBER_RUN_RE.match(text, match.start(), end)
            at = number.end if number else run.end() if run else at
            if number and _is_free(text, number, last_word_end):
                yield number
        elif not _openers[match[0]]:
            continue
        elif word := _read_currency(text, match, end):
            at = last_word_end = word.end
            yield word
            for item in _short_kopecks(text, word):
                at = last_word_end = item.end
                yield item
        elif is_number_word(match[0]) and (number := read_number(text, match.start(), end)):
            at = number.end
            if _is_free(text, number, last_word_end):
                yield number


@cache
def _item_re() -> re.Pattern[str]:
    return compile_re(rf"[0-9{VULGAR}]|[^\W\d_]+|[{symbol_class()}]")


def _is_free(text: str, number: Number, currency_end: int) -> bool:
    """Whether a number is a token by itself; a currency may be right before it: «USD5»."""
    before = text[max(0, number.start - _TORN_REACH) : number.start]
    last = before[-1:]
    if last.isalnum() or last in ("_", "*"):
        return currency_end == number.start or (number.in_digits and _TIMES_RE.search(before) is not None)
    if _is_numbered(text, number, before) or _is_score(text, number, before):
        return False
    if last in ("-", "‑", "–") and number.in_digits and (before[-2:-1].isalpha() or _PHONE_RE.search(before)):
        return False
    if number.in_digits and _is_torn(text, number, before):
        return False
    after = text[number.end : number.end + 2]
    return not (after[:1] in ("-", "‐", "‑") and after[1:].isalpha() and number.in_digits)


def _is_numbered(text: str, number: Number, before: str) -> bool:
    """«№ 3 500 рублей», «Этап 1 200 тыс. руб.»: how much of it is the number of something cannot be said."""
    if before.rstrip(SPACES)[-1:] in ("№", "#"):
        return True
    return _GROUPED_RE.match(text, number.start) is not None and is_counted_thing(before)


def _is_score(text: str, number: Number, before: str) -> bool:
    """«2:1», «5=10»; but «15000=00» has kopecks."""
    if before[-1:] not in (":", "=") or not before[-2:-1].isdigit():
        return False
    return not (_KOPECKS_MARK_RE.search(before) and _TWO_DIGITS_RE.match(text, number.start))


def _is_torn(text: str, number: Number, before: str) -> bool:
    """Whether the number may be only the end of a longer one: a sum is whole or it is none."""
    if before.rstrip()[-1:].isalpha():
        return False
    if any(pattern.search(before) for pattern in _TORN_RES):
        return True
    is_group = _GROUP_RE.match(text, number.start) is not None
    return is_group and any(pattern.search(before) for pattern in _TORN_GROUP_RES)


def _merge_spelled_out(text: str, items: list[Item]) -> list[Item]:
    """«1,5 (полтора) миллиона» as one number."""
    merged: list[Item] = []
    for item in items:
        if (
            isinstance(item, Number)
            and item.bare
            and len(merged) > 1
            and isinstance(number := merged[-2], Number)
            and isinstance(words := merged[-1], Number)
            and is_spelled_out(text, number, words, item.start)
            and number.value is not None
        ):
            value = EXACT.multiply(number.value, item.scale)
            merged[-2:] = [item._replace(start=number.start, value=value, in_digits=True, bare=False)]
        else:
            merged.append(item)
    return merged


def _negate_bracketed(text: str, items: list[Item]) -> list[Item]:
    """«Убыток: (1 200) тыс. руб.»: the number in brackets with the multiplier after them, as one below zero."""
    for at, item in enumerate(items):
        if not isinstance(item, Number) or not item.in_digits or item.value is None or item.scale != 1:
            continue
        start, end = item.start - 1, item.end + 1
        if text[max(0, start) : item.start] != "(" or text[item.end : end] != ")":
            continue
        if is_result(text[max(0, start - _TORN_REACH) : start]):
            end, scale = read_multipliers(text, end)
            value = -EXACT.multiply(item.value, scale)
            items[at] = item._replace(start=start, end=end, value=value, scale=scale)
            if at + 1 < len(items) and items[at + 1].end == end:
                del items[at + 1]
                break
    return items


def is_spelled_out(text: str, number: Number, words: Number, following: int) -> bool:
    """Whether a number is followed by itself in brackets: «500 (пятьсот)», «412,30 (четыреста двенадцать)»."""
    if number.value is None or words.value is None or words.value not in (number.value, int(number.value)):
        return False
    opened = _OPEN_BRACKET_RE.fullmatch(text, number.end, words.start)
    return opened is not None and _CLOSED_BRACKET_RE.fullmatch(text, words.end, following) is not None


# --- currencies ---------------------------------------------------------------------------

_DOLLAR_PREFIX_RE = compile_re(r"(?<![^\W_])([A-ZАСUS]{1,3})$")
_DOLLAR_COUNTRY_RE = compile_re(rf"{S}?США(?![^\W_])")
_CYRILLIC_PREFIX = str.maketrans("АСУНЕТКМ", "ACYHETKM")
_CONDITIONAL_UNITS_RE = compile_re(rf"у\.?{S}?е\.?(?![^\W_])", re.IGNORECASE)
_SHORT_KOPECKS_RE = compile_re(rf"{S}?([0-9]{{1,2}})(?:{S}?(к)\.|{S}(к)(?={S}?(?:[,;:!?)\n]|\Z|за{S})))")
_CONDITIONAL_UNITS = CurrencyName(Currency(None), short=True)
_ABBREVIATED_QUALIFIERS = ("ст", "стерл")
"""«ф. ст.»: their dot belongs to the currency."""


def _read_currency(text: str, match: re.Match[str], stop: int) -> CurrencyWord | None:
    start, end = match.span()
    if match[0] == "$":
        return _read_dollar(text, start, end)
    if match[0] in "уУ" and (units := _CONDITIONAL_UNITS_RE.match(text, start, stop)):
        return CurrencyWord(start, units.end(), _CONDITIONAL_UNITS, _CONDITIONAL_UNITS.currency)
    name = find_name(match[0])
    if not name or (name.not_before_re and name.not_before_re.match(text, end)):
        return None
    # Not bounded by `stop`: a sentence may seem to end at the dot of «долл. США».
    if after := name.after_re.match(text, end) if name.after_re else None:
        return _qualified(text, start, name, after)
    if text[end : end + 1] == "." and name.short:
        if after := name.after_re.match(text, end) if name.after_re else None:
            return _qualified(text, start, name, after)
        end += 1
    return CurrencyWord(start, end, name, name.currency)


def _short_kopecks(text: str, word: CurrencyWord) -> Iterator[Item]:
    """«99 р. 90 к.», «45р.50к.»: the number and the «к» after roubles, which elsewhere are thousands."""
    if not word.name.short or word.currency.code != "RUB":
        return
    match = _SHORT_KOPECKS_RE.match(text, word.end)
    number = read_number(text, match.start(1), match.end(1)) if match else None
    kopecks = find_name("коп")
    if match and number and kopecks:
        yield number
        yield CurrencyWord(match.start(match.lastindex or 0), match.end(), kopecks, kopecks.currency)


def _qualified(text: str, start: int, name: CurrencyName, after: re.Match[str]) -> CurrencyWord:
    """A noun with the name that says whose it is: «долларов США», «ф. ст.»."""
    phrase = " ".join(normalize_word(after[1]).split())
    end = after.end()
    if text[end : end + 1] == "." and phrase in _ABBREVIATED_QUALIFIERS:
        end += 1
    return CurrencyWord(start, end, name, name.narrow(dict(name.after)[phrase]), qualified=True)


def _read_dollar(text: str, start: int, end: int) -> CurrencyWord | None:
    prefix = _DOLLAR_PREFIX_RE.search(text, max(0, start - 4), start) if text[start - 1 : start].isalpha() else None
    name = find_dollar(prefix[1].translate(_CYRILLIC_PREFIX)) if prefix else None
    if prefix and name:
        return CurrencyWord(prefix.start(), end, name, name.currency)
    name = find_name("$")
    if name and (country := _DOLLAR_COUNTRY_RE.match(text, end)):
        end = country.end()
    return CurrencyWord(start, end, name, name.currency) if name else None
