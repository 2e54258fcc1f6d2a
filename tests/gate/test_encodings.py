"""Encodings, language and datelines on real news: no figure below its floor."""

import random

import pytest
from shared_data import floors, shared_folder

from extractor.errors import DecodeError
from extractor.text.dateline import read_datelines
from extractor.text.decode import decode
from extractor.text.languages import detect_language

FLOORS = floors("text")
ENCODINGS = ["windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "utf-8", "utf-16-le"]
LETTERS = 30


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The texts of the development data by their paths."""
    data = shared_folder("data")
    paths = [path for folder in ("factrueval-devset", "nerel") for path in (data / folder).rglob("*.txt")]
    return {str(path): path.open(encoding="utf-8", newline="").read() for path in sorted(paths)}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_short_texts_in(encoding: str, texts: dict[str, str]):
    chance = random.Random(30)
    unseen = [text for path, text in texts.items() if "train" not in path]  # letters.toml was counted on train
    snippets = [text[start : start + LETTERS] for text in unseen for start in chance.sample(range(len(text) - 30), 5)]
    right = [is_right(snippet, encoding) for snippet in snippets if can_spell(encoding, snippet)]
    assert len(right) > 900
    assert sum(right) / len(right) >= FLOORS[encoding]


def is_right(text: str, encoding: str) -> bool:
    try:
        return decode(text.encode(encoding)).text == text
    except DecodeError:
        return False


def can_spell(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def test_russian_is_russian(texts: dict[str, str]):
    assert sum(detect_language(text) == "ru" for text in texts.values()) / len(texts) >= FLOORS["russian"]


def test_first_sentences_are_no_datelines(texts: dict[str, str]):
    assert sum(any(line.day for line in read_datelines(text)) for text in texts.values()) == FLOORS["datelines"]
