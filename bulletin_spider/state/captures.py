"""Where the payload of each address was archived last, and what its server would tell it by."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from bulletin_spider.records import Capture
from bulletin_spider.state.file import StateFile

_MOST_UNWRITTEN = 100
_INTO_CAPTURE = (
    "INSERT OR REPLACE INTO capture"
    " (url, digest, fetched_at, warc_file, warc_offset, etag, modified, proven)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_FROM_CAPTURE = (
    "SELECT url, digest, fetched_at, warc_file, warc_offset, etag, modified, proven"
    " FROM capture WHERE url = ?"
)


class Kept(NamedTuple):
    """The last payload of an address: where it is archived, and its validators."""

    url: str
    digest: str
    fetched_at: datetime
    warc_file: str
    warc_offset: int
    etag: str | None = None
    modified: str | None = None
    """The Last-Modified that came with it."""
    proven: bool = False
    """Whether Last-Modified stayed the same while the payload did: with NukeViet it is a clock."""

    def seen_again(self, etag: str | None, modified: str | None) -> Kept:
        """The same payload, come once more with these validators."""
        return self._replace(
            etag=etag, modified=modified, proven=bool(modified) and modified == self.modified
        )

    def conditions(self) -> dict[str, str]:
        """Request headers with which a server may say that nothing has changed; empty where none can."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified if self.proven else None}
        return {name: value for name, value in told.items() if value}


class Captures(StateFile):
    """The captures that a later answer may repeat."""

    def __init__(self, path: Path, site: str) -> None:
        super().__init__(path, site)
        self._captures: dict[str, Kept] = {}

    def close(self) -> None:
        """Close the file; what was accepted is in it already."""
        try:
            self._write_captures()
        finally:
            super().close()

    def captured(self, capture: Capture, etag: str | None = None, modified: str | None = None) -> None:
        """Remember where the payload of an address was archived last.

        Written with the next record or at the end: a kill between forgets it, and the next answer of that
        address is then archived whole instead of as a revisit.
        """
        if capture.payload_digest is None or capture.warc_file is None or capture.warc_offset is None:
            raise ValueError(f"{capture.url}: was not archived")
        place = (capture.fetched_at, capture.warc_file, capture.warc_offset)
        self.keep(Kept(capture.url, capture.payload_digest, *place, etag, modified))

    def keep(self, kept: Kept) -> None:
        """Remember the last payload of an address, or what is now known of it."""
        self._captures[kept.url] = kept
        if len(self._captures) >= _MOST_UNWRITTEN:
            with self._db.transaction():
                self._write_captures()

    def _write_captures(self) -> None:
        for url, digest, fetched_at, *others in self._captures.values():
            self._db.execute(_INTO_CAPTURE, (url, digest, fetched_at.isoformat(), *others))
        self._captures.clear()

    def kept(self, url: str) -> Kept | None:
        """The last payload of an address, if there was one."""
        unwritten = self._captures.get(url)
        if unwritten is not None:
            return unwritten
        row = self._db.execute(_FROM_CAPTURE, (url,)).fetchone()
        if row is None:
            return None
        url, digest, fetched_at, file, offset, etag, modified, proven = row
        return Kept(
            url, digest, datetime.fromisoformat(fetched_at), file, offset, etag, modified, bool(proven)
        )

    def lose(self, url: str) -> None:
        """Forget the last payload of an address: the archive does not hold it any more."""
        self._captures.pop(url, None)
        self._db.execute("DELETE FROM capture WHERE url = ?", (url,))

    def archived_by(self, run: str) -> list[str]:
        """WARC files of a run in which a remembered capture lies."""
        rows = self._db.execute(
            "SELECT DISTINCT warc_file FROM capture WHERE instr(warc_file, '/' || ? || '-') > 0", (run,)
        )
        return [row[0] for row in rows]
