"""What is analysed of a text, and the way back to its offsets."""

import re
import unicodedata

import pytest
from corpus_files import read_corpus
from costs import costs_at_most

from extractor.edits import Edit, Layer, Reading
from extractor.text.reading.read import TABLE, WRAPPED, read_text

SIGNS = {"⏎": "\n", "⇥": "\t", "␣": "\u00a0", "▫": "\u200b", "´": "\u0301"}
CORPUS = read_corpus("reading")


def spelled(text: str, kind: str = "") -> str:
    """The text that a text of the corpus stands for."""
    text = text.replace("⏎\n", "⏎").strip("\n")
    for sign, char in SIGNS.items():
        text = text.replace(sign, char)
    if kind == "soft hyphen":
        text = text.replace("~", "\u00ad")
    return unicodedata.normalize("NFD", text) if kind == "decomposed letter" else text


READ = [(entry["kind"], *pair) for entry in CORPUS["read"] for pair in entry["texts"]]
KEPT = [text for entry in CORPUS["kept"] for text in entry["texts"]]


@pytest.mark.parametrize(("kind", "given", "analysed"), READ)
def test_read(kind: str, given: str, analysed: str) -> None:
    reading = read_text(spelled(given, kind))
    assert re.sub(" *\n *", "\n", reading.text) == spelled(analysed)
    if "␣" not in given:
        assert kind in {edit.kind for edit in reading.ignored()}


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert read_text(spelled(text)).text == spelled(text)


@pytest.mark.parametrize("given", [spelled(given, kind) for kind, given, _ in READ])
def test_the_way_back(given: str) -> None:
    reading = read_text(given)
    ends = [reading.given_span(at, at + 1) for at in range(len(reading.text))]
    assert all(0 <= start < end <= len(given) for start, end in ends)
    assert [start for start, _ in ends] == sorted(start for start, _ in ends)
    for edit in reading.ignored():
        assert 0 <= edit.start <= edit.end <= len(given)


def test_spans_of_what_is_ignored() -> None:
    reading = read_text("В Сара\u0301тове <b>5</b>\u200b мая")
    assert reading.text == "В Саратове 5 мая"
    assert reading.given_span(2, 10) == (2, 11)
    assert [reading.given[slice(*reading.given_span(11, 12))], reading.given_span(11, 16)] == ["5", (15, 25)]
    assert reading.read_offset(15) == 11


def test_layers_on_layers() -> None:
    given = "&laquo;Сара&shy;тов&raquo;"
    reading = read_text(given)
    assert reading.text == "«Саратов»"
    assert given[slice(*reading.given_span(1, 8))] == "Сара&shy;тов"
    assert Reading("а", "а").given_span(0, 1) == (0, 1)
    assert Layer("абв", [Edit(1, 2, "", "x")]).text == "ав"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Сегодня открыли завод.", None),
        ("Ñåðãåé Ïåòðîâ ïðèåõàë â ãîðîä", "read as Latin-1"),
        ("Сергей Петров приехал в город".encode().decode("latin-1"), "UTF-8 that was read as windows-1252"),
        ("Сергей Петров приехал в город".encode().decode("cp1251", "replace"), "UTF-8 that was read as windows-1251"),
        ("Рис\t4\t350 сомов\nЧай\t2\t180 сомов", TABLE),
        (next(spelled(given) for kind, given, _ in READ if given.startswith("Министерство")), WRAPPED),
        ("Die Straße nach Köln führt über Grünwald, größer und schöner.", None),
    ],
)
def test_notes(text: str, note: str | None) -> None:
    notes = read_text(text).notes
    assert len(notes) == (note is not None)
    assert note is None or note in notes[0]


HOSTILE = ["<!--", "<script>", "[", "*а", "&", "\u0301", "а-\n", "1 ,5 ", "a\tб", "Аa", "|а|\n", "слово \n", "  а"]
HOSTILE += ["[[а|", "а@", "а. \n"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    assert costs_at_most(16, lambda: read_text(piece * 2_000), lambda: read_text(piece * 16_000))
