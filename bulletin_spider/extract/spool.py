"""What an archive's captures amount to, kept on disk until it can be taken in the order of time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One capture that says something of an article: its record (packed), or that it is gone (None)."""

    site: str
    at: datetime
    url: str
    record: bytes | None


class Spool:
    """A private temporary database, gone with the process."""

    def __init__(self) -> None:
        # The empty name is SQLite's for a temporary file on disk that nobody else can see.
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE event (site TEXT, at TEXT, url TEXT, record BLOB)")

    def add(self, events: Iterable[Event]) -> None:
        """Keep some events, in the order they were read."""
        rows = [(e.site, e.at.isoformat(), e.url, e.record) for e in events]
        self._db.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", rows)

    def sites(self) -> list[str]:
        """Sites that have events."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT site FROM event ORDER BY site")]

    def events(self, site: str) -> Iterator[Event]:
        """The events of a site by time, and as they were read where the time is the same."""
        rows = self._db.execute(
            "SELECT at, url, record FROM event WHERE site = ? ORDER BY at, rowid", (site,)
        )
        for at, url, record in rows:
            yield Event(site, datetime.fromisoformat(at), url, record)

    def close(self) -> None:
        """Throw everything away."""
        self._db.close()
