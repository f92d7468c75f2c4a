"""A state made anew takes the place of an old one, and what only the old one knows stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bulletin_spider.errors import OutputError
from bulletin_spider.state.file import StateFile

_CARRIED = ("meta", "capture", "elsewhere")
_NO_DATABASE = frozenset({"SQLITE_NOTADB", "SQLITE_CORRUPT"})


def settle(path: Path) -> bool:
    """Have a file of SQLite hold all that is in its log; False where there is none, or it is no database."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname in _NO_DATABASE:
            return False
        raise OutputError(
            f"{path}: cannot be used ({error}); free space or check the file, then run again"
        ) from error
    return True


class Succession(StateFile):
    """What a rebuilt state has to do with the one before it."""

    def lacks(self, path: Path) -> int:
        """How many records of another state of the site this one has not: bulletins and earlier revisions."""
        self._db.execute("ATTACH DATABASE ? AS other", (str(path),))
        (bulletins,) = self._db.execute(
            "SELECT count(*) FROM other.bulletin WHERE id NOT IN (SELECT id FROM main.bulletin)"
        ).fetchone()
        (revisions,) = self._db.execute(
            "SELECT count(*) FROM (SELECT id, revision FROM other.bulletin UNION SELECT id, revision"
            " FROM other.history EXCEPT SELECT id, revision FROM main.bulletin EXCEPT SELECT id, revision"
            " FROM main.history) WHERE id IN (SELECT id FROM main.bulletin)"
        ).fetchone()
        self._db.execute("DETACH DATABASE other")
        return int(bulletins + revisions)

    def carry_over(self, path: Path) -> None:
        """Take over what another state of the site knows beside its bulletins: captures, visits, passes."""
        self._db.execute("ATTACH DATABASE ? AS other", (str(path),))
        with self._db.transaction():
            for table in _CARRIED:
                self._copy(table)
        self._db.execute("DETACH DATABASE other")

    def _copy(self, table: str) -> None:
        """Copy the rows of a table that are not known here; an older file may lack it or some columns."""
        ours, theirs = (
            [row[1] for row in self._db.execute(f"PRAGMA {name}.table_info({table})")]
            for name in ("main", "other")
        )
        columns = ", ".join(name for name in ours if name in theirs)
        if columns:
            told = f"SELECT {columns} FROM other.{table}"  # noqa: S608 - names of our own tables
            self._db.execute(f"INSERT OR IGNORE INTO main.{table} ({columns}) {told}")

    @contextmanager
    def rebuilt(self) -> Iterator[None]:
        """All that the block takes in, in this one file at its end; after a failure the file is of no use.

        For a state that nobody reads yet: what is written goes straight to its place, and half as long.
        """
        self._db.execute("PRAGMA journal_mode=OFF")
        with self._db.transaction():
            yield
