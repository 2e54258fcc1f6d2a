"""Worker processes that may crash, hang or run out of memory at the cost of one article.

Chunks of articles go out in order and come back in order; no more than a window of them is under way, so memory is
bounded whatever comes in. A chunk whose worker died is tried once more, then article by article, so that a worker that
was killed from outside changes nothing in the result, and an article that kills its worker twice is named.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from extractor.document import Article
from extractor.errors import ExtractorError
from extractor.garbage import collect_at, disable_collection
from extractor.recover import describe_error, each_for_itself

WINDOW = 4
"""Chunks under way or waiting for their turn, per worker."""

START_SECONDS = 300.0
"""How long a worker may take to load its models."""

MAX_FAILED_STARTS = 3
"""Workers that may die before they are ready, one after the other, until the run gives up."""

PR_SET_PDEATHSIG = 1
"""Of Linux's prctl(2)."""

BLAS_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Result:
    """What a worker made of an article: a payload and its counts, or the reason why there is none."""

    payload: bytes = b""
    counts: tuple[int, ...] = ()
    reason: str | None = None


Extract = Callable[[Sequence[Article]], list[Result]]
"""Turns articles into results, in order; made once a worker by the factory that the pool is given."""


@dataclass(slots=True)
class _Task:
    """Articles of one chunk that are sent together."""

    chunk: int
    offset: int
    articles: Sequence[Article]
    deaths: int = 0


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    deadline: float
    is_ready: bool = False
    task: _Task | None = None


class _Queue:
    """The chunks of a run, taken from the input in order and given back in order, a window of them at a time."""

    def __init__(self, chunks: Iterable[Sequence[Article]], workers: int) -> None:
        self._source = iter(chunks)
        self._workers = workers
        self._results: dict[int, list[Result | None]] = {}
        """Of the chunks under way, by their number."""
        self._first = self._following = 0
        self._is_exhausted = False
        self.tasks: deque[_Task] = deque()

    @property
    def is_done(self) -> bool:
        """Whether everything has been given back."""
        return self._is_exhausted and not self._results

    @property
    def _has_room(self) -> bool:
        return not self._is_exhausted and len(self._results) < WINDOW * self._workers

    @property
    def lacks_tasks(self) -> bool:
        """Whether more of the input could be under way, and nothing waits for a worker."""
        return self._has_room and not self.tasks

    def fill(self) -> None:
        """Take in chunks until there is a task for every worker; one without articles is complete at once."""
        while self._has_room and len(self.tasks) < self._workers:
            articles = next(self._source, None)
            if articles is None:
                self._is_exhausted = True
                return
            self._results[self._following] = [None] * len(articles)
            if articles:
                self.tasks.append(_Task(self._following, 0, articles))
            self._following += 1

    def settle(self, task: _Task, results: Sequence[Result]) -> None:
        """What became of the articles of a task."""
        self._results[task.chunk][task.offset : task.offset + len(task.articles)] = results

    def pop_complete(self) -> Iterator[list[Result]]:
        """The results of the chunks whose turn it is."""
        while self._first in self._results and None not in self._results[self._first]:
            yield [result for result in self._results.pop(self._first) if result is not None]
            self._first += 1


