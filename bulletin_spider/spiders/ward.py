"""One spider for every site: discovery and outcome are the family's and the extractor's business."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from bulletin_spider.crawl.failures import describe
from bulletin_spider.crawl.guard import ELSEWHERE
from bulletin_spider.crawl.identity import archive_info, user_agent
from bulletin_spider.crawl.output import Output
from bulletin_spider.crawl.politeness import site_settings
from bulletin_spider.crawl.run import Run, new_run_id
from bulletin_spider.crawl.scope import Scope
from bulletin_spider.crawl.verdict import OURS
from bulletin_spider.errors import OutputError
from bulletin_spider.extract.formats import read_formats
from bulletin_spider.pages.base import Link
from bulletin_spider.pages.overrides import check_overrides
from bulletin_spider.records import Bulletin
from bulletin_spider.sites.registry import find_site
from bulletin_spider.sites.schema import Site
from bulletin_spider.spiders.asking import Asking


class WardSpider(Asking):
    """Crawls one ward site: `scrapy crawl ward -a site=ID-OR-URL [-a since=DATE -a limit=N -a section=S]`."""

    name = "ward"

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
        output.start_archive(run_id, archive_info(settings))
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

    def parse(self, response: Response, link: Link) -> Iterator[Request | Bulletin]:
        """Give one response its outcome, and go on."""
        self._back(link)
        if response.status != 200:
            self._unanswered(response, link)
        else:
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

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Give a request without a response its outcome."""
        link: Link = failure.request.cb_kwargs["link"]  # type: ignore[attr-defined]
        self._back(link)
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
