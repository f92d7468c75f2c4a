"""Transfer and content codings undone, within a bound: a few kB on the wire can inflate to gigabytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]

from bulletin_spider import deflate
from bulletin_spider.archive.exchange import Headers
from bulletin_spider.archive.plain import is_markup, is_plain_text
from bulletin_spider.archive.problem import BodyError
from bulletin_spider.archive.wire import header

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_BODY = 64 * 2**20
"""Largest decoded body in bytes, unless told otherwise; the longest article pages are below 2 MB."""

_STEP = 2**18
_SLICE = 2**16
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\n]{0,4096})?\r?\n")
_ENCODINGS_AT_MOST = 4
_MEMBERS_AT_MOST = 1000


def dechunk(raw: bytes) -> tuple[bytes, bool]:
    """The payload of a chunked body, and whether its end was there.

    A body that does not begin with a chunk size is returned as it is: some crawlers store the payload
    with its chunks already taken apart, under the header of the wire.
    """
    pieces: list[bytes] = []
    position = 0
    while match := _CHUNK_SIZE.match(raw, position):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces), True
        start = match.end()
        pieces.append(raw[start : start + size])
        if start + size > len(raw):
            break
        position = start + size
        position += 2 if raw.startswith(b"\r\n", position) else 1 if raw.startswith(b"\n", position) else 0
    return (b"".join(pieces), False) if pieces else (raw, True)


def decode(headers: Headers, body: bytes, limit: int = MAX_BODY) -> bytes:
    """The body with its content codings undone.

    Raises BodyError if it is cut short, is not what the header says, or would grow beyond `limit` bytes.
    """
    encodings = [token.strip().lower() for token in (header(headers, "content-encoding") or "").split(",")]
    encodings = [token for token in encodings if token not in {"", "identity", "none", "utf-8"}]
    if len(encodings) > _ENCODINGS_AT_MOST:
        raise BodyError(f"{len(encodings)} content codings on top of each other: read by hand")
    for encoding in reversed(encodings):
        # Many a crawler stores a body decoded, under the header of the wire.
        if is_markup(body):
            break
        decoder = _DECODERS.get(encoding)
        if decoder is None:
            raise BodyError(f"content coding {encoding[:40]!r} is unknown: read by hand")
        try:
            body = decoder(body, limit)
        except (deflate.DeflateError, brotli.error, zstd.ZstdError) as error:
            if is_plain_text(body):
                break
            raise BodyError(f"body is not {encoding}, as its header says, or is damaged: {error}") from error
    if len(body) > limit:
        raise _too_large(limit)
    return body


def _too_large(limit: int) -> BodyError:
    return BodyError(f"body is larger than {limit} bytes when decoded: raise the limit if it is no bomb")


def _pump(
    data: bytes, start: int, limit: int, step: Callable[[bytes], bytes], tail: Callable[[], bytes | None]
) -> tuple[bytes, int]:
    """One compressed stream from byte `start` on, and how many bytes were fed up to its end.

    `tail` says what the decoder has not taken yet, or None when it has seen its end.
    """
    pieces: list[bytes] = []
    size = 0
    for position in range(start, len(data), _SLICE):
        feed: bytes | None = data[position : position + _SLICE]
        while feed is not None:
            piece = step(feed)
            feed = tail()
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise _too_large(limit)
            if not feed and not piece and feed is not None:
                break
        if feed is None:
            return b"".join(pieces), min(position + _SLICE, len(data))
    raise BodyError("body is cut short: fetch the page again")


def _inflate(data: bytes, start: int, limit: int, window: int) -> tuple[bytes, int]:
    stream = deflate.decompressobj(window)
    out, fed = _pump(
        data,
        start,
        limit,
        lambda feed: stream.decompress(feed, _STEP),
        lambda: None if stream.eof else stream.unconsumed_tail,
    )
    return out, fed - len(stream.unused_data)


def _inflate_zstd(data: bytes, start: int, limit: int) -> tuple[bytes, int]:
    stream = zstd.ZstdDecompressor()
    out, fed = _pump(
        data,
        start,
        limit,
        lambda feed: stream.decompress(feed, _STEP),
        lambda: None if stream.eof else b"",
    )
    return out, fed - len(stream.unused_data)


def _members(
    data: bytes, limit: int, magic: bytes, one: Callable[[bytes, int, int], tuple[bytes, int]]
) -> bytes:
    """Streams that follow each other; other bytes after the last mean nothing."""
    pieces: list[bytes] = []
    position = 0
    while data.startswith(magic, position):
        piece, position = one(data, position, limit)
        pieces.append(piece)
        limit -= len(piece)
        if len(pieces) > _MEMBERS_AT_MOST:
            raise BodyError(f"body is made of more than {_MEMBERS_AT_MOST} compressed parts: read by hand")
    # Without the magic number it was decoded by whoever stored it.
    return b"".join(pieces) if pieces else data


def _gunzip(data: bytes, limit: int) -> bytes:
    return _members(
        data, limit, b"\x1f\x8b", lambda data, start, limit: _inflate(data, start, limit, deflate.WINDOW | 16)
    )


def _unzstd(data: bytes, limit: int) -> bytes:
    return _members(data, limit, b"\x28\xb5\x2f\xfd", _inflate_zstd)


def _undeflate(data: bytes, limit: int) -> bytes:
    if not data:
        return data
    try:
        return _inflate(data, 0, limit, deflate.WINDOW)[0]
    except deflate.DeflateError:  # "deflate" means zlib by the standard, and raw deflate by some servers
        return _inflate(data, 0, limit, -deflate.WINDOW)[0]


def _unbrotli(data: bytes, limit: int) -> bytes:
    if not data:
        return data
    stream = brotli.Decompressor()

    def step(feed: bytes) -> bytes:
        piece: bytes = stream.process(feed, output_buffer_limit=_STEP)
        return piece

    return _pump(data, 0, limit, step, lambda: None if stream.is_finished() else b"")[0]


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
