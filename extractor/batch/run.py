"""A batch from its inputs to its output."""

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from extractor import __version__
from extractor.batch.extract import ExtractOptions, make_extract
from extractor.batch.journal import Journal
from extractor.batch.records import Entry, article_key
from extractor.batch.sinks import Target, write_parts
from extractor.batch.workers import Extract, Result, WorkerPool
from extractor.document import Article
from extractor.output.record import render_json
from extractor.text.articles import Failure, Item, Notice

CHUNK_ARTICLES = 32
CHUNK_CHARACTERS = 500_000
"""A chunk is full at this many articles or characters, whichever comes first."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch is run; nothing here changes what an article gives, but for `extract` and `shard`."""

    extract: ExtractOptions = field(default_factory=ExtractOptions)
    reading: dict[str, Any] = field(default_factory=dict)
    """The options of reading, by name: a part of what a run is known by."""
    jobs: int = 1
    timeout: float = 300.0
    """Seconds for one article."""
    memory: int | None = None
    """Megabytes for one worker."""
    shard: tuple[int, int] = (1, 1)
    """(I, N): every N-th article from the I-th on."""
    restart: bool = False
    retry_failed: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to, articles of earlier interrupted runs included."""

    articles: int
    failures: int
    counts: tuple[int, ...]
    """By `document.LAYERS`: of the first three the mentions are counted."""
    extracted: int
    """Articles that this run extracted itself."""
    was_complete: bool
    """Nothing was left to do."""


_Waiting = tuple[Article | Failure, Entry | None]
"""An item of a chunk, and what is known of it from an earlier generation."""

Progress = Callable[[int, int], None]
"""Called now and then with the articles done, and of them those passed over."""


def run_batch(
    items: Iterable[Item],
    target: Target,
    options: BatchOptions,
    *,
    progress: Progress | None = None,
    tell: Callable[[Failure | Notice], None] | None = None,
    make: Callable[[ExtractOptions], Extract] = make_extract,
) -> Summary:
    """Extract all articles of `items` into `target`, going on where an interrupted run stopped.

    `tell` hears of notices and failures as they come. `make` is what each worker runs to load its models.

    Errors: UsageError where the state is of another run; OSError (a full disk), after which the same call goes on.
    """
    told = tell or (lambda item: None)
    journal = Journal(
        state_folder(target),
        {**target.files(), "errors": errors_path(target)},
        _identity(target, options),
        keeps_documents=target.format != "jsonl",
        restart=options.restart,
        retry_failed=options.retry_failed,
        tell=lambda place, what: told(Notice(place, what)),
    )
    with closing(journal):
        return _Run(journal, target, options, progress, told, make).run(items)


def state_folder(target: Target) -> Path:
    """Where the state of a run lies: `news.jsonl.state` beside `news.jsonl`."""
    return target.path.with_name(target.path.name + ".state")


def errors_path(target: Target) -> Path:
    """The failures, one JSON object a line: `news.jsonl.errors.jsonl`; there is none without failures."""
    return target.path.with_name(target.path.name + ".errors.jsonl")


def own_files(target: Target) -> list[Path]:
    """What a run writes: it never reads that as input."""
    return [*target.files().values(), errors_path(target), state_folder(target)]


class _Run:
    """A single run, on an open journal."""

    def __init__(
        self,
        journal: Journal,
        target: Target,
        options: BatchOptions,
        progress: Progress | None,
        tell: Callable[[Failure | Notice], None],
        make: Callable[[ExtractOptions], Extract],
    ) -> None:
        self._journal = journal
        self._target = target
        self._options = options
        self._progress = progress or (lambda done, passed: None)
        self._tell = tell
        self._factory = partial(make, options.extract)
        self._packs = target.format != "jsonl"
        self._done = self._passed = self._extracted = 0

    def run(self, items: Iterable[Item]) -> Summary:
        waiting: deque[list[_Waiting]] = deque()

        def chunks() -> Iterator[list[Article]]:
            for chunk in self._chunks(items):
                waiting.append([(item, self._known(item)) for item in chunk])
                yield [item for item, known in waiting[-1] if isinstance(item, Article) and known is None]

        source = chunks()
        first = next(source, None)
        if first is not None:  # workers are started only where there is something to do
            pool = WorkerPool(
                self._factory, self._options.jobs, timeout=self._options.timeout, memory=self._options.memory
            )
            with closing(pool):
                for results in pool.run(_chain(first, source)):
                    self._settle(waiting.popleft(), results)
        changed = self._journal.end_input()
        if changed:
            parts = write_parts(self._target, self._payloads) if self._packs else {}
            self._journal.complete(parts, errors_path(self._target))
        return Summary(*self._journal.totals(), extracted=self._extracted, was_complete=not changed)

    def _payloads(self) -> Iterator[bytes]:
        return (zlib.decompress(payload) for _, payload in self._journal.payloads())

    def _chunks(self, items: Iterable[Item]) -> Iterator[list[Article | Failure]]:
        """What is still to do, a chunk at a time; where chunks begin and end depends only on what comes before."""
        chunk: list[Article | Failure] = []
        size = 0
        for item in self._shard(items):
            if self._journal.pass_over(article_key(item)):
                self._passed += 1
                self._done += 1
                if self._passed % 1000 == 0:
                    self._progress(self._done, self._passed)
                continue
            chunk.append(item)
            size += len(item.text) if isinstance(item, Article) else 0
            if len(chunk) == CHUNK_ARTICLES or size >= CHUNK_CHARACTERS:
                yield chunk
                chunk, size = [], 0
        if chunk:
            yield chunk

    def _shard(self, items: Iterable[Item]) -> Iterator[Article | Failure]:
        index, of = self._options.shard
        number = 0
        for item in items:
            if isinstance(item, Notice):
                self._tell(item)
                continue
            if number % of == index - 1:
                yield item
            number += 1

    def _known(self, item: Article | Failure) -> Entry | None:
        return self._journal.finished(article_key(item)) if isinstance(item, Article) else None

    def _settle(self, chunk: list[_Waiting], results: list[Result]) -> None:
        """Put a chunk into the journal: what its articles gave, failed with, or gave in an earlier generation."""
        entries = []
        following = iter(results)
        for item, known in chunk:
            key = article_key(item)
            if known is not None:
                entries.append(known)
            elif isinstance(item, Failure):
                entries.append(self._failed(key, item))
            else:
                self._extracted += 1
                entries.append(self._entry(key, item, next(following)))
        self._journal.append(entries)
        self._done += len(chunk)
        self._progress(self._done, self._passed)

    def _entry(self, key: bytes, article: Article, result: Result) -> Entry:
        if result.reason is not None:
            return self._failed(key, Failure(article.source, result.reason))
        payload = zlib.compress(result.payload, 1) if self._packs else result.payload
        return Entry(key, payload, counts=result.counts)

    def _failed(self, key: bytes, failure: Failure) -> Entry:
        self._tell(failure)
        line = render_json({"source": failure.source, "reason": failure.reason}) + "\n"
        return Entry(key, b"", line.encode("utf-8", "backslashreplace"))


def _chain(first: list[Article], rest: Iterator[list[Article]]) -> Iterator[list[Article]]:
    yield first
    yield from rest


def _identity(target: Target, options: BatchOptions) -> dict[str, Any]:
    """What must be the same for a run to go on."""
    extract = options.extract
    return {
        "version": __version__,
        "format": target.format,
        "style": extract.style,
        "date": extract.date,
        "kinds": list(extract.kinds) if extract.kinds is not None else None,
        "min_score": extract.min_score,
        "names": list(extract.names) if extract.names is not None else None,
        "with_text": extract.with_text,
        "shard": list(options.shard),
        **options.reading,
    }
