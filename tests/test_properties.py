"""What holds for every article, whatever is in it."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from document_schema import closed, document_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor import Article, Document, Extractor
from extractor.document import TextSpan

VALIDATOR = jsonschema.Draft202012Validator(closed(document_schema()))
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
WORDS = sorted({word for text in SAMPLES for word in text.split()})

words = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
newslike = st.lists(words, max_size=4).map("\n".join)
hostile = st.text(st.sampled_from(" \n\t.,«»“”\"'()-–—$€₽%0123456789аяАЯёЁabyZ\u00a0\u200b\u0301🙂\x00"), max_size=300)
anything = st.text(max_size=200)
texts = st.one_of(newslike, hostile, anything)
days = st.none() | st.dates().map(str)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spans(doc: Document) -> Iterator[Any]:
    """Everything that has offsets."""
    for entity in doc.entities:
        yield from entity.mentions
    yield from doc.money
    yield from doc.dates
    for fact in doc.facts:
        yield fact
        yield from (argument for argument in fact.arguments.values() if isinstance(argument, TextSpan))


def references(doc: Document) -> Iterator[str]:
    """Every id that something refers to."""
    for fact in doc.facts:
        for argument in fact.arguments.values():
            if isinstance(argument, str):
                yield argument
            elif isinstance(argument, tuple):
                yield from argument
    yield from (money.equivalent for money in doc.money if money.equivalent)


def check(doc: Document) -> None:
    VALIDATOR.validate(json.loads(doc.to_json(with_text=True)))
    for span in spans(doc):
        assert doc.text[span.start : span.end] == span.text, span
        assert span.text.strip() == span.text != "", span
    for layer in (doc.money, doc.dates, doc.facts):
        assert [one.start for one in layer] == sorted(one.start for one in layer)
    for layer in (doc.money, doc.dates):
        assert all(one.end <= other.start for one, other in pairwise(layer)), layer
    for kind in (doc.people, doc.organizations, doc.locations):
        firsts = [entity.mentions[0].start for entity in kind if entity.mentions]
        assert firsts == sorted(firsts)
        mentions = sorted((m.start, m.end) for entity in kind for m in entity.mentions)
        assert all(end <= start for (_, end), (start, _) in pairwise(mentions)), kind
        assert len({entity.id for entity in kind}) == len(kind)
        for entity in kind:
            assert entity.key == entity.key.lower()
            assert "ё" not in entity.key
            assert entity.name not in entity.aliases
            assert len(set(entity.aliases)) == len(entity.aliases)
            places = [m.start for m in entity.mentions]
            assert places == sorted(places)
    ids = [one.id for one in (*doc.entities, *doc.money, *doc.dates, *doc.facts)]
    assert len(set(ids)) == len(ids)
    assert set(references(doc)) <= set(ids)
    for money in doc.money:
        if money.equivalent:
            (other,) = (one for one in doc.money if one.id == money.equivalent)
            assert (other.equivalent, other.currency != money.currency) == (money.id, True)
        if money.min_value is not None and money.max_value is not None:
            assert money.value is None
            assert money.min_value <= money.max_value
    for date in doc.dates:
        if date.earliest and date.latest and not date.earliest.startswith("-"):
            assert date.earliest <= date.latest


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
