"""Where a crawl may not go: other hosts, and private addresses behind public names."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from bulletin_spider.sites.schema import Site

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MOST_NAMES = 256
PRIVATE = "resolves to a private address"
ELSEWHERE = "leads to another host"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not ip.is_multicast


class HostGuard:
    """Lets requests go to the site's own hosts only, and to no private address.

    A name is resolved before it is asked and the answer's address is checked again, since a name may
    resolve differently the second time. A site on loopback may reach loopback: it was named by the user.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._public: dict[tuple[str, int], bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the guard; the site is the spider's."""
        return cls(crawler)

    @property
    def _site(self) -> Site | None:
        return getattr(self.crawler.spider, "site", None)

    async def process_request(self, request: Request) -> None:
        """Refuse a request that leaves the site or resolves to a private address."""
        site = self._site
        if site is None:
            return
        parts = urlparse_cached(request)
        default = _DEFAULT_PORTS.get(parts.scheme)
        if default is None:
            raise IgnoreRequest(f"scheme {parts.scheme} is not of the web")
        host, port = (parts.hostname or "").lower(), parts.port or default
        written = f"[{host}]" if ":" in host else host
        names = {f"{written}:{port}"} | ({written} if port == default else set())
        if names.isdisjoint(site.allowed_hosts):
            raise IgnoreRequest(ELSEWHERE)
        if site.is_loopback or request.meta.get("proxy"):
            return
        if not await self._resolves_publicly(host, port):
            raise IgnoreRequest(PRIVATE)

    async def _resolves_publicly(self, host: str, port: int) -> bool:
        known = self._public.get((host, port))
        if known is not None:
            return known
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise CannotResolveHostError(f"{host}: {error}") from error
        public = all(is_public(str(entry[4][0])) for entry in found)
        if len(self._public) < _MOST_NAMES:
            self._public[host, port] = public
        return public

    def process_response(self, request: Request, response: Response) -> Response:
        """Throw away an answer that came from a private address all the same."""
        site, address = self._site, response.ip_address
        if site is None or site.is_loopback or address is None or request.meta.get("proxy"):
            return response
        if not is_public(str(address)):
            raise IgnoreRequest("answered from a private address")
        return response
