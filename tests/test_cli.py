"""Help, version, usage errors, start-up: what needs no model."""

import resource
import subprocess
import sys

import pytest
from command import COMMAND, ENVIRONMENT, run

COMMANDS = ("extract", "batch", "explain", "report", "schema")
ARTICLE = "Выручка выросла до $4 млрд."


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_has_examples(command, flag):
    done = run(*command, flag)
    assert done.returncode == 0
    assert "Examples:" in done.stdout
    assert f"extractor {' '.join(command)}".strip() in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 82
    assert done.stderr == ""


def test_every_command_is_in_the_help():
    assert all(f"\n  {name} " in run("--help").stdout for name in COMMANDS)


def test_version():
    from extractor import __version__

    assert run("--version").stdout == f"extractor {__version__}\n"


def test_no_command_shows_the_help_and_is_wrong_usage():
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: extractor" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["extract", "--date", "2025-02-30", "a.txt"], "--date"),
        (["extract", "--date", "20250228", "a.txt"], "--date"),
        (["extract", "--only", "people,animals", "a.txt"], "animals"),
        (["extract", "--only", "", "a.txt"], "--only"),
        (["extract", "--format", "xml", "a.txt"], "xml"),
        (["extract", "--encoding", "utf-9", "a.txt"], "utf-9"),
        (["extract", "--max-size", "0", "a.txt"], "size"),
        (["extract", "--excel", "--format", "json", "a.txt"], "--excel"),
        (["extract", "--indent", "2", "--format", "jsonl", "a.txt"], "--indent"),
        (["extract", "--indent", "-1", "a.txt"], "--indent"),
        (["extract", "--with-text", "--format", "csv", "a.txt"], "--with-text"),
        (["extract", "--output", "nowhere/out.json", "a.txt"], "nowhere"),
        (["extract", "--output", ".", "a.txt"], "directory"),
        (["extract", "--output", "out.xlsx", "--format", "csv", "a.txt"], "xlsx"),
        (["extract", "--colour", "a.txt"], "--colour"),
        (["extract", "-", "-"], "standard input"),
        (["explain"], "FILE"),
        (["explain", "a.txt", "--text", ARTICLE], "FILE"),
        (["explain", "--text", ARTICLE, "--at", "1000"], "--at"),
        (["extrct", "a.txt"], "extrct"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_clear_line(arguments, words, tmp_path):
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("extractor: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_schema_is_the_published_file():
    from extractor.output.schema import schema_text

    assert run("schema").stdout == schema_text()


def test_completion_is_offered():
    done = run(env={"_EXTRACTOR_COMPLETE": "complete_bash", "COMP_WORDS": "extractor ex", "COMP_CWORD": "1"})
    assert done.stdout.split() == ["extract", "explain"]


def test_help_imports_nothing_heavy():
    code = "import sys; sys.argv = ['extractor', '--help']; from extractor.cli import run; run(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"numpy", "rich", "slovnet", "navec", "razdel", "rumorph", "natasha", "openpyxl"}


def cpu_seconds(*command: str) -> float:
    """The least of five runs: a shared machine is slow at times."""
    used = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(used)


def test_help_is_quick():
    """A fifth of a second would be felt; measured .06 to .10 s of CPU, which is what typer alone takes to load."""
    assert any(
        cpu_seconds(*COMMAND, "--help") < 1.25 * cpu_seconds(sys.executable, "-c", "import typer") for _ in range(3)
    )
