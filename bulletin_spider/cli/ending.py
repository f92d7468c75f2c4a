"""How a command line ends: one line for what went wrong, a code for what it was, and no time lost."""

from __future__ import annotations

import atexit
import errno
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from bulletin_spider.errors import BulletinError, OutputError


def end(command: Callable[[], int]) -> NoReturn:
    """Run a command and end this process with its code."""
    code = _code_of(command)
    _leave(_code_of(lambda: _flush(code)))


def _code_of(step: Callable[[], int]) -> int:
    try:
        return step()
    except BulletinError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has left, as `head` does: nothing is wrong.
        return 0
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        _say(f"output cannot be written ({error.strerror}); free space, also where standard output goes")
        return OutputError.exit_code


def _say(line: str) -> None:
    import typer  # which takes longer to load than most of what may go wrong before it is

    # Where nobody can be told, the code is all the more worth having.
    with suppress(OSError):
        typer.echo(f"bulletin: {line}", err=True)


def _flush(code: int) -> int:
    """The code that a command ended with, unless what it printed cannot be written after all."""
    try:
        sys.stdout.flush()
    except OSError:
        if code == 0:
            raise
    return code


def _leave(code: int) -> NoReturn:
    """End here and now: what a process holds the system takes back at once, and Python piece by piece."""
    if threading.active_count() == 1:
        atexit._run_exitfuncs()  # noqa: SLF001  # Python has no other way to end what libraries want ended
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
