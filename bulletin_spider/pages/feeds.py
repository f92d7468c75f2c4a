"""RSS, Atom and sitemaps as pages, so that discovery replays like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bulletin_spider.pages.base import Page
from bulletin_spider.pages.fields import absolute
from bulletin_spider.vietnamese.dates import read_date

MOST_ENTRIES = 50_000
"""The sitemap protocol's own limit; what a longer file says is left unread."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed or sitemap."""

    url: str
    date: datetime | None
    guid: str | None = None


def sitemap_entries(page: Page) -> tuple[list[Entry], list[Entry]]:
    """(child sitemaps, pages) of a sitemap or sitemap index."""
    return _entries(page, "{*}sitemap"), _entries(page, "{*}url")


def _entries(page: Page, tag: str) -> list[Entry]:
    found = []
    for node in islice(page.xml.iter(tag), MOST_ENTRIES):
        url = absolute(page.url, node.findtext("{*}loc") or "")
        if url is not None:
            found.append(Entry(url, _moment(page, node.findtext("{*}lastmod"))))
    return found


def _moment(page: Page, text: str | None) -> datetime | None:
    read = read_date(text, fetched_at=page.fetched_at) if text else None
    return read.moment if read is not None else None


def feed_entries(page: Page) -> list[Entry]:
    """Entries of an RSS or Atom feed; their times are left unread where the engine garbles them."""
    found = []
    for node in islice(page.xml.iter("{*}item", "{*}entry"), MOST_ENTRIES):
        link = node.find("{*}link")
        href = (link.text or "").strip() or link.get("href") if link is not None else None
        url = absolute(page.url, href) if href else None
        if url is not None:
            found.append(Entry(url, None, (node.findtext("{*}guid") or "").strip() or None))
    return found
