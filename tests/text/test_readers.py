"""Readers: what comes out of files, pipes and directories, good and bad."""

import gzip
import io
import json
import os
import threading
from pathlib import Path

import pytest

from extractor.document import Article
from extractor.errors import UsageError
from extractor.text.articles import Failure, Notice, ReadOptions
from extractor.text.readers import read_articles

TEXT = "В Туле открыли завод.\r\nЕго построили за год.\n"


def read(*paths: object, stdin: bytes = b"", **options: object) -> list[Article | Failure | Notice]:
    return list(read_articles(map(str, paths), ReadOptions(**options), stdin=io.BytesIO(stdin)))  # type: ignore[arg-type]


def lines(*records: object) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "A.TXT", "noname", "noname.gz"])
def test_text_is_kept_as_decoded(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, b"\xef\xbb\xbf" + TEXT.encode())
    assert read(path) == [Article(TEXT, str(path))]


def test_empty_file_is_an_empty_document(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.txt", b"")) == [Article("", str(tmp_path / "a.txt"))]
    assert read("-") == [Article("", "-")]
    assert read(write(tmp_path / "a.jsonl", b"")) == []
    assert read(write(tmp_path / "a.txt.gz", b"")) == [Article("", str(tmp_path / "a.txt.gz"))]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.ndjson.gz", "noname"])
def test_records(tmp_path: Path, name: str) -> None:
    data = lines(
        {"text": "Раз.", "title": "Заголовок", "date": "2025-11-15T23:59:00+05:00", "url": "https://e.org/1", "id": 7},
        {"text": "Два.", "title": None, "date": None, "source": None},
    )
    path = write(tmp_path / name, data)
    assert read(path) == [Article("Раз.", "7", "Заголовок", "2025-11-15"), Article("Два.", f"{path}#2")]


def test_field_names() -> None:
    data = lines({"body": "Раз.", "day": "2025-11-15"})
    assert read("-", stdin=data, text_field="body", date_field="day") == [Article("Раз.", "-#1", None, "2025-11-15")]


def test_bad_lines_are_named_and_the_others_delivered(tmp_path: Path) -> None:
    data = b'{"text": "1"}\n{"text"\n\n[1]\n{"title": "4"}\n{"text": 5}\n' + b"[" * 100_000 + b'\n{"text": "8"}'
    path = write(tmp_path / "a.jsonl", data)
    found = read(path)
    assert found[0] == Article("1", f"{path}#1")
    assert found[-1] == Article("8", f"{path}#8")
    assert [failure.source for failure in found[1:-1]] == [f"{path}#{n}" for n in (2, 4, 5, 6, 7)]
    assert all(isinstance(f, Failure) and f"line {f.source[-1]}" in f.reason for f in found[1:-1])


def test_date_that_is_not_understood_costs_no_article() -> None:
    notice, article = read("-", stdin=lines({"text": "1", "date": "31 февраля"}))
    assert isinstance(notice, Notice)
    assert notice.source == "-#1"
    assert article == Article("1", "-#1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r"])
@pytest.mark.parametrize("given", [True, False])
def test_encoded_records(encoding: str, given: bool) -> None:
    text = "Президент Узбекистана посетил Астану с государственным визитом."
    data = (json.dumps({"text": text}, ensure_ascii=False) + "\r\n").encode(encoding) * 1
    options = {"encoding": encoding} if given else {}
    assert read("-", stdin=data + data if not encoding.endswith(("-sig", "16")) else data, **options)[0] == Article(
        text, "-#1"
    )


def test_lone_surrogates_become_replacement_characters() -> None:
    [article] = read("-", stdin=b'{"text": "\\ud83d!", "id": "\\udc00"}')
    assert article == Article("\ufffd!", "\ufffd")


def test_record_is_delivered_before_the_pipe_is_closed() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stdin, os.fdopen(writing, "wb", buffering=0) as pipe:
        articles = read_articles(["-"], stdin=stdin)
        watchdog = threading.Timer(10, pipe.close)
        watchdog.start()
        for n in range(3):
            pipe.write(lines({"text": str(n)}))
            assert next(articles) == Article(str(n), f"-#{n + 1}")
            assert not pipe.closed
        watchdog.cancel()


def test_compressed_record_is_delivered_before_the_pipe_is_closed() -> None:
    import zlib

    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as stdin, os.fdopen(writing, "wb", buffering=0) as pipe:
        deflater = zlib.compressobj(wbits=31)
        articles = read_articles(["-"], stdin=stdin)
        watchdog = threading.Timer(10, pipe.close)
        watchdog.start()
        for n in range(3):
            pipe.write(deflater.compress(lines({"text": str(n)})) + deflater.flush(zlib.Z_SYNC_FLUSH))
            assert next(articles) == Article(str(n), f"-#{n + 1}")
            assert not pipe.closed
        watchdog.cancel()


