"""A page to look at, fetched from its site."""

from __future__ import annotations

from bulletin_spider.cli.process import run
from bulletin_spider.cli.source import Source
from bulletin_spider.crawl.verdict import unread
from bulletin_spider.crawl.whole import FLAW
from bulletin_spider.extract.unreadable import unreadable
from bulletin_spider.records import Capture
from bulletin_spider.sites.schema import Site
from bulletin_spider.spiders.page import PageSpider


def fetch(url: str, site: Site, contact: str | None) -> Source:
    """The page at an address, or at the one that it leads to."""
    ours = {"BULLETIN_CONTACT": contact or "", "BULLETIN_PROGRESS": False, "ITEM_PIPELINES": {}}
    spider = run(PageSpider, {"site": site, "url": url}, ours, [])
    response = spider.response
    if response is None:
        raise unread(url, spider.reason or "no answer")
    capture: Capture = response.meta["capture"]
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    flaw = response.meta.get(FLAW)
    if flaw is None and response.status != 200:
        flaw = f"HTTP {response.status}"
    asked = response.meta.get("redirect_urls", [None])[0]
    return Source(
        site,
        capture,
        response.body,
        content_type,
        flaw or unreadable(response.url, content_type, response.body),
        # A page that was given up on for a flaw stands as a 502 here.
        status=capture.status if FLAW in response.meta else response.status,
        asked=asked,
    )
