"""The models of pairs, and how often a post has a person and a place beside it.

Trees over `features.pair_values`, trained by `training/occupation.py` on NEREL train and factRuEval.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractor.models.forest import Forest, read_forest

TASKS = ("hold", "place", "work")
"""What the models say of a pair: who holds a position, where a position is held, who works where."""

Rates = tuple[float, float, float, float]
"""How often a position has a person, an organization, a country, another place."""

UNKNOWN_RATES: Rates = (0.5, 0.15, 0.12, 0.08)
PRIOR = 4.0
"""Weight of UNKNOWN_RATES against the counts of a position, as in training."""
NO_RATES: Rates = (0.0, 0.0, 0.0, 0.0)
"""Of people, who have none."""


class Models(NamedTuple):
    """The models of pairs and what is known of positions."""

    pairs: Forest
    """A classifier for each of TASKS."""
    rates: dict[str, Rates]
    """By head lemma of a position."""


@cache
def load_models(path: str | None = None) -> Models:
    """The models of a file, by default those of the package."""
    with np.load(path or Path(__file__).with_name("occupation.npz"), allow_pickle=False) as arrays:
        counts: dict[str, list[int]] = json.loads(str(arrays["positions"]))
        pairs = read_forest(arrays, TASKS)
    return Models(pairs, {head: smoothed(row) for head, row in counts.items()})


def smoothed(counts: Sequence[int]) -> Rates:
    """The rates of a position; counts: seen at all, with a person, an organization, a country, another place."""
    seen, *others = counts
    rates = [(n + prior * PRIOR) / (seen + PRIOR) for n, prior in zip(others, UNKNOWN_RATES, strict=True)]
    return rates[0], rates[1], rates[2], rates[3]
