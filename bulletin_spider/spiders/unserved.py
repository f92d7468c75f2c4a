"""What a request without a page means: an article that is gone, a page that failed, a site that says no."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.http import Response

from bulletin_spider.crawl.guard import ELSEWHERE
from bulletin_spider.crawl.verdict import REFUSALS, UPKEEP, stopped
from bulletin_spider.crawl.whole import FLAW
from bulletin_spider.pages.base import Link
from bulletin_spider.records.base import in_vietnam
from bulletin_spider.spiders.running import Running

LED_TO_LIST = "led to a list"
_GONE = (404, 410)
_MOST_SILENT = 8
"""Requests given up in a row, each after its retries, before the home page is asked if it still answers."""
_MOST_REFUSED = 3
"""The same where the site says that it will not serve us: each further request is one too many."""


class Unserved(Running):
    """Tells what is not there from what was not served."""

    def _missed(self, link: Link, reason: str) -> None:
        """Count an article that is not there.

        Its absence is proved by 404 or 410, or where no list of a complete pass named it and its address
        leads to a list. Any other page in its place says nothing of it.
        """
        self.run.outcome("misses", reason)
        if self.absence_shows and reason == LED_TO_LIST:
            self._gone(link, datetime.now(UTC))
        elif link.key is not None and reason == ELSEWHERE:
            # Only this is lasting: a site closed for upkeep leads every article to its home page.
            self.output.state.stands_elsewhere(link.key, datetime.now(UTC))

    def _gone(self, link: Link, at: datetime) -> None:
        """Close an article, and look where else the lists say it stands: it returns if it only moved."""
        if link.key is None:
            return
        if self.output.state.remove(link.key, in_vietnam(at)):
            self.run.changes["removed"] += 1
        self.frontier.leads_nowhere(link.key)

    def _unanswered(self, response: Response, link: Link) -> None:
        """Give a response without a page its outcome, and try the listing's feed instead."""
        status = response.status
        if link.fallback is not None:
            self._add(Link(link.fallback, "feed"))
        if link.url == self.site.url:
            # Nothing says more of a site: this is no article that happens to be gone.
            self._lost(link, response.meta.get(FLAW) or f"HTTP {status}")
        elif status in _GONE:
            self.run.outcome("misses", f"HTTP {status}")
            if link.kind == "article":
                # The capture's time, which replay will find in the archive.
                self._gone(link, response.meta["capture"].fetched_at)
        elif 300 <= status < 400:
            self._missed(link, f"HTTP {status}")
        else:
            self._lost(link, response.meta.get(FLAW) or f"HTTP {status}")

    def _lost(self, link: Link, reason: str) -> None:
        """Count a request given up; after several in a row the home page tells whether to go on."""
        self._error(link, reason)
        is_home = link.url == self.site.url
        if self.run.counts["lists"] and (is_home or self.quiet_until is not None):
            self.give_up(stopped(self.site.url, reason, self.quiet_until))
            return
        self.unserved += 1
        unwanted = reason in REFUSALS or reason == UPKEEP
        if self.unserved >= (_MOST_REFUSED if unwanted else _MOST_SILENT) and not is_home:
            self.unserved = 0
            self.probe = Link(self.site.url, "listing")
