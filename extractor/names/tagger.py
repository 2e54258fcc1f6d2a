"""People, organizations, places and positions in text."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from typing import Any, Protocol

import numpy as np

from extractor.document import NameKind, NameMention, Position, Sentence
from extractor.language.embeddings import Ints, forms
from extractor.language.encoder import packs
from extractor.names.checks import LEAST, find_dateline, is_doubtful, is_rather_place
from extractor.names.countries import with_countries
from extractor.names.institutions import with_institutions
from extractor.names.network import Curve, Network, Tags, network
from extractor.names.repeats import find_repeated
from extractor.names.spans import name_bounds, position_bounds

KINDS: tuple[NameKind, ...] = ("person", "organization", "location")

LONG_SENTENCE = 200
"""Tokens; a longer sentence is tagged in pieces, for the LSTM's steps are as many as its tokens."""

SURE = 0.001
"""The network's own probability of a name is taken as this far from 0 and 1 at least."""

Layers = tuple[tuple[NameMention, ...], tuple[Position, ...]]


class NameTagger(Protocol):
    """What finds the names and positions of articles."""

    def tag(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[Layers]:
        """For each article its names and its positions, in order, without overlap within a layer."""


class Tagger:
    """Finds the names of many articles at once."""

    def __init__(
        self, style: str = "news", weights: Mapping[str, Any] | None = None, *, with_doubtful: bool = False
    ) -> None:
        """`weights` are those of the package unless given (by training); `with_doubtful`: nothing found is left out."""
        self._with_doubtful = with_doubtful
        self._legal_forms = style == "news"
        self._least = LEAST[style]
        self._network: Network = network(style) if weights is None else Network(weights, style, forms())

    def tag(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[Layers]:
        """For each article its names and its positions, in order, without overlap within a layer."""
        pieces = [(i, piece) for i, sents in enumerate(sentences) for sent in sents for piece in _pieces(sent)]
        names: list[list[NameMention]] = [[] for _ in texts]
        positions: list[list[Position]] = [[] for _ in texts]
        for part, pack in packs([piece for _, piece in pieces]):
            held = pieces[part]
            name_tags, position_tags = self._network.tag(pack)
            for number, i, first, last, score in _runs(name_tags, pack.lengths, self._network.calibration[:3]):
                article, tokens = held[i][0], held[i][1].tokens
                kind = KINDS[number]
                if not self._with_doubtful:
                    if is_rather_place(kind, tokens, first, last, score):
                        kind = "location"
                    if is_doubtful(kind, tokens, first, last, score, self._least[kind]):
                        continue
                text = texts[article]
                for start, end in name_bounds(
                    text, tokens[first].start, tokens[last].end, kind, legal_forms=self._legal_forms
                ):
                    names[article].append(NameMention(kind, start, end, text[start:end], "names.tagger", score))
            for _, i, first, last, score in _runs(position_tags, pack.lengths, self._network.calibration[3:]):
                article, tokens = held[i][0], held[i][1].tokens
                text = texts[article]
                start, end = position_bounds(text, tokens[first].start, tokens[last].end)
                if start < end:
                    positions[article].append(Position(start, end, text[start:end], score))
        return [
            (_completed(_apart(found), sents, text), tuple(jobs))
            for found, jobs, sents, text in zip(names, positions, sentences, texts, strict=True)
        ]


def _completed(names: list[NameMention], sentences: Sequence[Sentence], text: str) -> tuple[NameMention, ...]:
    """The names with those that the article as a whole tells."""
    names = with_institutions(_with_dateline(names, sentences), sentences, text)
    names = with_countries(names, sentences, text)
    repeated = find_repeated(names, sentences, text)
    return tuple(sorted([*names, *repeated], key=lambda name: name.start) if repeated else names)


def _with_dateline(names: list[NameMention], sentences: Sequence[Sentence]) -> list[NameMention]:
    place = find_dateline(sentences)
    if place is None or any(name.start == place.start and name.kind == place.kind for name in names):
        return names
    others = [name for name in names if name.end <= place.start or place.end <= name.start]
    return sorted([place, *others], key=lambda name: name.start)


def _apart(names: Sequence[NameMention]) -> list[NameMention]:
    """The names without those that, grown to their right bounds, overlap the one before."""
    kept: list[NameMention] = []
    for name in names:
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
        elif name.end - name.start > kept[-1].end - kept[-1].start:
            kept[-1] = name
    return kept


def _pieces(sent: Sentence) -> Iterator[Sentence]:
    if len(sent.tokens) <= LONG_SENTENCE:
        yield sent
        return
    for at in range(0, len(sent.tokens), LONG_SENTENCE):
        tokens = sent.tokens[at : at + LONG_SENTENCE]
        yield Sentence(tokens[0].start, tokens[-1].end, tokens)


def _runs(tags: Tags, lengths: Ints, calibration: Sequence[Curve]) -> Iterator[tuple[int, int, int, int, float]]:
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
    score = min(max(score, SURE), 1 - SURE)
    return round(1 / (1 + exp(-slope * log(score / (1 - score)) - intercept)), 3)
