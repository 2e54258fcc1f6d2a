"""Fault drills: whatever happens to a run, the same command ends it with the same result."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.helpers import batch, command, contents, environment, texts, write_articles

pytestmark = [pytest.mark.slow, pytest.mark.alone]

MOMENTS = 10
COUNT = 400
SECONDS = 2.0
"""How long the undisturbed run works, about; the moments are drawn from it."""


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    several = texts(COUNT)
    several[123] = "POISON-KILL"
    return write_articles(tmp_path_factory.mktemp("drills") / "in.jsonl", several)


@pytest.fixture(scope="module")
def undisturbed(articles: Path) -> bytes:
    output = articles.with_name("undisturbed.jsonl")
    assert batch(articles, "--output", output, "--jobs", "2").returncode == 1  # one article is poisoned
    return output.read_bytes()


@pytest.fixture(params=range(MOMENTS))
def moment(request: pytest.FixtureRequest) -> float:
    """Seconds from the moment on when the state of the run exists; the same in every run of the tests."""
    return random.Random(request.param).uniform(0.0, SECONDS)


def start(articles: Path, output: Path, **more: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command(articles, "--output", output, "--jobs", "2"),
        env=environment(DRILL_PAUSE="0.007", **more),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    index = output.with_name(output.name + ".state") / "options.json"
    while not index.exists() and process.poll() is None:
        time.sleep(0.005)
    return process


def children(process: subprocess.Popen[bytes]) -> list[int]:
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(number) for number in path.read_text().split()] if path.exists() else []


def check(articles: Path, output: Path, undisturbed: bytes) -> int:
    """The same command ends the run; nothing is lost, nothing twice. The number of articles that were left to do."""
    done = batch(articles, "--output", output, "--jobs", "2", DRILL_PAUSE="0")
    assert done.returncode == 1, done.stderr
    assert output.read_bytes() == undisturbed
    assert len(output.with_name(output.name + ".errors.jsonl").read_text().splitlines()) == 1
    left = re.search(r"(\d+) in this run", done.stderr)
    return int(left[1]) if left else 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_parent_is_stopped(
    tmp_path: Path, articles: Path, undisturbed: bytes, moment: float, number: signal.Signals
) -> None:
    output = tmp_path / "out.jsonl"
    process = start(articles, output)
    time.sleep(moment)
    process.send_signal(number)
    status = process.wait(30)
    assert status in (-signal.SIGKILL, 143, 130, 1)  # 1: it had ended, but for the poisoned article
    deadline = time.monotonic() + 10
    while children(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    check(articles, output, undisturbed)


def test_a_worker_is_killed(tmp_path: Path, articles: Path, undisturbed: bytes, moment: float) -> None:
    output = tmp_path / "out.jsonl"
    process = start(articles, output)
    time.sleep(moment)
    for child in children(process)[-1:]:  # the first is the resource tracker of multiprocessing
        os.kill(child, signal.SIGKILL)
    assert process.wait(60) == 1
    assert output.read_bytes() == undisturbed


def test_a_hanging_worker_ends_with_its_parent(tmp_path: Path) -> None:
    process = start(write_articles(tmp_path / "in.jsonl", ["POISON-HANG"]), tmp_path / "out.jsonl")
    deadline = time.monotonic() + 30
    while len(workers := children(process)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1.5)  # until they are at their article
    process.kill()
    process.wait()
    while any(is_alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, workers))


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_torn_write(tmp_path: Path, articles: Path, undisturbed: bytes, moment: float) -> None:
    """A power cut that leaves the files of the state at any length."""
    output = tmp_path / "out.jsonl"
    process = start(articles, output)
    time.sleep(SECONDS / 2)  # while it runs: an output that is whole and does not fit its state is left alone
    process.kill()
    process.wait()
    state = tmp_path / "out.jsonl.state" / "1"
    cut = random.Random(moment)
    if (state / "index").exists():
        size = (state / "index").stat().st_size
        os.truncate(state / "index", cut.randrange(size + 1))
        with (state / "documents").open("ab") as file:
            file.write(b'{"half')
    check(articles, output, undisturbed)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path, articles: Path, undisturbed: bytes) -> None:
    output = small_disk / "out.jsonl"
    full = batch(articles, "--output", output, "--jobs", "2")
    assert full.returncode == 1
    assert "No space left on device" in full.stderr
    assert "Traceback" not in full.stderr
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    check(articles, output, undisturbed)


@pytest.mark.parametrize("name", ["out.db", "out.csv", "out.parquet", "out.jsonl.gz", "documents"])
def test_other_formats_after_a_kill(tmp_path: Path, articles: Path, name: str) -> None:
    whole = tmp_path / "whole" / name
    whole.parent.mkdir()
    batch(articles, "--output", whole, DRILL_PAUSE="0")
    output = tmp_path / name
    process = start(articles, output)
    time.sleep(SECONDS / 2)
    process.kill()
    process.wait()
    assert not output.exists()
    done = batch(articles, "--output", output, DRILL_PAUSE="0")
    assert done.returncode == 1
    assert contents(output) == contents(whole)


def test_a_closed_pipe(tmp_path: Path, articles: Path, undisturbed: bytes) -> None:
    """Whoever reads the messages goes away; the run does not."""
    output = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        command(articles, "--output", output, "--jobs", "2"), env=environment(), stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    process.stderr.close()
    assert process.wait(60) == 1
    assert output.read_bytes() == undisturbed


def test_interrupted_again_and_again(tmp_path: Path, articles: Path, undisturbed: bytes) -> None:
    output = tmp_path / "out.jsonl"
    draw = random.Random(7)
    for _ in range(MOMENTS):
        process = start(articles, output)
        time.sleep(draw.uniform(0.8, 2.0))
        process.kill()
        process.wait()
    assert check(articles, output, undisturbed) < COUNT / 2


def test_interrupted_while_changed_articles_are_done_again(tmp_path: Path, articles: Path) -> None:
    inputs = shutil.copy(articles, tmp_path / "in.jsonl")
    output = tmp_path / "out.jsonl"
    batch(inputs, "--output", output, DRILL_PAUSE="0")
    changed = [text + (" changed" if number % 3 == 0 else "") for number, text in enumerate(texts(COUNT))]
    write_articles(Path(inputs), changed)
    whole = tmp_path / "whole.jsonl"
    assert batch(inputs, "--output", whole, DRILL_PAUSE="0").returncode == 0
    draw = random.Random(11)
    for _ in range(MOMENTS):
        process = start(Path(inputs), output)
        time.sleep(draw.uniform(0.2, 0.7))
        process.kill()
        process.wait()
    assert batch(inputs, "--output", output, DRILL_PAUSE="0").returncode == 0
    assert output.read_bytes() == whole.read_bytes()


BORN_DEAF = """
import signal
from multiprocessing import get_context
from extractor.batch import workers

def ask(connection):
    connection.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))

if __name__ == "__main__":
    for _ in range(2):
        ours, theirs = get_context("spawn").Pipe()
        with workers._interrupts_blocked():
            get_context("spawn").Process(target=ask, args=(theirs,)).start()
        print(ours.recv())
    print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no masks of signals")
def test_no_worker_hears_ctrl_c_before_it_has_learned_to_ignore_it(tmp_path: Path) -> None:
    """The first one neither, with which the process starts that multiprocessing has beside its workers."""
    (tmp_path / "deaf.py").write_text(BORN_DEAF)
    done = subprocess.run([sys.executable, "deaf.py"], cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "False"], done.stderr
