"""Articles in chunks, without waiting for those that are not there yet."""

import queue
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def full_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`, the last one shorter."""
    stream = iter(items)
    while chunk := list(islice(stream, size)):
        yield chunk


def ready_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of up to `size`: those that have come by the time the list is asked for, at least one.

    They are read in a thread of their own, at most `size` ahead. Errors: what reading raises is raised here, after
    the items before it.
    """
    arrived: queue.Queue[Item | _End] = queue.Queue(size)

    def read() -> None:
        end = _End(None)
        try:
            for item in items:
                arrived.put(item)
        except BaseException as error:
            end = _End(error)
        arrived.put(end)

    threading.Thread(target=read, daemon=True).start()
    while True:
        chunk: list[Item] = []
        item = arrived.get()
        while not isinstance(item, _End):
            chunk.append(item)
            if len(chunk) == size:
                break
            try:
                item = arrived.get_nowait()
            except queue.Empty:
                break
        if chunk:
            yield chunk
        if isinstance(item, _End):
            if item.error is not None:
                raise item.error
            return


class _End:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error
