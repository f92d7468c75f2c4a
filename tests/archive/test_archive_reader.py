"""Captures come out of our own archives and of those of wget and Browsertrix."""

from __future__ import annotations

import hashlib
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin_spider.archive import (
    ArchiveError,
    ArchiveWriter,
    Exchange,
    Seen,
    read_archive,
    read_at,
)

Make = Callable[..., Exchange]
Open = Callable[..., ArchiveWriter]
Pack = Callable[[list[bytes]], bytes]
Record = Callable[..., bytes]
PAGE = "<html><title>Phường Trường Xuân</title><p>Khen thưởng 12 tập thể.</p></html>".encode()
HTTP = {"Content-Type": "application/http; msgtype=response"}


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_wget_is_read(tmp_path: Path, wget: list[bytes], packed: Pack, name: str) -> None:
    data = packed(wget) if name.endswith("gz") else b"".join(wget)
    (tmp_path / name).write_bytes(data)
    page, missing = read_archive(tmp_path)
    assert page.exchange.url == "http://a.vn/"
    assert page.exchange.method == "GET"
    assert ("User-Agent", "Wget/1.21.3") in page.exchange.request_headers
    assert page.exchange.ip == "198.51.100.2"
    assert page.exchange.body == page.body() == PAGE
    assert page.exchange.headers == [("Transfer-Encoding", "chunked"), ("Content-Type", "text/html")]
    assert page.capture.fetched_at.isoformat() == "2024-02-29T08:02:03+07:00"
    assert page.capture.payload_digest is not None
    assert page.capture.payload_digest.startswith("sha1:")
    assert (missing.capture.status, missing.exchange.protocol) == (404, "HTTP/1.0")
    assert missing.exchange.reason == "Not Found"
    assert missing.body() == b"nothing"
    assert missing.exchange.method is None
    for item in (page, missing):
        assert read_at(tmp_path, name, item.capture.warc_offset or 0).capture == item.capture


def test_concatenated_files_are_one_file(tmp_path: Path, wget: list[bytes], packed: Pack) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed(wget) * 3)
    stored = list(read_archive(tmp_path / "a.warc.gz"))
    assert len(stored) == 6
    assert len({item.capture.warc_offset for item in stored}) == 6


def test_browsertrix_is_read(tmp_path: Path, record: Record, packed: Pack) -> None:
    digest = "sha256:" + hashlib.sha256(PAGE).hexdigest()
    uri = {"WARC-Target-URI": "https://b.vn/tin?a=1", "WARC-Page-ID": "x", "WARC-Payload-Digest": digest}
    head = b"HTTP/1.1 200 OK\r\nx-orig-content-encoding: br\r\ncontent-type: text/html\r\n\r\n"
    records = [
        record("warcinfo", {}, b"software: Browsertrix-Crawler 1.5\r\n", "1.1"),
        record(
            "response",
            {
                **uri,
                **HTTP,
                "WARC-Record-ID": "<urn:uuid:r>",
                "WARC-Date": "2024-05-01T00:00:00.123Z",
                "WARC-Protocol": "h2",
            },
            head + PAGE,
            "1.1",
        ),
        record(
            "request",
            {"WARC-Target-URI": "https://b.vn/tin?a=1", "WARC-Concurrent-To": "<urn:uuid:r>"},
            b"GET /tin?a=1 HTTP/1.1\r\nhost: b.vn\r\n\r\n",
            "1.1",
        ),
        record(
            "resource",
            {"WARC-Target-URI": "urn:pageinfo:https://b.vn/tin", "Content-Type": "application/json"},
            b"{}",
            "1.1",
        ),
        record(
            "revisit",
            {
                **uri,
                **HTTP,
                "WARC-Target-URI": "https://b.vn/tin?a=2",
                "WARC-Date": "2024-05-02T00:00:00Z",
                "WARC-Refers-To-Target-URI": "https://b.vn/tin?a=1",
                "WARC-Refers-To-Date": "2024-05-01T00:00:00.123Z",
            },
            b"HTTP/1.1 200 OK\r\nserver: later\r\n\r\n",
            "1.1",
        ),
        record("revisit", {**uri, "WARC-Profile": "x"}, b"", "1.1"),
    ]
    (tmp_path / "b.warc.gz").write_bytes(packed(records))
    first, second, bare = read_archive(tmp_path / "b.warc.gz")
    assert first.body() == second.body() == bare.body() == PAGE
    assert (first.exchange.protocol, first.exchange.method) == ("h2", "GET")
    assert first.capture.fetched_at.microsecond == 123_000
    assert second.exchange.headers == [("server", "later")]
    assert bare.exchange.headers == first.exchange.headers


def test_the_index_leads_to_an_original_in_another_file(
    tmp_path: Path, writer: Open, exchange: Make, record: Record
) -> None:
    with writer() as archive:
        original = archive.write(exchange())
    headers = {
        "WARC-Target-URI": "https://b.vn/copy",
        "WARC-Payload-Digest": str(original.payload_digest),
        "WARC-Refers-To-Target-URI": f"<{original.url}>",
        **HTTP,
    }
    foreign = tmp_path / "a.warc"
    foreign.write_bytes(record("revisit", headers, b"HTTP/1.1 200 OK\r\n\r\n"))
    [stored] = read_archive(foreign, folder=tmp_path)
    assert stored.body() == exchange().body
    assert stored.capture.warc_file == "a.warc"
    [index] = tmp_path.rglob("*.cdxj")
    for damage in (b"no index", index.read_bytes().replace(b"xuan-hoa/2025", b"../../../../x")):
        index.write_bytes(damage)
        with pytest.raises(ArchiveError, match="unresolved"):
            list(read_archive(foreign, folder=tmp_path))


