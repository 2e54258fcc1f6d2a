"""Trains the model of participants: who is whose relative, who got which award, who is charged with what.

    python -m training.participants ../shared/data extractor/facts/participants/participants.npz

A logistic regression a relation over `extractor.facts.participants.features`, from NEREL train with the names that the
extractor finds there. Prints the figures of five folds by document first.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from extractor import Article, Document, Extractor
from extractor.facts.find import sentences_of
from extractor.facts.participants.candidates import Candidate, End
from extractor.facts.participants.find import candidates_of
from extractor.facts.participants.relations import RELATIONS
from extractor.sentence.cells import Cells
from training.corpora import read_text
from training.occupation import FOLDS, figures, fold_of

SHARED = Path(__file__).resolve().parents[1] / "../shared"
sys.path.insert(0, str(SHARED / "score"))

INVERSE_REGULARIZATION = 0.2
"""Of 0.05, 0.1, 0.2, 0.3 and 1 about the best."""

LEAST_SEEN = 3
"""Pairs of a feature that counts."""

LEAST_WEIGHT = 0.02
"""A feature of less is left out of the file."""

GOLD = {
    "spouse": ("SPOUSE",),
    "child": ("PARENT_OF",),
    "parent": ("PARENT_OF",),
    "award": ("AWARDED_WITH",),
    "crime": ("CONVICTED_OF",),
    "penalty": ("PENALIZED_AS",),
    "founder": ("FOUNDED_BY",),
    "founded": ("DATE_FOUNDED_IN",),
    "school": ("SCHOOLS_ATTENDED",),
}
"""By relation that of NEREL whose head is `who`."""

TURNED = frozenset(("child",))
"""Relations whose `who` is the tail in NEREL."""

OF_KIND = {"person": "people", "organization": "organizations", "location": "locations"}


class Sample(NamedTuple):
    relation: str
    article: str
    features: list[str]
    label: bool


class Gold:
    """The relations of an annotated article, by entity: of a name its entity, of anything else its offsets."""

    def __init__(self, source: Any, doc: Document) -> None:
        self.entities = {entity.id: self._same(source, entity.mentions, kind) for kind, entity in _entities(doc)}
        self.dates = {date.id: (date.start, date.end) for date in doc.dates}
        self.names: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.spans: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for relation, head, tail in source.relations:
            if not {head, tail} <= source.mentions.keys() or not source.mentions[head].kind:
                continue
            mention, who = source.mentions[tail], source.entity_of[head]
            if mention.kind:
                self.names[relation].add((who, source.entity_of[tail]))
            else:
                same = source.mentions_of(source.entity_of[tail])
                self.spans[relation] += [(who, one.start, one.end) for one in same]

    def _same(self, source: Any, mentions: Any, kind: str) -> set[str]:
        """The annotated entities that share a mention with one of the extractor's."""
        people = kind == "person"
        return {
            source.entity_of[one.id]
            for mention in mentions
            for one in source.mentions.values()
            if one.kind and one.start < mention.end and mention.start < one.end and (one.kind == "PER") == people
        }

    def is_pair(self, row: Cells, pair: Candidate) -> bool:
        """Whether the annotation relates two."""
        return any(self._is_related(row, pair, relation) for relation in GOLD[pair.relation])

    def _is_related(self, row: Cells, pair: Candidate, relation: str) -> bool:
        who = self.entities.get(pair.who.id, set())
        if pair.other.kind in OF_KIND:
            others = self.entities.get(pair.other.id, set())
            pairs = {(a, b) for a in who for b in others}
            turned = {(b, a) for a, b in pairs}
            wanted = turned if pair.relation in TURNED else pairs
            return not self.names[relation].isdisjoint(wanted | turned if RELATIONS[pair.relation].either else wanted)
        start, end = self._offsets(row, pair.other)
        return any(a in who and s < end and start < e for a, s, e in self.spans[relation])

    def _offsets(self, row: Cells, end: End) -> tuple[int, int]:
        if end.kind == "date":
            return self.dates[end.id]
        token = row.scene.tokens[end.first]
        return token.start, token.end


def _entities(doc: Document) -> Iterator[tuple[str, Any]]:
    for kind, layer in OF_KIND.items():
        for entity in getattr(doc, layer):
            yield kind, entity


def collect(folder: Path) -> list[Sample]:
    """All pairs of the articles of a folder, with what the annotation says of them."""
    import nerel_gold

    sources = {source.name: source for source in nerel_gold.read(folder)}
    articles = [Article(read_text(folder / f"{name}.txt"), source=name) for name in sources]
    samples = []
    for doc in Extractor().extract_many(articles):
        gold = Gold(sources[doc.source], doc)
        _, rows = sentences_of(doc)
        for row, pair, features in candidates_of(rows):
            samples.append(Sample(pair.relation, doc.source, features, gold.is_pair(row, pair)))
    return samples


class Table(NamedTuple):
    """The samples of a relation as numbers."""

    names: list[str]
    """Of the features, the columns of `x`."""
    x: Any
    y: Any
    folds: Any


def tabulate(samples: list[Sample], relation: str) -> Table:
    from scipy.sparse import csr_matrix

    chosen = [one for one in samples if one.relation == relation]
    counts: dict[str, int] = defaultdict(int)
    for one in chosen:
        for name in set(one.features):
            counts[name] += 1
    names = sorted(name for name, count in counts.items() if count >= LEAST_SEEN)
    columns = {name: number for number, name in enumerate(names)}
    cells = [(n, columns[name]) for n, one in enumerate(chosen) for name in set(one.features) if name in columns]
    at = np.array(cells).T
    x = csr_matrix((np.ones(len(cells)), (at[0], at[1])), shape=(len(chosen), len(names)))
    return Table(names, x, np.array([one.label for one in chosen]), np.array([fold_of(one.article) for one in chosen]))


def fit(x: Any, y: Any) -> Any:
    """The weight of each column of `x`; one of them is the bias."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=INVERSE_REGULARIZATION, solver="liblinear", fit_intercept=False)
    return model.fit(x, y).coef_[0]


def unseen(table: Table) -> Any:
    """The probabilities of all rows by models that had not seen their articles."""
    found = np.zeros(len(table.y))
    for fold in range(FOLDS):
        left = table.folds == fold
        found[left] = 1 / (1 + np.exp(-(table.x[left] @ fit(table.x[~left], table.y[~left]))))
    return found


def export(weights: Mapping[str, tuple[list[str], Any]], path: Path) -> None:
    arrays: dict[str, Any] = {}
    for relation, (names, values) in weights.items():
        kept = [(name, value) for name, value in zip(names, values, strict=True) if abs(value) >= LEAST_WEIGHT]
        text = "\n".join(name for name, _ in kept).encode()
        arrays[f"{relation}.names"] = np.frombuffer(text, dtype=np.uint8)
        arrays[f"{relation}.weights"] = np.array([value for _, value in kept], dtype=np.float16)
    np.savez_compressed(path, **arrays)


def main(data: Path, out: Path) -> None:
    samples = collect(data / "nerel/train")
    weights = {}
    for relation in RELATIONS:
        table = tabulate(samples, relation)
        probabilities = unseen(table)
        print(f"{relation:8}", figures(table.y, probabilities))
        for low, high in ((0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
            right = table.y[(probabilities >= low) & (probabilities < high)]
            print(f"  probability {low:.1f} to {high:.1f}: {len(right)}, right {right.mean() if len(right) else 0:.2f}")
        weights[relation] = (table.names, fit(table.x, table.y))
    export(weights, out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
