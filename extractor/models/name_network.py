"""The network that tags names and positions, in numpy: a bidirectional LSTM over words and natasha's hidden outputs.

What depends on the word alone is computed once for each form; sentences run side by side, the longest first.
Trained by `training/`; the weights and what is known of them: `weights/CARD.md`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import exp, log
from typing import Any

import numpy as np

from extractor.caches import load_once
from extractor.models.embeddings import Floats, Forms, Ints, forms
from extractor.models.encoder import Pack, Task, encoder
from extractor.models.name_features import CHARS, READINGS, letters, readings

NAME_TAGS = 7
"""O, then B and I of person, organization, location."""

STYLES = ("news", "nerel")

TASKS: tuple[Task, ...] = ("ner", "morph", "syntax")
"""natasha's encoders, whose hidden outputs are read; a small network reads the first alone."""


HIDDEN = 64
"""Outputs of an encoder."""


SCORE_MARGIN = 0.001
"""The network's own probability of a name is taken as this far from 0 and 1 at least."""

Curve = tuple[float, float]
"""Slope and intercept of a logistic curve over the logit of a probability."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What the network says of the tokens of a pack, in their order: one layer, of names or of positions."""

    best: Ints
    """The most probable tag: 0 is O, 1 + 2k begins kind k, 2 + 2k goes on."""
    begins: Floats
    """Probability that the best tag is right."""
    goes_on: Floats
    """Probability that the next token goes on with the best tag's kind, given the best tag."""


