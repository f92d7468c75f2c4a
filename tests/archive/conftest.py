"""Answers and foreign WARC files made by hand."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin_spider.archive import ArchiveWriter, Exchange, Seen

PAGE = "<html><title>Phường Trường Xuân</title><p>Khen thưởng 12 tập thể.</p></html>".encode()
NOON = datetime(2025, 6, 30, 5, 0, 0, 123456, tzinfo=UTC)


def _exchange(number: int = 1, **changed: object) -> Exchange:
    values: dict[str, object] = {
        "url": f"https://xuanhoa.example.vn/tin-{number}.html",
        "method": "GET",
        "request_headers": [("Host", "xuanhoa.example.vn"), ("User-Agent", "bulletin_spider")],
        "fetched_at": NOON + timedelta(seconds=number),
        "ip": "203.0.113.7",
        "protocol": "HTTP/1.1",
        "status": 200,
        "reason": "OK",
        "headers": [("Content-Type", "text/html; charset=utf-8"), ("X-Number", str(number))],
        "body": PAGE + b" %d" % number * 50,
    }
    return Exchange(**{**values, **changed})  # type: ignore[arg-type]


@pytest.fixture
def exchange() -> Callable[..., Exchange]:
    """Makes an exchange; each number another one."""
    return _exchange


def _never(digest: str, url: str) -> Seen | None:
    return None


@pytest.fixture
def writer(tmp_path: Path) -> Callable[..., ArchiveWriter]:
    """Opens a writer on the archive in `tmp_path`."""

    def make(run: str = "run", **changed: object) -> ArchiveWriter:
        values: dict[str, object] = {"site": "xuan-hoa", "info": {"software": "test"}, "seen": _never}
        return ArchiveWriter(tmp_path, run=run, **{**values, **changed})  # type: ignore[arg-type]

    return make


def _record(kind: str, headers: dict[str, str], block: bytes, version: str = "1.0") -> bytes:
    """One uncompressed record, as another crawler would write it."""
    lines = {
        "WARC-Type": kind,
        "WARC-Date": "2024-02-29T01:02:03Z",
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(kind.encode() + block).hexdigest()}>",
        **headers,
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


@pytest.fixture
def record() -> Callable[..., bytes]:
    """Makes the bytes of one record."""
    return _record


@pytest.fixture
def wget() -> list[bytes]:
    """What wget writes: angle brackets, the request first, chunks kept under Transfer-Encoding."""
    request = b"GET / HTTP/1.1\r\nHost: a.vn\r\nUser-Agent: Wget/1.21.3\r\n\r\n"
    half = len(PAGE) // 2
    chunked = b"%x\r\n%b\r\n%x;ext=1\r\n%b\r\n0\r\n\r\n" % (half, PAGE[:half], len(PAGE) - half, PAGE[half:])
    response = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n" + chunked
    digest = "sha1:" + base64.b32encode(hashlib.sha1(chunked).digest()).decode()
    uri = {"WARC-Target-URI": "<http://a.vn/>", "WARC-IP-Address": "198.51.100.2"}
    return [
        _record(
            "warcinfo", {"Content-Type": "application/warc-fields"}, b"software: Wget/1.21.3 (linux-gnu)\r\n"
        ),
        _record(
            "request",
            {**uri, "WARC-Record-ID": "<urn:uuid:1>", "Content-Type": "application/http;msgtype=request"},
            request,
        ),
        _record(
            "response",
            {
                **uri,
                "WARC-Concurrent-To": "<urn:uuid:1>",
                "WARC-Payload-Digest": digest,
                "Content-Type": "application/http;msgtype=response",
            },
            response,
        ),
        _record("metadata", {"Content-Type": "text/plain"}, b"http://a.vn/ 200\n"),
        _record("resource", {"WARC-Target-URI": "<metadata://gnu.org/wget.log>"}, b"HTTP/1.1 in a log\n"),
        _record(
            "response", {"WARC-Target-URI": "dns:a.vn", "Content-Type": "text/dns"}, b"a.vn. 60 IN A 1.2.3.4"
        ),
        _record(
            "response",
            {"WARC-Target-URI": "<http://a.vn/2>", "Content-Type": "application/http;msgtype=response"},
            b"HTTP/1.0 404 Not Found\n\nnothing",
        ),
    ]


@pytest.fixture
def packed() -> Callable[[list[bytes]], bytes]:
    """Makes a .warc.gz of records: one gzip member each."""
    return lambda records: b"".join(gzip.compress(item) for item in records)
