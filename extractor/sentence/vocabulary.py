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
    organs: frozenset[str]
    """Those of them that are bodies inside an organization: «правления»."""
    descriptors: frozenset[str]
    kinds_of_places: frozenset[str]
    """Nouns that stand before the names of places: «города»."""
    places: frozenset[str]
    """What the place of a post may be called without its name: «компании», «страны»."""
    bodies: frozenset[str]
    """Bodies that every state and party has: of «правительства Израиля» Израиль is the place."""
    ministers: frozenset[str]
    titles: frozenset[str]
    wanting: frozenset[str]
    phrases: frozenset[str]
    """Two lemmas, the second of which is no post after the first."""
    longest: int
    """Tokens of the longest post: its head and the longest phrase of `after`."""


@cache
def post_lexicon() -> PostLexicon:
    """The heads of posts and the words around them."""
    table = load_toml(POSTS)
    own = word_lists("positions")
    after = frozenset(table["after"]) | own["organs"]
    longest = 1 + max((len(phrase.split()) for phrase in after), default=0)
    heads = _with_prefixes((frozenset(table["heads"]) | own["also"]) - own["never"])
    return PostLexicon(
        heads,
        frozenset(table["before"]),
        after,
        own["organs"],
        own["descriptors"],
        own["kinds_of_places"],
        own["descriptors"].union(own["kinds_of_places"], own["any_organization"], own["any_body"]) - {"государство"},
        own["bodies"],
        _with_prefixes(own["ministers"]),
        titles(),
        own["wanting"],
        own["phrases"],
        longest,
    )


def without_prefix(head: str) -> str:
    """The head of a post that a prefix was put before: «министр» of «вице-министр»."""
    known = post_lexicon().heads
    for prefix in word_lists("positions")["prefixes"]:
        rest = head.removeprefix(prefix)
        if rest != head and rest in known:
            return rest
    return head


def _with_prefixes(heads: frozenset[str]) -> frozenset[str]:
    """The heads and what prefixes make of them: «вице-министр»."""
    prefixes = ("", *word_lists("positions")["prefixes"])
    return frozenset(prefix + head for head in heads for prefix in prefixes)
