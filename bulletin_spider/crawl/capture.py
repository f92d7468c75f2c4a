"""Each answer as it came over the wire, noted before anything reads or changes it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from bulletin_spider.records import Capture


class CaptureMiddleware:
    """Stands nearest to the network, where the payload is still coded as it was sent."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the capture that the answer's outcome will rest on."""
        now = datetime.now(UTC).replace(microsecond=0)
        request.meta["capture"] = Capture(url=response.url, fetched_at=now, status=response.status)
        return response
