"""The features of two items of a sentence by which the models of pairs decide whether they belong together."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from extractor.document import Document
from extractor.facts.vocabulary import OF_FACTS
from extractor.language.lexicon import load_toml
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import verb_classes
from extractor.sentence.words import GEN, INS, NOM, WordInfo, word_info

FARTHEST = 40
"""Tokens; a greater distance counts as this one."""

CLASSES = {
    "": 0, "word": 1, ",": 2, "—": 3, "(": 4, ")": 5, "«": 6, "»": 7, "and": 8, ".": 9, "preposition": 10, "finite": 11,
    "noun": 12, "adjective": 13, "relative": 14, "genitive": 15, "number": 16, "person": 20, "organization": 21,
    "location": 22, "geo": 23, "position": 24, "money": 25, "date": 26, "begin": 30, "hold": 31, "end": 32, "speech":
    33, "call": 34,
}  # fmt: skip

Implied = tuple[float, float, float]
"""Of a person who is meant, not named: form of the pronoun, sentences back to the name, others who may be meant."""

NAMED: Implied = (0.0, 0.0, 0.0)
"""Of a person who is named."""

NO_SHARES = (0.0, 0.0, 0.0)
"""Of a position, which is no entity: see `SceneFeatures.prominence`."""

LAST_SENTENCE = 12
"""Sentences; a later one counts as this."""

WORDS_BEFORE, WORDS_AFTER = 6, 3
"""Tokens around a pair among which verbs of work and of speech count."""

Features = dict[str, float]
"""Values by their names, always in the same order: what a model sees are the values alone."""

MARKS = {
    **dict.fromkeys("-–—−", "—"),
    **dict.fromkeys("«“„\"'", "«"),
    **dict.fromkeys("»”", "»"),
    **{mark: mark for mark in ",()"},
}
"""The class of each mark; of any other «.»."""

ANDS = frozenset(("и", "или", "а", "также", "да"))
CHAIN = frozenset(("genitive", "adjective", "geo", "organization", "location"))
"""Classes of tokens that make a chain of genitives."""
NOT_FREE = CHAIN | {"position", "person"}
PLACES = ("organization", "location", "adjective")
KIND_CODE = {"person": 0, "organization": 1, "location": 2, "adjective": 3}
UNKNOWN_KIND = 9


@cache
def prepositions() -> dict[str, int]:
    """Each preposition's number, from 1 on."""
    return {word: n + 1 for n, word in enumerate(load_toml(OF_FACTS)["prepositions"]["of"])}


@lru_cache(maxsize=8_192)
def token_class(text: str) -> str:
    """A coarse class of a token outside items, a key of CLASSES."""
    if not text[0].isalnum():
        return MARKS.get(text[0], ".")
    if text[0].isdigit():
        return "number"
    if text.lower() in ANDS:
        return "and"
    info = word_info(text)
    if info.lemma == "который":
        return "relative"
    return verb_classes().get(info.lemma) or _part_of_speech(info)


def _part_of_speech(info: WordInfo) -> str:
    if info.upos == "ADP":
        return "preposition"
    if info.finite:
        return "finite"
    if info.upos in ("NOUN", "PROPN"):
        return "genitive" if info.cases & GEN else "noun"
    if info.upos in ("ADJ", "DET") or (info.upos == "VERB" and info.cases):
        return "adjective"
    return "word"


class MentionCounts(NamedTuple):
    """How often an article names its entities."""

    of_entity: Mapping[str, int]
    """By id."""
    of_people: int
    """Of all people together, at least 1."""
    of_others: int
    """Of all other entities together, at least 1."""


class SceneFeatures:
    """What is computed once of a scene: the classes of its tokens, their grammar in the sentence."""

    def __init__(self, scene: Scene, mentions: MentionCounts, implied: Mapping[tuple[int, int], Implied]) -> None:
        """`mentions` are those of the article; `implied`: see `Implied`, by tokens."""
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
        self.depths = list(accumulate([(name == "(") - (name == ")") for name in self.names], initial=0))
        """How many brackets are open before each token."""

    def prominence(self, person: Item, place: Item) -> tuple[float, float, float]:
        """The share of the mentions of people and of others that two entities have, number of the sentence."""
        of_person, of_place = (self.mentions.of_entity.get(item.id, 0) for item in (person, place))
        return (
            of_person / self.mentions.of_people,
            of_place / self.mentions.of_others,
            float(min(self.index, LAST_SENTENCE)),
        )

    def feature(self, t: int, name: str) -> str:
        """A grammatical feature of a token, empty where it is unknown."""
        return self.grammar[t].feats.get(name, "") if t < len(self.grammar) else ""

    def agreement(self, s: int, t: int, name: str) -> float:
        """Whether two tokens have the same feature: 1, 0, or -1 where it is unknown."""
        one, other = self.feature(s, name), self.feature(t, name)
        return float(one == other) if one and other else -1.0


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
        *_of_the_gap(pair).values(),
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

    def __init__(self, features: SceneFeatures, x: Item, y: Item) -> None:
        self.features, self.scene, self.x, self.y = features, features.scene, x, y
        self.left, self.right = (x, y) if x.first < y.first else (y, x)
        self.gap = features.names[self.left.last : self.right.first]
        """The classes of the tokens between the two."""
        self.distance = self.right.first - self.left.last
        self.x_head, self.y_head = head_of(self.scene, x), head_of(self.scene, y)
        self.x_word, self.y_word = self.scene.words[self.x_head], self.scene.words[self.y_head]
        kinds_of_y = PLACES if y.kind in PLACES else (y.kind,)
        self.like_y = self._others(kinds_of_y)
        """The other items that might be in the place of `y`."""
        self.like_x = [] if x.kind in kinds_of_y else self._others((x.kind,))

    def _others(self, kinds: Sequence[str]) -> list[Item]:
        """The items of some kinds that are not the two."""
        x, y = self.x, self.y
        return [item for item in self.scene.items if item.kind in kinds and item is not x and item is not y]