def test_gzip_members_follow_each_other(tmp_path: Path) -> None:
    data = gzip.compress(lines({"text": "1"})) + gzip.compress(b"") + gzip.compress(lines({"text": "2"})) + b"\0" * 9
    assert [article.text for article in read("-", stdin=data)] == ["1", "2"]  # type: ignore[union-attr]


def test_truncated_gzip_gives_what_comes_before(tmp_path: Path) -> None:
    data = gzip.compress(lines(*({"text": f"{n} {os.urandom(2000).hex()}"} for n in range(50))))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(data[: len(data) // 2])
    *articles, failure = read(path)
    assert len(articles) > 15
    assert all(isinstance(article, Article) for article in articles)
    assert isinstance(failure, Failure)
    assert failure.source == str(path)
    assert "truncated" in failure.reason
    assert f"line {len(articles)}" in failure.reason


@pytest.mark.parametrize("cut", [1, 5, 12, 20])
def test_truncated_text_is_no_article(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode())[:cut])
    [failure] = read(path)
    assert isinstance(failure, Failure)
    assert failure.source == str(path)


def test_not_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(TEXT.encode())
    assert read(path) == [Failure(str(path), "not a .gz file")]


def test_directory(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.txt", ".hidden.txt", ".git/x.txt", "c.TXT", "d.pdf", "e.pdf", "f"):
        write(tmp_path / name, name.encode())
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nothing")
    write(tmp_path / "binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0")
    found = read(tmp_path)
    assert [(type(one).__name__, os.path.relpath(one.source, tmp_path)) for one in found] == [
        ("Article", "a/y.txt"),
        ("Article", "a/z.txt"),
        ("Article", "b.txt"),
        ("Failure", "binary.txt"),
        ("Article", "c.TXT"),
        ("Failure", "dangling.txt"),
        ("Notice", "."),
    ]
    assert found[-1].reason == "4 files of other kinds not read (2 .pdf, 1 .txt, 1 without suffix)"  # type: ignore[union-attr]


def test_what_does_not_exist_is_named() -> None:
    assert read("nothing.txt", "no\0thing") == [
        Failure("nothing.txt", "No such file or directory"),
        Failure("no\0thing", "embedded null byte"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"1")
    path.chmod(0)
    assert read(path, tmp_path) == [Failure(str(path), "Permission denied")] * 2


def test_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "wb") as file:
        file.write(b"1")
    [article] = read(tmp_path)
    assert article.source == f"{tmp_path}/\ufffd.txt"


def test_size_limit() -> None:
    assert read("-", stdin=b"1" * 1000, max_size=1000) == [Article("1" * 1000, "-")]
    assert read("-", stdin=b"1" * 1_000_001, max_size=1_000_000) == [Failure("-", "over 1 MB (--max-size)")]
    data = lines({"text": "1"}) + lines({"text": "2" * 100_000}) + lines({"text": "3"})
    first, failure, third = read("-", stdin=data, max_size=50_000)
    assert first == Article("1", "-#1")
    assert failure == Failure("-#2", "line 2 is over 0.05 MB (--max-size)")
    assert third == Article("3", "-#3")


def test_bombs_end(tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * 30_000_000)
    for name in ("a.txt.gz", "a.jsonl.gz", "a.txt"):
        (tmp_path / name).write_bytes(bomb)
        [failure] = read(tmp_path / name, max_size=1_000_000)
        assert isinstance(failure, Failure)


def test_wrong_options() -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        ReadOptions(encoding="utf-9")
    with pytest.raises(UsageError):
        ReadOptions(encoding="base64")
    with pytest.raises(UsageError):
        ReadOptions(max_size=0)


def test_a_record_without_a_name_goes_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "x", "id": "   "}\n{"text": "\x01%s"}\n' % ("x" * 200))
    article, failure = read(str(tmp_path / "in.jsonl"))
    assert article.source == f"{tmp_path / 'in.jsonl'}#1"
    assert failure == Failure(
        f"{tmp_path / 'in.jsonl'}#2", "line 2 is not JSON: Invalid control character at column 11"
    )


def test_parquet_is_for_batch(tmp_path):
    (tmp_path / "in.parquet").write_bytes(b"PAR1")
    (item,) = read_articles([str(tmp_path / "in.parquet")], ReadOptions())
    assert item == Failure(str(tmp_path / "in.parquet"), "Parquet is read by `extractor batch`")
