"""What the tagger knows of a word out of context: its letters, its outline, the dictionary's readings of it."""

from array import array
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractor.language.morphology import Features, parses

LETTERS = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёabcdefghijklmnopqrstuvwxyz0123456789-.'’&«»\"“”„(),:;!?—–/@№$%+…қғұүәөңіїєўҳ"
)
"""Letters with an embedding; others share the one after padding."""

CHARS = 14
"""Letters of a word that are read: the first `CHARS // 2` and the last, all of a shorter word."""

LONGEST_WORD = 12
"""Letters; longer words are all alike by their length."""

UPOS = ("NOUN", "PROPN", "ADJ", "VERB", "ADP", "NUM", "PUNCT", "X", "ADV", "PRON")
NAME_TYPES = ("Giv", "Pat", "Sur", "Geo", "Com")
CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
GENDERS = ("Masc", "Fem", "Neut")
SOURCES = ("dictionary", "rule", "guess")

_LETTER_IDS = {letter: i + 2 for i, letter in enumerate(dict.fromkeys(LETTERS.lower()))}
LETTER_COUNT = len(_LETTER_IDS) + 2

_READING_IDS = {
    key: i
    for i, key in enumerate(
        [("upos", v) for v in UPOS]
        + [("NameType", v) for v in NAME_TYPES]
        + [("Case", v) for v in CASES]
        + [("Gender", v) for v in GENDERS]
        + [("Number", "Plur"), ("Animacy", "Anim"), ("Animacy", "Inan"), ("Abbr", "Yes"), ("Foreign", "Yes")]
        + [("source", v) for v in SOURCES]
    )
}
_OUTLINE_AT = len(_READING_IDS)
READINGS = _OUTLINE_AT + 10
"""Length of a word's vector of `readings`."""


def readings(words: Sequence[str]) -> NDArray[np.float32]:
    """For each word the probability of each part of speech, type of name, case … and its outline, from 0 to 1."""
    sums = array("d", bytes(8 * _OUTLINE_AT * len(words)))
    for first, word in zip(range(0, len(sums), _OUTLINE_AT), words, strict=True):
        for _, upos, feats, score, source, _, _ in parses(word):
            for place in _places(upos, source, feats):
                sums[first + place] += score
    outlines: dict[tuple[float, ...], int] = {}
    rows = [outlines.setdefault(_outline(word), len(outlines)) for word in words]
    result = np.empty((len(words), READINGS), np.float32)
    result[:, :_OUTLINE_AT] = np.frombuffer(sums).reshape(-1, _OUTLINE_AT)
    result[:, _OUTLINE_AT:] = np.array(list(outlines)).reshape(-1, READINGS - _OUTLINE_AT)[rows]
    return result


@cache
def _places(upos: str, source: str, feats: Features) -> list[int]:
    """Where a parse adds its score."""
    named = (("upos", upos), ("source", source), *feats.items())
    return [_READING_IDS[name] for name in named if name in _READING_IDS]


def _outline(word: str) -> tuple[float, ...]:
    if word.isalpha() and word[1:].islower() and len(word) > 1:
        return _plain_outline(word[0].isupper(), min(len(word), LONGEST_WORD), word.isascii())
    return _mixed_outline(word)


@cache
def _plain_outline(is_capitalized: bool, length: int, is_ascii: bool) -> tuple[float, ...]:  # noqa: FBT001 (cached)
    """Of small letters only, or with a capital before them, as most words are."""
    small, capital = ("a", "A") if is_ascii else ("а", "А")
    return _mixed_outline((capital if is_capitalized else small) + small * (length - 1))


def _mixed_outline(word: str) -> tuple[float, ...]:
    capitals = sum(map(str.isupper, word))
    letters = sum(map(str.isalpha, word))
    return (
        word[0].isupper() and capitals < max(letters, 2),
        capitals == letters > 1,
        capitals == letters == 1,
        not capitals and letters > 0,
        capitals > 1 and capitals < letters,
        "-" in word and len(word) > 1,
        any(map(str.isdigit, word)),
        "." in word and len(word) > 1,
        word.isascii() and letters > 0,
        min(len(word), LONGEST_WORD) / LONGEST_WORD,
    )


def letters(words: Sequence[str]) -> NDArray[np.uint8]:
    """Letter ids of each word, CHARS a word, 0 after its end; capitals as small letters."""
    half = CHARS // 2
    small = [word.lower() for word in words]
    cut = [word if len(word) <= CHARS else word[:half] + word[-half:] for word in small]
    codes = np.array(cut, f"U{CHARS}").view(np.uint32).reshape(len(cut), CHARS)
    return _LETTER_TABLE[np.minimum(codes, len(_LETTER_TABLE) - 1)]


_LETTER_TABLE = np.ones(max(map(ord, _LETTER_IDS)) + 2, np.uint8)
"""Letter ids by code point; 1 for the last, which stands for all above."""

_LETTER_TABLE[[ord(letter) for letter in _LETTER_IDS]] = list(_LETTER_IDS.values())
_LETTER_TABLE[0] = 0
