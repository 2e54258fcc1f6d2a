"""Trains the models of pairs behind occupations: which person holds a position, and where; who works where.

    python -m training.occupation ../shared/data extractor/facts/occupations/occupation.npz FOLDS

Gradient-boosted trees over `extractor.facts.occupations.features`, from NEREL train and the factRuEval devset. Writes
into the folder FOLDS the models of five folds by document, which it trains first, and prints their figures.
"""

import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from extractor.facts.occupations.features import MentionCounts, SceneFeatures, count_mentions, pair_values
from extractor.facts.occupations.implied import ImpliedPerson, by_tokens, find_implied
from extractor.facts.occupations.models import NO_RATES, TASKS, smoothed
from extractor.facts.occupations.pairs import head_lemma
from extractor.language.geography import find_place
from extractor.sentence.items import Item
from extractor.sentence.scene import Scene, find_scenes
from training.gold_documents import Gold, factrueval_documents, nerel_documents


@dataclass
class Sample:
    task: str
    name: str
    features: list[float]
    label: bool


class RateTable:
    """How often positions with a head lemma have a person, an organization, a country, another place."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
        self.by_document: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 5)

    def add(self, name: str, head: str, row: tuple[bool, bool, bool, bool]) -> None:
        for n, value in enumerate((True, *row)):
            self.counts[head][n] += value
            self.by_document[name, head][n] += value

    def rates(self, head: str, without: str = "") -> Any:
        """Without what one document tells, so that training sees what the unseen will."""
        own = self.by_document.get((without, head), [0] * 5)
        return smoothed([n - m for n, m in zip(self.counts.get(head, [0] * 5), own, strict=True)])


def count_rates(golds: list[Gold]) -> RateTable:
    table = RateTable()
    for gold in golds:
        held = {p[1] for _, p in gold.holds}
        kinds: dict[int, set[str]] = defaultdict(set)
        countries = {e.id for e in gold.doc.locations if e.name and (place := find_place(e.name)) and place.is_country}
        for p, where in gold.place:
            kinds[p[1]].add("org" if where[0] == "o" else "country" if where in countries else "locality")
        for scene in scenes(gold):
            for x in scene.of("position"):
                row = (x.end in held, *(k in kinds[x.end] for k in ("org", "country", "locality")))
                table.add(gold.doc.source, head_lemma(scene, x), row)
    return table


def scenes(gold: Gold) -> list[Scene]:
    """The scenes of a gold document, its annotated adjectives with the ids of their places."""
    result = []
    for scene in find_scenes(gold.doc, by_lexicon=False):
        scene.items = [
            i._replace(id=gold.adjectives.get((i.start, i.end), i.id)) if i.kind == "adjective" else i
            for i in scene.items
        ]
        result.append(scene)
    return result


def collect(golds: list[Gold], table: RateTable) -> list[Sample]:
    samples = []
    for gold in golds:
        found = scenes(gold)
        labels = Labels(gold, found)
        mentions, implied = count_mentions(gold.doc), find_implied(gold.doc, found)
        for scene in found:
            samples += scene_samples(scene, labels, gold.doc.source, table, mentions, implied.get(scene.index, ()))
    return samples


class Labels:
    """Annotated links, spread to the other mentions of the same person and to equal positions."""

    def __init__(self, gold: Gold, found: list[Scene]) -> None:
        heads = {i.end: head_lemma(s, i) for s in found for i in s.of("position")}
        self.gold = gold
        self.holds = {(who, heads.get(p[1])) for who, p in gold.holds}
        self.exact = {(who, p[1]) for who, p in gold.holds}
        self.place = {(p[1], where) for p, where in gold.place}
        self.works = gold.works

    def hold(self, scene: Scene, x: Item, y: Item) -> bool:
        return (y.id, x.end) in self.exact or (y.id, head_lemma(scene, x)) in self.holds


def scene_samples(
    scene: Scene, labels: Labels, name: str, table: RateTable, mentions: MentionCounts, implied: Sequence[ImpliedPerson]
) -> Iterator[Sample]:
    positions, people = scene.of("position"), [*scene.of("person"), *(i.item for i in implied)]
    places = scene.of("organization", "location", "adjective")
    if not (positions and (people or places)) and not (people and places):
        return
    features = SceneFeatures(scene, mentions, by_tokens(implied))
    for x in positions:
        rates = table.rates(head_lemma(scene, x), name)
        for y in people:
            yield Sample("hold", name, pair_values(features, x, y, rates), labels.hold(scene, x, y))
        for y in places:
            label = (x.end, y.id) in labels.place
            if not label:
                # a workplace annotated on the person only, of a person who holds this position
                label = any((p.id, y.id) in labels.works and labels.hold(scene, x, p) for p in people) and not any(
                    (z.end, y.id) in labels.place for z in positions
                )
            yield Sample("place", name, pair_values(features, x, y, rates), label)
    for x in people:
        for y in places:
            yield Sample("work", name, pair_values(features, x, y, NO_RATES), (x.id, y.id) in labels.works)


def fit(x: Any, y: Any, w: Any) -> Any:
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=160,
        learning_rate=0.05,
        max_depth=5,
        min_samples_leaf=15,
        subsample=0.7,
        max_features=0.35,
        random_state=1,
    )
    return model.fit(x, y, sample_weight=w)


def figures(y: Any, p: Any) -> str:
    from sklearn.metrics import average_precision_score, precision_recall_curve

    precision, recall, thresholds = precision_recall_curve(y, p)
    f = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(f.argmax())
    return (
        f"n {len(y)} pos {int(y.sum())} AP {average_precision_score(y, p):.4f} best F {f[best]:.4f} "
        f"(P {precision[best]:.3f} R {recall[best]:.3f} at {thresholds[min(best, len(thresholds) - 1)]:.2f})"
    )


FACTRUEVAL_WEIGHT = 3.0
FOLDS = 5


def fold_of(name: str) -> int:
    """The fold in which a text is tested."""
    return zlib.crc32(name.encode()) % FOLDS


def train(samples: list[Sample], task: str) -> Any:
    chosen = [s for s in samples if s.task == task]
    x, y = np.array([s.features for s in chosen], dtype=np.float32), np.array([s.label for s in chosen])
    w = np.where([s.name.startswith("book_") for s in chosen], FACTRUEVAL_WEIGHT, 1.0)
    return fit(x, y, w)


def export(models: dict[str, Any], table: RateTable, path: Path) -> None:
    arrays: dict[str, Any] = {}
    for task, model in models.items():
        trees = [t[0].tree_ for t in model.estimators_]
        roots = np.cumsum([0] + [t.node_count for t in trees])[:-1]
        leaves = [t.children_left < 0 for t in trees]
        # scikit-learn puts a left child right after its parent
        assert all(
            (t.children_left[~leaf] == np.flatnonzero(~leaf) + 1).all() for t, leaf in zip(trees, leaves, strict=True)
        )
        columns: dict[str, Any] = {
            "feature": [np.where(leaf, 0, t.feature) for t, leaf in zip(trees, leaves, strict=True)],
            "threshold": [np.where(leaf, -np.inf, t.threshold) for t, leaf in zip(trees, leaves, strict=True)],
            "right": [
                root + np.where(leaf, np.arange(t.node_count), t.children_right)
                for t, leaf, root in zip(trees, leaves, roots, strict=True)
            ],
            "value": [t.value[:, 0, 0] * model.learning_rate for t in trees],
        }
        for column, parts in columns.items():
            dtype = np.float32 if column in ("threshold", "value") else np.int32
            arrays[f"{task}.{column}"] = np.concatenate(parts).astype(dtype)
        arrays[f"{task}.roots"] = roots.astype(np.int32)
        prior = model.init_.class_prior_[1]
        arrays[f"{task}.base"] = np.float32(np.log(prior / (1 - prior)))
        arrays[f"{task}.depth"] = np.int16(max(t.max_depth for t in trees))
    counts = {head: row for head, row in sorted(table.counts.items()) if row[0] > 1}
    arrays["positions"] = np.array(json.dumps(counts, ensure_ascii=False))
    np.savez_compressed(path, **arrays)


def main(data: Path, out: Path, folds: Path) -> None:
    golds = nerel_documents(data / "nerel/train") + factrueval_documents(data / "factrueval-devset")
    tested: list[tuple[Sample, float]] = []
    for k in range(FOLDS):
        kept = [g for g in golds if fold_of(g.doc.source) != k]
        left = [g for g in golds if fold_of(g.doc.source) == k]
        table = count_rates(kept)
        samples, unseen = collect(kept, table), collect(left, table)
        models = {task: train(samples, task) for task in TASKS}
        for task in TASKS:
            chosen = [s for s in unseen if s.task == task]
            p = models[task].predict_proba(np.array([s.features for s in chosen], dtype=np.float32))[:, 1]
            tested += zip(chosen, map(float, p), strict=True)
        export(models, table, folds / f"occupation.{k}.npz")
    for task in TASKS:
        for corpus in ("nerel", "book_"):
            rows = [
                (s.label, p) for s, p in tested if s.task == task and s.name.startswith("book_") == (corpus == "book_")
            ]
            print(
                f"{task:6}",
                "NEREL train" if corpus == "nerel" else "factRuEval ",
                figures(*map(np.array, zip(*rows, strict=True))),
            )
    table = count_rates(golds)
    samples = collect(golds, table)
    export({task: train(samples, task) for task in TASKS}, table, out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
