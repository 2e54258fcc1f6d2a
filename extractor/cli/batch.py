"""`extractor batch`: very many articles, in parallel, resumable."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extractor.cli.messages import Messages, counted
from extractor.cli.options import (
    DateFieldOption,
    DateOption,
    EncodingOption,
    MaxSizeOption,
    MinScoreOption,
    NamesOption,
    OnlyOption,
    StyleOption,
    TextFieldOption,
    TitleFieldOption,
    WithTextOption,
    need_stdin,
    parse_day,
    parse_kinds,
    parse_size,
    read_name_list,
    refuse_inputs,
)
from extractor.cli.progress import progress_shown
from extractor.errors import EXIT_FAILURES, EXIT_OK, UsageError

if TYPE_CHECKING:
    from extractor.batch.extract import ExtractOptions
    from extractor.batch.run import BatchOptions, Summary
    from extractor.batch.sinks import Target
    from extractor.text.articles import Failure, Notice, ReadOptions

OF_PROCESSES = ("files_from", "shard", "flat", "restart", "retry_failed", "timeout", "memory", "encoding", "max_size")
"""Parameters of `batch` that `--engine ray` leaves to Ray, or cannot follow."""

LONGEST_TIMEOUT = 1_000_000
"""Seconds."""

JOBS_A_CORE = 4
"""Workers a core that may be asked for; more only take each other's memory."""


def batch(
    context: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Directories, globs, files: .txt, .jsonl, .csv, .html, .rss, .xml (also .gz), .jsonl.zst, .parquet.",
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help=".jsonl, .jsonl.gz, .jsonl.zst, .parquet, .csv, .db (SQLite), or a directory.",
        ),
    ] = "",
    files_from: Annotated[
        str | None, typer.Option(metavar="LIST", help="Read paths from LIST, one a line; `-` for standard input.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Workers (default: cores).")
    ] = None,
    shard: Annotated[
        str, typer.Option(metavar="I/N", help="Only every N-th article, from the I-th on: for job arrays.")
    ] = "1/1",
    flat: Annotated[bool, typer.Option("--flat", help="Parquet as tables of mentions and of facts.")] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew, whatever was done.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try the articles that failed again.")] = False,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Give an article up after this.")] = 300.0,
    memory: Annotated[int | None, typer.Option(min=64, max=1 << 30, metavar="MB", help="Limit of one worker.")] = None,
    engine: Annotated[
        Literal["processes", "ray"], typer.Option(help="`ray`: a Ray cluster; see the documentation.")
    ] = "processes",
    only: OnlyOption = None,
    min_score: MinScoreOption = 0.0,
    date: DateOption = None,
    encoding: EncodingOption = None,
    text_field: TextFieldOption = "text",
    date_field: DateFieldOption = "date",
    title_field: TitleFieldOption = "title",
    max_size: MaxSizeOption = 50,
    names: NamesOption = None,
    style: StyleOption = "news",
    with_text: WithTextOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary, no warnings.")] = False,
) -> int:
    """Extract archives: in parallel, resumable.

    An interrupted run goes on where it stopped with the same command.

    \b
    Examples:
      extractor batch archive/ --output facts.jsonl
      extractor batch 'news-*.jsonl.gz' --output facts.parquet --jobs 8
      find . -name '*.txt' | extractor batch --files-from - --output facts.db
      extractor batch archive/ --output part-3.jsonl --shard 3/100
    """
    _check(output, inputs, files_from, timeout, with_text=with_text)
    part = _parse_shard(shard)
    messages = Messages(quiet=quiet)

    from extractor.batch.extract import ExtractOptions

    kinds, listed = parse_kinds(only), read_name_list(names)
    extracting = ExtractOptions(
        style,
        parse_day(date) if date is not None else None,
        None if kinds is None else tuple(sorted(kinds)),
        min_score,
        None if listed is None else tuple(listed),
        with_text,
    )
    if engine == "ray":
        _refuse_options_of_processes(context)
        return _run_ray(inputs or [], output, extracting, (text_field, date_field), jobs, messages)

    from extractor.batch.run import BatchOptions, own_files
    from extractor.batch.sinks import choose_target
    from extractor.text.articles import ReadOptions

    target = choose_target(output, flat=flat)
    reading = ReadOptions(encoding, text_field, date_field, parse_size(max_size), title_field=title_field)
    options = BatchOptions(
        extract=replace(extracting, as_rows=target.format == "csv"),
        reading={
            "encoding": encoding,
            "text_field": text_field,
            "date_field": date_field,
            "title_field": title_field,
            "max_size": max_size,
        },
        jobs=_workers(jobs, messages),
        timeout=timeout,
        memory=memory,
        shard=part,
        restart=restart,
        retry_failed=retry_failed,
    )
    refuse_inputs([path for path in inputs or [] if os.path.isfile(path)], own_files(target))
    return _run_processes(inputs, files_from, reading, target, options, messages)


