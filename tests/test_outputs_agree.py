"""One document in every output: what was found reads the same in all of them, nothing is left out on the way."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from extractor.batch.sqlite import write_sqlite
from extractor.document import Date, Document, Fact, Location, Mention, Money, Organization, Person, TextSpan
from extractor.output.csv import CsvTables
from extractor.output.tables import render_tables
from extractor.output.xlsx import Workbook

TEXT = (
    "Бывший глава Заречья Олег Мальцев: причал обойдётся более чем в 70 млн рублей, мост — в 5–7 млн. "
    "Работы завершат к 2031 году, сообщает «Речной вестник»."
)


def span(text: str) -> tuple[int, int, str]:
    start = TEXT.index(text)
    return start, start + len(text), text


def mention(text: str, score: float) -> Mention:
    return Mention(*span(text), "names.tagger", score)


DOCUMENT = Document(
    TEXT,
    source="а.txt",
    title="Причал",
    date="2025-03-05",
    date_from="metadata",
    people=(
        Person("p1", "олег мальцев", "Олег Мальцев", (), "Олег", None, "Мальцев", (mention("Олег Мальцев", 0.93),)),
    ),
    organizations=(
        Organization("o1", "речной вестник", "Речной вестник", (), "publisher", (mention("«Речной вестник»", 0.61),)),
    ),
    locations=(Location("l1", "заречье", "Заречье", (), (mention("Заречья", 0.88),)),),
    money=(
        Money("m1", *span("70 млн рублей"), "RUB", Decimal("7E7"), None, None, "MORE_THAN", None, None, "money.amount"),
        Money("m2", *span("5–7 млн"), "RUB", None, Decimal("5E6"), Decimal("7E6"), None, None, None, "money.range"),
    ),
    dates=(
        Date("d1", *span("2031 году"), "date", "2031", "ON_OR_BEFORE", "2031-01-01", "2031-12-31", False, "date.year"),
    ),
    facts=(
        Fact("f1", "occupation", *span("глава Заречья Олег Мальцев"),
             {"who": "p1", "position": TextSpan(*span("глава"), "глава"), "where": "l1"},
             "end", None, "occ.x", 0.82),
        Fact("f2", "amount", *span("причал обойдётся более чем в 70 млн рублей"),
             {"money": "m1", "what": TextSpan(*span("причал"), "причал"), "who": None},
             None, None, "amount.x", 0.77),
        Fact("f3", "amount", *span("мост — в 5–7 млн"),
             {"money": "m2", "what": TextSpan(*span("мост"), "мост"), "who": None},
             None, None, "amount.x", 0.7),
        Fact("f4", "event", *span("Работы завершат к 2031 году"),
             {"date": "d1", "what": TextSpan(*span("Работы завершат"), None), "who": ()},
             None, None, "event.verb", 0.65),
    ),
)  # fmt: skip

FACTS = [
    ("occupation", "end", "Олег Мальцев — глава — Заречье", 0.82, None, None, None),
    ("amount", None, "причал — more than 70 000 000 RUB", 0.77, 70_000_000, "MORE_THAN", None),
    ("amount", None, "мост — 5 000 000 – 7 000 000 RUB", 0.7, None, None, None),
    ("event", None, "by 2031 — Работы завершат", 0.65, None, None, "by 2031"),
]
NAMES = {"Олег Мальцев", "Речной вестник [publisher]", "Заречье", "more than 70 000 000 RUB",
         "5 000 000 – 7 000 000 RUB", "by 2031"}  # fmt: skip


def plain(value: Any) -> Any:
    """A cell as a value: no-break spaces as spaces, an empty cell as None, numbers as floats."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value.replace("\u00a0", " ")
    return float(value) if isinstance(value, (int, float, Decimal)) else value


Table = list[dict[str, Any]]


def of_csv(folder: Path) -> tuple[Table, Table]:
    files = io.StringIO(newline=""), io.StringIO(newline="")
    CsvTables(*files).write(DOCUMENT)
    mentions, facts = (list(csv.DictReader(io.StringIO(file.getvalue()))) for file in files)
    return mentions, facts


