"""Known pages are asked for with a condition, and a 304 becomes the page that the archive holds."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

CONDITIONS = ("If-None-Match", "If-Modified-Since")


class Unchanged:
    """Sends the validators of the last capture, and puts that capture in the place of a 304.

    All else reads the page as if it had come anew: an article, a list's links, a sitemap, robots.txt. What
    could not be read or kept the last time gets another chance so.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        return cls(crawler)

    @property
    def _output(self) -> Any:
        return getattr(self.crawler.spider, "output", None)

    def process_request(self, request: Request) -> None:
        """Set the conditions of this very address: a redirect carries over those of another."""
        for name in CONDITIONS:
            request.headers.pop(name, None)
        told = self._output.conditions(request.url) if self._output is not None else {}
        for name, value in told.items():
            request.headers[name] = value.encode("latin-1")

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The page that still stands; asked for once more without condition where it cannot be read."""
        if response.status != 304 or self._output is None or not any(map(request.headers.get, CONDITIONS)):
            return response
        original = self._output.original(response.url)
        if original is None:
            return request.replace(dont_filter=True)
        headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in original.headers]
        return response.replace(status=200, headers=headers, body=original.body)
