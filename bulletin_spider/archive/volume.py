"""One WARC file from its first byte to its closing."""

from __future__ import annotations

import fcntl
import hashlib
import os
from pathlib import Path

from bulletin_spider.archive.index import IndexEntry
from bulletin_spider.archive.layout import OPEN, WARC, index_path, manifest_path, put_whole, sync_folder
from bulletin_spider.archive.manifest import Manifest
from bulletin_spider.errors import OutputError


class Volume:
    """An open WARC file that only grows, by whole gzip members."""

    def __init__(self, path: Path, warcinfo: bytes) -> None:
        self.path = path
        """Its final path; until closed it is called so with `.open` at the end."""
        self.size = 0
        self.entries: list[IndexEntry] = []
        self._records = 0
        self._digest = hashlib.sha256()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # O_EXCL: two writers never share a file, and a file left by a killed run is never written over.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
            self._descriptor = os.open(open_name(path), flags, 0o644)
        except OSError as error:
            raise OutputError(f"{path}: cannot be made ({error.strerror}): check the folder") from error
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
        try:
            while view:
                view = view[os.write(self._descriptor, view) :]
        except OSError as error:
            # A part of a record in the middle of a file would hide all that follow it.
            os.ftruncate(self._descriptor, self.size)
            raise OutputError(
                f"{self.path}: cannot be written ({error.strerror}): free some space"
            ) from error
        self.size += len(data)
        self._digest.update(data)
        self._records += records
        if entry is not None:
            self.entries.append(entry)

    def sync(self) -> None:
        """Have everything written so far on disk, safe from a power cut."""
        os.fsync(self._descriptor)

    def close(self) -> Manifest:
        """Write index and manifest, and give the file its final name."""
        os.fsync(self._descriptor)
        os.close(self._descriptor)
        return finish(self.path, self.size, self._digest.hexdigest(), self._records, self.entries)


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


def finish(path: Path, size: int, sha256: str, records: int, entries: list[IndexEntry]) -> Manifest:
    """Close the file `<path>.open`, whose bytes are on disk: index, manifest, and last the name."""
    index = b"".join(sorted(entry.line() for entry in entries))
    revisits = sum(entry.is_revisit for entry in entries)
    manifest = Manifest(
        file=path.name,
        size=size,
        sha256=sha256,
        records=records,
        responses=len(entries) - revisits,
        revisits=revisits,
        index_sha256=hashlib.sha256(index).hexdigest(),
    )
    put_whole(index_path(path), index)
    put_whole(manifest_path(path), manifest.dump())
    open_name(path).rename(path)
    sync_folder(path.parent)
    return manifest
