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
        if urlparse_cached(request).path != "/robots.txt" or not request.meta.get("dont_obey_robotstxt"):
            return response
        if response.status == 429 or response.status >= 500:
            self.crawler.stats.set_value("bulletin/robots_unavailable", response.status)
            return TextResponse(response.url, status=response.status, body=_NOTHING)
        if response.status >= 300 or response.body.lstrip()[:1] == b"<":
            return TextResponse(response.url, status=response.status, body=b"")
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Let an unreachable robots.txt forbid everything: the site cannot be asked now."""
        if urlparse_cached(request).path != "/robots.txt" or not request.meta.get("dont_obey_robotstxt"):
            return None
        self.crawler.stats.set_value("bulletin/robots_unavailable", type(exception).__name__)
        return None
