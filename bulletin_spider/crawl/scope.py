"""What part of a site a run wants: since when, how many, which section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from bulletin_spider.errors import UsageError
from bulletin_spider.pages.base import Link
from bulletin_spider.records.base import in_vietnam
from bulletin_spider.vietnamese.text import strip_marks


@dataclass(frozen=True, slots=True)
class Scope:
    """The wanted part; everything where nothing is said."""

    since: date | None = None
    limit: int | None = None
    section: str | None = None

    @classmethod
    def parse(cls, since: object, limit: object, section: object) -> Scope:
        """Read the arguments as Scrapy passes them; UsageError names the one that is wrong."""
        day, most = None, None
        if since:
            try:
                day = date.fromisoformat(str(since))
            except ValueError:
                raise UsageError(f"--since {since}: write a day as YYYY-MM-DD, such as 2024-01-31") from None
        if limit:
            if not str(limit).isdecimal() or int(str(limit)) < 1:
                raise UsageError(f"--limit {limit}: write a whole number from 1 up")
            most = int(str(limit))
        return cls(day, most, _alias(str(section)) if section else None)

    @property
    def whole(self) -> bool:
        """Whether the run wants the whole site."""
        return self.since is None and self.limit is None and self.section is None

    def covers(self, published_at: datetime | None) -> bool:
        """Whether an article of that time is wanted; one without a time is."""
        return self.since is None or published_at is None or in_vietnam(published_at).date() >= self.since

    def is_full(self, records: int) -> bool:
        """Whether the run has as many records as it was asked for."""
        return self.limit is not None and records >= self.limit

    def worth(self, links: Iterable[Link]) -> Iterator[Link]:
        """The links worth following, in order."""
        for link in links:
            if link.kind == "article" and not self.covers(link.published_at):
                continue
            if self.section is None or link.kind == "sitemap" or self._of_section(link):
                yield link

    def _of_section(self, link: Link) -> bool:
        """Whether a link lies under the section, by the alias in its path."""
        segments = urlsplit(link.url).path.split("/")
        return any(_alias(unquote(segment)) == self.section for segment in segments[1:])


def _alias(name: str) -> str:
    """A section's name as the CMS writes it in addresses: "Khối Đảng" and "Khoi-Dang" are one."""
    return "-".join("".join(c if c.isalnum() else " " for c in strip_marks(name)).split())
