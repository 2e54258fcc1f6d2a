"""The real command in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "extractor"]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")},
    "PYTHONPATH": str(ROOT),
    "PYTHONIOENCODING": "utf-8",
}


def run(
    *arguments: str | Path,
    stdin: str | bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> subprocess.CompletedProcess[str]:
    """What the command printed, as text with its own line ends, and its exit status."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        env={**ENVIRONMENT, **(env or {})},
        timeout=timeout,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*arguments: str | Path, cwd: Path | None = None) -> subprocess.Popen[bytes]:
    """The command, running, with pipes to all its streams."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], cwd=cwd, env=ENVIRONMENT, preexec_fn=_heed_interrupts, **pipes
    )


def _heed_interrupts() -> None:
    """Ctrl-C ends the command even where the tests run with it ignored, as under `nohup` or in a background job."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
