"""What holds for every article, whatever is in it."""

import json

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor import Article, Extractor
from tests.invariants import check

SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
WORDS = sorted({word for text in SAMPLES for word in text.split()})

words = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
newslike = st.lists(words, max_size=4).map("\n".join)
hostile = st.text(st.sampled_from(" \n\t.,«»“”\"'()-–—$€₽%0123456789аяАЯёЁabyZ\u00a0\u200b\u0301🙂\x00"), max_size=300)
anything = st.text(max_size=200)
texts = st.one_of(newslike, hostile, anything)
days = st.none() | st.dates().map(str)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("text", SAMPLES, ids=lambda text: text[:40])
def test_samples_hold(extractor: Extractor, text: str):
    check(extractor.extract(text))


@given(text=texts, date=days)
@relaxed
def test_any_text_holds(extractor: Extractor, text: str, date: str | None):
    check(extractor.extract(text, date))


@given(text=newslike, title=words)
@relaxed
def test_a_title_is_analysed_before_the_text(extractor: Extractor, text: str, title: str):
    doc = next(extractor.extract_many([Article(text, title=title or None)]))
    assert doc.text == (f"{title}\n\n{text}" if title else text)
    check(doc)


@given(texts=st.lists(newslike, min_size=2, max_size=5), batch=st.integers(1, 4))
@settings(relaxed, max_examples=15)
def test_neighbours_change_nothing(extractor: Extractor, texts: list[str], batch: int):
    alone = [extractor.extract(text).to_json() for text in texts]
    together = [doc.to_json() for doc in extractor.extract_many(texts, batch=batch)]
    assert together == alone


def test_two_extractors_agree(extractor: Extractor):
    again = Extractor()
    assert [again.extract(text) for text in SAMPLES] == [extractor.extract(text) for text in SAMPLES]


@given(text=newslike)
@settings(relaxed, max_examples=30)
def test_json_keeps_everything(extractor: Extractor, text: str):
    doc = extractor.extract(text)
    assert json.loads(doc.to_json(indent=2)) == json.loads(doc.to_json())
    assert json.loads(doc.to_json(with_text=True))["text"] == text
