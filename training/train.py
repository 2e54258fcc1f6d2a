"""The weights of the name tagger, from the corpora.

    python -m training.train --data ../shared/data --output extractor/models/weights/names.npz \
        --folds tests/gate/devset_folds.json --jobs 2

Large networks learn NEREL's names first, then the news style on the factRuEval devset with as much of NEREL beside it.
They tag NEREL's texts in the news style; large networks that learn from these tags too do it again, better; and from
their tags, beside the annotated texts, the small network of the package learns. All this five times without a fifth of
the devset, then once with all of it. The names found in the folds held out calibrate the scores and are written to
`--folds`. NEREL dev is never learned from.
"""

import argparse
import copy
import hashlib
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import torch

from extractor.names.tagger import Tagger
from extractor.text.segment import segment
from training.altered import in_capitals, renamed
from training.calibrate import calibrate
from training.corpora import Annotated, read_factrueval, read_nerel
from training.dataset import STYLES, Sample, Words, featurize, sentences
from training.fit import Features, evaluate, fit, mean_tags
from training.model import Network

FOLDS = 5
SEED = 7
TEACHERS = (0, 1)
"""Seeds of the large networks, whose probabilities are averaged."""

COPIES = 2
"""Copies of each sentence of the devset with other names."""

Found = dict[str, dict[str, list[list[object]]]]
"""For each text its names (kind, start, end, rule, score) and its positions (start, end, score)."""


@dataclass(frozen=True)
class Part:
    """The devset without the texts held out."""

    name: str
    held: frozenset[str]


@dataclass(frozen=True)
class Mix:
    """How many sentences, for each one of the devset, are drawn for an epoch of fine-tuning."""

    epochs: int
    nerel: int
    """As NEREL marks them."""
    labelled: int = 0
    """NEREL's, tagged in the news style by the teachers."""
    renamed: int = 0
    """Copies of the devset's with other names; such copies of NEREL's are then among its own."""


FIRST, SECOND = Mix(epochs=8, nerel=1), Mix(epochs=8, nerel=1, labelled=2, renamed=1)
FINAL = Mix(epochs=12, nerel=2, labelled=4, renamed=2)
LABELS = {SECOND: "first", FINAL: "second"}
"""Whose tags are learned from."""


class Corpus:
    """The samples of the corpora with the features of all their words."""

    def __init__(self, data: Path) -> None:
        self.news = read_factrueval(data / "factrueval-devset")
        self.parts = [Part(f"fold{i}", held) for i, held in enumerate(folds(self.news))] + [Part("all", frozenset())]
        words = Words()
        news, nerel = _samples(self.news), _samples(read_nerel(data / "nerel" / "train"))
        self.news_samples = _featurized(news + in_capitals(news, SEED), words)
        self.nerel_samples = _featurized(nerel + in_capitals(nerel, SEED), words)
        self.dev_samples = _featurized(_samples(read_nerel(data / "nerel" / "dev")), words)
        self.unlabelled = [replace(s, style=STYLES.index("news")) for s in self.nerel_samples if not s.copy]
        """NEREL's sentences, to be tagged in the news style."""
        self.renamed = {part.name: _featurized(_renamed(news, nerel, part), words) for part in self.parts}
        self.nerel_renamed = _featurized(renamed(nerel, nerel, 1, SEED), words)
        self.features = Features({name: torch.from_numpy(array) for name, array in words.features().items()})


def _samples(docs: Sequence[Annotated]) -> list[Sample]:
    return [sample for doc in docs for sample in sentences(doc)]


def _featurized(samples: list[Sample], words: Words) -> list[Sample]:
    featurize(samples, words)
    return samples


def _renamed(news: Sequence[Sample], nerel: Sequence[Sample], part: Part) -> list[Sample]:
    known = [s for s in news if s.doc not in part.held]
    return renamed(known, [*known, *nerel], COPIES, SEED)


def folds(docs: Sequence[Annotated]) -> list[frozenset[str]]:
    """Names of the texts of each fold, by chance but always the same."""
    names = sorted(doc.name for doc in docs)
    random.Random(SEED).shuffle(names)
    return [frozenset(names[i::FOLDS]) for i in range(FOLDS)]


def teacher() -> Network:
    """A large network, which reads all of natasha's encoders."""
    return Network(192, size=256, units=192, dropout=0.4)


