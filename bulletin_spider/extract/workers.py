"""Who reads: this process itself, or processes of its own making."""

from __future__ import annotations

import atexit
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import islice
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from traceback import format_exc
from types import TracebackType
from typing import Any, Self, TypeVar

from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.extract.garbage import collect_less, collect_nothing

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")

_WORK = ("bulletin_spider.extract.read", "bulletin_spider.extract.table")
"""What workers are asked to do is in these modules."""
_AHEAD = 4
"""Pieces of work for each process that may be done before the one that is waited for."""
_FORKS = sys.platform == "linux"
"""Whether a process can be forked safely: macOS has libraries that do not survive it."""


class Workers:
    """So many processes that do what they are given, in the order given; one is this process itself.

    Start them before this process opens anything or has threads. One is forked at once, loads what reads
    pages while this process does other things, and forks the rest: to load anew takes each as long as
    reading a hundred pages. UsageError where the system allows for fewer.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pipes: list[Connection] = []
        self._processes: list[BaseProcess] = []
        if count == 1:
            _load()
            return
        try:
            self._start()
        except OSError as error:
            raise UsageError(
                f"--jobs {count}: so many processes cannot be started ({error.strerror}); ask for fewer"
            ) from error

    def _start(self) -> None:
        # A pool of the standard library forks from this process, which would have to load everything first.
        pairs = [Pipe() for _ in range(self.count)]
        self._pipes = [ours for ours, _ in pairs]
        theirs = [pipe for _, pipe in pairs]
        if _FORKS:
            self._processes = [get_context("fork").Process(target=_begin_all, args=(self._pipes, theirs))]
        else:
            self._processes = [get_context("spawn").Process(target=_begin, args=(pipe,)) for pipe in theirs]
        for process in self._processes:
            process.start()
        for pipe in theirs:
            pipe.close()
        # Python waits for its processes at the end, and these wait to be told of it.
        atexit.register(self.close)

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
        """Let them end, and wait for it."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()


class _UnderWay:
    """One kind of work while it is done."""

    def __init__(self, pipes: list[Connection], work: Callable[[Any], Any], given: Iterable[Any]) -> None:
        self._work = work
        self._given = enumerate(given)
        self._idle = list(pipes)
        self._busy: dict[Connection, tuple[int, Any]] = {}
        self._done: dict[int, tuple[Any, bool, Any]] = {}
        self._next = 0
        self._most = len(pipes) * _AHEAD

    def give(self) -> None:
        """Keep everybody busy."""
        room = self._most - len(self._busy) - len(self._done)
        for number, one in islice(self._given, min(len(self._idle), room)):
            pipe = self._idle.pop()
            self._busy[pipe] = number, one
            with _blaming_the_system():
                pipe.send((self._work, one))

    def results(self) -> Iterator[tuple[Any, Any]]:
        """What was given with what became of it, in order."""
        while self._busy or self._done:
            if self._next in self._done:
                one, well, made = self._done.pop(self._next)
                if not well:
                    raise made
                yield one, made
                self._next += 1
                self.give()
            else:
                for pipe in wait(self._busy):
                    self._receive(pipe)

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
    except (EOFError, ConnectionError):
        raise OutputError(
            "a worker process was killed, as a system short of memory does: try again with --jobs 1"
        ) from None


def _load() -> None:
    with collect_nothing():
        for module in _WORK:
            import_module(module)


def _begin_all(ours: list[Connection], theirs: list[Connection]) -> None:
    """In the first process forked: load, fork the others, then work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for pipe in ours:
        pipe.close()
    _load()
    with suppress(OSError):  # where the system allows for no more, their pipes end and tell it
        for number in range(1, len(theirs)):
            get_context("fork").Process(target=_serve_as, args=(number, theirs)).start()
    _serve_as(0, theirs)


def _serve_as(number: int, pipes: list[Connection]) -> None:
    # A pipe is only seen to end when nobody else holds it.
    for other in pipes[:number] + pipes[number + 1 :]:
        other.close()
    _serve(pipes[number])


def _begin(pipe: Connection) -> None:
    """In a process started anew."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_less()
    _load()
    _serve(pipe)


def _serve(pipe: Connection) -> None:
    """Do what is asked for until nobody asks, be it that who asked was killed."""
    with suppress(EOFError, ConnectionError):
        while True:
            work, given = pipe.recv()
            pipe.send(_answer(work, given))


def _answer(work: Callable[[Any], Any], given: Any) -> tuple[bool, Any]:
    """Whether the work went well, and what it made, or the error."""
    try:
        return True, work(given)
    except Exception as error:  # noqa: BLE001  # the process that gave the work handles it
        error.add_note(format_exc())
        return False, error
