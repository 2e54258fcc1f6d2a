"""A batch on Ray Data: Parquet or JSON Lines in, Parquet out, on one machine or a cluster.

The cluster is the one that RAY_ADDRESS names, else this machine. Lost tasks are retried by Ray; each actor loads the
models once.
"""

import logging
from collections.abc import Sequence
from typing import Any

from extractor.batch.extract import ExtractOptions
from extractor.errors import UsageError

ACTOR_CPUS = 0.5
"""Actors that claim every CPU starve the readers for ever (Ray Data waits for a CPU to read with)."""

BATCH_ROWS = 64
"""Articles that an actor gets at a time."""


def run_ray(
    inputs: Sequence[str],
    output: str,
    options: ExtractOptions,
    *,
    text_field: str = "text",
    date_field: str = "date",
    actors: int | None = None,
) -> tuple[int, int]:
    """Extract `inputs` (files or folders, local or of an object store) into Parquet files under `output`.

    Shape: rows of `arrow.DOCUMENT_SCHEMA`, in no fixed order. Returns the number of articles and of those that failed.
    Errors: UsageError where the extra is missing, the input is neither Parquet nor JSON Lines, or `output` exists.
    """
    try:
        import ray
        from ray.data import ActorPoolStrategy, SaveMode
        from ray.data.expressions import col
    except ImportError:
        raise UsageError("--engine ray needs the extra: pip install 'extractor[ray]'") from None
    if not ray.is_initialized():
        logging.getLogger("ray").setLevel(logging.WARNING)
        logging.getLogger("ray.data").setLevel(logging.WARNING)
        ray.init(log_to_driver=False, include_dashboard=False, logging_level="error")
    pool = actors or max(1, int(ray.cluster_resources().get("CPU", 1)))
    dataset = _read(ray, inputs).map_batches(
        _Actor,
        fn_constructor_kwargs={"options": options, "text_field": text_field, "date_field": date_field},
        batch_format="pyarrow",
        batch_size=BATCH_ROWS,
        num_cpus=ACTOR_CPUS,
        compute=ActorPoolStrategy(size=pool),
    )
    try:
        dataset.write_parquet(output, mode=SaveMode.ERROR)
    except ValueError as error:
        if "exists" not in str(error):
            raise
        raise UsageError(f"--output {output}: exists; --engine ray adds to nothing and overwrites nothing") from None
    errors = ray.data.read_parquet(output).select_columns(["error"])
    return int(errors.count()), int(errors.filter(expr=col("error").is_not_null()).count())


def _read(ray: Any, inputs: Sequence[str]) -> Any:
    if all(path.lower().endswith((".jsonl", ".jsonl.gz", ".ndjson")) for path in inputs):
        return ray.data.read_json(list(inputs), lines=True, file_extensions=None)
    if any(path.lower().endswith((".txt", ".csv", ".html", ".zst")) for path in inputs):
        raise UsageError("--engine ray reads Parquet or JSON Lines")
    return ray.data.read_parquet(list(inputs))


class _Actor:
    """Holds the models; called with tables of articles."""

    def __init__(self, **options: Any) -> None:
        import os

        from extractor.batch.workers import BLAS_VARIABLES

        for name in BLAS_VARIABLES:
            os.environ[name] = "1"
        self._options = options

    def __call__(self, table: Any) -> Any:
        import pyarrow as pa

        from extractor.batch.arrow import DOCUMENT_SCHEMA, extract_batches

        batches = extract_batches(table.combine_chunks().to_batches(), **self._options)
        return pa.Table.from_batches(batches, schema=DOCUMENT_SCHEMA)
