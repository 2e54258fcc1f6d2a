"""What only looks like a date: the guards of the rules, each by the tokens from i up to j."""

from extractor.dates import contexts
from extractor.dates.lexer import Tokens
from extractor.dates.points import is_plural, unit_at
from extractor.language.patterns import compile_re


def glued(tok: Tokens, i: int, j: int) -> bool:
    """Part of a longer word or name: «ЧМ-2018», «T-34»."""
    return contexts.is_glued(tok, i, j)


def season_of_sport(tok: Tokens, i: int, j: int) -> bool:
    """A season of sport: «в сезоне 2019/20»."""
    return contexts.is_sport(tok, i, j)


def split_year(tok: Tokens, _i: int, j: int) -> bool:
    """Only the first half of a year that two years of the calendar share: «I четверть 2024/25 учебного года»."""
    if tok.name(j - 1) != "year4" or not contexts.is_next_year(tok, j - 1, j + 1):
        return False
    return tok.name(j) == "slash" or contexts.is_split_year(tok, j + 2)


def disagreeing(tok: Tokens, i: int, j: int) -> bool:
    """«Это» as the subject of what follows, not its adjective: «это 2023 год», but «это лето»."""
    return tok.word(i) == "это" and not tok.word(j - 1).endswith(("о", "е", "ие"))


def counting(tok: Tokens, _i: int, j: int) -> bool:
    """A number of what follows: «12.05 процента»."""
    return contexts.is_counted(tok, j)


def numbering(tok: Tokens, i: int, j: int) -> bool:
    """An ordinal of the noun after it: «в пятницу, 5-го тура ждали все»."""
    return tok.name(j - 1) != "day_noun" and tok.raw(j)[:1].isalpha()


def spaced(tok: Tokens, i: int, j: int) -> bool:
    """Spaces within what is written in one: «5 - май - 2023»."""
    return any(tok.is_spaced(k) for k in range(i, j - 1))


def numbered(tok: Tokens, i: int, j: int) -> bool:
    """The number of a case, house, phone, version or article: «дело № 2-12/2023», «п. 5.12.21», «тел. 01-02-03»."""
    k = i - 1
    if tok.name(k) in ("dash", "slash") and not tok.is_spaced(k) and tok.name(k - 1) in _DIGITS:
        return not tok.is_spaced(k - 1)
    digits = tok.raw(i)
    if _SHORT_DATE_RE.fullmatch(digits) and tok.name(k) not in _BEFORE_SHORT_DATE:
        return True
    if _VERSION_RE.fullmatch(digits) and _is_latin(tok.raw(k)):
        return True
    while tok.name(k) in ("dot", "colon", "quote"):
        k -= 1
    if tok.name(k) == "comma" and _MONTH_YEAR_RE.fullmatch(digits) and _is_in_address(tok, k):
        return True
    return tok.name(k) == "number_sign" or _is_numbered_thing(tok, k)


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _is_numbered_thing(tok: Tokens, k: int) -> bool:
    """«пункт», «тел.», «ИНН»."""
    if tok.word(k).startswith(contexts.stems("numbered")) or tok.word(k) in contexts.stems("numbered", "whole"):
        return True
    return tok.word(k) in contexts.stems("numbered", "short") and tok.name(k + 1) == "dot"


_DIGITS = ("int31", "int", "year4", "big", "dec", "ddmm", "dm")
_SHORT_DATE_RE = compile_re(r"\d\d?-\d\d?-\d\d")
_VERSION_RE = compile_re(r"[1-9]\.[1-9]\d?\.\d\d")
"""After a word in Latin letters rather a version: «Python 3.11.12»."""
_MONTH_YEAR_RE = compile_re(r"\d{1,2}/\d{4}")
WORDS_IN_ADDRESS = 6
"""Tokens back to «ул.» before the number of a house."""
_BEFORE_SHORT_DATE = ("ot", "s", "po", "do", "na", "k", "lpar")
"""Without one of these «12-05-23» is rather a phone."""


def _is_in_address(tok: Tokens, k: int) -> bool:
    """«ул. Мира, 5/2020»: whether a street is named right before a comma."""
    words = [tok.word(n) for n in range(max(k - WORDS_IN_ADDRESS, 0), k)]
    return any(w.startswith(contexts.stems("streets")) or w in contexts.stems("streets", "short") for w in words)


def street(tok: Tokens, i: int, j: int) -> bool:
    """A street or square: «улица 8 Марта», «ул. 1905 года», «проспект 50 лет Октября»."""
    k = i - 1
    while tok.name(k) in ("dot", "quote"):
        k -= 1
    word = tok.word(k) if tok.name(k) == "other" else ""
    if not word.startswith(contexts.stems("streets")) and word not in contexts.stems("streets", "short"):
        return False
    month = next((n for n in range(i, j) if tok.name(n) == "mon"), None)
    if month is not None:
        return tok.raw(month)[:1].isupper() or tok.name(i - 1) == "quote"
    return tok.word(j - 1) not in ("лет", "года") or tok.raw(j)[:1].isupper() or tok.name(i) in ("year4", "ordyear")


def year_of_both_styles(tok: Tokens, i: int, j: int) -> bool:
    """The year of «25 октября (7 ноября) 1917 года», which both days have."""
    closing = i - 2
    while tok.name(closing) in ("po", "style"):
        closing -= 1
    if tok.name(i - 1) != "rpar" or tok.name(closing) not in ("mon", "monab"):
        return False
    opening = next((k for k in range(closing - 1, closing - 8, -1) if tok.name(k) == "lpar"), None)
    return opening is not None and tok.name(opening - 1) in ("mon", "monab")


def unplaced_unit(tok: Tokens, i: int, j: int) -> bool:
    """A unit that the adjective does not place in time: «в эти дни», «в прошлый день», «в ближайший год»."""
    adjective, word = tok.name(i), tok.word(j - 1)
    unit = unit_at(tok, j - 1)
    if unit is None or tok.name(j - 1) in ("full_day", "year_short") or is_plural(word, tok.word(i)):
        return True
    if adjective == "coming":
        return unit != "week" and word != "году"
    if unit == "day":
        return adjective in ("previous", "past", "before_previous")
    return unit == "century" and adjective == "that" and tok.name(i + 1) != "same"


def counted_unit(tok: Tokens, i: int, j: int) -> bool:
    """A length, not a date: «два прошлых года», «прошлый год тому назад»."""
    ago = tok.name(j) in ("ago", "elapsed") or (tok.name(j) == "that" and tok.name(j + 1) == "ago")
    return ago or tok.name(i - 1) in ("int31", "int", "card", "vague")


def explained(tok: Tokens, i: int, j: int) -> bool:
    """A unit that a clause defines: «в тот день, когда»."""
    return tok.name(i) == "that" and tok.name(j) == "comma" and tok.word(j + 1) == "когда"
