"""Amounts against annotated news: no figure below its floor."""

import json

import pytest
from shared_data import figures_of, floors, shared_folder

from extractor.language.geography import find_countries
from extractor.money.find import find_money
from extractor.money.resolve import resolve_money
from extractor.output.record import render_json
from extractor.text.segment import segment

FLOORS = floors("money")


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> dict:
    """What the shared scorer says of the amounts of the development set."""
    gold = shared_folder("gold") / "money_dev.jsonl"
    names = [json.loads(line)["doc"] for line in gold.read_text("utf-8").splitlines()]
    texts = {path.stem: path for path in (shared_folder("data") / "nerel").rglob("*.txt")}
    documents = []
    for name in names:
        text = texts[name].open(encoding="utf-8", newline="").read()
        documents.append(render_json({"source": f"{name}.txt", "money": list(amounts(text))}))
    return figures_of("gold/score.py", documents, tmp_path_factory.mktemp("money"), "--only", "money")["money"]


def amounts(text: str):
    sentences = segment(text)
    fields = ("start", "end", "currency", "value", "min_value", "max_value", "mod", "per")
    for money in resolve_money(text, find_money(text, sentences), find_countries(text, sentences)):
        yield {field: getattr(money, field) for field in fields}


def test_development_set(result):
    figures = {
        "exact_f1": result["all"]["exact"][2],
        "value_accuracy": result["all"]["value_accuracy"],
        "combined_f1": result["all"]["combined"][2],
        "mod": result["stated"]["mod"]["right"] / result["stated"]["mod"]["of"],
    }
    print(figures)
    assert {name: value for name, value in figures.items() if value < FLOORS[name]} == {}
