"""Batches, epochs and evaluation of the network."""

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from training.dataset import Sample
from training.model import Network

BATCH_TOKENS = 1600
AVERAGE = 0.995
"""Share of the moving average of the weights that a step leaves."""

Batch = dict[str, torch.Tensor]


@dataclass
class Features:
    """Features of distinct words."""

    table: dict[str, torch.Tensor]

    def batch(self, samples: Sequence[Sample], columns: int) -> Batch:
        """What the network reads of sentences, padded; of the encoders' outputs the first `columns`."""
        length, count = max(len(s.tokens) for s in samples), len(samples)
        ids, tags, positions = (np.zeros((count, length), dtype=np.int64) for _ in range(3))
        hidden = np.zeros((count, length, columns), dtype=np.float32)
        mask = np.zeros((count, length), dtype=np.float32)
        for i, s in enumerate(samples):
            n = len(s.tokens)
            ids[i, :n], tags[i, :n], positions[i, :n], mask[i, :n] = s.words, s.tags, s.positions, 1
            hidden[i, :n] = s.hidden[:, :columns]
        distinct, words = np.unique(ids, return_inverse=True)
        batch = {name: values[torch.from_numpy(distinct)] for name, values in self.table.items()}
        batch["letters"] = batch["letters"].long()
        arrays = {
            "words": words.reshape(ids.shape),
            "hidden": hidden,
            "tags": tags,
            "positions": positions,
            "mask": mask,
        }
        batch |= {name: torch.from_numpy(array) for name, array in arrays.items()}
        batch["style"] = torch.tensor([s.style for s in samples])
        return batch


def grouped(samples: Sequence[Sample], tokens: int, rnd: random.Random | None = None) -> list[list[Sample]]:
    """Batches of sentences of about one length, in random order if there is a source of chance."""

    def length(sample: Sample) -> float:
        return len(sample.tokens) + (rnd.random() * 4 if rnd else 0)

    batches: list[list[Sample]] = [[]]
    for sample in sorted(samples, key=length):
        if batches[-1] and len(sample.tokens) * (len(batches[-1]) + 1) > tokens:
            batches.append([])
        batches[-1].append(sample)
    if rnd:
        rnd.shuffle(batches)
    return batches


def fit(
    net: Network,
    features: Features,
    draw: Callable[[random.Random], Sequence[Sample]],
    *,
    epochs: int,
    rate: float,
    seed: int,
    report: Callable[[int, Network], None] | None = None,
) -> Network:
    """The moving average of the network's weights while it learns from what `draw` gives for each epoch."""
    rnd = random.Random(seed)
    torch.manual_seed(seed)
    average = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)
    total = epochs * len(grouped(draw(random.Random(seed)), BATCH_TOKENS))
    step = 0
    net.train()
    for epoch in range(epochs):
        for batch in grouped(draw(rnd), BATCH_TOKENS, rnd):
            for group in optimizer.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 100) * max(0.0, 1 - step / total) + 1e-5
            loss = net.loss(features.batch(batch, net.hidden))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            step += 1
            keep = min(AVERAGE, step / (step + 10))
            with torch.no_grad():
                for mean, value in zip(average.parameters(), net.parameters(), strict=True):
                    mean.mul_(keep).add_(value, alpha=1 - keep)
        if report:
            report(epoch, average)
    return average.eval()


def spans(tags: Sequence[int]) -> set[tuple[int, int, int]]:
    """First token, end and kind of the runs of BIO tags."""
    found, start, kind = set(), None, 0
    for i, tag in enumerate([*tags, 0]):
        if start is not None and (tag == 0 or tag % 2 == 1):
            found.add((start, i, kind))
            start = None
        if tag and start is None:
            start, kind = i, (tag - 1) // 2
    return found


@torch.no_grad()
def mean_tags(
    nets: Sequence[Network], features: Features, samples: Sequence[Sample]
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """For each sentence the tags of names and of positions that are the most probable by the mean of the networks."""
    names: list[np.ndarray] = [np.empty(0)] * len(samples)
    positions = list(names)
    places = {id(sample): i for i, sample in enumerate(samples)}
    for part in grouped(samples, 4000):
        layers = []
        for net in nets:
            batch = features.batch(part, net.hidden)
            emissions = net.eval()(batch)
            chains = (net.crf, net.position_crf)
            layers.append([c.marginals(e, batch["mask"]) for c, e in zip(chains, emissions, strict=True)])
        for found, probabilities in zip((names, positions), zip(*layers, strict=True), strict=True):
            best = torch.stack(probabilities).mean(0).argmax(2).numpy()
            for sample, tags in zip(part, best, strict=True):
                found[places[id(sample)]] = _well_formed(tags[: len(sample.tokens)])
    return names, positions


def _well_formed(tags: np.ndarray) -> np.ndarray:
    """The tags where one that goes on without a beginning begins."""
    before = np.concatenate(([0], tags[:-1]))
    alone = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    return tags - alone


def evaluate(net: Network, features: Features, samples: Sequence[Sample]) -> str:
    """F1 of token spans: PER, ORG, LOC, all, positions."""
    counts = np.zeros((5, 3))
    net.eval()
    with torch.no_grad():
        for part in grouped(samples, 4000):
            batch = features.batch(part, net.hidden)
            names, positions = net(batch)
            paths = net.crf.decode(names, batch["mask"]), net.position_crf.decode(positions, batch["mask"])
            for sample, path, jobs in zip(part, *paths, strict=True):
                gold, found = spans(sample.tags), spans(path)
                for k in range(3):
                    g, f = ({s for s in x if s[2] == k} for x in (gold, found))
                    counts[k] += len(g), len(f), len(g & f)
                counts[3] += len(gold), len(found), len(gold & found)
                gold, found = spans(sample.positions), spans(jobs)
                counts[4] += len(gold), len(found), len(gold & found)
    net.train()
    return " ".join(f"{2 * right / max(gold + found, 1):.4f}" for gold, found, right in counts)
