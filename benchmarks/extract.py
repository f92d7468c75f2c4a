"""Reading one page, as a ratio to `lxml.html.document_fromstring` of the same bytes.

    python benchmarks/extract.py [--pages 200] [WARC ...]

Warm, in one process, fields only (no mining); the two run in turn over the same pages, round by round, and
the median of the rounds' ratios is quoted. Pages are the demo site's, or those of the WARCs named.
trafilatura (extra `bench`) is timed on a few of them.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import lxml.html
import trafilatura

from bulletin_spider.archive import read_archive
from bulletin_spider.demo import DemoSite
from bulletin_spider.pages.base import Kind, Page
from bulletin_spider.pages.families import FAMILIES

FAMILY = FAMILIES["nukeviet"]


def demo_pages(number: int) -> list[Page]:
    """Article pages of the demo site."""
    site = DemoSite(articles=number)
    now = datetime.now(UTC)
    urls = [site.url(article.id) for article in site.articles]
    return [Page(url, site.respond("GET", url.removeprefix(site.origin)).body, now) for url in urls]


def archived_pages(files: list[Path]) -> list[Page]:
    """Article pages of some archives."""
    found = []
    for stored in read_archive(files, report=print):
        if stored.capture.status == 200 and b"<html" in stored.body()[:2000]:
            page = Page(stored.capture.url, stored.body(), stored.capture.fetched_at)
            found += [page] if FAMILY.kind(page) == Kind.ARTICLE else []
    return found


def read(page: Page) -> object:
    """One page as the crawl reads it, nothing of an earlier reading kept."""
    fresh = Page(page.url, page.body, page.fetched_at, page.content_type)
    FAMILY.kind(fresh)
    return FAMILY.article(fresh)


def seconds(work: Callable[[Page], object], pages: list[Page]) -> float:
    """CPU seconds of one round."""
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start


def main() -> None:
    """Print the ratio."""
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("warc", nargs="*", type=Path)
    cli.add_argument("--pages", type=int, default=200)
    cli.add_argument("--rounds", type=int, default=9)
    options = cli.parse_args()
    pages = archived_pages(options.warc) if options.warc else demo_pages(options.pages)
    read(pages[0])
    rounds = [
        (seconds(read, pages), seconds(lambda page: lxml.html.document_fromstring(page.body), pages))
        for _ in range(options.rounds)
    ]
    each = 1000 / len(pages)
    size = statistics.mean(len(page.body) for page in pages) / 1000
    print(f"{len(pages)} article pages of {size:.0f} kB")
    print(f"fields           {statistics.median(a for a, _ in rounds) * each:7.2f} ms a page")
    print(f"lxml parse       {statistics.median(b for _, b in rounds) * each:7.2f} ms a page")
    print(f"ratio            {statistics.median(a / b for a, b in rounds):7.2f}")
    few = pages[:20]
    trafilatura.bare_extraction(few[0].body)
    spent = seconds(lambda page: trafilatura.bare_extraction(page.body, with_metadata=True), few)
    parse = seconds(lambda page: lxml.html.document_fromstring(page.body), few)
    print(f"trafilatura      {spent * 1000 / len(few):7.2f} ms a page, ratio {spent / parse:.1f}")


if __name__ == "__main__":
    main()
