"""`python -m extractor` and the console command."""

import io
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from extractor.errors import EXIT_INTERRUPTED
from extractor.garbage import disable_collection


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    _keep_streams_apart()
    # More BLAS threads than one cost a factor of five beside a second process.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    disable_collection()
    try:
        signal.signal(signal.SIGTERM, _end_on_signal)
        from extractor.cli import run

        status = run()
    except KeyboardInterrupt:
        status = EXIT_INTERRUPTED
    _leave(status)


def _keep_streams_apart() -> None:
    """No file that is opened may get the number of a standard stream that is closed: messages would go into it."""
    with suppress(OSError):
        while (taken := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(taken)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _end_on_signal(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _leave(status: int) -> NoReturn:
    """End at once: a thread may still wait for a slow pipe, and the interpreter would wait for it."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
