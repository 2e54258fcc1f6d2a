"""What the gates share."""

import pytest

from extractor.names import completion


@pytest.fixture
def corpus_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names with the bounds of factRuEval, where it differs from docs/output.md.

    It annotates «правительство России», «сборной Бразилии», «японского МИДа» as organizations and has nothing to say of
    titles and standards; the contract has the place, or «МИД». What the passes of the contract must do is held by
    tests/corpus/names.toml.
    """
    passes = tuple(one for one in completion.PASSES if not one.is_contract)
    monkeypatch.setattr(completion, "PASSES", passes)
