"""What a crawl asks for next, and when it has asked for everything."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request
from twisted.python.failure import Failure

from bulletin_spider.crawl.schedule import is_plausible
from bulletin_spider.pages.base import Link
from bulletin_spider.spiders.outcomes import Outcomes


class Asking(Outcomes):
    """Takes links from the frontier, few at a time; the lists' last link is followed by what none named."""

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Give a request without a response its outcome."""
        raise NotImplementedError

    def _request(self, link: Link) -> Request:
        self._sent(link)
        self.run.requests += 1
        return Request(link.url, self.parse, errback=self.failed, cb_kwargs={"link": link}, dont_filter=True)

    def _next(self) -> Iterator[Request]:
        """Requests to keep the pipe filled; at the end of a full pass, for what no list named any more."""
        while self.in_flight < self.width:
            if self.scope.is_full(self.run.counts["records"] + self.articles_in_flight):
                return
            link, self.probe = self.probe or self._pop(), None
            if link is None and self.in_flight == 0:
                link = self._absent()
            if link is None:
                return
            if self.schedule.needs_list(link) and self.schedule.covers(link):
                yield self._request(link)

    def _pop(self) -> Link | None:
        if self.scope.since is not None:
            # Sitemaps date the articles that lists name without a date.
            sitemap = self.frontier.pop_sitemap()
            if sitemap is not None or self.sitemaps:
                return sitemap
        # A sitemap under way may make the lists superfluous.
        return self.frontier.pop(hold_lists=bool(self.sitemaps) and not self.schedule.full_pass)

    def _absent(self) -> Link | None:
        """After a complete pass of all lists: the first of the known articles that none of them named."""
        if self.checking_absent or not self.scope.whole or not self._pass_is_complete():
            return None
        self.checking_absent = True
        unnamed = [known for known in self.schedule.unseen() if self.frontier.saw(known.article_key)]
        standing = self.schedule.standing()
        if is_plausible(len(unnamed), standing):
            # Where no article at all could be read, an address that leads to a list tells nothing.
            self.absence_shows = self.run.counts["records"] > 0
        else:
            self.run.facts |= {"unnamed": len(unnamed), "standing": standing}
            self.alarmed = not self.everything or self.run.found_nothing
            if self.alarmed:
                return None
        for known in unnamed:
            self.frontier.add(Link(known.url, "article", known.article_key))
        return self.frontier.pop()
