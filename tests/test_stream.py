"""Chunks of articles: full from files, whatever has come from pipes."""

import threading
from collections.abc import Iterator

import pytest

from extractor.cli.stream import full_chunks, ready_chunks


def test_full_chunks():
    assert list(full_chunks(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(full_chunks([], 2)) == []


@pytest.mark.parametrize("count", [0, 1, 16, 1000])
def test_ready_chunks_keep_all_in_order(count):
    chunks = list(ready_chunks(range(count), 16))
    assert [item for chunk in chunks for item in chunk] == list(range(count))
    assert all(0 < len(chunk) <= 16 for chunk in chunks)


def test_ready_chunks_do_not_wait():
    more = threading.Event()

    def slowly() -> Iterator[int]:
        yield 1
        assert more.wait(10)
        yield 2

    chunks = ready_chunks(slowly(), 16)
    assert next(chunks) == [1]
    more.set()
    assert next(chunks) == [2]
    assert list(chunks) == []


def test_ready_chunks_read_no_further_than_they_must():
    numbers = iter(range(1000))
    chunks = ready_chunks(numbers, 4)
    taken = [*next(chunks), *next(chunks)]
    assert next(numbers) <= len(taken) + 4 + 1


def test_what_reading_raises_comes_after_the_items():
    def broken() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    chunks = ready_chunks(broken(), 4)
    assert next(chunks) == [1]
    with pytest.raises(OSError, match="gone"):
        next(chunks)
