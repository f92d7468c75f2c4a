"""Captures out of WARC files, ours and others', one at a time, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from heapq import nlargest
from pathlib import Path

from bulletin_spider.archive.capture import StoredCapture, read_capture
from bulletin_spider.archive.frames import MAX_BLOCK, Frame, read_frames
from bulletin_spider.archive.index import parse_line
from bulletin_spider.archive.layout import index_path
from bulletin_spider.archive.originals import Originals, response_of
from bulletin_spider.archive.pairs import belong, is_http, paired
from bulletin_spider.archive.places import frame_at, indexed_original, locate, named_original
from bulletin_spider.archive.problem import ArchiveError, Problem, Report, refuse
from bulletin_spider.archive.sources import warcs
from bulletin_spider.archive.starts import needle_of, next_start
from bulletin_spider.archive.wacz import Unpacker
from bulletin_spider.errors import UsageError


def read_archive(
    source: Path | Iterable[Path],
    *,
    folder: Path | None = None,
    max_block: int = MAX_BLOCK,
    report: Report = refuse,
) -> Iterator[StoredCapture]:
    """Every HTTP response in a file, a folder or some files, in the order of the files.

    `folder` is the archive that `Capture.warc_file` is relative to and where originals of revisits are
    looked for; a folder given as `source` stands for itself. Without `report` the first problem raises
    ArchiveError; with it, reading goes on behind the problem.
    """
    if isinstance(source, Path) and source.is_dir() and folder is None:
        folder = source
    with ExitStack() as opened:
        files = list(warcs(source, folder, report, opened.enter_context(closing(Unpacker()))))
        originals = opened.enter_context(closing(Originals([path for path, _ in files], max_block)))
        for number, (path, name) in enumerate(files):
            with path.open("rb") as stream:
                frames = read_frames(stream, name, max_block=max_block, report=report)
                for frame, request in paired(frames):
                    if frame.kind == "response":
                        originals.add(number, [response_of(frame)])
                    original = _original(frame, folder, originals)
                    stored = read_capture(frame, original, request, name, report)
                    if stored is not None:
                        yield stored


def _original(frame: Frame, folder: Path | None, originals: Originals) -> Frame | None:
    """The record with the payload of a record; it may lie behind it, and in a file not read yet."""
    found = originals.find(frame, folder)
    if found is None and originals.learn_all():
        found = originals.find(frame, folder)
    return found


def read_at(folder: Path, file: str, offset: int, *, max_block: int = MAX_BLOCK) -> StoredCapture:
    """The capture whose response begins at byte `offset` of `file`, below the archive `folder`."""
    path = locate(folder, file)
    if not path.is_file():
        refuse(Problem("missing", file, None, f"no such file below {folder}: restore it from a copy"))
    return _read_record(path, file, offset, folder, max_block)


def read_place(path: Path, offset: int, *, folder: Path | None, max_block: int = MAX_BLOCK) -> StoredCapture:
    """The capture at a place that a person names; UsageError where no response begins there.

    `folder` is the archive that the file belongs to, where it is one of an archive.
    """
    with closing(Unpacker()) as unpacker:
        found = list(warcs(path, folder, refuse, unpacker))
        if len(found) != 1:
            names = ", ".join(name for _, name in found[:3])
            told = (
                f"holds {len(found)} WARC files; name one of them ({names})"
                if found
                else "no such WARC in it"
            )
            raise UsageError(f"{path}@{offset}: {told}")
        [(warc, name)] = found
        _check_begins(warc, offset, path, max_block)
        return _read_record(warc, name, offset, folder, max_block)


def _check_begins(warc: Path, offset: int, named: Path, max_block: int) -> None:
    with warc.open("rb") as stream:
        needle = needle_of(stream.read(2))
        stream.seek(offset)
        if stream.read(len(needle)) != needle:
            after = next_start(stream, offset, needle)
            near = f"; the next one begins at byte {after}" if after is not None else " or after it"
            raise UsageError(f"{named}@{offset}: no record begins there{near}")
    frame = frame_at(warc, offset, max_block)
    if frame is not None and not is_http(frame):
        raise UsageError(f"{named}@{offset}: no response begins there, but a record of type {frame.kind}")


def _read_record(path: Path, name: str, offset: int, folder: Path | None, max_block: int) -> StoredCapture:
    with path.open("rb") as stream:
        frames = read_frames(stream, name, start=offset, max_block=max_block)
        frame = next(frames, None)
        if frame is None or not is_http(frame):
            refuse(Problem("corrupt", name, offset, "no HTTP response begins here: check file and offset"))
        try:
            request = next(frames, None)
        except ArchiveError:  # damage behind this record is not of this record
            request = None
        if request is not None and not belong(frame, request):
            request = None
        original = named_original(frame, folder, max_block) or indexed_original(frame, folder, max_block)
        original = original or _repeated(frame, path, folder, max_block)
        stored = read_capture(frame, original, request, name, refuse)
    if stored is None:
        raise AssertionError("refuse() raises before this")
    return stored


def _repeated(revisit: Frame, path: Path, folder: Path | None, max_block: int) -> Frame | None:
    """The response of its file that a revisit repeats; other crawlers do not say which it is."""
    with closing(Originals([path], max_block)) as originals:
        originals.learn_all()
        return originals.find(revisit, folder)


def last_captures(folder: Path, warc: Path, count: int) -> list[StoredCapture]:
    """The last captures of a closed WARC below the archive `folder`, at most `count`, oldest first."""
    with index_path(warc).open("rb") as index:
        offsets = nlargest(count, (parse_line(line, index_path(warc).name).offset for line in index))
    name = warc.relative_to(folder).as_posix()
    return [read_at(folder, name, offset) for offset in reversed(offsets)]
