"""The pairs of a sentence's items that may be an occupation, scored by the models."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from extractor.facts.occupations.features import MentionCounts, SceneFeatures, pair_values
from extractor.facts.occupations.implied import ImpliedPerson, by_tokens
from extractor.facts.occupations.models import NO_RATES, TASKS, UNKNOWN_RATES, Models, Rates
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import kinds_of_organizations, post_lexicon

HOLDER_AFTER_POST, PLACE_AFTER_POST = 0.9, 0.9
"""Share of people who hold the position that `is_right_before` them, in NEREL train and factRuEval; the same of places
after a post and their noun («хоким города Зарафшан»), which are too few to count."""

LONGEST_PAIR, LONGEST_PAIR_OF_WORK = 30, 20
"""Tokens between two items of a pair that is looked at: of a position, of a person and a place."""

KINDS_OF_PAIR = 2
"""People, positions and places: a pair is of two of them."""

MOST_ITEMS = 60
"""Items of a sentence that is looked at; one with more is a list."""

LONGEST_KIND = 2
"""Tokens between a position and its holder that are nouns of an organization's kind."""

Scores = dict[tuple[int, int], float]


@dataclass(slots=True)
class ScoredPairs:
    """The items of a sentence and the probabilities of their pairs, by indices."""

    scene: Scene
    mentions: MentionCounts
    """Of the article."""
    implied: Sequence[ImpliedPerson]
    people: list[Item]
    named: int
    """How many of the people, the first ones, are named."""
    positions: list[Item]
    places: list[Item]
    hold: Scores = field(default_factory=dict)
    work: Scores = field(default_factory=dict)
    place: Scores = field(default_factory=dict)
    """Of the positions that `score_places` was asked for."""
    _features: SceneFeatures | None = None

    @property
    def features(self) -> SceneFeatures:
        """What the models read of the sentence; kept until `forget` is called, as it is the largest part by far."""
        if self._features is None:
            self._features = SceneFeatures(self.scene, self.mentions, by_tokens(self.implied))
        return self._features

    def forget(self) -> None:
        """Let go of the features; they are made again if more is asked."""
        self._features = None


class _Task(NamedTuple):
    """The pairs of two kinds of items for one of the models."""

    name: str
    """Of `models.TASKS`."""
    pairs: ScoredPairs
    scores: Scores
    ones: Sequence[tuple[int, Item, Rates]]
    """With their indices."""
    others: Sequence[Item]
    longest: int
    """Tokens between the two."""


def score_pairs(
    scenes: Sequence[Scene],
    models: Models,
    implied: Mapping[int, Sequence[ImpliedPerson]],
    mentions: MentionCounts,
    *,
    least: float,
) -> list[ScoredPairs]:
    """The pairs of the sentences that may say an occupation: who holds a position, where, and who works where.

    Where a position is held is asked only if somebody holds it with a probability of `least` or more.
    """
    found = [pairs for scene in scenes if (pairs := _open(scene, implied.get(scene.index, ()), mentions))]
    _score([task for pairs in found for task in (_holds(pairs, models), _works(pairs))], models)
    for pairs in found:
        _raise_holders(pairs)
    score_places(
        [(pairs, x) for pairs in found for x in {x for (x, _), held in pairs.hold.items() if held >= least}], models
    )
    for pairs in found:
        pairs.forget()
    return found


def score_places(asked: Iterable[tuple[ScoredPairs, int]], models: Models) -> None:
    """Score where some positions are held, by their numbers; most positions of an article nobody asks for."""
    new = [(pairs, x) for pairs, x in asked if all(x != known for known, _ in pairs.place)]
    _score([_places(pairs, x, models) for pairs, x in new], models)
    for pairs, x in new:
        _raise_places(pairs, x)


def _score(tasks: Sequence[_Task], models: Models) -> None:
    """Add the scores of tasks; the models are asked once for all."""
    asked: list[tuple[Scores, tuple[int, int]]] = []
    classifiers: list[int] = []
    values = array("f")
    for task in tasks:
        classifier = TASKS.index(task.name)
        for i, one, rates in task.ones:
            for j, other in enumerate(task.others):
                if -task.longest <= one.first - other.first <= task.longest:
                    asked.append((task.scores, (i, j)))
                    classifiers.append(classifier)
                    values.fromlist(pair_values(task.pairs.features, one, other, rates))
    if asked:
        rows = np.array(values).reshape(len(asked), -1)
        for (scores, pair), score in zip(asked, models.pairs.probabilities(rows, classifiers), strict=True):
            scores[pair] = score


