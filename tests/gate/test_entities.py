"""Entities against annotated news: names in the nominative, no figure below its floor, cheaper than natasha."""

import os
import time
from pathlib import Path

import pytest
from shared_data import figures_of, floors, read_folder, shared_folder

from benchmarks.devset import FoldedTagger, read_texts
from extractor import Extractor
from extractor.document import Article
from extractor.names.coreference import group_names

FLOORS = floors("entities")


@pytest.fixture(scope="module")
def data() -> Path:
    return shared_folder("data")


def score(script: str, gold: Path, texts: dict[str, str], extractor: Extractor, folder: Path):
    documents = extractor.extract_many(Article(text, f"{name}.txt") for name, text in texts.items())
    return figures_of(f"score/{script}", (doc.to_json() for doc in documents), folder, "--gold", gold)


@pytest.mark.usefixtures("corpus_bounds")
def test_attributes_with_names_by_taggers_that_had_not_seen_the_text(data, tmp_path):
    folder = data / "factrueval-devset"
    texts = read_texts(folder)
    result = score("attributes.py", folder, texts, Extractor(tagger=FoldedTagger(texts)), tmp_path)
    figures = {kind: result["attributes"][kind]["attributes"]["f1"] for kind in ("PER", "LOC", "ORG", "all")}
    print(figures)
    assert {kind: f1 for kind, f1 in figures.items() if f1 < FLOORS["attributes"][kind]} == {}


def test_normal_forms_of_nerel_dev(data, tmp_path):
    """The weights are learnt from NEREL's train part alone."""
    folder = data / "nerel" / "dev"
    result = score("normal_forms.py", folder, read_folder(folder), Extractor(), tmp_path)
    figures = {form: result["normal_forms"][form]["accuracy"] for form in ("inflected", "all")}
    print(figures)
    assert {form: share for form, share in figures.items() if share < FLOORS["normal_forms"][form]} == {}


@pytest.mark.slow
@pytest.mark.alone
def test_cheaper_than_natashas_morphology_syntax_and_normalization(data, monkeypatch):
    import natasha

    texts = list(read_folder(data / "nerel" / "dev").values())[:40]
    spent = []

    def timed(doc):
        start = time.process_time()
        found = group_names(doc)
        spent.append(time.process_time() - start)
        return found

    monkeypatch.setattr("extractor.pipeline.group_names", timed)
    list(Extractor().extract_many(texts))
    ours = sum(spent)

    os.environ.setdefault("PYMORPHY2_DICT_PATH", __import__("pymorphy2_dicts_ru").get_path())
    segmenter, embedding = natasha.Segmenter(), natasha.NewsEmbedding()
    tagger, parser = natasha.NewsMorphTagger(embedding), natasha.NewsSyntaxParser(embedding)
    names, vocabulary = natasha.NewsNERTagger(embedding), natasha.MorphVocab()
    theirs = 0.0
    for text in texts:
        doc = natasha.Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(names)
        start = time.process_time()
        doc.tag_morph(tagger)
        doc.parse_syntax(parser)
        for span in doc.spans:
            span.normalize(vocabulary)
        theirs += time.process_time() - start
    print(f"{ours:.2f} s, natasha {theirs:.2f} s")
    assert ours < theirs / 4
