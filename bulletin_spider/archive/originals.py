"""The payload a revisit record stands for, found where it was stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bulletin_spider.archive.frames import Frame, read_frames
from bulletin_spider.archive.places import follow, indexed_original, named_original

_SEEN = "CREATE TABLE seen (digest TEXT PRIMARY KEY, at TEXT, file INT, start INT) WITHOUT ROWID"
# Which of several equal payloads stands for a revisit must not depend on the order of reading.
_EARLIEST = """
INSERT INTO seen VALUES (?, ?, ?, ?)
ON CONFLICT (digest) DO UPDATE SET at = excluded.at, file = excluded.file, start = excluded.start
WHERE (excluded.at, excluded.file, excluded.start) < (at, file, start)
"""


class Response(NamedTuple):
    """A response that a revisit may repeat."""

    digest: str
    """Of its payload; "" where none is recorded."""
    at: str
    """Its WARC-Date."""
    start: int
    """Its first byte in its file."""


def response_of(frame: Frame) -> Response:
    """What a revisit of a response record is found by."""
    told = frame.headers
    return Response(told.get("warc-payload-digest", ""), told.get("warc-date", ""), frame.offset)


class Originals:
    """Finds originals among some files, and below an archive folder.

    The table of what was read lies in a temporary file of SQLite, not in memory: an archive may hold
    millions of responses, and any of them may be an original.
    """

    def __init__(self, files: Sequence[Path], max_block: int) -> None:
        self._files = files
        self._max_block = max_block
        self._knows_all = False
        self._table = sqlite3.connect("", isolation_level=None)
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute(_SEEN)
        self._table.execute("CREATE TABLE waiting (file INT, start INT)")
        self._table.execute("BEGIN")

    def close(self) -> None:
        """Drop the table."""
        self._table.close()

    def add(self, file: int, responses: Iterable[Response]) -> None:
        """Remember responses of the file with that number."""
        rows = [(one.digest, one.at, file, one.start) for one in responses if one.digest]
        self._table.executemany(_EARLIEST, rows)

    def learn_all(self) -> bool:
        """Read through all the files for their responses; False where that was done before."""
        if self._knows_all:
            return False
        self._knows_all = True
        for number, path in enumerate(self._files):
            with path.open("rb") as stream:
                frames = read_frames(stream, str(path), max_block=self._max_block, report=lambda _: None)
                self.add(number, (response_of(frame) for frame in frames if frame.kind == "response"))
        return True

    def wait(self, file: int, revisits: Iterable[int]) -> None:
        """Remember where revisits lie whose originals are looked for when all files were read."""
        self._table.executemany("INSERT INTO waiting VALUES (?, ?)", ((file, start) for start in revisits))

    def waiting(self) -> Iterator[tuple[int, int]]:
        """File and first byte of each revisit that waits, as they lie in the files."""
        return iter(self._table.execute("SELECT file, start FROM waiting ORDER BY file, start"))

    def find(self, frame: Frame, folder: Path | None) -> Frame | None:
        """The record with a payload: the record itself, or the response that it repeats, if known.

        `folder` is the archive that it belongs to.
        """
        original = named_original(frame, folder, self._max_block)
        if original is None and (digest := frame.headers.get("warc-payload-digest")):
            original = self._seen(digest, folder)
        return original or indexed_original(frame, folder, self._max_block)

    def _seen(self, digest: str, folder: Path | None) -> Frame | None:
        row = self._table.execute("SELECT file, start FROM seen WHERE digest = ?", (digest,)).fetchone()
        return row and follow(self._files[row[0]], row[1], digest, folder, self._max_block)
