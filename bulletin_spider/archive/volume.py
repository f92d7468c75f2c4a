"""One WARC file from its first byte to its closing."""

from __future__ import annotations

import fcntl
import hashlib
import os
from pathlib import Path

from bulletin_spider.archive.index import IndexEntry
from bulletin_spider.archive.layout import (
    OPEN,
    WARC,
    failures_named,
    index_path,
    manifest_path,
    put_whole,
    sync_folder,
)
from bulletin_spider.archive.manifest import Manifest


class Tally:
    """What a WARC file holds so far: some 400 bytes of memory a capture, for the index made at its end."""

    def __init__(self) -> None:
        self.size = 0
        """Bytes up to the end of the last record."""
        self.records = 0
        self.responses = 0
        self.revisits = 0
        self.lines: list[bytes] = []
        """Its lines of the index, in the order written."""

    def add(self, size: int, records: int, entry: IndexEntry | None) -> None:
        """Count some records, one of which may be a capture."""
        self.size += size
        self.records += records
        if entry is not None:
            self.responses += not entry.is_revisit
            self.revisits += entry.is_revisit
            self.lines.append(entry.line())


class Volume:
    """An open WARC file that only grows, by whole gzip members."""

    def __init__(self, path: Path, warcinfo: bytes) -> None:
        self._path = path
        self.tally = Tally()
        self._digest = hashlib.sha256()
        with failures_named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            # O_EXCL: two writers never share a file, and a file left by a killed run is never written over.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
            self._descriptor = os.open(open_name(path), flags, 0o644)
        try:
            # Held until this process ends, however it ends: a repair must never cut a file being written.
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
            self.append(warcinfo, 1)
            sync_folder(path.parent)
        except BaseException:
            os.close(self._descriptor)
            open_name(path).unlink()
            raise

    def append(self, data: bytes, records: int, entry: IndexEntry | None = None) -> None:
        """Hand members over to the operating system; all of them are in the file, or none.

        After it returns the death of this process loses nothing; a power cut may, until `sync`.
        """
        view = memoryview(data)
        with failures_named(self._path):
            try:
                while view:
                    view = view[os.write(self._descriptor, view) :]
            except OSError:
                # A part of a record in the middle of a file would hide all that follow it.
                os.ftruncate(self._descriptor, self.tally.size)
                raise
        self._digest.update(data)
        self.tally.add(len(data), records, entry)

    def sync(self) -> None:
        """Have everything written so far on disk, safe from a power cut."""
        with failures_named(self._path):
            os.fsync(self._descriptor)

    def close(self) -> None:
        """Write index and manifest, and give the file its final name."""
        try:
            with failures_named(self._path):
                os.fsync(self._descriptor)
                finish(self._path, self.tally, self._digest.hexdigest())
        finally:
            os.close(self._descriptor)


def open_name(path: Path) -> Path:
    """What a WARC is called while it is open."""
    return path.with_name(path.name + OPEN)


def next_path(folder: Path, site: str, year: int, run: str) -> Path:
    """The first path of a run that no file of it has taken, in whichever year."""
    taken = {
        int(number)
        for path in (folder / site).glob(f"*/{run}-*")
        # A cut tail or a manifest keeps its number too: a number names one file for ever.
        if (number := path.name.removeprefix(f"{run}-").split(".", 1)[0]).isdecimal()
    }
    return folder / site / f"{year:04d}" / f"{run}-{max(taken, default=0) + 1:05d}{WARC}"


def finish(path: Path, tally: Tally, sha256: str) -> None:
    """Close the file `<path>.open`, whose bytes are on disk: index, manifest, and last the name."""
    index = b"".join(sorted(tally.lines))
    manifest = Manifest(
        file=path.name,
        size=tally.size,
        sha256=sha256,
        records=tally.records,
        responses=tally.responses,
        revisits=tally.revisits,
        index_sha256=hashlib.sha256(index).hexdigest(),
    )
    put_whole(index_path(path), index)
    put_whole(manifest_path(path), manifest.dump())
    open_name(path).rename(path)
    sync_folder(path.parent)
