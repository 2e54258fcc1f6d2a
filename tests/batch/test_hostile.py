"""Inputs that nobody should have made: each is read or is one named failure, and costs no other."""

import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.batch.inputs import count_articles, read_inputs
from extractor.document import Article
from extractor.text.articles import Failure, Notice, ReadOptions

GOOD = json.dumps({"id": "good", "text": "Хороший."}, ensure_ascii=False).encode() + b"\n"


def read(*paths: str | Path, **options: object) -> list[tuple[str, str]]:
    """What comes of inputs: ("text", its beginning), ("failure", reason)."""
    found = []
    for item in read_inputs(map(str, paths), ReadOptions(**options)):  # type: ignore[arg-type]
        if isinstance(item, Article):
            found.append(("text", item.text[:40]))
        elif isinstance(item, Failure):
            found.append(("failure", item.reason))
        else:
            assert isinstance(item, Notice)
    return found


@pytest.mark.parametrize(
    "date",
    [
        '"Sat, 15 Nov 99999999999999999999 10:30:00"',
        "1" + "0" * 400,
        "1" + "0" * 5000,
        "1e400",
        '"99999999999-11-15"',
        '"15 ноября 99999999999999"',
        "[1]",
    ],
)
def test_a_date_beyond_the_calendar_costs_nothing(tmp_path: Path, date: str) -> None:
    (tmp_path / "in.jsonl").write_bytes(f'{{"text": "Один.", "date": {date}}}\n'.encode() + GOOD)
    assert read(tmp_path / "in.jsonl") == [("text", "Один."), ("text", "Хороший.")]


