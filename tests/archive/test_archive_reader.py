"""Foreign archives are read, hostile ones do no harm, and damage is named."""

from __future__ import annotations

import gzip
import hashlib
import random
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_spider.archive import (
    ArchiveError,
    ArchiveWriter,
    BodyError,
    Exchange,
    Problem,
    Seen,
    decode,
    iterate,
    read_archive,
    read_at,
)
from bulletin_spider.archive.frames import read_frames
from bulletin_spider.errors import UsageError

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


def test_a_place_without_a_capture_is_named(tmp_path: Path, writer: Open, exchange: Make) -> None:
    path = _files(tmp_path, writer, exchange, count=1)
    name = path.relative_to(tmp_path).as_posix()
    [entry] = iterate(tmp_path)
    with pytest.raises(ArchiveError, match="at byte 0: corrupt: no HTTP response begins here"):
        read_at(tmp_path, name, 0)  # the warcinfo
    with pytest.raises(ArchiveError, match="corrupt"):
        read_at(tmp_path, name, entry.offset + 3)
    with pytest.raises(ArchiveError, match="truncated"):
        read_at(tmp_path, name, path.stat().st_size)
    for gone in ("xuan-hoa/2025/run-00009.warc.gz", "xuan-hoa", "."):
        with pytest.raises(ArchiveError, match="missing"):
            read_at(tmp_path, gone, 0)
    data = path.read_bytes()
    path.write_bytes(data[: entry.offset + entry.length + 9])  # the request behind it is damaged
    assert (
        read_at(tmp_path, name, entry.offset).body() == exchange(0, body=random.Random(0).randbytes(900)).body
    )


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