def of_workbook(folder: Path) -> tuple[Table, Table]:
    openpyxl = pytest.importorskip("openpyxl")
    book = Workbook(folder / "a.xlsx")
    book.write(DOCUMENT)
    book.close()
    sheets = openpyxl.load_workbook(folder / "a.xlsx")
    found = []
    for sheet in (sheets["mentions"], sheets["facts"]):
        head, *rows = sheet.iter_rows(values_only=True)
        found.append([dict(zip(head, row, strict=True)) for row in rows])
    return found[0], found[1]


def of_parquet(folder: Path) -> tuple[Table, Table]:
    parquet = pytest.importorskip("pyarrow.parquet")
    from extractor.batch.parquet import write_flat_facts, write_flat_mentions

    payloads = [(DOCUMENT.to_json() + "\n").encode()]
    write_flat_mentions(payloads, folder / "m.parquet")
    write_flat_facts(payloads, folder / "f.parquet")
    facts = parquet.read_table(folder / "f.parquet").to_pylist()
    return parquet.read_table(folder / "m.parquet").to_pylist(), facts


def database(folder: Path, *, with_text: bool = False) -> sqlite3.Connection:
    write_sqlite([DOCUMENT.to_json(with_text=with_text).encode()], folder / "a.db")
    connection = sqlite3.connect(folder / "a.db")
    connection.row_factory = sqlite3.Row
    return connection


def of_sqlite(folder: Path) -> tuple[Table, Table]:
    with database(folder) as db:
        values = db.execute("SELECT name FROM money UNION ALL SELECT name FROM dates").fetchall()
        names = "SELECT name || CASE WHEN role IS NULL THEN '' ELSE ' [' || role || ']' END AS name FROM entities"
        mentions = [*map(dict, values), *map(dict, db.execute(names).fetchall())]
        return mentions, [dict(row) for row in db.execute("SELECT * FROM facts")]


@pytest.mark.parametrize("output", [of_csv, of_workbook, of_parquet, of_sqlite])
def test_tables_say_the_same(output: Callable[[Path], tuple[Table, Table]], tmp_path: Path):
    mentions, facts = output(tmp_path)
    assert {plain(row["name"]) for row in mentions} == NAMES
    columns = ("kind", "phase", "name", "score", "amount", "mod", "when")
    found = [tuple(plain(row[column]) for column in columns) for row in facts]
    assert [(*row[:3], round(row[3], 4), *row[4:]) for row in found] == FACTS


def test_the_terminal_says_the_same():
    out = io.StringIO()
    Console(file=out, width=110).print(render_tables(DOCUMENT))
    shown = " ".join(out.getvalue().replace("\u00a0", " ").split())
    for name in NAMES:
        assert name in shown
    for kind, phase, name, score, *_ in FACTS:
        assert f"{kind} ({phase}) {name}" if phase else f"{kind} {name}" in shown
        assert f"{name} {score:.2f}" in shown


def test_columns_have_one_type():
    """What is summed, sorted or filtered is alone in its column."""
    mentions, facts = of_csv(Path())
    for row in (*mentions, *facts):
        assert all(cell == "" or float(cell) > 0 for cell in (row["amount"], row["min_amount"], row["max_amount"]))
        assert row["published"] == "2025-03-05"
        assert all(len(cell) in (0, 10) for cell in (row["earliest"], row["latest"]))
    (money,) = (row for row in mentions if row["id"] == "m1")
    assert (money["amount"], money["currency"], money["mod"], money["value"]) == ("70000000", "RUB", "MORE_THAN", "")
    person = next(row for row in mentions if row["id"] == "p1")
    assert (person["key"], person["given_name"], person["family_name"], person["title"], person["score"]) == (
        "олег мальцев", "Олег", "Мальцев", "Причал", "0.93",
    )  # fmt: skip
    event = facts[-1]
    assert (event["when_value"], event["earliest"], event["latest"]) == ("2031", "2031-01-01", "2031-12-31")


