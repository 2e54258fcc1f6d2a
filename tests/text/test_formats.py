"""JSON arrays, indented objects, tables in a pipe, glued articles, records of one name, days in file names."""

import io
import json
from pathlib import Path

import pytest

from extractor.document import Article
from extractor.text.articles import Failure, Item, Notice, ReadOptions
from extractor.text.readers import read_articles

RECORDS = [{"id": "a", "text": "Первый"}, {"id": "b", "text": "Второй", "headline": "Итоги", "title": "Год"}]


def read(data: bytes | str, **options: object) -> list[Item]:
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read_articles(["-"], ReadOptions(**options), stdin=stream))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS, ensure_ascii=False),
        json.dumps(RECORDS, indent=2),
        "\ufeff \n" + json.dumps(RECORDS, indent=4),
        "\n".join(json.dumps(record, indent=2) for record in RECORDS),
        "\n".join(json.dumps(record) for record in RECORDS),
    ],
)
def test_json_however_it_is_laid_out(text: str, tmp_path: Path) -> None:
    wanted = [Article("Первый", "a"), Article("Второй", "b", "Год")]
    assert read(text) == wanted
    (tmp_path / "in.json").write_text(text, encoding="utf-8")
    assert list(read_articles([str(tmp_path)])) == wanted


def test_an_array_in_another_encoding_and_in_small_pieces() -> None:
    records = [{"text": f"Завод номер {number} открыт в Таразе"} for number in range(5_000)]
    data = json.dumps(records, ensure_ascii=False, indent=1).encode("cp1251")
    found = read(data)
    assert [article.text for article in found if isinstance(article, Article)] == [r["text"] for r in records]
    assert found[-1].source == "-#5000"


@pytest.mark.parametrize(
    ("text", "articles", "reason"),
    [
        ('[{"text": "а"}, 5, {"text": 7}, {"text": "б"}]', 2, "no JSON object"),
        ('[{"text": "а"}, {"text": ', 1, "no JSON"),
        ('[{"text": "а"}', 1, "the array is not closed"),
        ('[[{"text": "а"}]]', 0, "no JSON"),
        ('[{"text": "а"}]]', 1, "no JSON"),
        ("[]", 0, None),
    ],
)
def test_broken_arrays_cost_what_is_broken(text: str, articles: int, reason: str | None) -> None:
    found = read(text, input_format="json")
    assert sum(isinstance(item, Article) for item in found) == articles
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert bool(reasons) == (reason is not None)
    assert reason is None or reason in reasons[0]


def test_a_record_over_the_limit_is_named() -> None:
    found = read(json.dumps([{"text": "а" * 9_000}]), max_size=1_000)
    assert [type(item) for item in found] == [Failure]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_in_a_pipe(delimiter: str, encoding: str) -> None:
    rows = [("url", "headline", "body", "published"), ("u1", "Итоги", "Завод открыт в Таразе", "15.11.2025")]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    found = read(data, text_field="body", date_field="published", title_field="headline")
    assert found == [Article("Завод открыт в Таразе", "u1", "Итоги", "2025-11-15")]


def test_text_with_commas_is_no_table() -> None:
    text = "Он сказал, что text, и ушёл\nЗавтра, говорят, дождь"
    assert read(text, text_field="что") == [Article(text, "-")]


def test_files_of_tables(tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_text("id\ttext\nx\tЗавод открыт", encoding="utf-8")
    (tmp_path / "out.csv").write_text("id;text\ny;Шахта закрыта", encoding="cp1251")
    assert list(read_articles([str(tmp_path)])) == [Article("Завод открыт", "x"), Article("Шахта закрыта", "y")]


@pytest.mark.parametrize("glue", ["\n", "", " "])
@pytest.mark.parametrize("header", [" date 2025-11-15 ", "\ufeff", "2025-11-15\n\n"])
def test_glued_articles_are_noticed(header: str, glue: str) -> None:
    text = glue.join((f"{header}ТАРАЗ. Завод открыт.", "date 2025-10-21\nШахта закрыта."))
    notice, article = read(text)
    assert isinstance(notice, Notice)
    assert "one article" in notice.reason
    assert isinstance(article, Article)
    assert [type(item) for item in read("date 2025-11-15 Завод открыт.")] == [Article]


def test_two_records_of_one_name_are_told_apart() -> None:
    lines = "\n".join(json.dumps({"url": url, "text": "а"}) for url in ("u", "u", "v", "u#2", "u"))
    assert [item.source for item in read(lines)] == ["u", "u#2", "v", "u#2#2", "u#3"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-03-05-klen.txt", "2024-03-05"),
        ("a/klen_20240305.txt", "2024-03-05"),
        ("2024-03-05/klen.txt", None),
        ("2024-02-31-klen.txt", None),
        ("2024-03-05--2024-03-06.txt", None),
        ("https://example.org/2024-03-05.html", None),
        ("2024-03-05.jsonl#3", None),
        ("klen.txt", None),
        ("-", None),
    ],
)
def test_the_day_in_a_file_name_comes_last(name: str, day: str | None) -> None:
    from extractor.text.published import find_published

    found = find_published(Article("Завод открыт.", name), "Завод открыт.", None, ())
    assert (found.date, found.date_from) == (day, "filename" if day else None)
    dated = find_published(Article("Завод открыт.", name, date="2020-01-02"), "Завод открыт.", None, ())
    assert dated.date_from == "metadata"
