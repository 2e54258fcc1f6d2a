"""`extractor explain` through the real command."""

import json

from command import ROOT, run

TEXT = "Выручка группы «Север» выросла до 1,5 млрд рублей, сообщил Иван Петров."
AMOUNT = TEXT.index("1,5")
VISIT = ROOT / "samples" / "visit-2025-10-21.txt"


def test_at_an_offset():
    done = run("explain", "--text", TEXT, "--at", AMOUNT + 2)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"money m1  {AMOUNT}–{AMOUNT + 15}  1,5 млрд рублей" in done.stdout
    for label in ("rule         money.", "tokens       1,5", "sentence     ", "reading      ", "value        "):
        assert f"  {label}" in done.stdout
    assert "currency RUB, value 1500000000" in done.stdout
    assert "person" not in done.stdout


def test_the_whole_text():
    shown = run("explain", "--text", TEXT).stdout
    for head in ("organization o1", "money m1", "person p1"):
        assert f"\n{head}  " in shown
    assert "names." in shown
    assert "family_name Петров" in shown


def test_a_date_leans_on_the_publication():
    shown = run("explain", "--text", "Он приехал вчера.", "--date", "2025-11-15").stdout
    assert "published 2025-11-15 (from argument)" in shown
    assert "value 2025-11-14" in shown


def test_a_file_a_pipe_and_a_record_are_explained_alike(tmp_path):
    text = VISIT.read_text(encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "n1", "text": text}) + "\n", encoding="utf-8")
    file = run("explain", VISIT, "--at", "60")
    pipe = run("explain", "-", "--at", "60", stdin=text)
    record = run("explain", tmp_path / "a.jsonl", "--at", "60")
    assert file.stdout.partition(": ")[2] == pipe.stdout.partition(": ")[2] == record.stdout.partition(": ")[2]
    assert record.stdout.startswith("n1: ")


def test_where_nothing_is():
    assert "nothing was found here" in run("explain", "--text", "Шёл дождь.", "--at", "0").stdout


def test_what_cannot_be_read_is_a_failure(tmp_path):
    done = run("explain", "missing.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "extractor: missing.txt: No such file or directory\n"


def test_a_fact_shows_the_pattern_of_its_rule_and_what_matched():
    shown = run("explain", "--text", "«Медиана» купила «Инфосферу» за 6 млрд рублей.").stdout
    block = shown[shown.index("fact deal") :]
    assert "rule         deal.verb" in block
    assert "pattern      {buyer:party.nom free,} .. [@verbs VERB" in block
    for element, text in (("{buyer:party.nom free,}", "«Медиана»"), ("]!", "купила"), ("{object:", "«Инфосферу»")):
        lines = [line for line in block.splitlines() if line.startswith("  matched") and element in line]
        assert [line.endswith(text) for line in lines] == [True]


def test_the_exception_that_refused_a_fact_is_shown():
    shown = run("explain", "--text", "«Медиана» вряд ли купила «Инфосферу» за 6 млрд рублей.", "--at", "20").stdout
    assert "fact deal f" not in shown
    assert "no fact deal" in shown
    assert "rule         deal.verb\n  unless       denied\n  pattern      " in shown
