"""Amounts that no column of numbers can hold, in every output."""

import csv
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.batch.extract import ExtractOptions, render
from extractor.batch.sinks import choose_target, write_parts
from extractor.document import Document, Money

LONG = Decimal("1" * 30)
FINE = Decimal("0.000000000001")
HUGE = Decimal("9" * 400)
ABSURD = Decimal("7" * 5000)
PLAIN = Decimal("-37")
VALUES = (LONG, FINE, HUGE, ABSURD, PLAIN)


def amount(number: int, value: Decimal | None, least: Decimal | None = None) -> Money:
    return Money(f"m{number}", number, number + 1, "x", "RUB", value, least, None, None, None, None, "r")


DOCUMENT = Document("x" * 20, "s", money=(*(amount(n, value) for n, value in enumerate(VALUES)), amount(9, None, LONG)))
EXACT = [*(str(value) if value != FINE else "0.000000000001" for value in VALUES), f"{LONG}.."]


def write(folder: Path, name: str, *, flat: bool = False) -> list[Path]:
    target = choose_target(str(folder / name), flat=flat)
    payload = render(DOCUMENT, ExtractOptions(as_rows=target.format == "csv")).payload
    return list(write_parts(target, lambda: iter([payload])).values())


@pytest.mark.parametrize("flat", [False, True])
def test_amounts_beyond_the_decimal_are_null_with_their_digits(tmp_path: Path, flat: bool) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(write(tmp_path, "out.parquet", flat=flat)[0]).to_pylist()
    money = rows if flat else rows[0]["money"]
    assert [one["exact"] for one in money] == EXACT
    assert [one["amount" if flat else "value"] for one in money] == [None] * 4 + [PLAIN] + [None]


def test_sqlite_has_the_digits(tmp_path: Path) -> None:
    with sqlite3.connect(write(tmp_path, "out.db")[0]) as db:
        rows = db.execute("SELECT amount, exact FROM money ORDER BY start").fetchall()
    assert [row[1] for row in rows] == EXACT
    assert rows[2][0] is rows[3][0] is None
    assert rows[4][0] == -37


def test_csv_has_the_digits_and_no_apostrophe(tmp_path: Path) -> None:
    with write(tmp_path, "out.csv")[0].open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["amount"] for row in rows] == [*EXACT[:5], ""]
    assert rows[5]["min_amount"] == str(LONG)


def test_json_has_the_digits(tmp_path: Path) -> None:
    found = json.loads(DOCUMENT.to_json(), parse_int=str, parse_float=str)["money"]
    assert [one["value"] for one in found] == [*EXACT[:5], None]


def test_cells_with_semicolons_are_quoted() -> None:
    import io

    from extractor.output.csv import CsvTables

    out = io.StringIO()
    CsvTables(out).write_rows([("a;=1+1", "b,c", 'd"e', -37, None, "plain")], [])
    assert out.getvalue().splitlines()[1] == '1,"a;=1+1","b,c","d""e",-37,,plain'
