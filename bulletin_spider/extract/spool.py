"""What an archive's captures amount to, kept on disk until it can be taken in the order of time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bulletin_spider.state import Packed

_TABLE = """
CREATE TABLE event (
    site TEXT, at TEXT, file INTEGER, start INTEGER, url TEXT,
    id TEXT, article_key TEXT, canonical TEXT, digest TEXT, revision INTEGER, published_at TEXT,
    first_seen_at TEXT, checked_at TEXT, removed_at TEXT, record BLOB
)
"""
_NOTHING = (None,) * len(Packed._fields)


class Event(NamedTuple):
    """One capture that says something of an article: its record, or that it is gone (None)."""

    site: str
    at: str
    """When it was captured, on Vietnam's clock, as ISO 8601."""
    file: int
    """Number of the file it lies in, in the order of reading."""
    start: int
    """First byte of it in that file."""
    url: str
    packed: Packed | None


class Spool:
    """A private temporary database, gone with the process."""

    def __init__(self) -> None:
        # The empty name is SQLite's for a temporary file on disk that nobody else can see.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute(_TABLE)
        # Else all records would be moved to be put in order, not their numbers alone.
        self._db.execute("CREATE INDEX event_order ON event (site, at, file, start)")
        self._db.execute("BEGIN")

    def add(self, events: Iterable[Event]) -> None:
        """Keep some events, in any order."""
        rows = ((*event[:-1], *(event.packed or _NOTHING)) for event in events)
        self._db.executemany("INSERT INTO event VALUES (?,?,?,?,?, ?,?,?,?,?,?,?,?,?,?)", rows)

    def sites(self) -> list[str]:
        """Sites that have events."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT site FROM event ORDER BY site")]

    def events(self, site: str) -> Iterator[Event]:
        """The events of a site by time, and as they lie in the files where the time is the same."""
        rows = self._db.execute("SELECT * FROM event WHERE site = ? ORDER BY at, file, start", (site,))
        for name, at, file, start, url, *packed in rows:
            yield Event(name, at, file, start, url, Packed(*packed) if packed[0] is not None else None)

    def close(self) -> None:
        """Throw everything away."""
        self._db.close()
