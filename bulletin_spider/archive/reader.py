"""Captures out of WARC files, ours and others', one at a time, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from pathlib import Path

from bulletin_spider.archive.coding import MAX_BODY, dechunk, decode
from bulletin_spider.archive.digest import agrees, sha1
from bulletin_spider.archive.exchange import Exchange, Headers
from bulletin_spider.archive.frames import MAX_BLOCK, Frame, read_frames
from bulletin_spider.archive.index import parse_line
from bulletin_spider.archive.layout import OPEN, WARC, index_path, manifest_path
from bulletin_spider.archive.manifest import ManifestError, load
from bulletin_spider.archive.originals import Originals, locate
from bulletin_spider.archive.pairs import belong, is_http, paired
from bulletin_spider.archive.problem import ArchiveError, Kind, Problem, Report, refuse
from bulletin_spider.archive.wire import (
    NotHttpError,
    as_received,
    header,
    parse_method,
    parse_status,
    split_head,
)
from bulletin_spider.errors import UsageError
from bulletin_spider.records.capture import Capture

_SUFFIXES = (".warc", WARC, WARC + OPEN)


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A capture and the exchange it was made from; a revisit carries the payload of its original."""

    capture: Capture
    exchange: Exchange
    truncated: bool
    """Whether the archive holds only the beginning of the payload, because the answer was cut off."""

    def body(self, limit: int = MAX_BODY) -> bytes:
        """The payload with its content coding undone; raises BodyError where that cannot be done."""
        return decode(self.exchange.headers, self.exchange.body, limit)


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
    paths = _files(source)
    with closing(Originals(folder, max_block)) as originals:
        for path in paths:
            name = _name(path, folder)
            if not path.exists():
                report(Problem("missing", name, None, "no such file: check its name"))
                continue
            _check_size(path, name, report)
            yield from _read_file(path, name, originals, max_block, report)


def read_at(folder: Path, file: str, offset: int, *, max_block: int = MAX_BLOCK) -> StoredCapture:
    """The capture whose response begins at byte `offset` of `file`, below the archive `folder`."""
    path = locate(folder, file)
    if not path.is_file():
        refuse(Problem("missing", file, None, f"no such file below {folder}: restore it from a copy"))
    with path.open("rb") as stream, closing(Originals(folder, max_block)) as originals:
        frames = read_frames(stream, file, start=offset, max_block=max_block)
        frame = next(frames, None)
        if frame is None or not is_http(frame):
            refuse(Problem("corrupt", file, offset, "no HTTP response begins here: check file and offset"))
        try:
            request = next(frames, None)
        except ArchiveError:  # damage behind this record is not of this record
            request = None
        if request is not None and not belong(frame, request):
            request = None
        stored = _stored(frame, request, file, originals, refuse)
    if stored is None:
        raise AssertionError("refuse() raises before this")
    return stored


def last_captures(folder: Path, warc: Path, count: int) -> list[StoredCapture]:
    """The last captures of a closed WARC below the archive `folder`, at most `count`, oldest first."""
    with index_path(warc).open("rb") as index:
        offsets = nlargest(count, (parse_line(line, index_path(warc).name).offset for line in index))
    name = warc.relative_to(folder).as_posix()
    return [read_at(folder, name, offset) for offset in reversed(offsets)]


def _files(source: Path | Iterable[Path]) -> list[Path]:
    if not isinstance(source, Path):
        return [file for path in source for file in _files(path)]
    if not source.is_dir():
        return [source]
    found = sorted(path for path in source.rglob("*") if path.name.endswith(_SUFFIXES) and path.is_file())
    if not found:
        raise UsageError(f"{source}: no WARC file below it; give the folder that holds the archive")
    return found


def _name(path: Path, folder: Path | None) -> str:
    """The name a capture keeps; that of an open file is the one it will have when closed."""
    resolved = path.resolve()
    base = folder.resolve() if folder else None
    name = resolved.relative_to(base) if base and resolved.is_relative_to(base) else path
    return name.as_posix().removesuffix(OPEN)


