"""What the commands say on standard error."""

import sys
from contextlib import suppress


def print_error(message: str) -> None:
    """Say why something failed, on one line."""
    _print(message)


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class Messages:
    """The messages of one run: failures always, warnings and notes unless `quiet`."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.failures = 0
        """Inputs that failed so far."""

    def fail(self, source: str, reason: str) -> None:
        """An input that failed."""
        self.failures += 1
        _print(f"{source}: {reason}")

    def warn(self, message: str) -> None:
        """What the user should know about the result."""
        if not self.quiet:
            _print(f"warning: {message}")

    def note(self, message: str) -> None:
        """What the user may want to know about the run."""
        if not self.quiet:
            _print(message)


def _print(message: str) -> None:
    from extractor.output.visible import visible

    if sys.stderr is None:  # closed, and `print` would write to standard output
        return
    line = visible(" ".join(message.split()))
    with suppress(OSError, ValueError):  # nobody reads standard error: no reason to stop
        print(f"extractor: {line}", file=sys.stderr, flush=True)
