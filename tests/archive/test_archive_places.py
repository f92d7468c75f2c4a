"""A capture is read at the place that a person names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin_spider.archive import (
    ArchiveError,
    ArchiveWriter,
    Exchange,
    Seen,
    iterate,
    read_archive,
    read_place,
)
from bulletin_spider.errors import UsageError

Make = Callable[..., Exchange]
Open = Callable[..., ArchiveWriter]
Pack = Callable[[list[bytes]], bytes]
Record = Callable[..., bytes]
HTTP = {"Content-Type": "application/http; msgtype=response"}


def test_every_capture_is_read_at_its_place_revisits_too(
    tmp_path: Path, writer: Open, exchange: Make
) -> None:
    first: list[Seen] = []
    with writer(seen=lambda _digest, _url: first[0] if first else None) as archive:
        for _ in range(3):
            made = archive.write(exchange())
            first.append(Seen(made.url, made.fetched_at, made.warc_file or "", made.warc_offset or 0))
    [path] = tmp_path.rglob("*.warc.gz")
    assert [entry.is_revisit for entry in sorted(iterate(tmp_path), key=lambda e: e.offset)] == [
        False,
        True,
        True,
    ]
    for stored in read_archive(tmp_path):
        assert read_place(path, stored.capture.warc_offset or 0, folder=tmp_path) == stored


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_revisit_of_another_crawler_repeats_what_stands_before_it(
    tmp_path: Path, wget: list[bytes], record: Record, packed: Pack, name: str
) -> None:
    digest = next(line for line in wget[2].decode().splitlines() if "Payload" in line).split(" ")[1]
    again = record(
        "revisit",
        {"WARC-Target-URI": "<http://a.vn/again>", "WARC-Payload-Digest": digest, **HTTP},
        b"HTTP/1.1 200 OK\r\n\r\n",
    )
    records = [*wget, again]
    path = tmp_path / name
    path.write_bytes(packed(records) if name.endswith("gz") else b"".join(records))
    page, missing, repeated = read_archive(path)
    for stored in (page, missing, repeated):
        found = read_place(path, stored.capture.warc_offset or 0, folder=None)
        assert (found.capture, found.body()) == (stored.capture, stored.body())
    path.write_bytes(packed([again]) if name.endswith("gz") else again)
    with pytest.raises(ArchiveError, match="in none of the files"):
        read_place(path, 0, folder=None)


def test_a_wrong_place_is_told_with_the_next_right_one(tmp_path: Path, writer: Open, exchange: Make) -> None:
    with writer() as archive:
        capture = archive.write(exchange())
    [path] = tmp_path.rglob("*.warc.gz")
    place = capture.warc_offset or 0
    with pytest.raises(UsageError, match=rf"@{place - 3}: no record begins there; .* at byte {place}$"):
        read_place(path, place - 3, folder=tmp_path)
    with pytest.raises(UsageError, match=r"no record begins there or after it$"):
        read_place(path, 10**12, folder=tmp_path)
    with pytest.raises(UsageError, match="a record of type warcinfo"):
        read_place(path, 0, folder=tmp_path)
    with pytest.raises(ArchiveError, match="missing"):
        read_place(tmp_path / "none.warc.gz", 0, folder=tmp_path)
    data = bytearray(path.read_bytes())
    data[place + 60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=f"at byte {place}: corrupt"):
        read_place(path, place, folder=tmp_path)
