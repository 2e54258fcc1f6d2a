"""The pages made of the corpus are current."""

import pytest
from corpus_files import read_corpus
from phrase_tables import DOCS, TITLES, render_page
from reading_page import PAGE
from reading_page import render_page as render_reading


@pytest.mark.parametrize("name", [name for name in TITLES if read_corpus(name)])
def test_page_is_current(name: str):
    page = DOCS / f"{name}.md"
    assert page.read_text(encoding="utf-8") == render_page(name), "python tests/phrase_tables.py writes it anew"


def test_page_of_reading_is_current():
    assert PAGE.read_text(encoding="utf-8") == render_reading(), "python tests/reading_page.py writes it anew"
