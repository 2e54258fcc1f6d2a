"""What a process loads once, whatever the number of its threads, and tables of what it has made before."""

from collections.abc import Callable
from functools import cache, wraps
from threading import RLock
from typing import ParamSpec, TypeVar, cast

Parameters = ParamSpec("Parameters")
Loaded = TypeVar("Loaded")
Key = TypeVar("Key")
Made = TypeVar("Made")


class Kept(dict[Key, Made]):
    """A table of at most `size` things, emptied when it is full; any thread may read it and add to it.

    Where every miss is kept, and its key is a word, `functools.lru_cache` will do. This is for loops over all tokens,
    which look up at the speed of a dict (`map(kept.__getitem__, tokens)`), and for what is kept under conditions.
    """

    def __init__(self, size: int, make: Callable[[Key], Made] | None = None) -> None:
        """`make`: what a key that is missing is given by `kept[key]`; None where `keep` alone adds."""
        super().__init__()
        self._size = size
        self._make = make

    def __missing__(self, key: Key) -> Made:
        if self._make is None:
            raise KeyError(key)
        return self.keep(key, self._make(key))

    def keep(self, key: Key, made: Made) -> Made:
        """Add what was made for a key."""
        if len(self) >= self._size:
            self.clear()
        self[key] = made
        return made


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
