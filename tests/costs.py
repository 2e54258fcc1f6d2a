"""CPU time of code under test, on machines that are shared."""

import gc
import time
from collections.abc import Callable

LEAST = 0.004
"""CPU seconds below which the clock is too coarse to compare."""


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run, without the collector's passes over what other tests left."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def costs_at_most(times: float, small: Callable[[], object], large: Callable[[], object], slack: float = 0.0) -> bool:
    """Whether `large` costs at most `times` what `small` costs (LEAST seconds at least), and `slack` seconds.

    Both run by turns, up to six times: a neighbour on the same core doubles one of them now and then, while a cost that
    grows with the square of the length is over the bound every time, and so is the least of its costs.
    """
    small()
    costs: list[tuple[float, float]] = []
    for _ in range(6):
        costs.append((cpu_seconds(small), cpu_seconds(large)))
        least = tuple(map(min, zip(*costs, strict=True)))
        if any(long <= times * max(short, LEAST) + slack for short, long in (costs[-1], least)):
            return True
    return False
