"""Gradient-boosted trees, read from arrays and evaluated with numpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trees:
    """A binary classifier; arrays are trees × nodes, a leaf is its own child."""

    feature: npt.NDArray[np.int16]
    threshold: Floats
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    value: Floats
    base: float
    depth: int

    def probabilities(self, rows: Sequence[Sequence[float]]) -> Floats:
        """The probability of yes for each row of features, 0 to 1."""
        if not rows:
            return np.zeros(0, dtype=np.float32)
        x = np.asarray(rows, dtype=np.float32)
        trees = np.arange(len(self.feature))[None]
        at = np.zeros((len(x), len(self.feature)), dtype=np.intp)
        samples = np.arange(len(x))[:, None]
        for _ in range(self.depth):
            below = x[samples, self.feature[trees, at]] <= self.threshold[trees, at]
            at = np.where(below, self.left[trees, at], self.right[trees, at])
        logit = self.base + self.value[trees, at].sum(axis=1)
        result: Floats = (1 / (1 + np.exp(-logit))).astype(np.float32)
        return result


def read_trees(arrays: Mapping[str, Any], prefix: str) -> Trees:
    """The trees whose arrays are named `prefix.feature`, `prefix.threshold` and so on."""
    part = {name: arrays[f"{prefix}.{name}"] for name in ("feature", "threshold", "left", "right", "value")}
    return Trees(**part, base=float(arrays[f"{prefix}.base"]), depth=int(arrays[f"{prefix}.depth"]))
