"""`--engine ray` on a cluster of two nodes of this machine, by every kind of address and input."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.batch.helpers import ROOT, batch, write_articles

pytestmark = pytest.mark.slow

COUNT = 60


class Cluster(NamedTuple):
    address: str
    client: str


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two nodes of one CPU each, ended by their own process ids."""
    pytest.importorskip("ray")
    command = Path(sys.executable).with_name("ray")
    if not command.exists():
        pytest.skip("no command `ray` beside the interpreter")
    port, client = free_port(), free_port()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_DISABLE_IMPORT_WARNING": "1", "RAY_USAGE_STATS_ENABLED": "0"}
    common = ["--num-cpus=1", "--block", "--object-store-memory=80000000"]
    head = [f"--port={port}", "--head", "--include-dashboard=false", f"--ray-client-server-port={client}"]
    with ExitStack() as stack:
        for options in (head, [f"--address=127.0.0.1:{port}"]):
            log = stack.enter_context((tmp_path_factory.mktemp("ray") / "log").open("w"))
            node = subprocess.Popen([command, "start", *options, *common], env=env, stdout=log, stderr=log)
            stack.callback(node.wait, 60)
            stack.callback(node.terminate)
            wait_for(port)
        wait_for(client)
        yield Cluster(f"127.0.0.1:{port}", f"ray://127.0.0.1:{client}")


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(f"nothing listens on port {port}")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files of JSON Lines and one of Parquet."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    folder = tmp_path_factory.mktemp("archive")
    texts = [f"Компания «Ромашка» заплатила {number} млн рублей штрафа." for number in range(1, COUNT + 1)]
    write_articles(folder / "a.jsonl", texts[:20])
    (folder / "in").mkdir()
    write_articles(folder / "in" / "b.jsonl", texts[20:40])
    rows = [{"id": f"p{number}", "text": text} for number, text in enumerate(texts[40:])]
    parquet.write_table(pa.Table.from_pylist(rows), folder / "c.parquet")
    (folder / "notes.txt").write_text("Не статья.", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("given", "count", "by_client"),
    [(".", COUNT, False), ("*.jsonl", 20, False), ("**/*.jsonl", 40, True), ("c.parquet", 20, True)],
)
def test_the_command_on_a_cluster(
    cluster: Cluster, archive: Path, tmp_path: Path, given: str, count: int, by_client: bool
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    address = cluster.client if by_client else cluster.address
    done = batch(
        archive / given, "--engine", "ray", "--output", tmp_path / "out", "-j", "2", drill=False, RAY_ADDRESS=address
    )
    assert (done.returncode, done.stderr.strip().splitlines()[-1]) == (
        0,
        f"extractor: {count} articles in {tmp_path / 'out'}, 0 failed",
    )
    rows = parquet.read_table(tmp_path / "out").to_pylist()
    amounts = {int(money["value"]) for row in rows for money in row["money"]}
    assert (len(rows), len(amounts)) == (count, count)
    assert json.dumps(sorted(row["error"] or "" for row in rows)) == json.dumps([""] * count)
