"""The records of one WARC file, one after the other, with nothing lost in silence.

warcio and FastWARC end without an error where a file is cut or a gzip member is broken. Here every byte of
a file belongs to a whole record or to a problem. Memory holds one record, whatever the file holds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import BinaryIO

from bulletin_spider import deflate
from bulletin_spider.archive.problem import Kind, Problem, Report, refuse
from bulletin_spider.archive.starts import GZIP, needle_of, next_start
from bulletin_spider.archive.wire import split_lines

MAX_BLOCK = 256 * 2**20
"""Largest record taken into memory, in bytes."""

_HEAD_AT_MOST = 2**20
# Each may read to the end of the file, so without a bound a file made for it would take quadratic time.
MOST_SEARCHES = 1000
_READ = 2**15
_STEP = 2**20
_HEAD_END = re.compile(rb"\n\r?\n")
_BLANK_LINES = (b"\r\n", b"\n")
_VERSIONS = ("WARC/1.1", "WARC/1.0", "WARC/0.17", "WARC/0.18")


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole WARC record and where it lies."""

    offset: int
    length: int
    """Bytes in the file: of the gzip member, or of the record where the file is not compressed."""
    headers: dict[str, str]
    """WARC headers by lower-case name; the first where one is repeated."""
    block: bytes

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        """The target URI."""
        return bare_uri(self.headers.get("warc-target-uri", ""))

    @property
    def is_not_modified(self) -> bool:
        """Whether the record is a 304 that refers to the capture which still stands."""
        return self.headers.get("warc-profile", "").endswith("/server-not-modified")


def bare_uri(uri: str) -> str:
    """A URI without the angle brackets that wget puts around it, as WARC 1.0 seemed to ask."""
    return uri[1:-1] if uri.startswith("<") and uri.endswith(">") else uri


