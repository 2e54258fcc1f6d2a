"""`extractor extract` through the real command: inputs, outputs, statuses, pipes, interruption."""

import csv
import gzip
import json
import os
import pty
import signal
import subprocess
import time
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from command import COMMAND, ENVIRONMENT, ROOT, run, start

from extractor.output.rows import MENTION_COLUMNS

PEOPLE = "date 2025-11-15 Министр Иван Петров приехал в Москву."
MONEY = "В пятницу Анна Сергеева вложила 1,5 млн рублей и 357,4 доллара."
VISIT = ROOT / "samples" / "visit-2025-10-21.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good articles, and what a directory holds besides."""
    inputs = tmp_path / "in"
    (inputs / "inner").mkdir(parents=True)
    (inputs / "a.txt").write_text(PEOPLE, encoding="utf-8")
    (inputs / "inner" / "b.txt").write_text(MONEY, encoding="utf-8")
    return inputs


@cache
def extracted(*arguments: str | Path) -> str:
    """What `extractor extract` prints; the same command runs once."""
    return run("extract", *arguments).stdout


def documents(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


# Inputs


def test_files_come_out_in_order_as_json_lines(folder):
    done = run("extract", "inner/b.txt", "a.txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert [doc["source"] for doc in documents(done.stdout)] == ["inner/b.txt", "a.txt"]


def test_standard_input_is_the_default(folder):
    piped = documents(run("extract", stdin=PEOPLE).stdout)
    dash = documents(run("extract", "-", stdin=PEOPLE).stdout)
    (named,) = documents(run("extract", "a.txt", cwd=folder).stdout)
    assert piped == dash == [{**named, "source": "-"}]
    assert named["date"], named["date_from"] == ("2025-11-15", "header")


def test_the_same_article_in_every_clothing_gives_the_same(tmp_path):
    text = VISIT.read_text(encoding="utf-8")
    (tmp_path / "utf16.txt").write_bytes(text.encode("utf-16"))
    (tmp_path / "cp1251.txt").write_bytes(text.replace("€", "евро").encode("cp1251"))
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "packed.txt.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "records.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    done = run("extract", *sorted(tmp_path.iterdir()), VISIT)
    *others, plain = documents(done.stdout)
    assert (done.returncode, len(others)) == (0, 5)
    for doc in others:
        assert {**doc, "source": None} == {**plain, "source": None}
    assert others[3]["source"] == f"{tmp_path / 'records.jsonl'}#1"


def test_encoding_and_fields_can_be_told(tmp_path):
    record = {"body": "Ёлки в Уфе.", "published": "2024-12-31", "url": "https://x.example/1"}
    (tmp_path / "a.jsonl").write_bytes(json.dumps(record, ensure_ascii=False).encode("cp866"))
    done = run("extract", "a.jsonl", "--encoding", "cp866", "--text-field", "body", "--date-field", "published",
               "--with-text", cwd=tmp_path)  # fmt: skip
    (doc,) = documents(done.stdout)
    assert (doc["text"], doc["source"]) == ("Ёлки в Уфе.", "https://x.example/1")
    assert (doc["date"], doc["date_from"]) == ("2024-12-31", "metadata")


def test_names_of_ones_own_are_found_in_all_forms(tmp_path):
    (tmp_path / "names.txt").write_text("# ours\nperson Ли Кей\nlocation Новый Ташкент\n", encoding="utf-8")
    text = "Ли Кею рады в Новом Ташкенте."
    (doc,) = documents(run("extract", "--names", "names.txt", stdin=text, cwd=tmp_path).stdout)
    assert [[m["text"] for m in person["mentions"]] for person in doc["people"]] == [["Ли Кею"]]
    assert [doc["people"][0]["name"], doc["locations"][0]["name"]] == ["Ли Кей", "Новый Ташкент"]


@pytest.mark.parametrize(("content", "reason"), [("Ли Кей\n", "line 1"), (None, "No such file")])
def test_a_bad_list_of_names_is_wrong_usage(content, reason, tmp_path):
    if content is not None:
        (tmp_path / "names.txt").write_text(content, encoding="utf-8")
    done = run("extract", "--names", "names.txt", stdin="Да.", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("extractor: --names names.txt: ")
    assert reason in done.stderr


def test_the_date_of_the_user_wins(folder):
    (doc,) = documents(run("extract", "a.txt", "--date", "2020-02-29", cwd=folder).stdout)
    assert (doc["date"], doc["date_from"]) == ("2020-02-29", "argument")


def test_bad_inputs_cost_only_themselves(folder):
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.txt.gz").write_bytes(gzip.compress(PEOPLE.encode())[:-12])
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.jpg").write_bytes(b"\xff\xd8")
    (folder / "records.jsonl").write_text('{"text": "Раз."}\n{oops\n{"no": 1}\n{"text": "Два."}\n', encoding="utf-8")
    done = run("extract", folder, "missing.txt", "--quiet", cwd=folder)
    assert done.returncode == 1
    sources = [doc["source"].removeprefix(f"{folder}/") for doc in documents(done.stdout)]
    assert sources == ["a.txt", "empty.txt", "inner/b.txt", "records.jsonl#1", "records.jsonl#4"]
    lines = done.stderr.splitlines()
    failed = ["binary.txt", "broken.txt.gz", "dangling.txt", "records.jsonl#2", "records.jsonl#3", "missing.txt"]
    assert len(lines) == len(failed)
    for line, name in zip(lines, failed, strict=True):
        assert line.startswith("extractor: ")
        assert name in line

    told = run("extract", folder, "missing.txt", cwd=folder).stderr.splitlines()
    assert told[-1] == "extractor: 6 of 11 inputs failed"
    assert any("1 file of other kinds" in line for line in told)


@pytest.mark.slow
def test_a_long_article_among_short_ones(folder):
    sentence = "Компания «Север» заработала 5 млн рублей 3 марта 2024 года. "
    (folder / "long.txt").write_text(sentence * (4_000_000 // len(sentence.encode())), encoding="utf-8")
    done = run("extract", folder, timeout=300)
    assert done.returncode == 0
    assert [doc["length"] for doc in documents(done.stdout)][2] > 2_000_000


def test_an_empty_input_is_an_empty_document():
    (doc,) = documents(run("extract", stdin=b"").stdout)
    assert doc["length"] == 0
    assert [doc[kind] for kind in ("people", "organizations", "locations", "money", "dates", "facts")] == [[]] * 6


def test_a_folder_without_articles_is_a_failure(tmp_path):
    done = run("extract", ".", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "extractor: .: holds no article\n")


# Outputs


def test_json_is_an_array(folder):
    compact = run("extract", "a.txt", "inner/b.txt", "--format", "json", cwd=folder)
    indented = run("extract", "a.txt", "inner/b.txt", "--indent", "2", cwd=folder)
    lines = run("extract", "a.txt", "inner/b.txt", "--format", "jsonl", cwd=folder)
    assert json.loads(compact.stdout) == json.loads(indented.stdout) == documents(lines.stdout)
    assert '\n    "source": "a.txt"' in indented.stdout
    assert json.loads(run("extract", "missing.txt", "--format", "json", cwd=folder).stdout) == []


@pytest.mark.parametrize("name", ["out.jsonl", "out.json", "out.csv", "out.jsonl.gz", "out"])
def test_output_file_has_what_standard_output_has(folder, name):
    format_ = {"out.json": "json", "out.csv": "csv"}.get(name, "jsonl")
    shown = run("extract", "a.txt", "inner/b.txt", "--format", format_, "-q", cwd=folder)
    done = run("extract", "a.txt", "inner/b.txt", "--output", name, cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = (folder / name).read_bytes()
    written = gzip.decompress(written) if name.endswith(".gz") else written
    assert written.decode() == shown.stdout
    expected = {"a.txt", "inner", name} | ({"out.facts.csv"} if format_ == "csv" else set())
    assert {path.name for path in folder.iterdir()} == expected


def test_output_replaces_the_old_file_at_the_end_and_keeps_its_mode(folder):
    out = folder / "out.jsonl"
    out.write_text("old\n")
    out.chmod(0o640)
    with start("extract", "-", "--output", out, cwd=folder) as process:
        process.stdin.write(b'{"text": "\xd0\x94\xd0\xb0"}\n')
        process.stdin.flush()
        while not is_writing(process, folder):
            time.sleep(0.02)
        assert out.read_text() == "old\n"
        process.communicate(timeout=30)
    assert json.loads(out.read_text())["source"] == "-#1"
    assert out.stat().st_mode & 0o777 == 0o640


def test_output_over_an_input_is_refused(folder):
    done = run("extract", "a.txt", "--output", "a.txt", cwd=folder)
    assert done.returncode == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == PEOPLE


def test_a_full_device_is_an_error_not_a_traceback(folder):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "extract", "a.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=ENVIRONMENT,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["extractor: output: No space left on device"]


def test_csv_has_a_row_a_mention(folder):
    done = run("extract", "inner/b.txt", "--format", "csv", "--date", "2025-11-15", cwd=folder)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert ",".join(rows[0]) == ",".join(MENTION_COLUMNS)
    (doc,) = documents(run("extract", "inner/b.txt", "--date", "2025-11-15", cwd=folder).stdout)
    mentions = [m for kind in ("people", "organizations", "locations") for e in doc[kind] for m in e["mentions"]]
    assert len(rows) == len(mentions) + len(doc["money"]) + len(doc["dates"])
    assert [int(row["start"]) for row in rows] == sorted(int(row["start"]) for row in rows)
    assert all(MONEY[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)
    assert {row["sentence"] for row in rows} == {MONEY}


def test_csv_facts_stand_in_a_second_file(tmp_path):
    done = run("extract", VISIT, "--output", "news.csv", cwd=tmp_path)
    assert done.returncode == 0
    facts = list(csv.DictReader((tmp_path / "news.facts.csv").open(encoding="utf-8")))
    (doc,) = documents(extracted(VISIT))
    assert [(row["id"], row["kind"]) for row in facts] == [(fact["id"], fact["kind"]) for fact in doc["facts"]]
    shown = run("extract", VISIT, "--format", "csv")
    assert (f"{len(facts)} facts left out" in shown.stderr) == bool(facts)
    alone = run("extract", VISIT, "--format", "csv", "--only", "facts")
    assert (alone.stdout, alone.stderr) == ((tmp_path / "news.facts.csv").read_bytes().decode(), "")
    for name, kinds in (("f.csv", "facts"), ("m.csv", "people")):
        assert run("extract", VISIT, "--output", name, "--only", kinds, cwd=tmp_path).returncode == 0
    assert (tmp_path / "f.csv").read_bytes() == (tmp_path / "news.facts.csv").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.csv", "m.csv", "news.csv", "news.facts.csv"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("x.db", "`extractor batch` does"),
        ("x.parquet", "`extractor batch` does"),
        ("x.jsonl.zst", "`extractor batch` does"),
        ("x.html", "`extractor report` does"),
        ("x.tsv", "the name must end in one of .json, .jsonl"),
        ("x.docx.gz", "the name must end in one of .json, .jsonl"),
        ("x.xlsx.gz", "name it .xlsx"),
    ],
)
def test_endings_that_are_not_written_are_refused(folder, name, reason):
    done = run("extract", "a.txt", "--output", name, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert not (folder / name).exists()


def test_an_ending_of_ones_own_beside_a_format(folder):
    assert run("extract", "a.txt", "-f", "webannotation", "-o", "a.jsonld", cwd=folder).returncode == 0
    assert (folder / "a.jsonld").exists()
    assert run("extract", "a.txt", "-f", "jsonl", "-o", "a.db", cwd=folder).returncode == 2


def test_standard_output_by_its_name(folder):
    shown = run("extract", "a.txt", cwd=folder)
    named = run("extract", "a.txt", "--output", "/dev/stdout", cwd=folder)
    assert (named.returncode, named.stdout, named.stderr) == (0, shown.stdout, "")


def test_excel_csv_is_what_the_russian_excel_opens(folder):
    run("extract", "inner/b.txt", "--output", "out.csv", "--excel", cwd=folder)
    written = (folder / "out.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfarticle;source;title;published;kind;")
    assert b"\r\n" in written


def test_workbook(folder):
    (folder / "formula.txt").write_text("=HYPERLINK(1) Иван Петров приехал в Москву\x0b.", encoding="utf-8")
    done = run("extract", "formula.txt", "inner/b.txt", "--output", "out.xlsx", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    book = openpyxl.load_workbook(folder / "out.xlsx")
    assert book.sheetnames == ["mentions", "facts"]
    header, *rows = book["mentions"].iter_rows(values_only=True)
    assert header == MENTION_COLUMNS
    assert "Иван Петров" in {row[header.index("text")] for row in rows}
    assert all(cell.data_type != "f" for row in book["mentions"].iter_rows() for cell in row)


def test_only_repeated_is_all_of_them():
    together = run("extract", VISIT, "--only", "people,money")
    assert run("extract", VISIT, "--only", "people", "--only", "money").stdout == together.stdout


def test_a_least_score_keeps_what_facts_need():
    (whole,) = documents(extracted(VISIT))
    scores = sorted(fact["score"] for fact in whole["facts"])
    least = scores[len(scores) // 2]
    (some,) = documents(run("extract", VISIT, "--min-score", str(least)).stdout)
    assert some["facts"] == [fact for fact in whole["facts"] if fact["score"] >= least]
    assert (some["money"], some["dates"]) == (whole["money"], whole["dates"])
    ids = {item["id"] for kind in ("people", "organizations", "locations", "money", "dates") for item in some[kind]}
    assert ids >= {id_ for fact in some["facts"] for id_ in references(fact)}
    for kind in ("people", "organizations", "locations"):
        for entity in some[kind]:
            named = any(entity["id"] in references(fact) for fact in some["facts"])
            assert named or min(mention["score"] for mention in entity["mentions"]) >= least
    assert run("extract", VISIT, "--min-score", "2").returncode == 2


def test_only_keeps_what_is_asked_and_what_that_refers_to():
    (whole,) = documents(extracted(VISIT))
    (some,) = documents(run("extract", VISIT, "--only", "people,money").stdout)
    assert (some["people"], some["money"]) == (whole["people"], whole["money"])
    assert (some["organizations"], some["locations"], some["dates"], some["facts"]) == ([], [], [], [])
    (facts,) = documents(run("extract", VISIT, "--only", "facts").stdout)
    assert facts["facts"] == whole["facts"]
    ids = {item["id"] for kind in ("people", "organizations", "locations", "money", "dates") for item in facts[kind]}
    assert ids >= {id_ for fact in facts["facts"] for id_ in references(fact)}


def references(fact: dict) -> list[str]:
    found = []
    for argument in fact["arguments"].values():
        found += [argument] if isinstance(argument, str) else argument if isinstance(argument, list) else []
    return found


# Tables


def on_terminal(*arguments: str, columns: int = 80, **env: str) -> str:
    """What the command shows on a terminal."""
    leader, follower = pty.openpty()
    size = {"COLUMNS": str(columns), "LINES": "50", "TERM": "xterm-256color", **env}
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=follower, stdin=subprocess.DEVNULL, env={**ENVIRONMENT, **size}
    )
    os.close(follower)
    shown = b""
    try:
        while part := os.read(leader, 1 << 16):
            shown += part
    except OSError:
        pass
    os.close(leader)
    assert process.wait() == 0
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 200])
def test_table_is_the_default_on_a_terminal_and_fits_it(columns):
    shown = on_terminal("extract", VISIT, columns=columns, NO_COLOR="1")
    assert "People" in shown
    assert "Алишер Турсунов" in shown
    assert max(len(line) for line in plain(shown).splitlines()) <= columns


def plain(shown: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_no_color():
    assert "\x1b[3" not in on_terminal("extract", VISIT, NO_COLOR="1")
    assert "\x1b[" not in run("extract", VISIT, "--format", "table").stdout


def test_pipes_get_json_lines_and_files_tables_if_asked(tmp_path):
    run("extract", VISIT, "--output", "out.txt", cwd=tmp_path)
    assert "People" in (tmp_path / "out.txt").read_text(encoding="utf-8")


# Pipes and interruption


def test_the_first_result_of_a_pipe_comes_before_the_pipe_is_closed():
    with start("extract") as process:
        for number in (1, 2):
            process.stdin.write(json.dumps({"id": f"n{number}", "text": PEOPLE}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["source"] == f"n{number}"
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, b"", b"")


@pytest.mark.parametrize("format_", ["jsonl", "json", "csv", "table"])
def test_a_closed_pipe_ends_quietly(format_):
    with start("extract", "--format", format_) as process:
        process.stdout.close()
        record = json.dumps({"text": PEOPLE}).encode() + b"\n"
        try:
            process.stdin.write(record * 2000)
            process.stdin.close()
        except BrokenPipeError:
            pass
        process.stdin = None
        assert process.stderr.read() == b""
    assert process.returncode == 0


def is_loading(process: subprocess.Popen[bytes], folder: Path) -> bool:
    """Whether our code has begun to load its libraries (before that, it is Python that a signal ends)."""
    return "numpy" in Path(f"/proc/{process.pid}/maps").read_text()


def is_writing(process: subprocess.Popen[bytes], folder: Path) -> bool:
    return any(path.suffix == ".part" for path in folder.iterdir())


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs Linux's /proc to see how far the command is")
@pytest.mark.parametrize("is_reached", [is_loading, is_writing])
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interruption_leaves_nothing_behind(sent, status, is_reached, tmp_path):
    with start("extract", "-", "--output", "out.csv", cwd=tmp_path) as process:
        process.stdin.write(json.dumps({"text": PEOPLE}).encode() + b"\n")
        process.stdin.flush()
        while not is_reached(process, tmp_path):
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(sent)
        _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (status, b"")
    assert list(tmp_path.iterdir()) == []
