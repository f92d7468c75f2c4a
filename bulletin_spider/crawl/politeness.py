"""How fast a site is asked: its declaration sets the pace, its robots.txt may only slow it down."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from bulletin_spider.sites.schema import Site

_LONGEST_DELAY = 120.0
"""A Crawl-delay above this many seconds would make a crawl endless: it is capped, and said."""


def site_settings(site: Site) -> dict[str, Any]:
    """Scrapy settings of a site's declaration, to be set at priority `spider` so that `-s` wins."""
    delay = 0.0 if site.is_loopback else site.politeness.delay
    return {
        "DOWNLOAD_DELAY": delay,
        "CONCURRENT_REQUESTS": site.politeness.connections,
        "CONCURRENT_REQUESTS_PER_DOMAIN": site.politeness.connections,
        "DOWNLOAD_VERIFY_CERTIFICATES": site.tls.verify,
    }


class CrawlDelay:
    """Applies the Crawl-delay of robots.txt, which Scrapy parses and leaves alone."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for each robots.txt that is read."""
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Slow the host's slot down where its robots.txt asks for it."""
        asked = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if not asked:
            return
        downloader = self.crawler.engine.downloader
        host = urlparse_cached(request).hostname or ""
        declared = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        delay = max(declared, min(float(asked), _LONGEST_DELAY))
        # Slots are dropped when idle, so the next one of this host must know as well.
        settings = downloader.per_slot_settings.setdefault(host, {})
        settings.update({"delay": delay, "concurrency": 1})
        if host in downloader.slots:
            downloader.slots[host].delay = delay
            downloader.slots[host].concurrency = 1
        self.crawler.stats.set_value("bulletin/crawl_delay", delay)
