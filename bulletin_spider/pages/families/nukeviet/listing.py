"""Lists, feeds and sitemaps of NukeViet: where the articles are."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

from bulletin_spider.pages.base import Kind, Link, Page
from bulletin_spider.pages.families.nukeviet import signs as nukeviet_signs
from bulletin_spider.pages.families.nukeviet.listed_dates import ListedDates
from bulletin_spider.pages.families.nukeviet.urls import holds_news, key, listing_of, page_url, parse
from bulletin_spider.pages.feeds import feed_entries, sitemap_entries
from bulletin_spider.pages.fields import absolute
from bulletin_spider.pages.find import elements, strings

_ANCHORS = elements("//a[@href]")
_FEEDS = strings("//link[@type='application/rss+xml']/@href")
_PAGE_NUMBER = re.compile(rb"page-(\d{1,6})")
_ADDRESS_STARTS = re.compile(rb"(?:[\"'=\s]|//[^/\"'\s<>]{1,100})$")
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
    signs = nukeviet_signs.read_signs(page)
    anchors = _own_links(page)
    articles = {anchor: url for anchor, url in anchors if parse(url).shape == "article"}
    dates = ListedDates(articles, page.fetched_at, signs.zone)
    told: dict[str, datetime | None] = {}
    for anchor, url in articles.items():
        if told.get(url) is None:
            told[url] = dates.of(anchor)
    links = [Link(url, "article", key(url, signs.module), date) for url, date in told.items()]
    links += _further(page, signs, list(told), [url for _, url in anchors])
    following = next_page(page)
    if following is not None:
        links.append(Link(following, "listing", deeper=True))
    return links


def _own_links(page: Page) -> list[tuple[etree._Element, str]]:
    """Links of the page to its own host, with or without www., and to no other language's edition."""
    host = _bare_host(page.url)
    known: dict[str, str | None] = {}
    found = []
    for anchor in _ANCHORS(page.html):
        href = anchor.get("href") or ""
        if href not in known:
            url = (
                None if href.startswith(("#", "javascript:", "mailto:", "tel:")) else absolute(page.url, href)
            )
            own = url is not None and _bare_host(url) == host and _is_ours(url)
            known[href] = url if own else None
        url = known[href]
        if url is not None:
            found.append((anchor, url))
    return found


def _bare_host(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")


def _further(page: Page, signs: nukeviet_signs.Signs, articles: list[str], own: list[str]) -> list[Link]:
    """Feeds and lists: the head names a feed for each category, an article's address names its list."""
    links: list[Link] = []
    feeds = [url for href in _FEEDS(page.html) if (url := absolute(page.url, href)) is not None]
    feeds = [url for url in feeds if parse(url).shape == "feed" and _is_ours(url)]
    for url in feeds:
        if parse(url).category is None:
            links.append(Link(url, "feed"))
        else:
            links.append(Link(url.replace("/rss/", "/", 1), "listing", fallback=url))
    address = parse(page.url)
    if address.shape == "home" and address.page == 1:
        base = signs.variables.get("nv_base_siteurl") or signs.variables.get("nv_siteroot") or "/"
        sitemap = absolute(page.url, base.rstrip("/") + "/sitemap.xml")
        links += [Link(sitemap, "sitemap")] if sitemap is not None else []
    links += [Link(url, "listing") for article in articles if (url := listing_of(article)) is not None]
    if not feeds:
        # 3.x names no feeds in its head: its menus are left to tell the categories.
        links += [Link(url, "listing") for url in own if _is_list(url, signs)]
    return links


def _is_list(url: str, signs: nukeviet_signs.Signs) -> bool:
    address = parse(url)
    return address.shape == "listing" and address.page == 1 and address.module in (None, signs.module)


def _is_ours(url: str) -> bool:
    """Whether an address is of the Vietnamese edition; other languages are other sites."""
    return parse(url).language in (None, "vi")


def next_page(page: Page) -> str | None:
    """Address of the next page of a list, by its number: `rel` and the markup around it are unreliable."""
    current = max(parse(page.url).page, 1)
    plain = "op=" not in urlsplit(page.url).query
    # The whole path counts: "/page-2/" of the home page is not that of "/news/page-2/".
    own = re.sub(r"page-2/?$", "", urlsplit(page_url(page.url, 2)).path).encode() if plain else b"/"
    for found in _PAGE_NUMBER.finditer(page.utf8):
        before = page.utf8[max(0, found.start() - len(own) - 110) : found.start()]
        fits = (
            before.endswith(own) and _ADDRESS_STARTS.search(before[: -len(own)])
            if plain
            else before[-3:].lower().endswith((b"/", b"%2f"))
        )
        if fits and int(found[1]) > current:
            return page_url(page.url, current + 1)
    return None
