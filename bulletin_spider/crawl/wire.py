"""The download handler: Scrapy's own over aiohttp, which also tells the answer as it came over the wire.

Scrapy's default handler sorts out header names and drops the reason phrase before anyone can see them,
and costs a fifth more. Scrapy calls this one experimental; all that is built on it here is two methods.
"""

from __future__ import annotations

from typing import Any, ClassVar

from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler
from scrapy.http import Headers

WIRE = "wire"
"""Key of a request's meta under which its answer's status line and headers are kept."""

STAND_IN = "stand-in"
"""Flag of a response that no site sent: it is neither archived nor judged."""


class WireHandler(AiohttpDownloadHandler):
    """Keeps (reason phrase, header lines in order and case received) in the request's meta."""

    # Scrapy would print a warning at every start; the choice is made here, with its reasons.
    experimental: ClassVar[bool] = False

    @staticmethod
    def _extract_headers(response: Any) -> Headers:
        # Decoded as text, a byte that is no UTF-8 could not be encoded again, and the page would be lost.
        return Headers(list(response.raw_headers))

    @staticmethod
    def _build_base_response_args(response: Any, request: Request, headers: Headers) -> Any:
        lines = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.raw_headers]
        # The client decodes the phrase its own way; as Latin-1 each byte is kept, as in the header lines.
        reason = (response.reason or "").encode("utf-8", "surrogateescape").decode("latin-1")
        request.meta[WIRE] = (reason, lines)
        return super(WireHandler, WireHandler)._build_base_response_args(response, request, headers)
