"""What each response of a crawl amounts to: a record, ways on, a miss, a reject or an error."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from bulletin_spider.crawl.verdict import FOREIGN, UPKEEP
from bulletin_spider.extract.outcome import Extracted, NotABulletin, Rejected
from bulletin_spider.pages.base import Kind, Link
from bulletin_spider.records import Bulletin
from bulletin_spider.spiders.unserved import LED_TO_LIST, Unserved

_LISTS = (Kind.LISTING, Kind.FEED, Kind.SITEMAP)
_MISSED = {
    Kind.LISTING: LED_TO_LIST,
    Kind.SATELLITE: "a second face of an article",
    Kind.CLOSED: "closed to guests",
    Kind.FOREIGN: FOREIGN,
}
_MOST_FOREIGN = 2
"""Times to ask again for a page that is none of the site's CMS: mostly another server's notice."""
# What stands in for a page says nothing about the page: an error, never a miss.
_WALLS = {Kind.FLOOD: "flood guard", Kind.CHALLENGE: "challenge page", Kind.UPKEEP: UPKEEP}


class Outcomes(Unserved):
    """Gives every response one outcome."""

    def _outcome(self, response: Response, link: Link) -> Iterator[Request | Bulletin]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        outcome = self.extractor.read(response.meta["capture"], response.body, content_type)
        if isinstance(outcome, NotABulletin) and outcome.kind in _WALLS:
            self._lost(link, _WALLS[outcome.kind])
            return
        if not isinstance(outcome, NotABulletin) or outcome.kind != Kind.FOREIGN:
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
        if is_home and outcome.kind == Kind.FOREIGN and not self.run.counts["lists"]:
            self._error(link, "unknown family")
        elif (is_home or link.kind == "article") and outcome.kind == Kind.FOREIGN:
            # Not a miss: the article may stand well behind it, and must not be taken for gone.
            self._lost(link, FOREIGN)
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
