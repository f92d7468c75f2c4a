"""Who reads: this process itself, or processes of its own making."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from bulletin_spider.errors import OutputError
from bulletin_spider.extract.garbage import collect_less

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")


class Workers:
    """So many processes that do what they are given, in the order given.

    Start them before this process opens anything and before it has threads. They are forked where that is
    safe, since loading this package anew takes as long as reading two hundred pages.
    """

    def __init__(self, count: int) -> None:
        collect_less()
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._stopping: Thread | None = None
        if count > 1:
            # macOS has libraries that do not survive a fork; what is started anew has to be told again.
            forks = sys.platform == "linux"
            self._pool = ProcessPoolExecutor(
                count,
                mp_context=get_context("fork" if forks else None),
                initializer=_begin if forks else _begin_anew,
            )
            self._pool.submit(int)  # the first work given starts the processes

    def start(self, work: Callable[[_Given], _Done], given: _Given) -> Callable[[], _Done]:
        """Begin some work; calling what this returns waits for its end."""
        return partial(work, given) if self._pool is None else partial(_end, self._pool.submit(work, given))

    def stop(self) -> None:
        """Let the processes go, without waiting; work that was not begun is dropped."""
        if self._pool is not None and self._stopping is None:
            # A pool that nobody waits for trips over its own pipes when Python ends at the same time.
            self._stopping = Thread(target=partial(self._pool.shutdown, cancel_futures=True))
            self._stopping.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._stopping is not None:
            self._stopping.join()


def _begin() -> None:
    """Leave Ctrl-C to the process that gives the work, and end when that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _begin_anew() -> None:
    collect_less()
    _begin()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _end(future: Future[_Done]) -> _Done:
    try:
        return future.result()
    except BrokenProcessPool:
        raise OutputError(
            "a worker process was killed, as a system short of memory does: try again with --jobs 1"
        ) from None
