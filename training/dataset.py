"""Sentences with their features and tags, made once and kept in memory."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractor.language.embeddings import forms
from extractor.language.encoder import encoder, pack_words
from extractor.language.morphology import parses
from extractor.names.features import letters, readings
from extractor.names.network import TASKS
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


def capitals(sample: Sample) -> Sample:
    """The sentence as a headline in capitals."""
    return replace(sample, tokens=[token.upper() for token in sample.tokens], copy=True)


QUOTED = str.maketrans({"«": "“", "»": "”"}), str.maketrans({"«": '"', "»": '"'}), str.maketrans({"«": "„", "»": "“"})


def requoted(sample: Sample, rnd: random.Random) -> Sample:
    """The sentence with quotation marks of another kind."""
    table = rnd.choice(QUOTED)
    return replace(sample, tokens=[token.translate(table) for token in sample.tokens], copy=True)


AGENCIES = (
    "Sputnik", "ТАСС", "РИА Новости", "Интерфакс", "АКИpress", "Reuters", "КАЗИНФОРМ", "УзА", "Хабар", "БелТА", "Trend",
    "Regnum", "Kun.uz", "Bloomberg", "АФП", "Синьхуа", "Газета.uz", "Новости-Казахстан", "ИТАР-ТАСС", "24.kg",
)  # fmt: skip
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def dateline(doc: str, style: int, city: str, rnd: random.Random) -> Sample:
    """The beginning of an agency's report: «ТАШКЕНТ, 15 ноября — Sputnik.»"""
    agency = rnd.choice(AGENCIES).split()
    day = [str(rnd.randint(1, 31)), rnd.choice(MONTHS)] + ([str(rnd.randint(1995, 2030))] if rnd.random() < 0.3 else [])
    place = city.upper() if rnd.random() < 0.75 else city
    ends = rnd.choice(([["—"], ["."]], [["."], ["."]], [[".", "/"], ["/", "."]], [["("], [")", "."]], [["–"], ["."]]))
    tokens = [place, ",", *day, *ends[0], *agency, *ends[1]]
    tags = np.zeros(len(tokens), dtype=np.int64)
    tags[0] = TAGS.index("B-LOC")
    at = 2 + len(day) + len(ends[0])
    tags[at] = TAGS.index("B-ORG")
    tags[at + 1 : at + len(agency)] = TAGS.index("I-ORG")
    nothing = np.zeros(len(tokens), dtype=np.int64)
    return Sample(doc, style, tokens, [(0, 0)] * len(tokens), tags, nothing, copy=True)


def cities(samples: Sequence[Sample]) -> dict[str, str]:
    """Places of one word in the nominative, and a text that names each."""
    found: dict[str, str] = {}
    for sample in samples:
        following = [*sample.tags[1:], 0]
        for token, tag, after in zip(sample.tokens, sample.tags, following, strict=True):
            if tag == TAGS.index("B-LOC") and after != TAGS.index("I-LOC") and token.istitle() and len(token) > 3:
                reading = parses(token)[0]
                if reading.feats.get("NameType") == "Geo" and reading.feats.get("Case") == "Nom":
                    found.setdefault(token, sample.doc)
    return found
