"""The weights of the name tagger, from the corpora.

    python -m training.train --data ../shared/data --output extractor/names/weights/names.npz \
        --folds tests/gate/devset_folds.json

Learns NEREL's names first, then the news style on the factRuEval devset with as much of NEREL beside it, for each of
five folds and then for all; the names found in the folds held out calibrate the scores and are written to `--folds`.
NEREL dev is never learned from.
"""

import argparse
import copy
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch

from extractor.names.tagger import Tagger
from extractor.text.segment import segment
from training.calibrate import calibrate
from training.corpora import Annotated, read_factrueval, read_nerel
from training.dataset import Sample, Words, capitals, featurize, sentences
from training.fit import Features, evaluate, fit
from training.model import Network

FOLDS = 5
Found = dict[str, dict[str, list[list[object]]]]
"""For each text its names (kind, start, end, rule, score) and its positions (start, end, score)."""
SEED = 7


class Corpus:
    """The samples of the corpora with the features of all their words."""

    def __init__(self, data: Path) -> None:
        self.news = read_factrueval(data / "factrueval-devset")
        self.nerel = read_nerel(data / "nerel" / "train")
        self.dev = read_nerel(data / "nerel" / "dev")
        words = Words()
        self.news_samples = _samples(self.news, words)
        self.nerel_samples = _samples(self.nerel, words)
        self.dev_samples = _samples(self.dev, words, learned=False)
        table = {name: torch.from_numpy(array) for name, array in words.features().items()}
        self.features = Features(table, np.arange(self.news_samples[0].hidden.shape[1]))


def _samples(docs: Sequence[Annotated], words: Words, *, learned: bool = True) -> list[Sample]:
    samples = [sample for doc in docs for sample in sentences(doc)]
    if learned:
        samples += _altered(samples)
    featurize(samples, words)
    return samples


def _altered(samples: Sequence[Sample]) -> list[Sample]:
    """Copies of some short sentences as headlines in capitals."""
    rnd = random.Random(SEED)
    named = [s for s in samples if 3 <= len(s.tokens) <= 25 and (s.tags.any() or s.positions.any())]
    return [capitals(s) for s in named if rnd.random() < 0.08]


def folds(docs: Sequence[Annotated]) -> list[set[str]]:
    """Names of the texts of each fold, by chance but always the same."""
    names = sorted(doc.name for doc in docs)
    random.Random(SEED).shuffle(names)
    return [set(names[i::FOLDS]) for i in range(FOLDS)]


def pretrain(corpus: Corpus, epochs: int, seed: int) -> Network:
    torch.manual_seed(seed)
    net = Network(len(corpus.features.columns))
    return fit(
        net,
        corpus.features,
        lambda rnd: corpus.nerel_samples,
        epochs=epochs,
        rate=3e-3,
        seed=seed,
        report=lambda epoch, average: log(f"  nerel {epoch}", evaluate(average, corpus.features, corpus.dev_samples)),
    )


def finetune(base: Network, corpus: Corpus, held: set[str], epochs: int, seed: int) -> Network:
    news = [s for s in corpus.news_samples if s.doc not in held]

    def draw(rnd: random.Random) -> list[Sample]:
        return news + rnd.sample(corpus.nerel_samples, len(news))

    return fit(copy.deepcopy(base).train(), corpus.features, draw, epochs=epochs, rate=1e-3, seed=seed)


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
    parser.add_argument(
        "--work", type=Path, help="folder that keeps each trained network; those there are not trained again"
    )
    parser.add_argument("--pretrain", type=int, default=7, help="epochs on NEREL")
    parser.add_argument("--finetune", type=int, default=8, help="epochs on factRuEval and NEREL")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    corpus = Corpus(options.data)
    log("features", f"{len(corpus.nerel_samples)} + {len(corpus.news_samples)} sentences")

    def trained(name: str, train: Callable[[], Network]) -> Network:
        path = options.work / f"{name}.pt" if options.work else None
        if path and path.exists():
            net = Network(len(corpus.features.columns))
            net.load_state_dict(torch.load(path))
            return net.eval()
        net = train()
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            torch.save(net.state_dict(), path)
        return net

    base = trained("nerel", lambda: pretrain(corpus, options.pretrain, options.seed))
    raw: Found = {}
    parts = []
    for i, held in enumerate(folds(corpus.news)):
        net = trained(f"fold{i}", partial(finetune, base, corpus, held, options.finetune, options.seed))
        test = [s for s in corpus.news_samples if s.doc in held and not s.copy]
        log("fold", evaluate(net, corpus.features, test), "nerel", evaluate(net, corpus.features, corpus.dev_samples))
        parts.append((arrays(net), [doc for doc in corpus.news if doc.name in held]))
        raw |= tag(Tagger("news", parts[-1][0], with_doubtful=True), parts[-1][1])
    calibration = calibrate(corpus.news, raw)
    found: Found = {}
    for part, docs in parts:
        found |= tag(Tagger("news", part | {"calibration": calibration}), docs)

    net = trained("all", lambda: finetune(base, corpus, set(), options.finetune, options.seed))
    log("all: nerel", evaluate(net, corpus.features, corpus.dev_samples))
    weights = arrays(net) | {"calibration": calibration}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.output, **weights)
    if options.folds:
        write_folds(options.folds, found, weights)


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
