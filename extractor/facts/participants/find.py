"""The pairs of an article that the model of participants finds."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from extractor.facts.participants.candidates import Candidate, End, find_candidates
from extractor.facts.participants.features import RowFeatures, Side, features_of, of_pair, sides_of
from extractor.facts.participants.model import probability, weight_of, weights_of
from extractor.facts.participants.relations import RELATIONS, all_triggers
from extractor.sentence.cells import Cells, Rows


class Found(NamedTuple):
    """A pair that belongs together."""

    row: Cells
    pair: Candidate
    probability: float
    row_features: RowFeatures

    @property
    def features(self) -> list[str]:
        """The names of what is true of the pair."""
        return features_of(self.row_features, self.pair)


class _Judge:
    """Gives the pairs of a sentence their probabilities; what a name adds is added up once for all its pairs."""

    def __init__(self, row: RowFeatures) -> None:
        self._row = row
        self._known: dict[tuple[str, Side, End | int], float] = {}

    def probability(self, pair: Candidate) -> float:
        """How probable it is that two belong together, 0 to 1."""
        logit = weight_of(weights_of(pair.relation), of_pair(self._row, pair))
        return probability(logit + sum([self._weight(pair.relation, side, place) for side, place in sides_of(pair)]))

    def _weight(self, relation: str, side: Side, place: End | int) -> float:
        key = relation, side, place
        if key not in self._known:
            self._known[key] = weight_of(weights_of(relation), self._row.part(side, place))
        return self._known[key]


def find_pairs(rows: Rows) -> list[Found]:
    """The pairs of an article from the least probability of their relations on, the most probable first."""
    found = []
    for row, features, pairs in _candidates(rows):
        judge = _Judge(features)
        for pair in pairs:
            chance = judge.probability(pair)
            if chance >= RELATIONS[pair.relation].least:
                found.append(Found(row, pair, chance, features))
    return sorted(found, key=lambda one: -one.probability)


def candidates_of(rows: Rows) -> Iterator[tuple[Cells, Candidate, list[str]]]:
    """All pairs that the model has to judge, with their features."""
    for row, features, pairs in _candidates(rows):
        for pair in pairs:
            yield row, pair, features_of(features, pair)


def _candidates(rows: Rows) -> Iterator[tuple[Cells, RowFeatures, list[Candidate]]]:
    """The sentences with pairs that the model has to judge."""
    topic = topic_of(rows)
    for row in rows.with_any(all_triggers()):
        pairs = list(find_candidates(row, topic))
        if pairs:
            yield row, RowFeatures(row, topic), pairs


def topic_of(rows: Rows) -> str | None:
    """The id of the person whom an article names most often."""
    counts = Counter(item.id for scene in rows.scenes for item in scene.items if item.kind == "person")
    return max(counts, key=counts.__getitem__, default=None)
