"""Which files `--engine ray` reads; needs no Ray."""

from pathlib import Path

import pytest

from extractor.batch.ray_inputs import find_files
from extractor.errors import UsageError


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in ("a.jsonl", "b.ndjson.gz", "c.parquet", "in/d.jsonl", "in/e.txt", "in/f.PARQUET"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def names(archive: Path, *inputs: str) -> tuple[list[str], list[str]]:
    found = find_files([item.replace("@", str(archive)) for item in inputs])
    return tuple([path.rpartition("/")[2] for path in paths] for paths in found)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("inputs", "json", "parquet"),
    [
        (["@"], ["a.jsonl", "b.ndjson.gz", "d.jsonl"], ["c.parquet", "f.PARQUET"]),
        (["@/in"], ["d.jsonl"], ["f.PARQUET"]),
        (["@/*.jsonl"], ["a.jsonl"], []),
        (["@/**/*.jsonl"], ["a.jsonl", "d.jsonl"], []),
        (["@/c.parquet", "@/a.jsonl"], ["a.jsonl"], ["c.parquet"]),
        (["file://@"], ["a.jsonl", "b.ndjson.gz", "d.jsonl"], ["c.parquet", "f.PARQUET"]),
        (["file://@/*.jsonl"], ["a.jsonl"], []),
        (["file://@/a.jsonl"], ["a.jsonl"], []),
    ],
)
def test_names_folders_and_globs(archive: Path, inputs: list[str], json: list[str], parquet: list[str]) -> None:
    if any("://" in item for item in inputs):
        pytest.importorskip("pyarrow")
    assert names(archive, *inputs) == (json, parquet)


@pytest.mark.parametrize("given", ["@/in/e.txt", "@/*.txt", "@/in/*.csv", "@/nothing"])
def test_other_inputs_are_refused(archive: Path, given: str) -> None:
    with pytest.raises(UsageError, match=r"Parquet or JSON Lines|neither Parquet nor"):
        names(archive, given)
