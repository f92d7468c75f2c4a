"""The payload a revisit record stands for, found where it was stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bulletin_spider.archive.frames import Frame, bare_uri, read_frames
from bulletin_spider.archive.index import lookup
from bulletin_spider.archive.layout import OPEN, inside
from bulletin_spider.archive.problem import ArchiveError
from bulletin_spider.errors import UsageError

_HOPS_AT_MOST = 8


class Originals:
    """Finds originals among the records read so far, and below an archive folder.

    The table of what was read lies in a temporary file of SQLite, not in memory: an archive may hold
    millions of responses, and any of them may be an original.
    """

    def __init__(self, folder: Path | None, max_block: int) -> None:
        self._folder = folder
        self._max_block = max_block
        self._table = sqlite3.connect("", isolation_level=None)
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("CREATE TABLE seen (digest TEXT PRIMARY KEY, path TEXT, start INT) WITHOUT ROWID")
        self._table.execute("BEGIN")

    def close(self) -> None:
        """Drop the table."""
        self._table.close()

    def add(self, path: Path, responses: Iterable[tuple[str, int]]) -> None:
        """Remember responses of a file, each by its payload digest, "" where it has none, and its offset."""
        rows = [(digest, str(path), offset) for digest, offset in responses if digest]
        self._table.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", rows)

    def find(self, frame: Frame, path: Path) -> Frame | None:
        """The record with the payload of one at `path`: itself, or the response that it repeats, if known."""
        original = named_original(frame, self._folder, self._max_block)
        digest = frame.headers.get("warc-payload-digest")
        if original is not None or digest is None:
            return original
        return self._seen(frame, path, digest) or self._indexed(frame, digest)

    def _seen(self, revisit: Frame, path: Path, digest: str) -> Frame | None:
        row = self._table.execute("SELECT path, start FROM seen WHERE digest = ?", (digest,)).fetchone()
        if row is None or (row[0] == str(path) and row[1] > revisit.offset):
            return None  # a revisit repeats what came before it
        return _follow(Path(row[0]), row[1], digest, self._folder, self._max_block)

    def _indexed(self, revisit: Frame, digest: str) -> Frame | None:
        url = bare_uri(revisit.headers.get("warc-refers-to-target-uri", revisit.url))
        if self._folder is None or not url:
            return None
        try:
            for hit in lookup(self._folder, url):
                if hit.digest == digest and not hit.is_revisit:
                    path = locate(self._folder, hit.filename)
                    return _follow(path, hit.offset, digest, self._folder, self._max_block)
        except (ArchiveError, UsageError):  # a damaged index: the caller reports the revisit as unresolved
            return None
        return None


def named_original(frame: Frame, folder: Path | None, max_block: int) -> Frame | None:
    """The record that holds a payload: the record itself, or the one that a revisit of ours names."""
    if frame.kind == "response":
        return frame
    digest = frame.headers.get("warc-payload-digest")
    place = _named(frame, folder)
    if frame.is_not_modified and place is None:
        return frame  # a 304 has no payload, and this one does not say for which it stands
    return None if digest is None or place is None else _follow(*place, digest, folder, max_block)


def _named(revisit: Frame, folder: Path | None) -> tuple[Path, int] | None:
    """Where the revisit itself says the payload is, as our writer does."""
    file = revisit.headers.get("warc-refers-to-filename")
    offset = revisit.headers.get("warc-refers-to-file-offset", "")
    if folder is None or not file or not (offset.isascii() and offset.isdigit() and len(offset) < 20):
        return None
    try:
        return locate(folder, file), int(offset)
    except UsageError:  # a name outside the archive: nothing of ours wrote it
        return None


def _follow(path: Path, offset: int, digest: str, folder: Path | None, max_block: int) -> Frame | None:
    """The response at a place, or the one that a revisit at that place names."""
    for _ in range(_HOPS_AT_MOST):
        frame = frame_at(path, offset, max_block)
        if frame is None or frame.headers.get("warc-payload-digest") != digest:
            return None
        if frame.kind == "response":
            return frame
        named = _named(frame, folder)
        if named is None:
            return None
        path, offset = named
    return None


def locate(folder: Path, file: str) -> Path:
    """The path of an archive's file, which may still be open, or be closed between two looks."""
    path = inside(folder, file)
    still_open = path.with_name(path.name + OPEN)
    return still_open if not path.exists() and still_open.exists() else path


def frame_at(path: Path, offset: int, max_block: int) -> Frame | None:
    """The record that begins at `offset`; None if there is no whole one."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return next(read_frames(file, str(path), start=offset, max_block=max_block), None)
    except ArchiveError:
        return None
