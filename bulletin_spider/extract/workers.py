"""Who reads: this process itself, or processes of its own making."""

from __future__ import annotations

import atexit
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, Self, TypeVar

from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.extract.serve import fork_and_serve, load, serve_anew

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")

_AHEAD = 4
"""Pieces of work for each process that may be out, or done before the one that is waited for."""
_FORKS = sys.platform == "linux"
"""Whether a process can be forked safely: macOS has libraries that do not survive it."""


class Workers:
    """So many processes that do what they are given, in the order given; one is this process itself.

    Start them before this process opens anything. One is forked at once, loads what reads pages while this
    process does other things, and forks the rest: to load anew takes each as long as reading a hundred
    pages. UsageError where the system allows for fewer.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        if count == 1:
            load()
            return
        try:
            self._start()
        except OSError as error:
            self.close()
            raise UsageError(
                f"--jobs {count}: so many processes cannot be started ({error.strerror}); ask for fewer"
            ) from error

    def _start(self) -> None:
        if threading.active_count() > 1:
            load()  # after a fork this would wait for what another thread was loading, for ever
        # Python waits for its processes at the end, and these wait to be told of it.
        atexit.register(self.close)
        pairs = [Pipe() for _ in range(self.count)]
        self._pipes = [ours for ours, _ in pairs]
        theirs = [pipe for _, pipe in pairs]
        # A pool of the standard library forks from this process, which would have to load everything first.
        if _FORKS:
            self._processes = [get_context("fork").Process(target=fork_and_serve, args=(self._pipes, theirs))]
        else:
            self._processes = [
                get_context("spawn").Process(target=serve_anew, args=(pipe,)) for pipe in theirs
            ]
        for process in self._processes:
            process.start()
        for pipe in theirs:
            pipe.close()

    def each(
        self, work: Callable[[_Given], _Done], given: Iterable[_Given]
    ) -> Iterator[tuple[_Given, _Done]]:
        """What is given, and what the work makes of it, in the same order.

        Other processes begin at once, and stay a few ahead of what is taken and no more: what is done must
        not pile up in memory. All of it has to be taken before other work is given.
        """
        if not self._pipes:
            return ((one, work(one)) for one in given)
        under_way = _UnderWay(self._pipes, work, given)
        under_way.give()
        return under_way.results()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let them end after what they are at, and wait for it."""
        atexit.unregister(self.close)
        for pipe in self._pipes:
            with suppress(OSError):  # it has ended already
                pipe.send(None)
            pipe.close()
        self._pipes.clear()
        for process in self._processes:
            if process.pid is not None:
                process.join()


class _UnderWay:
    """One kind of work while it is done."""

    def __init__(self, pipes: list[Connection], work: Callable[[Any], Any], given: Iterable[Any]) -> None:
        self._work = work
        self._given = enumerate(given)
        self._idle = list(pipes)
        self._busy: dict[Connection, tuple[int, Any]] = {}
        self._done: dict[int, tuple[Any, Any, BaseException | None]] = {}
        self._most = len(pipes) * _AHEAD
        self._out = 0
        """Pieces given and not yet taken."""

    def give(self) -> None:
        """Keep everybody busy."""
        for number, one in islice(self._given, min(len(self._idle), self._most - self._out)):
            self._out += 1
            pipe = self._idle.pop()
            self._busy[pipe] = number, one
            with _blaming_the_system():
                pipe.send((self._work, one))

    def results(self) -> Iterator[tuple[Any, Any]]:
        """What was given with what became of it, in order."""
        taken = 0
        while self._out:
            while taken not in self._done:
                for pipe in wait(self._busy):
                    self._receive(pipe)
            one, made, error = self._done.pop(taken)
            if error is not None:
                raise error
            yield one, made
            taken += 1
            self._out -= 1
            self.give()

    def _receive(self, pipe: Any) -> None:
        with _blaming_the_system():
            answer = pipe.recv_bytes()
        number, one = self._busy.pop(pipe)
        # Whoever is idle gets the next piece before this one is looked at.
        self._idle.append(pipe)
        self.give()
        self._done[number] = one, *ForkingPickler.loads(answer)


@contextmanager
def _blaming_the_system() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError):
        raise OutputError(
            "a worker process was killed, as a system short of memory does: try again with --jobs 1"
        ) from None
