"""The same is found however a text is written: wrapped, stressed, with entities, with other spaces."""

import pytest
from conftest import ROOT
from disguises import DISGUISES, found_in
from shared_data import shared_folder

from extractor import Document, Extractor

SAMPLES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))}
PUBLISHED = "2025-11-15"
ARTICLES = 200
STEP = 7
"""Every so many articles of the shared data are tried."""

EXACT = [name for name in DISGUISES if not name.startswith("wrapped")]
MOST_WRAPPED = 0.02
"""Share of articles whose facts may differ in wrapped text: where a headline or a paragraph fills its last line, its
end cannot be seen. Names, amounts and dates are the same in all."""


def compare(texts: dict[str, str], disguise: str, extractor: Extractor) -> dict[str, list[str]]:
    """The layers that differ, by article."""
    plain = extractor.extract_many(list(texts.values()), date=PUBLISHED)
    other = extractor.extract_many([DISGUISES[disguise](text) for text in texts.values()], date=PUBLISHED)
    pairs = zip(texts, plain, other, strict=True)
    return {name: layers for name, one, two in pairs if (layers := differing(one, two))}


def differing(plain: Document, disguised: Document) -> list[str]:
    check_offsets(disguised)
    one, other = found_in(plain), found_in(disguised)
    return [layer for layer in one if one[layer] != other[layer]]


def check_offsets(doc: Document) -> None:
    spans = [mention for entity in doc.entities for mention in entity.mentions]
    for span in (*spans, *doc.money, *doc.dates, *doc.facts):
        assert doc.text[span.start : span.end] == span.text  # type: ignore[attr-defined]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_samples(disguise: str, extractor: Extractor) -> None:
    assert compare(SAMPLES, disguise, extractor) == {}


@pytest.mark.slow
@pytest.mark.parametrize("disguise", DISGUISES)
def test_news(disguise: str, extractor: Extractor) -> None:
    paths = sorted(shared_folder("data").rglob("*.txt"))[::STEP][:ARTICLES]
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    differ = compare(texts, disguise, extractor)
    if disguise in EXACT:
        assert differ == {}
    else:
        assert {name: layers for name, layers in differ.items() if layers != ["facts"]} == {}
        assert len(differ) <= MOST_WRAPPED * len(texts), differ
