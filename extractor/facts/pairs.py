"""What tells whether two items of a sentence belong together, as numbers for the models of pairs."""

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
from extractor.sentence.words import GEN, INS, NOM, word_info

FAR = 40
"""Tokens; a greater distance counts as this one."""

FEATURES = (
    "order", "gap", "gap_free", "commas", "dashes", "opens", "closes", "quotes", "ands", "colons", "prepositions",
    "finites",
    "nouns", "adjectives", "relatives", "others", "begins", "holds", "ends", "says", "calls",
    "people_between", "organizations_between", "locations_between", "adjectives_between", "positions_between",
    "gap_first", "gap_last", "before", "after", "before2", "after2",
    "agree", "x_cases", "y_cases", "x_nom", "y_nom", "x_gen", "y_gen", "x_ins", "y_ins", "x_plural", "y_plural",
    "rank_y", "rank_x", "rivals_y", "other_y", "other_x", "begin_near", "hold_near", "end_near", "say_near",
    "speech_after",
    "x_length", "y_length", "x_capital", "y_kind", "people", "positions", "places", "y_preposition", "y_bracket",
    "depth",
    "x_first", "y_first", "x_person_rate", "x_organization_rate", "x_country_rate", "x_locality_rate", "x_adjective",
    "chain", "same_case", "same_gender", "governor", "governor_agrees", "x_share", "y_share", "sentence",
    "form", "back", "rivals",
)  # fmt: skip

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

MANY = 12
"""Sentences; a later one counts as this."""

DASHES = frozenset("-–—−")
QUOTES_OPEN = frozenset("«“„\"'")
QUOTES_CLOSE = frozenset("»”")
ANDS = frozenset(("и", "или", "а", "также", "да"))
CHAIN = frozenset(("genitive", "adjective", "geo", "organization", "location"))
"""Classes of tokens that make a chain of genitives."""
NOT_FREE = CHAIN | {"position", "person"}
PLACES = ("organization", "location", "adjective")
KIND_CODE = {"person": 0, "organization": 1, "location": 2, "adjective": 3}


@cache
def prepositions() -> dict[str, int]:
    """Each preposition's number, from 1 on."""
    return {word: n + 1 for n, word in enumerate(load_toml(OF_FACTS)["prepositions"]["of"])}


@lru_cache(maxsize=8_192)
def token_class(text: str) -> str:
    """A coarse class of a token outside items, a key of CLASSES."""
    info = word_info(text)
    first = text[0]
    if not first.isalnum():
        if first in DASHES:
            return "—"
        if first in QUOTES_OPEN:
            return "«"
        if first in QUOTES_CLOSE:
            return "»"
        return first if first in ",()" else "."
    if first.isdigit():
        return "number"
    lower = text.lower()
    if lower in ANDS:
        return "and"
    if info.lemma == "который":
        return "relative"
    kind = verb_classes().get(info.lemma)
    if kind:
        return kind
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


class Classes:
    """What is computed once of a scene: the classes of its tokens, their grammar in the sentence."""

    def __init__(self, scene: Scene, mentions: MentionCounts, implied: Mapping[tuple[int, int], Implied]) -> None:
        """`mentions` are those of the article; `implied`: see `Implied`, by tokens."""
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
        return of_person / self.mentions.of_people, of_place / self.mentions.of_others, float(min(self.index, MANY))

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
    of_people = sum(count for identity, count in of_entity.items() if identity[0] == "p") or 1
    return MentionCounts(of_entity, of_people, sum(of_entity.values()) - of_people or 1)


def governor_of(scene: Scene, x: Item) -> int:
    """Index of the noun right before an item, but for adjectives, that may govern it; -1 where there is none."""
    t = x.first - 1
    while t >= 0 and (
        scene.words[t].upos == "ADJ" or (scene.cover[t] >= 0 and scene.items[scene.cover[t]].kind == "adjective")
    ):
        t -= 1
    return t if t >= 0 and scene.cover[t] < 0 and scene.words[t].upos == "NOUN" else -1


