"""A batch on Ray Data: Parquet or JSON Lines in, Parquet out, on one machine or a cluster.

The cluster is the one that RAY_ADDRESS names, else this machine. Through a client (`ray://head:10001`) the whole of it
runs on a node of the cluster, since Ray Data does not run through one. Lost tasks are retried by Ray; each actor loads
the models once.
"""

import logging
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from extractor.batch.extract import ExtractOptions
from extractor.batch.ray_inputs import Files, find_files
from extractor.errors import UsageError, missing_extra

ACTOR_CPUS = 0.5
"""Actors that claim every CPU starve the readers for ever (Ray Data waits for a CPU to read with)."""

CLIENT = "ray://"
"""How the address of a cluster begins that is reached through a client."""

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
    """Extract `inputs` (files, folders or globs, local or of an object store) into Parquet files under `output`.

    Shape: rows of `arrow.DOCUMENT_SCHEMA`, in no fixed order. Returns the number of articles and of those that failed.
    Errors: UsageError where the extra is missing, the input is neither Parquet nor JSON Lines, or `output` exists.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise UsageError(missing_extra("--engine ray", "ray")) from None
    job = Job(tuple(inputs), output, options, text_field, date_field, actors)
    if os.environ.get("RAY_ADDRESS", "").startswith(CLIENT):
        with ray.init(log_to_driver=False, logging_level="error"):
            done: tuple[int, int] | str = ray.get(ray.remote(num_cpus=0)(_run_safely).remote(job))
        if isinstance(done, str):
            raise UsageError(done)
        return done
    return _run(job)


class Job(NamedTuple):
    """What is to be done, as it is sent to a node of the cluster."""

    inputs: tuple[str, ...]
    output: str
    options: ExtractOptions
    text_field: str
    date_field: str
    actors: int | None


def _run_safely(job: Job) -> tuple[int, int] | str:
    """The counts, or what is wrong with the job: a node's own exception would reach the user as a traceback."""
    try:
        return _run(job)
    except UsageError as error:
        return str(error)


def _run(job: Job) -> tuple[int, int]:
    """Numbers of articles and of failed ones; on this machine, or on the node that a client sent the job to."""
    import ray
    from ray.data import ActorPoolStrategy, SaveMode
    from ray.data.expressions import col

    files = find_files(job.inputs)
    if not ray.is_initialized():
        logging.getLogger("ray").setLevel(logging.WARNING)
        logging.getLogger("ray.data").setLevel(logging.WARNING)
        ray.init(log_to_driver=False, include_dashboard=False, logging_level="error")
    pool = job.actors or max(1, int(ray.cluster_resources().get("CPU", 1)))
    dataset = _read(ray, files).map_batches(
        _Actor,
        fn_constructor_kwargs={
            "options": job.options,
            "text_field": job.text_field,
            "date_field": job.date_field,
        },
        batch_format="pyarrow",
        batch_size=BATCH_ROWS,
        num_cpus=ACTOR_CPUS,
        compute=ActorPoolStrategy(size=pool),
    )
    try:
        dataset.write_parquet(job.output, mode=SaveMode.ERROR)
    except ValueError as error:
        if "exists" not in str(error):
            raise
        raise UsageError(
            f"--output {job.output}: exists; --engine ray adds to nothing and overwrites nothing"
        ) from None
    errors = ray.data.read_parquet(job.output).select_columns(["error"])
    return int(errors.count()), int(errors.filter(expr=col("error").is_not_null()).count())


def _read(ray: Any, files: Files) -> Any:
    parts = []
    if files.json:
        parts.append(ray.data.read_json(files.json, lines=True, file_extensions=None))
    if files.parquet:
        parts.append(ray.data.read_parquet(files.parquet))
    return parts[0].union(parts[1]) if len(parts) > 1 else parts[0]


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