def _check(output: str, inputs: list[str] | None, files_from: str | None, timeout: float, *, with_text: bool) -> None:
    """Errors: UsageError for options that do not go together."""
    if not output:
        raise UsageError("batch needs --output")
    if (files_from is None) == (not inputs):
        raise UsageError("batch takes INPUTs or --files-from, one of the two")
    if with_text and output.lower().endswith(".csv"):
        raise UsageError("--with-text does not go with .csv")
    if not timeout <= LONGEST_TIMEOUT:
        raise UsageError(f"--timeout: {timeout:g} is no number of seconds up to {LONGEST_TIMEOUT:,}")


def _run_ray(
    inputs: list[str],
    output: str,
    extracting: "ExtractOptions",
    fields: tuple[str, str],
    actors: int | None,
    messages: Messages,
) -> int:
    """Let a Ray cluster extract; `fields`: of the text and the date of a record."""
    from extractor.batch.ray_engine import run_ray
    from extractor.batch.sinks import SUFFIXES

    if output.lower().endswith(tuple(SUFFIXES.keys() - {".parquet"})):
        raise UsageError(f"--output {output}: --engine ray writes a folder of Parquet files")
    text_field, date_field = fields
    count, failures = run_ray(inputs, output, extracting, text_field=text_field, date_field=date_field, actors=actors)
    messages.note(
        f"{counted(count, 'article')} in {output}, {failures} failed" + ": see the column error" * bool(failures)
    )
    return EXIT_FAILURES if failures else EXIT_OK


def _run_processes(
    inputs: list[str] | None,
    files_from: str | None,
    reading: "ReadOptions",
    target: "Target",
    options: "BatchOptions",
    messages: Messages,
) -> int:
    """Extract in processes of this machine, with a progress bar on a terminal."""
    from extractor.batch.extract import make_extract
    from extractor.batch.inputs import count_articles, read_inputs
    from extractor.batch.run import errors_path, own_files, run_batch
    from extractor.text.articles import Failure

    def tell(item: "Failure | Notice") -> None:
        if isinstance(item, Failure):
            messages.fail(item.source, item.reason)
        else:
            messages.warn(f"{item.source}: {item.reason}")

    paths = inputs or [] if files_from is None else _listed(files_from)
    began = time.monotonic()
    is_shown = sys.stderr is not None and sys.stderr.isatty() and not messages.quiet
    total = count_articles(inputs) if is_shown and inputs else None
    with progress_shown(messages, None if total is None else -(-total // options.shard[1]), is_shown=is_shown) as show:
        articles = read_inputs(paths, reading, own=own_files(target))
        summary = run_batch(articles, target, options, progress=show, tell=tell, make=make_extract)
    messages.note(_summarize(summary, time.monotonic() - began))
    if summary.failures:
        messages.note(f"{counted(summary.failures, 'article')} failed: see {errors_path(target)}")
    return EXIT_FAILURES if summary.failures else EXIT_OK


def _refuse_options_of_processes(context: typer.Context) -> None:
    """Errors: UsageError for an option that was given and that `--engine ray` does not know."""
    for name in OF_PROCESSES:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            raise UsageError(f"--{name.replace('_', '-')} does not go with --engine ray")


ONE = {"people": "person"}
"""Singulars that are not the plural without its s."""


def _summarize(summary: "Summary", seconds: float) -> str:
    from extractor.document import LAYERS

    if summary.was_complete:
        return f"nothing to do: all {summary.articles} articles were done before"
    rate = summary.extracted / max(seconds, 1e-6)
    counts = ", ".join(
        f"{count} {ONE.get(kind, kind.removesuffix('s')) if count == 1 else kind}"
        for kind, count in zip(LAYERS, summary.counts, strict=True)
    )
    return (
        f"{counted(summary.articles, 'article')}, {summary.failures} failed; {counts}; "
        f"{summary.extracted} in this run, {rate:.1f} articles/s"
    )


def _workers(wanted: int | None, messages: Messages) -> int:
    """How many workers are started."""
    cores = len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
    if wanted is not None and wanted > JOBS_A_CORE * cores:
        messages.warn(f"--jobs {wanted}: {JOBS_A_CORE * cores} are started, {JOBS_A_CORE} for each of {cores} cores")
    return min(wanted or cores, JOBS_A_CORE * cores)


def _parse_shard(shard: str) -> tuple[int, int]:
    index, _, of = shard.partition("/")
    if not (index.isdecimal() and of.isdecimal() and 1 <= int(index) <= int(of)):
        raise UsageError(f"--shard: {shard!r} is not I/N with I from 1 to N")
    return int(index), int(of)


def _listed(files_from: str) -> Iterator[str]:
    """The paths that a file or standard input names."""
    from extractor.batch.inputs import listed_files

    if files_from == "-":
        need_stdin()
        yield from listed_files(sys.stdin)
        return
    with open(files_from, encoding="utf-8", errors="surrogateescape") as lines:
        yield from listed_files(lines)