def test_parquet_rows(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    times = pa.array([2**62, 1731664800000000], pa.timestamp("us"))
    table = pa.table(
        {"id": [1, 2], "text": ["Один.", "Два."], "author": [["x"], ["y"]], "title": [1, 2], "date": times}
    )
    parquet.write_table(table, tmp_path / "in.parquet")
    articles = [
        item for item in read_inputs([str(tmp_path / "in.parquet")], ReadOptions()) if isinstance(item, Article)
    ]
    assert articles == [Article("Один.", "1"), Article("Два.", "2", date="2024-11-15")]
    (tmp_path / "damaged.parquet").write_bytes((tmp_path / "in.parquet").read_bytes()[:-30] + b"x" * 30)
    ((kind, _),) = read(tmp_path / "damaged.parquet")
    assert kind == "failure"


def test_a_large_group_with_other_columns_is_measured_by_those_that_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pyarrow.table({"text": ["Хороший."] * 2, "picture": [os.urandom(9_000_000)] * 2})
    parquet.write_table(table, tmp_path / "in.parquet")
    assert read(tmp_path / "in.parquet", max_size=100_000) == [("text", "Хороший.")] * 2
    monkeypatch.setattr("extractor.batch.parquet_input._SIZE_OF_COLUMNS", "import os; os.abort()")
    assert read(tmp_path / "in.parquet", max_size=100_000) == [("failure", "the description of a column is damaged")]


READ_DAMAGED = """
import io, random, sys
from pathlib import Path
from extractor.batch.parquet_input import read_parquet
from extractor.errors import InputError
from extractor.text.articles import ReadOptions
good = Path(sys.argv[1]).read_bytes()
for seed in range(1000):
    hurt, draw = bytearray(good), random.Random(seed)
    hurt[-draw.randint(9, 1200)] = draw.randrange(256)
    try:
        list(read_parquet(io.BytesIO(bytes(hurt)), "in.parquet", ReadOptions()))
    except (InputError, ValueError):
        pass
"""


def test_damaged_parquet_does_not_end_the_process(tmp_path: Path) -> None:
    """pyarrow calls `terminate` when it is asked for the sizes of a column whose description is damaged."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [{"text": "Хороший.", "date": "2025-11-15", "title": "Заголовок", "id": str(number)} for number in range(6)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "in.parquet")
    command = [sys.executable, "-c", READ_DAMAGED, str(tmp_path / "in.parquet")]
    assert subprocess.run(command, capture_output=True, text=True, check=False).stderr == ""


@pytest.mark.parametrize("use_dictionary", [True, False])
def test_parquet_that_grows_is_refused_unread(tmp_path: Path, use_dictionary: bool) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pa.table({"text": ["А" * 2_000_000] * 30 + ["Короткий."]})
    parquet.write_table(table, tmp_path / "in.parquet", compression="zstd", use_dictionary=use_dictionary)
    found = read(tmp_path / "in.parquet", max_size=1_000_000)
    assert found[0][0] == "failure"
    assert "over 1 MB (--max-size)" in found[0][1]
    assert found[-1] == ("text", "Короткий.") if use_dictionary else len(found) == 1


def damaged(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(byte ^ 0x5A for byte in data[middle : middle + 40]) + data[middle + 40 :]


def many_records() -> bytes:
    draw = random.Random(3)
    return b"".join(b'{"text": "%d"}\n' % draw.randrange(10**12) for _ in range(5000))


@pytest.mark.parametrize(
    ("suffix", "change", "reason"),
    [
        (".gz", damaged, "corrupt .gz data"),
        (".gz", lambda data: data[: len(data) // 2], "truncated .gz data"),
        (".gz", lambda data: b"no gzip", "not a .gz file"),
        (".zst", damaged, "corrupt .zst data"),
        (".zst", lambda data: data[: len(data) // 2], "truncated .zst data"),
        (".zst", lambda data: b"no zstd", "not a .zst file"),
    ],
)
@pytest.mark.parametrize("kind", ["jsonl", "csv", "txt"])
def test_damaged_compression_is_named(tmp_path: Path, kind: str, suffix: str, change: object, reason: str) -> None:
    zstandard = pytest.importorskip("zstandard")
    data = many_records() if kind != "csv" else b"text\n" + many_records().replace(b'"', b"")
    packed = gzip.compress(data) if suffix == ".gz" else zstandard.compress(data)
    path = tmp_path / f"in.{kind}{suffix}"
    path.write_bytes(change(packed))  # type: ignore[operator]
    (tmp_path / "last.jsonl").write_bytes(GOOD)
    found = read(path, tmp_path / "last.jsonl")
    assert found[-1] == ("text", "Хороший.")
    assert found[-2][0] == "failure"
    assert found[-2][1].startswith(reason)


def test_frames_and_members_one_after_the_other(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    (tmp_path / "in.jsonl.zst").write_bytes(zstandard.compress(GOOD) + zstandard.compress(GOOD * 2))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(GOOD) + gzip.compress(GOOD * 2))
    assert read(tmp_path / "in.jsonl.zst", tmp_path / "in.jsonl.gz") == [("text", "Хороший.")] * 6


def test_what_grows_is_refused_by_its_size(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    (tmp_path / "1.txt.zst").write_bytes(zstandard.compress(b"x" * 50_000_000))
    (tmp_path / "2.csv.gz").write_bytes(gzip.compress(b"text\n" + b"x" * 50_000_000 + b"\nlast\n"))
    (tmp_path / "3.csv").write_bytes(b"text\n" + b"x" * 1_500_000 + b"\nlast\n")
    (tmp_path / "4.csv").write_bytes(b'text\n"' + b"x\n" * 800_000 + b'"\nlast\n')
    found = read(*sorted(tmp_path.iterdir()), max_size=1_000_000)
    assert found[:3] == [
        ("failure", "over 1 MB (--max-size)"),
        ("failure", "a line of more than 20 MB, the rest is not read, after line 1"),
        ("failure", "row 1: over 1 MB (--max-size)"),
    ]
    assert found[3] == ("text", "last")
    assert found[4] == ("failure", "row 1: over 1 MB (--max-size)")


def test_csv_of_any_encoding_and_delimiter(tmp_path: Path) -> None:
    text = "Глава комитета Иван Орлов прибыл в Казань и Пермь"
    for name, encoding, delimiter in (
        ("a", "cp1251", ";"),
        ("b", "utf-16", ","),
        ("c", "utf-8-sig", "\t"),
        ("d", "koi8-r", "|"),
    ):
        (tmp_path / f"{name}.csv").write_bytes(f"id{delimiter}text\r\n1{delimiter}{text}\r\n".encode(encoding))
    assert read(*sorted(tmp_path.iterdir())) == [("text", text[:40])] * 4


def test_a_quotation_mark_that_is_never_closed_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('id,text\n1,Один.\n2,"Два.\n3,Три.\n')
    assert read(tmp_path / "in.csv") == [("text", "Один."), ("failure", "row 2: a quotation mark is never closed")]


@pytest.mark.parametrize("data", [b"\0" * 10_000, b"SQLite format 3\0\x10\0\1\1\0@  \0\0\0\2" + b"\0" * 4000])
def test_zeros_are_no_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.txt").write_bytes(data)
    assert read(tmp_path / "in.txt") == [("failure", "binary data, no text")]


def test_zeros_before_records_cost_their_line(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\0" * 4096 + b"\n" + GOOD * 2)
    assert read(tmp_path / "in.jsonl")[1:] == [("text", "Хороший.")] * 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_pipes_and_loops_of_links(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "inner"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(".")
    (folder / "up1").symlink_to("..")
    (folder / "up2").symlink_to("..")
    (folder / "nowhere.txt").symlink_to("nothing")
    (folder / "good.txt").write_text("Good.")
    expected = [("text", "Good."), ("failure", "No such file or directory")]
    assert read(tmp_path / "in") == expected
    assert read(tmp_path / "in" / "**" / "*.txt") == expected
    assert read(tmp_path / "in" / "*" / "g*.txt") == [("text", "Good.")]


def test_patterns_of_many_levels(tmp_path: Path) -> None:
    for name in ("a.txt", "x/b.txt", "x/y/c.txt", "x/y/d1.jsonl", "z/e.txt", ".h/f.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(f'{{"text": "{name}"}}' if name.endswith("l") else name)

    def found(pattern: str) -> list[str]:
        return [text for _, text in read(tmp_path / pattern)]

    assert found("**/*.txt") == ["a.txt", "x/b.txt", "x/y/c.txt", "z/e.txt"]
    assert found("x/**/[bc].txt") == ["x/b.txt", "x/y/c.txt"]
    assert found("**/y/*") == ["x/y/c.txt", "x/y/d1.jsonl"]
    assert found("**/d?.jsonl") == ["x/y/d1.jsonl"]
    assert found("**/[!a]*.txt") == ["x/b.txt", "x/y/c.txt", "z/e.txt"]


def test_a_thousand_levels(tmp_path: Path) -> None:
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1000):
            os.mkdir("d")
            os.chdir("d")
        Path("deep.txt").write_text("Deep.")
        found = read(tmp_path)
        Path("deep.txt").unlink()
        for _ in range(1000):  # pytest cannot remove it
            os.chdir("..")
            os.rmdir("d")
    finally:
        os.chdir(here)
    assert found == [("text", "Deep.")]


def test_what_the_run_writes_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("Один.")
    own = tmp_path / "out.jsonl"
    own.write_bytes(GOOD)
    (tmp_path / "out.jsonl.state").mkdir()
    (tmp_path / "out.jsonl.state" / "x.txt").write_text("Два.")
    inputs = read_inputs([str(tmp_path)], ReadOptions(), own=[own, tmp_path / "out.jsonl.state"])
    assert [item.text for item in inputs if isinstance(item, Article)] == ["Один."]


def test_the_state_of_another_run_is_not_read(tmp_path: Path) -> None:
    state, other = tmp_path / "out.jsonl.state", tmp_path / "union.state"
    for folder in (state, other):
        folder.mkdir()
        (folder / "in.txt").write_text(folder.name)
    for name in ("lock", "options.json"):
        (state / name).write_text("{}")
    assert read(tmp_path) == [("text", "union.state")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_what_has_no_end_is_not_counted(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "zeros.jsonl").symlink_to("/dev/zero")
    (tmp_path / "good.jsonl").write_bytes(GOOD)
    assert count_articles([str(tmp_path)]) == 1
    for name in ("pipe.jsonl", "zeros.jsonl"):
        assert count_articles([str(tmp_path / name), str(tmp_path / "good.jsonl")]) is None


def test_names_of_html_and_lone_ampersands_in_a_feed(tmp_path: Path) -> None:
    items = (
        "<item><title>А&nbsp;Б</title><link>http://a/?a&b</link>"
        "<description>Один\x01 &laquo;два&raquo;</description></item>"
        "<item><description><![CDATA[<p>Три&nbsp;и R&D</p>]]></description></item>"
        "<item><description>&#1;Четыре &#1087; &unknown; &amp;</description></item>"
    )
    (tmp_path / "in.rss").write_text(f"<rss><channel>{items}</channel></rss>")
    assert read(tmp_path / "in.rss") == [
        ("text", "Один «два»"),
        ("text", "Три и R&D"),
        ("text", "Четыре п &unknown; &"),
    ]


def test_a_page_with_deep_lists(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    deep = "[" * 900 + '"Заголовок"' + "]" * 900
    text = "Глава комитета прибыл в Казань и встретился с жителями города. " * 20
    script = f'<script type="application/ld+json">{{"headline": {deep}}}</script>'
    (tmp_path / "in.html").write_text(
        f"<html><head>{script}</head><body><article><p>{text}</p></article></body></html>"
    )
    ((kind, _),) = read(tmp_path / "in.html")
    assert kind == "text"