def _of_the_gap(pair: _Pair) -> Features:
    """How many tokens of each class are between the two, and how many items."""
    count = pair.gap.count
    first, last = pair.left.last, pair.right.first
    between = [item.kind for item in pair.scene.items if first <= item.first < last]
    return {
        "order": float(pair.x.first < pair.y.first),
        "gap": min(pair.distance, FARTHEST),
        "gap_free": min(len([name for name in pair.gap if name not in NOT_FREE]), FARTHEST),
        "commas": count(","),
        "dashes": count("—"),
        "opens": count("("),
        "closes": count(")"),
        "quotes": count("«") + count("»"),
        "ands": count("and"),
        "colons": count("."),
        "prepositions": count("preposition"),
        "finites": count("finite"),
        "nouns": count("noun") + count("genitive"),
        "adjectives": count("adjective"),
        "relatives": count("relative"),
        "others": count("word"),
        "begins": count("begin"),
        "holds": count("hold"),
        "ends": count("end"),
        "says": count("speech"),
        "calls": count("call"),
        "people_between": between.count("person"),
        "organizations_between": between.count("organization"),
        "locations_between": between.count("location"),
        "adjectives_between": between.count("adjective"),
        "positions_between": between.count("position"),
    }


def _of_edges(pair: _Pair) -> Features:
    """The classes of the tokens at the ends of the gap and outside the two."""
    codes, left, right = pair.features.codes, pair.left, pair.right
    return {
        "gap_first": codes[left.last] if pair.gap else 0,
        "gap_last": codes[right.first - 1] if pair.gap else 0,
        "before": codes[left.first - 1],
        "after": codes[right.last],
        "before2": codes[left.first - 2],
        "after2": codes[right.last + 1],
    }


def _of_cases(pair: _Pair) -> Features:
    """The cases and numbers that the two may have, by the dictionary."""
    x, y = pair.x_word, pair.y_word
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
    to_x = [_tokens_between(item, pair.x) for item in pair.like_y]
    to_y = [_tokens_between(item, pair.y) for item in pair.like_x]
    return {
        "rank_y": _below(to_x, pair.distance),
        "rank_x": _below(to_y, pair.distance),
        "rivals_y": len([item for item in pair.like_y if item.id == pair.y.id]),
        "other_y": min([*to_x, FARTHEST]) - pair.distance,
        "other_x": min([*to_y, FARTHEST]) - pair.distance,
    }


def _below(distances: Sequence[int], limit: int) -> int:
    return len([distance for distance in distances if distance < limit])


def _tokens_between(item: Item, other: Item) -> int:
    return item.first - other.last if item.first >= other.last else other.first - item.last


def _of_words_around(pair: _Pair) -> Features:
    """The verbs of work before the two, and of speech on both sides."""
    names = pair.features.names
    before = set(names[max(pair.left.first - WORDS_BEFORE, 0) : pair.left.first])
    after = set(names[pair.right.last : pair.right.last + WORDS_AFTER])
    return {
        "begin_near": float("begin" in before),
        "hold_near": float("hold" in before),
        "end_near": float("end" in before),
        "say_near": float("speech" in before),
        "speech_after": float("speech" in after),
    }


def _of_items(pair: _Pair) -> Features:
    """The two by themselves, and how many others there are."""
    x, y, tokens = pair.x, pair.y, pair.scene.tokens
    before_y = tokens[y.first - 1].text.lower() if y.first else ""
    is_person = y.kind == "person"
    return {
        "x_length": x.last - x.first,
        "y_length": y.last - y.first,
        "x_capital": float(tokens[x.first].text[0].isupper()),
        "y_kind": KIND_CODE.get(y.kind, UNKNOWN_KIND),
        "people": len(pair.like_y) if is_person else 0,
        "positions": len(pair.like_x),
        "places": 0 if is_person else len(pair.like_y),
        "y_preposition": prepositions().get(before_y, 0),
        "y_bracket": float(before_y == "("),
        "depth": pair.features.depths[pair.left.first],
        "x_first": float(x.first == 0),
        "y_first": float(y.first == 0),
    }


def _of_grammar(pair: _Pair) -> Features:
    """What the grammar of the sentence says of the two and of the noun that governs the first."""
    features, x_head, y_head = pair.features, pair.x_head, pair.y_head
    governor = governor_of(pair.scene, pair.x)
    return {
        "x_adjective": float(pair.x.kind == "position" and x_head > pair.x.first),
        "chain": float(CHAIN.issuperset(pair.gap)),
        "same_case": features.agreement(x_head, y_head, "Case"),
        "same_gender": features.agreement(x_head, y_head, "Gender"),
        "governor": -1.0 if governor < 0 else float(pair.scene.words[governor].animate),
        "governor_agrees": -1.0 if governor < 0 else features.agreement(governor, y_head, "Case"),
    }
