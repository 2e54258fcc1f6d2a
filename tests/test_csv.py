"""CSV: quoting, formulas, the Russian Excel."""

import csv
import io
from decimal import Decimal

import pytest

from extractor.document import Document, Money, Sentence
from extractor.output.csv import CsvTables, harmless

TEXT = '=1 "да"; 357,4 доллара'
DOCUMENT = Document(
    TEXT,
    source="@a.txt",
    money=(Money("m1", 9, 22, TEXT[9:], "USD", Decimal("357.40"), None, None, None, None, None, "money.amount"),),
    sentences=(Sentence(0, len(TEXT), ()),),
)


def written(*, excel: bool) -> str:
    out = io.StringIO(newline="")
    CsvTables(out, excel=excel).write(DOCUMENT)
    return out.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@sum", "\t=1", "\r=1", "＝1"])
def test_formulas_are_made_harmless(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1=1", "«=1»", "а-б", "— да"])
def test_other_text_stays(text):
    assert harmless(text) == text


def test_plain():
    (row,) = csv.DictReader(io.StringIO(written(excel=False)))
    assert (row["source"], row["amount"], row["text"], row["sentence"]) == ("'@a.txt", "357.4", TEXT[9:], f"'{TEXT}")


def test_excel_has_semicolons_and_decimal_commas():
    (row,) = csv.DictReader(io.StringIO(written(excel=True)), delimiter=";")
    assert (row["amount"], row["sentence"]) == ("357,4", f"'{TEXT}")
