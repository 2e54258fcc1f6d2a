"""The weights of scores (extractor/names/scores.toml), from answers for texts that the tagger had not seen.

    python -m training.scores --data ../shared/data --score ../shared/score
    python -m training.scores --data ../shared/data --score ../shared/score --write

The texts are SlavicNER's four topics, from which nothing of the tagger is learned, and the factRuEval devset with the
answers of five taggers, each trained without a fifth of it. Printed is the expected calibration error (ten bins of
equal counts, `../shared/score/slavic.py`) of each kind on each of the five, with the score of what found a mention, and
weighed by weights that were learned without that topic. `--write` learns from all five.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.devset import FoldedTagger, read_texts
from extractor import Extractor
from extractor.document import Document
from extractor.names.scores import KINDS, WEIGHED, Evidence, evidence_of
from training.calibrate import CODES, logistic
from training.corpora import read_factrueval, trim

TOPICS = ("asia_bibi", "brexit", "covid-19", "us_election_2020")
DEVSET = "factrueval"

STRENGTH = 10.0
"""How much the weights are drawn towards the score alone."""

LEAST = 0.005
"""A weight that is nearer to 0 is left out."""


class Answer(NamedTuple):
    """A mention that was found, and whether the annotation has it."""

    score: float
    rule: str
    evidence: Evidence
    is_right: bool


Answers = dict[tuple[str, str], list[Answer]]
"""By topic and kind."""


class Unweighed(Extractor):
    """Leaves the scores of mentions as what found them gave them, and keeps what there is to weigh."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.evidence: dict[str, list[Evidence]] = {}

    def _weigh(self, doc: Document) -> Document:
        entities = (*doc.people, *doc.organizations, *doc.locations)
        self.evidence[doc.source] = [evidence for entity in entities for evidence in evidence_of(doc, entity)]
        return doc

    def mentions(self, text: str, source: str) -> Iterator[tuple[str, int, int, float, str, Evidence]]:
        """Kind, bounds, score, rule and evidence of all mentions of a text."""
        doc = self.extract(text, source=source)
        layers = zip(CODES.values(), (doc.people, doc.organizations, doc.locations), strict=True)
        found = [(kind, m.start, m.end, m.score, m.rule) for kind, layer in layers for e in layer for m in e.mentions]
        for row, evidence in zip(found, self.evidence.pop(source), strict=True):
            yield *row, evidence


def read_answers(data: Path, slavic: Any) -> Answers:
    answers: Answers = defaultdict(list)
    extractor = Unweighed()
    for topic in TOPICS:
        gold = slavic.read(data / "slavicner" / topic)
        general = slavic.small_letters(gold)
        for name, text, rows in gold:
            named, others = _asked_for(text, rows, general, slavic)
            for kind, start, end, score, rule, evidence in extractor.mentions(text, name):
                span = slavic.strip(text, start, end)
                is_right = named.get(span) == kind
                if is_right or _counts(kind, span, named, others, slavic):
                    answers[topic, kind].append(Answer(score, rule, evidence, is_right))
    folder = data / "factrueval-devset"
    texts = read_texts(folder)
    folded = Unweighed(tagger=FoldedTagger(texts))
    for doc in read_factrueval(folder):
        gold = {(*trim(doc.text, start, end), CODES[code]) for start, end, code in doc.names}
        for kind, start, end, score, rule, evidence in folded.mentions(doc.text, doc.name):
            is_right = (*trim(doc.text, start, end), kind) in gold
            answers[DEVSET, kind].append(Answer(score, rule, evidence, is_right))
    return answers


Span = tuple[int, int]


def _asked_for(
    text: str, rows: Iterable[tuple[int, int, str, str, str]], general: set[str], slavic: Any
) -> tuple[dict[Span, str], list[Span]]:
    """The kinds of the spans that must be found, and the spans that may be."""
    named, others = {}, []
    for start, end, lemma, code, _ in rows:
        span = slavic.strip(text, start, end)
        if code in CODES and not slavic.is_optional(text, span[0], lemma, general):
            named[span] = CODES[code]
        else:
            others.append(span)
    return named, others


def _counts(kind: str, span: Span, named: Mapping[Span, str], others: Iterable[Span], slavic: Any) -> bool:
    """Whether what is no span of the annotation is wrong; what overlaps one that may be found is neither."""
    if any(named[other] == kind and slavic.overlaps(other, span) for other in named):
        return True
    return not any(slavic.overlaps(other, span) for other in others)


def learn(answers: Sequence[Answer], names: Sequence[str]) -> np.ndarray:
    """The weights of `names` and last the constant, drawn towards the score as it is."""
    answers = [answer for answer in answers if answer.rule in WEIGHED]
    prior = np.array([float(name == "score") for name in names] + [0.0])
    strength = np.array([STRENGTH] * len(names) + [0.1])
    return logistic(_matrix(answers, names), np.array([float(a.is_right) for a in answers]), prior, strength)


def _matrix(answers: Sequence[Answer], names: Sequence[str]) -> np.ndarray:
    return np.array([[*(a.evidence[name] for name in names), 1.0] for a in answers])


def print_table(answers: Answers, slavic: Any) -> dict[str, list[float]]:
    """Errors of each kind on each topic, before and after, the topic left out; after by kind are returned."""
    topics, names = (*TOPICS, DEVSET), _names(answers)
    after: dict[str, list[float]] = {kind: [] for kind in KINDS}
    print(f"{'':14}" + "".join(f"{topic:>18}" for topic in topics))
    for kind in KINDS:
        cells = []
        for topic in topics:
            asked = answers[topic, kind]
            weights = learn([a for other in topics if other != topic for a in answers[other, kind]], names)
            chances = 1 / (1 + np.exp(-_matrix(asked, names) @ weights))
            weighed = np.where([a.rule in WEIGHED for a in asked], np.round(chances, 2), [a.score for a in asked])
            before = slavic.ece([(round(a.score, 2), a.is_right) for a in asked])
            after[kind].append(slavic.ece(list(zip(weighed.tolist(), (a.is_right for a in asked), strict=True))))
            cells.append(f"{f'{before:.3f} → {after[kind][-1]:.3f}':>18}")
        print(f"{kind:14}" + "".join(cells))
    return after


def _names(answers: Answers) -> list[str]:
    return list(next(iter(answers.values()))[0].evidence)


def write(answers: Answers) -> None:
    names = _names(answers)
    lines = ["# Learned by training/scores.py from answers for texts that the tagger had not seen."]
    for kind in KINDS:
        weights = learn([a for topic in (*TOPICS, DEVSET) for a in answers[topic, kind]], names).tolist()
        rows = [(name, weight) for name, weight in zip(names, weights[:-1], strict=True) if abs(weight) >= LEAST]
        lines += ["", f"[{kind}]", f"always = {weights[-1]:.3f}", *(f"{name} = {weight:.3f}" for name, weight in rows)]
    path = Path(__file__).parents[1] / "extractor" / "names" / "scores.toml"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with slavicner and factrueval-devset")
    parser.add_argument("--score", type=Path, required=True, help="folder with slavic.py")
    parser.add_argument("--write", action="store_true", help="write the weights learned from all texts")
    options = parser.parse_args()
    sys.path.insert(0, str(options.score))
    import slavic

    answers = read_answers(options.data, slavic)
    print_table(answers, slavic)
    if options.write:
        write(answers)


if __name__ == "__main__":
    main()
