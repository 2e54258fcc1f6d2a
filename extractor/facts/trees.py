"""Gradient-boosted trees, read from arrays and evaluated with numpy."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Trees(NamedTuple):
    """A binary classifier: nodes of all trees in one row, a left child after its parent, a leaf its own right child."""

    feature: npt.NDArray[np.int32]
    threshold: Floats
    right: npt.NDArray[np.int32]
    value: Floats
    roots: npt.NDArray[np.int32]
    base: float
    depth: int

    def probabilities(self, rows: Sequence[Sequence[float]]) -> Floats:
        """The probability of yes for each row of features, 0 to 1."""
        if not rows:
            return np.zeros(0, dtype=np.float32)
        x = np.asarray(rows, dtype=np.float32)
        flat, start = x.ravel(), (np.arange(len(x), dtype=np.int32) * x.shape[1])[:, None]
        at = np.repeat(self.roots[None], len(x), axis=0)
        for _ in range(self.depth):
            below = flat.take(start + self.feature.take(at)) <= self.threshold.take(at)
            at = np.where(below, at + 1, self.right.take(at))
        logit = self.base + self.value.take(at).sum(axis=1)
        result: Floats = (1 / (1 + np.exp(-logit))).astype(np.float32)
        return result


def read_trees(arrays: Mapping[str, Any], prefix: str) -> Trees:
    """The trees whose arrays are named `prefix.feature`, `prefix.threshold` and so on."""
    part = {name: arrays[f"{prefix}.{name}"] for name in ("feature", "threshold", "right", "value", "roots")}
    return Trees(**part, base=float(arrays[f"{prefix}.base"]), depth=int(arrays[f"{prefix}.depth"]))
