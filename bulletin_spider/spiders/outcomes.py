"""What each response of a crawl amounts to: a record, ways on, a miss, a reject or an error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from bulletin_spider.crawl.guard import ELSEWHERE
from bulletin_spider.crawl.verdict import FOREIGN, REFUSALS, UPKEEP, stopped
from bulletin_spider.crawl.whole import FLAW
from bulletin_spider.extract.outcome import Extracted, NotABulletin, Rejected
from bulletin_spider.pages.base import Kind, Link
from bulletin_spider.records import Bulletin
from bulletin_spider.records.base import in_vietnam
from bulletin_spider.spiders.running import Running

_GONE = (404, 410)
_LISTS = (Kind.LISTING, Kind.FEED, Kind.SITEMAP)
_LED_TO_LIST = "led to a list"
_MISSED = {
    Kind.LISTING: _LED_TO_LIST,
    Kind.SATELLITE: "a second face of an article",
    Kind.CLOSED: "closed to guests",
    Kind.FOREIGN: FOREIGN,
}
_MOST_FOREIGN = 2
"""Times to ask again for a page that is none of the site's CMS: mostly another server's notice."""
_MOST_SILENT = 8
"""Requests given up in a row, each after its retries, before the home page is asked if it still answers."""
_MOST_REFUSED = 3
"""The same where the site says that it will not serve us: each further request is one too many."""
# What stands in for a page says nothing about the page: an error, never a miss.
_WALLS = {Kind.FLOOD: "flood guard", Kind.CHALLENGE: "challenge page", Kind.UPKEEP: UPKEEP}


class Outcomes(Running):
    """Gives every response one outcome."""

    def _outcome(self, response: Response, link: Link) -> Iterator[Request | Bulletin]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        outcome = self.extractor.read(response.meta["capture"], response.body, content_type)
        if isinstance(outcome, NotABulletin) and outcome.kind in _WALLS:
            self._lost(link, _WALLS[outcome.kind])
            return
        self.unserved = 0
        if isinstance(outcome, Extracted):
            yield from self._record(outcome.bulletin, link)
        elif isinstance(outcome, Rejected):
            self.run.outcome("rejects", outcome.reasons[0])
            capture = response.meta["capture"].model_dump(mode="json")
            self.run.note("rejected", {"url": outcome.url, "reasons": outcome.reasons, "capture": capture})
        elif outcome.kind == Kind.FOREIGN and (again := self._again(response)) is not None:
            self._sent(link)
            yield again
        else:
            self._led(outcome, link)

    def _again(self, response: Response) -> Request | None:
        """The request once more: what is no page of the site's CMS may stand in for one for a moment."""
        asked: Request = response.request  # type: ignore[assignment]
        return get_retry_request(asked, spider=self, reason=FOREIGN, max_retry_times=_MOST_FOREIGN)

    def _record(self, bulletin: Bulletin, link: Link) -> Iterator[Bulletin]:
        known = bulletin.article_key
        if known is not None and known != link.key and not self.frontier.saw(known):
            self.run.outcome("misses", "same article under another address")
        else:
            # What was fetched is kept, older than --since or not: the archive holds it, and gives it again.
            yield from self._accept(bulletin)
        if self.scope.is_full(self.run.counts["records"]):
            self.frontier.clear()

    def _accept(self, bulletin: Bulletin) -> Iterator[Bulletin]:
        change, bulletin = self.output.accept(bulletin)
        self.run.outcome("records")
        self.run.changes[change.value] += 1
        self.run.warnings.update(bulletin.warnings)
        self.run.found.update(models=len(bulletin.models), awards=len(bulletin.awards))
        yield bulletin

    def _led(self, outcome: NotABulletin, link: Link) -> None:
        """Take in the ways on from a page that is no article."""
        is_home = link.url == self.site.url
        if is_home and outcome.kind == Kind.FOREIGN:
            self._error(link, "unknown family")
        elif link.kind == "article" and outcome.kind == Kind.FOREIGN:
            # Not a miss: the article may stand well behind it, and must not be taken for gone.
            self._error(link, FOREIGN)
        elif link.kind == "article":
            self._missed(link, _MISSED.get(outcome.kind, f"a page of kind {outcome.kind}"))
        elif outcome.kind in _LISTS or is_home:
            self.run.outcome("lists")
            if outcome.kind == Kind.SITEMAP:
                self.schedule.read_sitemap(outcome.links)
            deeper = self.schedule.goes_deeper(outcome.links)
            for way in self.scope.worth(outcome.links):
                if deeper or not way.deeper:
                    self._add(way)
        else:
            self.lists_failed |= link.kind == "listing" and outcome.kind == Kind.FOREIGN
            self.run.outcome("misses", _MISSED.get(outcome.kind, f"a page of kind {outcome.kind}"))

    def _add(self, link: Link) -> None:
        if self.scope.is_full(self.run.counts["records"]) or not self.schedule.covers(link):
            return
        if not self.frontier.saw(link.key or link.url, link.url):
            self.frontier.saw_other(link)
            return
        if self.schedule.wants(link):
            self.frontier.add(link)
        else:
            self.run.facts["known"] = self.run.facts.get("known", 0) + 1

    def _missed(self, link: Link, reason: str) -> None:
        """Count an article that is not there.

        Its absence is proved by 404 or 410, or where no list of a complete pass named it and its address
        leads to a list. Any other page in its place says nothing of it.
        """
        self.run.outcome("misses", reason)
        if self.absence_shows and reason == _LED_TO_LIST:
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
