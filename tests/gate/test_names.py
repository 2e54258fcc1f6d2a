"""Names against annotated news: no figure below its floor, and no dearer than natasha's own tagger."""

import json
import time
from pathlib import Path

import pytest
from shared_data import figures_of, floors, read_folder, shared_folder

from benchmarks.devset import FoldedTagger, read_texts
from extractor.names.completion import complete
from extractor.names.overlay import Context
from extractor.names.tagger import Tagger
from extractor.text.segment import segment

FLOORS = floors("names")
LISTS = {"person": "people", "organization": "organizations", "location": "locations"}


@pytest.fixture(scope="module")
def data() -> Path:
    return shared_folder("data")


def score(gold: Path, texts: dict[str, str], tagger, folder: Path, *options: str):
    """What the shared scorer says of the mentions of a tagger, completed in the bounds of the corpora."""
    documents = []
    sentences = [segment(text) for text in texts.values()]
    tagged = tagger.tag(list(texts.values()), sentences)
    for (name, text), (found, _), cut in zip(texts.items(), tagged, sentences, strict=True):
        mentions = complete(found, Context(text, cut, by_contract=False))
        document = {"source": f"{name}.txt"} | {kind: [] for kind in LISTS.values()}
        for one in mentions:
            document[LISTS[one.kind]].append({"mentions": [{"start": one.start, "end": one.end}]})
        documents.append(json.dumps(document))
    return figures_of("score/names.py", documents, folder, "--gold", gold, *options)


def test_factrueval_by_taggers_that_had_not_seen_it(data, tmp_path):
    folder = data / "factrueval-devset"
    texts = read_texts(folder)
    result = score(folder, texts, FoldedTagger(texts), tmp_path, "--t1")
    figures = {kind: result["names"][kind]["within"]["f1"] for kind in ("PER", "ORG", "LOC")}
    figures["t1"] = result["track 1, approximate"]["all"]["t1"]["f1"]
    print(figures)
    assert {kind: f1 for kind, f1 in figures.items() if f1 < FLOORS["factrueval"][kind]} == {}


def test_nerel_dev(data, tmp_path):
    folder = data / "nerel" / "dev"
    result = score(folder, read_folder(folder), Tagger("nerel"), tmp_path)
    figures = {kind: result["names"][kind]["exact"]["f1"] for kind in ("PER", "ORG", "LOC")}
    print(figures)
    assert {kind: f1 for kind, f1 in figures.items() if f1 < FLOORS["nerel"][kind]} == {}


@pytest.mark.slow
@pytest.mark.alone
def test_costs_less_than_natasha(data):
    """CPU seconds of all that is between tokens and mentions, against natasha's tagger on the same sentences."""
    from navec import Navec
    from slovnet import NER

    from extractor.language.resources import data_folder

    texts = list(read_folder(data / "nerel" / "dev").values())
    sentences = [segment(text) for text in texts]
    parts = [text[s.start : s.end] for text, sents in zip(texts, sentences, strict=True) for s in sents]
    navec = Navec.load(data_folder() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    natasha = NER.load(data_folder() / "model" / "slovnet_ner_news_v1.tar").navec(navec)
    tagger = Tagger()
    tagger.tag(texts[:5], sentences[:5])
    list(natasha.map(parts[:50]))

    start = time.process_time()
    tagger.tag(texts, sentences)
    ours = time.process_time() - start
    start = time.process_time()
    list(natasha.map(parts))
    theirs = time.process_time() - start
    print(f"ours {ours:.2f} s, natasha's {theirs:.2f} s")
    assert ours < theirs
