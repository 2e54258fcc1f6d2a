"""`extractor archive` through the real command: formats, more results later, interruptions, bad input."""

import json
import random
import signal
import sqlite3
import subprocess
import time

import duckdb
import pytest
from command import COMMAND, ENVIRONMENT, run

from tests.archive.made import document, entities, write

NAMES = [
    "p Тереза Мэй; o Евросоюз; l Лондон",
    "p Мэй; o ЕС; l Великобритания",
    "p Борис Джонсон; p Тереза Мэй; l Лондон; l Соединённое Королевство",
    "p Джонсон; o МИД Великобритании; l Лондон",
    "p Владимир Осокин; o Тверьгаз; l Тверь",
    "p Осокин; o Тверьгаз; l РФ",
]
SPAN = {"start": 5, "end": 12, "text": "премьер", "name": "премьер"}
POST = {
    "id": "f1", "kind": "occupation", "start": 0, "end": 9, "text": "премьер", "phase": None, "rule": "occupation.pair",
    "score": 0.9, "arguments": {"who": "p1", "position": SPAN, "where": "l3"},
}  # fmt: skip


def documents(count: int = len(NAMES)):
    return [
        document(f"news/{n}.txt", NAMES[n % len(NAMES)], f"2024-0{1 + n % 9}-11", [POST] if n == 0 else [])
        for n in range(count)
    ]


