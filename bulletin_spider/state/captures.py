"""Where the payload of each address was archived last."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bulletin_spider.records import Capture
from bulletin_spider.state.file import StateFile

_MOST_UNWRITTEN = 100


class Captures(StateFile):
    """The captures that a later answer may repeat."""

    def __init__(self, path: Path, site: str) -> None:
        super().__init__(path, site)
        self._captures: dict[str, Capture] = {}

    def close(self) -> None:
        """Close the file; what was accepted is in it already."""
        try:
            self._write_captures()
        finally:
            super().close()

    def captured(self, capture: Capture) -> None:
        """Remember where the payload of an address was archived last.

        Written with the next record or at the end: a kill between forgets it, and the next answer of that
        address is then archived whole instead of as a revisit.
        """
        self._captures[capture.url] = capture
        if len(self._captures) >= _MOST_UNWRITTEN:
            with self._db.transaction():
                self._write_captures()

    def _write_captures(self) -> None:
        rows = [
            (c.url, c.payload_digest, c.fetched_at.isoformat(), c.warc_file, c.warc_offset)
            for c in self._captures.values()
        ]
        for row in rows:
            self._db.execute("INSERT OR REPLACE INTO capture VALUES (?, ?, ?, ?, ?)", row)
        self._captures.clear()

    def earlier(self, digest: str, url: str) -> tuple[datetime, str, int] | None:
        """When and where (file, offset) the same payload of the same address was archived, if it was."""
        unwritten = self._captures.get(url)
        if unwritten is not None and unwritten.warc_file is not None and unwritten.warc_offset is not None:
            same = unwritten.payload_digest == digest
            return (unwritten.fetched_at, unwritten.warc_file, unwritten.warc_offset) if same else None
        row = self._db.execute(
            "SELECT fetched_at, warc_file, warc_offset FROM capture WHERE url = ? AND digest = ?",
            (url, digest),
        ).fetchone()
        return (datetime.fromisoformat(row[0]), row[1], row[2]) if row else None

    def archived_by(self, run: str) -> list[str]:
        """WARC files of a run in which a remembered capture lies."""
        rows = self._db.execute(
            "SELECT DISTINCT warc_file FROM capture WHERE instr(warc_file, '/' || ? || '-') > 0", (run,)
        )
        return [row[0] for row in rows]
