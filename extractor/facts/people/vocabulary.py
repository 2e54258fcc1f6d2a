"""The words that tell of people's lives: the lists of words.toml, each kind of fact in a table of its own."""

from collections.abc import Mapping
from pathlib import Path

from extractor.sentence.vocabulary import word_lists

OF_PEOPLE = Path(__file__).with_name("words.toml")


def people_words(table: str) -> Mapping[str, frozenset[str]]:
    """The lists of lemmas of a table, by name."""
    return word_lists(table, OF_PEOPLE)
