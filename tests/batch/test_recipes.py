"""The recipes of docs/batch.md, run on the samples."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.batch.helpers import ROOT, batch

PAGE = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"(?<=^```{language}\n).*?(?=^```$)", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recipes")
    samples = sorted((ROOT / "samples").glob("*.txt"))
    for name, *options in (("news.jsonl",), ("news.parquet",), ("news.db",)):
        assert batch(*samples, "--output", folder / name, *options, drill=False).returncode == 0
    flat = batch(*samples, "--output", folder / "flat.parquet", "--flat", drill=False)
    assert flat.returncode == 0
    (folder / "flat.mentions.parquet").rename(folder / "news.mentions.parquet")
    return folder


@pytest.mark.parametrize("number", range(len(blocks("sql"))))
def test_sql(news: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(news)
    assert duckdb.sql(blocks("sql")[number]).fetchall()


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python(news: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for needed in re.findall(r"^import (\w+)", blocks("python")[number], re.MULTILINE):
        pytest.importorskip(needed)
    monkeypatch.chdir(news)
    scope: dict[str, Any] = {}
    exec(blocks("python")[number], scope)
    assert len(scope["result"])
