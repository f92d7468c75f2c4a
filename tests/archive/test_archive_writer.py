"""What is written can be read back byte for byte, by us and by others."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from bulletin_spider.archive import (
    ArchiveWriter,
    Exchange,
    Seen,
    StoredCapture,
    iterate,
    read_archive,
    read_at,
    repair,
    verify,
)
from bulletin_spider.errors import OutputError, UsageError

Make = Callable[..., Exchange]
Open = Callable[..., ArchiveWriter]


def _memory(stored: dict[tuple[str, str], Seen], writer: ArchiveWriter, exchange: Exchange) -> None:
    """Write and remember, as a crawl does with its state."""
    capture = writer.write(exchange)
    assert capture.payload_digest
    assert capture.warc_file
    assert capture.warc_offset is not None
    key = (capture.payload_digest, capture.url)
    stored.setdefault(key, Seen(capture.url, exchange.fetched_at, capture.warc_file, capture.warc_offset))


@pytest.fixture
def mixed(tmp_path: Path, writer: Open, exchange: Make) -> list[Exchange]:
    """An archive of several files with pages, an image, a redirect, a HEAD, a 304 and revisits."""
    stored: dict[tuple[str, str], Seen] = {}
    image = os.urandom(40_000)
    written = [
        exchange(1),
        exchange(2, headers=[("Transfer-Encoding", "chunked"), ("Content-Type", "text/html")]),
        exchange(3, headers=[("Content-Type", "image/jpeg"), ("Content-Length", "40000")], body=image),
        exchange(4, status=301, reason="", headers=[("Location", "/a b\xe1")], body=b""),
        exchange(5, method="HEAD", headers=[("content-length", "777")], body=b""),
        exchange(6, status=304, reason="Not Modified", headers=[("ETag", '"x"')], body=b""),
        exchange(7, headers=[], body=b"a"),
        exchange(8, protocol="h2", ip="2001:db8::1"),
        exchange(9, ip=None, method=None, request_headers=[]),
    ]
    again = [replace(item, fetched_at=item.fetched_at + timedelta(days=1)) for item in written[:3]]
    with writer(seen=lambda digest, url: stored.get((digest, url)), max_bytes=30_000) as archive:
        for item in written + again:
            _memory(stored, archive, item)
    assert len(list(tmp_path.rglob("*.warc.gz"))) > 1
    return written + again


def test_every_exchange_comes_back_as_it_was(tmp_path: Path, mixed: list[Exchange]) -> None:
    stored = list(read_archive(tmp_path))
    assert [item.exchange for item in stored] == mixed
    assert [item.capture.url for item in stored] == [item.url for item in mixed]
    assert not any(item.truncated for item in stored)


def test_every_capture_can_be_read_at_its_place(tmp_path: Path, mixed: list[Exchange]) -> None:
    for item in read_archive(tmp_path):
        assert item.capture.warc_file is not None
        assert item.capture.warc_offset is not None
        assert read_at(tmp_path, item.capture.warc_file, item.capture.warc_offset) == item


def test_warcio_finds_no_fault(tmp_path: Path, mixed: list[Exchange]) -> None:
    files = sorted(map(str, tmp_path.rglob("*.warc.gz")))
    command = [sys.executable, "-m", "warcio.cli"]
    check = subprocess.run([*command, "check", "-v", *files], capture_output=True, text=True, check=False)
    assert (check.returncode, check.stderr) == (0, "")
    assert "fail" not in check.stdout
    index = subprocess.run([*command, "index", *files], capture_output=True, text=True, check=True)
    # 12 responses and revisits, 11 requests, and a warcinfo a file.
    assert len(index.stdout.splitlines()) == 12 + 11 + len(files)


def test_a_second_reader_sees_the_same(tmp_path: Path, mixed: list[Exchange]) -> None:
    payloads = []
    kinds = []
    for path in sorted(tmp_path.rglob("*.warc.gz")):
        with path.open("rb") as file:
            for item in FastIterator(file, parse_http=False):
                kinds.append(item.record_type)
                assert item.verify_block_digest()
        with path.open("rb") as file:
            for item in FastIterator(file, record_types=WarcRecordType.response):
                assert item.http_headers.status_code
                assert item.verify_payload_digest()
                payloads.append((item.headers["WARC-Target-URI"], item.reader.read()))
    assert kinds.count(WarcRecordType.response) == 9
    assert kinds.count(WarcRecordType.revisit) == 3
    assert kinds.count(WarcRecordType.request) == 11
    assert payloads == [(item.url, item.body) for item in mixed[:9]]


def test_a_repeated_payload_is_kept_once(tmp_path: Path, mixed: list[Exchange]) -> None:
    revisits = []
    for path in sorted(tmp_path.rglob("*.warc.gz")):
        with path.open("rb") as file:
            revisits += [item.rec_headers for item in ArchiveIterator(file) if item.rec_type == "revisit"]
    first = revisits[0]
    assert first["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert first["WARC-Refers-To-Target-URI"] == mixed[0].url
    assert first["WARC-Refers-To-Date"] == "2025-06-30T05:00:01.123456Z"
    assert first["WARC-Date"] == "2025-07-01T05:00:01.123456Z"
    lengths = [entry.length for entry in iterate(tmp_path) if entry.is_revisit]
    assert len(lengths) == 3
    assert max(lengths) < 1000


def test_a_revisit_of_an_earlier_run_is_resolved(tmp_path: Path, writer: Open, exchange: Make) -> None:
    with writer("2025-a") as archive:
        capture = archive.write(exchange(1))
    assert capture.warc_file
    assert capture.warc_offset is not None
    seen = Seen(capture.url, exchange(1).fetched_at, capture.warc_file, capture.warc_offset)
    later = exchange(1, fetched_at=datetime(2026, 1, 1, tzinfo=UTC), headers=[("Server", "new")])
    with writer("2026-b", seen=lambda _digest, _url: seen) as archive:
        repeated = archive.write(later)
    assert repeated.warc_file == "xuan-hoa/2026/2026-b-00001.warc.gz"
    assert repeated.payload_digest == capture.payload_digest
    only = list(read_archive(tmp_path / repeated.warc_file, folder=tmp_path))
    assert [item.exchange for item in only] == [later]


def test_an_open_file_is_told_from_a_closed_one(tmp_path: Path, writer: Open, exchange: Make) -> None:
    archive = writer()
    capture = archive.write(exchange())
    assert capture.warc_file == "xuan-hoa/2025/run-00001.warc.gz"
    assert [path.name for path in tmp_path.rglob("run*")] == ["run-00001.warc.gz.open"]
    # Written means readable, before sync and close.
    assert read_at(tmp_path, capture.warc_file, capture.warc_offset or 0).exchange == exchange()
    archive.sync()
    archive.close()
    assert {path.name for path in tmp_path.rglob("run*")} == {
        "run-00001.warc.gz",
        "run-00001.cdxj",
        "run-00001.json",
    }
    assert read_at(tmp_path, capture.warc_file, capture.warc_offset or 0).exchange == exchange()


def test_a_run_that_asks_nothing_leaves_nothing(tmp_path: Path, writer: Open) -> None:
    with writer() as archive:
        archive.sync()
    assert list(tmp_path.iterdir()) == []


def test_files_turn_over_by_size(tmp_path: Path, writer: Open, exchange: Make) -> None:
    with writer(max_bytes=20_000) as archive:
        captures = [archive.write(exchange(n, body=os.urandom(6_000))) for n in range(10)]
        big = archive.write(exchange(11, body=os.urandom(50_000)))
    sizes = {path.name: path.stat().st_size for path in tmp_path.rglob("*.warc.gz")}
    assert big.warc_file is not None
    assert sizes.pop(Path(big.warc_file).name) > 50_000  # one record is never split
    assert all(12_000 < size <= 20_000 for size in sizes.values())
    assert len(sizes) == 5
    assert [item.capture for item in read_archive(tmp_path)] == [*captures, big]
    assert verify(tmp_path) == []


def test_a_resumed_run_writes_over_nothing(tmp_path: Path, writer: Open, exchange: Make) -> None:
    files = []
    for number in (1, 2, 3):
        with writer("same") as archive:
            files.append(archive.write(exchange(number)).warc_file)
    assert files == [f"xuan-hoa/2025/same-0000{n}.warc.gz" for n in (1, 2, 3)]
    with writer("sam") as archive:  # a run whose id begins another's counts on its own
        assert archive.write(exchange(4)).warc_file == "xuan-hoa/2025/sam-00001.warc.gz"
    assert len(list(read_archive(tmp_path))) == 4


def test_times_are_kept_to_the_microsecond_in_any_zone(tmp_path: Path, writer: Open, exchange: Make) -> None:
    hanoi = datetime(2026, 1, 1, 6, 59, 59, 999999, tzinfo=timezone(timedelta(hours=7)))
    with writer() as archive:
        capture = archive.write(exchange(fetched_at=hanoi))
    assert capture.warc_file == "xuan-hoa/2025/run-00001.warc.gz"  # it was still 2025 in UTC
    [stored] = read_archive(tmp_path)
    assert stored.capture == capture
    assert stored.exchange.fetched_at == hanoi


@pytest.mark.parametrize(
    "name", ["../up", "a/b", "", ".", "..", "/abs", "a\\b", "a\n", "a\0", "A" * 101, "-x", "đ"]
)
def test_no_name_leaves_the_folder(tmp_path: Path, writer: Open, name: str) -> None:
    with pytest.raises(UsageError):
        writer(run=name)
    with pytest.raises(UsageError):
        writer(site=name)
    with pytest.raises(UsageError):
        repair(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


_NAME = st.text(st.sampled_from("!#$%&'*+-.^_`|~ABCxyz019"), min_size=1, max_size=20)
_VALUE = st.text(st.characters(max_codepoint=255, blacklist_characters="\r\n\0"), max_size=60).map(
    lambda text: text.strip(" \t")
)
_FRAMING = st.sampled_from(
    [
        ("Transfer-Encoding", "chunked"),
        ("transfer-encoding", "gzip, chunked"),
        ("Content-Length", "3"),
        ("X-Crawler-Content-Length", "9"),
        ("x-crawler-x-crawler-transfer-encoding", "deep"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    headers=st.lists(st.tuples(_NAME, _VALUE) | _FRAMING, max_size=12),
    reason=_VALUE,
    body=st.binary(max_size=300) | st.binary(min_size=5000, max_size=6000),
    status=st.integers(100, 999),
)
def test_headers_and_bytes_round_trip(
    headers: list[tuple[str, str]], reason: str, body: bytes, status: int
) -> None:
    sent = Exchange(
        url="http://a.vn/?q=%E1%BB%8D",
        method="GET",
        request_headers=[("Host", "a.vn"), *headers],
        fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
        ip=None,
        protocol="HTTP/1.1",
        status=status,
        reason=reason,
        headers=headers,
        body=body,
    )
    with TemporaryDirectory() as place:
        folder = Path(place)
        with ArchiveWriter(folder, site="a", run="r", info={}, seen=lambda _digest, _url: None) as archive:
            archive.write(sent)
        [stored] = read_archive(folder)
        assert stored.exchange == sent


@pytest.mark.parametrize(
    ("header", "read_as"),
    [
        (("X", "a\r\n\r\n<html>forged"), ("X", "a <html>forged")),
        (("X", "\nWARC/1.1\r\nWARC-Type: response"), ("X", "WARC/1.1 WARC-Type: response")),
        (("X\r\nY", "1"), ("X Y", "1")),
        (("X:Y", "1"), ("X-Y", "1")),
        (("X", "nul\0here"), ("X", "nul here")),
        (("X", "v" * 1_500_000), ("X", "v" * 1_500_000)),
        (("X", "Khen thưởng"), ("X", "Khen thưởng".encode().decode("latin-1"))),
        (("X", "lone \ud800"), ("X", "lone ?")),
        (("", "nameless"), ("", "nameless")),
    ],
    ids=["ends-head", "forged-record", "name", "colon", "nul", "huge", "not-latin", "surrogate", "empty"],
)
def test_hostile_headers_break_nothing(
    tmp_path: Path,
    writer: Open,
    exchange: Make,
    header: tuple[str, str],
    read_as: tuple[str, str],
) -> None:
    with writer() as archive:
        archive.write(exchange(1, headers=[("A", "1"), header, ("B", "2")], request_headers=[header]))
        archive.write(exchange(2))
    one, two = read_archive(tmp_path)
    assert one.exchange.headers == [("A", "1"), read_as, ("B", "2")]
    assert one.exchange.body == exchange(1).body
    assert two.exchange == exchange(2)
    [path] = tmp_path.rglob("*.warc.gz")
    check = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], check=False)
    assert check.returncode == 0


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("http://a.vn/tin tức\r\nWARC-Type: x", "http://a.vn/tin%20t%E1%BB%A9c%0D%0AWARC-Type:%20x"),
        ("http://[bad/\ud800", "http://[bad/%ED%A0%80"),
        ("http://a.vn", "http://a.vn"),
        ("http://a.vn/%zz?x=<>", "http://a.vn/%zz?x=<>"),
    ],
)
def test_any_url_is_one_line(tmp_path: Path, writer: Open, exchange: Make, url: str, kept: str) -> None:
    with writer() as archive:
        capture = archive.write(exchange(url=url, request_headers=[]))
    [stored] = read_archive(tmp_path)
    assert capture.url == stored.capture.url == stored.exchange.url == kept


def test_the_request_is_what_the_client_sent(tmp_path: Path, writer: Open, exchange: Make) -> None:
    sent = exchange(
        url="https://user:pw@a.vn:8443/x?y=1#z",
        request_headers=[("Accept", "*/*"), ("Proxy-Authorization", "Basic c2VjcmV0")],
    )
    with writer() as archive:
        archive.write(sent)
    [path] = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as file:
        [block] = [
            item.raw_stream.read()
            for item in ArchiveIterator(file, no_record_parse=True)
            if item.rec_type == "request"
        ]
    assert block == b"GET /x?y=1 HTTP/1.1\r\nHost: a.vn:8443\r\nAccept: */*\r\n\r\n"


def test_the_file_says_who_made_it(tmp_path: Path, writer: Open, exchange: Make) -> None:
    with writer(info={"operator": "Ban biên tập\r\nforged: yes", "robots": "obey"}) as archive:
        archive.write(exchange())
    [path] = tmp_path.rglob("*.warc.gz")
    with path.open("rb") as file:
        first = next(iter(ArchiveIterator(file)))
        text = first.raw_stream.read().decode()
    assert first.rec_type == "warcinfo"
    assert first.rec_headers["WARC-Filename"] == "run-00001.warc.gz"
    assert text.splitlines()[2:] == ["operator: Ban biên tập forged: yes", "robots: obey"]
    assert text.splitlines()[0] == "format: WARC File Format 1.1"


_ENDLESS = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from bulletin_spider.archive import ArchiveWriter, Exchange
archive = ArchiveWriter(Path(sys.argv[1]), site="xuan-hoa", run="r", info={}, seen=lambda d, u: None,
                        max_bytes=200_000)
for n in range(10**9):
    body = (str(n) * 9000)[:30_000].encode()
    capture = archive.write(Exchange(f"http://a.vn/{n}", "GET", [], datetime.now(UTC), None, "HTTP/1.1", 200,
                                     "OK", [], body))
    print(capture.warc_file, capture.warc_offset, capture.payload_digest, flush=True)
"""


