"""A sentence with what was found in it, as the rules and models of facts look at it."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractor.document import Document, NameKind, Sentence, Token
from extractor.language.lexicon import normalize_word
from extractor.sentence.items import Item, ItemKind, LocatedItem, OnlyNamed, located_items
from extractor.sentence.posts import (
    find_positions,
    refine_position,
    without_adjectives,
    without_kind_of_place,
    without_names,
)
from extractor.sentence.vocabulary import post_lexicon
from extractor.sentence.words import NOM, WORD_RE, WordInfo, word_info

OPENING, CLOSING = frozenset('«“„"'), frozenset('»”“"')

LONGEST_SENTENCE = 400
"""Tokens of a sentence that are looked at; a longer one is no sentence."""


@dataclass(slots=True)
class Scene:
    """A sentence, its words and its items in order."""

    doc: Document
    index: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    words: list[WordInfo]
    lemmas: tuple[str, ...]
    """Of all the words: rules that begin with certain words look here first."""
    items: list[Item]
    cover: list[int]
    """For each token the index of the item that it belongs to, or -1."""
    names: Mapping[str, frozenset[str]]
    """By id of an entity: the words of its names, which are in the nominative; normalized."""
    kinds: Mapping[str, NameKind]
    """By id of an entity: what it is."""

    def may_be_nominative(self, item: Item) -> bool:
        """Whether a name has the form of its nominative: by the entity's names, else by the dictionary."""
        words = [t for t in range(item.first, item.last) if self.tokens[t].text[0].isalpha()]
        known = self.names.get(item.id, frozenset())
        same = [normalize_word(self.tokens[t].text) in known for t in words]
        if any(same):
            return all(same) if item.kind == "person" else same[0]
        return all(self.words[t].cases & NOM for t in words[:2])

    def item_at(self, t: int) -> Item | None:
        """The item that a token belongs to."""
        return self.items[self.cover[t]] if self.cover[t] >= 0 else None

    def is_word(self, t: int) -> bool:
        """Whether there is a token of this index, in no item."""
        return 0 <= t < len(self.tokens) and self.cover[t] < 0

    def may_be_noun(self, t: int) -> bool:
        """Whether a token is a word or of a post, and of no name, amount or date."""
        return self.cover[t] < 0 or self.items[self.cover[t]].kind == "position"

    def kind_at(self, t: int) -> ItemKind | None:
        """The kind of the item that a token belongs to; None beyond the sentence."""
        return self.items[self.cover[t]].kind if t < len(self.cover) and self.cover[t] >= 0 else None

    def of(self, *kinds: ItemKind) -> list[Item]:
        """The items of these kinds, in order."""
        return [item for item in self.items if item.kind in kinds]


def find_scenes(doc: Document, *, by_lexicon: bool = True) -> Iterator[Scene]:
    """The sentences of an article, in order.

    `by_lexicon`: also with the positions that the tagger left out and the lexicon knows.
    An adjective has the id of the location that it speaks of, or is `OnlyNamed` where the article has no such location.
    """
    known = {normalize_word(name): e.id for e in doc.locations for name in (*reversed(e.aliases), e.name)}
    names = {
        e.id: frozenset(normalize_word(word) for name in (e.name, *e.aliases) for word in WORD_RE.findall(name))
        for e in doc.entities
    }
    kinds = entity_kinds(doc)
    found = sorted(located_items(doc), key=lambda item: (item.start, -item.end))
    starts = [sentence.start for sentence in doc.sentences]
    by_sentence: dict[int, list[LocatedItem]] = {}
    for item in found:
        at = bisect_right(starts, item.start) - 1
        if at >= 0 and item.end <= doc.sentences[at].end:
            by_sentence.setdefault(at, []).append(item)
    for at in range(len(doc.sentences)):
        yield build_scene(doc, at, by_sentence.get(at, []), known, names, kinds, by_lexicon=by_lexicon)