def test_hostile_heads_take_linear_time(tmp_path: Path, record: Record) -> None:
    target = {"WARC-Target-URI": "http://a.vn/", **HTTP}
    folds = b"HTTP/1.1 200 OK\r\nA: b\r\n" + b" c\r\n" * 500_000 + b"\r\nx"
    endless = b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1_500_000
    parts = gzip.compress(b"") * 2_000
    coded = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + parts
    warc_folds = {**target, "X": "a\r\n" + " b\r\n" * 200_000 + " c"}
    records = [
        record("response", target, folds),
        record("response", target, endless),
        record("response", target, coded),
        record("response", warc_folds, b"HTTP/1.1 200 OK\r\n\r\ny"),
        record("response", {**target, "X": "a" * 2_000_000}, b"HTTP/1.1 200 OK\r\n\r\nz"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(records))
    problems: list[Problem] = []
    one, two, three = read_archive(tmp_path, report=problems.append)
    assert (one.body(), three.body()) == (b"x", b"y")
    with pytest.raises(BodyError, match="parts"):
        two.body()
    assert ["no end of the HTTP headers" in problem.detail for problem in problems] == [True, False]


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


def test_a_payload_the_crawler_cut_off_is_marked(tmp_path: Path, record: Record) -> None:
    headers = {"WARC-Target-URI": "http://a.vn/", "WARC-Truncated": "time", **HTTP}
    (tmp_path / "a.warc").write_bytes(record("response", headers, b"HTTP/1.1 200 OK\r\n\r\n<html>hal"))
    [stored] = read_archive(tmp_path)
    assert stored.truncated


def test_a_revisit_without_its_original_is_named(tmp_path: Path, record: Record) -> None:
    revisit = record(
        "revisit",
        {"WARC-Target-URI": "http://a.vn/", "WARC-Payload-Digest": "sha1:X", **HTTP},
        b"HTTP/1.1 200 OK\r\n\r\n",
    )
    (tmp_path / "a.warc").write_bytes(revisit)
    with pytest.raises(ArchiveError, match=r"a\.warc at byte 0: unresolved"):
        list(read_archive(tmp_path))


def _files(folder: Path, writer: Open, exchange: Make, count: int = 6) -> Path:
    with writer() as archive:
        for number in range(count):
            archive.write(exchange(number, body=bytes(random.Random(number).randbytes(900))))
    [path] = folder.rglob("*.warc.gz")
    return path


def _read(source: Path) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    return [item.exchange.url for item in read_archive(source, report=problems.append)], problems


def test_a_cut_file_is_named_with_its_byte(tmp_path: Path, writer: Open, exchange: Make) -> None:
    path = _files(tmp_path, writer, exchange)
    entries = sorted(iterate(tmp_path), key=lambda entry: entry.offset)
    data = path.read_bytes()
    foreign = tmp_path / "foreign.warc.gz"
    for cut in (entries[3].offset + 1, entries[3].offset + 200, entries[3].offset + entries[3].length - 1):
        foreign.write_bytes(data[:cut])
        urls, [problem] = _read(foreign)
        assert urls == [entry.url for entry in entries[:3]]
        assert (problem.kind, problem.file, problem.offset) == ("truncated", str(foreign), entries[3].offset)
        with pytest.raises(ArchiveError, match=f"at byte {entries[3].offset}: truncated"):
            list(read_archive(foreign))


def test_a_file_cut_between_two_records_is_known_by_its_manifest(
    tmp_path: Path, writer: Open, exchange: Make
) -> None:
    path = _files(tmp_path, writer, exchange)
    cut = sorted(entry.offset for entry in iterate(tmp_path))[3]
    path.write_bytes(path.read_bytes()[:cut])
    urls, [problem] = _read(tmp_path)
    assert len(urls) == 3
    assert problem.kind == "truncated"
    assert problem.file == "xuan-hoa/2025/run-00001.warc.gz"


def test_a_damaged_manifest_is_named_and_the_file_read(tmp_path: Path, writer: Open, exchange: Make) -> None:
    path = _files(tmp_path, writer, exchange)
    manifest = path.with_name("run-00001.json")
    manifest.write_text("{}")
    urls, [problem] = _read(tmp_path)
    assert len(urls) == 6
    assert (problem.kind, problem.file) == ("corrupt", "run-00001.json")
    manifest.unlink()
    path.write_bytes(path.read_bytes() + b"more")
    assert [problem.kind for problem in _read(tmp_path)[1]] == ["corrupt"]


@pytest.mark.parametrize("damage", [b"\0", b"\xff" * 30, b"\x1f\x8b\x08"])
def test_behind_a_damaged_record_reading_goes_on(
    tmp_path: Path, writer: Open, exchange: Make, damage: bytes
) -> None:
    path = _files(tmp_path, writer, exchange)
    entries = sorted(iterate(tmp_path), key=lambda entry: entry.offset)
    data = bytearray(path.read_bytes())
    start = entries[2].offset + 300
    assert data[start : start + len(damage)] != damage
    data[start : start + len(damage)] = damage
    path.write_bytes(data)
    urls, problems = _read(tmp_path)
    assert urls == [entry.url for entry in entries[:2] + entries[3:]]
    assert {problem.offset for problem in problems} == {entries[2].offset}
    assert problems[0].kind == "corrupt"


def test_a_cut_or_altered_plain_file_is_named(tmp_path: Path, wget: list[bytes]) -> None:
    path = tmp_path / "a.warc"
    offset = sum(map(len, wget[:2]))
    path.write_bytes(b"".join(wget[:3])[:-40])
    assert _read(path) == ([], [Problem("truncated", str(path), offset, _read(path)[1][0].detail)])
    path.write_bytes(b"".join(wget).replace(b"Khen th", b"Phe b\xc3\xacn"[:7]))
    urls, [problem] = _read(path)
    assert urls == ["http://a.vn/2"]
    assert (problem.kind, problem.offset) == ("altered", offset)
    path.write_bytes(b"".join([*wget[:2], b"garbage\r\n", *wget[2:]]))
    urls, [problem] = _read(path)
    assert len(urls) == 2
    assert (problem.kind, problem.offset) == ("corrupt", offset)


@pytest.mark.parametrize(
    "content", [b"", b"\x1f\x8b", b"<html>no archive</html>", b"\n" * 100_000, b"WARC/1.0"]
)
@pytest.mark.parametrize("name", ["x.warc", "x.warc.gz"])
def test_what_is_no_archive_is_never_an_empty_one(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ArchiveError):
        list(read_archive(tmp_path))


def test_one_gzip_member_for_all_says_what_to_do(tmp_path: Path, wget: list[bytes]) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"".join(wget)))
    with pytest.raises(ArchiveError, match="warcio recompress"):
        list(read_archive(tmp_path))


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no WARC file"):
        list(read_archive(tmp_path))
    with pytest.raises(ArchiveError, match="missing"):
        list(read_archive(tmp_path / "gone.warc.gz"))


def test_no_file_outside_the_archive_is_read(tmp_path: Path, wget: list[bytes], record: Record) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (tmp_path / "secret.warc").write_bytes(b"".join(wget))
    for file in ("../secret.warc", str(tmp_path / "secret.warc"), "x/../../secret.warc", "a\0"):
        with pytest.raises(UsageError):
            read_at(archive, file, 0)
    names = {
        "WARC-Refers-To-Filename": "../secret.warc",
        "WARC-Refers-To-File-Offset": str(sum(map(len, wget[:2]))),
    }
    digest = next(line for line in wget[2].decode().splitlines() if "Payload" in line).split(" ")[1]
    revisit = record(
        "revisit",
        {"WARC-Target-URI": "http://a.vn/", "WARC-Payload-Digest": digest, **names, **HTTP},
        b"HTTP/1.1 200 OK\r\n\r\n",
    )
    (archive / "a.warc").write_bytes(revisit)
    urls, [problem] = _read(archive)
    assert (urls, problem.kind) == ([], "unresolved")


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
        ("gzip", PAGE),  # the header was kept, the body was stored decoded
        ("gzip", b""),  # HEAD
        ("br, gzip", gzip.compress(brotli.compress(PAGE))),
        ("gzip", gzip.compress(PAGE[:30]) + gzip.compress(PAGE[30:])),
        ("gzip", gzip.compress(PAGE) + b"\0\0padding"),
    ],
)
def test_what_servers_also_send_is_decoded(header: str, sent: bytes) -> None:
    assert decode([("content-encoding", header)], sent) == (PAGE if sent else b"")


