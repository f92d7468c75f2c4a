"""What tells a NukeViet page, and which page of NukeViet it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin_spider.pages.base import Kind, Page
from bulletin_spider.pages.families.nukeviet.urls import Address, parse

# Spaces and line breaks around "=" and "," differ between versions, and 3.x quotes with either mark.
# No \b in front: a pattern that starts with a literal is searched ten times faster.
_VARIABLE = re.compile(r"(nv_[a-z_]{2,30})\s*=\s*(?:[\"']([^\"']{0,200})[\"']|(-?[0-9.]{1,8}))", re.ASCII)
_SCRIPT_SIZE = 4_000
# What every version's script sets; one that lacks some is not alone.
_WANTED = frozenset({"nv_module_name", "nv_func_name", "nv_lang_data", "nv_my_ofs"})
_GENERATOR = re.compile(rb"content=[\"']NukeViet v?([0-9.]{1,8})")
_FLOOD = re.compile(rb"class=[\"'][^\"']{0,60}\bfloodblocker\b")
_DIED = re.compile(rb"class=[\"'][^\"']{0,60}\bnv-infodie\b")
_TITLED_404 = re.compile(rb"<title>[^<]{0,200}404", re.IGNORECASE)
_WALL = re.compile(
    rb"document\.cookie\s*=|location\.reload\s*\(|/cdn-cgi/challenge|__jsl_clearance", re.IGNORECASE
)
_ARTICLE_MARKS = re.compile(
    rb"""itemtype=["'][^"'>]{0,60}NewsArticle|id=["'](?:news_detail|news-bodyhtml|bodytext)["']"""
    rb"""|class=["'][^"'>]{0,80}\bbodytext\b"""
)
_MARK_WORDS = (b"NewsArticle", b"news-bodyhtml", b"news_detail", b"bodytext")
_TOLD_ARTICLE = re.compile(
    rb"""["'](?:og:type["'][^>]{0,40}["']article|article:published_time)["']""", re.IGNORECASE
)
_NOSCRIPT = re.compile(rb"<noscript.{0,2000}?</noscript>", re.DOTALL | re.IGNORECASE)
_NOTICE = re.compile(rb"""class=["'][^"'>]{0,80}\balert\b""")
# Modules other than news that have a page called `detail` too.
_OTHER_DETAILS = frozenset(
    "laws shops download photos album videoclips archives organs weblinks faq qa".split()
)
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
    """Signs of a page, from its first 64 kB; read once a page."""
    known = page.memo.get("signs")
    if not isinstance(known, Signs):
        known = page.memo["signs"] = _read_signs(page.head)
    return known


def _read_signs(head: bytes) -> Signs:
    generator = _GENERATOR.search(head)
    told = generator[1].decode() if generator else None
    # One script sets them all, and looking through the rest would take as long again as reading the article.
    at = head.find(b"nv_module_name")
    if at < 0:
        return Signs(told, _variables(head))
    variables = _variables(head[head.rfind(b"<script", 0, at) + 1 : head.find(b"</script", at)])
    if not variables.keys() >= _WANTED:
        variables = _variables(head[max(0, at - _SCRIPT_SIZE) : at + _SCRIPT_SIZE])
    return Signs(told, variables)


def _variables(script: bytes) -> dict[str, str]:
    variables: dict[str, str] = {}
    for name, text, number in _VARIABLE.findall(script.decode("utf-8", "replace")):
        variables.setdefault(name, text or number)
    return variables


def is_flood(body: bytes) -> bool:
    """Whether this is the flood guard's page, whatever its status says."""
    return len(body) < 20_000 and _FLOOD.search(body) is not None


def is_notice(page: Page) -> bool:
    """Whether this is the small page with which NukeViet ends early: closed for upkeep, missing, refused.

    It stands alone, without a theme around it, and so without the script that names a function.
    """
    return len(page.utf8) < 20_000 and _DIED.search(page.utf8) is not None and not read_signs(page).function


def is_xml(page: Page) -> bool:
    """Whether the page is a feed or a sitemap by its first bytes."""
    return page.utf8[:200].lstrip(b" \t\r\n").startswith(_XML_START)


def recognises(page: Page) -> bool:
    """Whether the page carries NukeViet's signs: one of its own, or two that others might share."""
    if is_xml(page):
        return b"NukeViet" in page.head or b"Nukeviet" in page.head or b"sitemap" in page.head[:600]
    if is_flood(page.utf8) or is_notice(page):
        return True
    signs = read_signs(page)
    names = signs.variables.keys()
    if signs.generator or names & {"nv_base_siteurl", "nv_siteroot"}:
        return True
    shared = (
        b"/themes/" in page.head,
        b"/assets/js/global.js" in page.head,
        b"nv_" in page.head,
        "Bạn đã không sử dụng Site".encode() in page.utf8,
    )
    return sum(shared) >= 2


def kind(page: Page) -> Kind:
    """What the page is: by what stands in for it, then its script variables, then address and markup."""
    if is_flood(page.utf8):
        return Kind.FLOOD
    if is_xml(page):
        return Kind.FEED if re.search(rb"<(?:rss|feed)\b", page.head) else Kind.SITEMAP
    if is_notice(page):
        # Upkeep answers 200 at every address, under a title and text of the site's own choice.
        return Kind.CLOSED if _TITLED_404.search(page.head) else Kind.UPKEEP
    signs, address = read_signs(page), parse(page.url)
    if address.shape == "satellite":
        return Kind.SATELLITE
    if signs.function is not None:
        return _by_function(page, signs, address)
    return _by_address(page, address)


def _by_address(page: Page, address: Address) -> Kind:
    """Kind of a page that names no function, as 3.x pages may: address and markup together decide."""
    if not recognises(page):
        is_wall = len(page.body) < 6_000 and _WALL.search(page.utf8)
        return Kind.CHALLENGE if is_wall else Kind.FOREIGN
    if address.shape == "article" and _has_article(page.utf8):
        return Kind.ARTICLE
    return Kind.LISTING if address.shape in ("listing", "home") else Kind.OTHER


def _has_article(markup: bytes) -> bool:
    """Whether an article's wrapper or body is marked, looked for around the words first: 50 times faster."""
    for word in _MARK_WORDS:
        at = markup.find(word)
        if at >= 0 and _ARTICLE_MARKS.search(markup, max(0, at - 120), at + 40):
            return True
    return _ARTICLE_MARKS.search(markup) is not None


def _by_function(page: Page, signs: Signs, address: Address) -> Kind:
    function = signs.function
    if function == "detail":
        return Kind.OTHER if signs.module in _OTHER_DETAILS else _detail(page, address)
    if function in ("viewcat", "main"):
        return Kind.LISTING
    return Kind.SATELLITE if function in ("print", "savefile", "sendmail") else Kind.OTHER


def _detail(page: Page, address: Address) -> Kind:
    """An article, or the notice that stands in its place where it is closed to guests or gone."""
    if _has_article(page.utf8):
        return Kind.ARTICLE
    # A theme of the site's own may name nothing we know: the address has to be an article's then, and the
    # head has to say so, or the page must at least hold a title and no notice.
    if address.number is None:
        return Kind.CLOSED
    if _TOLD_ARTICLE.search(page.head):
        return Kind.ARTICLE
    seen = _NOSCRIPT.sub(b"", page.utf8)
    return Kind.ARTICLE if b"<h1" in seen and not _NOTICE.search(seen) else Kind.CLOSED