def build_scene(
    doc: Document,
    at: int,
    located: list[LocatedItem],
    known: Mapping[str, str],
    names: Mapping[str, frozenset[str]],
    kinds: Mapping[str, NameKind],
    *,
    by_lexicon: bool,
) -> Scene:
    """The scene of sentence number `at`; of overlapping items the first and longest stays, names before positions."""
    sentence = doc.sentences[at]
    tokens = sentence.tokens[:LONGEST_SENTENCE]
    starts = [token.start for token in tokens]
    cover = [-1] * len(tokens)
    items: list[Item] = []
    for one in sorted(located, key=lambda one: (one.kind == "position", one.start, -one.end)):
        item = _item(one, tokens, starts, cover)
        if item is not None:
            items.append(item)
            cover[item.first : item.last] = [0] * (item.last - item.first)
    words = [word_info(text) for _, _, text in tokens]
    if by_lexicon:
        items += find_positions(tokens, words, cover)
        items = [part for item in items for part in refine_position(tokens, words, cover, item)]
        cover = _cover(tokens, items)  # a position may have become shorter
        items = _without_kinds_of_places(tokens, words, items, cover)
    items = _with_adjectives(tokens, words, items, cover, known)
    cover = _cover(tokens, items)
    lemmas = tuple(frozenset().union(*[word.lemmas for word in words]))  # a set takes four times the memory
    return Scene(doc, at, sentence, tokens, words, lemmas, items, cover, names, kinds)


def entity_kinds(doc: Document) -> dict[str, NameKind]:
    """What each entity of an article is, by its id."""
    kinds: dict[str, NameKind] = {person.id: "person" for person in doc.people}
    kinds.update((organization.id, "organization") for organization in doc.organizations)
    kinds.update((location.id, "location") for location in doc.locations)
    return kinds


def _cover(tokens: tuple[Token, ...], items: list[Item]) -> list[int]:
    """For each token the index of its item, or -1."""
    cover = [-1] * len(tokens)
    for number, item in enumerate(items):
        cover[item.first : item.last] = [number] * (item.last - item.first)
    return cover


def _item(located: LocatedItem, tokens: tuple[Token, ...], starts: list[int], cover: list[int]) -> Item | None:
    """An item by its tokens; None where other items cover them."""
    kind, start, end, identity = located
    first, last = max(bisect_right(starts, start) - 1, 0), bisect_right(starts, end - 1)
    if kind == "position":
        first, last = without_names(tokens, cover, first, last)
    if last <= first or start >= tokens[-1].end or any(cover[t] >= 0 for t in range(first, last)):
        return None
    if kind == "organization":
        first, last = _with_quotes(tokens, first, last)
    if kind == "position":
        start, end = max(start, tokens[first].start), min(end, tokens[last - 1].end)
    return Item(kind, identity, first, last, start, end)


def _with_quotes(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int]:
    """The tokens of a name and the quotation marks right around it, which part no clauses."""
    if first and last < len(tokens) and tokens[first - 1].text in OPENING and tokens[last].text in CLOSING:
        return first - 1, last + 1
    return first, last


def _without_kinds_of_places(
    tokens: tuple[Token, ...], words: list[WordInfo], items: list[Item], cover: list[int]
) -> list[Item]:
    """The items, the positions without the nouns of the places right after them."""
    after = [items[n] if (n := (*cover, -1)[item.last]) >= 0 else None for item in items]
    return [
        without_kind_of_place(tokens, words, item, following) if item.kind == "position" else item
        for item, following in zip(items, after, strict=True)
    ]


def _with_adjectives(
    tokens: tuple[Token, ...], words: list[WordInfo], items: list[Item], cover: list[int], known: Mapping[str, str]
) -> list[Item]:
    """The items and the adjectives of places, in order; those that begin a position are cut off it."""
    found = [without_adjectives(tokens, item) if item.kind == "position" else item for item in items]
    for item, rest in zip(items, found, strict=True):
        cover[item.first : rest.first] = [-1] * (rest.first - item.first)
    for t, word in enumerate(words):
        place = word.place
        if place and cover[t] < 0 and not (t and words[t - 1].lemma in post_lexicon().titles):
            identity = known.get(normalize_word(place)) or OnlyNamed(place)
            found.append(Item("adjective", identity, t, t + 1, tokens[t].start, tokens[t].end, place))
    return sorted(found, key=lambda item: item.first)


def head_of(scene: Scene, item: Item) -> int:
    """Index of the token whose case and number are those of the item: the first noun, else its first word."""
    for t in range(item.first, item.last):
        if scene.words[t].upos in ("NOUN", "PROPN") and scene.tokens[t].text[0].isalpha():
            return t
    return item.first