class Training:
    """What is trained, step by step; every network is kept in the folder `work` and not trained again."""

    def __init__(self, corpus: Corpus, work: Path, seed: int, epochs: int) -> None:
        self.corpus, self.work, self.seed, self.epochs = corpus, work, seed, epochs

    def steps(self) -> Iterator[list[Callable[[], None]]]:
        """Steps one after another; what is in one of them can be done side by side."""
        parts = self.corpus.parts
        bases = [(f"teacher{i}", i) for i in TEACHERS]
        yield [partial(self.pretrain, base, i) for base, i in [*bases, ("small", self.seed)]]
        yield [partial(self.finetune, f"first{i}", base, part, FIRST, i) for part in parts for base, i in bases]
        yield [partial(self.label, "first", part) for part in parts]
        yield [partial(self.finetune, f"second{i}", base, part, SECOND, i) for part in parts for base, i in bases]
        yield [partial(self.label, "second", part) for part in parts]
        yield [partial(self.finetune, "final", "small", part, FINAL, self.seed) for part in parts]

    def pretrain(self, name: str, seed: int) -> None:
        """Learns NEREL."""
        if (self.work / f"{name}.pt").exists():
            return
        torch.manual_seed(seed)
        corpus = self.corpus
        samples = corpus.nerel_samples + (corpus.nerel_renamed if name == "small" else [])
        net = fit(
            _new(name),
            corpus.features,
            lambda rnd: samples,
            epochs=self.epochs,
            rate=3e-3,
            seed=seed,
            report=lambda epoch, mean: log(f"  {name} {epoch}", evaluate(mean, corpus.features, corpus.dev_samples)),
        )
        self._save(net, name)

    def finetune(self, name: str, base: str, part: Part, mix: Mix, seed: int) -> None:
        """Learns the devset and what the mix has beside it."""
        name = f"{name}-{part.name}"
        if (self.work / f"{name}.pt").exists():
            return
        corpus = self.corpus
        news = [s for s in corpus.news_samples if s.doc not in part.held]
        labelled = self._labelled(LABELS[mix], part) if mix.labelled else []
        other_names = corpus.renamed[part.name]
        nerel = corpus.nerel_samples + (corpus.nerel_renamed if mix.nerel > 1 else [])

        def draw(rnd: random.Random) -> list[Sample]:
            drawn = news + rnd.sample(nerel, mix.nerel * len(news))
            if labelled:
                drawn += rnd.sample(labelled, min(len(labelled), mix.labelled * len(news)))
                drawn += rnd.sample(other_names, min(len(other_names), mix.renamed * len(news)))
            return drawn

        net = copy.deepcopy(self.load(base, base)).train()
        net = fit(net, corpus.features, draw, epochs=mix.epochs, rate=1e-3, seed=seed)
        self._save(net, name)
        test = [s for s in corpus.news_samples if s.doc in part.held and not s.copy]
        tests = {"held out": test, "nerel": corpus.dev_samples}
        log(name, *(f"{key}: {evaluate(net, corpus.features, samples)}" for key, samples in tests.items() if samples))

    def label(self, generation: str, part: Part) -> None:
        """Tags NEREL's texts in the news style by all teachers of a generation."""
        path = self.work / f"{generation}-{part.name}.npz"
        if path.exists():
            return
        nets = [self.load(f"{generation}{i}-{part.name}", f"teacher{i}") for i in TEACHERS]
        names, positions = mean_tags(nets, self.corpus.features, self.corpus.unlabelled)
        np.savez(path, names=np.concatenate(names), positions=np.concatenate(positions))

    def _labelled(self, generation: str, part: Part) -> list[Sample]:
        stored = np.load(self.work / f"{generation}-{part.name}.npz")
        samples = self.corpus.unlabelled
        cuts = np.cumsum([len(s.tokens) for s in samples])[:-1]
        names, positions = (np.split(stored[layer], cuts) for layer in ("names", "positions"))
        return [replace(s, tags=n, positions=p) for s, n, p in zip(samples, names, positions, strict=True)]

    def load(self, name: str, base: str) -> Network:
        """A trained network, of the size of `base`."""
        net = _new(base)
        net.load_state_dict(torch.load(self.work / f"{name}.pt"))
        return net.eval()

    def _save(self, net: Network, name: str) -> None:
        part = self.work / f"{name}.part"
        torch.save(net.state_dict(), part)
        part.rename(self.work / f"{name}.pt")


