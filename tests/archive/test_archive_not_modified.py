"""A 304 in the archive: what it says, and which page stands for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import run_command
from warcio.archiveiterator import ArchiveIterator

from bulletin_spider.archive import ArchiveWriter, Exchange, Seen, lookup, read_archive, read_at, verify

GZIPPED = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("ETag", '"a"')]


def test_a_304_is_read_as_the_page_that_still_stands(
    tmp_path: Path, writer: Callable[..., ArchiveWriter], exchange: Callable[..., Exchange]
) -> None:
    import gzip

    page = exchange(1, headers=GZIPPED, body=gzip.compress(b"<html>Khen</html>"))
    with writer("one") as archive:
        first = archive.write(page)
    assert first.warc_file is not None and first.warc_offset is not None and first.payload_digest is not None
    seen = Seen(first.url, first.fetched_at, first.warc_file, first.warc_offset, first.payload_digest)
    asked = [*page.request_headers, ("If-None-Match", '"a"')]
    told = exchange(
        5, url=page.url, status=304, reason="Not Modified", headers=[("ETag", '"a"')], body=b"",
        request_headers=asked,
    )  # fmt: skip
    with writer("two") as archive:
        second = archive.write(told, seen)
    assert second.payload_digest == first.payload_digest
    found = list(read_archive(tmp_path))
    assert [(one.capture.status, one.body()) for one in found] == [(200, b"<html>Khen</html>")] * 2
    assert [one.capture.fetched_at for one in found] == [page.fetched_at, told.fetched_at]
    assert second.warc_file is not None and second.warc_offset is not None
    assert read_at(tmp_path, second.warc_file, second.warc_offset).body() == b"<html>Khen</html>"
    assert [hit.is_revisit for hit in lookup(tmp_path, page.url)] == [False, True]
    assert verify(tmp_path) == []
    with (tmp_path / second.warc_file).open("rb") as file:
        (record,) = [one for one in ArchiveIterator(file) if one.rec_type == "revisit"]
        assert record.http_headers.get_statuscode() == "304"
        assert record.rec_headers.get_header("WARC-Profile").endswith("/server-not-modified")
        assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == page.url
    assert run_command("check", *sorted(tmp_path.rglob("*.warc.gz")), module="warcio.cli").code == 0


def test_a_304_that_nobody_asked_for_stands_for_nothing(
    tmp_path: Path, writer: Callable[..., ArchiveWriter], exchange: Callable[..., Exchange]
) -> None:
    with writer() as archive:
        archive.write(exchange(1, status=304, reason="Not Modified", body=b""))
    (found,) = read_archive(tmp_path)
    assert (found.capture.status, found.body()) == (304, b"")
