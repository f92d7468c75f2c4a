"""The state of a crawl: what was asked, what went wrong, and how the run ends."""

from __future__ import annotations

import difflib
from asyncio import Task, create_task
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Spider

from bulletin_spider.crawl.frontier import Frontier
from bulletin_spider.crawl.output import Output
from bulletin_spider.crawl.pushback import UNTIL
from bulletin_spider.crawl.run import Run
from bulletin_spider.crawl.schedule import Schedule
from bulletin_spider.crawl.scope import Scope
from bulletin_spider.crawl.verdict import judge
from bulletin_spider.errors import BulletinError, OutputError, UsageError
from bulletin_spider.extract.extractor import EXTRACTOR, Extractor
from bulletin_spider.pages.base import Link
from bulletin_spider.sites.schema import Site

_ARGUMENTS = ("site", "since", "limit", "section", "full")


class Running(Spider):
    """A run over one site, from its first request to its record."""

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
        self.schedule = Schedule(
            output.state, site.recheck, run.started_at, scope, everything=self.everything
        )
        self.frontier = Frontier()
        self.in_flight = 0
        self.articles_in_flight = 0
        self.width = 1
        """Requests kept under way: few, since each weighs far more than its link."""
        self.sitemaps: set[str] = set()
        """Addresses of the sitemaps under way."""
        self.lists_failed = False
        self.checking_absent = False
        """Whether the lists are read, and what none of them named is asked for."""
        self.absence_shows = False
        """Whether an article that no list named and whose address leads to a list is taken for gone."""
        self.alarmed = False
        """Whether the lists leave out too many known articles for these to be asked for."""
        self.unserved = 0
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

    def _sent(self, link: Link) -> None:
        self.in_flight += 1
        self.articles_in_flight += link.kind == "article"
        self.sitemaps |= {link.url} if link.kind == "sitemap" else set()

    def _back(self, link: Link) -> None:
        self.in_flight -= 1
        self.articles_in_flight -= link.kind == "article"
        self.sitemaps.discard(link.url)

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

    def _pass_is_complete(self) -> bool:
        """Whether every list that the run asks for was read whole."""
        ended = self.fatal is not None or self.problem is not None or self.lists_failed
        return self.schedule.full_pass and not ended and not self.alarmed

    @property
    def quiet_until(self) -> str | None:
        """Until when the site wants no more requests, where it said so and that is beyond our patience."""
        told: str | None = self.crawler.stats.get_value(UNTIL)
        return told

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
        if self.quiet_until is not None:
            facts["wanted_quiet_until"] = self.quiet_until
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
