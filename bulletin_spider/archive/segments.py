"""A WARC file cut into stretches that can be read by themselves, several at once.

Where a record begins is only known to who has read all before it, so a cut is a guess: a place that looks
like a beginning, which a page that holds a WARC file can have too. `Chain` holds the guesses to account.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bulletin_spider.archive.capture import StoredCapture, read_capture
from bulletin_spider.archive.frames import (
    MAX_BLOCK,
    MOST_SEARCHES,
    Progress,
    damaged_all_over,
    read_frames,
)
from bulletin_spider.archive.originals import Originals, Response, response_of
from bulletin_spider.archive.pairs import is_http
from bulletin_spider.archive.places import frame_at, named_original
from bulletin_spider.archive.problem import Problem, Report
from bulletin_spider.archive.starts import needle_of, next_start

SEGMENT = 2**19
"""Least bytes of a segment: some fifty pages, a tenth of a second of work."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The records of a file that begin from byte `start` on and before `end`."""

    path: Path
    name: str
    """What captures call the file."""
    folder: Path | None
    """The archive it belongs to."""
    start: int
    end: int


@dataclass
class Reading:
    """What reading a segment told, beside its captures."""

    progress: Progress
    responses: list[Response] = field(default_factory=list)
    revisits: list[int] = field(default_factory=list)
    """Offsets of those that do not name the place of what they repeat; only `Originals` may know it."""


def cut_up(path: Path, name: str, folder: Path | None, size: int = SEGMENT) -> Iterator[Segment]:
    """The segments of a file, in order."""
    with path.open("rb") as file:
        needle = needle_of(file.read(2))
        length = os.fstat(file.fileno()).st_size
        start: int | None = 0
        while start is not None:
            end = next_start(file, start + size, needle) if start + size < length else None
            yield Segment(path, name, folder, start, length if end is None else end)
            start = end


def read_segment(segment: Segment, reading: Reading, report: Report) -> Iterator[StoredCapture]:
    """Every HTTP response of a segment, without its request; fills `reading`."""
    with segment.path.open("rb") as stream:
        for frame in read_frames(
            stream,
            segment.name,
            start=segment.start,
            end=segment.end,
            report=report,
            progress=reading.progress,
        ):
            if not is_http(frame):
                continue
            if frame.kind == "response":
                reading.responses.append(response_of(frame))
            original = named_original(frame, segment.folder, MAX_BLOCK)
            if original is None:
                reading.revisits.append(frame.offset)
                continue
            found = read_capture(frame, original, None, segment.name, report)
            if found is not None:
                yield found


def read_revisit(
    path: Path, name: str, folder: Path | None, offset: int, originals: Originals, report: Report
) -> StoredCapture | None:
    """The capture of a revisit that `read_segment` left to `Originals`; None after a problem was reported."""
    frame = frame_at(path, offset, MAX_BLOCK)
    if frame is None:
        report(Problem("missing", name, offset, "was here and is no more: leave archives alone while read"))
        return None
    return read_capture(frame, originals.find(frame, folder), None, name, report)


class Chain:
    """Follows the segments of files in order, and knows where the records of each really begin."""

    def __init__(self) -> None:
        self._offset = 0
        self._searches = 0

    def beginning(self, segment: Segment) -> int | None:
        """The first byte of a segment's records; None where nothing is left of it to read."""
        if segment.start == 0:
            self._offset = self._searches = 0
        is_passed = segment.start > 0 and self._offset >= segment.end
        return None if is_passed or self._searches > MOST_SEARCHES else self._offset

    def passed(self, segment: Segment, reading: Reading, report: Report) -> None:
        """Note how far the reading of a segment came; too much damage in a file ends its reading."""
        progress = reading.progress
        self._offset = progress.offset
        self._searches += progress.searches
        if self._searches > MOST_SEARCHES >= progress.searches:
            report(damaged_all_over(segment.name, progress.offset))
