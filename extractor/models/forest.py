"""Gradient-boosted trees, read from arrays and evaluated with numpy."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

BLOCK_ROWS = 64
"""Rows that are evaluated together; what is computed of more leaves the processor's cache."""


class Forest(NamedTuple):
    """Binary classifiers of the same number of full trees each, the trees of all side by side."""

    levels: list[tuple[Ints, Floats]]
    """Of all nodes as far from the root, tree after tree: the feature, and the value above which it is right."""
    leaves: Floats
    """Of all trees."""
    bases: Floats
    """Of each classifier."""

    def probabilities(self, rows: Floats, classifiers: Sequence[int]) -> list[float]:
        """The probability of yes for each row of features, 0 to 1, by the classifier of this number."""
        result: list[float] = []
        for first in range(0, len(rows), BLOCK_ROWS):
            part = slice(first, first + BLOCK_ROWS)
            result += self._evaluated(rows[part], np.array(classifiers[part])).tolist()
        return result

    def _evaluated(self, rows: Floats, classifiers: Ints) -> Floats:
        flat, start = rows.ravel(), (np.arange(len(rows)) * rows.shape[1])[:, None]
        trees = len(self.levels[0][0]) // len(self.bases)
        at = (classifiers * trees)[:, None] + np.arange(trees)
        for feature, threshold in self.levels:
            above = flat.take(start + feature.take(at)) > threshold.take(at)
            at += at
            at += above
        logit = self.bases[classifiers] + self.leaves.take(at).sum(axis=1)
        result: Floats = (1 / (1 + np.exp(-logit))).astype(np.float32)
        return result


def read_forest(arrays: Mapping[str, Any], names: Sequence[str]) -> Forest:
    """The classifiers of these names, whose arrays are named `name.feature`, `name.threshold` and so on.

    There the nodes of all trees are in one row, a left child after its parent; a leaf is its own right child. Here a
    leaf above the lowest level has its like below it.
    """
    if len({len(arrays[f"{name}.roots"]) for name in names}) > 1:
        raise ValueError("classifiers of one forest have equally many trees")
    depth = max(int(arrays[f"{name}.depth"]) for name in names)
    parts: list[list[tuple[Any, Any]]] = []
    leaves = []
    for name in names:
        feature, threshold, right = (arrays[f"{name}.{column}"] for column in ("feature", "threshold", "right"))
        nodes, levels = arrays[f"{name}.roots"], []
        for _ in range(depth):
            levels.append((feature[nodes], threshold[nodes]))
            is_leaf = right[nodes] == nodes
            nodes = np.stack((np.where(is_leaf, nodes, nodes + 1), right[nodes]), axis=1).ravel()
        parts.append(levels)
        leaves.append(arrays[f"{name}.value"][nodes])
    levels = [
        (np.concatenate([f for f, _ in level]).astype(np.intp), np.concatenate([t for _, t in level]))
        for level in zip(*parts, strict=True)
    ]
    bases = np.array([arrays[f"{name}.base"] for name in names], np.float32)
    return Forest(levels, np.concatenate(leaves), bases)
