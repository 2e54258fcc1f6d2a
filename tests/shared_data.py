"""The annotated news of ../shared, its scorers, and the floors of the figures measured on it."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

SHARED = ROOT.parent / "shared"


def shared_folder(name: str) -> Path:
    """A folder of ../shared; without it the test is skipped, and fails where CI=true."""
    if not (SHARED / name).is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"../shared/{name} is missing", pytrace=False)
        pytest.skip(f"needs ../shared/{name}")
    return SHARED / name


def floors(part: str) -> dict[str, Any]:
    """The floors of a part of gate/floors.toml."""
    return tomllib.loads((ROOT / "tests" / "gate" / "floors.toml").read_text(encoding="utf-8"))[part]


def figures_of(scorer: str, lines: Iterable[str], folder: Path, *options: str | Path) -> dict[str, Any]:
    """What a scorer of ../shared says of output lines, which are written to `folder`."""
    output = folder / "output.jsonl"
    output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, SHARED / scorer, output, "--json", *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def read_folder(folder: Path) -> dict[str, str]:
    """The texts of a folder by the names of their files, as they are, line breaks included."""
    return {path.stem: path.open(encoding="utf-8", newline="").read() for path in sorted(folder.glob("*.txt"))}
