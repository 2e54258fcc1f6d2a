"""`extract` with a fault at every call that it makes on its output: the file is the old one or the whole new one."""

import os
import shutil
from pathlib import Path

import openpyxl
import pytest

from extractor.cli import run
from tests.batch.faults import Fault, install

TEXT = "Глава комитета Иван Орлов заплатил 5 млн рублей 5 мая 2020 года."
OUTPUTS = ("out.jsonl", "out.json", "out.csv", "out.txt", "out.xlsx", "out.jsonl.gz")
MODES = ("kill", "half", "EIO", "ENOSPC")


def command(folder: Path, name: str) -> list[str]:
    return ["extract", str(folder.parent / "in.txt"), "--date", "2025-11-15", "--quiet", "--output", str(folder / name)]


def outputs(folder: Path) -> dict[str, object]:
    return {path.name: content(path) for path in folder.iterdir() if path.name.startswith("out.")}


def content(path: Path) -> object:
    """The bytes; of a workbook, which knows when it was made, the cells."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in openpyxl.load_workbook(path)]


def faulty(folder: Path, name: str, mode: str | None, at: int) -> tuple[int | None, int]:
    """The exit status of a run with a fault, None where it was killed, and how many calls it made."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        fault = Fault(folder, mode, at)
        install(fault)
        status = 99
        try:
            status = run(command(folder, name))
            os.write(writer, str(len(fault.calls)).encode())
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        calls = pipe.read()
    status = os.waitpid(pid, 0)[1]
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else None, int(calls or 0)


@pytest.fixture(scope="module", autouse=True)
def models_are_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """So that the forked runs share them."""
    folder = tmp_path_factory.mktemp("warm") / "out"
    folder.mkdir()
    (folder.parent / "in.txt").write_text(TEXT, encoding="utf-8")
    for name in OUTPUTS:
        assert run(command(folder, name)) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTPUTS)
def test_a_fault_at_every_call(name: str, tmp_path: Path) -> None:
    start, trial = tmp_path / "start", tmp_path / "trial"
    start.mkdir()
    (tmp_path / "in.txt").write_text("Один.", encoding="utf-8")
    assert run(command(start, name)) == 0
    old = outputs(start)
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    shutil.copytree(start, trial)
    status, calls = faulty(trial, name, None, 0)
    new = outputs(trial)
    assert (status, calls > 3, new != old) == (0, True, True)
    for mode in MODES:
        for place in range(1, calls + 1):
            shutil.rmtree(trial)
            shutil.copytree(start, trial)
            status, _ = faulty(trial, name, mode, place)
            left = outputs(trial)
            assert all(left[one] in (old[one], new[one]) for one in old), (mode, place)
            assert status in ((None, 0) if mode in ("kill", "half") else (0, 1, 2)), (mode, place)
            if status:
                assert not [path for path in trial.iterdir() if path.name.endswith(".part")], (mode, place)
            assert run(command(trial, name)) == 0
            assert outputs(trial) == new, (mode, place)
