"""CDXJ: one line a response beside each closed WARC, sorted, so that an address is found without a scan."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from bulletin_spider.archive.problem import ArchiveError, Problem
from bulletin_spider.archive.surt import surt

REVISIT = "warc/revisit"
"""The media type an index gives a revisit record."""

_UNKNOWN = "unk"
_LINE_AT_MOST = 2**20


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One response or revisit record of a closed WARC."""

    urlkey: str
    """SURT of the URL."""
    timestamp: str
    """Time of capture in UTC, `YYYYMMDDhhmmss`."""
    url: str
    mime: str | None
    status: int
    digest: str
    length: int
    offset: int
    filename: str
    """Path of the WARC below the archive folder."""

    @property
    def is_revisit(self) -> bool:
        """Whether the payload is stored with an earlier capture."""
        return self.mime == REVISIT

    def line(self) -> bytes:
        """The CDXJ line; all values are strings, as pywb writes them."""
        fields = {
            "url": self.url,
            "mime": self.mime or _UNKNOWN,
            "status": str(self.status),
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
        }
        return f"{self.urlkey} {self.timestamp} {json.dumps(fields)}\n".encode("ascii")


def entry(  # noqa: PLR0913 - a line has these fields
    *,
    url: str,
    fetched_at: datetime,
    mime: str | None,
    status: int,
    digest: str,
    length: int,
    offset: int,
    filename: str,
) -> IndexEntry:
    """An index entry with its key and timestamp worked out."""
    stamp = fetched_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return IndexEntry(surt(url), stamp, url, mime, status, digest, length, offset, filename)


def media_type(content_type: str | None) -> str | None:
    """`text/html` of `Text/HTML; charset=utf-8`; None if there is none."""
    plain = (content_type or "").split(";", 1)[0].strip().lower()
    return plain if plain.isascii() and plain.isprintable() and plain else None


def parse_line(line: bytes, file: str) -> IndexEntry:
    """The entry of a CDXJ line."""
    try:
        urlkey, timestamp, fields = line.decode("utf-8").rstrip("\n").split(" ", 2)
        values = json.loads(fields)
        mime = values["mime"]
        return IndexEntry(
            urlkey,
            timestamp,
            values["url"],
            None if mime == _UNKNOWN else mime,
            int(values["status"]),
            values["digest"],
            int(values["length"]),
            int(values["offset"]),
            values["filename"],
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveError(
            Problem("corrupt", file, None, f"no index line but {line[:60]!r}: restore the file from a copy")
        ) from error


def iterate(folder: Path) -> Iterator[IndexEntry]:
    """Every entry of every closed WARC below `folder`; sorted within a file, not across files."""
    for path in sorted(folder.rglob("*.cdxj")):
        with path.open("rb") as file:
            for line in file:
                yield parse_line(line, str(path))


def lookup(folder: Path, url: str) -> Iterator[IndexEntry]:
    """The entries of an address, in any spelling, over all closed WARCs below `folder`, oldest first."""
    keys = {surt(url), surt(url, turns_addresses=False)}
    paths = sorted(folder.rglob("*.cdxj"))
    found = [hit for path in paths for key in keys for hit in _search(path, f"{key} ".encode("ascii"))]
    yield from sorted(found, key=lambda hit: (hit.timestamp, hit.filename, hit.offset))


def _search(path: Path, key: bytes) -> Iterator[IndexEntry]:
    """Lines of a sorted file that begin with `key`, found by halving it."""
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:  # low: a place such that no line beginning before it is wanted
            middle = (low + high) // 2
            line = _line_from(file, middle)
            if line and line < key:
                low = middle + 1
            else:
                high = middle
        line = _line_from(file, low)
        while line.startswith(key):
            yield parse_line(line, str(path))
            line = file.readline(_LINE_AT_MOST)


def _line_from(file: BinaryIO, position: int) -> bytes:
    """The first line that begins at `position` or after it."""
    file.seek(max(position - 1, 0))
    if position:
        file.readline()
    return file.readline(_LINE_AT_MOST)