def _new(name: str) -> Network:
    return Network() if name == "small" else teacher()


def arrays(net: Network) -> dict[str, np.ndarray]:
    """The weights as they are stored: in half precision, without what only training needs."""
    kept = {name: value for name, value in net.state_dict().items() if "crf.s" not in name}
    return {name: value.numpy().astype(np.float16) for name, value in kept.items()}


def tag(tagger: Tagger, docs: Sequence[Annotated]) -> Found:
    """Names and positions found in texts."""
    tagged = tagger.tag([d.text for d in docs], [segment(d.text) for d in docs])
    return {
        doc.name: {
            "names": [[n.kind, n.start, n.end, n.rule, n.score] for n in names],
            "positions": [[p.start, p.end, p.score] for p in positions],
        }
        for doc, (names, positions) in zip(docs, tagged, strict=True)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with factrueval-devset and nerel")
    parser.add_argument("--output", type=Path, required=True, help="the weights, .npz")
    parser.add_argument("--folds", type=Path, help="names found in the folds held out, .json")
    parser.add_argument("--work", type=Path, help="folder that keeps every network; those there are not trained again")
    parser.add_argument("--jobs", type=int, default=1, help="networks that are trained side by side")
    parser.add_argument("--pretrain", type=int, default=7, help="epochs on NEREL")
    parser.add_argument("--seed", type=int, default=0, help="of the small network")
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        work = options.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        corpus = Corpus(options.data)
        log("features", f"{len(corpus.nerel_samples)} + {len(corpus.news_samples)} sentences")
        training = Training(corpus, work, options.seed, options.pretrain)
        for step in training.steps():
            side_by_side(step, options.jobs)
        nets = {part.name: arrays(training.load(f"final-{part.name}", "small")) for part in corpus.parts}
    found, calibration = tag_held_out(corpus, nets)
    weights = nets["all"] | {"calibration": calibration}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.output, **weights)
    if options.folds:
        write_folds(options.folds, found, weights)


def side_by_side(work: Sequence[Callable[[], None]], jobs: int) -> None:
    """Does all of `work`; with several jobs in forks, which share the features and start at new ones for each task."""
    if jobs == 1:
        for do in work:
            do()
        return
    # bound methods carry the corpus, which a fork has already: only their place in the list is sent
    global _work
    _work = work
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        list(pool.map(_do, range(len(work))))


_work: Sequence[Callable[[], None]] = ()


def _do(place: int) -> None:
    torch.set_num_threads(1)
    _work[place]()


def tag_held_out(corpus: Corpus, nets: dict[str, dict[str, np.ndarray]]) -> tuple[Found, np.ndarray]:
    """What the networks find in the texts that they were not shown, and the calibration of scores by it."""
    held = [(nets[part.name], [doc for doc in corpus.news if doc.name in part.held]) for part in corpus.parts]
    raw: Found = {}
    for weights, docs in held:
        raw |= tag(Tagger("news", weights, with_doubtful=True), docs)
    calibration = calibrate(corpus.news, raw)
    found: Found = {}
    for weights, docs in held:
        found |= tag(Tagger("news", weights | {"calibration": calibration}), docs)
    return found, calibration


def write_folds(path: Path, found: Found, weights: dict[str, np.ndarray]) -> None:
    digest = hashlib.sha256(b"".join(np.ascontiguousarray(weights[name]).tobytes() for name in sorted(weights)))
    lines = [f"  {json.dumps(name)}: {json.dumps(found[name], separators=(',', ':'))}" for name in sorted(found)]
    head = {
        "about": "Names and positions found in each text of the factRuEval devset by a tagger that had not seen it",
        "command": "python -m training.train " + " ".join(a if " " not in a else repr(a) for a in sys.argv[1:]),
        "weights": digest.hexdigest()[:16],
    }
    head_lines = "".join(f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)},\n" for k, v in head.items())
    path.write_text("{\n" + head_lines + ' "texts": {\n' + ",\n".join(lines) + "\n }\n}\n", encoding="utf-8")


def log(*words: object) -> None:
    print(time.strftime("%H:%M:%S"), *words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
