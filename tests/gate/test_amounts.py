"""Amounts against annotated news: no figure below its floor."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

from extractor.language.geography import find_countries
from extractor.money.find import find_money
from extractor.money.resolve import resolve_money
from extractor.output.record import render_json
from extractor.text.segment import segment

SHARED = ROOT.parent / "shared"
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["money"]


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> dict:
    """What the shared scorer says of the amounts of the development set."""
    if not (SHARED / "gold").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("../shared/gold is missing")
        pytest.skip("needs ../shared/gold")
    gold = [json.loads(line)["doc"] for line in (SHARED / "gold" / "money_dev.jsonl").read_text("utf-8").splitlines()]
    texts = {path.stem: path for path in (SHARED / "data" / "nerel").rglob("*.txt")}
    output = tmp_path_factory.mktemp("money") / "output.jsonl"
    with output.open("w", encoding="utf-8") as file:
        for name in gold:
            text = texts[name].open(encoding="utf-8", newline="").read()
            print(render_json({"source": f"{name}.txt", "money": list(amounts(text))}), file=file)
    command = [sys.executable, SHARED / "gold" / "score.py", output, "--only", "money", "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["money"]


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
