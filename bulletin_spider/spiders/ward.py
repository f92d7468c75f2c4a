"""One spider for every site: discovery and outcome are the family's and the extractor's business."""

from __future__ import annotations

import difflib
from asyncio import Task, create_task
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from twisted.python.failure import Failure

from bulletin_spider.crawl.failures import describe
from bulletin_spider.crawl.frontier import Frontier
from bulletin_spider.crawl.guard import ELSEWHERE
from bulletin_spider.crawl.identity import archive_info, user_agent
from bulletin_spider.crawl.output import Output
from bulletin_spider.crawl.politeness import site_settings
from bulletin_spider.crawl.run import Run, new_run_id
from bulletin_spider.crawl.schedule import Schedule
from bulletin_spider.crawl.scope import Scope
from bulletin_spider.crawl.verdict import FOREIGN, OURS, judge
from bulletin_spider.crawl.whole import FLAW
from bulletin_spider.errors import BulletinError, OutputError, UnreachableError, UsageError
from bulletin_spider.extract.extractor import EXTRACTOR, Extractor
from bulletin_spider.extract.formats import read_formats
from bulletin_spider.extract.outcome import Extracted, NotABulletin, Rejected
from bulletin_spider.pages.base import Kind, Link
from bulletin_spider.pages.overrides import check_overrides
from bulletin_spider.records import Bulletin
from bulletin_spider.records.base import in_vietnam
from bulletin_spider.sites.registry import find_site
from bulletin_spider.sites.schema import Site

_GONE = (404, 410)
_ARGUMENTS = ("site", "since", "limit", "section", "full")
_LISTS = (Kind.LISTING, Kind.FEED, Kind.SITEMAP)
_MISSED = {
    Kind.LISTING: "led to a list",
    Kind.SATELLITE: "a second face of an article",
    Kind.CLOSED: "closed to guests",
    Kind.FOREIGN: FOREIGN,
}
_MOST_FOREIGN = 2
"""Times to ask again for a page that is none of the site's CMS: mostly another server's notice."""
_MOST_SILENT = 8
"""Requests given up in a row, each after its retries, before the home page is asked if it still answers."""
# What stands in for a page says nothing about the page: an error, never a miss.
_WALLS = {Kind.FLOOD: "flood guard", Kind.CHALLENGE: "challenge page"}


