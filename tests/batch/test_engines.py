"""Engines beyond one machine, on this one: the same rows as without them."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.helpers import ROOT, batch, write_articles

pytestmark = [pytest.mark.slow, pytest.mark.alone]

SENTENCES = [
    "Президент Казахстана Касым-Жомарт Токаев прибыл в Ташкент 15 ноября 2025 года.",
    "Компания «Ромашка» заплатила 5 млн рублей штрафа.",
    "Анна Петрова возглавила банк «Север» в марте 2021 года.",
]
COUNT = 400


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [f"{SENTENCES[number % 3]} Номер {number}. {SENTENCES[(number + 1) % 3]}" for number in range(COUNT)]
    return write_articles(tmp_path_factory.mktemp("engines") / "in.jsonl", texts)


@pytest.fixture(scope="module")
def expected(articles: Path) -> dict[str, Any]:
    pa = pytest.importorskip("pyarrow")
    from extractor.batch.arrow import extract_batches

    records = [json.loads(line) for line in articles.read_text().splitlines()]
    (batch,) = extract_batches([pa.RecordBatch.from_pylist(records)])
    return {row["source"]: row for row in batch.to_pylist()}


def comparable(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """By source, scores aside: how sentences are batched moves their last digit."""
    return {row["source"]: without_scores(row) for row in rows}


def without_scores(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_scores(item) for name, item in value.items() if name != "score"}
    return [without_scores(item) for item in value] if isinstance(value, list) else value


def test_arrow_batches_keep_rows_and_name_errors() -> None:
    pa = pytest.importorskip("pyarrow")
    from extractor.batch.arrow import DOCUMENT_SCHEMA, extract_batches

    rows = [{"id": 1, "text": SENTENCES[0]}, {"id": 2, "text": None}, {"id": 3, "text": SENTENCES[1]}]
    (batch,) = extract_batches([pa.RecordBatch.from_pylist(rows)])
    assert batch.schema == DOCUMENT_SCHEMA
    first, second, third = batch.to_pylist()
    assert [first["source"], second["source"], third["source"]] == ["1", "2", "3"]
    assert second["error"] == 'no field "text"'
    assert first["error"] is None
    assert {person["name"] for person in first["people"]} == {"Касым-Жомарт Токаев"}


def kill_an_actor(done: threading.Event, killed: list[int]) -> None:
    """Kill the first process of an actor that is seen at work."""
    while not done.is_set():
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                title = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if title.startswith(b"ray::") and b"MapBatches" in title and b"submit" in title:
                time.sleep(0.3)
                try:
                    os.kill(int(folder.name), signal.SIGKILL)
                except OSError:
                    continue
                killed.append(int(folder.name))
                return
        time.sleep(0.02)


def test_ray_survives_the_loss_of_a_worker(
    tmp_path: Path, articles: Path, expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ray = pytest.importorskip("ray")
    from pyarrow import parquet

    from extractor.batch.extract import ExtractOptions
    from extractor.batch.ray_engine import run_ray
    from extractor.errors import UsageError

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    done, killed = threading.Event(), []  # type: ignore[var-annotated]
    killer = threading.Thread(target=kill_an_actor, args=(done, killed))
    killer.start()
    try:
        counts = run_ray([str(articles)], str(tmp_path / "out"), ExtractOptions(), actors=2)
        with pytest.raises(UsageError, match="exists"):
            run_ray([str(articles)], str(tmp_path / "out"), ExtractOptions(), actors=2)
    finally:
        done.set()
        killer.join()
        ray.shutdown()
    assert killed
    assert counts == (COUNT, 0)
    rows = parquet.read_table(tmp_path / "out").to_pylist()
    assert comparable(rows) == comparable(list(expected.values()))


CLIENT_PORT = 23_456
STORE = 200 * 1024 * 1024
"""Bytes of a node's object store."""


@pytest.fixture
def two_nodes(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a cluster of two nodes on this machine, which takes clients as well."""
    cluster_utils = pytest.importorskip("ray.cluster_utils")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    head = {"num_cpus": 1, "object_store_memory": STORE, "include_dashboard": False}
    cluster = cluster_utils.Cluster(
        initialize_head=True, head_node_args={**head, "ray_client_server_port": CLIENT_PORT}
    )
    try:
        cluster.add_node(num_cpus=2, object_store_memory=STORE)
        cluster.wait_for_nodes()
        yield cluster.address
    finally:
        cluster.shutdown()


def test_ray_on_two_nodes(tmp_path: Path, articles: Path, expected: dict[str, Any], two_nodes: str) -> None:
    """A folder by the address of the cluster, a glob through a client; an output that exists is refused there, too."""
    from pyarrow import parquet

    client = f"ray://127.0.0.1:{CLIENT_PORT}"
    for given, address, name in (
        (articles.parent, two_nodes, "folder"),
        (f"{articles.parent}/*.jsonl", client, "glob"),
    ):
        output = tmp_path / name
        done = batch(given, "--output", output, "--engine", "ray", drill=False, RAY_ADDRESS=address)
        assert (done.returncode, f"{COUNT} articles" in done.stderr) == (0, True), done.stderr
        rows = parquet.read_table(output).to_pylist()
        assert comparable(rows) == comparable(list(expected.values()))
    done = batch(articles, "--output", output, "--engine", "ray", drill=False, RAY_ADDRESS=client)
    assert (done.returncode, "exists" in done.stderr) == (2, True), done.stderr


def test_ray_refuses_what_it_cannot_follow(tmp_path: Path, articles: Path) -> None:
    for options, told in ((["--flat"], "--flat"), (["--shard", "1/2"], "--shard")):
        done = batch(articles, "--output", tmp_path / "out", "--engine", "ray", *options)
        assert (done.returncode, told in done.stderr) == (2, True)
    done = batch(articles, "--output", tmp_path / "out.jsonl", "--engine", "ray")
    assert (done.returncode, "a folder" in done.stderr) == (2, True)
    assert not list(tmp_path.iterdir())


def test_spark_map_in_arrow(articles: Path, expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql")
    from shutil import which

    if which("java") is None:
        pytest.skip("Spark needs Java")
    from pyspark.sql.pandas.types import from_arrow_schema

    from extractor.batch.arrow import DOCUMENT_SCHEMA, extract_batches

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    spark = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = spark.read.json(str(articles)).repartition(2)
        found = frame.mapInArrow(lambda batches: extract_batches(batches), from_arrow_schema(DOCUMENT_SCHEMA))
        sources = {row["source"] for row in found.select("source", "people").collect()}
    finally:
        spark.stop()
    assert sources == set(expected)
