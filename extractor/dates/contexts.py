"""What the words around an expression say of it: its modifier, and whether it is a date at all."""

from functools import cache
from pathlib import Path
from typing import Any

from extractor.dates.lexer import Tokens
from extractor.language.lexicon import load_toml
from extractor.language.modifiers import Kind, modifier_phrases
from extractor.language.morphology import parses
from extractor.language.patterns import compile_re

_LONGEST_PHRASE = 4
_TOKENS_BEFORE, _TOKENS_AFTER = 8, 5
"""Tokens around an amount in which a word makes it a term."""

_TIME_RE = compile_re(r"T\d\d(?!\w)|T$")
"""The time of «2024-12-31T10:00»."""

_INSTRUMENTAL = ("ом", "ем", "ой", "ей")


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("words.toml"))


@cache
def stems(section: str, name: str = "stems") -> tuple[str, ...]:
    """The stems of a section of the data file."""
    return tuple(_data()[section][name].split())


def _mod_before(tok: Tokens, i: int, kind: Kind) -> str | None:
    phrase, mod = tok.word(i - 1), None
    if phrase not in _last_words(kind) or (tok.word(i - 2) == "не" and tok.word(i - 3) == "тем"):
        return None  # «тем не менее» is «however»
    phrases = modifier_phrases(kind)
    for k in range(i - 2, i - 2 - _LONGEST_PHRASE, -1):
        mod = phrases.get(phrase, mod)
        phrase = f"{tok.word(k)} {phrase}"
    return mod


@cache
def _last_words(kind: Kind) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in modifier_phrases(kind))


def length_mod(tok: Tokens, i: int) -> str | None:
    """TIMEX3 modifier of the amount of time that begins at token i."""
    between = stems("length_mods", "between")
    for _ in range(3):
        if mod := _mod_before(tok, i, "length"):
            return mod
        if tok.word(i - 1) not in between:
            return None
        i -= 1
    return None


def point_mod(tok: Tokens, i: int, j: int) -> str | None:
    """TIMEX3 modifier of the date at tokens i to j."""
    mod = _mod_before(tok, i, "point")
    if (mod == "ON_OR_AFTER" and _is_with(tok, i, j)) or (mod == "ON_OR_BEFORE" and _is_along(tok, i, j)):
        return None
    return "ON_OR_BEFORE" if mod == "BEFORE" and _is_inclusive(tok, j) else mod


def _is_with(tok: Tokens, i: int, j: int) -> bool:
    """«по сравнению с маем», «с прошлым годом»: no beginning of a time."""
    if tok.name(i - 1) != "s":
        return False
    head = _head_of_date(tok, i, j, (*_HEADS, "near", "part", "season", "century"))
    return tok.word(i - 2).startswith("сравнени") or (head is not None and tok.word(head).endswith(_INSTRUMENTAL))


def _is_along(tok: Tokens, i: int, j: int) -> bool:
    """«по месяцам», «по этому году»: no end of a time, as «по среду» is."""
    head = _head_of_date(tok, i, j, _HEADS) if tok.name(i - 1) == "po" else None
    return head is not None and tok.name(head) != "wd" and tok.word(head).endswith(("ам", "у"))


_HEADS = ("mon", "year", "wd", "month", "week", "day")


def _head_of_date(tok: Tokens, i: int, j: int, classes: tuple[str, ...]) -> int | None:
    return next((k for k in range(i, j) if tok.name(k) in classes), None)


_PAST_UNITS = ("previous", "before_previous", "preceding")


def _is_inclusive(tok: Tokens, j: int) -> bool:
    """«до 12 мая включительно», «до 12 мая (включительно)»."""
    return tok.word(j + (tok.name(j) in ("lpar", "comma"))) in stems("inclusive", "forms")


WORDS_TO_MONTH = 6
"""Tokens back from a month to the one that it is compared with."""


def is_compared(tok: Tokens, i: int, j: int) -> bool:
    """Whether «к» before the date at tokens i to j makes it the base of a comparison: «снизились вдвое к сентябрю»."""
    preposition = tok.name(i - 1)
    if preposition == "s":
        return tok.word(i - 2).startswith("сравнени")
    if preposition != "k":
        return False
    if tok.name(i) in _PAST_UNITS and tok.name(i + 1) not in ("mon", "season", "wd"):
        return True  # «рост к прошлому году»
    word = tok.word(i - 2)
    if tok.name(i - 2) in ("percent", "once") or word.startswith(stems("comparing") + stems("comparing", "always")):
        return True
    # «Продажи к октябрю прошлого года выросли», not «К октябрю прошлого года продажи выросли»
    verbs = word, tok.word(j + (tok.name(j) == "rpar")) if tok.raw(i - 1).islower() else ""
    if any(tok.name(k) in _PAST_UNITS for k in range(i, j)):
        return any(verb.startswith(stems("comparing", "changes")) for verb in verbs)
    # «в мае упала к апрелю»: two months of one clause
    in_month = any(tok.name(k) == "mon" and tok.name(k - 1) == "v" for k in range(max(i - WORDS_TO_MONTH, 1), i - 2))
    return in_month and tok.name(i) == "mon" and word.startswith(stems("comparing", "changes"))


