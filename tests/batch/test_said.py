"""What `extractor batch` says while it runs and when it is interrupted."""

import signal
import time
from pathlib import Path

import pytest

from extractor.cli import progress
from extractor.cli.messages import Messages, counted
from extractor.cli.options import complete_kinds
from tests.command import start


def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    with start("batch", "--files-from", "-", "--output", "out.jsonl", "--jobs", "1", cwd=tmp_path) as process:
        while not (tmp_path / "out.jsonl.state").exists() and process.poll() is None:
            time.sleep(0.05)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.decode()) == (
        130,
        "extractor: interrupted: 0 articles done; the same command goes on\n",
    )


def test_a_line_a_minute_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    with progress._said_where_it_stops(Messages(), None) as show:
        for now[0], done in ((30.0, 900), (61.0, 1830), (90.0, 2700), (122.0, 3660)):
            show(done, 0)
    assert capsys.readouterr().err.splitlines() == [
        "extractor: 1830 articles done, 30.0 articles/s",
        "extractor: 3660 articles done, 30.0 articles/s",
    ]


def test_a_bar_takes_the_place_of_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "LOG_SECONDS", 0.0)
    shown = []
    with progress._said_where_it_stops(Messages(), lambda *numbers: shown.append(numbers)) as show:
        show(5, 1)
    assert (shown, capsys.readouterr().err) == ([(5, 1)], "")


def test_numbers_of_things() -> None:
    assert [counted(number, "article") for number in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["people", "organizations", "locations", "money", "dates", "facts"]),
        ("p", ["people"]),
        ("people,m", ["people,money"]),
        ("money,dates,f", ["money,dates,facts"]),
        ("people,p", []),
    ],
)
def test_completion_of_kinds(typed: str, offered: list[str]) -> None:
    assert complete_kinds(typed) == offered
