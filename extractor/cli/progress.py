"""How far a long run is: a bar on a terminal, a line a minute elsewhere; where it stops, how to go on."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractor.cli.messages import Messages, counted

if TYPE_CHECKING:
    from extractor.batch.run import Progress

EXIT_TERMINATED = 143
"""SIGTERM: what was finished is kept, the same command goes on."""

LOG_SECONDS = 60.0
"""Between two lines about a run that is not watched on a terminal."""


@contextmanager
def progress_shown(messages: Messages, total: int | None, *, is_shown: bool) -> "Iterator[Progress]":
    """Shows how far the block is of `total`, and ends it in good order at SIGTERM. `is_shown`: by a bar."""
    with _terminable(), _progress_bar(total, is_shown=is_shown) as bar, _said_where_it_stops(messages, bar) as progress:
        yield progress


class _Terminated(SystemExit):
    """SIGTERM came."""


@contextmanager
def _terminable() -> Iterator[None]:
    """Lets SIGTERM end the block as Ctrl-C does, with the state kept."""

    def stop(number: int, frame: Any) -> None:
        raise _Terminated(EXIT_TERMINATED)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _progress_bar(total: int | None, *, is_shown: bool) -> "Iterator[Progress | None]":
    if not is_shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="")
        began = time.monotonic()

        def show(done: int, passed: int) -> None:
            rate = (done - passed) / max(time.monotonic() - began, 1e-6)
            bar.update(task, completed=done, rate=f"{rate:.1f} articles/s")

        yield show


@contextmanager
def _said_where_it_stops(messages: Messages, bar: "Progress | None") -> "Iterator[Progress]":
    """Says every minute how far a run without a bar is, and how to go on when it is interrupted."""
    began = said = time.monotonic()
    finished = 0

    def show(done: int, passed: int) -> None:
        nonlocal said, finished
        finished = done
        if bar is not None:
            bar(done, passed)
        elif time.monotonic() - said >= LOG_SECONDS:
            said = time.monotonic()
            messages.note(
                f"{counted(done, 'article')} done, {(done - passed) / max(said - began, 1e-6):.1f} articles/s"
            )

    try:
        yield show
    except (KeyboardInterrupt, _Terminated):
        messages.note(f"interrupted: {counted(finished, 'article')} done; the same command goes on")
        raise
