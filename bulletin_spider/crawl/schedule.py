"""What a later run asks for again: new articles, recent ones on the declared schedule, lists as needed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bulletin_spider.crawl.scope import Scope
from bulletin_spider.pages.base import Link
from bulletin_spider.sites.schema import Recheck
from bulletin_spider.state import Known, SiteState

_PASSED = "passed_in_full_at"
_PASSED_PART = "passed_in_part_at"
_FEW = 10
_MOST_LOST = 0.25
_SITEMAP_HOLDS = 1000
"""NukeViet's sitemap names the newest 1,000 articles: one with fewer names them all."""


def is_plausible(unnamed: int, standing: int) -> bool:
    """Whether so many of the articles that stood can have been taken down between two passes.

    A few always can, but not all; more than a quarter is rather a site that shows itself otherwise.
    """
    return unnamed == 0 or (unnamed < standing and (unnamed <= _FEW or unnamed <= _MOST_LOST * standing))


class Schedule:
    """Decides for one run what is due; a full pass checks every list, `everything` every article too."""

    def __init__(
        self, state: SiteState, plan: Recheck, now: datetime, scope: Scope, *, everything: bool
    ) -> None:
        self.state, self.plan, self.now, self.scope, self.everything = state, plan, now, scope, everything
        last = self._last_pass()
        self.full_pass = everything or last is None or now - last >= timedelta(days=plan.full_pass_days)
        self.newest = {
            known.article_key for known, _ in zip(state.all_known(), range(plan.newest), strict=False)
        }
        self.sitemap_is_whole = False
        self._dated: dict[str, datetime] = {}
        """Publish times by article key, as sitemaps tell them; kept where --since asks for them."""
        self.seen: set[str] = set()
        """Keys of known articles that a list, feed or sitemap of this run names."""

    @property
    def _part(self) -> tuple[str, str]:
        """Name of the note of a pass over this section, and the first day that the run asks for."""
        return f"{_PASSED_PART} {self.scope.section or ''}", (self.scope.since or date.min).isoformat()

    def _last_pass(self) -> datetime | None:
        """When all lists that this run asks for were last read: all of the site's, or at least these."""
        name, wanted = self._part
        since, _, in_part = (self.state.meta(name) or "").partition(" ")
        passes = [self.state.meta(_PASSED), in_part if since <= wanted and not self.scope.whole else None]
        return max((datetime.fromisoformat(at) for at in passes if at), default=None)

    def covers(self, link: Link) -> bool:
        """Whether a link may be of the time asked for, as far as it, a sitemap or the state tells that."""
        if self.scope.since is None or link.kind != "article":
            return True
        told = link.published_at or self._dated.get(link.key or "")
        if told is None and link.key is not None and (known := self.state.known(link.key)) is not None:
            told = known.published_at
        return self.scope.covers(told)

    def wants(self, link: Link) -> bool:
        """Whether a link is worth a request now."""
        if link.key is None:
            return True
        known = self.state.known(link.key)
        if known is None:
            return self.everything or self._not_elsewhere(link.key)
        self.seen.add(link.key)
        return known.removed or self.everything or link.key in self.newest or self._due(known)

    def _not_elsewhere(self, key: str) -> bool:
        """Whether an unknown article may be the site's own: some lead to a list or to another site."""
        checked = self.state.found_elsewhere(key)
        return checked is None or self.now - checked >= timedelta(days=self.plan.old_every_days)

    def _due(self, known: Known) -> bool:
        since = self.now - known.checked_at
        born = max(filter(None, (known.published_at, known.first_seen_at)))
        if self.now - born <= timedelta(days=self.plan.recent_days):
            return since >= timedelta(days=self.plan.recent_every_days)
        return since >= timedelta(days=self.plan.old_every_days)

    def read_sitemap(self, links: tuple[Link, ...]) -> None:
        """Note whether a sitemap of articles names them all."""
        named = sum(link.kind == "article" for link in links)
        if named:
            self.sitemap_is_whole = named < _SITEMAP_HOLDS
        if self.scope.since is not None:
            self._dated |= {link.key: link.published_at for link in links if link.key and link.published_at}

    def needs_list(self, link: Link) -> bool:
        """Whether a list has to be read: not where a whole sitemap has told everything already."""
        return self.full_pass or link.kind not in ("listing", "feed") or not self.sitemap_is_whole

    def goes_deeper(self, links: tuple[Link, ...]) -> bool:
        """Whether the next page of a list is worth reading.

        A page of known articles ends a list in an ordinary run, one of articles that are too old in each.
        """
        wanted = [link for link in links if link.kind == "article" and self.covers(link)]
        if self.full_pass:
            return self.scope.since is None or bool(wanted)
        return any(link.key is not None and self._is_new(link.key) for link in wanted)

    def _is_new(self, key: str) -> bool:
        return self.state.known(key) is None and self._not_elsewhere(key)

    def unseen(self) -> list[Known]:
        """Articles that stand in the state and that no list of this run named."""
        return [known for known in self.state.all_known() if known.article_key not in self.seen]

    def standing(self) -> int:
        """Number of articles that stand in the state."""
        return sum(1 for _ in self.state.all_known())

    def passed(self) -> None:
        """Note that every list asked for was read without a failure."""
        name, since = self._part
        if self.scope.whole:
            self.state.set_meta(_PASSED, self.now.isoformat())
        elif self.scope.limit is None:
            self.state.set_meta(name, f"{since} {self.now.isoformat()}")
