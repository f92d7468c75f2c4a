"""What tells a NukeViet page, and which page of NukeViet it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin_spider.pages.base import Kind, Page
from bulletin_spider.pages.families.nukeviet.urls import Address, parse

# Spaces and line breaks around "=" and "," differ between versions, and 3.x quotes with either mark.
_VARIABLE = re.compile(rb"\b(nv_[a-z_]{2,30})\s*=\s*(?:[\"']([^\"']{0,200})[\"']|(-?[0-9.]{1,8}))")
_GENERATOR = re.compile(rb"<meta[^>]{0,80}content=[\"']NukeViet v?([0-9.]{1,8})", re.IGNORECASE)
_FLOOD = re.compile(rb"class=[\"'][^\"']{0,60}\bfloodblocker\b")
_WALL = re.compile(
    rb"document\.cookie\s*=|location\.reload\s*\(|/cdn-cgi/challenge|__jsl_clearance", re.IGNORECASE
)
_ARTICLE_MARKS = (b"NewsArticle", b'id="news_detail"', b'id="news-bodyhtml"', b"bodytext", b'id="bodytext"')
_XML_START = (b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex")


@dataclass(frozen=True, slots=True)
class Signs:
    """Script variables and generator of one page."""

    generator: str | None
    variables: dict[str, str]

    @property
    def module(self) -> str | None:
        """The module's name on this site, such as `news` or `tin-tuc`."""
        return self.variables.get("nv_module_name") or None

    @property
    def function(self) -> str | None:
        """The function that made the page, such as detail, main or viewcat."""
        return self.variables.get("nv_func_name") or None

    @property
    def language(self) -> str | None:
        """Language of the page's data."""
        return self.variables.get("nv_lang_data") or self.variables.get("nv_sitelang") or None

    @property
    def zone(self) -> float | None:
        """Offset from UTC, in hours, of the zone in which the page shows its times."""
        try:
            hours = float(self.variables["nv_my_ofs"])
        except (KeyError, ValueError):
            return None
        return hours if -12 <= hours <= 14 else None


def read_signs(page: Page) -> Signs:
    """Signs of a page, from its first 64 kB."""
    head = page.head
    generator = _GENERATOR.search(head)
    variables: dict[str, str] = {}
    if b"nv_" in head:
        for name, text, number in _VARIABLE.findall(head):
            variables.setdefault(name.decode(), (text or number).decode("utf-8", "replace"))
    return Signs(generator[1].decode() if generator else None, variables)


def is_flood(body: bytes) -> bool:
    """Whether this is the flood guard's page, whatever its status says."""
    return len(body) < 20_000 and _FLOOD.search(body) is not None


def is_xml(page: Page) -> bool:
    """Whether the page is a feed or a sitemap by its first bytes."""
    return page.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_XML_START)


def recognises(page: Page) -> bool:
    """Whether the page carries NukeViet's signs: one of its own, or two that others might share."""
    if is_xml(page):
        return b"NukeViet" in page.head or b"Nukeviet" in page.head or b"sitemap" in page.head[:600]
    signs = read_signs(page)
    names = signs.variables.keys()
    if signs.generator or names & {"nv_base_siteurl", "nv_siteroot"}:
        return True
    shared = (
        b"/themes/" in page.head,
        b"/assets/js/global.js" in page.head,
        b"nv_" in page.head,
        "Bạn đã không sử dụng Site".encode() in page.body,
    )
    return sum(shared) >= 2


def kind(page: Page) -> Kind:
    """What the page is: by what stands in for it, then its script variables, then address and markup."""
    if is_flood(page.body):
        return Kind.FLOOD
    if is_xml(page):
        return Kind.FEED if re.search(rb"<(?:rss|feed)\b", page.head) else Kind.SITEMAP
    signs, address = read_signs(page), parse(page.url)
    if address.shape == "satellite":
        return Kind.SATELLITE
    if signs.function is not None:
        return _by_function(page, signs.function, address.number)
    return _by_address(page, address)


def _by_address(page: Page, address: Address) -> Kind:
    """Kind of a page that names no function, as 3.x pages may: address and markup together decide."""
    if not recognises(page):
        is_wall = len(page.body) < 6_000 and _WALL.search(page.body)
        return Kind.CHALLENGE if is_wall else Kind.FOREIGN
    if address.shape == "article" and any(mark in page.body for mark in _ARTICLE_MARKS):
        return Kind.ARTICLE
    return Kind.LISTING if address.shape in ("listing", "home") else Kind.OTHER


def _by_function(page: Page, function: str, number: int | None) -> Kind:
    if function == "detail":
        if any(mark in page.body for mark in _ARTICLE_MARKS):
            return Kind.ARTICLE
        # A theme of the site's own may name nothing we know; the address then has to be an article's.
        return Kind.ARTICLE if number is not None and b"<h1" in page.body else Kind.CLOSED
    if function in ("viewcat", "main"):
        return Kind.LISTING
    return Kind.SATELLITE if function in ("print", "savefile", "sendmail") else Kind.OTHER
