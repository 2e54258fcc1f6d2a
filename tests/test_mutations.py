"""That the corpora notice when the grammars change; see tests/mutations.py."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = 40
LEAST = 0.6
"""Share of changes that are noticed; what is not is a shortcut or a bound for the most part."""


@pytest.mark.slow
@pytest.mark.parametrize("package", ["dates", "money"])
def test_changed_grammars_are_noticed(package: str) -> None:
    command = [sys.executable, "-m", "tests.mutations", package, "--sample", str(SAMPLE), "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, cwd=Path(__file__).parents[1])
    told = re.search(r"(\d+) of \d+ changes, (\d+) unnoticed", done.stdout)
    assert told, done.stderr
    assert int(told[2]) <= (1 - LEAST) * int(told[1]), done.stdout
