"""Grammar of sentences: parts of speech, morphology, dependencies.

Source: slovnet's models of morphology and syntax (news_v1); the same answers as theirs. Heads are chosen token by
token, so a sentence may have several roots or a loop.
"""

from collections.abc import Sequence

import numpy as np

from extractor.caches import load_once
from extractor.document import Sentence, Word
from extractor.models.embeddings import Floats, Ints
from extractor.models.encoder import Model, Pack, encoder, packed, parts

LABELLED = 400
"""Tokens whose tags or relations are weighed at a time: three or four kilobytes each."""


class Grammar:
    """The morphology and syntax taggers; each is loaded at first use."""

    def tag(self, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]]:
        """Part of speech and morphological features of each token; no syntax."""
        result: list[tuple[Word, ...]] = []
        morphology = _morphology()
        for part in parts(sentences):
            with packed(sentences[part]) as pack:
                words = morphology.words(pack)
            end = 0
            for length in pack.lengths.tolist():
                start, end = end, end + length
                result.append(tuple(words[start:end]))
        return result

    def parse(self, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]]:
        """The same with `head` and `deprel`."""
        result: list[tuple[Word, ...]] = []
        morphology, syntax = _morphology(), _syntax()
        for part in parts(sentences):
            with packed(sentences[part]) as pack:
                words = morphology.words(pack)
                heads, deprels = syntax.relations(pack)
            end = 0
            for length in pack.lengths.tolist():
                start, end = end, end + length
                result.append(
                    tuple(
                        Word(word.upos, word.feats, head, deprel)
                        for word, head, deprel in zip(
                            words[start:end], heads[start:end], deprels[start:end], strict=True
                        )
                    )
                )
        return result


class _Morphology:
    def __init__(self) -> None:
        model = Model("morph")
        self._encoder = encoder("morph")
        self._words = [_read_tag(tag) for tag in model.vocabulary("tag")]
        self._weight = model.array("head.proj.weight")
        self._bias = model.array("head.proj.bias")

    def words(self, pack: Pack) -> list[Word]:
        """The words of a pack, one after another; the words of one tag are one object."""
        hidden = self._encoder.hidden(pack)
        words: list[Word] = []
        for first in range(0, len(pack.tokens), LABELLED):
            scores = hidden[pack.tokens[first : first + LABELLED]] @ self._weight
            scores += self._bias
            words += [self._words[tag] for tag in scores.argmax(1).tolist()]
        return words


def _read_tag(tag: str) -> Word:
    upos, *feats = tag.split("|")
    return Word(upos, {name: value for name, _, value in (feat.partition("=") for feat in feats)})


class _Syntax:
    def __init__(self) -> None:
        model = Model("syntax")
        self._encoder = encoder("syntax")
        self._deprels = model.vocabulary("rel")
        self._dependent = _Projection(model, "head.head")
        self._governor = _Projection(model, "head.tail")
        self._root = model.array("head.root")
        self._kernel = model.array("head.kernel")
        self._label_governor = _Projection(model, "rel.head")
        self._label_dependent = _Projection(model, "rel.tail")
        self._label_root = model.array("rel.root")
        kernel = model.array("rel.kernel")  # governor x (label, dependent)
        size = len(kernel)
        self._label_kernel: Floats = kernel.reshape(size, -1, size).transpose(0, 2, 1).reshape(size * size, -1)

    def relations(self, pack: Pack) -> tuple[list[int], list[str]]:
        """Head in its sentence (-1 for a root) and relation of each token, sentence after sentence."""
        hidden = self._encoder.hidden(pack)
        governors = self._governors(hidden, pack)
        # the root stands in the gap before its sentence: place of the gap + head is the governor's place
        before = np.repeat(pack.gaps[:-1], pack.lengths)
        labels = self._labels(hidden, pack, before + governors)
        return (governors - 1).tolist(), [self._deprels[label] for label in labels.tolist()]

    def _governors(self, hidden: Floats, pack: Pack) -> Ints:
        """For each token the number of its governor, from 1; 0 for a root."""
        dependents = self._dependent(hidden) @ self._kernel
        candidates = self._governor(hidden)
        candidates[pack.gaps] = self._governor(self._root)
        governors = np.empty(len(pack.tokens), np.int64)
        end = 0
        for gap, length in zip(pack.gaps.tolist(), pack.lengths.tolist(), strict=False):
            start, end = end, end + length
            stop = gap + 1 + length
            governors[start:end] = (dependents[gap + 1 : stop] @ candidates[gap:stop].T).argmax(1)
        return governors

    def _labels(self, hidden: Floats, pack: Pack, places: Ints) -> Ints:
        """For each token the number of its relation to the governor at `places`."""
        candidates = self._label_governor(hidden)
        candidates[pack.gaps] = self._label_governor(self._label_root)
        dependents = self._label_dependent(hidden)
        labels = np.empty(len(places), np.int64)
        for first in range(0, len(places), LABELLED):
            part = slice(first, first + LABELLED)
            pairs = candidates[places[part]][:, :, None] * dependents[pack.tokens[part]][:, None, :]
            labels[part] = (pairs.reshape(len(pairs), -1) @ self._label_kernel).argmax(1)
        return labels


class _Projection:
    """A linear layer with a rectifier."""

    def __init__(self, model: Model, path: str) -> None:
        self._weight = model.array(f"{path}.proj.weight")
        self._bias = model.array(f"{path}.proj.bias")

    def __call__(self, values: Floats) -> Floats:
        result: Floats = values @ self._weight
        result += self._bias
        return np.maximum(result, 0, out=result)


@load_once
def _morphology() -> _Morphology:
    return _Morphology()


@load_once
def _syntax() -> _Syntax:
    return _Syntax()