class _BrokenRecord(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind: Kind = kind
        self.detail = detail


@dataclass
class Progress:
    """How far a file, or a stretch of it, was read."""

    offset: int
    """Where the next record begins."""
    searches: int = 0
    """How often damage was met and the next record looked for."""


def damaged_all_over(name: str, offset: int) -> Problem:
    """What is said of a file that is given up."""
    return Problem("corrupt", name, offset, "damaged all over, the rest was not read: restore a copy")


def read_frames(
    file: BinaryIO,
    name: str,
    *,
    start: int = 0,
    end: int | None = None,
    max_block: int = MAX_BLOCK,
    report: Report = refuse,
    progress: Progress | None = None,
) -> Generator[Frame, None, None]:
    """Every whole record that begins from byte `start` on and before `end`; damage goes to `report`.

    If `report` returns, reading goes on at the next place where a record begins. `progress` is kept up.
    """
    progress = Progress(start) if progress is None else progress
    file.seek(start)
    magic = file.read(2)
    if not magic:
        report(Problem("truncated", name, start, "nothing here; fetch the file again or restore a copy"))
        return
    read = _read_member if magic == GZIP else _read_plain
    window = _Window(file, start)
    while (end is None or window.offset < end) and not window.at_end():
        offset = window.offset
        try:
            headers, block, length = read(window, max_block)
        except _BrokenRecord as broken:
            report(Problem(broken.kind, name, offset, broken.detail))
            # A record that was read through is passed over; otherwise the next beginning is looked for.
            if window.offset == offset:
                progress.searches += 1
                if progress.searches > MOST_SEARCHES:
                    report(damaged_all_over(name, offset))
                    return
                window.move(next_start(file, offset + 1, needle_of(magic)))
            progress.offset = window.offset
            continue
        progress.offset = window.offset
        yield Frame(offset, length, headers, block)


class _Window:
    """A file read forward through one buffer, and the offset of the next record."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self.file = file
        self.move(offset)

    def move(self, offset: int | None) -> None:
        """Go to a byte of the file; None means its end."""
        self.offset = self.file.seek(0, os.SEEK_END) if offset is None else self.file.seek(offset)
        self.ahead = b""

    def at_end(self) -> bool:
        self.ahead = self.ahead or self.file.read(_READ)
        return not self.ahead


def _read_member(window: _Window, max_block: int) -> tuple[dict[str, str], bytes, int]:
    """One gzip member, which must hold exactly one record."""
    offset = window.offset
    data, over = _inflate_member(window, max_block + _HEAD_AT_MOST)
    headers, start, size = _parse(data)
    if over or size > max_block:
        raise _BrokenRecord(
            "too_large", f"a record of {size} bytes was passed over; raise the limit to read it"
        )
    if len(data) < start + size:
        raise _BrokenRecord("truncated", f"{len(data) - start} bytes of {size}: restore the file from a copy")
    if data[start + size :].strip(b"\r\n"):
        raise _BrokenRecord(
            "corrupt", "more than one record in a gzip member: run `warcio recompress OLD NEW` and read NEW"
        )
    return headers, data[start : start + size], window.offset - offset


def _inflate_member(window: _Window, keep: int) -> tuple[bytes, bool]:
    """The bytes of the member at the window, at most `keep` of them, and whether there were more."""
    stream = deflate.decompressobj(deflate.WINDOW | 16)
    pieces: list[bytes] = []
    size = 0
    feed, taken = window.ahead, len(window.ahead)
    try:
        while not stream.eof:
            piece = stream.decompress(feed, _STEP)
            if size < keep:
                pieces.append(piece)
            size += len(piece)
            feed = stream.unconsumed_tail
            if not feed and not stream.eof and len(piece) < _STEP:
                feed = window.file.read(_READ)
                taken += len(feed)
                if not feed:
                    raise _BrokenRecord(
                        "truncated", "the file ends inside a record: repair it or restore a copy"
                    )
    except deflate.DeflateError as error:
        raise _BrokenRecord("corrupt", f"not a whole gzip member ({error}): restore a copy") from error
    window.offset += taken - len(stream.unused_data)
    window.ahead = stream.unused_data
    return b"".join(pieces), size > keep


def _read_plain(window: _Window, max_block: int) -> tuple[dict[str, str], bytes, int]:
    """One uncompressed record, and the blank lines after it."""
    file = window.file
    file.seek(window.offset)
    lines: list[bytes] = []
    size = 0
    while (line := file.readline(_HEAD_AT_MOST)) and size < _HEAD_AT_MOST:
        lines.append(line)
        size += len(line)
        if line in _BLANK_LINES:
            break
    if not line:
        raise _BrokenRecord("truncated", "the file ends inside a record: repair it or restore a copy")
    headers, _, length = _parse(b"".join(lines))
    end = window.offset + size + length
    if end > file.seek(0, os.SEEK_END):
        raise _BrokenRecord("truncated", "the file ends inside a record: repair it or restore a copy")
    file.seek(end - length)
    block = file.read(length) if length <= max_block else b""
    file.seek(end)
    after = end
    while (line := file.readline(2)) in _BLANK_LINES:
        after += len(line)
    window.move(after)
    if length > max_block:
        raise _BrokenRecord(
            "too_large", f"a record of {length} bytes was passed over; raise the limit to read it"
        )
    return headers, block, size + length


def _parse(data: bytes) -> tuple[dict[str, str], int, int]:
    """WARC headers, where the block begins, and its announced size."""
    end = _HEAD_END.search(data, 0, _HEAD_AT_MOST)
    if end is None:
        raise _BrokenRecord("corrupt", "no WARC record begins here: restore a copy")
    first, lines = split_lines(_text(data[: end.start()].rstrip(b"\r")))
    if not first.upper().startswith(_VERSIONS):
        raise _BrokenRecord("corrupt", "no WARC record begins here: restore a copy")
    headers: dict[str, str] = {}
    for name, value in lines:
        headers.setdefault(name.lower(), value)
    size = headers.get("content-length", "")
    if not (size.isascii() and size.isdigit() and len(size) < 20):
        raise _BrokenRecord("corrupt", f"a WARC record without a usable Content-Length ({size[:40]!r})")
    return headers, end.end(), int(size)


def _text(head: bytes) -> str:
    """A WARC head, which is UTF-8 by the standard."""
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError:
        return head.decode("latin-1")