def test_one_entity_for_all_names(tmp_path):
    results = write(tmp_path / "facts.jsonl", documents())
    done = run("archive", results, "-o", "archive.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "6 articles: 15 names of 10 entities" in done.stderr
    found = entities(tmp_path / "archive.jsonl")
    assert found["Мэй"] == found["Тереза Мэй"]
    assert found["ЕС"] == found["Евросоюз"]
    assert found["Великобритания"] == found["Соединённое Королевство"]
    cards = [json.loads(line) for line in (tmp_path / "archive.entities.jsonl").open(encoding="utf-8")]
    may = next(card for card in cards if card["name"] == "Тереза Мэй")
    assert (may["articles"], may["first_date"], may["last_date"]) == (3, "2024-01-11", "2024-03-11")
    assert [(name["name"], name["articles"]) for name in may["names"]] == [("Тереза Мэй", 2), ("Мэй", 1)]
    assert [(post["position"], post["organization"], post["sources"]) for post in may["posts"]] == [
        ("премьер", "Лондон", ["news/0.txt"])
    ]


@pytest.fixture
def results(tmp_path):
    return write(tmp_path / "facts.jsonl", documents())


def test_two_entities_of_an_article_may_have_one_name(tmp_path):
    full = [document(f"{n}", "p Тереза Мэй; l Лондон; o Евросоюз") for n in range(3)]
    write(tmp_path / "facts.jsonl", [*full, document("x", "p Мэй; p Мэй; l Лондон; o Евросоюз")])
    run("archive", "facts.jsonl", "-o", "a.jsonl", cwd=tmp_path)
    assert entities(tmp_path / "a.jsonl")["Мэй"] == entities(tmp_path / "a.jsonl")["Тереза Мэй"]


def test_every_format_of_results_gives_the_same_archive(results, tmp_path):
    """JSON Lines, an array, Parquet and SQLite of the same documents."""
    from extractor.batch.arrow import record_batch
    from extractor.batch.payloads import parse_payload
    from extractor.batch.sqlite import write_sqlite

    lines = results.read_text(encoding="utf-8").splitlines()
    (tmp_path / "array.json").write_text("[" + ",\n".join(lines) + "]", encoding="utf-8")
    from pyarrow import Table, parquet

    parquet.write_table(Table.from_batches([record_batch(list(map(parse_payload, lines)))]), tmp_path / "r.parquet")
    write_sqlite((line.encode() for line in lines), tmp_path / "r.db")
    made = set()
    for number, name in enumerate(("facts.jsonl", "array.json", "r.parquet", "r.db")):
        done = run("archive", name, "-o", f"{number}.jsonl", "--quiet", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        found = entities(tmp_path / f"{number}.jsonl")
        made.add(tuple(sorted((name, *ids) for name, ids in found.items())))
    assert len(made) == 1


def test_a_database_and_parquet(results, tmp_path):
    for output in ("archive.db", "archive.parquet"):
        assert run("archive", results, "-o", output, "--quiet", cwd=tmp_path).returncode == 0
    with sqlite3.connect(tmp_path / "archive.db") as connection:
        rows = connection.execute(
            "SELECT e.name, count(DISTINCT n.article) FROM archive_entities e JOIN entities n ON n.entity = e.entity"
            " WHERE e.kind = 'person' GROUP BY e.entity ORDER BY 1"
        ).fetchall()
    assert rows == [("Борис Джонсон", 2), ("Владимир Осокин", 2), ("Тереза Мэй", 3)]
    query = (
        "SELECT c.name, count(*) FROM (SELECT unnest(people) AS p FROM 'archive.parquet') "
        "JOIN 'archive.entities.parquet' c ON c.entity = p.entity GROUP BY 1 ORDER BY 1"
    ).replace("'archive", f"'{tmp_path}/archive")
    assert duckdb.sql(query).fetchall() == rows


def test_more_results_later_keep_the_ids(results, tmp_path):
    run("archive", results, "-o", "a.jsonl", cwd=tmp_path)
    before = entities(tmp_path / "a.jsonl")
    write(tmp_path / "more.jsonl", [document("news/9.txt", "p Хосе Мурильо; l Лима; p Тереза Мэй", "2024-11-01")])
    done = run("archive", "more.jsonl", "facts.jsonl", "-o", "a.jsonl", cwd=tmp_path)
    assert "facts.jsonl: 0 articles added, 6 known" in done.stderr
    after = entities(tmp_path / "a.jsonl")
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {"Хосе Мурильо", "Лима"}


def test_a_merge_that_later_evidence_undoes_is_logged(tmp_path):
    first = [document("a", "p Иван Петров; l Омск"), document("b", "p Иван Сергеевич Петров; l Омск")]
    write(tmp_path / "first.jsonl", first)
    run("archive", "first.jsonl", "-o", "a.jsonl", cwd=tmp_path)
    found = entities(tmp_path / "a.jsonl")
    assert found["Иван Петров"] == found["Иван Сергеевич Петров"]
    assert run("archive", "-o", "a.jsonl", "--changes", cwd=tmp_path).stdout == "no name has changed its entity\n"
    later = [document(f"c{n}", "p Иван Андреевич Петров; l Омск; o Завод; p Анна Ли") for n in range(3)]
    later += [document(f"d{n}", "p Иван Петров; l Омск; o Завод; p Анна Ли") for n in range(9)]
    write(tmp_path / "later.jsonl", later)
    done = run("archive", "later.jsonl", "-o", "a.jsonl", cwd=tmp_path)
    assert "; names that changed their entity (--changes): 1" in done.stderr
    found = entities(tmp_path / "a.jsonl")
    assert found["Иван Петров"] == found["Иван Андреевич Петров"] != found["Иван Сергеевич Петров"]
    said = run("archive", "-o", "a.jsonl", "--changes", cwd=tmp_path).stdout
    assert said == "run 2: Иван Сергеевич Петров parted: P1 is now P3\n"


def test_why_two_names_are_one(results, tmp_path):
    run("archive", results, "-o", "a.db", cwd=tmp_path)
    said = run("archive", "-o", "a.db", "--same", "Мэй", "--same", "Тереза Мэй", cwd=tmp_path).stdout
    assert said.startswith("Мэй means Тереза Мэй in 1 of 1 articles: context.family-name, score 0.")
    said = run("archive", "-o", "a.db", "--same", "ЕС", "--same", "Евросоюз", cwd=tmp_path).stdout
    assert said.splitlines()[0] == "ЕС = Евросоюз: one entity"
    assert "name.canonical" in said
    said = run("archive", "-o", "a.db", "--same", "Лондон", "--same", "Тверь", cwd=tmp_path).stdout
    assert said == "Лондон and Тверь: two entities, no rule joins them\n"


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["missing.jsonl"], 1, "missing.jsonl: No such file or directory"),
        (["bad.jsonl"], 1, "bad.jsonl: line 2: no result of this tool"),
        (["other.jsonl"], 1, "other.jsonl: line 1: no document of this tool"),
        (["missing.db"], 1, "missing.db: No such file or directory"),
        (["other.db"], 1, "other.db: no database of this tool: no such table: entities"),
        (["torn.db"], 1, "torn.db: no database of this tool: file is not a database"),
        (["torn.jsonl.gz"], 1, "torn.jsonl.gz: not a .gz file"),
        (["numbers.jsonl"], 1, "numbers.jsonl: line 1: no document of this tool (see people[0])"),
        (["days.jsonl"], 1, "days.jsonl: line 1: no document of this tool (see date)"),
        (["nameless.jsonl"], 1, "nameless.jsonl: line 1: no document of this tool (see people[0].mentions[0].start)"),
        (["facts.jsonl", "-o", "a.xlsx"], 2, "--output a.xlsx: the name must end in one of .jsonl"),
        (["facts.jsonl", "-o", "facts.jsonl"], 2, "--output: facts.jsonl is one of the results"),
        ([], 2, "archive takes RESULTS"),
        (["-o", "no.db", "--changes"], 2, "no.db.state: no such archive"),
    ],
)
def test_bad_input_is_one_line(arguments, status, message, results, tmp_path):
    (tmp_path / "bad.jsonl").write_text(results.read_text(encoding="utf-8").splitlines()[0] + "\n{bad\n")
    (tmp_path / "other.jsonl").write_text('{"text": "article"}\n')
    for name in ("torn.db", "torn.jsonl.gz"):
        (tmp_path / name).write_bytes(random.Random(3).randbytes(3000))
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE articles (id)")
    whole = {"source": "a", "people": [], "organizations": [], "locations": []}
    person = {"id": "p1", "key": "x", "name": "X", "aliases": [], "mentions": [{"start": "a", "end": 1, "text": "X"}]}
    for name, changed in (("numbers", {"people": [1]}), ("days", {"date": []}), ("nameless", {"people": [person]})):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(whole | changed) + "\n")
    done = run("archive", *arguments, cwd=tmp_path)
    assert done.returncode == status
    assert done.stderr.startswith(f"extractor: {message}") or f"\nextractor: {message}" in done.stderr
    assert "Traceback" not in done.stderr


