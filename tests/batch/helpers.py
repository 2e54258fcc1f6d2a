"""Running `extractor batch` as a process."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(*, drill: bool = True, **more: str) -> dict[str, str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    if drill:
        env["DRILL"] = "1"
    return env


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "tests.batch.command_line", "batch", *map(str, arguments)]


def batch(*arguments: str | Path, drill: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
    env = environment(drill=drill, **more)
    return subprocess.run(command(*arguments), capture_output=True, text=True, env=env, timeout=300)


def write_articles(path: Path, texts: Iterable[str], *, begin: int = 0) -> Path:
    lines = [json.dumps({"id": f"a{number}", "text": text}) for number, text in enumerate(texts, begin)]
    path.write_text("".join(line + "\n" for line in lines))
    return path


def texts(count: int) -> list[str]:
    return [f"Article {number}. " + "x" * (number % 97) for number in range(count)]


def sources(output: Path) -> list[str]:
    return [json.loads(line)["source"] for line in output.read_text().splitlines()]


def contents(output: Path) -> object:
    """What must be equal: the bytes, for a database the rows, for Parquet the table."""
    if output.suffix == ".db":
        with sqlite3.connect(output) as db:
            return list(db.iterdump())
    if output.suffix == ".parquet":
        from pyarrow import parquet

        return parquet.read_table(output).to_pylist()
    if output.is_dir():
        return {file.name: file.read_bytes() for file in output.iterdir()}
    return output.read_bytes()
