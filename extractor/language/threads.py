"""One thread of linear algebra a process: more than one cost a factor of five beside any other work."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

_lock = Lock()
_analyses = 0
_limit: Any = None


@contextmanager
def one_thread() -> Iterator[None]:
    """While it is open, in whatever thread, the libraries below numpy compute in one; then they are as before."""
    global _analyses, _limit
    with _lock:
        if not _analyses:
            _free_control()
            _limit = _controller().limit(limits=1, user_api="blas")
        _analyses += 1
    try:
        yield
    finally:
        with _lock:
            _analyses -= 1
            if not _analyses:
                _free_control()
                _limit.restore_original_limits()
                _free_control()


def _free_control() -> None:
    """Let any thread set limits: from 3.8 on threadpoolctl ignores, without a word, all but the first that did."""
    for library in _controller().lib_controllers:
        if hasattr(library, "clear_controlling_thread"):
            library.clear_controlling_thread(force=True)


@cache
def _controller() -> Any:
    import numpy  # noqa: F401  # what is to be limited must be loaded
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