class WorkerPool:
    """Processes that all run what `factory` makes.

    `factory`: a picklable callable without arguments. `timeout`: seconds for one article. `memory`: megabytes of
    address space that a worker may take, None for no limit.
    """

    def __init__(
        self, factory: Callable[[], Extract], jobs: int, *, timeout: float = 300.0, memory: int | None = None
    ) -> None:
        self._factory = factory
        self._timeout = timeout
        self._memory = memory
        self._context = multiprocessing.get_context("spawn")
        self._failed_starts = 0
        self._workers = [self._start() for _ in range(jobs)]

    def run(self, chunks: Iterable[Sequence[Article]]) -> Iterator[list[Result]]:
        """The results of each chunk, in order.

        Errors: ExtractorError where workers cannot be started.
        """
        queue = _Queue(chunks, len(self._workers))
        while True:
            queue.fill()
            yield from queue.pop_complete()
            if queue.is_done:
                return
            if queue.lacks_tasks:
                continue
            for worker in self._workers:
                if worker.is_ready and worker.task is None and queue.tasks:
                    self._send(worker, queue.tasks.popleft())
            self._receive(queue)

    def close(self) -> None:
        """Stop all workers, busy or not."""
        for worker in self._workers:
            worker.connection.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._factory, self._memory), daemon=True)
        with _interrupts_blocked():
            process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic() + START_SECONDS)

    def _send(self, worker: _Worker, task: _Task) -> None:
        worker.task = task
        worker.deadline = time.monotonic() + self._timeout
        with suppress(OSError):  # it may have died a moment ago: `_receive` finds out
            worker.connection.send(task.articles)

    def _receive(self, queue: _Queue) -> None:
        """Wait for a worker to answer, die or overrun, and settle what it was at."""
        watched = [worker for worker in self._workers if worker.task is not None or not worker.is_ready]
        if not watched:
            return
        pause = max(0.0, min(worker.deadline for worker in watched) - time.monotonic())
        heard = set(wait([worker.connection for worker in watched], pause))
        for worker in watched:
            if worker.connection in heard:
                self._settle(worker, queue)
            elif time.monotonic() > worker.deadline:
                self._replace(worker, queue, f"took longer than {self._timeout:g} s", is_death=False)

    def _settle(self, worker: _Worker, queue: _Queue) -> None:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join()
            self._replace(worker, queue, _cause(worker.process.exitcode), is_death=True)
            return
        if not worker.is_ready:
            worker.is_ready = True
            self._failed_starts = 0
            return
        task = worker.task
        assert task is not None
        worker.task = None
        queue.settle(task, answer)

    def _replace(self, worker: _Worker, queue: _Queue, reason: str, *, is_death: bool) -> None:
        """A new worker for one that died or hangs; its articles are tried again, or given up one at a time."""
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= MAX_FAILED_STARTS:
                raise ExtractorError(f"workers cannot be started: the last one {reason}")
        self._workers[self._workers.index(worker)] = self._start()
        task = worker.task
        if task is None:
            return
        if is_death and task.deaths == 0:
            task.deaths += 1
            queue.tasks.appendleft(task)
        elif len(task.articles) > 1:
            queue.tasks.extendleft(
                _Task(task.chunk, task.offset + i, [article]) for i, article in reversed(list(enumerate(task.articles)))
            )
        else:
            queue.settle(task, [Result(reason=f"the worker {reason}")])


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        return f"was killed ({name}{', possibly out of memory' if name == 'SIGKILL' else ''})"
    return f"ended with status {exitcode}"


def _work(connection: Connection, factory: Callable[[], Extract], memory: int | None) -> None:
    """The life of a worker: articles in, results out, until the parent is gone."""
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for name in BLAS_VARIABLES:
        os.environ[name] = "1"
    if memory is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    disable_collection()
    extract = factory()
    try:
        connection.send(None)
        for number in count(1):
            articles = connection.recv()
            collect_at(number)
            connection.send(each_for_itself(extract, articles, _failed))
    except (EOFError, OSError):
        return


def _failed(article: Article, error: Exception) -> Result:
    return Result(reason=describe_error(error))


def _end_with_parent() -> None:
    """Let this process end when its parent is gone, whatever it is at."""
    parent = multiprocessing.parent_process()
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if parent is not None and os.getppid() != parent.pid:  # it was gone already
            os._exit(1)
    elif parent is not None:

        def watch(sentinel: int) -> None:
            wait([sentinel])
            os._exit(1)

        threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Ctrl-C waits: a process that is started meanwhile does not hear it before it has learned to ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which unblocks it when it starts by itself on the way
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
