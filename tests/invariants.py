"""What holds for every document, whatever the article was."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import jsonschema

from extractor import Document
from extractor.document import TextSpan
from tests.document_schema import closed, document_schema

VALIDATOR = jsonschema.Draft202012Validator(closed(document_schema()))

_YEAR = r"-?[\dX]{4}|Y-?\d{5,}"
_TIME = r"(?:T[\d:]+(?:[+-]\d\d:\d\d|Z)?)?"
_DAY = rf"(?:{_YEAR}|-?[\dX]{{4}}-(?:[\dX]\d|XX)(?:-[\dX][\dX])?{_TIME}|-?[\dX]{{4}}-W\d\d(?:-\d)?|T[\d:]+)"
_DURATION = r"P(?:[\d.,]+[YMWD])*(?:T(?:[\d.,]+[HMS])+)?"
EDTF_RE = re.compile(
    rf"(?:{_DAY}|(?:{_DAY}|\.\.)?/(?:{_DAY}|\.\.)?|{_DURATION}|(?:{_DAY}|{_DURATION})?/?{_DURATION}"
    rf"|R\d*/(?:{_DAY}/)?(?:{_DURATION}|{_DAY})|\{{.*\}}|\[.*\])[?~%]?"
)
"""The shape of a value; whether its day is in the calendar tell `earliest` and `latest`."""

SUBYEARS = {*range(1, 13), *range(21, 25), *range(33, 42)}
"""Months, and the seasons, quarters, thirds and halves of ISO 8601-2."""


def check_value(value: str) -> None:
    """The value of a date is ISO 8601 or EDTF."""
    assert EDTF_RE.fullmatch(value), value
    for month in re.findall(r"(?<![\dW])[\dX]{4}-(\d\d)(?!\d)", value):
        assert int(month) in SUBYEARS, value


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
        if date.value is not None:
            check_value(date.value)
        if date.earliest and date.latest and not date.earliest.startswith("-"):
            assert date.earliest <= date.latest