class Network:
    """The weights, made ready for one style of annotation."""

    def __init__(self, weights: Mapping[str, Any], style: str, table: Forms) -> None:
        w = {name: np.asarray(array, np.float32) for name, array in weights.items()}
        self._units = units = w["lstm.weight_hh_l0"].shape[1]
        gates = _gates(w["lstm.weight_ih_l0"], w["lstm.weight_ih_l0_reverse"])  # size x 8 times the units
        bias = _gates(
            (w["lstm.bias_ih_l0"] + w["lstm.bias_hh_l0"])[:, None],
            (w["lstm.bias_ih_l0_reverse"] + w["lstm.bias_hh_l0_reverse"])[:, None],
        )[0]
        constant = w["word_out.bias"] + w["context.bias"] + w["style.weight"][STYLES.index(style)]
        self._out: Any = w["word_out.weight"].T @ gates
        self._out_bias: Any = constant @ gates + bias
        context = w["context.weight"].T @ gates
        recurrent = [_gates(w["lstm.weight_hh_l0"]), _gates(w["lstm.weight_hh_l0_reverse"])]
        # one matrix for a direction: what comes from the step before, then what comes from the encoder
        self._step: Any = np.stack(
            [np.concatenate((recurrent[i], context[:, i * 4 * units : (i + 1) * 4 * units])) for i in range(2)]
        )
        self._word, self._word_bias = np.ascontiguousarray(w["word.weight"].T), w["word.bias"]
        self._shapes = w["shape.weight"]
        # what a letter gives to the places after, at and before it
        self._letters = w["letters.table.weight"] @ w["letters.conv.weight"].transpose(2, 1, 0)
        self._letters[1] += w["letters.conv.bias"]
        self._tags = np.concatenate((w["tags.weight"], w["positions.weight"])).T
        self._tags_bias = np.concatenate((w["tags.bias"], w["positions.bias"]))
        self._name_moves = _moves(w["crf.transitions"])
        self._position_moves = _moves(w["position_crf.transitions"])
        self.calibration: list[Curve] = [(a, b) for a, b in w.get("calibration", [(1, 0)] * 4)]
        """For person, organization, location, position: what makes the network's probability a true one."""
        self._table = table
        self._column = table.column(8 * units, self._gates_of)
        self._features = table.column(self._letters.shape[2] + READINGS, self._features_of, table.capacity)
        self._encoders = [encoder(task) for task in TASKS[: len(context) // HIDDEN]]

    def tag(self, pack: Pack) -> tuple[Tags, Tags]:
        """Names and positions of the pack."""
        order = _Order(pack)
        hidden = np.concatenate([one.hidden(pack) for one in self._encoders], axis=1)
        outputs = self._recur(pack, order, hidden)
        scores = outputs @ self._tags + self._tags_bias
        return (
            _decode(scores[:, :NAME_TAGS], self._name_moves, order),
            _decode(scores[:, NAME_TAGS:], self._position_moves, order),
        )

    def _gates_of(self, rows: Ints) -> Floats:
        """What each form alone gives to the gates of both directions."""
        features, places = self._features.look_up(rows)
        vectors = self._table.embeddings.vectors(self._table.word_ids[rows])
        parts = (vectors, self._shapes[self._table.shape_ids[rows]], features[places])
        values = np.concatenate(parts, axis=1) @ self._word + self._word_bias
        np.maximum(values, 0, out=values)
        gates: Floats = values @ self._out + self._out_bias
        return gates

    def _features_of(self, rows: Ints) -> Floats:
        """What the letters and the dictionary say of each form: costly to find and small to keep."""
        words = [self._table.words[row] for row in rows.tolist()]
        return np.concatenate((self._spelling(words), readings(words)), axis=1)

    def _spelling(self, words: Sequence[str]) -> Floats:
        ids = letters(words).T  # place by place, so that no large array is made
        before, here, after = self._letters
        spelling: Floats = np.zeros((len(words), self._letters.shape[2]), np.float32)
        for i in range(CHARS):
            values = here[ids[i]]
            if i:
                values += before[ids[i - 1]]
            if i + 1 < CHARS:
                values += after[ids[i + 1]]
            np.maximum(spelling, values, out=spelling)
        return spelling

    def _recur(self, pack: Pack, order: "_Order", hidden: Floats) -> Floats:
        """Hidden states of both directions for each token, in the order of `order.forth`."""
        units = self._units
        size = 4 * units
        columns, places = self._column.look_up(pack.rows)
        table = columns.reshape(-1, size)
        rows = np.stack((places[order.forth] * 2, places[order.back] * 2 + 1))
        encoded = np.stack((order.forth, order.back))
        # of one step: large arrays that come and go would be given back to the system, and taken again, for every pack
        inputs = np.zeros((2, order.count, units + hidden.shape[1]), np.float32)
        cells = np.zeros((2, order.count, units), np.float32)
        outputs = np.empty((len(order.forth), 2 * units), np.float32)
        with np.errstate(over="ignore"):  # e to more than 88 is infinite, and one through it 0
            for start, end in order.steps:
                values, cells = inputs[:, : end - start], cells[:, : end - start]
                values[:, :, units:] = hidden[encoded[:, start:end]]
                gates = values @ self._step
                gates += table.take(rows[:, start:end], axis=0)
                # one over one plus e to the minus of all four, twice as fast as hyperbolic tangents
                np.exp(gates, out=gates)
                gates += 1
                np.reciprocal(gates, out=gates)
                change = gates[:, :, 3 * units :]
                change *= 2
                change -= 1
                change *= gates[:, :, :units]
                cells *= gates[:, :, units : 2 * units]
                cells += change
                state = np.multiply(np.tanh(cells), gates[:, :, 2 * units : 3 * units], out=values[:, :, :units])
                outputs[start:end, :units] = state[0]
                outputs[order.of_back[start:end], units:] = state[1]
        return outputs


class _Order:
    """The tokens of a pack step by step: the first of every sentence, the second of every that has one …."""

    def __init__(self, pack: Pack) -> None:
        by_length = np.argsort(-pack.lengths, kind="stable")
        lengths = pack.lengths[by_length]
        starts = pack.starts[by_length]
        ends = starts + lengths - 1
        self.count = len(lengths)
        longest = int(lengths[0]) if self.count else 0
        active = np.searchsorted(-lengths, -np.arange(longest), side="left")
        offsets = np.concatenate(([0], np.cumsum(active)))
        self.steps = list(zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True))
        sentence = np.arange(int(offsets[-1])) - np.repeat(offsets[:-1], active)
        step = np.repeat(np.arange(longest), active)
        self.forth: Ints = starts[sentence] + step
        """Places of the tokens, forwards."""
        self.back: Ints = ends[sentence] - step
        """Places of the tokens, each sentence from its end."""
        self.of_back: Ints = offsets[lengths[sentence] - 1 - step] + sentence
        """For each of `forth` where it is in `back`, and the other way round."""
        self.is_last = step == lengths[sentence] - 1
        self.following: Ints = np.where(self.is_last, 0, offsets[np.minimum(step + 1, longest - 1)] + sentence)
        """For each of `forth` where its next token is in `forth`; 0 for the last of a sentence."""
        self.text_order: Ints = np.argsort(self.forth)
        """Where the tokens of the pack, in order of the text, are in `forth`."""


def runs(tags: Tags, lengths: Ints, calibration: Sequence[Curve]) -> Iterator[tuple[int, int, int, int, float]]:
    """Each run of a kind's tags: its kind, its sentence, its first and last token there, and its probability."""
    best = tags.best
    inside = np.flatnonzero(best)
    if not len(inside):
        return
    ends = np.cumsum(lengths)
    sentences = np.searchsorted(ends, inside, side="right")
    kinds = (best[inside] - 1) // 2
    is_new = best[inside] % 2 == 1
    is_new[0] = True
    is_new[1:] |= (np.diff(inside) > 1) | (np.diff(kinds) != 0) | (np.diff(sentences) != 0)
    starts = np.flatnonzero(is_new)
    lasts = np.append(starts[1:], len(inside)) - 1
    offsets = (ends - lengths)[sentences[starts]]
    factors = tags.goes_on[inside]  # that it begins, goes on and ends
    factors[lasts] = 1 - factors[lasts]
    factors[starts] *= tags.begins[inside[starts]]
    for kind, sentence, offset, first, last, score in zip(
        kinds[starts].tolist(),
        sentences[starts].tolist(),
        offsets.tolist(),
        inside[starts].tolist(),
        inside[lasts].tolist(),
        np.multiply.reduceat(factors, starts).tolist(),
        strict=True,
    ):
        yield kind, sentence, first - offset, last - offset, calibrated(score, *calibration[kind])


def calibrated(score: float, slope: float, intercept: float) -> float:
    """The true probability of a name that the network gives this score, by its curve; three decimals."""
    score = min(max(score, SCORE_MARGIN), 1 - SCORE_MARGIN)
    return round(1 / (1 + exp(-slope * log(score / (1 - score)) - intercept)), 3)


def _decode(scores: Floats, moves: Floats, order: _Order) -> Tags:
    """Posterior decoding of a linear chain: forward and backward probabilities of all sentences at once."""
    local = np.exp(scores - scores.max(1, keepdims=True))
    count = scores.shape[1]
    inside = np.arange(2, count, 2)
    forward = np.empty_like(local)
    backward = np.empty_like(local)  # in the order of `back`: what follows, given the tag
    reverse = local[order.of_back]
    previous = ahead = local[:0]
    for start, end in order.steps:
        n = end - start
        if start == 0:
            first = local[:end].copy()
            first[:, inside] = 0
            current, behind = first, np.ones_like(first)
        else:
            current = (previous[:n] @ moves) * local[start:end]
            behind = ahead[:n] @ moves.T
        current /= current.sum(1, keepdims=True)
        behind /= behind.sum(1, keepdims=True)
        forward[start:end] = previous = current
        backward[start:end] = behind
        ahead = behind * reverse[start:end]
    beyond = backward[order.of_back]
    marginals = forward * beyond
    marginals /= marginals.sum(1, keepdims=True)
    best = marginals.argmax(1)
    # the tag that goes on with the best tag's kind, O for O
    same = np.where(best > 0, (best + 1) // 2 * 2, 0)
    ways = (moves[best] * (local * beyond)[order.following]) if len(best) else local
    token = np.arange(len(best))
    goes_on = ways[token, same] / ways.sum(1)
    goes_on[order.is_last] = 0
    in_text = order.text_order
    return Tags(best[in_text], marginals[token, best][in_text], goes_on[in_text])


def _moves(transitions: Floats) -> Floats:
    """Factors of the moves from tag to tag; a kind goes on only after itself."""
    moves: Floats = np.exp(transitions)
    for tag in range(2, len(moves), 2):
        others = [i for i in range(len(moves)) if i not in (tag, tag - 1)]
        moves[others, tag] = 0
    return moves


def _gates(*directions: Floats) -> Floats:
    """Weights of PyTorch's gates (input, forget, cell, output) as columns input, forget, output, cell.

    Of all the minus, of the cell twice: a hyperbolic tangent is then taken as a sigmoid, and that as an exponential.
    """
    columns: list[Any] = []
    for weight in directions:
        i, f, g, o = np.split(weight, 4)
        columns += [-i, -f, -o, -2 * g]
    return np.ascontiguousarray(np.concatenate(columns).T)


@load_once
def network(style: str) -> Network:
    """The network of the package for a style, loaded at first use."""
    return Network(load_weights(), style, forms())


@load_once
def load_weights() -> dict[str, Any]:
    """The arrays of the package's weights, by name."""
    with (files("extractor.models") / "weights" / "names.npz").open("rb") as file, np.load(file) as archive:
        return {name: archive[name] for name in archive.files}
