"""`extractor batch`: inputs, outputs, order, resuming, failures."""

import csv
import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from tests.batch.helpers import batch, sources, texts, write_articles


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "in.jsonl", texts(120))


@pytest.fixture
def reference(tmp_path: Path, articles: Path) -> bytes:
    assert batch(articles, "--output", tmp_path / "reference.jsonl", DRILL_PAUSE="0").returncode == 0
    return (tmp_path / "reference.jsonl").read_bytes()


def test_order_is_that_of_the_input(tmp_path: Path, articles: Path) -> None:
    done = batch(articles, "--output", tmp_path / "out.jsonl", "--jobs", "3")
    assert done.returncode == 0
    assert sources(tmp_path / "out.jsonl") == [f"a{number}" for number in range(120)]
    assert "120 articles, 0 failed; 120 people, 0 organizations, 0 locations, 120 money" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "out.jsonl.errors.jsonl").exists()


def test_jobs_change_nothing(tmp_path: Path, articles: Path, reference: bytes) -> None:
    assert batch(articles, "--output", tmp_path / "two.jsonl", "--jobs", "2").returncode == 0
    assert (tmp_path / "two.jsonl").read_bytes() == reference


def test_a_finished_run_has_nothing_to_do(tmp_path: Path, articles: Path) -> None:
    batch(articles, "--output", tmp_path / "out.jsonl")
    before = (tmp_path / "out.jsonl").stat().st_mtime_ns
    again = batch(articles, "--output", tmp_path / "out.jsonl")
    assert again.returncode == 0
    assert "nothing to do: all 120 articles were done before" in again.stderr
    assert (tmp_path / "out.jsonl").stat().st_mtime_ns == before


def test_changed_new_and_removed_articles(tmp_path: Path, articles: Path) -> None:
    output = tmp_path / "out.jsonl"
    batch(articles, "--output", output)
    changed = texts(140)
    changed[50] = "Changed."
    del changed[100]
    lines = [json.dumps({"id": f"a{n if n < 100 else n + 1}", "text": text}) for n, text in enumerate(changed)]
    articles.write_text("".join(line + "\n" for line in lines))
    again = batch(articles, "--output", output)
    assert again.returncode == 0
    # 1 changed, 20 new; the numbering of the sources went on as it was
    assert "139 articles, 0 failed" in again.stderr
    assert "21 in this run" in again.stderr
    whole = tmp_path / "whole.jsonl"
    batch(articles, "--output", whole)
    assert output.read_bytes() == whole.read_bytes()


def test_other_options_refuse_to_go_on(tmp_path: Path, articles: Path) -> None:
    output = tmp_path / "out.jsonl"
    batch(articles, "--output", output)
    refused = batch(articles, "--output", output, "--date", "2020-01-01")
    assert refused.returncode == 2
    assert "begun with other options (date); --restart begins it anew" in refused.stderr
    assert batch(articles, "--output", output, "--date", "2020-01-01", "--restart").returncode == 0


def test_another_file_is_not_overwritten(tmp_path: Path, articles: Path) -> None:
    (tmp_path / "out.jsonl").write_text("mine\n")
    refused = batch(articles, "--output", tmp_path / "out.jsonl")
    assert refused.returncode == 2
    assert (tmp_path / "out.jsonl").read_text() == "mine\n"


def test_a_changed_output_is_not_touched(tmp_path: Path, articles: Path) -> None:
    output = tmp_path / "out.jsonl"
    batch(articles, "--output", output)
    with output.open("a") as file:
        file.write("mine\n")
    refused = batch(articles, "--output", output)
    assert refused.returncode == 2
    assert "was changed since" in refused.stderr
    assert output.read_text().endswith("mine\n")


def test_restart_removes_nothing_that_no_run_wrote(tmp_path: Path, articles: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "diary.txt").write_text("dear diary")
    (tmp_path / "out.jsonl").write_text("mine\n")
    (tmp_path / "out.csv.errors.jsonl").write_text("mine\n")
    for output in (mine, tmp_path / "out.jsonl", tmp_path / "out.csv"):
        refused = batch(articles, "--output", output, "--restart")
        assert (refused.returncode, "is not of this batch" in refused.stderr) == (2, True)
    assert (mine / "diary.txt").exists()
    assert (tmp_path / "out.jsonl").read_text() == "mine\n"


def test_a_file_put_into_an_output_folder_is_not_lost(tmp_path: Path, articles: Path) -> None:
    output = tmp_path / "documents"
    batch(articles, "--output", output)
    (output / "notes.txt").write_text("mine")
    write_articles(articles, texts(121))
    for options in ([], ["--restart"]):
        refused = batch(articles, "--output", output, *options)
        assert (refused.returncode, "was changed since" in refused.stderr) == (2, True)
    (output / "notes.txt").unlink()
    assert batch(articles, "--output", output).returncode == 0
    assert len(list(output.iterdir())) == 121


