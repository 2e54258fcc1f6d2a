"""What a start may import: the help must be there at once, and no command may load what it does not use."""

import subprocess
import sys

import pytest

HEAVY = {"numpy", "rumorph", "razdel", "navec", "slovnet", "natasha", "rich", "torch", "pydantic", "tomllib", "decimal"}
NEVER = {"natasha", "navec", "slovnet", "pymorphy2", "yargy", "tarfile", "torch", "pydantic", "click", "scipy"}


def imported(arguments):
    command = [sys.executable, "-X", "importtime", "-m", "extractor", *arguments]
    result = subprocess.run(command, input="", capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert result.returncode == 0, result.stderr[-500:]
    lines = (line for line in result.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["extract", "--help"]])
def test_help_imports_nothing_heavy(arguments):
    assert not imported(arguments) & HEAVY


def test_extraction_imports_no_stock_tagger(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text("Глава «Уралмеда» Пётр Зайцев заявил 3 марта, что завод получит $1,5 млрд.", "utf-8")
    assert not imported(["extract", str(article)]) & NEVER
