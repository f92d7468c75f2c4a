"""Bodies are decoded as browsers decode them, within a bound."""

from __future__ import annotations

import gzip
import random
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from bulletin_spider.archive import (
    ArchiveWriter,
    BodyError,
    Exchange,
    decode,
    read_archive,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Make = Callable[..., Exchange]
Open = Callable[..., ArchiveWriter]
Pack = Callable[[list[bytes]], bytes]
Record = Callable[..., bytes]
PAGE = "<html><title>Phường Trường Xuân</title><p>Khen thưởng 12 tập thể.</p></html>".encode()
HTTP = {"Content-Type": "application/http; msgtype=response"}


def _raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def _zstd(data: bytes) -> bytes:
    return zstd.compress(data)


ENCODERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("X-GZIP", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", _raw_deflate),
    ("br", lambda data: bytes(brotli.compress(data, quality=5))),
    ("zstd", _zstd),
]


@pytest.mark.parametrize(("coding", "encode"), ENCODERS)
@pytest.mark.parametrize(
    "body", [PAGE, b"a", b"0123456789abcdef" * 100_000, random.Random(1).randbytes(400_000)]
)
def test_codings_are_undone(coding: str, encode: Callable[[bytes], bytes], body: bytes) -> None:
    assert decode([("Content-Encoding", coding)], encode(body), len(body)) == body
    with pytest.raises(BodyError, match="larger than"):
        decode([("Content-Encoding", coding)], encode(body), len(body) - 1)
    with pytest.raises(BodyError, match=r"cut short|damaged"):
        decode([("Content-Encoding", coding)], encode(body)[: len(encode(body)) // 2 + 1], len(body))


@pytest.mark.parametrize(
    ("header", "sent"),
    [
        ("", PAGE),
        ("identity", PAGE),
        *(
            (coding, PAGE) for coding in ("gzip", "deflate", "br", "zstd", "br, gzip", "aws-chunked")
        ),  # decoded
        ("br", b"\xef\xbb\xbf\r\n" + PAGE),
        ("deflate", b"\n" * 9 + PAGE),
        ("br, deflate", zlib.compress(PAGE)),
        ("gzip", b""),  # HEAD
        ("br, gzip", gzip.compress(brotli.compress(PAGE))),
        ("gzip", gzip.compress(PAGE[:30]) + gzip.compress(PAGE[30:])),
        ("gzip", gzip.compress(PAGE) + b"\0\0padding"),
    ],
)
def test_what_servers_also_send_is_decoded(header: str, sent: bytes) -> None:
    read = decode([("content-encoding", header)], sent)
    assert read.removeprefix(b"\xef\xbb\xbf").lstrip() == (PAGE if sent else b"")


@pytest.mark.parametrize("coding", ["deflate", "br"])
def test_text_stored_decoded_is_read_as_it_stands(coding: str) -> None:
    text = "Tổ dân phố số 5 được tặng Giấy khen.\n".encode() * 300
    assert decode([("Content-Encoding", coding)], text) == text
    with pytest.raises(BodyError):
        decode([("Content-Encoding", coding)], random.Random(2).randbytes(5000))


@pytest.mark.parametrize("header", ["compress", "gzip, gzip, gzip, gzip, gzip", "br"])
def test_what_cannot_be_decoded_says_so(header: str) -> None:
    with pytest.raises(BodyError):
        decode([("Content-Encoding", header)], b"\x1f\x9d\x90" + random.Random(3).randbytes(900))


@pytest.mark.parametrize(("coding", "encode"), [item for item in ENCODERS if item[0] != "X-GZIP"])
def test_a_bomb_is_stopped_at_the_limit(
    tmp_path: Path, writer: Open, exchange: Make, coding: str, encode: Callable[[bytes], bytes]
) -> None:
    bomb = encode(bytes(200_000_000))
    assert len(bomb) < 300_000
    with writer() as archive:
        archive.write(exchange(1, headers=[("Content-Encoding", coding)], body=bomb))
    [stored] = read_archive(tmp_path)
    tracemalloc.start()
    try:
        with pytest.raises(BodyError, match="bomb"):
            stored.body(limit=5_000_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("sent", "body", "truncated"),
    [
        (b"5\r\nKhen \r\n6\r\nthuong\r\n0\r\n\r\n", b"Khen thuong", False),
        (b"5;x=y\r\nKhen \r\n6 \r\nthuong\r\n0\r\nTrailer: 1\r\n\r\n", b"Khen thuong", False),
        (b"5\nKhen \n6\nthuong\n0\n\n", b"Khen thuong", False),
        (b"5\r\nKhen \r\nff\r\nthuong", b"Khen thuong", True),
        (b"5\r\nKhen \r\n", b"Khen ", True),
        (b"<html>stored without its chunks", b"<html>stored without its chunks", False),
        (b"ffffffffffffffff\r\nall", b"all", True),
        (b"0\r\n\r\n", b"", False),
    ],
)
def test_chunks_are_taken_apart(
    tmp_path: Path, record: Record, sent: bytes, body: bytes, truncated: bool
) -> None:
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n" + sent
    (tmp_path / "a.warc").write_bytes(record("response", {"WARC-Target-URI": "http://a.vn/", **HTTP}, block))
    [stored] = read_archive(tmp_path)
    assert (stored.body(), stored.truncated) == (body, truncated)
