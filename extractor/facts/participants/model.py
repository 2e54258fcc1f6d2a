"""The weights of the model of participants: a logistic regression a relation over features by name."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

import numpy as np


@cache
def weights_of(relation: str) -> Mapping[str, float]:
    """The weight of each feature of a relation; `training/participants.py` writes them."""
    with np.load(Path(__file__).with_name("participants.npz"), allow_pickle=False) as arrays:
        names = bytes(arrays[f"{relation}.names"]).decode("utf-8").split("\n")
        return dict(zip(names, arrays[f"{relation}.weights"].astype(float).tolist(), strict=True))


def weight_of(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """What features add to the logit of a pair, each once; those that the model does not know add nothing."""
    return sum([weights.get(name, 0.0) for name in dict.fromkeys(features)])


def probability(logit: float) -> float:
    """How probable a pair is, 0 to 1, by the weight of all its features."""
    return 1 / (1 + exp(-logit))


def weightiest(weights: Mapping[str, float], features: Sequence[str], count: int) -> list[tuple[str, float]]:
    """The features that decided most, with their weights."""
    known = [(name, weights[name]) for name in dict.fromkeys(features) if name in weights]
    return sorted(known, key=lambda one: -abs(one[1]))[:count]
