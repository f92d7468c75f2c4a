"""Each answer is archived as it came over the wire before anything reads or changes it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from bulletin_spider.archive import Exchange
from bulletin_spider.crawl.wire import STAND_IN, WIRE
from bulletin_spider.errors import OutputError
from bulletin_spider.records import Capture

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found", 410: "Gone"}


class NotArchivedError(IgnoreRequest):
    """An answer that came, but could not be kept: it says nothing of the page.

    The error that ends the run is told once, at its end: Scrapy logs no trace of what it is asked to ignore.
    """


class CaptureMiddleware:
    """Stands nearest to the network, where the payload is still coded as it was sent."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archive the answer, and note the capture that its outcome will rest on."""
        if STAND_IN in response.flags:
            return response
        now = datetime.now(UTC).replace(microsecond=0)
        output = getattr(self.crawler.spider, "output", None)
        if output is None:
            request.meta["capture"] = Capture(url=response.url, fetched_at=now, status=response.status)
            return response
        try:
            request.meta["capture"] = output.archive(exchange(request, response, now))
        except OutputError as error:
            # What cannot be archived must not be read: the run ends here.
            spider: Any = self.crawler.spider
            spider.give_up(error)
            raise NotArchivedError from error
        return response


def exchange(request: Request, response: Response, fetched_at: datetime) -> Exchange:
    """Request and answer as they went over the wire; as Scrapy tells them where the handler does not."""
    reason, lines = request.meta.pop(WIRE, (None, None))
    if lines is None:
        reason = _REASONS.get(response.status, "")
        lines = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
    asked = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in request.headers.items()
        for value in values
    ]
    return Exchange(
        url=response.url,
        method=request.method,
        request_headers=asked,
        fetched_at=fetched_at,
        ip=str(response.ip_address) if response.ip_address and not request.meta.get("proxy") else None,
        protocol=response.protocol or "HTTP/1.1",
        status=response.status,
        reason=reason,
        headers=lines,
        body=response.body,
    )
