"""Dates against annotated news: no figure below its floor."""

import json
import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT

from extractor.dates.find import find_dates
from extractor.dates.resolve import resolve_dates
from extractor.text.segment import segment

SHARED = ROOT.parent / "shared"
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["dates"]
FIELDS = ("start", "end", "kind", "value", "mod", "relative")


@pytest.fixture(scope="module")
def result(tmp_path_factory) -> dict:
    """What the shared scorer says of the dates of the development set."""
    if not (SHARED / "gold").is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("../shared/gold is missing")
        pytest.skip("needs ../shared/gold")
    gold = [json.loads(line) for line in (SHARED / "gold" / "dates_dev.jsonl").read_text("utf-8").splitlines()]
    output = tmp_path_factory.mktemp("dates") / "output.jsonl"
    with output.open("w", encoding="utf-8") as file:
        for document in gold:
            path = SHARED / "data" / "nerel" / "dev" / f"{document['doc']}.txt"
            text = path.open(encoding="utf-8", newline="").read()
            published = date.fromisoformat(document["date"]) if document["date"] else None
            print(json.dumps({"source": path.name, "dates": dates(text, published)}), file=file)
    command = [sys.executable, SHARED / "gold" / "score.py", output, "--only", "dates", "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["dates"]


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
