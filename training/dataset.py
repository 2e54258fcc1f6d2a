"""Sentences with their features and tags, made once and kept in memory."""

from dataclasses import dataclass

import numpy as np

from extractor.models.embeddings import forms
from extractor.models.encoder import encoder, pack_words
from extractor.models.name_features import letters, readings
from extractor.models.name_network import TASKS
from extractor.text.segment import segment
from training.corpora import Annotated, Span

KINDS = ("PER", "ORG", "LOC")
TAGS = ["O"] + [f"{p}-{k}" for k in KINDS for p in "BI"]
STYLES = ("news", "nerel")


@dataclass
class Sample:
    """One sentence."""

    doc: str
    style: int
    tokens: list[str]
    bounds: list[tuple[int, int]]
    tags: np.ndarray
    positions: np.ndarray
    words: np.ndarray = None
    """Indices of distinct words."""
    hidden: np.ndarray = None
    """Hidden outputs of the frozen encoders, a row a token."""
    copy: bool = False
    """Whether it is an altered copy of another sentence."""


def tag(bounds: list[tuple[int, int]], spans: list[Span], kinds: tuple[str, ...]) -> np.ndarray:
    """BIO tags as numbers: 0 is O, 1 + 2k is the first token of kind k, 2 + 2k another."""
    tags = np.zeros(len(bounds), dtype=np.int64)
    for start, end, kind in spans:
        inside = [i for i, (a, b) in enumerate(bounds) if a < end and start < b]
        for n, i in enumerate(inside):
            tags[i] = 1 + 2 * kinds.index(kind) + (n > 0)
    return tags


def sentences(doc: Annotated) -> list[Sample]:
    samples = []
    for sent in segment(doc.text):
        bounds = [(t.start, t.end) for t in sent.tokens]
        names = [s for s in doc.names if s[0] < sent.end and sent.start < s[1]]
        jobs = [s for s in doc.positions if s[0] < sent.end and sent.start < s[1]]
        samples.append(
            Sample(
                doc.name,
                STYLES.index(doc.style),
                [t.text for t in sent.tokens],
                bounds,
                tag(bounds, names, KINDS),
                tag(bounds, jobs, ("POS",)),
            )
        )
    return samples


class Words:
    """Features of distinct words."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.list: list[str] = []

    def add(self, tokens: list[str]) -> np.ndarray:
        ids = []
        for token in tokens:
            if token not in self.index:
                self.index[token] = len(self.list)
                self.list.append(token)
            ids.append(self.index[token])
        return np.array(ids)

    def features(self) -> dict[str, np.ndarray]:
        vectors, shapes = [], []
        table = forms()
        for at in range(0, len(self.list), 4000):
            rows = table.rows(self.list[at : at + 4000])
            vectors.append(table.embeddings.vectors(table.word_ids[rows]))
            shapes.append(table.shape_ids[rows])
        return {
            "vectors": np.concatenate(vectors),
            "shapes": np.concatenate(shapes),
            "readings": readings(self.list),
            "letters": letters(self.list),
        }


def featurize(samples: list[Sample], words: Words) -> None:
    """Fills `words` and `hidden` of the samples."""
    for s in samples:
        s.words = words.add(s.tokens)
    for at in range(0, len(samples), 100):
        part = samples[at : at + 100]
        pack = pack_words([s.tokens for s in part])
        hidden = np.concatenate([encoder(task).hidden(pack) for task in TASKS], 1).astype(np.float16)
        for s, start, length in zip(part, pack.starts, pack.lengths, strict=True):
            s.hidden = hidden[start : start + length]
