"""The language an article is written in."""

import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from extractor.language.lexicon import load_toml
from extractor.language.patterns import compile_re

Script = Literal["cyrillic", "latin"]

DEFAULT = "ru"

CHARACTERS_READ = 20_000
"""Code points of the beginning by which a longer text is judged."""

CACHED_WORDS = 8192

PRIOR = 1
"""Votes for Russian (English among the languages in Latin script) from the outset."""

WINDOW, WINDOWS = 500, 4
"""Where words are counted: so many windows of so many code points, spread evenly."""

NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())

LEAST_LATIN = 3
"""So many times the Cyrillic letters make a text one in Latin script: Russian headlines are full of foreign names."""

FOREIGN_RE = compile_re("[\u0402-\u040c\u040e\u040f\u0450\u0452-\u052f]")
"""Cyrillic letters that Russian has not."""

WORD_RE = compile_re(r"[^\W\d_]+(?:['’ʻʼ‘][^\W\d_]+)*")


class Language(NamedTuple):
    """What distinguishes a language from others of its script (languages.toml)."""

    code: str
    letters: frozenset[str]
    lacks: frozenset[str]
    words: frozenset[str]
    endings: re.Pattern[str] | None


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language most of `text` is in; `ru` where nothing shows another."""
    text = text[:CHARACTERS_READ]
    cyrillic, latin = _count_letters(text)
    if cyrillic + latin < len(text) // 3:
        other = _by_script(text)
        if other:
            return other
    if latin > LEAST_LATIN * cyrillic:
        return _by_words(text, "latin")
    if not FOREIGN_RE.search(text) and ("ы" in text or "э" in text or cyrillic < 150):
        return DEFAULT
    return _by_words(text, "cyrillic")


def _count_letters(text: str) -> tuple[int, int]:
    """How many Cyrillic and how many basic Latin letters there are; by bytes, for speed."""
    high = text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(high) - len(high.translate(None, b"\4")), len(text.encode("ascii", "ignore").translate(None, NO_LETTERS))


def _by_words(text: str, script: Script) -> str:
    """The language that most words of some windows speak for, the script's first one where none is ahead."""
    codes = [language.code for language in _languages(script)]
    scores = [0] * len(codes)
    scores[0] = PRIOR
    for word, count in Counter(word for part in _windows(text) for word in WORD_RE.findall(part.lower())).items():
        for index, vote in _votes(word, script):
            scores[index] += vote * count
    return codes[scores.index(max(scores))]


@lru_cache(CACHED_WORDS)
def _votes(word: str, script: Script) -> tuple[tuple[int, int], ...]:
    """The votes of a word, by index of the language, those that are not 0; a word of another script has none.

    A word of the first language (Russian, English) counts against the others that do not have it.
    """
    special = _special_letters(word, script)
    if special is None:
        return ()
    votes = [_vote(language, word, special) for language in _languages(script)]
    if votes[0] > 0:
        votes[1:] = [vote or -1 for vote in votes[1:]]
    return tuple((index, vote) for index, vote in enumerate(votes) if vote)


def _vote(language: Language, word: str, special: frozenset[str]) -> int:
    """2 for a word of the language, 1 for one with its letters or endings, 0 for any, -1 where it lacks a letter."""
    if not special <= language.letters or not language.lacks.isdisjoint(word):
        return -1
    if word in language.words:
        return 2
    return int(bool(special) or bool(language.endings and language.endings.search(word)))


def _special_letters(word: str, script: Script) -> frozenset[str] | None:
    """The letters outside the basic alphabet of the script; None for a word of another script."""
    first = word[0]
    if script == "cyrillic":
        return frozenset(FOREIGN_RE.findall(word)) if "\u0400" <= first < "\u0530" else None
    return frozenset(char for char in word if char > "\x7f") if first < "\u0250" else None


def _windows(text: str) -> list[str]:
    if len(text) <= WINDOW * WINDOWS:
        return [text]
    step = (len(text) - WINDOW) // (WINDOWS - 1)
    return [text[n * step : n * step + WINDOW] for n in range(WINDOWS)]


def _by_script(text: str) -> str | None:
    ranges: dict[str, str] = load_toml(Path(__file__).with_name("languages.toml"))["scripts"]
    counts = {code: len(re.findall(f"[{chars}]", text)) for code, chars in ranges.items()}
    best = max(counts, key=lambda code: counts[code])
    if counts["ja"] * 10 > counts["zh"] > 0:
        best = "ja"
    return best if counts[best] > len(text) // 20 else None


@cache
def _languages(script: Script) -> list[Language]:
    table: dict[str, dict[str, Any]] = load_toml(Path(__file__).with_name("languages.toml"))[script]
    return [
        Language(
            code,
            frozenset(data["letters"]),
            frozenset(data["lacks"]),
            frozenset(data["words"].split()),
            re.compile(data["endings"] + r"\Z") if "endings" in data else None,
        )
        for code, data in table.items()
    ]