def test_sums_work_in_duckdb(tmp_path: Path):
    duckdb = pytest.importorskip("duckdb")
    mentions, _ = (io.StringIO(newline=""), None)
    CsvTables(mentions).write(DOCUMENT)
    (tmp_path / "a.csv").write_text(mentions.getvalue(), encoding="utf-8", newline="")
    of_parquet(tmp_path)
    for table in ("a.csv", "m.parquet", "f.parquet"):
        query = f"SELECT sum(amount), min(published), max(latest) FROM '{tmp_path / table}'"
        total, day, last = duckdb.sql(query).fetchall()[0]
        assert (int(total), str(day), str(last)) == (70_000_000, "2025-03-05", "2031-12-31")


def test_a_workbook_is_ready_to_read(tmp_path: Path):
    openpyxl = pytest.importorskip("openpyxl")
    of_workbook(tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["mentions"]
    head = {cell.value: cell for cell in sheet[1]}
    assert all(cell.font.bold for cell in head.values())
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.column_dimensions[head["sentence"].column_letter].width > 50
    row = next(row for row in sheet.iter_rows(min_row=2) if row[head["id"].column - 1].value == "m1")
    amount, published = row[head["amount"].column - 1], row[head["published"].column - 1]
    assert (amount.value, amount.data_type, amount.number_format) == (70_000_000, "n", "#,##0.##########")
    assert (published.is_date, published.value.isoformat()[:10]) == (True, "2025-03-05")


def test_sqlite_views_and_keys(tmp_path: Path):
    with database(tmp_path, with_text=True) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        people = [
            tuple(row) for row in db.execute("SELECT person, mentions, published, article FROM people_in_articles")
        ]
        assert people == [("Олег Мальцев", 1, "2025-03-05", "Причал")]
        fact = db.execute("SELECT fact, phase, score, article, source FROM facts_readable WHERE kind = 'occupation'")
        assert tuple(fact.fetchone()) == ("Олег Мальцев — глава — Заречье", "end", 0.82, "Причал", "а.txt")
        arguments = db.execute(
            "SELECT a.role, a.name, e.name, m.amount, d.value FROM arguments a LEFT JOIN entities e ON e.id = a.entity "
            "LEFT JOIN money m ON m.id = a.money LEFT JOIN dates d ON d.id = a.date"
        )
        assert [tuple(row) for row in arguments][:4] == [
            ("who", "Олег Мальцев", "Олег Мальцев", None, None),
            ("position", "глава", None, None, None),
            ("where", "Заречье", "Заречье", None, None),
            ("money", "more than 70\u00a0000\u00a0000\u00a0RUB", None, 70_000_000, None),
        ]
        found = db.execute(
            "SELECT a.name FROM articles_fts f JOIN articles a ON a.id = f.rowid WHERE f.text MATCH 'причал'"
        )
        assert [tuple(row) for row in found] == [("Причал",)]
        index = db.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_fts'").fetchone()[0]
        assert "content=[articles]" in index  # by this Datasette finds it, and shows a box to search in
        for table in ("entities", "mentions", "money", "dates", "facts", "arguments"):
            keys = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            assert len({key["id"] for key in keys}) == len(keys) > 0  # a key of one column each: Datasette follows it


def test_documents_come_back_from_json():
    record = json.loads(DOCUMENT.to_json(with_text=True))
    assert Document.from_dict(record).to_json(with_text=True) == DOCUMENT.to_json(with_text=True)
    assert Document.from_dict(DOCUMENT.to_dict(with_text=True)) == DOCUMENT
    assert DOCUMENT.by_id("m2") is DOCUMENT.money[1]
    assert DOCUMENT.by_id("p1").name == "Олег Мальцев"
    with pytest.raises(KeyError):
        DOCUMENT.by_id("p9")