def pair_features(scene: Scene, classes: Classes, x: Item, y: Item, rates: Sequence[float]) -> list[float]:
    """The values of FEATURES for a position (or person) `x` and another item `y` of the scene.

    `rates`: how often positions with the head of `x` have a person, an organization, a country and another place.
    """
    names, codes = classes.names, classes.codes
    left, right = (x, y) if x.first < y.first else (y, x)
    gap = names[left.last : right.first]
    count = gap.count
    free = [name for name in gap if name not in NOT_FREE]
    xh, yh = head_of(scene, x), head_of(scene, y)
    xw, yw = scene.words[xh], scene.words[yh]
    between = {"person": 0, "organization": 0, "location": 0, "adjective": 0, "position": 0, "money": 0, "date": 0}
    rank_x = rank_y = rivals_y = 0
    other_x = other_y = FAR
    same_x = same_y = 0
    y_kinds = PLACES if y.kind in PLACES else (y.kind,)
    distance = right.first - left.last
    for item in scene.items:
        if left.last <= item.first < right.first:
            between[item.kind] += 1
        if item is x or item is y:
            continue
        if item.kind in y_kinds:
            same_y += 1
            d = item.first - x.last if item.first >= x.last else x.first - item.last
            other_y = min(other_y, d)
            rank_y += d < distance
            rivals_y += item.id == y.id
        elif item.kind == x.kind:
            same_x += 1
            d = item.first - y.last if item.first >= y.last else y.first - item.last
            other_x = min(other_x, d)
            rank_x += d < distance
    near = set(names[max(left.first - 6, 0) : left.first])
    after = set(names[right.last : right.last + 3])
    y_before = scene.tokens[y.first - 1].text.lower() if y.first else ""
    person = x if x.kind == "person" else y
    governor = governor_of(scene, x)
    chain = CHAIN.issuperset(gap)
    return [
        float(x.first < y.first), min(distance, FAR), min(len(free), FAR), count(","), count("—"), count("("),
        count(")"),
        count("«") + count("»"), count("and"), count("."), count("preposition"), count("finite"),
        count("noun") + count("genitive"), count("adjective"), count("relative"), count("word"), count("begin"),
        count("hold"), count("end"), count("speech"), count("call"),
        between["person"], between["organization"], between["location"], between["adjective"], between["position"],
        codes[left.last] if gap else 0, codes[right.first - 1] if gap else 0,
        codes[left.first - 1], codes[right.last], codes[left.first - 2], codes[right.last + 1],
        float(bool(xw.cases & yw.cases)), (xw.cases & yw.cases).bit_count(), yw.cases.bit_count(),
        float(bool(xw.cases & NOM)), float(bool(yw.cases & NOM)), float(bool(xw.cases & GEN)), float(bool(yw.cases &
        GEN)),
        float(bool(xw.cases & INS)), float(bool(yw.cases & INS)), xw.plural + 2 * xw.singular, yw.plural + 2 *
        yw.singular,
        rank_y, rank_x, rivals_y, other_y - distance, other_x - distance,
        float("begin" in near), float("hold" in near), float("end" in near), float("speech" in near), float("speech"
        in after),
        x.last - x.first, y.last - y.first, float(scene.tokens[x.first].text[0].isupper()), KIND_CODE.get(y.kind, 9),
        same_y if y.kind == "person" else 0, same_x, same_y if y.kind != "person" else 0,
        prepositions().get(y_before, 0), float(y_before == "("), classes.depths[left.first],
        float(x.first == 0), float(y.first == 0), rates[0], rates[1], rates[2], rates[3],
        float(x.kind == "position" and xh > x.first), float(chain),
        classes.agreement(xh, yh, "Case"), classes.agreement(xh, yh, "Gender"),
        -1.0 if governor < 0 else float(scene.words[governor].animate),
        -1.0 if governor < 0 else classes.agreement(governor, yh, "Case"),
        *(classes.prominence(x, y) if x.kind == "person" else (0.0, 0.0, 0.0)),
        *classes.implied.get((person.first, person.last), NAMED),
    ]  # fmt: skip
