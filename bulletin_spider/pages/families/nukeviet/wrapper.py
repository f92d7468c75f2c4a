"""The element that holds an article with its title, time and byline."""

from __future__ import annotations

from lxml import etree

from bulletin_spider.pages.find import by_id, elements

_NEWS_ARTICLE = "contains(@itemtype,'schema.org/NewsArticle')"
_WRAPPERS = (elements(f"//div[{_NEWS_ARTICLE}]"), elements(f"//*[{_NEWS_ARTICLE}]"))
_DETAIL = by_id("news_detail")
MARKED = elements(".//*/@itemprop/.. | .//h1")
"""Headings and elements with microdata."""
MOST_CANDIDATES = 20
"""More headings or leads than a theme prints are a hostile page's; the first ones are the theme's."""


def stock_wrapper(root: etree._Element, source: bytes, body: etree._Element | None) -> etree._Element | None:
    """The stock wrapper: the one round the body, else the first."""
    if body is not None:
        for ancestor in body.iterancestors():
            if "schema.org/NewsArticle" in (ancestor.get("itemtype") or ""):
                return ancestor
    if b"NewsArticle" in source:
        for find_wrapper in _WRAPPERS:
            for wrapper in find_wrapper(root):
                return wrapper
    return _DETAIL(root)


def surroundings(body: etree._Element) -> etree._Element:
    """The nearest ancestor that holds a title outside the body as well, or the body's parent."""
    above = list(body.iterancestors())
    heights = {ancestor: height for height, ancestor in enumerate(above)}
    nearest = len(above)
    for title in headings(MARKED(body.getroottree().getroot()))[:MOST_CANDIDATES]:
        if title is not body:
            holders = list(title.iterancestors())
            if body not in holders:
                # None for a title that is the outermost element, and so holds the body itself.
                shared = next((heights[holder] for holder in holders if holder in heights), nearest)
                nearest = min(nearest, shared)
    if nearest < len(above):
        return above[nearest]
    return above[0] if above else body


def headings(found: list[etree._Element]) -> list[etree._Element]:
    """Those of some elements that are titles."""
    return [e for e in found if e.tag == "h1" or e.get("itemprop") == "headline"]
