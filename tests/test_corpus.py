"""Every phrase of the corpus of money, dates and facts gives what it should; known gaps are strict."""

from functools import cache
from typing import Any

import pytest
from corpus_files import Phrase, read_phrases

from extractor import Article, Document, Extractor
from extractor.document import Fact, TextSpan

FILES = ("money", "dates", "facts")
PHRASES = [phrase for name in FILES for phrase in read_phrases(name)]
MONEY_FIELDS = ("currency", "value", "min_value", "max_value", "mod", "per")
DATE_FIELDS = ("kind", "value", "mod")
"""Compared even where an entry leaves them out; other fields only where it has them."""


@cache
def documents() -> dict[tuple[str, str | None], Document]:
    """All phrases at once: the taggers are faster on many."""
    keys = list(dict.fromkeys((phrase.text, phrase.published) for phrase in PHRASES))
    articles = [Article(text, date=published) for text, published in keys]
    return dict(zip(keys, Extractor().extract_many(articles), strict=True))


def marks(phrase: Phrase) -> list[Any]:
    return [pytest.mark.xfail(reason=phrase.entry["why"], strict=True)] if phrase.status == "gap" else []


@pytest.mark.parametrize(
    "phrase", [pytest.param(p, marks=marks(p), id=f"{p.file}-{p.status}: {p.text}") for p in PHRASES]
)
def test_phrase(phrase: Phrase):
    doc = documents()[phrase.text, phrase.published]
    if phrase.file == "facts":
        check_facts(phrase, doc)
        return
    found = [(one.start, one.end, one) for one in getattr(doc, phrase.file)]
    spans = [(one.start, one.end) for one in phrase.marked]
    assert [(start, end) for start, end, _ in found] == spans, underlined(phrase, [f[:2] for f in found])
    defaults = dict.fromkeys(MONEY_FIELDS) if phrase.file == "money" else {**dict.fromkeys(DATE_FIELDS), "kind": "date"}
    for (*_, one), value in zip(found, phrase.values, strict=True):
        wanted = defaults | value
        assert {name: getattr(one, name) for name in wanted} == wanted, one
    if rules := phrase.rules:
        assert {one.rule for *_, one in found} == rules


def underlined(phrase: Phrase, found: list[tuple[int, int]]) -> str:
    """The phrase with what should be found under it, and what was."""

    def line(spans: list[tuple[int, int]]) -> str:
        marks = [" "] * len(phrase.text)
        for start, end in spans:
            marks[start:end] = "^" * (end - start)
        return "".join(marks)

    wanted = [(one.start, one.end) for one in phrase.marked]
    return f"\n  {phrase.text}\n  {line(wanted)} wanted\n  {line(found)} found"


def check_facts(phrase: Phrase, doc: Document) -> None:
    kind = phrase.entry.get("kind")
    facts = [fact for fact in doc.facts if kind in (None, fact.kind)]
    if phrase.status == "negative":
        assert facts == []
        return
    wanted: dict[str, set[str]] = {}
    for marked in phrase.marked:
        wanted.setdefault(str(marked.role), set()).add(phrase.text[marked.start : marked.end])
    phase = phrase.entry.get("phase")
    assert any(fact.phase == phase and fills(doc, fact, wanted) for fact in facts), facts


def fills(doc: Document, fact: Fact, wanted: dict[str, set[str]]) -> bool:
    """Whether each argument is named by the wanted words, and all others are unknown."""
    texts: dict[str, set[str]] = {entity.id: {m.text for m in entity.mentions} for entity in doc.entities}
    texts |= {one.id: {one.text} for one in (*doc.money, *doc.dates)}
    for role, argument in fact.arguments.items():
        words = wanted.get(role, set())
        if isinstance(argument, TextSpan):
            said = [{argument.text}]
        else:
            ids = (argument,) if isinstance(argument, str) else argument or ()
            said = [texts[id_] for id_ in ids]
        if len(said) != len(words) or not all(any(word in one for one in said) for word in words):
            return False
    return wanted.keys() <= fact.arguments.keys()
