"""The pairs of an article that the model of participants finds."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from extractor.facts.participants.candidates import Candidate, find_candidates
from extractor.facts.participants.features import RowFeatures, features_of
from extractor.facts.participants.model import load_weights, probability
from extractor.facts.participants.relations import RELATIONS
from extractor.sentence.cells import Cells, Rows


class Found(NamedTuple):
    """A pair that belongs together."""

    row: Cells
    pair: Candidate
    probability: float
    features: list[str]


def find_pairs(rows: Rows) -> list[Found]:
    """The pairs of an article from the least probability of their relations on, the most probable first."""
    found = [
        one
        for row, pair, features in candidates_of(rows)
        if (one := Found(row, pair, probability(load_weights()[pair.relation], features), features)).probability
        >= RELATIONS[pair.relation].least
    ]
    return sorted(found, key=lambda one: -one.probability)


def candidates_of(rows: Rows) -> Iterator[tuple[Cells, Candidate, list[str]]]:
    """All pairs that the model has to judge, with their features."""
    topic = topic_of(rows)
    for row in rows:
        features: RowFeatures | None = None
        for pair in find_candidates(row, topic):
            features = features or RowFeatures(row, topic)
            yield row, pair, features_of(features, pair)


def topic_of(rows: Rows) -> str | None:
    """The id of the person whom an article names most often."""
    counts = Counter(item.id for scene in rows.scenes for item in scene.items if item.kind == "person")
    return max(counts, key=counts.__getitem__, default=None)
