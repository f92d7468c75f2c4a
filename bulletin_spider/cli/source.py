"""Where a page to look at comes from: the web, a file, or a record of an archive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bulletin_spider.archive import read_archive
from bulletin_spider.errors import PageError, UsageError
from bulletin_spider.records import Capture
from bulletin_spider.sites.registry import site_of
from bulletin_spider.sites.schema import Site

_RECORD = re.compile(r"^(?P<file>.+\.warc(?:\.gz)?)#(?P<number>\d+)$")
_CANONICAL = re.compile(
    rb"<link[^>]{0,200}rel=[\"']canonical[\"'][^>]{0,200}href=[\"']([^\"']{1,2000})[\"']", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Source:
    """A page's bytes with what is known of their capture."""

    capture: Capture
    body: bytes
    content_type: str


def read_source(named: str, site: Site | None, url: str | None, contact: str | None) -> Source:
    """The page behind `URL`, `FILE` or `WARC#n` (n counts the file's responses from 1)."""
    if named.startswith(("http://", "https://")):
        return _from_web(named, site or site_of(named), contact)
    record = _RECORD.match(named)
    if record is not None:
        return _from_archive(Path(record["file"]), int(record["number"]))
    return _from_file(Path(named), url)


def _from_web(url: str, site: Site, contact: str | None) -> Source:
    from bulletin_spider.cli.process import run
    from bulletin_spider.crawl.verdict import unread
    from bulletin_spider.spiders.page import PageSpider

    ours = {"BULLETIN_CONTACT": contact or "", "BULLETIN_PROGRESS": False, "ITEM_PIPELINES": {}}
    spider = run(PageSpider, {"site": site, "url": url}, ours, [])
    response = spider.response
    if response is None:
        raise unread(url, spider.reason or "no answer")
    if response.status != 200:
        raise PageError(f"{url}: the site answers HTTP {response.status}, not a page")
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Source(response.meta["capture"], response.body, content_type)


def _from_archive(path: Path, number: int) -> Source:
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    stored = next(islice(read_archive(path), max(number - 1, 0), None), None)
    if stored is None or number < 1:
        raise UsageError(f"{path}#{number}: the file holds no response with that number; they count from 1")
    headers = stored.exchange.headers
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    return Source(stored.capture, stored.body(), content_type)


def _from_file(path: Path, url: str | None) -> Source:
    try:
        body = path.read_bytes()
        seen = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    named = _CANONICAL.search(body[:65536])
    address = url or (named[1].decode("utf-8", "replace") if named else f"http://localhost/{path.name}")
    return Source(Capture(url=address, fetched_at=seen, status=200), body, "")
