"""The words that show facts: the lists of words.toml, each kind of fact in a table of its own."""

from collections.abc import Mapping
from pathlib import Path

from extractor.sentence.vocabulary import word_lists

OF_FACTS = Path(__file__).with_name("words.toml")


def fact_words(table: str) -> Mapping[str, frozenset[str]]:
    """The lists of lemmas of a table, by name."""
    return word_lists(table, OF_FACTS)
