"""Who reads: this process itself, or processes of its own making."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

from bulletin_spider.errors import OutputError
from bulletin_spider.extract.garbage import collect_less

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")

_AHEAD = 4
"""Pieces of work a process may be given before the first is done."""


class Workers:
    """So many processes that do what they are given, in the order given.

    Start them before this process opens anything and before it has threads. They are forked where that is
    safe, since loading this package anew takes as long as reading two hundred pages.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        if count > 1:
            # macOS has libraries that do not survive a fork; what is started anew has to be told again.
            forks = sys.platform == "linux"
            self._pool = ProcessPoolExecutor(
                count,
                mp_context=get_context("fork" if forks else None),
                initializer=_begin if forks else _begin_anew,
            )
            self._pool.submit(int)  # the first work given starts the processes

    def each(
        self, work: Callable[[_Given], _Done], given: Iterable[_Given]
    ) -> Iterator[tuple[_Given, _Done]]:
        """What is given, and what the work makes of it, in the same order.

        Other processes begin at once, and stay a few ahead of what is taken and no more: what is done must
        not pile up in memory.
        """
        waiting = iter(given)
        if self._pool is None:
            return ((one, work(one)) for one in waiting)
        begun = ((one, self._pool.submit(work, one)) for one in waiting)
        return _in_order(deque(islice(begun, self.count * _AHEAD)), begun)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A pool that nobody waits for trips over its own pipes when Python ends at the same time.
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


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


def _in_order(
    ahead: deque[tuple[_Given, Future[_Done]]], begun: Iterator[tuple[_Given, Future[_Done]]]
) -> Iterator[tuple[_Given, _Done]]:
    while ahead:
        given, future = ahead.popleft()
        try:
            done = future.result()
            ahead.extend(islice(begun, 1))
        except BrokenProcessPool:
            raise OutputError(
                "a worker process was killed, as a system short of memory does: try again with --jobs 1"
            ) from None
        yield given, done
