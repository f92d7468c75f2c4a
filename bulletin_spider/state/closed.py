"""States that may be read and not written: on a mount for reading alone, or of another user."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

_Connection = TypeVar("_Connection", bound=sqlite3.Connection)


def is_closed(path: Path) -> bool:
    """Whether there is a file, and SQLite may not write to it or beside it."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def open_closed(
    path: Path, connect: Callable[[str], _Connection], until_closed: ExitStack
) -> tuple[_Connection, bool]:
    """A connection to such a file, and whether it may be written after all, since it is one to a copy.

    `connect` takes a URI. A copy is gone when `until_closed` is closed.
    """
    here = path.absolute().as_uri()
    db = connect(f"{here}?mode=ro")
    try:
        db.cursor().execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        # A file in WAL mode asks for two more beside it, which cannot be made here.
        db.close()
    else:
        return db, False
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return connect(f"{here}?mode=ro&immutable=1"), False
    # What a killed run wrote last stands in the log alone.
    folder = Path(until_closed.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-")))
    for one in (path, log):
        shutil.copyfile(one, folder / one.name)
    return connect((folder / path.name).as_uri()), True
