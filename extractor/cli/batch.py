"""`extractor batch`: very many articles, in parallel, resumable."""

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from extractor.cli.messages import Messages, counted
from extractor.cli.options import (
    DateOption,
    EncodingOption,
    MaxSizeOption,
    MinScoreOption,
    NamesOption,
    OnlyOption,
    StyleOption,
    need_stdin,
    parse_day,
    parse_kinds,
    parse_size,
    read_name_list,
    refuse_inputs,
)
from extractor.errors import EXIT_FAILURES, EXIT_OK, UsageError

if TYPE_CHECKING:
    from extractor.batch.run import Progress, Summary
    from extractor.text.articles import Failure, Notice

EXIT_TERMINATED = 143
"""SIGTERM: what was finished is kept, the same command goes on."""

LOG_SECONDS = 60.0
"""Between two lines about a run that is not watched on a terminal."""

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
    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its text.")] = "text",
    date_field: Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its date.")] = "date",
    title_field: Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds its title.")] = "title",
    max_size: MaxSizeOption = 50,
    names: NamesOption = None,
    style: StyleOption = "news",
    with_text: Annotated[bool, typer.Option("--with-text", help="Put the analysed text into the output.")] = False,
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
    if not output:
        raise UsageError("batch needs --output")
    if (files_from is None) == (not inputs):
        raise UsageError("batch takes INPUTs or --files-from, one of the two")
    if with_text and output.lower().endswith(".csv"):
        raise UsageError("--with-text does not go with .csv")
    if not timeout <= LONGEST_TIMEOUT:
        raise UsageError(f"--timeout: {timeout:g} is no number of seconds up to {LONGEST_TIMEOUT:,}")
    day = parse_day(date) if date is not None else None
    part = _parse_shard(shard)
    wanted = parse_kinds(only)
    kinds = None if wanted is None else tuple(sorted(wanted))
    listed = read_name_list(names)

    from extractor.batch.extract import ExtractOptions, make_extract

    extracting = ExtractOptions(style, day, kinds, min_score, None if listed is None else tuple(listed), with_text)
    messages = Messages(quiet=quiet)
    if engine == "ray":
        _refuse_options_of_processes(context)
        from extractor.batch.ray_engine import run_ray
        from extractor.batch.sinks import SUFFIXES

        if output.lower().endswith(tuple(SUFFIXES.keys() - {".parquet"})):
            raise UsageError(f"--output {output}: --engine ray writes a folder of Parquet files")

        count, failures = run_ray(
            inputs or [], output, extracting, text_field=text_field, date_field=date_field, actors=jobs
        )
        messages.note(
            f"{counted(count, 'article')} in {output}, {failures} failed" + ": see the column error" * bool(failures)
        )
        return EXIT_FAILURES if failures else EXIT_OK

    from extractor.batch.inputs import count_articles, listed_files, read_inputs
    from extractor.batch.run import BatchOptions, errors_path, own_files, run_batch
    from extractor.batch.sinks import choose_target
    from extractor.text.articles import ReadOptions

    target = choose_target(output, flat=flat)
    read_options = ReadOptions(encoding, text_field, date_field, parse_size(max_size), title_field=title_field)
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
    paths: Iterable[str] = inputs or []
    if files_from is not None:
        paths = _listed(files_from, listed_files)

    def tell(item: "Failure | Notice") -> None:
        from extractor.text.articles import Failure

        if isinstance(item, Failure):
            messages.fail(item.source, item.reason)
        else:
            messages.warn(f"{item.source}: {item.reason}")

    began = time.monotonic()
    is_shown = sys.stderr is not None and sys.stderr.isatty() and not quiet
    total = count_articles(inputs) if is_shown and inputs else None
    with (
        _terminable(),
        _progress_bar(is_shown, None if total is None else -(-total // part[1])) as bar,
        _said_where_it_stops(messages, bar) as progress,
    ):
        summary = run_batch(
            read_inputs(paths, read_options, own=own_files(target)),
            target,
            options,
            progress=progress,
            tell=tell,
            make=make_extract,
        )
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
def _progress_bar(is_shown: bool, total: int | None) -> "Iterator[Progress | None]":
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


ONE = {"people": "person"}
"""Singulars that are not the plural without its s."""


def _summarize(summary: "Summary", seconds: float) -> str:
    from extractor.batch.records import KINDS

    if summary.was_complete:
        return f"nothing to do: all {summary.articles} articles were done before"
    rate = summary.extracted / max(seconds, 1e-6)
    counts = ", ".join(
        f"{count} {ONE.get(kind, kind.removesuffix('s')) if count == 1 else kind}"
        for kind, count in zip(KINDS, summary.counts, strict=True)
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


def _listed(files_from: str, listed_files: Any) -> Iterator[str]:
    if files_from == "-":
        need_stdin()
        yield from listed_files(sys.stdin)
        return
    with open(files_from, encoding="utf-8", errors="surrogateescape") as lines:
        yield from listed_files(lines)
