"""Altered copies of sentences: in capitals, or with other names in the place of theirs."""

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from training.dataset import Sample
from training.fit import spans

CAPITALS = 0.08
"""Share of the short sentences with names that are copied in capitals."""

RENAMED = 0.7
"""Probability that a name of a copy is another one, where there is one that fits."""

Outline = tuple[int, str, bool, bool]
"""What a name has in common with those that may take its place, its ending above all, as a likeness of its case."""

Names = dict[Outline, list[list[str]]]


def in_capitals(samples: Sequence[Sample], seed: int) -> list[Sample]:
    """Copies of some short sentences as headlines in capitals."""
    rnd = random.Random(seed)
    named = [s for s in samples if 3 <= len(s.tokens) <= 25 and (s.tags.any() or s.positions.any())]
    chosen = [s for s in named if rnd.random() < CAPITALS]
    return [replace(s, tokens=[token.upper() for token in s.tokens], copy=True) for s in chosen]


def renamed(samples: Sequence[Sample], others: Sequence[Sample], copies: int, seed: int) -> list[Sample]:
    """`copies` of each sentence with names, some of them replaced by names of `others`."""
    rnd = random.Random(seed)
    names: Names = {}
    for sample in others:
        for start, end, kind in sorted(spans(sample.tags)):
            words = sample.tokens[start:end]
            names.setdefault(_outline(words, kind), []).append(words)
    made = [_with_other_names(sample, names, rnd) for _ in range(copies) for sample in samples]
    return [sample for sample in made if sample]


def _outline(words: Sequence[str], kind: int) -> Outline:
    return kind, words[-1].lower()[-2:], len(words) > 1, words[0].isupper() and len(words[0]) > 1


def _with_other_names(sample: Sample, names: Names, rnd: random.Random) -> Sample | None:
    """The sentence with other names; None if all are its own."""
    tokens: list[str] = []
    tags: list[int] = []
    positions: list[int] = []
    at = 0
    for start, end, kind in sorted(spans(sample.tags)):
        own = sample.tokens[start:end]
        fitting = names.get(_outline(own, kind), [])
        if not fitting or rnd.random() >= RENAMED or sample.positions[start:end].any():
            continue
        words = rnd.choice(fitting)
        tokens += [*sample.tokens[at:start], *words]
        tags += [*sample.tags[at:start], 1 + 2 * kind, *[2 + 2 * kind] * (len(words) - 1)]
        positions += [*sample.positions[at:start], *[0] * len(words)]
        at = end
    tokens += sample.tokens[at:]
    if tokens == sample.tokens:
        return None
    tags += list(sample.tags[at:])
    positions += list(sample.positions[at:])
    arrays = {"tags": np.array(tags), "positions": np.array(positions)}
    return replace(sample, tokens=tokens, bounds=[], copy=True, **arrays)