def test_an_output_that_was_removed_is_made_again(tmp_path: Path, articles: Path) -> None:
    for name in ("out.jsonl", "out.csv", "out.db"):
        batch(articles, "--output", tmp_path / name)
        (tmp_path / name).unlink()
        done = batch(articles, "--output", tmp_path / name)
        assert done.returncode == 0
        assert (tmp_path / name).exists()


def test_a_link_as_output_is_followed_and_kept(tmp_path: Path, articles: Path, reference: bytes) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "far" / "real.jsonl")
    assert batch(articles, "--output", link).returncode == 0
    assert link.is_symlink()
    assert link.read_bytes() == reference
    assert (tmp_path / "far" / "real.jsonl.state").is_dir()
    assert "nothing to do" in batch(articles, "--output", tmp_path / "far" / "real.jsonl").stderr


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.db", "out.parquet", "out.jsonl.gz", "documents"])
def test_no_articles_give_an_empty_output(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    for _ in range(2):
        done = batch(tmp_path / "in", "--output", tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).exists()


@pytest.mark.parametrize("poison", ["KILL", "EXIT", "MEMORY", "ERROR"])
def test_a_poisoned_article_costs_itself(tmp_path: Path, poison: str) -> None:
    several = texts(60)
    several[17] = f"POISON-{poison}"
    articles = write_articles(tmp_path / "in.jsonl", several)
    done = batch(articles, "--output", tmp_path / "out.jsonl", "--jobs", "2")
    assert done.returncode == 1
    assert sources(tmp_path / "out.jsonl") == [f"a{number}" for number in range(60) if number != 17]
    (failure,) = map(json.loads, (tmp_path / "out.jsonl.errors.jsonl").read_text().splitlines())
    reasons = {"KILL": "SIGKILL", "EXIT": "status 7", "MEMORY": "out of memory", "ERROR": "poisoned"}
    assert failure["source"] == "a17"
    assert reasons[poison] in failure["reason"]
    assert "a17: " in done.stderr


def test_a_hanging_article_costs_itself(tmp_path: Path) -> None:
    several = texts(40)
    several[5] = "POISON-HANG"
    articles = write_articles(tmp_path / "in.jsonl", several)
    done = batch(articles, "--output", tmp_path / "out.jsonl", "--timeout", "1")
    assert done.returncode == 1
    assert len(sources(tmp_path / "out.jsonl")) == 39
    assert "longer than 1 s" in done.stderr


def test_a_worker_over_its_memory_costs_one_article(tmp_path: Path) -> None:
    several = texts(20)
    several[3] = "POISON-ALLOCATE"
    articles = write_articles(tmp_path / "in.jsonl", several)
    done = batch(articles, "--output", tmp_path / "out.jsonl", "--memory", "2000")
    assert done.returncode == 1
    assert len(sources(tmp_path / "out.jsonl")) == 19
    assert "a3: out of memory" in done.stderr


def test_failed_articles_are_tried_again_when_asked(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in.jsonl", [*texts(20), "POISON-ERROR"])
    output = tmp_path / "out.jsonl"
    batch(articles, "--output", output)
    assert "nothing to do" in batch(articles, "--output", output).stderr
    retried = batch(articles, "--output", output, "--retry-failed")
    assert "1 in this run" in retried.stderr
    assert retried.returncode == 1


def test_unreadable_inputs_are_named_and_the_others_served(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Good.")
    (folder / "broken.txt.gz").write_bytes(gzip.compress(b"text" * 1000)[:30])
    (folder / "picture.png").write_bytes(b"\x89PNG")
    write_articles(folder / "records.jsonl", texts(3))
    done = batch(folder, tmp_path / "missing-*.txt", "--output", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert len(sources(tmp_path / "out.jsonl")) == 4
    assert "broken.txt.gz: truncated .gz data" in done.stderr
    assert "missing-*.txt: no file matches" in done.stderr
    assert "1 file of other kinds not read" in done.stderr
    assert len((tmp_path / "out.jsonl.errors.jsonl").read_text().splitlines()) == 2


def test_all_kinds_of_inputs(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    zstandard = pytest.importorskip("zstandard")
    from pyarrow import parquet

    write_articles(tmp_path / "1.jsonl", texts(2))
    (tmp_path / "2.jsonl.zst").write_bytes(zstandard.compress((tmp_path / "1.jsonl").read_bytes()))
    table = pyarrow.table({"url": ["u1", "u2"], "text": ["One.", None], "date": ["2020-02-03", None]})
    parquet.write_table(table, tmp_path / "3.parquet")
    with (tmp_path / "4.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["text", "title"], ["Text, with comma\nand line", "Title"]])
    (tmp_path / "5.txt").write_text("Plain.")
    listing = "".join(f"{tmp_path / name}\n" for name in ("1.jsonl", "2.jsonl.zst", "3.parquet", "4.csv", "5.txt"))
    (tmp_path / "list").write_text(listing)
    done = batch("--files-from", tmp_path / "list", "--output", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert 'u2: no field "text"' in done.stderr
    found = sources(tmp_path / "out.jsonl")
    assert found == ["a0", "a1", "a0#2", "a1#2", "u1", f"{tmp_path / '4.csv'}#1", str(tmp_path / "5.txt")]


def test_shards_part_the_input(tmp_path: Path, articles: Path) -> None:
    parts = []
    for number in (1, 2, 3):
        output = tmp_path / f"part{number}.jsonl"
        assert batch(articles, "--output", output, "--shard", f"{number}/3").returncode == 0
        parts.append(sources(output))
    assert parts[1][:2] == ["a1", "a4"]
    assert sorted(source for part in parts for source in part) == sorted(f"a{number}" for number in range(120))


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_compressed_output_is_the_same_documents(tmp_path: Path, articles: Path, reference: bytes, suffix: str) -> None:
    zstandard = pytest.importorskip("zstandard")
    output = tmp_path / f"out{suffix}"
    assert batch(articles, "--output", output).returncode == 0
    packed = output.read_bytes()
    unpacked = gzip.decompress(packed) if suffix.endswith("gz") else zstandard.decompress(packed, 1 << 26)
    assert unpacked == reference


def test_sqlite_has_tables_keys_and_exact_values(tmp_path: Path, articles: Path) -> None:
    assert batch(articles, "--output", tmp_path / "out.db").returncode == 0
    with sqlite3.connect(tmp_path / "out.db") as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (120,)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        value, exact = db.execute("SELECT amount, exact FROM money WHERE article = 1").fetchone()
        assert float(exact) == value
        joined = db.execute(
            "SELECT count(*) FROM mentions m JOIN entities e ON e.id = m.entity AND e.article = m.article"
        )
        assert joined.fetchone() == (120,)


def test_parquet_nested_and_flat(tmp_path: Path, articles: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    assert batch(articles, "--output", tmp_path / "out.parquet").returncode == 0
    rows = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["source"] for row in rows] == [f"a{number}" for number in range(120)]
    assert rows[0]["people"][0]["mentions"][0]["rule"] == "drill"
    assert batch(articles, "--output", tmp_path / "flat.parquet", "--flat").returncode == 0
    mentions = parquet.read_table(tmp_path / "flat.mentions.parquet").to_pylist()
    assert len(mentions) == 240
    assert {row["kind"] for row in mentions} == {"person", "money"}
    assert mentions[1]["amount"] == rows[0]["money"][0]["value"]
    assert parquet.read_table(tmp_path / "flat.facts.parquet").num_rows == 0


def test_csv_and_directory(tmp_path: Path, articles: Path) -> None:
    assert batch(articles, "--output", tmp_path / "out.csv").returncode == 0
    with (tmp_path / "out.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == 240
    assert (tmp_path / "out.facts.csv").exists()
    assert batch(articles, "--output", tmp_path / "documents").returncode == 0
    files = sorted((tmp_path / "documents").iterdir())
    assert len(files) == 120
    assert json.loads(files[7].read_text())["source"] == "a7"
    assert "nothing to do" in batch(articles, "--output", tmp_path / "documents").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in.jsonl"], "batch needs --output"),
        (["--output", "out.jsonl"], "INPUTs or --files-from"),
        (["in.jsonl", "--output", "out.xyz"], "must end in one of"),
        (["in.jsonl", "--output", "nowhere/out.jsonl"], "there is no directory"),
        (["in.jsonl", "--output", "out.jsonl", "--shard", "4/3"], "not I/N"),
        (["in.jsonl", "--output", "out.jsonl", "--flat"], "--flat goes with"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str) -> None:
    done = batch(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_two_runs_on_one_output(tmp_path: Path, articles: Path) -> None:
    import subprocess

    from tests.batch.helpers import command, environment

    output = tmp_path / "out.jsonl"
    first = subprocess.Popen(
        command(articles, "--output", output), env=environment(DRILL_PAUSE="0.5"), stderr=subprocess.DEVNULL
    )
    try:
        while not (tmp_path / "out.jsonl.state" / "options.json").exists():
            assert first.poll() is None
        second = batch(articles, "--output", output)
        assert second.returncode == 2
        assert "another run is working on this output" in second.stderr
    finally:
        first.kill()
        first.wait()
