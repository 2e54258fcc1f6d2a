"""The tables for people, from documents built by hand."""

import io
from decimal import Decimal

import pytest
from rich.console import Console

from extractor.document import (
    Date,
    Document,
    Fact,
    Location,
    Mention,
    Money,
    Organization,
    Person,
    Sentence,
    TextSpan,
)
from extractor.output.rows import FACT_COLUMNS, as_cells, fact_rows, mention_rows
from extractor.output.selection import select_kinds
from extractor.output.tables import render_tables
from extractor.output.values import amount_text, grouped_digits

TEXT = "Глава «Севера» Иван Петров вчера занял =5–7 млн рублей до 2030 года."


def mention(text: str) -> Mention:
    start = TEXT.index(text)
    return Mention(start, start + len(text), text, "names.tagger", 0.9)


def money(**values) -> Money:
    fields = dict.fromkeys(("currency", "value", "min_value", "max_value", "mod", "per", "equivalent")) | values
    start = TEXT.index("=5")
    return Money("m1", start, start + 16, TEXT[start : start + 16], **fields, rule="money.range")


RANGE = money(currency="RUB", min_value=Decimal("5E+6"), max_value=Decimal("7E+6"), mod="APPROX")


def date(id_: str, text: str, value: str | None, earliest: str | None, kind: str = "date") -> Date:
    start = TEXT.index(text)
    return Date(id_, start, start + len(text), text, kind, value, None, earliest, None, False, "date.year")


DOCUMENT = Document(
    TEXT,
    source="a[b].txt",
    date="2025-11-15",
    date_from="header",
    people=(Person("p1", "иван петров", "Иван Петров", (), "Иван", None, "Петров", (mention("Иван Петров"),)),),
    organizations=(Organization("o1", "север", "Север", ("С.",), "publisher", (mention("Севера"),)),),
    locations=(Location("l1", "россия", "Россия", (), ()),),
    money=(RANGE,),
    dates=(date("d1", "вчера", "2025-11-14", "2025-11-14"), date("d2", "2030 года", "2030", "2030-01-01")),
    facts=(
        Fact("f1", "occupation", 0, 26, TEXT[:26],
             {"who": "p1", "position": TextSpan(0, 5, "Глава", "глава"), "where": "o1"},
             None, None, "occupation.verb", 0.9),
        Fact("f2", "event", 0, 26, TEXT[:26],
             {"date": "d1", "what": TextSpan(33, 38, "занял", None), "who": ("p1", "l1")},
             None, None, "event.verb", 0.9),
    ),
    sentences=(Sentence(0, len(TEXT), ()),),
)  # fmt: skip


def shown(doc: Document, width: int = 80) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(render_tables(doc))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_tables_fit_and_tell_everything(width):
    text = shown(DOCUMENT, width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split()).replace("\u00a0", " ")
    assert "a[b].txt" in flat
    for heading in ("People", "Organizations", "Places", "Money", "Dates", "Facts"):
        assert heading in flat
    if width >= 80:
        assert "Север (С.) [publisher]" in flat
        assert "about 5 000 000 – 7 000 000 RUB" in flat
        assert "occupation Иван Петров — глава — Север" in flat
        assert "event 2025-11-14 — занял — Иван Петров, Россия" in flat


def test_what_was_not_found_has_no_table():
    assert "nothing found" in shown(Document("Да."))


@pytest.mark.parametrize(
    ("number", "text"), [("1300000000", "1 300 000 000"), ("1234.50", "1 234.5"), ("5E+3", "5 000"), ("0.25", "0.25")]
)
def test_digits_are_grouped(number, text):
    assert grouped_digits(Decimal(number)).replace("\u00a0", " ") == text


def test_amounts_read_well():
    assert amount_text(money(value=Decimal(70), currency="USD", per="баррель")).split() == ["70", "USD", "/", "баррель"]
    assert amount_text(money(currency="RUB")).split() == ["?", "RUB"]


def test_dates_are_in_calendar_order():
    values = [("d1", None, None), ("d2", "2030", "2030-01-01"), ("d3", "-0043", "-0043-01-01"),
              ("d4", "-0100", "-0100-01-01"), ("d5", "2024", "2024-01-01")]  # fmt: skip
    doc = Document(TEXT, dates=tuple(date(id_, "вчера", value, earliest) for id_, value, earliest in values))
    order = [word for word in shown(doc).split() if word[-1].isdigit() or word == "?"]
    assert [word for word in order if word in ("-0100", "-0043", "2024", "2030", "?")] == [
        "-0100", "-0043", "2024", "2030", "?",
    ]  # fmt: skip


def test_rows_are_by_place_and_hold_the_range():
    rows = list(mention_rows(DOCUMENT))
    assert [row["kind"] for row in rows] == ["organization", "person", "date", "money", "date"]
    assert {name: rows[3][name] for name in ("amount", "min_amount", "max_amount", "currency", "mod")} == {
        "amount": None, "min_amount": Decimal("5E+6"), "max_amount": Decimal("7E+6"), "currency": "RUB",
        "mod": "APPROX",
    }  # fmt: skip
    assert rows[3]["name"] == "about 5\u00a0000\u00a0000 – 7\u00a0000\u00a0000\u00a0RUB"
    assert [row["name"] for row in rows[:2]] == ["Север [publisher]", "Иван Петров"]
    assert (rows[1]["key"], rows[1]["given_name"], rows[1]["family_name"]) == ("иван петров", "Иван", "Петров")
    assert {row["sentence"] for row in rows} == {TEXT}


def test_rows_of_facts_name_their_arguments():
    first, second = fact_rows(DOCUMENT)
    assert (first["who"], first["position"], first["where"]) == ("Иван Петров", "глава", "Север")
    assert (first["name"], first["score"]) == ("Иван Петров — глава — Север", Decimal("0.9"))
    assert first["arguments"] == "who=p1 where=o1"
    assert (second["who"], second["what"], second["when"]) == ("Иван Петров; Россия", "занял", "2025-11-14")
    assert second["arguments"] == "date=d1 who=p1 who=l1"
    assert {*first, *second} <= set(FACT_COLUMNS)
    assert len(as_cells(first, FACT_COLUMNS)) == len(FACT_COLUMNS)


def test_selection_keeps_what_facts_need():
    doc = select_kinds(DOCUMENT, frozenset({"facts"}))
    assert (doc.people, doc.organizations, doc.locations) == (
        DOCUMENT.people, DOCUMENT.organizations, DOCUMENT.locations,
    )  # fmt: skip
    assert (doc.money, [d.id for d in doc.dates]) == ((), ["d1"])
    assert select_kinds(DOCUMENT, frozenset({"money"})).facts == ()
