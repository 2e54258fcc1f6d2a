"""natasha's convolutional encoders, run over many sentences laid out as one sequence.

Source: slovnet's models news_v1 (NER, morphology, syntax): three convolutions of width 3 over word and shape
embeddings, each with a rectifier and batch normalization. The outputs are the same as slovnet's up to rounding:
normalization is folded into the layer after it, and the first layer's product is computed once for each form.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

import numpy as np

from extractor.caches import load_once
from extractor.document import Sentence
from extractor.language.resources import Archive, data_folder
from extractor.models.embeddings import Floats, Forms, Ints, forms

Task = Literal["ner", "morph", "syntax"]

PACK_TOKENS = 4000
"""Tokens that are tagged together."""

BLOCK_PLACES = 500
"""Places that go through the layers together; more of them leave the processor's cache."""

TAPS = 3
"""Width of each convolution: the token and its two neighbours."""


class Pack(NamedTuple):
    """Sentences as one sequence of rows with a gap before, between and after them.

    Its rows of `Forms` hold until the next pack is made, in whatever thread: see `packed`.
    """

    rows: Ints
    """For each place the row of its form; 0 in a gap."""
    gaps: Ints
    """The places of the gaps, one more than there are sentences."""
    tokens: Ints
    """The places of the tokens."""
    lengths: Ints
    """Tokens of each sentence."""

    @property
    def starts(self) -> Ints:
        """The place of the first token of each sentence."""
        return self.gaps[:-1] + 1


def pack_words(sentences: Sequence[Sequence[str]], table: Forms | None = None) -> Pack:
    """The words of sentences as one pack."""
    table = forms() if table is None else table
    lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
    gaps = np.concatenate(([0], np.cumsum(lengths + 1)))
    is_token = np.ones(int(gaps[-1]) + 1, np.bool_)
    is_token[gaps] = False
    tokens = np.flatnonzero(is_token)
    rows = np.zeros(len(is_token), np.int64)
    rows[tokens] = table.rows([word for words in sentences for word in words])
    return Pack(rows, gaps, tokens, lengths)


def parts(sentences: Sequence[Sentence], size: int = PACK_TOKENS) -> Iterator[slice]:
    """The sentences in slices of about `size` tokens, to be packed one after another."""
    first, count = 0, 0
    for i, sentence in enumerate(sentences):
        if count and count + len(sentence.tokens) > size:
            yield slice(first, i)
            first, count = i, 0
        count += len(sentence.tokens)
    if first < len(sentences):
        yield slice(first, len(sentences))


@contextmanager
def packed(sentences: Sequence[Sentence]) -> Iterator[Pack]:
    """The sentences as one pack; no other thread uses the table of forms until the block ends."""
    words = [[token.text for token in sentence.tokens] for sentence in sentences]
    table = forms()
    with table.lock:
        yield pack_words(words, table)


class Model:
    """The weights and vocabularies of one of slovnet's models."""

    def __init__(self, task: Task) -> None:
        self._archive = Archive(data_folder() / "model" / f"slovnet_{task}_news_v1.tar")
        self._scheme = json.loads(bytes(self._archive.read("model.json")))

    def array(self, path: str) -> Floats:
        """The array at a place of the model's scheme, as `head.proj.weight`; read-only."""
        weight: Any = self._scheme
        for name in path.split("."):
            weight = weight[int(name) if name.isdigit() else name]
        content = self._archive.read(f"arrays/{weight['array']}.bin")
        return np.frombuffer(content, weight["dtype"]).reshape(weight["shape"])

    def vocabulary(self, name: str) -> list[str]:
        """The words of one of its vocabularies: `tag`, `rel`."""
        return self._archive.unpack(f"vocabs/{name}.gz").decode().splitlines()


class Encoder:
    """Three convolutions; `hidden` gives what the heads of the model read."""

    dim = 64

    def __init__(self, model: Model, table: Forms) -> None:
        first, *others = (_Layer(model, f"encoder.layers.{i}") for i in range(3))
        self._first = first
        self._others = others
        self._words = first.taps[: table.embeddings.dim]
        shapes = model.array("emb.shape.weight") @ first.taps[table.embeddings.dim :]
        shapes.reshape(len(shapes), TAPS, -1)[:, 1] += first.bias
        self._shapes = shapes
        self._table = table
        self._column = table.column(first.taps.shape[1], self._products)
        for before, layer in zip([first, *others], others, strict=False):
            layer.absorb(before)

    def _products(self, rows: Ints) -> Floats:
        """The first layer's product with each form, for the three places it can have in a window."""
        products: Floats = self._table.embeddings.vectors(self._table.word_ids[rows]) @ self._words
        products += self._shapes[self._table.shape_ids[rows]]
        return products

    def hidden(self, pack: Pack) -> Floats:
        """64 numbers for each place of the pack, gaps (zero) included."""
        first = self._first
        columns, places = self._column.look_up(pack.rows)
        table = columns.reshape(-1, first.width)
        result = np.empty((len(pack.rows), self.dim), np.float32)
        for start, stop, gaps in _blocks(pack):
            rows = places[start:stop] * TAPS
            values = table.take(rows + 1, axis=0)
            values[1:] += table.take(rows[:-1], axis=0)
            values[:-1] += table.take(rows[1:] + 2, axis=0)
            for layer in self._others:
                np.maximum(values, 0, out=values)
                values[gaps] = layer.gap
                products = (values @ layer.taps).reshape(len(values), TAPS, layer.width)
                values = products[:, 1] + layer.bias
                values[1:] += products[:-1, 0]
                values[:-1] += products[1:, 2]
            np.maximum(values, 0, out=values)
            np.multiply(values, layer.scale, out=result[start:stop])
        result += layer.shift
        result[pack.gaps] = 0
        return result


def _blocks(pack: Pack) -> Iterator[tuple[int, int, Ints]]:
    """Stretches of whole sentences, of about BLOCK_PLACES: start, stop and the gaps counted from the start."""
    gaps = pack.gaps
    last = len(gaps) - 1
    first = 0
    while first < last:
        start = int(gaps[first])
        end = max(first + 1, int(np.searchsorted(gaps, start + BLOCK_PLACES)) - 1)
        yield start, int(gaps[end]) + 1, gaps[first : end + 1] - start
        first = end


class _Layer:
    """A convolution, as one matrix from a value to its products for the windows of its neighbours and itself."""

    def __init__(self, model: Model, path: str) -> None:
        weight = model.array(f"{path}.conv.weight")  # width x input x taps
        self.width = weight.shape[0]
        # a window's tap 0 is the token before: what the token gives to the one after it
        self.taps: Floats = np.ascontiguousarray(weight.transpose(1, 2, 0)).reshape(weight.shape[1], -1)
        self.bias: Floats = model.array(f"{path}.conv.bias")
        self.scale: Floats = model.array(f"{path}.norm.weight") / model.array(f"{path}.norm.std")
        self.shift: Floats = model.array(f"{path}.norm.bias") - model.array(f"{path}.norm.mean") * self.scale
        self.gap: Floats = np.zeros(1, np.float32)
        """What a gap holds before the normalization of the layer before, so that it holds zero after it."""

    def absorb(self, before: "_Layer") -> None:
        """Take over the normalization of the layer before."""
        self.gap = -before.shift / before.scale
        self.bias = self.bias + (before.shift @ self.taps).reshape(TAPS, self.width).sum(0)
        self.taps = before.scale[:, None] * self.taps


@load_once
def encoder(task: Task) -> Encoder:
    """The encoder of a task, loaded at first use; all share one table of forms."""
    return Encoder(Model(task), forms())
