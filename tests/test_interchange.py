"""brat, Web Annotation and the readable text."""

import json
import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT
from document_schema import document_schema

from extractor import Extractor
from extractor.document import FACT_ROLES
from extractor.output.brat import render_brat
from extractor.output.text import readable
from extractor.output.webannotation import annotation_page

SAMPLE = ROOT / "samples" / "visit-2025-10-21.txt"
TEXT = "Президент Казахстана Касым-Жомарт Токаев 15 ноября 2025 года выделил\n5 млн долларов. Токаев прибыл в Ташкент."


def test_brat_offsets_hold(extractor: Extractor):
    doc = extractor.extract(SAMPLE.read_text(encoding="utf-8"))
    lines = render_brat(doc).splitlines()
    bound = [line.split("\t") for line in lines if line.startswith("T")]
    for _, place, words in bound:
        pieces = [tuple(map(int, piece.split())) for piece in place.split(" ", 1)[1].split(";")]
        assert " ".join(doc.text[start:end] for start, end in pieces) == words
    known = {name for name, _, _ in bound}
    events = [line for line in lines if line.startswith("E")]
    assert len(events) == len(doc.facts)
    assert {ref for line in events for ref in re.findall(r":(T\d+)", line)} <= known
    mentions = sum(len(e.mentions) for e in (*doc.people, *doc.organizations, *doc.locations))
    notes = [line for line in lines if line.startswith("#")]
    assert len(notes) == mentions + len(doc.money) + len(doc.dates)


def test_brat_folder(tmp_path: Path):
    command = [sys.executable, "-m", "extractor", "extract", str(SAMPLE), str(SAMPLE), "--format", "brat"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 2
    done = subprocess.run([*command, "--output", str(tmp_path / "brat")], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
    names = sorted(path.name for path in (tmp_path / "brat").iterdir())
    parts = ("-2.ann", "-2.txt", ".ann", ".txt")
    assert names == ["annotation.conf", *(f"visit-2025-10-21{part}" for part in parts)]
    conf = (tmp_path / "brat" / "annotation.conf").read_text(encoding="utf-8").splitlines()
    assert (
        conf.index("Person")
        < conf.index("[events]")
        < conf.index(
            "Deal participants*:<ENTITY>, buyer*:<ENTITY>, seller*:<ENTITY>, object*:<ENTITY>, lender*:<ENTITY>, "
            "borrower*:<ENTITY>, deal_type?:<ENTITY>, money?:<ENTITY>, date?:<ENTITY>"
        )
    )
    schema = document_schema()["$defs"]
    assert {kind: list(roles) for kind, roles in FACT_ROLES.items()} == {
        kind: list(schema[kind]["properties"]) for kind in schema["fact"]["properties"]["kind"]["enum"]
    }


def test_web_annotations_select_what_they_quote(extractor: Extractor):
    doc = extractor.extract(TEXT)
    page = annotation_page(doc)
    assert page["type"] == "AnnotationPage"
    assert json.loads(json.dumps(page)) == page
    values = []
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        assert doc.text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in doc.text
        values.append((item["body"][0]["value"], item["body"][1]["value"]))
    assert ("person", "Касым-Жомарт Токаев") in values
    assert ("date", "2025-11-15") in values


def test_readable_text_marks_every_kind_without_colour(extractor: Extractor):
    text = readable(extractor.extract(TEXT), coloured=False).plain
    assert "[Касым-Жомарт Токаев]P [15 ноября 2025 года]D" in text
    assert "[5 млн долларов]M" in text
    assert "[Ташкент]L" in text
    assert re.sub(r"\[([^]]*)\][POLMD]", r"\1", text) == TEXT


def test_readable_text_keeps_its_words_in_colour(extractor: Extractor):
    doc = extractor.extract(TEXT)
    text = readable(doc, coloured=True)
    assert text.plain == TEXT
    assert len(text.spans) == len(doc.people[0].mentions) + 4  # a date, an amount, two places
