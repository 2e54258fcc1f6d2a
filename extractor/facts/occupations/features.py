"""The features of two items of a sentence by which the models of pairs decide whether they belong together."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from extractor.document import Document
from extractor.facts.occupations.token_classes import CLASSES, prepositions, token_class
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.words import GEN, INS, NOM, WordInfo

FARTHEST = 40
"""Tokens; a greater distance counts as this one."""

AnaphorFeatures = tuple[float, float, float]
"""Of a person who is meant, not named: form of the pronoun, sentences back to the name, others who may be meant."""

NAMED: AnaphorFeatures = (0.0, 0.0, 0.0)
"""Of a person who is named."""

NO_SHARES = (0.0, 0.0, 0.0)
"""Of a position, which is no entity: see `SceneFeatures.prominence`."""

LAST_SENTENCE = 12
"""Sentences; a later one counts as this."""

WORDS_BEFORE, WORDS_AFTER = 6, 3
"""Tokens around a pair among which verbs of work and of speech count."""

Features = dict[str, float]
"""Values by their names, always in the same order: what a model sees are the values alone."""

CHAIN = frozenset(("genitive", "adjective", "geo", "organization", "location"))
"""Classes of tokens that make a chain of genitives."""
NOT_FREE = CHAIN | {"position", "person"}
NO_FEATS: Mapping[str, str] = {}
PLACES = ("organization", "location", "adjective")
GAP: Mapping[str, tuple[str, ...]] = {
    "commas": (",",),
    "dashes": ("—",),
    "opens": ("(",),
    "closes": (")",),
    "quotes": ("«", "»"),
    "ands": ("and",),
    "colons": (".",),
    "prepositions": ("preposition",),
    "finites": ("finite",),
    "nouns": ("noun", "genitive"),
    "adjectives": ("adjective",),
    "relatives": ("relative",),
    "others": ("word",),
    "begins": ("begin",),
    "holds": ("hold",),
    "ends": ("end",),
    "says": ("speech",),
    "calls": ("call",),
    "people": (),
    "organizations": (),
    "locations": (),
    "geos": (),
    "positions": (),
}
"""The features that count what is between two items, in order: the classes of tokens, then the items by their kinds."""
COUNTED = {name: number for number, names in enumerate(GAP.values()) for name in names}
NOT_COUNTED = len(GAP)
COUNTED_ITEMS = {
    kind: list(GAP).index(name)
    for kind, name in {
        "person": "people",
        "organization": "organizations",
        "location": "locations",
        "adjective": "geos",
        "position": "positions",
    }.items()
}
"""Of the first token of an item; the others are not counted."""
KIND_CODE = {"person": 0, "organization": 1, "location": 2, "adjective": 3}
UNKNOWN_KIND = 9


class MentionCounts(NamedTuple):
    """How often an article names its entities."""

    of_entity: Mapping[str, int]
    """By id."""
    of_people: int
    """Of all people together, at least 1."""
    of_others: int
    """Of all other entities together, at least 1."""


class Side(NamedTuple):
    """What several features of a pair need of one of the two."""

    item: Item
    head: int
    """Index of the token whose case is that of the item."""
    word: WordInfo
    """The head by the dictionary."""
    feats: Mapping[str, str]
    """The head by the grammar of the sentence; empty where it is unknown."""
    governor: int
    """See `governor_of`."""
    before: str
    """The token before, in lower case; empty at the beginning."""


class SceneFeatures:
    """What is computed once of a scene: the classes of its tokens, their grammar in the sentence, its items."""

    def __init__(
        self, scene: Scene, mentions: MentionCounts, implied: Mapping[tuple[int, int], AnaphorFeatures]
    ) -> None:
        """`mentions` are those of the article; `implied`: see `AnaphorFeatures`, by tokens."""
        self.scene = scene
        self.implied = implied
        self.mentions = mentions
        self.index = scene.index
        self.grammar = scene.doc.words.get(scene.index, ())
        kinds = ["geo" if item.kind == "adjective" else item.kind for item in scene.items]
        self.names = [
            token_class(token.text) if covering < 0 else kinds[covering]
            for token, covering in zip(scene.tokens, scene.cover, strict=True)
        ]
        self.codes = [CLASSES[name] for name in self.names]
        self.codes += (0, 0)  # after the end, and by negative indices before the beginning
        self.depths = _running([(name == "(") - (name == ")") for name in self.names])
        """How many brackets are open before each token."""
        self.free = _running([name not in NOT_FREE for name in self.names])
        """How many tokens before each are of no name and no chain."""
        self.links = _running([name in CHAIN for name in self.names])
        """How many tokens before each are of chains of genitives."""
        self.counted = [COUNTED.get(name, NOT_COUNTED) for name in self.names]
        """What each token of a gap is counted as."""
        for item in scene.items:
            self.counted[item.first] = COUNTED_ITEMS.get(item.kind, NOT_COUNTED)
        self._sides: dict[Item, Side] = {}
        self._of_kinds: dict[Sequence[str], list[Item]] = {}

    def side(self, item: Item) -> Side:
        """What features need of an item."""
        found = self._sides.get(item)
        if found is None:
            scene, head = self.scene, head_of(self.scene, item)
            before = scene.tokens[item.first - 1].text.lower() if item.first else ""
            found = Side(item, head, scene.words[head], self.feats(head), governor_of(scene, item), before)
            self._sides[item] = found
        return found

    def feats(self, t: int) -> Mapping[str, str]:
        """The grammatical features of a token; empty where they are unknown."""
        return self.grammar[t].feats if t < len(self.grammar) else NO_FEATS

    def others(self, kinds: Sequence[str], x: Item, y: Item) -> list[Item]:
        """The items of some kinds that are neither of two."""
        found = self._of_kinds.get(kinds)
        if found is None:
            found = self._of_kinds[kinds] = [item for item in self.scene.items if item.kind in kinds]
        return [item for item in found if item is not x and item is not y]

    def prominence(self, person: Item, place: Item) -> tuple[float, float, float]:
        """The share of the mentions of people and of others that two entities have, number of the sentence."""
        of_entity, of_people, of_others = self.mentions
        return (
            of_entity.get(person.id, 0) / of_people,
            of_entity.get(place.id, 0) / of_others,
            float(min(self.index, LAST_SENTENCE)),
        )


def _running(counts: Iterable[int]) -> list[int]:
    """The sums before each."""
    return list(accumulate(counts, initial=0))


def count_mentions(doc: Document) -> MentionCounts:
    """How often an article names its entities, counted once for all its sentences."""
    of_entity = {entity.id: len(entity.mentions) for entity in doc.entities}
    of_people = sum(len(person.mentions) for person in doc.people) or 1
    return MentionCounts(of_entity, of_people, sum(of_entity.values()) - of_people or 1)


def governor_of(scene: Scene, x: Item) -> int:
    """Index of the noun right before an item, but for adjectives, that may govern it; -1 where there is none."""
    t = x.first - 1
    while t >= 0 and (scene.words[t].upos == "ADJ" or scene.kind_at(t) == "adjective"):
        t -= 1
    return t if scene.is_word(t) and scene.words[t].upos == "NOUN" else -1


def pair_values(features: SceneFeatures, x: Item, y: Item, rates: Sequence[float]) -> list[float]:
    """The features of a position (or person) `x` and another item `y` of a sentence, always in the same order.

    `rates`: how often positions with the head of `x` have a person, an organization, a country and another place.
    """
    pair = _Pair(features, x, y)
    person = x if x.kind == "person" else y
    return [
        *_of_the_gap(pair),
        *_of_edges(pair).values(),
        *_of_cases(pair).values(),
        *_of_rivals(pair).values(),
        *_of_words_around(pair).values(),
        *_of_items(pair).values(),
        *rates,
        *_of_grammar(pair).values(),
        *(features.prominence(x, y) if x.kind == "person" else NO_SHARES),
        *features.implied.get((person.first, person.last), NAMED),
    ]


class _Pair:
    """Two items of a sentence and what of them several features need."""

    __slots__ = ("distance", "features", "first", "last", "left", "like_x", "like_y", "right", "x", "y")

    def __init__(self, features: SceneFeatures, x: Item, y: Item) -> None:
        self.features = features
        self.x, self.y = features.side(x), features.side(y)
        self.left, self.right = (x, y) if x.first < y.first else (y, x)
        self.first, self.last = self.left.last, max(self.left.last, self.right.first)
        """The tokens between the two: from the first to before the last."""
        self.distance = self.right.first - self.left.last
        kinds_of_y = PLACES if y.kind in PLACES else (y.kind,)
        self.like_y = features.others(kinds_of_y, x, y)
        """The other items that might be in the place of `y`."""
        self.like_x = [] if x.kind in kinds_of_y else features.others((x.kind,), x, y)


def _of_the_gap(pair: _Pair) -> list[float]:
    """Order and distance of the two, then how many there are between them of each of `GAP`."""
    features, first, last = pair.features, pair.first, pair.last
    counts: list[float] = [0] * (len(GAP) + 1)
    for number in features.counted[first:last]:
        counts[number] += 1
    free = features.free[last] - features.free[first]
    order = float(pair.left is pair.x.item)
    return [order, min(pair.distance, FARTHEST), min(free, FARTHEST), *counts[:NOT_COUNTED]]


def _of_edges(pair: _Pair) -> Features:
    """The classes of the tokens at the ends of the gap and outside the two."""
    codes, left, right = pair.features.codes, pair.left, pair.right
    return {
        "gap_first": codes[left.last] if pair.first < pair.last else 0,
        "gap_last": codes[right.first - 1] if pair.first < pair.last else 0,
        "before": codes[left.first - 1],
        "after": codes[right.last],
        "before2": codes[left.first - 2],
        "after2": codes[right.last + 1],
    }


def _of_cases(pair: _Pair) -> Features:
    """The cases and numbers that the two may have, by the dictionary."""
    x, y = pair.x.word, pair.y.word
    return {
        "agree": float(bool(x.cases & y.cases)),
        "x_cases": (x.cases & y.cases).bit_count(),
        "y_cases": y.cases.bit_count(),
        "x_nominative": float(bool(x.cases & NOM)),
        "y_nominative": float(bool(y.cases & NOM)),
        "x_genitive": float(bool(x.cases & GEN)),
        "y_genitive": float(bool(y.cases & GEN)),
        "x_instrumental": float(bool(x.cases & INS)),
        "y_instrumental": float(bool(y.cases & INS)),
        "x_plural": x.plural + 2 * x.singular,
        "y_plural": y.plural + 2 * y.singular,
    }


def _of_rivals(pair: _Pair) -> Features:
    """How many other items of their kinds are nearer to each of the two, and how near."""
    distance, identity = pair.distance, pair.y.item.id
    rank_y, other_y = _nearer(pair.like_y, pair.x.item, distance)
    rank_x, other_x = _nearer(pair.like_x, pair.y.item, distance)
    return {
        "rank_y": rank_y,
        "rank_x": rank_x,
        "rivals_y": [item.id for item in pair.like_y].count(identity),
        "other_y": other_y - distance,
        "other_x": other_x - distance,
    }


def _nearer(items: Sequence[Item], other: Item, distance: int) -> tuple[int, int]:
    """How many of some items are nearer to another than by a distance, and the tokens to the nearest of all."""
    if not items:
        return 0, FARTHEST
    first, last = other.first, other.last
    between = [one.first - last if one.first >= last else first - one.last for one in items]
    return len([tokens for tokens in between if tokens < distance]), min(FARTHEST, *between)


def _of_words_around(pair: _Pair) -> Features:
    """The verbs of work before the two, and of speech on both sides."""
    names = pair.features.names
    before = names[max(pair.left.first - WORDS_BEFORE, 0) : pair.left.first]
    after = names[pair.right.last : pair.right.last + WORDS_AFTER]
    return {
        "begin_near": float("begin" in before),
        "hold_near": float("hold" in before),
        "end_near": float("end" in before),
        "say_near": float("speech" in before),
        "speech_after": float("speech" in after),
    }


def _of_items(pair: _Pair) -> Features:
    """The two by themselves, and how many others there are."""
    x, y = pair.x.item, pair.y.item
    is_person = y.kind == "person"
    return {
        "x_length": x.last - x.first,
        "y_length": y.last - y.first,
        "x_capital": float(pair.features.scene.tokens[x.first].text[0].isupper()),
        "y_kind": KIND_CODE.get(y.kind, UNKNOWN_KIND),
        "people": len(pair.like_y) if is_person else 0,
        "positions": len(pair.like_x),
        "places": 0 if is_person else len(pair.like_y),
        "y_preposition": prepositions().get(pair.y.before, 0),
        "y_bracket": float(pair.y.before == "("),
        "depth": pair.features.depths[pair.left.first],
        "x_first": float(x.first == 0),
        "y_first": float(y.first == 0),
    }


def _of_grammar(pair: _Pair) -> Features:
    """What the grammar of the sentence says of the two and of the noun that governs the first."""
    features, x, y = pair.features, pair.x, pair.y
    governor = x.governor
    links = features.links[pair.last] - features.links[pair.first]
    return {
        "x_adjective": float(x.item.kind == "position" and x.head > x.item.first),
        "chain": float(links == pair.last - pair.first),
        "same_case": _agreement(x.feats, y.feats, "Case"),
        "same_gender": _agreement(x.feats, y.feats, "Gender"),
        "governor": -1.0 if governor < 0 else float(features.scene.words[governor].animate),
        "governor_agrees": -1.0 if governor < 0 else _agreement(features.feats(governor), y.feats, "Case"),
    }


def _agreement(one: Mapping[str, str], other: Mapping[str, str], name: str) -> float:
    """Whether two words have the same feature: 1, 0, or -1 where it is unknown."""
    first, second = one.get(name), other.get(name)
    return float(first == second) if first and second else -1.0
