"""Damage is named by file and byte, hostile files do no harm, and what is whole is still read."""

from __future__ import annotations

import gzip
import random
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_spider.archive import (
    ArchiveError,
    ArchiveWriter,
    BodyError,
    Exchange,
    Problem,
    iterate,
    read_archive,
    read_at,
)
from bulletin_spider.archive.frames import read_frames
from bulletin_spider.errors import UsageError

Make = Callable[..., Exchange]
Open = Callable[..., ArchiveWriter]
Pack = Callable[[list[bytes]], bytes]
Record = Callable[..., bytes]
PAGE = "<html><title>Phường Trường Xuân</title><p>Khen thưởng 12 tập thể.</p></html>".encode()
HTTP = {"Content-Type": "application/http; msgtype=response"}


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
    assert (problem.kind, problem.file) == ("corrupt", manifest.relative_to(tmp_path).as_posix())
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


def test_a_file_damaged_all_over_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\n\r\n" * 5_000)
    urls, problems = _read(path)
    assert urls == []
    assert len(problems) == 1002
    assert "the rest was not read" in str(problems[-1])


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
