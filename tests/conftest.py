import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractor import Extractor
from extractor.names import completion

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write tests/samples/*.json and the outputs in the documentation anew; read the difference",
    )


@pytest.fixture(scope="session")
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-snapshots"))


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


def assert_same_text(found: str, expected: str, what: str, hint: Sequence[str] = ()) -> None:
    """Fail with the first line that differs, not with two long texts."""
    if found == expected:
        return
    pairs = list(zip([*found.splitlines(), "<end>"], [*expected.splitlines(), "<end>"], strict=False))
    number, (new, old) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    pytest.fail(
        "\n".join([f"{what}, line {number}", f"  found:    {new.strip()}", f"  expected: {old.strip()}", *hint]),
        pytrace=False,
    )


def needs_tool(name: str) -> str:
    """The path of a program; without it the test is skipped, and fails where CI=true."""
    path = shutil.which(name)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed", pytrace=False)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


@pytest.fixture
def corpus_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names with the bounds of factRuEval and NEREL, where they differ from docs/output.md.

    They annotate «правительство России», «сборной Бразилии», «японского МИДа» as organizations and nothing of
    titles and standards; the contract has the place, or «МИД». What the passes of the contract must do is held by
    tests/corpus/names.toml.
    """
    passes = tuple(one for one in completion.PASSES if not one.is_contract)
    monkeypatch.setattr(completion, "PASSES", passes)
