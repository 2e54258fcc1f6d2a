"""What the tagger knows of a word out of context: its letters, its outline, the dictionary's readings of it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from extractor.language.morphology import Parse, parses

LETTERS = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёabcdefghijklmnopqrstuvwxyz0123456789-.'’&«»\"“”„(),:;!?—–/@№$%+…қғұүәөңіїєўҳ"
)
"""Letters with an embedding; others share the one after padding."""

CHARS = 14
"""Letters of a word that are read: the first `CHARS // 2` and the last, all of a shorter word."""

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


def readings(words: Iterable[str]) -> NDArray[np.float32]:
    """For each word the probability of each part of speech, type of name, case … and its outline, from 0 to 1."""
    rows = []
    for word in words:
        row = [0.0] * _OUTLINE_AT
        for parse in parses(word):
            score = parse.score
            for place in _places(parse):
                row[place] += score
        rows.append(row + _outline(word))
    return np.array(rows, dtype=np.float32).reshape(-1, READINGS)


_PLACES: dict[tuple[str, str, int], list[int]] = {}


def _places(parse: Parse) -> list[int]:
    """Where a parse adds its score; parses of the same features share the mapping of them."""
    key = (parse.upos, parse.source, id(parse.feats))
    places = _PLACES.get(key)
    if places is None:
        named = (("upos", parse.upos), ("source", parse.source), *parse.feats.items())
        places = _PLACES[key] = [_READING_IDS[name] for name in named if name in _READING_IDS]
    return places


def _outline(word: str) -> list[float]:
    if word.isalpha():
        capitals = 0 if word.islower() else sum(map(str.isupper, word))
        letters = len(word)
        has_digit = False
    else:
        capitals = sum(map(str.isupper, word))
        letters = sum(map(str.isalpha, word))
        has_digit = any(map(str.isdigit, word))
    first = word[0].isupper()
    return [
        first and capitals < max(letters, 2),
        capitals == letters > 1,
        capitals == letters == 1,
        not capitals and letters > 0,
        capitals > 1 and capitals < letters,
        "-" in word and len(word) > 1,
        has_digit,
        "." in word and len(word) > 1,
        word.isascii() and letters > 0,
        min(len(word), 12) / 12,
    ]


def letters(words: Iterable[str]) -> NDArray[np.uint8]:
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
