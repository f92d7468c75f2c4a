"""A page is read no further than its article; what is found must be what the whole page shows."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin_spider.demo import GENERATIONS, DemoSite
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.records import Capture
from bulletin_spider.sites.schema import Site

# The sign of a tag list, which before an article means that the page has to be read whole. It stands before
# all else: further on it would end a comment that the page leaves open.
WHOLE = b"<!-- fa-tags -->"
TAG = re.compile(rb"<[^>]{1,200}>")
STRAY = (b"</div>", b"<div>", b"<!--", b"<script>", b"</section>", b"</body>", b"<table>", b"<p>", b"</html>")


def article_pages() -> list[tuple[str, bytes]]:
    found = []
    for generation in GENERATIONS:
        site = DemoSite(generation)
        for article in site.articles[::9]:
            url = site.url(article.id)
            found.append((url, site.respond("GET", url.removeprefix(site.origin)).body))
    return found


PAGES = article_pages()


def read(url: str, body: bytes) -> str:
    capture = Capture(url=url, fetched_at=datetime(2026, 1, 1, tzinfo=UTC), status=200)
    return repr(Extractor(Site.from_url(url)).read(capture, body, "text/html; charset=utf-8", follow=False))


def read_whole(url: str, body: bytes) -> str:
    return read(url, WHOLE + body)


def changed(body: bytes, changes: list[tuple[str, float, float, bytes]]) -> bytes:
    """The page with tags left out, repeated elsewhere, or put in."""
    for what, where, source, stray in changes:
        start = body.find(b"<body")
        tags = [found.span() for found in TAG.finditer(body, start)]
        at, end = tags[int(where * len(tags))]
        if what == "drop":
            body = body[:at] + body[end:]
        elif what == "repeat":
            first, last = tags[int(source * len(tags))]
            body = body[:at] + body[first:last] + body[at:]
        else:
            body = body[:at] + stray + body[at:]
    return body


share = st.floats(0, 1, exclude_max=True)
changes = st.tuples(st.sampled_from(["drop", "repeat", "stray"]), share, share, st.sampled_from(STRAY))


def test_every_page_of_the_demo_site_reads_as_a_whole() -> None:
    for url, body in PAGES:
        assert "Extracted" in read(url, body)
        assert read(url, body) == read_whole(url, body)


@settings(max_examples=150, deadline=None)
@given(page=st.integers(0, len(PAGES) - 1), some=st.lists(changes, min_size=1, max_size=4))
@example(page=0, some=[("stray", 0.0, 0.0, b"<!--")])
def test_a_damaged_page_does_too(page: int, some: list[tuple[str, float, float, bytes]]) -> None:
    url, body = PAGES[page]
    broken = changed(body, some)
    assert read(url, broken) == read_whole(url, broken)
