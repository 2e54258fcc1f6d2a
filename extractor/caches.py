"""What a process loads once, whatever the number of its threads."""

from collections.abc import Callable
from functools import cache, wraps
from threading import RLock
from typing import ParamSpec, TypeVar, cast

Parameters = ParamSpec("Parameters")
Loaded = TypeVar("Loaded")


def load_once(load: Callable[Parameters, Loaded]) -> Callable[Parameters, Loaded]:
    """`load`, run once for the same arguments: other threads wait for its result.

    `functools.cache` alone runs it in every thread that comes before the first has ended; two tables of forms would
    then be in use, and rows of one be looked up in the other.
    """
    lock = RLock()
    loaded = cache(load)

    @cache  # after the first call without a lock, at the speed of C
    @wraps(load)
    def locked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Loaded:
        with lock:
            return loaded(*args, **kwargs)  # type: ignore[arg-type]

    return cast("Callable[Parameters, Loaded]", locked)
