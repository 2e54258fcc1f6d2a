"""The pages made of the corpus are current."""

import pytest
from corpus_files import read_corpus
from phrase_tables import DOCS, TITLES, render_page


@pytest.mark.parametrize("name", [name for name in TITLES if read_corpus(name)])
def test_page_is_current(name: str):
    page = DOCS / f"{name}.md"
    assert page.read_text(encoding="utf-8") == render_page(name), "python tests/phrase_tables.py writes it anew"
