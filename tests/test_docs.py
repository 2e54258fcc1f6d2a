"""Nothing in the documentation is stale: every command is run, every output compared, every table of values checked.

In a `console` block, a line that begins with `$ ` is a command, the lines to the next one are what it prints (errors
included). A `python` block whose first line is `# NAME.py` is a file for the commands after it; a `pycon` block is a
doctest. `pytest --update-snapshots` writes the outputs of the console blocks anew.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command import ENVIRONMENT
from conftest import ROOT, assert_same_text, needs_tool
from corpus_files import unbrace
from document_schema import document_schema

from extractor import Extractor
from extractor.output.record import plain_digits

README = ROOT / "README.md"
PAGES = [README, ROOT / "README.ru.md", *sorted((ROOT / "docs").glob("*.md"))]
OPTIONS = ROOT / "docs" / "options.md"
TUTORIAL = Path("docs") / "tutorial"
LONGEST_README = 150
"""Lines of the first page."""
BLOCK_RE = re.compile(r"(?<=^```)(console|python)\n(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
FILE_RE = re.compile(r"# (\w+\.py)\n")
TOOLS = ("jq", "curl")
"""Programs of the documentation that Python does not bring."""
PYCON_RE = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
LINK_RE = re.compile(r"\]\((?!https?:|#)([^)#]+)")
HINT = ["pytest tests/test_docs.py --update-snapshots writes it anew; read git diff before you commit"]

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder to run the commands in, with the samples, the tutorial's archive, and `extractor` on the path."""
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "extractor"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m extractor "$@"\n')
    command.chmod(0o755)
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "samples", desk / "samples")
    shutil.copytree(ROOT / TUTORIAL, desk / TUTORIAL)
    return desk


