"""What an answer to robots.txt means where it is not a robots.txt.

Scrapy reads the body of any answer, and takes a failed one for "all allowed". RFC 9309 says: a server
error forbids everything, a client error allows everything.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.utils.httpobj import urlparse_cached

from bulletin_spider.crawl.failures import describe
from bulletin_spider.crawl.whole import FLAW
from bulletin_spider.crawl.wire import STAND_IN

_NOTHING = b"User-agent: *\nDisallow: /\n"


class RobotsAnswers:
    """Turns an answer to robots.txt into one that says what its status means."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Replace the body of a robots.txt that is an error page."""
        if not _is_robots(request):
            return response
        if response.status == 429 or response.status >= 500:
            return self._unavailable(request, request.meta.get(FLAW) or f"HTTP {response.status}")
        if response.status >= 300 or response.body.lstrip()[:1] == b"<":
            return TextResponse(response.url, body=b"")
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Let a robots.txt that cannot be had forbid everything, and note why."""
        return self._unavailable(request, describe(exception)[1]) if _is_robots(request) else None

    def _unavailable(self, request: Request, reason: str) -> Response:
        self.crawler.stats.set_value("bulletin/robots_unavailable", reason)
        return TextResponse(request.url, body=_NOTHING, flags=[STAND_IN])


def _is_robots(request: Request) -> bool:
    """Whether this is the middleware's own request, and not a page that happens to have that name."""
    return urlparse_cached(request).path == "/robots.txt" and bool(request.meta.get("dont_obey_robotstxt"))
