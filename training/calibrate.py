"""Scores as probabilities: a logistic curve for each kind, fitted on names found in texts not learned from."""

from collections.abc import Sequence

import numpy as np

from training.corpora import Annotated, trim

KINDS = ("person", "organization", "location", "position")
CODES = {"PER": "person", "ORG": "organization", "LOC": "location"}


def calibrate(docs: Sequence[Annotated], found: dict[str, dict[str, list[list[object]]]]) -> np.ndarray:
    """Slope and intercept, on the logit of the tagger's own probability, for each of KINDS."""
    pairs: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in KINDS}
    for doc in docs:
        gold = {(*trim(doc.text, s, e), CODES[k]) for s, e, k in doc.names}
        jobs = {(s, e) for s, e, _ in doc.positions}
        for kind, start, end, _, score in found[doc.name]["names"]:
            pairs[kind].append((score, (*trim(doc.text, start, end), kind) in gold))
        pairs["position"] += [(score, (s, e) in jobs) for s, e, score in found[doc.name]["positions"]]
    return np.array([_logistic(pairs[kind]) for kind in KINDS], dtype=np.float32)


def _logistic(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and intercept, drawn a little towards (1, 0)."""
    scores = np.clip(np.array([p[0] for p in pairs]), 1e-3, 1 - 1e-3)
    x = np.stack([np.log(scores / (1 - scores)), np.ones(len(scores))], 1)
    w = logistic(x, np.array([p[1] for p in pairs], dtype=float), np.array([1.0, 0.0]), np.ones(2))
    return float(w[0]), float(w[1])


def logistic(x: np.ndarray, y: np.ndarray, prior: np.ndarray, strength: np.ndarray, rounds: int = 50) -> np.ndarray:
    """The weights of a logistic model by Newton's method, each drawn towards its `prior` with its `strength`."""
    w = prior.copy()
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - strength * (w - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(strength)
        step = np.linalg.solve(hessian, gradient)
        w += step * min(1.0, 1 / max(np.abs(step).max(), 1e-12))  # Newton's method runs away from far off
    return w
