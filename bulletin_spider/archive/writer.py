"""An archive written as the answers come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin_spider.archive.compose import new_record_id, request_record, response_record, warcinfo_record
from bulletin_spider.archive.digest import sha1
from bulletin_spider.archive.exchange import Exchange, Seen
from bulletin_spider.archive.index import REVISIT, IndexEntry, entry, media_type
from bulletin_spider.archive.layout import check_run, site_folder
from bulletin_spider.archive.volume import Volume, next_path
from bulletin_spider.archive.wire import header, safe_url
from bulletin_spider.records.capture import Capture


class ArchiveWriter:
    """Writes the exchanges of one run with one site, below `folder`.

    `seen` is asked with a payload digest and a URL; where it knows an earlier capture of that URL with that
    payload, a `revisit` record is written instead of the same bytes once more. `info` goes into the warcinfo
    record of each file (operator, user agent, robots policy). One writer a site at a time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        site: str,
        run: str,
        info: Mapping[str, str],
        seen: Callable[[str, str], Seen | None],
        max_bytes: int = 1_000_000_000,
    ) -> None:
        site_folder(folder, site)
        self._folder = folder
        self._site = site
        self._run = check_run(run)
        self._info = info
        self._seen = seen
        self._max_bytes = max_bytes
        self._volume: Volume | None = None
        self._file = ""  # its name below the folder

    def write(self, exchange: Exchange, unchanged: Seen | None = None) -> Capture:
        """Append the response, or a revisit, and its request; say where the response lies.

        `unchanged` is the capture that a 304 says still stands: its payload is that of the capture returned.
        When it returns, the operating system has the bytes: killing this process loses nothing of them.
        """
        url = safe_url(exchange.url)
        digest = unchanged.payload_digest if unchanged else sha1(exchange.body)
        earlier = unchanged or (self._seen(digest, url) if exchange.body else None)
        identity = new_record_id()
        response = response_record(exchange, url, digest, identity, earlier)
        request = request_record(exchange, url, identity) if exchange.method is not None else b""
        volume = self._room_for(len(response) + len(request), exchange.fetched_at)
        line = _entry(
            exchange, url, digest, earlier, length=len(response), offset=volume.tally.size, file=self._file
        )
        volume.append(response + request, 1 + bool(request), line)
        return Capture(
            url=url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            payload_digest=digest,
            warc_file=self._file,
            warc_offset=line.offset,
        )

    def sync(self) -> None:
        """Have everything written so far on disk, safe from a power cut."""
        if self._volume is not None:
            self._volume.sync()

    def close(self) -> None:
        """Close the open file: index and manifest are written, and it takes its final name."""
        volume, self._volume = self._volume, None
        if volume is not None:
            volume.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _room_for(self, size: int, moment: datetime) -> Volume:
        """The open file, or the next one where this has no room; a file lies in the year it was begun."""
        tally = self._volume.tally if self._volume is not None else None
        if tally is not None and tally.lines and tally.size + size > self._max_bytes:
            self.close()
        if self._volume is None:
            year = moment.astimezone(UTC).year
            path = next_path(self._folder, self._site, year, self._run)
            self._file = path.relative_to(self._folder).as_posix()
            self._volume = Volume(path, warcinfo_record(self._info, path.name, moment))
        return self._volume


def _entry(
    exchange: Exchange, url: str, digest: str, earlier: Seen | None, *, length: int, offset: int, file: str
) -> IndexEntry:
    return entry(
        url=url,
        fetched_at=exchange.fetched_at,
        mime=REVISIT if earlier else media_type(header(exchange.headers, "content-type")),
        status=exchange.status,
        digest=digest,
        length=length,
        offset=offset,
        filename=file,
    )
