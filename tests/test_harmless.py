"""Nothing of the user's is overwritten, nothing of an article acts on a terminal, closed streams are named."""

import json
import os
import pty
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT

from extractor.document import Article, Document, Mention, Person
from extractor.output.visible import ACTING_RE, escaped, visible, visible_document

TEXT = "Глава комитета Иван Орлов прибыл в Казань."
EVIL = f"{TEXT} \x1b]0;title\x07 \x1b[2J \x9b31m \u202eнаоборот\u202c\r\nКонец\x00."


def run(*arguments: str | Path, shell: str = "", **options: object) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    if shell:
        command = ["bash", "-c", f'"$0" "$@" {shell}', *command]
    return subprocess.run(command, capture_output=True, env=env, timeout=120, **options)  # type: ignore[call-overload]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_bytes(TEXT.encode("cp1251"))
    return tmp_path / "article.txt"


def test_visible_keeps_offsets() -> None:
    assert visible("a\x1b[2J\x7f\x9b\u202e\tb\r\nc\n") == "a␛[2J␡\ufffd\ufffd\tb \nc\n"
    doc = Document(
        EVIL, "s\x1b", people=(Person("p1", "k", "n\x07", (), None, None, None, (Mention(0, 5, EVIL[:5], "r", 1),)),)
    )
    shown = visible_document(doc)
    assert len(shown.text) == len(EVIL)
    assert (shown.source, shown.people[0].name) == ("s␛", "n␇")
    assert visible_document(Document(TEXT)) == Document(TEXT)
    assert json.loads(escaped(json.dumps({"a": EVIL}, ensure_ascii=False))) == {"a": EVIL}


def on_a_terminal(*arguments: str | Path) -> str:
    """What a command shows on a terminal, messages as well."""
    leader, follower = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "NO_COLOR": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", *map(str, arguments)], stdout=follower, stderr=follower, env=env
    )
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 1 << 16):
            shown += piece
    except OSError:  # the other side is closed
        pass
    os.close(leader)
    process.wait(60)
    return shown.decode()


@pytest.mark.parametrize("format_", ["table", "text", "csv", "jsonl", "json"])
def test_nothing_raw_reaches_a_terminal(tmp_path: Path, format_: str) -> None:
    record = {"text": EVIL, "id": "src\x1b[2J\x07", "title": "\x1b[2J", "date": "no\x1bdate"}
    (tmp_path / "in.jsonl").write_text(json.dumps(record) + "\n")
    shown = on_a_terminal("extract", tmp_path / "in.jsonl", "no\x1b[2Jfile.txt", "--format", format_)
    assert not ACTING_RE.search(shown.replace("\r\n", "\n"))
    assert "no␛[2Jfile.txt: No such file" in shown


def test_explain_shows_nothing_raw(tmp_path: Path) -> None:
    done = run("explain", "--text", EVIL.replace("\0", ""))
    assert not ACTING_RE.search(done.stdout.decode())


def test_data_keep_what_they_have(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": EVIL}) + "\n")
    done = run("extract", tmp_path / "in.jsonl", "--format", "jsonl", "--with-text")
    assert json.loads(done.stdout)["text"] == EVIL


def test_brat_takes_a_new_or_empty_folder(article: Path, tmp_path: Path) -> None:
    before = article.read_bytes()
    for folder in (tmp_path, f"{tmp_path}/"):
        refused = run("extract", article, "--format", "brat", "--output", folder)
        assert (refused.returncode, b"holds files already" in refused.stderr) == (2, True)
    assert article.read_bytes() == before
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "annotation.conf").write_text("[entities]\n")
    assert run("extract", article, "--format", "brat", "--output", tmp_path / "new").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (("extract", "{in}"), "{in}/feed.jsonl"),
        (("extract", "{in}/*.jsonl"), "{in}/feed.jsonl"),
        (("extract", "{in}/link.jsonl"), "{in}/feed.jsonl"),
        (("report", "{in}/feed.jsonl"), "{in}/feed.jsonl"),
        (("report", "{in}"), "{in}/link.jsonl"),
        (("extract", "{in}/n.facts.csv", "--input-format", "text"), "{in}/n.csv"),
    ],
)
def test_inputs_are_never_outputs(tmp_path: Path, arguments: tuple[str, ...], output: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "feed.jsonl").write_text(json.dumps({"text": TEXT}) + "\n")
    (folder / "link.jsonl").symlink_to("feed.jsonl")
    (folder / "n.facts.csv").write_text("mine\n")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    filled = [argument.replace("{in}", str(folder)) for argument in (*arguments, "--output", output)]
    if "*" in filled[1]:
        filled[1:2] = sorted(map(str, folder.glob("*.jsonl")))
    refused = run(*filled)
    assert refused.returncode == 2, refused.stderr
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_table_of_facts_of_somebody_else_is_kept(article: Path, tmp_path: Path) -> None:
    (tmp_path / "news.facts.csv").write_text("mine;1\n")
    refused = run("extract", article, "--output", tmp_path / "news.csv")
    assert (refused.returncode, b"no table of facts" in refused.stderr) == (2, True)
    (tmp_path / "news.facts.csv").unlink()
    for _ in range(2):
        assert run("extract", article, "--output", tmp_path / "news.csv", "--excel").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "shell", "message"),
    [
        (("extract", "{article}"), ">&-", "standard output is closed"),
        (("schema",), ">&-", "standard output is closed"),
        (("explain", "{article}"), ">&-", "standard output is closed"),
        (("extract", "-"), "<&-", "standard input is closed"),
        (("extract", "{article}", "--max-size", "inf"), "", "--max-size: inf"),
        (("extract", "{article}", "--max-size", "nan"), "", "--max-size: nan"),
        (("extract", "{article}", "--max-size", "1e308"), "", "--max-size: 1e+308"),
        (("batch", "{article}", "-o", "-"), "", "a file or a directory of its own"),
        (("batch", "{article}", "-o", "."), "", "a file or a directory of its own"),
        (("batch", "{article}", "-o", "x.jsonl", "--timeout", "nan"), "", "--timeout: nan"),
        (("report", "{article}", "-o", "-"), "", "report writes a file"),
        (("extract", "{article}", "-o", "out2/"), "", "is a directory"),
    ],
)
def test_wrong_usage_is_one_line(article: Path, arguments: tuple[str, ...], shell: str, message: str) -> None:
    done = run(*(argument.replace("{article}", str(article)) for argument in arguments), shell=shell)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_messages_stay_out_of_the_data(article: Path) -> None:
    done = run("extract", "missing.txt", article, "--format", "jsonl", shell="2>&-")
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == [str(article)]