@pytest.mark.parametrize("header", ["compress", "gzip, gzip, gzip, gzip, gzip", "br"])
def test_what_cannot_be_decoded_says_so(header: str) -> None:
    with pytest.raises(BodyError):
        decode([("Content-Encoding", header)], PAGE)


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


def test_a_record_too_large_is_passed_over_and_named(
    tmp_path: Path, record: Record, wget: list[bytes]
) -> None:
    big = record(
        "response",
        {"WARC-Target-URI": "http://a.vn/big", **HTTP},
        b"HTTP/1.1 200 OK\r\n\r\n" + bytes(60_000_000),
    )
    for name, data in (
        ("a.warc.gz", gzip.compress(big) + b"".join(map(gzip.compress, wget))),
        ("a.warc", big + b"".join(wget)),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        problems: list[Problem] = []
        tracemalloc.start()
        try:
            stored = list(read_archive(path, max_block=1_000_000, report=problems.append))
            assert tracemalloc.get_traced_memory()[1] < 12_000_000
        finally:
            tracemalloc.stop()
        assert len(stored) == 2
        assert [(problem.kind, problem.offset) for problem in problems] == [("too_large", 0)]


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


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"<html>",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 000 Zero\r\n\r\n",
        b"ICY 200 OK\r\n\r\n",
    ],
)
def test_a_response_without_a_status_is_named(tmp_path: Path, record: Record, block: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(record("response", {"WARC-Target-URI": "http://a.vn/", **HTTP}, block))
    with pytest.raises(ArchiveError, match="no HTTP status line"):
        list(read_archive(tmp_path))


@pytest.mark.parametrize("date", ["", "yesterday", "2024-13-01T00:00:00Z"])
def test_a_record_without_a_time_is_named(tmp_path: Path, record: Record, date: str) -> None:
    headers = {"WARC-Target-URI": "http://a.vn/", "WARC-Date": date, **HTTP}
    (tmp_path / "a.warc").write_bytes(record("response", headers, b"HTTP/1.1 200 OK\r\n\r\n"))
    with pytest.raises(ArchiveError, match="WARC-Date"):
        list(read_archive(tmp_path))


def test_folded_and_broken_header_lines(tmp_path: Path, record: Record) -> None:
    block = b"HTTP/1.1 200  OK then \r\nA:1\r\n folded\r\n\tmore\r\nno colon\r\nB : \xe1\xbb\x9f \r\n\r\nx"
    (tmp_path / "a.warc").write_bytes(record("response", {"WARC-Target-URI": "http://a.vn/", **HTTP}, block))
    [stored] = read_archive(tmp_path)
    assert stored.exchange.reason == "OK then"
    assert stored.exchange.headers == [("A", "1 folded more"), ("B", b"\xe1\xbb\x9f".decode("latin-1"))]
    assert stored.body() == b"x"


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_damage_is_silent_or_fatal(data: st.DataObject) -> None:
    """Whatever is done to a file, each record is read whole or a problem is reported."""
    bodies = [b"HTTP/1.1 200 OK\r\n\r\n" + b"%d" % n * 60 for n in range(4)]
    plain = [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(body), body)
        for body in bodies
    ]
    packed = data.draw(st.booleans())
    whole = bytearray(b"".join(map(gzip.compress, plain) if packed else plain))
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start, len(whole)) | st.just(start + 1))
    whole[start:end] = data.draw(st.binary(max_size=40))
    problems: list[Problem] = []
    frames = list(read_frames(BytesIO(bytes(whole)), "x", report=problems.append))
    spans = [(frame.offset, frame.offset + frame.length) for frame in frames]
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    if packed:
        assert all(frame.block in bodies for frame in frames)
        if len(frames) < 4 and not problems:
            # Only a cut that takes whole records, and nothing else, can go unseen: the manifest knows of it.
            assert all(bytes(whole[a:b]) in map(gzip.compress, plain) for a, b in spans)
            assert sum(b - a for a, b in spans) == len(whole)
