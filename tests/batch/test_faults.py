"""A fault at every call that a batch makes (slow), at some of them, and in every file of its state."""

import pytest

from tests.batch import faults


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for place, name in (("run", "CHUNK_ARTICLES"), ("run", "WorkerPool"), ("journal", "SYNC_SECONDS")):
        module = getattr(faults, place)
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(faults.drill, "PAUSE", 0.0)
    faults.prepare()


def needs(sink: str) -> None:
    if sink in ("parquet", "flat"):
        pytest.importorskip("pyarrow")
    if sink == "zst":
        pytest.importorskip("zstandard")


@pytest.mark.parametrize("scenario", faults.SCENARIOS)
@pytest.mark.parametrize("sink", faults.SINKS)
def test_a_fault_at_some_calls(sink: str, scenario: str) -> None:
    needs(sink)
    outcome = faults.try_sink(sink, scenario, faults.MODES, every=40)
    assert outcome.places > 50
    assert not outcome.failures


@pytest.mark.slow
@pytest.mark.parametrize("scenario", faults.SCENARIOS)
@pytest.mark.parametrize("sink", faults.SINKS)
def test_a_fault_at_every_call(sink: str, scenario: str) -> None:
    needs(sink)
    assert not faults.try_sink(sink, scenario, faults.MODES, every=1).failures


@pytest.mark.parametrize("finished", [False, True])
@pytest.mark.parametrize("sink", faults.SINKS)
def test_a_damaged_state_costs_what_it_touches(sink: str, finished: bool) -> None:
    needs(sink)
    outcome = faults.try_damages(sink, finished=finished)
    assert outcome.runs > 50
    assert not outcome.failures
