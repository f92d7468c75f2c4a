"""Archives are cut up for workers where a record seems to begin: an archive within a page must fool none."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended

from bulletin_spider.demo import DemoSite

SITE = DemoSite("4.5")
URLS = [SITE.url(article.id) for article in SITE.articles]
HELD = URLS[40:44]
"""Articles that only an archive within the archive tells of."""


def response(url: str, body: bytes, content_type: str = "text/html; charset=UTF-8") -> bytes:
    """A record as another crawler writes it."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (
        content_type.encode(),
        len(body),
    )
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{abs(hash(url)) % 10**12:012d}>\r\n"
        "WARC-Date: 2026-03-05T02:30:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


def page(url: str) -> bytes:
    return response(url, SITE.respond("GET", url.removeprefix(SITE.origin)).body)


def archive(pack: Callable[[bytes], bytes]) -> bytes:
    """Twenty pages, and among them a download of 2 MB that is an archive itself, begun at any byte."""
    noise = random.Random(7)
    records = []
    for number, url in enumerate(URLS[:20]):
        records.append(pack(page(url)))
        if number % 5 == 0:
            inner = b"".join(noise.randbytes(noise.randrange(3000)) + pack(page(held)) for held in HELD * 3)
            records.append(pack(response(f"{SITE.origin}/kho-{number}.bin", inner, "application/x-warc")))
    return b"".join(records)


def stored(record: bytes) -> bytes:
    """A gzip member whose content is not packed, so that another in it can be seen."""
    return gzip.compress(record, 0)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", ["held.warc", "held.warc.gz"])
def test_an_archive_within_a_page_is_not_read(
    bulletin: Callable[..., Ended], tmp_path: Path, name: str, jobs: int
) -> None:
    warc = tmp_path / name
    warc.write_bytes(archive(stored if name.endswith("gz") else bytes))
    done = bulletin("extract", warc, "-o", tmp_path, "--json", "--format", "jsonl", "-j", jobs)
    assert done.code == 0, done
    assert done.json["captures"] == 24
    lines = next((tmp_path / "exports").glob("*.jsonl")).read_text("utf-8").splitlines()
    assert {json.loads(line)["url"] for line in lines} == set(URLS[:20])


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", ["cut.warc", "cut.warc.gz"])
def test_behind_damage_reading_goes_on(
    bulletin: Callable[..., Ended], tmp_path: Path, name: str, jobs: int
) -> None:
    pack = gzip.compress if name.endswith("gz") else bytes
    records = [pack(page(url)) for url in URLS[:30]]
    records[3] = records[3][: len(records[3]) // 2]
    records[17] = records[17][:40] + b"\0" * 60 + records[17][100:]
    warc = tmp_path / name
    warc.write_bytes(b"".join(records))
    done = bulletin("extract", warc, "-o", tmp_path, "--json", "--format", "jsonl", "-j", jobs)
    assert done.code == 7
    assert name in done.err
    lines = next((tmp_path / "exports").glob("*.jsonl")).read_text("utf-8").splitlines()
    read = {json.loads(line)["url"] for line in lines}
    lost = set(URLS[:30]) - read
    # Where nothing is packed, the page that was cut takes in the beginning of the record behind it.
    assert {URLS[17]} < lost <= {URLS[3], URLS[4], URLS[17]}
