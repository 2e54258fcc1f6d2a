"""Facts against annotated news: no figure below its floor, and no dearer than the names they stand on."""

import json
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from gold.score import input_records
from gold.score import score as score_gold
from shared_data import figures_of, floors, read_folder, shared_folder

from benchmarks.devset import FoldedTagger, read_texts
from extractor import Article, Document, Extractor
from extractor.facts.find import find_facts
from extractor.facts.occupations.models import load_models
from training.occupation import fold_of

FLOORS = floors("facts")
FOLDS = Path(__file__).with_name("occupation_folds")


@pytest.fixture(scope="module")
def data() -> Path:
    return shared_folder("data")


def with_unseen_models(doc: Document) -> Document:
    """The document with the facts of models that have not learned from it."""
    named = replace(doc, locations=tuple(place for place in doc.locations if place.mentions), facts=())
    facts, locations = find_facts(named, "news", load_models(str(FOLDS / f"occupation.{fold_of(doc.source)}.npz")))
    return replace(named, facts=facts, locations=locations)


@pytest.mark.usefixtures("corpus_bounds")
def test_factrueval_by_models_that_had_not_seen_it(data, tmp_path):
    folder = data / "factrueval-devset"
    texts = read_texts(folder)
    found = Extractor(tagger=FoldedTagger(texts)).extract_many(Article(t, source=name) for name, t in texts.items())
    documents = (with_unseen_models(doc).to_json() for doc in found)
    result = figures_of("score/facts.py", documents, tmp_path, "--gold", folder)["facts"]
    kinds = {kind: result[kind]["facts"] for kind in ("occupation", "ownership", "deal", "meeting", "all")}
    others = [kinds[kind] for kind in ("ownership", "deal", "meeting")]
    right = sum(one["r"] * one["gold"] for one in others)
    precision = sum(one["p"] * one["system"] for one in others) / sum(one["system"] for one in others)
    recall = right / sum(one["gold"] for one in others)
    figures = {
        "occupation": kinds["occupation"]["f1"],
        "others": 2 * precision * recall / (precision + recall),
        "all": kinds["all"]["f1"],
        "precision": kinds["all"]["p"],
    }
    print(figures)
    assert {name: figure for name, figure in figures.items() if figure < FLOORS["factrueval"][name]} == {}


@pytest.mark.usefixtures("corpus_bounds")
@pytest.mark.parametrize("style", ["nerel", "news"])
def test_nerel_dev(data, tmp_path, style):
    folder = data / "nerel" / "dev"
    articles = [Article(text, source=name) for name, text in read_folder(folder).items()]
    documents = (doc.to_json() for doc in Extractor(style=style).extract_many(articles))
    result = figures_of("score/relations.py", documents, tmp_path, "--gold", folder)["relations"]
    figures = {measure: result[measure]["pairs"]["r"] for measure in ("position", "workplace")}
    print(figures)
    assert {name: figure for name, figure in figures.items() if figure < FLOORS[style][name]} == {}


def test_amounts_events_and_statements(data):
    records = list(input_records(data))
    articles = [Article(record["text"], source=record["source"], date=record.get("date")) for record in records]
    documents = {doc.source: json.loads(doc.to_json()) for doc in Extractor().extract_many(articles)}
    for name, half in (("gold", None), ("figure", "figure")):
        figures = {kind: (one["precision"], one["recall"]) for kind, one in score_gold(documents, half).items()}
        print(name, figures)
        low = {
            kind: found
            for kind, found in figures.items()
            if any(figure < floor for figure, floor in zip(found, FLOORS[name][kind], strict=True))
        }
        assert low == {}


def seconds_of_stages(folder):
    """CPU seconds of the facts, and of tagging and grouping the names of the same articles."""
    from extractor import pipeline

    spent = {"find_facts": 0.0, "group_names": 0.0, "tag": 0.0}

    def timed(name, function):
        def call(*arguments):
            start = time.process_time()
            result = function(*arguments)
            spent[name] += time.process_time() - start
            return result

        return call

    articles = [Article(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
    extractor = Extractor()
    list(extractor.extract_many(articles[:10]))
    for name in ("find_facts", "group_names"):
        setattr(pipeline, name, timed(name, getattr(pipeline, name)))
    extractor._tagger.tag = timed("tag", extractor._tagger.tag)
    list(extractor.extract_many(articles))
    return spent


@pytest.mark.slow
@pytest.mark.alone
def test_costs_no_more_than_tagging_and_names(data):
    """In a process of its own: the tests before it have tagged the same words, but not looked at their facts."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        spent = fresh.submit(seconds_of_stages, data / "nerel" / "dev").result()
    print(spent)
    assert spent["find_facts"] < spent["group_names"] + spent["tag"]
