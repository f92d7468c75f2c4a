"""A site that says "not so fast": Retry-After, and NukeViet's flood guard that answers 200."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from bulletin_spider.pages.families.nukeviet.signs import is_flood
from bulletin_spider.records.base import in_vietnam

_FLOOD_WAIT = 60.0
"""Seconds to wait where the flood guard's page does not tell how long."""
_TOLD_WAIT = re.compile(r"(\d{1,4})\s{0,9}(?:</?[a-z][^<>]{0,80}>\s{0,9}){0,4}(?:giây|second)")
_LONGEST_WAIT = 600.0
"""A Retry-After above this many seconds is beyond a run's patience: it ends, and says until when."""
_LONGEST_TOLD = 10 * 365 * 86_400.0
_BUSY = (429, 503)
UNTIL = "bulletin/wanted_quiet_until"
"""Name of the statistic under which stands until when the site wants no more requests."""


class Pushback:
    """Holds every request back until the time the site asked for has passed.

    The flood guard's page becomes the 429 that it means, before robots.txt or a page class can read it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._until = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:  # noqa: ARG002
        """Wait while the site wants quiet."""
        # Another answer may have asked for more while this one slept.
        while (left := self._until - time.monotonic()) > 0:  # noqa: ASYNC110 - waits for a time, not an event
            await asyncio.sleep(left)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note how long the site wants quiet."""
        if response.status == 200 and b"floodblocker" in response.body[:20_000] and is_flood(response.body):
            response = response.replace(status=429)
            self._hold(told_wait(response.body))
        elif response.status in _BUSY:
            wait = retry_after(response)
            self._hold(wait)
            if wait > _LONGEST_WAIT:
                request.meta["dont_retry"] = True
                until = in_vietnam(datetime.now(UTC) + timedelta(seconds=min(wait, _LONGEST_TOLD)))
                self.crawler.stats.set_value(UNTIL, until.isoformat(timespec="minutes"))
        return response

    def _hold(self, seconds: float) -> None:
        if 0 < seconds <= _LONGEST_WAIT:
            self._until = max(self._until, time.monotonic() + seconds)
            self.crawler.stats.inc_value("bulletin/held_back")


def told_wait(body: bytes) -> float:
    """Seconds that the flood guard's page asks a visitor to wait."""
    told = _TOLD_WAIT.search(body.decode("utf-8", "replace"))
    return float(told[1]) if told is not None else _FLOOD_WAIT


def retry_after(response: Response) -> float:
    """Seconds that a Retry-After header asks for, as a number or as a date; 0 without one."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # a zone of a billion hours
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