class WardSpider(Spider):
    """Crawls one ward site: `scrapy crawl ward -a site=ID-OR-URL [-a since=DATE -a limit=N -a section=S]`."""

    name = "ward"

    def __init__(self, site: Site, run: Run, scope: Scope, output: Output, **kwargs: Any) -> None:
        self.everything = bool(kwargs.pop("full", False))
        if kwargs:
            name = next(iter(kwargs))
            near = difflib.get_close_matches(name, _ARGUMENTS, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(_ARGUMENTS)}"
            raise UsageError(f"-a {name}=...: no such argument; {hint}")
        super().__init__()
        self.site, self.run, self.scope, self.output = site, run, scope, output
        self.extractor = Extractor(site)
        self.schedule = Schedule(output.state, site.recheck, run.started_at, everything=self.everything)
        self.frontier = Frontier()
        self.in_flight = 0
        self.width = 1
        """Requests kept under way: few, since each weighs far more than its link."""
        self.sitemaps: set[str] = set()
        """Addresses of the sitemaps under way."""
        self.lists_failed = False
        self.checking_absent = False
        self.silent = 0
        """Requests given up since the last page."""
        self.probe: Link | None = None
        self.problem: str | None = None
        """Why the home page could not be read, where it could not."""
        self.fatal: BulletinError | None = None
        """What ended the run before its time."""
        self.verdict: BulletinError | None = None
        """What the run ends with; None where all is well."""
        self._closing: Task[None] | None = None
        self.files: list[Path] = []
        """Files that show the records."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider from Scrapy's arguments and settle the site's pace before anything is asked."""
        settings = crawler.settings
        wanted = kwargs.pop("site", None)
        site = wanted if isinstance(wanted, Site) else find_site(wanted, settings.get("BULLETIN_SITES"))
        scope = Scope.parse(kwargs.pop("since", None), kwargs.pop("limit", None), kwargs.pop("section", None))
        formats = read_formats(settings.get("BULLETIN_FORMATS"))
        check_overrides(site)
        settings.setdict(site_settings(site), priority="spider")
        settings.set("USER_AGENT", user_agent(site, settings), priority="spider")
        now = datetime.now(UTC)
        folder = Path(settings.get("BULLETIN_OUTPUT"))
        run_id = new_run_id(site.id, now)
        run = Run(run_id, site.id, now, folder / "runs" / run_id)
        if not site.tls.verify:
            run.facts["tls"] = {"verify": False, "reason": site.tls.reason}
        output = Output(folder, site, formats)
        output.start_archive(run_id, archive_info(settings), whole=scope.whole)
        spider = super().from_crawler(
            crawler, *args, site=site, run=run, scope=scope, output=output, **kwargs
        )
        crawler.signals.connect(spider.release, signal=signals.engine_stopped)
        spider.width = settings.getint("CONCURRENT_REQUESTS") + 1
        for repaired in output.repairs:
            run.note("repairs", {"repaired": str(repaired)})
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the home page; all else follows from what it says."""
        self.frontier.saw(self.site.url)
        yield self._request(Link(self.site.url, "listing"))

    def _request(self, link: Link) -> Request:
        self.in_flight += 1
        self.run.requests += 1
        if link.kind == "sitemap":
            self.sitemaps.add(link.url)
        return Request(link.url, self.parse, errback=self.failed, cb_kwargs={"link": link}, dont_filter=True)

    def _next(self) -> Iterator[Request]:
        """Requests to keep the pipe filled; at the end of a full pass, for what no list named any more."""
        while self.in_flight < self.width:
            # A sitemap under way may make the lists superfluous.
            hold = bool(self.sitemaps) and not self.schedule.full_pass
            link, self.probe = self.probe or self.frontier.pop(hold_lists=hold), None
            if link is None and self.in_flight == 0:
                link = self._absent()
            if link is None:
                return
            if self.schedule.needs_list(link):
                yield self._request(link)

    def _absent(self) -> Link | None:
        """After a complete pass of all lists: the first of the known articles that none of them named."""
        if self.checking_absent or not self._pass_is_complete():
            return None
        self.checking_absent = True
        for known in self.schedule.unseen():
            if self.frontier.saw(known.article_key):
                self.frontier.add(Link(known.url, "article", known.article_key))
        return self.frontier.pop()

    def _pass_is_complete(self) -> bool:
        ended = self.fatal is not None or self.problem is not None or self.lists_failed
        return self.schedule.full_pass and self.scope.whole and not ended

    def parse(self, response: Response, link: Link) -> Iterator[Request | Bulletin]:
        """Give one response its outcome, and go on."""
        self.in_flight -= 1
        self.sitemaps.discard(link.url)
        if response.status != 200:
            self._unanswered(response, link)
        else:
            self.silent = 0
            try:
                yield from self._outcome(response, link)
            except OutputError as error:
                self._error(link, "not kept")
                self.give_up(error)
            except Exception as error:
                # One page that trips over our own fault must not end the crawl of a whole site:
                # it is counted, told from the site's faults, and ends the run with a code of its own.
                self.logger.exception("%s: our fault", response.url)
                self._error(link, f"{OURS}{type(error).__name__}")
        yield from self._next()

    def _outcome(self, response: Response, link: Link) -> Iterator[Request | Bulletin]:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        outcome = self.extractor.read(response.meta["capture"], response.body, content_type)
        if isinstance(outcome, Extracted):
            yield from self._record(outcome.bulletin, link)
        elif isinstance(outcome, Rejected):
            self.run.outcome("rejects", outcome.reasons[0])
            capture = response.meta["capture"].model_dump(mode="json")
            self.run.note("rejected", {"url": outcome.url, "reasons": outcome.reasons, "capture": capture})
        elif outcome.kind == Kind.FOREIGN and (again := self._again(response)) is not None:
            self.in_flight += 1
            self.sitemaps |= {link.url} if link.kind == "sitemap" else set()
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
        elif not self.scope.covers(bulletin.published_at):
            self.run.outcome("misses", "published before --since")
        elif self.scope.is_full(self.run.counts["records"]):
            self.run.outcome("misses", "after --limit was reached")
        else:
            yield from self._accept(bulletin)
        if self.scope.is_full(self.run.counts["records"]):
            self.frontier.clear()

    def _accept(self, bulletin: Bulletin) -> Iterator[Bulletin]:
        change, bulletin = self.output.state.accept(bulletin)
        self.run.outcome("records")
        self.run.changes[change.value] += 1
        self.run.warnings.update(bulletin.warnings)
        self.run.found.update(models=len(bulletin.models), awards=len(bulletin.awards))
        yield bulletin

    def _led(self, outcome: NotABulletin, link: Link) -> None:
        """Take in the ways on from a page that is no article."""
        is_home = link.url == self.site.url
        if outcome.kind in _WALLS:
            self._error(link, _WALLS[outcome.kind])
        elif is_home and outcome.kind == Kind.FOREIGN:
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
        if self.scope.is_full(self.run.counts["records"]) or not self.frontier.saw(link.key or link.url):
            return
        if self.schedule.wants(link):
            self.frontier.add(link)
        else:
            self.run.facts["known"] = self.run.facts.get("known", 0) + 1

    def _missed(self, link: Link, reason: str) -> None:
        """Count an article that is not there; after a complete pass that named it nowhere, it is gone."""
        self.run.outcome("misses", reason)
        if self.checking_absent:
            self._gone(link, datetime.now(UTC))
        elif link.key is not None and reason == ELSEWHERE:
            # Only this is lasting: a site closed for upkeep leads every article to its home page.
            self.output.state.stands_elsewhere(link.key, datetime.now(UTC))

    def _gone(self, link: Link, at: datetime) -> None:
        if link.key is not None and self.output.state.remove(link.key, in_vietnam(at)):
            self.run.changes["removed"] += 1

    def _unanswered(self, response: Response, link: Link) -> None:
        """Give a response without a page its outcome, and try the listing's feed instead."""
        status = response.status
        if link.fallback is not None:
            self._add(Link(link.fallback, "feed"))
        if link.url == self.site.url and status < 500 and not self.run.counts["lists"]:
            self.problem = f"HTTP {status}"
        if link.url == self.site.url and status < 500:
            # Nothing says more of a site: this is no article that happens to be gone.
            self._error(link, f"HTTP {status}")
        elif status in _GONE:
            self.run.outcome("misses", f"HTTP {status}")
            if link.kind == "article":
                # The capture's time, which replay will find in the archive.
                self._gone(link, response.meta["capture"].fetched_at)
        elif 300 <= status < 400:
            self._missed(link, f"HTTP {status}")
        else:
            self._lost(link, response.meta.get(FLAW) or f"HTTP {status}")

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Give a request without a response its outcome."""
        self.in_flight -= 1
        link: Link = failure.request.cb_kwargs["link"]  # type: ignore[attr-defined]
        self.sitemaps.discard(link.url)
        outcome, reason = describe(failure.value)
        unread = self.crawler.stats.get_value("bulletin/robots_unavailable")
        if unread and reason.startswith("Forbidden by robots"):
            # Forbidden only because its robots.txt cannot be read: the site is down, not unwilling.
            outcome, reason = "errors", str(unread)
        try:
            if outcome == "errors":
                self._lost(link, reason)
            elif reason == ELSEWHERE:
                self._missed(link, reason)
                reason = f"{reason}: {failure.request.url}"  # type: ignore[attr-defined]
            else:
                # What robots.txt forbids may stand well: it is not gone, and may be allowed tomorrow.
                self.run.outcome("misses", reason)
            if outcome == "misses" and link.url == self.site.url:
                self.problem = self.problem or reason
        except OutputError as error:
            self.give_up(error)
        yield from self._next()

    def _lost(self, link: Link, reason: str) -> None:
        """Count a request given up; after several in a row the home page tells whether the site is down."""
        is_home = link.url == self.site.url
        if is_home and self.run.counts["lists"]:
            self._error(link, reason)
            self.give_up(
                UnreachableError(
                    f"{self.site.url}: stopped answering ({reason}); what was read is kept,"
                    " run again to go on"
                )
            )
            return
        self._error(link, reason)
        self.silent += 1
        if self.silent == _MOST_SILENT and not is_home:
            self.probe = Link(self.site.url, "listing")

    def _error(self, link: Link, reason: str) -> None:
        self.lists_failed |= link.kind != "article"
        self.run.outcome("errors", reason)
        if link.url == self.site.url and not self.run.counts["lists"]:
            self.problem = reason
        try:
            at = datetime.now(UTC).isoformat()
            self.run.note("errors", {"url": link.url, "reason": reason, "at": at})
        except OutputError as error:
            self.give_up(error)

    def give_up(self, error: BulletinError) -> None:
        """End the run before its time; what was accepted stays."""
        if self.fatal is None:
            self.fatal = error
            self.frontier.clear()
            self._closing = create_task(self.crawler.engine.close_spider_async(reason="fatal"))

    def closed(self, reason: str) -> None:
        """Show in the dataset what was accepted, and write the record of the run."""
        passed = reason == "finished" and self._pass_is_complete()
        # A disk that has no room for one may have room for the next.
        for step in (self.schedule.passed if passed else None, self._show, self.output.end_archive):
            try:
                if step is not None:
                    step()
            except OutputError as error:
                self.fatal = self.fatal or error
        # Requests that the end of the run kept from being sent were never asked.
        self.run.requests -= self.in_flight
        self.in_flight = 0
        facts = self.run.facts
        facts["retries"] = self._retries()
        facts["ended_at"] = datetime.now(UTC).isoformat()
        facts["finished"] = reason
        facts["full_pass"] = self.schedule.full_pass
        facts["extractor"] = EXTRACTOR
        facts["bulletins"] = self.output.state.count()
        self.verdict = judge(self.run, self.site, self.scope, self.problem, self.fatal)
        facts["verdict"] = str(self.verdict) if self.verdict else "ok"
        if self.verdict is not None:
            self.logger.warning("%s", self.verdict)
        try:
            self.run.write()
        except OutputError as error:
            self.verdict = self.verdict or error

    def _show(self) -> None:
        self.files = self.output.show()

    def release(self) -> None:
        """Close the output folder, and let the next run in."""
        try:
            self.output.close()
        except OutputError as error:
            self.verdict = self.verdict or error

    def _retries(self) -> dict[str, int]:
        """How often a request was made again, by reason."""
        prefix = "retry/reason_count/"
        found = self.crawler.stats.get_stats().items()
        return {name.removeprefix(prefix): n for name, n in sorted(found) if name.startswith(prefix)}
