"""Files a killed run left open: the damaged tail is cut off and kept aside, and the rest is closed."""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bulletin_spider.archive.frames import Frame, read_frames
from bulletin_spider.archive.index import REVISIT, IndexEntry, entry, media_type
from bulletin_spider.archive.layout import DAMAGED, OPEN, WARC, failures_named, site_folder, sync_folder
from bulletin_spider.archive.manifest import sha256
from bulletin_spider.archive.problem import ArchiveError
from bulletin_spider.archive.volume import Tally, finish
from bulletin_spider.archive.wire import header, parse_status, split_head
from bulletin_spider.errors import LockedError
from bulletin_spider.wording import counted

_ANY_SIZE = 2**40


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done with one file that had been left open."""

    file: str
    """Path of the WARC below the archive folder, under its final name."""
    records: int
    """Whole records kept; without any there is no file."""
    captures: int
    """Responses and revisits among them."""
    size: int
    """Bytes kept, which is also where the cut was made."""
    cut: int
    """Bytes cut off; 0 if the file ended with a whole record."""
    damaged: str | None
    """Path below the archive folder of the bytes cut off."""
    reason: str | None
    """What was wrong with the first of them."""

    def __str__(self) -> str:
        if not self.cut:
            return f"{self.file}: closed with {counted(self.captures, 'captures')}; nothing was damaged"
        return (
            f"{self.file}: closed with {counted(self.captures, 'captures')}; "
            f"{counted(self.cut, 'bytes')} cut off at byte {self.size} ({self.reason}),"
            f" kept in {self.damaged}"
        )


def repair(folder: Path, site: str) -> list[Repair]:
    """Close every file of a site that a killed run left open, keeping all whole records.

    May be killed itself, and run again. Raises LockedError if a living process writes one of the files, and
    OutputError where the disk is full: nothing is lost then either.
    """
    found = sorted(site_folder(folder, site).glob(f"*/*{WARC}{OPEN}"))
    repairs = []
    for path in found:
        with failures_named(path):
            repairs.append(_repair_file(folder, path))
    return repairs


def _repair_file(folder: Path, path: Path) -> Repair:
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError(f"{path}: another run is writing it; wait for its end") from error
        final = path.with_name(path.name.removesuffix(OPEN))
        name = final.relative_to(folder).as_posix()
        tally, reason = _whole_records(path, name)
        cut = file.seek(0, os.SEEK_END) - tally.size
        aside = final.with_name(final.name + DAMAGED)
        if cut:
            _keep(
                file, tally.size, aside
            )  # on disk before it is cut off: nothing fetched is ever thrown away
            file.truncate(tally.size)
            os.fsync(file.fileno())
        if tally.records:
            finish(final, tally, sha256(path))
        else:
            path.unlink()
            sync_folder(path.parent)
    damaged = aside.relative_to(folder).as_posix() if cut else None
    return Repair(name, tally.records, len(tally.lines), tally.size, cut, damaged, reason if cut else None)


def _keep(file: BinaryIO, start: int, aside: Path) -> None:
    file.seek(start)
    with aside.open("wb") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        os.fsync(copy.fileno())
    sync_folder(aside.parent)


def _whole_records(path: Path, name: str) -> tuple[Tally, str | None]:
    """The whole records a file begins with, and what ends them."""
    tally = Tally()
    try:
        with path.open("rb") as file:
            for frame in read_frames(file, name, max_block=_ANY_SIZE):
                is_capture = frame.kind in {"response", "revisit"}
                tally.add(frame.length, 1, _entry(frame, name) if is_capture else None)
    except ArchiveError as error:
        return tally, error.problem.detail
    return tally, None


def _entry(frame: Frame, name: str) -> IndexEntry:
    line, headers, _ = split_head(frame.block)
    return entry(
        url=frame.url,
        fetched_at=datetime.fromisoformat(frame.headers["warc-date"]),
        mime=REVISIT if frame.kind == "revisit" else media_type(header(headers, "content-type")),
        status=parse_status(line)[1],
        digest=frame.headers["warc-payload-digest"],
        length=frame.length,
        offset=frame.offset,
        filename=name,
    )
