"""One page through the whole stack (robots.txt, guard, capture), for a look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from bulletin_spider.crawl.failures import describe
from bulletin_spider.crawl.identity import user_agent
from bulletin_spider.crawl.politeness import site_settings
from bulletin_spider.sites.schema import Site


class PageSpider(Spider):
    """Fetches one address of a site and keeps the answer."""

    name = "page"

    def __init__(self, site: Site, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site, self.url = site, url
        self.response: Response | None = None
        self.reason: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Settle the pace and the user agent of the site."""
        site: Site = kwargs["site"]
        crawler.settings.setdict(site_settings(site), priority="spider")
        crawler.settings.set("USER_AGENT", user_agent(site, crawler.settings), priority="spider")
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the page."""
        yield Request(self.url, self.parse, errback=self.failed, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Keep the answer."""
        self.response = response

    def failed(self, failure: Failure) -> None:
        """Keep why there is none."""
        reason = describe(failure.value)[1]
        unread = self.crawler.stats.get_value("bulletin/robots_unavailable")
        self.reason = str(unread) if unread and reason.startswith("Forbidden by robots") else reason
