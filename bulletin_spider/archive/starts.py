"""Where in a file a WARC record seems to begin."""

from __future__ import annotations

from typing import BinaryIO

from bulletin_spider import deflate

GZIP = b"\x1f\x8b"
_READ = 2**15


def needle_of(magic: bytes) -> bytes:
    """What each record of a file begins with, told from the file's first bytes."""
    return GZIP + b"\x08" if magic.startswith(GZIP) else b"WARC/"


def next_start(file: BinaryIO, offset: int, needle: bytes) -> int | None:
    """The next byte at or after `offset` where a record seems to begin; None if there is none.

    It only seems so: a page may hold a WARC file.
    """
    file.seek(offset)
    before = b""
    while chunk := file.read(_READ):
        data = before + chunk
        first = offset - len(before)
        position = data.find(needle)
        while position >= 0:
            if _begins_record(file, first + position):
                return first + position
            position = data.find(needle, position + 1)
        offset += len(chunk)
        before = data[-(len(needle) - 1) :]
        file.seek(offset)
    return None


def _begins_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    start = file.read(512)
    if start.startswith(GZIP):
        try:
            start = deflate.decompressobj(deflate.WINDOW | 16).decompress(start, 16)
        except deflate.DeflateError:
            return False
    return start.startswith(b"WARC/")
