"""Learn the weights of nominatives (extractor/names/weights.toml) from the person names that NEREL links to Wikidata.

    python training/nominatives.py --data ../shared/data/nerel/train --score ../shared/score --folds 5
    python training/nominatives.py --data ../shared/data/nerel/train --score ../shared/score --write

A mention of which Wikidata's label is the nominative gives one example: its words as they stand, the grammar of the
sentence, and the words of the label. The model is a log-linear one: gender and case are hidden, every word has its
nominative given them, and the probability of the label's words is to be high. `--folds` prints the share of mentions
right that were left out of the training; texts are kept whole.
"""

import argparse
import sys
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from extractor.language.lexicon import normalize_word
from extractor.models.grammar_taggers import Grammar
from extractor.names.parts import split_name
from extractor.names.people import Around, context_features, origins, placed, positions
from extractor.names.surroundings import look_around
from extractor.names.word_features import CASES, GENDERS
from extractor.text.segment import segment

STRENGTH = 0.3
"""Of the pull towards the weights there are, against the likelihood of the examples."""


@dataclass
class Example:
    text: str
    words: tuple
    tags: tuple
    around: Around
    gold: tuple
    inflected: bool


def read_examples(folder, score):
    sys.path.insert(0, str(score))
    import nerel_gold
    import normal_forms

    grammar = Grammar()
    examples = []
    for document in nerel_gold.read(folder):
        golds = normal_forms.gold_mentions(document)
        sentences = segment(document.text)
        starts = [sentence.start for sentence in sentences]
        wanted = sorted({bisect_right(starts, gold.start) - 1 for gold in golds})
        words = dict(zip(wanted, grammar.tag([sentences[i] for i in wanted]), strict=True))
        for gold in golds:
            i = bisect_right(starts, gold.start) - 1
            tags = {token.start: word for token, word in zip(sentences[i].tokens, words[i], strict=True)}
            before = [word for start, word in tags.items() if start < gold.start]
            after = [word for start, word in tags.items() if start >= gold.end]
            parts = split_name(document.text[gold.start : gold.end])
            labels = split_name(gold.label)
            if len(parts) != len(labels):
                continue
            pairs = [(p, n) for p, n in zip(parts, labels, strict=True) if not p.is_initial and not p.is_rigid]
            if not pairs:
                continue
            found = [tags.get(gold.start + p.start) for p, _ in pairs]
            examples.append(
                Example(
                    document.name,
                    tuple(p.plain for p, _ in pairs),
                    tuple(tuple(w.feats.get(f, "") if w else "" for f in ("Case", "Gender", "Number")) for w in found),
                    look_around(before[-1] if before else None, after[0] if after else None),
                    tuple(normalize_word(n.text) for _, n in pairs),
                    gold.form == "inflected",
                )
            )
    return examples


class Problem:
    """The examples as sparse matrices: a row for each reading of a word and for each gender and case of a name."""

    def __init__(self, examples, names):
        column = {name: i for i, name in enumerate(names)}
        rows, contexts = [], []
        slot_of, gold_row, combo_of_slot, example_of_combo = [], [], [], []
        self.readings = []
        slots = combos = 0
        for e, example in enumerate(examples):
            for gender in GENDERS:
                for case in CASES:
                    options = []
                    for word, position in zip(example.words, positions(len(example.words)), strict=True):
                        options.append(
                            [
                                (o.nominative, placed(o.features, position))
                                for o in origins(word)
                                if o.gender == gender and case in o.cases
                            ]
                        )
                    if not all(options):
                        continue
                    for option, gold in zip(options, example.gold, strict=True):
                        for nominative, features in option:
                            rows.append(features)
                            slot_of.append(slots)
                            gold_row.append(nominative == gold)
                            self.readings.append(nominative)
                        combo_of_slot.append(combos)
                        slots += 1
                    contexts.append(context_features((gender, case), example.tags, example.around))
                    example_of_combo.append(e)
                    combos += 1
        self.x = _sparse(rows, column)
        self.c = _sparse(contexts, column)
        self.slot_starts = _starts(slot_of)
        self.slot_of = np.array(slot_of)
        self.combo_starts = _starts(combo_of_slot)
        self.combo_of_slot = np.array(combo_of_slot)
        self.example_starts = _starts(example_of_combo)
        self.example_of_combo = np.array(example_of_combo)
        self.gold = np.array(gold_row)

    def posterior(self, w, mask=None):
        """Log of the sums over all readings by example, and the gradient of their sum."""
        scores = self.x @ w
        if mask is not None:
            scores = np.where(mask, scores, -1e4)
        slot = np.logaddexp.reduceat(scores, self.slot_starts)
        combo = self.c @ w + np.add.reduceat(slot, self.combo_starts)
        total = np.logaddexp.reduceat(combo, self.example_starts)
        of_combo = np.exp(combo - total[self.example_of_combo])
        of_row = np.exp(scores - slot[self.slot_of]) * of_combo[self.combo_of_slot][self.slot_of]
        return total, self.x.T @ of_row + self.c.T @ of_combo

    def loss(self, w, prior, kept):
        every, every_gradient = self.posterior(w)
        right, right_gradient = self.posterior(w, self.gold)
        value = (every - right).sum() + STRENGTH * ((w - prior) ** 2).sum()
        return value, every_gradient - right_gradient + 2 * STRENGTH * (w - prior)


