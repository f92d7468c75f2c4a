"""A file a killed run left open keeps every whole record, and is closed."""

from __future__ import annotations

import os
import random
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin_spider.archive import ArchiveWriter, Exchange, iterate, read_archive, repair, verify
from bulletin_spider.errors import LockedError, OutputError

Make = Callable[..., Exchange]
Open = Callable[..., ArchiveWriter]
SITE = "xuan-hoa"


@pytest.fixture
def left_open(tmp_path: Path, writer: Open, exchange: Make) -> tuple[Path, bytes, list[tuple[int, Exchange]]]:
    """A file as a killed run leaves it; its bytes; and each exchange with the end of its response."""
    written = [exchange(n, body=os.urandom(50 + 700 * n)) for n in range(6)]
    with writer() as archive:
        captures = [archive.write(item) for item in written]
    [closed] = tmp_path.rglob("*.warc.gz")
    ends = {entry.offset: entry.offset + entry.length for entry in iterate(tmp_path)}
    for path in tmp_path.rglob("run-*"):
        if path != closed:
            path.unlink()
    opened = closed.rename(closed.with_name(closed.name + ".open"))
    found = [(ends[capture.warc_offset or 0], item) for capture, item in zip(captures, written, strict=True)]
    return opened, opened.read_bytes(), found


def _cuts(data: bytes, ends: list[int]) -> list[int]:
    around = {end + step for end in ends for step in (-9, -1, 0, 1, 2, 11)}
    return sorted(
        {*around, 0, 1, 5, 400, len(data) - 1, len(data), *random.Random(7).sample(range(len(data)), 25)}
    )


def test_a_cut_anywhere_keeps_what_stood_before_it(
    tmp_path: Path, left_open: tuple[Path, bytes, list[tuple[int, Exchange]]]
) -> None:
    opened, data, written = left_open
    for cut in _cuts(data, [end for end, _ in written]):
        for path in opened.parent.iterdir():
            path.unlink()
        opened.write_bytes(data[:cut])
        [done] = repair(tmp_path, SITE)
        whole = [item for end, item in written if end <= cut]
        assert done.captures == len(whole)
        assert done.size + done.cut == cut
        assert verify(tmp_path) == []
        assert repair(tmp_path, SITE) == []
        closed = opened.with_name("run-00001.warc.gz")
        assert closed.exists() == (done.records > 0)
        if closed.exists():
            stored = list(read_archive(tmp_path))
            assert [item.exchange.body for item in stored] == [item.body for item in whole]
            assert len({(item.capture.warc_file, item.capture.warc_offset) for item in stored}) == len(whole)
            assert closed.read_bytes() == data[: done.size]
        if done.cut:
            assert done.damaged is not None
            assert (tmp_path / done.damaged).read_bytes() == data[done.size : cut]
            assert done.reason
            unit = "byte" if done.cut == 1 else "bytes"
            assert f"{done.cut} {unit} cut off at byte {done.size}" in str(done)
        else:
            assert done.damaged is None


@pytest.mark.parametrize("tail", [b"\0" * 5000, b"\x1f\x8b\x08" * 100, b"text", os.urandom(3000)])
def test_what_a_power_cut_leaves_is_cut_off(
    tmp_path: Path, left_open: tuple[Path, bytes, list[tuple[int, Exchange]]], tail: bytes
) -> None:
    opened, data, written = left_open
    opened.write_bytes(data + tail)
    [done] = repair(tmp_path, SITE)
    assert (done.captures, done.size, done.cut) == (len(written), len(data), len(tail))
    assert verify(tmp_path) == []


def test_a_repaired_file_has_the_index_it_would_have_had(
    tmp_path: Path, writer: Open, exchange: Make
) -> None:
    with writer() as archive:
        for number in range(5):
            archive.write(exchange(number))
    [closed] = tmp_path.rglob("*.warc.gz")
    made = {path.name: path.read_bytes() for path in tmp_path.rglob("run-*")}
    # Killed after index and manifest were written, before the file took its name.
    closed.rename(closed.with_name(closed.name + ".open"))
    assert [problem.kind for problem in verify(tmp_path)] == ["open"]
    [done] = repair(tmp_path, SITE)
    assert done.cut == 0
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("run-*")} == made


def test_a_full_disk_leaves_the_repair_to_the_next_run(
    tmp_path: Path, left_open: tuple[Path, bytes, list[tuple[int, Exchange]]]
) -> None:
    opened, data, written = left_open
    opened.write_bytes(data[:-1])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in (0, 30, 900):  # neither the damaged tail, nor index or manifest, can be written
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(OutputError, match="free some space"):
                repair(tmp_path, SITE)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    [done] = repair(tmp_path, SITE)
    assert done.captures == len(written)
    assert verify(tmp_path) == []


def test_the_next_run_goes_on_beside_the_repaired_file(
    tmp_path: Path, left_open: tuple[Path, bytes, list[tuple[int, Exchange]]], writer: Open, exchange: Make
) -> None:
    opened, data, written = left_open
    opened.write_bytes(data[:-1])  # the last request is damaged, its response is whole
    repair(tmp_path, SITE)
    with writer() as archive:
        capture = archive.write(exchange(99))
    assert capture.warc_file == f"{SITE}/2025/run-00002.warc.gz"
    stored = [item.exchange for item in read_archive(tmp_path)]
    assert [item.body for item in stored] == [item.body for _, item in written] + [exchange(99).body]
    assert stored[5].method is None  # nothing is known any more of the request that was cut
    assert verify(tmp_path) == []


def test_a_file_being_written_is_left_alone(tmp_path: Path, writer: Open, exchange: Make) -> None:
    archive = writer()
    archive.write(exchange(1))
    with pytest.raises(LockedError):
        repair(tmp_path, SITE)
    archive.write(exchange(2))
    archive.close()
    assert len(list(read_archive(tmp_path))) == 2
    assert repair(tmp_path, SITE) == []


def test_other_sites_are_left_alone(tmp_path: Path, left_open: tuple[Path, bytes, object]) -> None:
    assert repair(tmp_path, "hoa-xuan") == []
    assert left_open[0].exists()