def shell(command: str, desk: Path) -> str:
    """What the command prints, on a terminal of 100 columns."""
    path = os.pathsep.join([str(desk.parent / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**ENVIRONMENT, "PATH": path, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=desk, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    lines = done.stdout.decode().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def played(block: str, desk: Path) -> str:
    """The block with the present output of its commands."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{shell(command[2:], desk)}" for command in commands)


@pages
def test_console_blocks_are_true(page: Path, desk: Path, update_snapshots: bool):
    text = page.read_text(encoding="utf-8")
    for tool in TOOLS:
        if re.search(rf"\b{tool} -", text):
            needs_tool(tool)

    def run(block: re.Match[str]) -> str:
        if block[1] == "console":
            return f"console\n{played(block[2], desk)}"
        if name := FILE_RE.match(block[2]):
            (desk / name[1]).write_text(block[2], encoding="utf-8")
        return block[0]

    now = BLOCK_RE.sub(run, text)
    if update_snapshots:
        page.write_text(now, encoding="utf-8")
        text = now
    assert_same_text(now, text, page.name, HINT)


@pages
def test_python_blocks_are_true(page: Path):
    examples = "\n".join(PYCON_RE.findall(page.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(examples, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner().run(test).failed == 0


@pages
def test_links_lead_somewhere(page: Path):
    for link in LINK_RE.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_every_page_is_linked():
    """Every page is reached from the README."""
    seen, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        links = (page.parent / link for link in LINK_RE.findall(page.read_text(encoding="utf-8")))
        pages = {path / "README.md" if path.is_dir() else path for path in map(Path.resolve, links)}
        waiting += [path for path in pages if path.suffix == ".md" and path not in seen and path not in waiting]
    assert set(PAGES) - seen == set()


@pytest.mark.parametrize("name", ["tutorial.md", "tutorial.ru.md"])
def test_tutorial_finds_what_it_says(name: str):
    """Its prose names these findings, whatever else its outputs show."""
    shown = "\n".join(block for kind, block in BLOCK_RE.findall((ROOT / "docs" / name).read_text(encoding="utf-8")))
    person = re.search(r"^\d+\t(P\d+)\tПётр Клёнов\n", shown, re.MULTILINE)
    assert person
    assert re.search(rf"\"{person[1]}\"\) \| \.company.*\n(.*\n)*\d+\tP\d+\tГлеб Сомов\n", shown)
    for day, amount in [("02-03", 1_200), ("03-28", 1_600), ("06-10", 2_100), ("05-16", 410)]:
        assert re.search(rf"^2025-{day}\t.*\t{amount}000000$", shown, re.MULTILINE), amount
    assert "2025-05-16\tПалата нашла нарушения на 410 млн рублей" in shown
    assert re.search("\t2025-04-04\t-\tмэр\tПриреченск$", shown, re.MULTILINE)
    assert re.search("^2025-05-06\t.*\tstart\tгенеральный директор\tЗаречстрой$", shown, re.MULTILINE)
    assert re.search("^2025-07-30\t.*\tend\tгенеральный директор\tЗаречстрой$", shown, re.MULTILINE)


def test_the_first_command_has_nothing_to_complain_of(desk: Path):
    assert shell("extractor extract samples/ > /dev/null; echo $?", desk) == "0\n"


def test_readme_is_a_first_page():
    for page in PAGES[:2]:
        assert len(page.read_text(encoding="utf-8").splitlines()) <= LONGEST_README


def test_readmes_have_the_same_commands():
    """What `.ci/run` takes from the README stands in both, and both give the same figures."""
    english, russian = (page.read_text(encoding="utf-8") for page in PAGES[:2])
    sh = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    assert sh.findall(english)[:2] == sh.findall(russian)[:2]
    figures = [re.findall(r"\.\d{3}", text.replace("0,", ".")) for text in (english, russian)]
    assert figures[0] == figures[1] != []


def test_every_command_is_in_the_readme(desk: Path):
    listed = shell("extractor --help", desk).partition("Commands:\n")[2].partition("\n\n")[0]
    commands = [line.split()[0] for line in listed.splitlines()]
    assert len(commands) >= 4
    for page in (README, OPTIONS):
        text = page.read_text(encoding="utf-8")
        assert [command for command in commands if f"`extractor {command}`" not in text] == [], page.name


def test_options_are_those_of_the_command(desk: Path):
    """Every option of `extract` is in its table, and no other."""
    helped = set(re.findall(r"--[a-z][a-z-]*", shell("extractor extract --help", desk))) - {"--help"}
    table = OPTIONS.read_text(encoding="utf-8").partition("| option |")[2].partition("\n\n")[0]
    assert set(re.findall(r"--[a-z][a-z-]*", table)) - {"--help"} == helped


def test_changelog_knows_the_version():
    from extractor import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def value_rows(heading: str) -> list[tuple[str, ...]]:
    """The cells of the table under a heading of docs/output.md whose first column is a phrase with braces."""
    section = (ROOT / "docs" / "output.md").read_text(encoding="utf-8").partition(f"## {heading}\n")[2]
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("|") and "{" in line]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


@pytest.mark.parametrize("row", value_rows("People, organizations, places"), ids=lambda row: row[0])
def test_table_of_names_is_true(row: tuple[str, ...], extractor: Extractor):
    text, marked = unbrace(row[0])
    doc = extractor.extract(text)
    (entity,) = doc.entities
    assert [(one.start, one.end) for one in entity.mentions] == [(marked[0].start, marked[0].end)]
    assert (type(entity).__name__.lower(), entity.name) == row[1:]


@pytest.mark.parametrize("row", value_rows("Money"), ids=lambda row: row[0])
def test_money_table_is_true(row: tuple[str, ...], extractor: Extractor):
    text, marked = unbrace(row[0])
    (money,) = extractor.extract(text).money
    assert (money.start, money.end) == (marked[0].start, marked[0].end)
    if money.min_value is not None or money.max_value is not None:
        shown = "..".join("" if bound is None else plain_digits(bound) for bound in (money.min_value, money.max_value))
    else:
        shown = "" if money.value is None else plain_digits(money.value)
    assert (shown, money.currency, money.mod or "", money.per or "") == row[1:]


@pytest.mark.parametrize("row", value_rows("Dates"), ids=lambda row: row[0])
def test_date_table_is_true(row: tuple[str, ...], extractor: Extractor):
    text, marked = unbrace(row[0])
    (date,) = extractor.extract(text, "2025-11-15").dates
    assert (date.start, date.end) == (marked[0].start, marked[0].end)
    assert (date.kind, date.value, date.mod or "") == row[1:]


def test_fact_table_is_whole():
    section = (ROOT / "docs" / "output.md").read_text(encoding="utf-8").partition("## Facts\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    schema = document_schema()["$defs"]
    assert {row[0].strip(" `"): re.findall(r"`(\w+)`", row[1]) for row in rows} == {
        kind: list(schema[kind]["properties"]) for kind in schema["fact"]["properties"]["kind"]["enum"]
    }