def test_explain_in_ascii(article: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "extractor", "explain", str(article)]
    assert subprocess.run(command, capture_output=True, env=env, timeout=60).returncode == 0


def test_names_of_files_fit_every_system(tmp_path: Path) -> None:
    from extractor.output.files import file_name, folded_name

    assert len(file_name("𝐀" * 300 + ".txt").encode()) <= 120
    assert [file_name(name) for name in ("con", "NUL.txt", "com1.tar", "..", "")] == [
        "_con", "_NUL.txt", "_com1.tar", "article", "article",
    ]  # fmt: skip
    assert folded_name("Й" + "e\u0301") == folded_name("й\u00e9")


def test_what_breaks_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor import Extractor
    from extractor.pipeline import Extractor as Pipeline

    real = Pipeline._run

    def run_or_break(self: Extractor, articles: list[Article], date: str | None) -> list[Document]:
        if any("сломать" in article.text for article in articles):
            raise RecursionError
        return real(self, articles, date)

    monkeypatch.setattr(Pipeline, "_run", run_or_break)
    texts = [TEXT, "сломать", TEXT]
    extractor = Extractor()
    with pytest.raises(RecursionError):
        list(extractor.extract_many(texts))
    assert [doc.text for doc in extractor.extract_many(texts, on_error="skip")] == [TEXT, TEXT]
    failed: list[tuple[str, str]] = []
    handler = lambda article, error: failed.append((article.text, type(error).__name__))  # noqa: E731
    assert len(list(extractor.extract_many(texts, on_error=handler))) == 2
    assert failed == [("сломать", "RecursionError")]


def blas_threads() -> list[int]:
    import numpy  # noqa: F401
    import threadpoolctl

    return [lib["num_threads"] for lib in threadpoolctl.threadpool_info() if lib["user_api"] == "blas"]


def test_numpy_has_its_threads_again() -> None:
    import threadpoolctl

    from extractor.language.threads import one_thread

    with threadpoolctl.threadpool_limits(2, "blas"):
        before = blas_threads()
        with one_thread():
            with one_thread():
                assert set(blas_threads()) <= {1}
            assert set(blas_threads()) <= {1}
        assert blas_threads() == before


def test_numpy_has_one_thread_whatever_thread_asks() -> None:
    """The first that sets a limit, another in the middle, and the last, which gives the threads back, are three."""
    import threadpoolctl

    from extractor.language.threads import one_thread

    with threadpoolctl.threadpool_limits(2, "blas"):
        before = blas_threads()
        with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
            opened = [one_thread(), one_thread()]
            for pool, context in zip((first, second), opened, strict=True):
                pool.submit(context.__enter__).result()
                assert set(pool.submit(blas_threads).result()) <= {1}
            for pool, context in zip((first, second), opened, strict=True):
                assert set(blas_threads()) <= {1}
                pool.submit(context.__exit__, None, None, None).result()
        assert blas_threads() == before
    with threadpoolctl.threadpool_limits(1, "blas"):
        assert set(blas_threads()) <= {1}


def test_no_network_is_used(article: Path, tmp_path: Path) -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*args, **options): raise AssertionError('network')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = socket.getaddrinfo = refuse\n"
        "from extractor.cli import run\n"
        "sys.exit(run(sys.argv[1:]))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><article><img src='http://a/b.png'><p>{TEXT * 10}</p></article></body></html>")
    command = [sys.executable, "-c", program, "extract", str(article), str(page), "--output", str(tmp_path / "o.jsonl")]
    done = subprocess.run(command, capture_output=True, env=env, timeout=120)
    assert done.returncode == 0, done.stderr
