"""The pairs of a sentence's items that may be an occupation, scored by the models."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extractor.facts.occupations.features import MentionCounts, SceneFeatures, pair_values
from extractor.facts.occupations.implied import ImpliedPerson, by_tokens
from extractor.facts.occupations.models import NO_RATES, UNKNOWN_RATES, Models, Rates
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene, head_of
from extractor.sentence.vocabulary import kinds_of_organizations

HOLDER_AFTER_POST = 0.9
"""Share of people who hold the position that `is_right_before` them, in NEREL train and factRuEval."""

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
    people: list[Item]
    named: int
    """How many of the people, the first ones, are named."""
    positions: list[Item]
    places: list[Item]
    hold: Scores
    place: Scores
    work: Scores


class _Task(NamedTuple):
    """The pairs of two kinds of items for one of the models."""

    scores: Scores
    ones: Sequence[Item]
    rates: Sequence[Rates]
    """Of the ones."""
    others: Sequence[Item]
    longest: int
    """Tokens between the two."""


def score_pairs(
    scenes: Sequence[Scene], models: Models, implied: Mapping[int, Sequence[ImpliedPerson]], mentions: MentionCounts
) -> list[ScoredPairs]:
    """The scored pairs of the sentences that may say an occupation; the models are asked once for all."""
    found = [pairs for scene in scenes if (pairs := _open(scene, implied.get(scene.index, ())))]
    asked: list[tuple[Scores, tuple[int, int]]] = []
    classifiers: list[int] = []
    values = array("f")
    for pairs in found:
        features = SceneFeatures(pairs.scene, mentions, by_tokens(implied.get(pairs.scene.index, ())))
        for classifier, task in enumerate(_tasks(pairs, models)):
            near = _near_pairs(task)
            asked += [(task.scores, pair) for pair in near]
            classifiers += [classifier] * len(near)
            for i, j in near:
                values.fromlist(pair_values(features, task.ones[i], task.others[j], task.rates[i]))
    if asked:
        rows = np.array(values).reshape(len(asked), -1)
        for (scores, pair), score in zip(asked, models.pairs.probabilities(rows, classifiers), strict=True):
            scores[pair] = score
    for pairs in found:
        _raise_holders(pairs)
    return found


def _tasks(pairs: ScoredPairs, models: Models) -> tuple[_Task, ...]:
    """In the order of `models.TASKS`."""
    people, positions, places = pairs.people, pairs.positions, pairs.places
    rates = [models.rates.get(head_lemma(pairs.scene, x), UNKNOWN_RATES) for x in positions]
    return (
        _Task(pairs.hold, positions, rates, people, LONGEST_PAIR),
        _Task(pairs.place, positions, rates, places, LONGEST_PAIR),
        _Task(pairs.work, people, [NO_RATES] * len(people), places, LONGEST_PAIR_OF_WORK),
    )


def _near_pairs(task: _Task) -> list[tuple[int, int]]:
    """The indices of the pairs that are near enough."""
    return [
        (i, j)
        for i, one in enumerate(task.ones)
        for j, other in enumerate(task.others)
        if -task.longest <= one.first - other.first <= task.longest
    ]


def _raise_holders(pairs: ScoredPairs) -> None:
    """Raise the scores of the named people right after a position."""
    for x, y in pairs.hold:
        if y < pairs.named and is_right_before(pairs.scene, pairs.positions[x], pairs.people[y]):
            pairs.hold[x, y] = max(pairs.hold[x, y], HOLDER_AFTER_POST)


def _open(scene: Scene, implied: Sequence[ImpliedPerson]) -> ScoredPairs | None:
    """The people, positions and places of a sentence; None for a sentence without candidates and for a long list."""
    if len(scene.items) > MOST_ITEMS:
        return None
    named, positions = scene.of("person"), scene.of("position")
    people = [*named, *(i.item for i in implied)]
    places = scene.of("organization", "location", "adjective")
    if [bool(people), bool(positions), bool(places)].count(True) < KINDS_OF_PAIR:
        return None
    return ScoredPairs(scene, people, len(named), positions, places, {}, {}, {})


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
