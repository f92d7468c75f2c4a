"""An answer is decoded and looked at before it counts: what is empty, binary or cut off is asked for anew."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from bulletin_spider.archive import BodyError, decode
from bulletin_spider.archive.exchange import Headers
from bulletin_spider.crawl.wire import STAND_IN
from bulletin_spider.extract.flaw import GARBAGE, find_flaw

FLAW = "flaw"
"""Key of a request's meta under which stands why its answer could not be used, when it is given up."""

_BAD_GATEWAY = 502


class WholeAnswers:
    """Undoes content codings as replay does, and retries an answer with status 200 that is no whole page.

    Given up on, such an answer becomes the 502 that it means, so that nothing reads it, robots.txt included.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The answer decoded, the request once more, or an answer that says it failed."""
        if response.status != 200 or STAND_IN in response.flags:
            return response
        headers = _plain(response)
        try:
            body = decode(headers, response.body, self._limit)
            flaw = find_flaw(response.url, response.protocol or "HTTP/1.1", headers, body)
        except BodyError:
            body, flaw = response.body, GARBAGE
        if flaw is None:
            if "Content-Encoding" in response.headers:
                del response.headers["Content-Encoding"]
                return response.replace(body=body)
            return response
        spider: Any = self.crawler.spider
        if (output := getattr(spider, "output", None)) is not None:
            output.distrust(response.url)
        again = get_retry_request(request, spider=spider, reason=flaw)
        if again is not None:
            return again
        request.meta[FLAW] = flaw
        # Its bytes are in the archive; nothing after this must try to decode them.
        response.headers.pop("Content-Encoding", None)
        return response.replace(status=_BAD_GATEWAY, body=b"")


def _plain(response: Response) -> Headers:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
