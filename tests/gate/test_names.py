"""Names against annotated news: no figure below its floor, and no dearer than natasha's own tagger."""

import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

from benchmarks.devset import FoldedTagger, read_texts
from extractor.names.tagger import Tagger
from extractor.text.segment import segment

SHARED = ROOT.parent / "shared"
FLOORS = tomllib.loads((Path(__file__).with_name("floors.toml")).read_text(encoding="utf-8"))["names"]
LISTS = {"person": "people", "organization": "organizations", "location": "locations"}


@pytest.fixture(scope="module")
def data() -> Path:
    if not (SHARED / "data").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("../shared/data is missing")
        pytest.skip("needs ../shared/data")
    return SHARED / "data"


def score(gold: Path, texts: dict[str, str], tagger, folder: Path, *options: str):
    """What the shared scorer says of the tagger's own mentions, before they are grouped."""
    output = folder / "output.jsonl"
    with output.open("w", encoding="utf-8") as file:
        tagged = tagger.tag(list(texts.values()), [segment(text) for text in texts.values()])
        for name, (mentions, _) in zip(texts, tagged, strict=True):
            document = {"source": f"{name}.txt"} | {kind: [] for kind in LISTS.values()}
            for one in mentions:
                document[LISTS[one.kind]].append({"mentions": [{"start": one.start, "end": one.end}]})
            print(json.dumps(document), file=file)
    command = [sys.executable, SHARED / "score" / "names.py", "--gold", gold, output, "--json", *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def nerel_texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.open(encoding="utf-8", newline="").read() for path in sorted(folder.glob("*.txt"))}


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
    result = score(folder, nerel_texts(folder), Tagger("nerel"), tmp_path)
    figures = {kind: result["names"][kind]["exact"]["f1"] for kind in ("PER", "ORG", "LOC")}
    print(figures)
    assert {kind: f1 for kind, f1 in figures.items() if f1 < FLOORS["nerel"][kind]} == {}


@pytest.mark.slow
def test_costs_less_than_natasha(data):
    """CPU seconds of all that is between tokens and mentions, against natasha's tagger on the same sentences."""
    from navec import Navec
    from slovnet import NER

    from extractor.language.resources import data_folder

    texts = list(nerel_texts(data / "nerel" / "dev").values())
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