def _holds(pairs: ScoredPairs, models: Models) -> _Task:
    positions = [(x, position, _rates(pairs, position, models)) for x, position in enumerate(pairs.positions)]
    return _Task("hold", pairs, pairs.hold, positions, pairs.people, LONGEST_PAIR)


def _works(pairs: ScoredPairs) -> _Task:
    people = [(y, person, NO_RATES) for y, person in enumerate(pairs.people)]
    return _Task("work", pairs, pairs.work, people, pairs.places, LONGEST_PAIR_OF_WORK)


def _places(pairs: ScoredPairs, x: int, models: Models) -> _Task:
    position = pairs.positions[x]
    positions = [(x, position, _rates(pairs, position, models))]
    return _Task("place", pairs, pairs.place, positions, pairs.places, LONGEST_PAIR)


def _rates(pairs: ScoredPairs, position: Item, models: Models) -> Rates:
    return models.rates.get(head_lemma(pairs.scene, position), UNKNOWN_RATES)


def _raise_holders(pairs: ScoredPairs) -> None:
    """Raise the scores of the named people right after a position."""
    for x, y in pairs.hold:
        if y < pairs.named and is_right_before(pairs.scene, pairs.positions[x], pairs.people[y]):
            pairs.hold[x, y] = max(pairs.hold[x, y], HOLDER_AFTER_POST)


def _raise_places(pairs: ScoredPairs, x: int) -> None:
    """Raise the score of the place that follows position number `x` and the noun of its kind."""
    kind = pairs.positions[x].last
    if not pairs.scene.is_word(kind) or pairs.scene.words[kind].lemma not in post_lexicon().kinds_of_places:
        return
    for z, place in enumerate(pairs.places):
        if place.kind == "location" and place.first == kind + 1:
            pairs.place[x, z] = max(pairs.place.get((x, z), 0.0), PLACE_AFTER_POST)


def _open(scene: Scene, implied: Sequence[ImpliedPerson], mentions: MentionCounts) -> ScoredPairs | None:
    """The people, positions and places of a sentence; None for a sentence without candidates and for a long list."""
    if len(scene.items) > MOST_ITEMS:
        return None
    named, positions = scene.of("person"), scene.of("position")
    people = [*named, *(i.item for i in implied)]
    places = [item for item in scene.of("organization", "location", "adjective") if not _files_report(scene, item)]
    if [bool(people), bool(positions), bool(places)].count(True) < KINDS_OF_PAIR:
        return None
    return ScoredPairs(scene, mentions, implied, people, len(named), positions, places)


def _files_report(scene: Scene, item: Item) -> bool:
    """Whether a name is the agency of a dateline: «Астана. 30 июня. ИНТЕРФАКС - Вице-премьер …»."""
    return any(span.start <= item.start < span.end for line in scene.doc.datelines for span in line.credits)


def is_right_before(scene: Scene, position: Item, person: Item) -> bool:
    """«Владелец «Ромашки» Антон Гусев», «основатель компании Денис Рощин»: a position and a person of the same case.

    Between them is one name at most, with a noun of its kind, or that noun alone.
    """
    if person.first <= position.last:
        return False
    between = [item for item in scene.items if position.last <= item.first < person.first]
    last = between[0].first if between else person.first
    if between and not _is_name_right_before(between, person):
        return False
    if not _are_kinds(scene, range(position.last, last)):
        return False
    return bool(scene.words[head_of(scene, position)].cases & scene.words[head_of(scene, person)].cases)


def _are_kinds(scene: Scene, tokens: range) -> bool:
    """Whether some tokens are only a noun for an organization, or two."""
    return len(tokens) <= LONGEST_KIND and all(scene.words[t].lemma in kinds_of_organizations() for t in tokens)


def _is_name_right_before(between: Sequence[Item], person: Item) -> bool:
    name = between[0]
    return len(between) == 1 and name.kind in ("organization", "location") and name.last == person.first


def head_lemma(scene: Scene, position: Item) -> str:
    """The lemma by which the rates of a position are known."""
    return scene.words[head_of(scene, position)].lemma
