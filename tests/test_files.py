"""Files that appear only when they are complete, and workbooks."""

import gzip
import os
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from extractor.document import Document, Money, Sentence
from extractor.errors import UsageError
from extractor.output import xlsx
from extractor.output.files import complete_file, open_text


def test_a_file_appears_when_it_is_complete(tmp_path: Path):
    target = tmp_path / "out"
    with complete_file(target) as part:
        part.write_text("new")
        assert not target.exists()
    assert (target.read_text(), os.listdir(tmp_path)) == ("new", ["out"])


def test_a_failure_leaves_the_old_file(tmp_path: Path):
    target = tmp_path / "out"
    target.write_text("old")

    def interrupted() -> None:
        with complete_file(target) as part:
            part.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (target.read_text(), os.listdir(tmp_path)) == ("old", ["out"])


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with complete_file(tmp_path / "link") as part:
        part.write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_device_is_written_to():
    with complete_file(Path("/dev/null")) as part:
        assert part == Path("/dev/null")


def test_gzip_by_name_is_the_same_each_time(tmp_path: Path):
    for name in ("a.gz", "b.gz"):
        with open_text(tmp_path / name) as file:
            file.write("Ёж \ud800\n")
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()).decode() == "Ёж \\ud800\n"


def document(text: str, value: str) -> Document:
    money = Money("m1", 0, 1, text[0], "RUB", Decimal(value), None, None, None, None, None, "money.amount")
    return Document(text, money=(money,), sentences=(Sentence(0, len(text), ()),))


def test_cells_of_a_workbook(tmp_path: Path):
    book = xlsx.Workbook(tmp_path / "out.xlsx")
    book.write(document("=1+1\x01" + "а" * 40_000, "357.40"))
    book.write(document("1", "12345678901234567.89"))
    book.close()
    rows = list(openpyxl.load_workbook(tmp_path / "out.xlsx")["mentions"].iter_rows())
    amount, text, sentence = map(xlsx.MENTION_COLUMNS.index, ("amount", "text", "sentence"))
    assert (rows[1][amount].value, rows[2][amount].value) == (357.4, "12345678901234567.89")
    assert (rows[1][text].value, rows[1][text].data_type) == ("=", "s")
    assert len(rows[1][sentence].value) == xlsx.MAX_CELL
    assert rows[1][sentence].value.startswith("=1+1�а")


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx, "MAX_ROWS", 3)
    book = xlsx.Workbook(tmp_path / "out.xlsx")
    for _ in range(5):
        book.write(document("1", "1"))
    book.close()
    sheets = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert sheets.sheetnames == ["mentions", "facts", "mentions 2", "mentions 3"]
    assert [sheets[name].max_row for name in ("mentions", "mentions 2", "mentions 3")] == [3, 3, 2]


def test_without_openpyxl_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r"pip install '\.\[excel\]'"):
        xlsx.Workbook(tmp_path / "out.xlsx")
