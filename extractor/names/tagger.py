"""People, organizations, places and positions in text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from extractor.document import NAME_KINDS, NameKind, NameMention, Position, Sentence, Style, Token
from extractor.models.embeddings import forms
from extractor.models.encoder import packed, parts
from extractor.models.name_network import Network, network, runs
from extractor.names.checks import LEAST_SCORES, is_doubtful, is_rather_place
from extractor.names.spans import name_bounds, position_bounds

LONG_SENTENCE = 200
"""Tokens; a longer sentence is tagged in pieces, for the LSTM's steps are as many as its tokens."""

Layers = tuple[tuple[NameMention, ...], tuple[Position, ...]]


class NameTagger(Protocol):
    """What finds the names and positions of articles."""

    def tag(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[Layers]:
        """For each article its names and its positions, in order, without overlap within a layer."""


class Tagger:
    """Finds the names of many articles at once."""

    def __init__(
        self, style: Style = "news", weights: Mapping[str, Any] | None = None, *, with_doubtful: bool = False
    ) -> None:
        """`weights` are those of the package unless given (by training); `with_doubtful`: nothing found is left out."""
        self._with_doubtful = with_doubtful
        self._legal_forms = style == "news"
        self._least = LEAST_SCORES[style]
        self._network: Network = network(style) if weights is None else Network(weights, style, forms())

    def tag(self, texts: Sequence[str], sentences: Sequence[Sequence[Sentence]]) -> list[Layers]:
        """For each article its names and its positions, in order, without overlap within a layer."""
        pieces = [(i, piece) for i, sents in enumerate(sentences) for sent in sents for piece in _pieces(sent)]
        names: list[list[NameMention]] = [[] for _ in texts]
        positions: list[list[Position]] = [[] for _ in texts]
        sequence = [piece for _, piece in pieces]
        for part in parts(sequence):
            held = pieces[part]
            with packed(sequence[part]) as pack:
                name_tags, position_tags = self._network.tag(pack)
            for number, i, first, last, score in runs(name_tags, pack.lengths, self._network.calibration[:3]):
                article, piece = held[i]
                names[article] += self._names(texts[article], NAME_KINDS[number], piece.tokens, first, last, score)
            for _, i, first, last, score in runs(position_tags, pack.lengths, self._network.calibration[3:]):
                article, piece = held[i]
                text = texts[article]
                start, end = position_bounds(text, piece.tokens[first].start, piece.tokens[last].end)
                if start < end:
                    positions[article].append(Position(start, end, text[start:end], score))
        return [(tuple(_apart(found)), tuple(jobs)) for found, jobs in zip(names, positions, strict=True)]

    def _names(
        self, text: str, kind: NameKind, tokens: Sequence[Token], first: int, last: int, score: float
    ) -> list[NameMention]:
        """What the network took for a name, from token `first` to `last`, as names; none where it is doubtful."""
        if not self._with_doubtful:
            if is_rather_place(kind, tokens, first, last, score):
                kind = "location"
            if is_doubtful(kind, tokens, first, last, score, self._least[kind]):
                return []
        bounds = name_bounds(text, tokens[first].start, tokens[last].end, kind, legal_forms=self._legal_forms)
        return [NameMention(kind, start, end, text[start:end], "names.tagger", score) for start, end in bounds]


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
