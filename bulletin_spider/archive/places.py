"""Where the payload of a record was stored, as the record itself or an index says."""

from __future__ import annotations

from pathlib import Path

from bulletin_spider.archive.frames import Frame, bare_uri, read_frames
from bulletin_spider.archive.index import lookup
from bulletin_spider.archive.layout import OPEN, inside
from bulletin_spider.archive.problem import ArchiveError
from bulletin_spider.errors import UsageError

_HOPS_AT_MOST = 8


def named_original(frame: Frame, folder: Path | None, max_block: int) -> Frame | None:
    """The record that holds a payload: the record itself, or the one that a revisit of ours names."""
    if frame.kind == "response":
        return frame
    digest = frame.headers.get("warc-payload-digest")
    place = _named(frame, folder)
    if frame.is_not_modified and place is None:
        return frame  # a 304 has no payload, and this one does not say for which it stands
    return None if digest is None or place is None else follow(*place, digest, folder, max_block)


def indexed_original(frame: Frame, folder: Path | None, max_block: int) -> Frame | None:
    """The response that a revisit repeats, where an index below an archive folder has it."""
    digest = frame.headers.get("warc-payload-digest")
    url = bare_uri(frame.headers.get("warc-refers-to-target-uri", frame.url))
    if folder is None or digest is None or not url:
        return None
    try:
        for hit in lookup(folder, url):
            if hit.digest == digest and not hit.is_revisit:
                return follow(locate(folder, hit.filename), hit.offset, digest, folder, max_block)
    except (ArchiveError, UsageError):  # a damaged index: the caller reports the revisit as unresolved
        return None
    return None


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


def follow(path: Path, offset: int, digest: str, folder: Path | None, max_block: int) -> Frame | None:
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
    return present(inside(folder, file))


def present(path: Path) -> Path:
    """The path of a file as it stands now: it may still have the name of an open one."""
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
