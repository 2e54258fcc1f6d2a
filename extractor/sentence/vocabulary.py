"""The words of the language that rules look for: lists of lemmas in data files, each list with one meaning."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.language.geography import titles
from extractor.language.lexicon import load_toml

OF_SENTENCES = Path(__file__).with_name("words.toml")
POSTS = Path(__file__).with_name("positions.toml")


@cache
def word_lists(table: str, path: Path = OF_SENTENCES) -> Mapping[str, frozenset[str]]:
    """The lists of a table of a data file, by name."""
    return {name: frozenset(words) for name, words in load_toml(path)[table].items()}


def kinds_of_organizations() -> frozenset[str]:
    """Lemmas of the nouns that precede the names of organizations, «компания», «институт»."""
    return post_lexicon().descriptors


class PostLexicon(NamedTuple):
    """What is known of posts; all words are lemmas but those of `after`."""

    heads: frozenset[str]
    before: frozenset[str]
    """Words that belong to a post and precede its head: «генеральный»."""
    after: frozenset[str]
    """Phrases that belong to a post and follow its head, as written: «по связям с общественностью»."""
    descriptors: frozenset[str]
    kinds_of_places: frozenset[str]
    """Nouns that stand before the names of places: «города»."""
    ministers: frozenset[str]
    titles: frozenset[str]
    wanting: frozenset[str]
    longest: int
    """Tokens of the longest post: its head and the longest phrase of `after`."""


@cache
def post_lexicon() -> PostLexicon:
    """The heads of posts and the words around them."""
    table = load_toml(POSTS)
    after = frozenset(table["after"])
    longest = 1 + max((len(phrase.split()) for phrase in after), default=0)
    own = word_lists("positions")
    heads = (frozenset(table["heads"]) | own["also"]) - own["never"]
    return PostLexicon(
        heads,
        frozenset(table["before"]),
        after,
        own["descriptors"],
        own["kinds_of_places"],
        own["ministers"],
        titles(),
        own["wanting"],
        longest,
    )