def test_kill_9_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(500)]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    reported = [line.split() for line in lines if line.endswith("\n")]
    repairs = repair(tmp_path, "xuan-hoa")
    assert len(repairs) <= 1  # none, if it was killed between two files
    assert verify(tmp_path) == []
    found = {
        (item.capture.warc_file, str(item.capture.warc_offset)): item.capture.payload_digest
        for item in read_archive(tmp_path)
    }
    for file, offset, digest in reported:
        assert found[file, offset] == digest
    # A page may have been written and not yet reported; never more than that one.
    assert len(reported) <= len(found) <= len(reported) + 1
    urls = [entry.url for entry in iterate(tmp_path)]
    assert len(urls) == len(set(urls)) == len(found)


def test_a_full_disk_leaves_a_whole_file(tmp_path: Path, writer: Open, exchange: Make) -> None:
    archive = writer()
    written = [exchange(n, body=os.urandom(30_000)) for n in range(5)]
    archive.write(written[0])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(OutputError, match="free some space"):
            archive.write(written[1])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    archive.write(written[2])
    archive.close()
    stored: list[StoredCapture] = list(read_archive(tmp_path))
    assert [item.exchange for item in stored] == [written[0], written[2]]
    assert verify(tmp_path) == []


def test_a_disk_full_from_the_start_leaves_nothing(tmp_path: Path, writer: Open, exchange: Make) -> None:
    archive = writer()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OutputError, match="free some space"):
            archive.write(exchange(1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert archive.write(exchange(1)).warc_file == "xuan-hoa/2025/run-00001.warc.gz"
    archive.close()
    assert verify(tmp_path) == []


@pytest.mark.parametrize("ip", ["", "a.vn", "203.0.113.7\r\nX: y", "1.2.3.4:80"])
def test_what_is_no_address_is_not_written_as_one(
    tmp_path: Path, writer: Open, exchange: Make, ip: str
) -> None:
    with writer() as archive:
        archive.write(exchange(ip=ip))
    [stored] = read_archive(tmp_path)
    assert stored.exchange == exchange(ip=None)


def test_a_file_that_cannot_be_closed_is_closed_by_a_repair(
    tmp_path: Path, writer: Open, exchange: Make
) -> None:
    archive = writer()
    archive.write(exchange(1))
    in_the_way = tmp_path / "xuan-hoa/2025/run-00001.cdxj"
    in_the_way.mkdir()
    with pytest.raises(OutputError, match=r"run-00001\.warc\.gz"):
        archive.close()
    archive.close()
    in_the_way.rmdir()
    [done] = repair(tmp_path, "xuan-hoa")
    assert (done.captures, done.cut) == (1, 0)
    assert verify(tmp_path) == []


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path, writer: Open, exchange: Make) -> None:
    (tmp_path / "xuan-hoa").write_text("a file")
    with pytest.raises(OutputError, match="xuan-hoa"):
        writer().write(exchange())


def test_text_is_compressed_and_the_rest_is_stored(tmp_path: Path, writer: Open, exchange: Make) -> None:
    vietnamese = "Phường Xuân Hòa khen thưởng mười hai tập thể, cá nhân. ".encode() * 1000
    with writer() as archive:
        archive.write(exchange(1, body=vietnamese))
        archive.write(exchange(2, body=vietnamese.decode().encode("utf-16")))
        archive.write(exchange(3, body=os.urandom(60_000)))
    text, wide, noise = sorted(iterate(tmp_path), key=lambda entry: entry.offset)
    assert text.length < 2_000
    assert wide.length < 3_000
    assert 60_000 < noise.length < 61_000
