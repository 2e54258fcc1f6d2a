"""Dates against annotated news: no figure below its floor."""

import json
from datetime import date

import pytest
from shared_data import figures_of, floors, shared_folder

from extractor.dates.find import find_dates
from extractor.dates.resolve import resolve_dates
from extractor.text.segment import segment

FLOORS = floors("dates")
FIELDS = ("start", "end", "kind", "value", "mod", "relative")


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> dict:
    """What the shared scorer says of the dates of the development set."""
    gold = (shared_folder("gold") / "dates_dev.jsonl").read_text("utf-8").splitlines()
    dev = shared_folder("data") / "nerel" / "dev"
    documents = []
    for document in map(json.loads, gold):
        path = dev / f"{document['doc']}.txt"
        text = path.open(encoding="utf-8", newline="").read()
        published = date.fromisoformat(document["date"]) if document["date"] else None
        documents.append(json.dumps({"source": path.name, "dates": dates(text, published)}))
    return figures_of("gold/score.py", documents, tmp_path_factory.mktemp("dates"), "--only", "dates")["dates"]


def dates(text: str, published: date | None) -> list[dict]:
    sentences = segment(text)
    found = resolve_dates(text, sentences, find_dates(text, sentences), published)
    return [{field: getattr(one, field) for field in FIELDS} for one in found]


def test_development_set(result):
    figures = {
        "exact_f1": result["all"]["exact"][2],
        "value_accuracy": result["all"]["value_accuracy"],
        "combined_f1": result["all"]["combined"][2],
        "mod": result["stated"]["mod"]["right"] / result["stated"]["mod"]["of"],
    }
    print(figures)
    assert {name: value for name, value in figures.items() if value < FLOORS[name]} == {}
