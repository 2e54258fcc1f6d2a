"""JSON: exact decimals in plain digits, the same on one line and indented."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Document, Money, Person
from extractor.output import record
from extractor.output.record import plain_digits, render_json

amounts = st.decimals(min_value=0, max_value=10**18, places=4)


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("0", "0"),
        ("0.10", "0.1"),
        ("357.40", "357.4"),
        ("1.50E+3", "1500"),
        ("1E+15", "1000000000000000"),
        ("0.0000001", "0.0000001"),
        ("12345678901234567890.12", "12345678901234567890.12"),
        ("100", "100"),
    ],
)
def test_decimals_are_plain_digits(number, digits):
    assert plain_digits(Decimal(number)) == digits
    assert render_json({"value": Decimal(number)}) == f'{{"value": {digits}}}'
    assert render_json([Decimal(number)], indent=1) == f"[\n {digits}\n]"


@given(amounts)
def test_decimals_are_exact(amount):
    written = json.loads(render_json([amount]), parse_float=Decimal, parse_int=Decimal)[0]
    assert written == amount


def test_text_stays_readable():
    assert render_json({"text": "«Ёж»\n\u2028"}) == '{"text": "«Ёж»\\n\u2028"}'


@pytest.mark.parametrize("indent", [0, 2])
def test_indented_is_the_same_value(indent):
    value = {"a": [], "b": {}, "c": [{"d": None, "e": True}, [1, "x"]], "f": Decimal("1.5")}
    assert json.loads(render_json(value, indent=indent)) == json.loads(render_json(value))


def test_a_long_article_is_written_in_pieces_of_the_same_text(monkeypatch):
    doc = Document(
        "Иван Котов купил ООО «Ромашка» за 1,5 млн рублей.",
        people=(Person("p1", "иван котов", "Иван Котов", (), "Иван", None, "Котов", ()),),
        money=(Money("m1", 34, 48, "1,5 млн рублей", "RUB", Decimal("1.5E+6"), None, None, None, None, None, "money"),),
    )
    whole = doc.to_json(with_text=True)
    monkeypatch.setattr(record, "LONG", 0)
    pieces = list(record.render_line(doc, with_text=True))
    assert len(pieces) > 6
    assert "".join(pieces) == whole
