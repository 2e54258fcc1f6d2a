"""The search for reference cycles (`gc`): an analysis makes many objects and no cycles.

Searching them would take a tenth of its time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

COLLECT_CHUNKS = 100
"""Chunks of articles between two searches in a process of our own."""

_lock = Lock()
_analyses = 0
_was_enabled = False


def disable_collection() -> None:
    """No searches of the interpreter's own from now on: for commands and workers, which call `collect_at`."""
    gc.disable()


def collect_at(chunk: int) -> None:
    """Search after every so many chunks; `chunk` is the number of the last one."""
    if chunk % COLLECT_CHUNKS == 0:
        gc.collect()


@contextmanager
def without_collection() -> Iterator[None]:
    """No searches meanwhile, in whatever thread; they are back when the last of the analyses that run has ended.

    At the end the new objects count as old ones, else the collector would go through them all at once.
    """
    global _analyses, _was_enabled
    with _lock:
        if not _analyses:
            _was_enabled = gc.isenabled()
            gc.disable()
        _analyses += 1
    try:
        yield
    finally:
        with _lock:
            _analyses -= 1
            if _was_enabled and not gc.get_freeze_count():  # what the caller has frozen must stay so
                gc.freeze()
                gc.unfreeze()
            if _was_enabled and not _analyses:
                gc.enable()
