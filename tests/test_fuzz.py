"""The fuzzers, for a while (slow); longer by hand: `python -m tests.fuzz --minutes 60`."""

import pytest

from extractor import Extractor
from tests.fuzz import Fuzzer

SECONDS = 150


@pytest.mark.slow
def test_nothing_made_by_chance_breaks_anything(extractor: Extractor) -> None:
    counts, findings = Fuzzer(extractor).run(SECONDS, seed=19)
    assert all(counts.values())
    assert not findings, "\n".join(f"{one.kind} {one.seed}\n{one.input[:500]}\n{one.what}" for one in findings[:5])
