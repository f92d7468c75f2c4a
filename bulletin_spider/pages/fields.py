"""Rules that any family may use: head metas, microdata and labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit, urlunsplit

import regex
from lxml import etree
from parsel import Selector

from bulletin_spider.pages.blocks import Block
from bulletin_spider.pages.find import elements, text_of
from bulletin_spider.vietnamese.bylines import read_label
from bulletin_spider.vietnamese.text import clean

_METAS = elements("//meta[@content][@property or @name]")
_ITEMPROPS = elements(".//*[@itemprop]")
_RATING = re.compile(r"là\s*:\s*(\d{1,9})\s+trong\s+(\d{1,9})")
_VIEWS = re.compile(r"(?:lượt xem|đã xem|lượt đọc|số lần xem)\s*:?\s*([\d.,]{1,12})", re.IGNORECASE)
_UNIT = regex.compile(r"\b(?i:phường|xã|thị trấn|đặc khu)(?:\s+(?:\p{Lu}[\p{L}’'\-]*|\d{1,2}\b))+")


def metas(html: Selector) -> dict[str, list[str]]:
    """Contents of the head's metas by lower-case property or name, entities resolved twice.

    Some sites escape their values twice over ("&amp;#x002F;"); resolving what is left is harmless since
    a title never means a literal entity.
    """
    found: dict[str, list[str]] = {}
    for meta in _METAS(html.root):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        value = clean(unescaped(meta.get("content") or ""))
        if value:
            found.setdefault(name, []).append(value)
    return found


_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|quot|amp|lt|gt|apos|nbsp);", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Text with entities that survived parsing resolved."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: unescape(found[0]), text)


def itemprops(scope: etree._Element) -> dict[str, str]:
    """First text of each microdata property of the scope itself, not of items nested in it."""
    found: dict[str, str] = {}
    for element in _ITEMPROPS(scope):
        owner = next((e for e in element.iterancestors() if e.get("itemscope") is not None), None)
        if owner is not scope and owner is not None and owner.get("itemtype") is not None:
            continue
        value = clean(element.get("content") or element.get("datetime") or text_of(element))
        if value:
            found.setdefault(element.get("itemprop") or "", value)
    return found


def labelled(blocks: Iterable[Block]) -> dict[str, str]:
    """Values of lines that open with a known label ("Tác giả bài viết:", "Nguồn tin:", …), by kind."""
    found: dict[str, str] = {}
    for block in blocks:
        said = read_label(block.text) if block.text else None
        if said is not None and said[1]:
            found.setdefault(said[0], said[1])
    return found


def rating(text: str) -> tuple[int, int] | None:
    """Points and votes out of "Tổng số điểm của bài viết là: 5 trong 1 đánh giá"."""
    found = _RATING.search(text)
    return (int(found[1]), int(found[2])) if found else None


def views(text: str) -> int | None:
    """Number of views out of "Lượt xem: 2,059"."""
    found = _VIEWS.search(text)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    return int(digits) if digits else None


def unit(text: str) -> str | None:
    """The ward that a site's name holds, as the site writes it.

    >>> unit("Trang thông tin điện tử Phường Trường Xuân")
    'Phường Trường Xuân'
    """
    found = _UNIT.search(text)
    return found[0] if found else None


def absolute(base: str, href: str) -> str | None:
    """Absolute web address of a link, without fragment; None for what is no web address."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return urlunsplit(parts._replace(fragment=""))