def test_half_a_packed_result_is_named(results, tmp_path):
    """Half of a .zst is no shorter archive."""
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.compress(results.read_bytes())
    (tmp_path / "half.jsonl.zst").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "whole.jsonl.zst").write_bytes(packed)
    done = run("archive", "half.jsonl.zst", "-o", "half.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "half.jsonl.zst: truncated .zst data" in done.stderr
    assert run("archive", "whole.jsonl.zst", "-o", "whole.jsonl", cwd=tmp_path).returncode == 0


def test_a_bad_result_costs_itself_only(results, tmp_path):
    done = run("archive", "missing.jsonl", results, "-o", "a.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert len((tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()) == len(NAMES)


def test_a_full_disk_is_one_line_and_costs_nothing(results, tmp_path):
    limited = ["bash", "-c", 'ulimit -f 48; exec "$@"', "-", *COMMAND, "archive", results.name, "-o", "a.db"]
    done = subprocess.run(limited, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("extractor: a.db: ")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "a.db").exists()
    assert run("archive", results, "-o", "a.db", cwd=tmp_path).returncode == 0
    assert run("archive", results, "-o", "whole.db", cwd=tmp_path).returncode == 0
    assert entities_of(tmp_path / "a.db") == entities_of(tmp_path / "whole.db")


def entities_of(path):
    with sqlite3.connect(path) as database:
        return database.execute("SELECT * FROM archive_entities ORDER BY entity").fetchall()


@pytest.mark.slow
def test_interrupted_five_times_it_is_the_archive_of_an_undisturbed_run(tmp_path):
    write(tmp_path / "facts.jsonl", documents(4000))
    assert run("archive", "facts.jsonl", "-o", "whole.jsonl", cwd=tmp_path, timeout=300).returncode == 0
    chance = random.Random(7)
    command = [*COMMAND, "archive", "facts.jsonl", "-o", "cut.jsonl", "--quiet"]
    for _ in range(5):
        process = subprocess.Popen(command, cwd=tmp_path, env=ENVIRONMENT)
        time.sleep(chance.uniform(0.3, 3))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert run("archive", "facts.jsonl", "-o", "cut.jsonl", cwd=tmp_path, timeout=300).returncode == 0
    for name in ("jsonl", "entities.jsonl"):
        assert (tmp_path / f"cut.{name}").read_bytes() == (tmp_path / f"whole.{name}").read_bytes()


def test_a_report_on_an_archive_has_one_row_an_entity(tmp_path):
    texts = ["Премьер Тереза Мэй прибыла в Лондон.", "Мэй вернулась в Лондон.", "Тереза Мэй дала в Лондоне интервью."]
    lines = [json.dumps({"id": f"n{n}", "text": text}, ensure_ascii=False) for n, text in enumerate(texts)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("extract", "news.jsonl", "-o", "facts.jsonl", "--with-text", cwd=tmp_path).returncode == 0
    assert run("archive", "facts.jsonl", "-o", "archive.db", cwd=tmp_path).returncode == 0
    done = run("report", "archive.db", "-o", "report.html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "extractor: 3 articles in report.html\n")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert '"Тереза Мэй",["Мэй"],3,3' in page.replace(", ", ",")


def test_a_report_needs_texts(results, tmp_path):
    run("archive", results, "-o", "archive.db", cwd=tmp_path)
    done = run("report", "archive.db", "-o", "report.html", cwd=tmp_path)
    assert done.returncode == 1
    assert "archive.db: holds no texts: make the results with --with-text" in done.stderr