def _check_size(path: Path, name: str, report: Report) -> None:
    """A file cut between two records reads without an error; only its manifest knows."""
    manifest = manifest_path(path)
    if not path.name.endswith(WARC) or not manifest.exists():
        return
    size = path.stat().st_size
    try:
        expected = load(manifest).size
    except ManifestError as error:
        report(Problem("corrupt", manifest.name, None, f"no manifest ({error}): restore it from a copy"))
        return
    if size != expected:
        kind: Kind = "truncated" if size < expected else "altered"
        report(Problem(kind, name, None, f"{size} bytes, {expected} when closed: restore it from a copy"))


def _read_file(
    path: Path, name: str, originals: Originals, max_block: int, report: Report
) -> Iterator[StoredCapture]:
    with path.open("rb") as stream:
        for frame, request in paired(read_frames(stream, name, max_block=max_block, report=report)):
            if frame.kind == "response":
                originals.add(frame, path)
            stored = _stored(frame, request, name, originals, report)
            if stored is not None:
                yield stored


def _stored(
    frame: Frame, request: Frame | None, name: str, originals: Originals, report: Report
) -> StoredCapture | None:
    """The capture of a response or revisit record; None after a problem was reported."""
    try:
        original = _original(frame, originals)
        # Some crawlers write a revisit without HTTP headers: those of the original stand for them.
        line, headers, start = split_head(frame.block or original.block)
        protocol, status, reason = parse_status(line)
        fetched_at = _moment(frame.headers.get("warc-date", ""))
        body, whole = _payload(original, headers, start) if original is frame else _payload_of(original)
        method, request_headers = _asked(request)
    except _UnusableRecord as error:
        report(Problem(error.kind, name, frame.offset, f"{frame.url[:200]}: {error}"))
        return None
    except NotHttpError as error:
        report(Problem("corrupt", name, frame.offset, f"{frame.url[:200]}: {error}"))
        return None
    exchange = Exchange(
        url=frame.url,
        method=method,
        request_headers=request_headers,
        fetched_at=fetched_at,
        ip=frame.headers.get("warc-ip-address"),
        protocol=_protocol(frame, protocol),
        status=status,
        reason=reason,
        headers=as_received(headers),
        body=body,
    )
    capture = Capture(
        url=frame.url,
        fetched_at=fetched_at,
        status=status,
        payload_digest=sha1(body),
        warc_file=name,
        warc_offset=frame.offset,
    )
    return StoredCapture(capture, exchange, truncated=not whole or "warc-truncated" in original.headers)


class _UnusableRecord(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind: Kind = kind


def _original(frame: Frame, originals: Originals) -> Frame:
    """The record that holds the payload: the record itself, or that which a revisit repeats."""
    if frame.kind == "response" or frame.headers.get("warc-profile", "").endswith("/server-not-modified"):
        return frame  # a 304 has no payload and stands for none
    original = originals.find(frame)
    if original is None:
        raise _UnusableRecord(
            "unresolved", "the capture this revisit repeats is in none of the files: read them together"
        )
    return original


def _payload_of(frame: Frame) -> tuple[bytes, bool]:
    _, headers, start = split_head(frame.block)
    return _payload(frame, headers, start)


def _payload(frame: Frame, headers: Headers, start: int) -> tuple[bytes, bool]:
    """The payload with chunks taken apart, and whether its end is there."""
    stored = frame.block[start:]
    body, whole = stored, True
    if "chunked" in (header(headers, "transfer-encoding") or "").lower():
        body, whole = dechunk(stored)
    recorded = frame.headers.get("warc-payload-digest")
    if recorded and frame.kind == "response" and not _is_of(recorded, stored, body):
        raise _UnusableRecord(
            "altered", f"the payload is not that of {recorded[:100]}: restore it from a copy"
        )
    return body, whole


def _is_of(recorded: str, stored: bytes, body: bytes) -> bool:
    # Crawlers disagree on whether the chunk sizes belong to the payload. None: an algorithm we do not have.
    return agrees(recorded, body) is not False or (stored is not body and agrees(recorded, stored) is True)


def _asked(request: Frame | None) -> tuple[str | None, Headers]:
    if request is None:
        return None, []
    line, headers, _ = split_head(request.block)
    method = parse_method(line)
    return method, headers if method else []


def _protocol(frame: Frame, written: str) -> str:
    declared = frame.headers.get("warc-protocol", "")
    return declared if declared[:1] in {"h", "H"} else written


def _moment(text: str) -> datetime:
    """A WARC-Date; the standard has it in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _UnusableRecord("corrupt", f"no usable WARC-Date but {text[:40]!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
