"""The SQLite file of one site: its tables, its transactions, and how its failures are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

from bulletin_spider.errors import OutputError
from bulletin_spider.records import CONTRACT
from bulletin_spider.state.closed import is_closed, open_closed

# Records are kept in rows of their own, one behind the other: in a tree of ids, which come in no order, each
# would push others about.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bulletin (
    id TEXT PRIMARY KEY,
    article_key TEXT,
    url TEXT NOT NULL,
    digest TEXT NOT NULL,
    revision INTEGER NOT NULL,
    published_at TEXT,
    first_seen_at TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    removed_at TEXT,
    record BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS bulletin_key ON bulletin (article_key);
CREATE INDEX IF NOT EXISTS bulletin_url ON bulletin (url);
CREATE INDEX IF NOT EXISTS bulletin_time ON bulletin (published_at, id);
CREATE TABLE IF NOT EXISTS capture (
    url TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    etag TEXT,
    modified TEXT,
    proven INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS elsewhere (
    article_key TEXT PRIMARY KEY,
    checked_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (id, revision)
);
"""


# Columns that came later: a file made before is given them.
_LATER = {"capture": ("etag TEXT", "modified TEXT", "proven INTEGER NOT NULL DEFAULT 0")}


class _Connection(sqlite3.Connection):
    """A connection whose failures name its file and say what to do: a full disk may strike anywhere."""

    path: Path

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement."""
        try:
            return super().execute(sql, parameters)
        except sqlite3.Error as error:
            raise self._told(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's changes, or none; within another such block its changes are the other's."""
        if self.in_transaction:
            yield
            return
        with self.failures_named(), self:
            self.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def failures_named(self) -> Iterator[None]:
        """Turn SQLite's errors into OutputError."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.Error) -> OutputError:
        return OutputError(
            f"{self.path}: cannot be used ({error}); free space or check the file, then run again"
        )


def _connect(uri: str) -> _Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, factory=_Connection)


class StateFile:
    """A site's file, open."""

    def __init__(self, path: Path, site: str) -> None:
        """Open or create the file; OutputError where it is of another site or contract, or no database.

        One that may be read and not written is opened for reading.
        """
        self.path = path
        self._at_close = ExitStack()
        try:
            is_open = not is_closed(path)
            if is_open:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._db = _connect(path.absolute().as_uri())
            else:
                self._db, is_open = open_closed(path, _connect, self._at_close)
            self._at_close.callback(self._db.close)
            self._db.path = path
            if is_open:
                self._make_ready()
            self._check_whose(site)
        except (sqlite3.Error, OSError) as error:
            self._at_close.close()
            raise OutputError(f"{path}: cannot be used as a state file ({error})") from error
        except BaseException:
            self._at_close.close()
            raise
        self._is_dirty = self.meta("dirty") == "1"

    def _make_ready(self) -> None:
        with self._db.failures_named():
            self._db.execute("PRAGMA journal_mode=WAL")
            # NORMAL loses nothing to a killed process, only the last moments to a power cut,
            # and the archive still holds those.
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)
            self._add_later_columns()

    def _check_whose(self, site: str) -> None:
        for name, value in (("contract", CONTRACT), ("site", site)):
            held = self.meta(name)
            if held is None:
                self.set_meta(name, value)
            elif held != value:
                raise OutputError(
                    f"{self.path}: is of {name} {held!r}, not {value!r}; choose another --output"
                )

    def _add_later_columns(self) -> None:
        for table, columns in _LATER.items():
            held = {row[1] for row in self._db.execute(f"PRAGMA table_info({table})")}
            for column in columns:
                if column.partition(" ")[0] not in held:
                    self._db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was accepted is in it already."""
        self._at_close.close()

    def meta(self, name: str) -> str | None:
        """A remembered value by name."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @property
    def dirty(self) -> bool:
        """Whether something was accepted that the dataset does not show yet."""
        return self.meta("dirty") == "1"

    def published(self) -> None:
        """Note that the dataset shows all that was accepted."""
        self.set_meta("dirty", "0")
        self._is_dirty = False
