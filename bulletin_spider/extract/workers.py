"""Who reads: this process itself, or processes of its own making."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Self, TypeVar

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
        if count > 1:
            # macOS has libraries that do not survive a fork; what is started anew has to be told again.
            forks = sys.platform == "linux"
            self._pool = ProcessPoolExecutor(
                count,
                mp_context=get_context("fork" if forks else None),
                initializer=None if forks else collect_less,
            )
            self._pool.submit(int)  # the first work given starts the processes

    def start(self, work: Callable[[_Given], _Done], given: _Given) -> Callable[[], _Done]:
        """Begin some work; calling what this returns waits for its end."""
        return partial(work, given) if self._pool is None else self._pool.submit(work, given).result

    def stop(self) -> None:
        """Let the processes go; work that was not begun is dropped. They are waited for at Python's exit."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
