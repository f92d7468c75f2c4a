"""How a crawl is going: a live line on a terminal, one line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Any, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from bulletin_spider.wording import counted

_ON_TERMINAL = 0.5
_ELSEWHERE = 60.0


class Progress:
    """Shows pages, records, rate and time left on standard error."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.console = Console(stderr=True, highlight=False)
        self.live: Live | None = None
        self.started = time.monotonic()
        self._loop: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for the crawl's beginning and end."""
        if not crawler.settings.getbool("BULLETIN_PROGRESS"):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.closed, signal=signals.spider_closed)
        return extension

    def opened(self) -> None:
        """Start the clock."""
        self.started = time.monotonic()
        every = _ELSEWHERE
        if sys.stderr.isatty():
            every = _ON_TERMINAL
            self.live = Live(Text("starting"), console=self.console, auto_refresh=False, transient=True)
            self.live.start()
        self._loop = create_looping_call(self._tick)
        self._loop.start(every, now=False)

    def closed(self) -> None:
        """Take the live line away."""
        if self._loop is not None:
            self._loop.stop()
        if self.live is not None:
            self.live.stop()

    def _tick(self) -> None:
        text = line(self.crawler.spider, time.monotonic() - self.started)
        if self.live is not None:
            self.live.update(Text(text), refresh=True)
        else:
            self.console.print(text, soft_wrap=True)


def line(spider: Any, seconds: float) -> str:
    """Pages, records, rate and time left of a crawl, in one line."""
    run = spider.run
    done = run.requests - spider.in_flight
    rate = done / seconds if seconds > 0 else 0.0
    left = len(spider.frontier) + spider.in_flight
    parts = [
        f"{spider.site.id}: {counted(done, 'pages')}",
        counted(run.counts["records"], "records"),
        f"{rate * 60:.0f} pages/min" if rate < 2 else f"{rate:.0f} pages/s",
        f"{left} known to come" + (f", about {_span(left / rate)}" if rate and left else ""),
    ]
    if run.counts["errors"]:
        parts.append(counted(run.counts["errors"], "errors"))
    return " · ".join(parts)


def _span(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s"
