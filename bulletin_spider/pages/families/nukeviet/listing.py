"""Lists, feeds and sitemaps of NukeViet: where the articles are."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

from bulletin_spider.pages.base import Kind, Link, Page
from bulletin_spider.pages.families.nukeviet import signs as nukeviet_signs
from bulletin_spider.pages.families.nukeviet.urls import holds_news, key, listing_of, page_url, parse
from bulletin_spider.pages.feeds import feed_entries, sitemap_entries
from bulletin_spider.pages.fields import absolute
from bulletin_spider.pages.find import elements, strings, text_of
from bulletin_spider.vietnamese.dates import read_date
from bulletin_spider.vietnamese.text import clean

_ANCHORS = elements("//a[@href]")
_FEEDS = strings("//link[@type='application/rss+xml']/@href")
_LISTED_DATE = re.compile(
    r"(?:\d{1,2}:\d{2}\s+)?\b\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d{2}\b(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?"
)
_MOST_CLIMBS = 4
_GUID = re.compile(r"^([\w-]+)_(\d+)$")


def read_links(page: Page, kind: Kind) -> list[Link]:
    """Ways on from a page: articles, further lists and feeds of the same host, each once."""
    if kind == Kind.SITEMAP:
        found = _sitemap(page)
    elif kind == Kind.FEED:
        found = _feed(page)
    else:
        found = _listing(page)
    once: dict[str, Link] = {}
    for link in found:
        once.setdefault(link.url, link)
    return list(once.values())


def _sitemap(page: Page) -> list[Link]:
    children, pages = sitemap_entries(page)
    module = parse(page.url).module
    links = [Link(c.url, "sitemap") for c in children if _is_ours(c.url) and holds_news(c.url)]
    links += [
        Link(entry.url, "article", key(entry.url, module), entry.date)
        for entry in pages
        if parse(entry.url).shape == "article" and _is_ours(entry.url)
    ]
    return links


def _feed(page: Page) -> list[Link]:
    links = []
    for entry in feed_entries(page):
        if parse(entry.url).shape != "article" or not _is_ours(entry.url):
            continue
        guid = _GUID.match(entry.guid or "")
        module = guid[1] if guid else None
        links.append(Link(entry.url, "article", key(entry.url, module)))
    return links


def _listing(page: Page) -> list[Link]:
    root = page.html.root
    signs = nukeviet_signs.read_signs(page)
    host = urlsplit(page.url).netloc
    links: list[Link] = []
    for anchor in _ANCHORS(root):
        url = absolute(page.url, anchor.get("href") or "")
        if url is None or urlsplit(url).netloc != host or not _is_ours(url):
            continue
        if parse(url).shape == "article":
            date = _listed_date(page, anchor, signs.zone)
            links.append(Link(url, "article", key(url, signs.module), date))
    links += _further(page, root, signs, [link.url for link in links])
    following = next_page(page)
    if following is not None:
        links.append(Link(following, "listing"))
    return links


def _further(
    page: Page, root: etree._Element, signs: nukeviet_signs.Signs, articles: list[str]
) -> list[Link]:
    """Feeds and lists: the head names a feed for each category, an article's address names its list."""
    links: list[Link] = []
    feeds = [url for href in _FEEDS(root) if (url := absolute(page.url, href)) is not None]
    feeds = [url for url in feeds if parse(url).shape == "feed" and _is_ours(url)]
    for url in feeds:
        if parse(url).category is None:
            links.append(Link(url, "feed"))
        else:
            links.append(Link(url.replace("/rss/", "/", 1), "listing", fallback=url))
    if parse(page.url).shape == "home" and parse(page.url).page == 1:
        base = signs.variables.get("nv_base_siteurl") or signs.variables.get("nv_siteroot") or "/"
        sitemap = absolute(page.url, base.rstrip("/") + "/sitemap.xml")
        links += [Link(sitemap, "sitemap")] if sitemap is not None else []
    links += [Link(url, "listing") for article in articles if (url := listing_of(article)) is not None]
    if not feeds:
        # 3.x names no feeds in its head: its menus are left to tell the categories.
        for anchor in _ANCHORS(root):
            url = absolute(page.url, anchor.get("href") or "")
            if url is None or urlsplit(url).netloc != urlsplit(page.url).netloc:
                continue
            address = parse(url)
            if address.shape == "listing" and address.page == 1 and _same_module(address.module, signs):
                links.append(Link(url, "listing"))
    return links


def _same_module(module: str | None, signs: nukeviet_signs.Signs) -> bool:
    return module is None or module == signs.module


def _is_ours(url: str) -> bool:
    """Whether an address is of the Vietnamese edition; other languages are other sites."""
    return parse(url).language in (None, "vi")


def next_page(page: Page) -> str | None:
    """Address of the next page of a list, by its number: `rel` and the markup around it are unreliable."""
    current = max(parse(page.url).page, 1)
    path = urlsplit(page_url(page.url, 2)).path
    pattern = re.escape(re.sub(r"page-2/?$", "page-", path)).encode() + rb"(\d{1,6})"
    if "op=" in urlsplit(page.url).query:
        pattern = rb"/page-(\d{1,6})"
    numbers = {int(number) for number in re.findall(pattern, page.body)}
    return page_url(page.url, current + 1) if any(n > current for n in numbers) else None


def _listed_date(page: Page, anchor: etree._Element, zone: float | None) -> datetime | None:
    """The date printed beside a title in a list, or None: not every view prints one."""
    element = anchor
    for _ in range(_MOST_CLIMBS):
        parent = element.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return None
        element = parent
        text = clean(text_of(element))
        if len(text) > 2_000:
            return None
        found = _LISTED_DATE.search(text)
        if found:
            read = read_date(
                found[0], fetched_at=page.fetched_at, zone_offset_hours=7.0 if zone is None else zone
            )
            return read.moment if read is not None else None
    return None