def _sparse(rows, column):
    pairs = [(i, column[name], value) for i, row in enumerate(rows) for name, value in row]
    i, j, values = zip(*pairs, strict=True)
    return csr_matrix((values, (i, j)), shape=(len(rows), len(column)))


def _starts(groups):
    groups = np.array(groups)
    return np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))


@cache
def first_guesses():
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)["weights"]


def feature_names(examples):
    names = set(first_guesses())
    for example in examples:
        for word, position in zip(example.words, positions(len(example.words)), strict=True):
            names.update(name for o in origins(word) for name, _ in placed(o.features, position))
    return sorted(names)


def learn(examples, names):
    prior = np.array([first_guesses().get(name, 0.0) for name in names])
    problem = Problem(examples, names)
    right, _ = problem.posterior(prior, problem.gold)
    possible = right > -1e3
    kept = [e for e, p in zip(examples, possible, strict=True) if p]
    problem = Problem(kept, names)
    # a few women of NEREL whom the tagger takes for men would have its gender speak against itself
    bounds = [(0.5, None) if name == "gender" else (None, None) for name in names]
    found = minimize(problem.loss, prior, args=(prior, None), jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x, len(kept)


def is_right(example, names, w):
    """Whether the likeliest readings are the words of the label."""
    score = dict(zip(names, w, strict=True))
    best, best_words = -1e9, ()
    weigh = lambda features: sum(score.get(name, 0.0) * value for name, value in features)  # noqa: E731
    for gender in GENDERS:
        for case in CASES:
            total, chosen = weigh(context_features((gender, case), example.tags, example.around)), []
            for word, position in zip(example.words, positions(len(example.words)), strict=True):
                options = [
                    (weigh(placed(o.features, position)), o.nominative)
                    for o in origins(word)
                    if o.gender == gender and case in o.cases
                ]
                weight, nominative = max(options, default=(-1e6, ""))
                total += weight
                chosen.append(nominative)
            if total > best:
                best, best_words = total, tuple(chosen)
    return best_words == example.gold, best_words


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    examples = [e for folder in options.data for e in read_examples(folder, options.score)]
    names = feature_names(examples)
    print(len(examples), "examples,", sum(e.inflected for e in examples), "inflected,", len(names), "weights")
    if options.folds:
        texts = sorted({e.text for e in examples})
        results = []
        for fold in range(options.folds):
            left_out = set(texts[fold :: options.folds])
            w, _ = learn([e for e in examples if e.text not in left_out], names)
            results += [(e, *is_right(e, names, w)) for e in examples if e.text in left_out]
        for form in (True, False):
            found = [right for e, right, _ in results if e.inflected == form]
            print("inflected" if form else "nominative", sum(found), len(found), sum(found) / len(found))
        if options.errors:
            for e, right, words in results:
                if not right:
                    print(e.words, e.tags, e.gold, words)
    if options.write:
        w, kept = learn(examples, names)
        path = Path(__file__).parent.parent / "extractor/names/weights.toml"
        lines = [f'"{name}" = {weight:.3f}' for name, weight in zip(names, w, strict=True) if abs(weight) > 0.0005]
        head = 'source = "learnt by training/nominatives.py from the person names of NEREL v1.1 (train) and Wikidata"'
        path.write_text("\n".join([head, "", "[weights]", *lines, ""]), encoding="utf-8")
        print("written,", kept, "examples used")


if __name__ == "__main__":
    main()