def distance_mod(tok: Tokens, i: int, direction: int) -> str | None:
    """TIMEX3 modifier of a date given by its distance («более года назад» lies before the day a year ago)."""
    bound = _mod_before(tok, i - 1 if tok.word(i - 1) == "чем" else i, "point")
    if bound in ("ON_OR_BEFORE", "ON_OR_AFTER") and (
        tok.name(i - 1) in ("later", "earlier") or tok.word(i - 1) == "чем"
    ):
        return bound
    mod = length_mod(tok, i)
    if mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        return "BEFORE" if direction < 0 else "AFTER"
    if mod == "LESS_THAN":
        return "AFTER" if direction < 0 else "BEFORE"
    return "APPROX" if mod == "APPROX" else None


def is_glued(tok: Tokens, i: int, j: int) -> bool:
    """Whether the tokens are part of a longer word or name: «ЧМ-2018», «T-34»."""
    mark = tok.name(i - 1)
    if mark == "slash" and not tok.is_spaced(i - 1) and tok.name(i) == "fulldate":
        return True
    before = mark == "dash" and i > 1 and not tok.is_spaced(i - 1) and not tok.is_spaced(i - 2)
    if before and tok.name(i - 2) == "other" and tok.raw(i - 2).isalnum():
        return True
    if tok.is_spaced(j - 1) or not (tok.raw(j)[:1].isalnum() and tok.raw(j - 1)[-1:].isalnum()):
        return False
    return not (tok.name(j - 1) == "fulldate" and _TIME_RE.match(tok.raw(j)))


def has_stem(tok: Tokens, places: range, found: tuple[str, ...]) -> bool:
    """Whether a word at one of the places begins with one of the stems."""
    return any(tok.word(k).startswith(found) for k in places if tok.name(k) == "other")


def is_term(tok: Tokens, i: int, j: int) -> bool:
    """Whether the amount at tokens i to j is the term of a sentence, a contract or a loan."""
    found = stems("sentences") + stems("terms")
    return has_stem(tok, range(i - _TOKENS_BEFORE, i), found) or has_stem(tok, range(j, j + _TOKENS_AFTER), found)


def is_counted(tok: Tokens, j: int) -> bool:
    """Whether the word at j is what the number before it counts."""
    word = tok.word(j)
    return (
        tok.name(j) in ("percent", "card")
        or word.startswith(stems("counted"))
        or tok.raw(j)[:1] in ("$", "€", "₽", "°")
    )


def is_sport(tok: Tokens, i: int, j: int) -> bool:
    """Whether the years at tokens i to j are a season of sport."""
    return has_stem(tok, range(i - 3, i), stems("seasons_of_sport")) or has_stem(
        tok, range(j, j + 2), stems("seasons_of_sport")
    )


def is_next_year(tok: Tokens, first: int, last: int) -> bool:
    """Whether the year at `last` follows the one at `first`, a dash or stroke between them: «2024/25», «2024–2025»."""
    if tok.name(first + 1) not in ("slash", "dash") or not tok.raw(last).isdecimal():
        return False
    following = str(int(tok.raw(first)) + 1)
    return tok.raw(last) in (following, following[-2:])


def is_split_year(tok: Tokens, j: int) -> bool:
    """Whether the token at j says that the two years before it are one: «2024/25 учебного года»."""
    return tok.word(j).startswith(stems("split_years"))


def counts_things(tok: Tokens, j: int) -> bool:
    """Whether a genitive plural follows, as after a number: «в 2000 школьных кабинетов»."""
    word = tok.raw(j)
    if not word.isalpha() or not word.islower() or tok.name(j) not in ("other", "day_kinds"):
        return False
    return any(
        parse.upos in ("NOUN", "ADJ") and parse.feats.get("Case") == "Gen" and parse.feats.get("Number") == "Plur"
        for parse in parses(word)[:3]
    )


def is_noun(word: str) -> bool:
    """Whether a word is most probably a noun."""
    found = parses(word)
    return bool(found) and found[0].upos in ("NOUN", "PROPN")


def is_genitive(word: str) -> bool:
    """Whether a word is most probably a noun in the genitive."""
    found = parses(word) if word.isalpha() else ()
    return bool(found) and found[0].upos == "NOUN" and found[0].feats.get("Case") == "Gen"


def is_animate(word: str) -> bool:
    """Whether a word is most probably a noun for somebody."""
    found = parses(word)
    return bool(found) and found[0].source != "guess" and found[0].feats.get("Animacy") == "Anim"