def test_files_and_folders_may_be_mixed(tmp_path: Path, wget: list[bytes]) -> None:
    (tmp_path / "in").mkdir()
    for name in ("in/a.warc", "in/b.warc", "c.warc", "in/readme.txt"):
        (tmp_path / name).write_bytes(b"".join(wget))
    stored = list(read_archive([tmp_path / "c.warc", tmp_path / "in"], folder=tmp_path))
    assert [item.capture.warc_file for item in stored[::2]] == ["c.warc", "in/a.warc", "in/b.warc"]


@pytest.mark.parametrize("label", ["crc32:00", "sha1", "blake3:abc", ":"])
def test_a_digest_we_cannot_compute_is_no_fault(tmp_path: Path, record: Record, label: str) -> None:
    headers = {"WARC-Target-URI": "http://a.vn/", "WARC-Payload-Digest": label, **HTTP}
    (tmp_path / "a.warc").write_bytes(record("response", headers, b"HTTP/1.1 200 OK\r\n\r\nx"))
    [stored] = read_archive(tmp_path)
    assert stored.body() == b"x"


def test_a_revisit_of_wget_is_whole(tmp_path: Path, wget: list[bytes], record: Record) -> None:
    digest = next(line for line in wget[2].decode().splitlines() if "Payload" in line).split(" ")[1]
    headers = {
        "WARC-Target-URI": "<http://a.vn/again>",
        "WARC-Payload-Digest": digest,
        "WARC-Truncated": "length",  # said of the record, which leaves the payload out
        "WARC-Profile": "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
        **HTTP,
    }
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nDate: later\r\n\r\n"
    (tmp_path / "one.warc").write_bytes(b"".join(wget))
    (tmp_path / "two.warc").write_bytes(record("revisit", headers, block))
    *_, again = read_archive([tmp_path / "one.warc", tmp_path / "two.warc"])
    assert (again.exchange.url, again.body(), again.truncated) == ("http://a.vn/again", PAGE, False)
    assert again.exchange.headers[1] == ("Date", "later")


def test_a_revisit_may_come_before_what_it_repeats(tmp_path: Path, record: Record, packed: Pack) -> None:
    digest = "sha256:" + hashlib.sha256(PAGE).hexdigest()
    told = {"WARC-Payload-Digest": digest, **HTTP}

    def made(kind: str, path: str, body: bytes = b"") -> bytes:
        url = f"http://a.vn/{path}"
        return record(kind, {**told, "WARC-Target-URI": url}, b"HTTP/1.1 200 OK\r\n\r\n" + body)

    (tmp_path / "a.warc.gz").write_bytes(packed([made("revisit", "1"), made("revisit", "2")]))
    (tmp_path / "b.warc.gz").write_bytes(packed([made("revisit", "3"), made("response", "", PAGE)]))
    stored = list(read_archive(tmp_path))
    assert [item.exchange.url[12:] for item in stored] == ["1", "2", "3", ""]
    assert [item.body() for item in stored] == [PAGE] * 4
    with pytest.raises(ArchiveError, match=r"a\.warc\.gz at byte 0: unresolved"):
        list(read_archive(tmp_path / "a.warc.gz"))


def test_a_payload_the_crawler_cut_off_is_marked(tmp_path: Path, record: Record) -> None:
    headers = {"WARC-Target-URI": "http://a.vn/", "WARC-Truncated": "time", **HTTP}
    (tmp_path / "a.warc").write_bytes(record("response", headers, b"HTTP/1.1 200 OK\r\n\r\n<html>hal"))
    [stored] = read_archive(tmp_path)
    assert stored.truncated


def test_a_revisit_of_a_revisit_finds_the_payload(tmp_path: Path, writer: Open, exchange: Make) -> None:
    last: list[Seen] = []
    with writer(seen=lambda _digest, _url: last[-1] if last else None, max_bytes=1) as archive:
        for _ in range(4):
            capture = archive.write(exchange())
            last.append(
                Seen(capture.url, capture.fetched_at, capture.warc_file or "", capture.warc_offset or 0)
            )
    assert [item.body() for item in read_archive(tmp_path)] == [exchange().body] * 4
    assert last[-1].warc_file.endswith("run-00004.warc.gz")
    assert read_at(tmp_path, last[-1].warc_file, last[-1].warc_offset).body() == exchange().body


def test_memory_stays_flat(tmp_path: Path, writer: Open, exchange: Make) -> None:
    with writer(max_bytes=20_000_000) as archive:
        for number in range(120):
            archive.write(exchange(number, body=random.Random(number).randbytes(500_000)))
    tracemalloc.start()
    try:
        assert sum(len(item.body()) for item in read_archive(tmp_path)) == 60_000_000
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_folded_and_broken_header_lines(tmp_path: Path, record: Record) -> None:
    block = b"HTTP/1.1 200  OK then \r\nA:1\r\n folded\r\n\tmore\r\nno colon\r\nB : \xe1\xbb\x9f \r\n\r\nx"
    (tmp_path / "a.warc").write_bytes(record("response", {"WARC-Target-URI": "http://a.vn/", **HTTP}, block))
    [stored] = read_archive(tmp_path)
    assert stored.exchange.reason == "OK then"
    assert stored.exchange.headers == [("A", "1 folded more"), ("B", b"\xe1\xbb\x9f".decode("latin-1"))]
    assert stored.body() == b"x"
