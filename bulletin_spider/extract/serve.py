"""What a worker process does, from its first moment to its last."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from traceback import format_exc
from typing import Any

from bulletin_spider.extract.garbage import collect_less, collect_nothing

_WORK = ("bulletin_spider.extract.read", "bulletin_spider.extract.table")
"""What workers are asked to do is in these modules."""


def load() -> None:
    """Load what reads pages."""
    with collect_nothing():
        for module in _WORK:
            import_module(module)


def fork_and_serve(ours: list[Connection], theirs: list[Connection]) -> None:
    """In the first process forked: load, fork the others, then work. `ours` are the ends of who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gives the work
    for pipe in ours:
        pipe.close()
    load()
    with suppress(OSError):  # where the system allows for no more, their pipes end and tell it
        for number in range(1, len(theirs)):
            get_context("fork").Process(target=_serve_one, args=(number, theirs)).start()
    _serve_one(0, theirs)


def serve_anew(pipe: Connection) -> None:
    """In a process started anew: load, then work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_less()
    load()
    _serve(pipe)


def _serve_one(number: int, pipes: list[Connection]) -> None:
    # A pipe is only seen to end when nobody else holds it.
    for other in pipes[:number] + pipes[number + 1 :]:
        other.close()
    _serve(pipes[number])


def _serve(pipe: Connection) -> None:
    """Do what is asked for until that is all, or whoever asks was killed."""
    with suppress(EOFError, OSError):
        while (asked := pipe.recv()) is not None:
            pipe.send_bytes(_answer(*asked))


def _answer(work: Callable[[Any], Any], given: Any) -> Any:
    """What the work makes, or the error, as it goes through the pipe."""
    try:
        return ForkingPickler.dumps((work(given), None))
    except Exception as error:  # noqa: BLE001  # whoever gave the work handles it
        return ForkingPickler.dumps((None, _sendable(error, format_exc())))


def _sendable(error: Exception, told: str) -> Exception:
    """The error, with where it happened; in words alone where it is of a kind that cannot be sent."""
    try:
        sent: Exception = ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # noqa: BLE001  # a constructor that asks for more may say so in any way
        sent = RuntimeError(told)
    else:
        sent.add_note(told)
    return sent
