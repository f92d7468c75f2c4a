"""Rules that any family may use: head metas, microdata and labelled lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from urllib.parse import urljoin, urlsplit, urlunsplit

import regex
from lxml import etree

from bulletin_spider.pages.block import Block
from bulletin_spider.pages.find import text_of
from bulletin_spider.vietnamese.bylines import read_label
from bulletin_spider.vietnamese.text import clean

_MOST_PROPS = 50
"""Nested items of a page are few; looking up the owner of each costs its depth."""
_LONGEST_LABELLED = 600
_LABELS = re.compile(
    r"(?<!\w)(?:tác giả|nguồn|người đăng|người gửi|đăng bởi|từ khóa|tags?|ngày đăng|đăng lúc|cập nhật"
    r"|lượt xem|đã xem|lượt đọc)(?: (?:bài viết|tin|bài|lúc|ngày))? ?:",
    re.IGNORECASE,
)
_RATING = re.compile(r"là\s*:\s*(\d{1,9})\s+trong\s+(\d{1,9})")
_VIEWS = re.compile(r"(?:lượt xem|đã xem|lượt đọc|số lần xem)\s*:?\s*([\d.,]{1,12})", re.IGNORECASE)
_HEAD_NUMBERS = re.compile(r"\d{1,2}:\d{2}\s+(\d[\d.,]{0,11})\s+\d[\d.,]{0,11}$")
_PLAIN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f-\xa0?#;\\]*")
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?/[^\x00-\x20\x7f-\xa0?#;\\]*")
_UNIT = regex.compile(r"\b(?i:phường|xã|thị trấn|đặc khu)(?:\s+(?:\p{Lu}[\p{L}’'\-]*|\d{1,2}\b))+")


@dataclass(slots=True)
class Head:
    """What a page's head says to machines."""

    metas: dict[str, list[str]]
    """Contents by lower-case property or name, entities resolved twice.

    Some sites escape their values twice over ("&amp;#x002F;"); resolving what is left is harmless since a
    title never means a literal entity."""
    canonical: str | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing that every head tells is missing."""
        return bool(self.metas and self.canonical)

    def first(self, name: str) -> str | None:
        """The first content of a meta, or None."""
        return next(iter(self.metas.get(name, ())), None)


def read_head(root: etree._Element, wanted: frozenset[str]) -> Head:
    """The wanted metas and the canonical link of a page, wherever broken markup left them."""
    head = root.find("head")
    read = _read_head(head, wanted) if head is not None else Head({}, None)
    # Something that belongs in no head ends it early: the rest of it then stands in the body.
    return read if read.is_whole else _read_head(root, wanted)


def _read_head(root: etree._Element, wanted: frozenset[str]) -> Head:
    links = (e for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical")
    head = Head({}, next((href for link in links if (href := link.get("href")) is not None), None))
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        if name in wanted:
            value = clean(unescaped(element.get("content") or ""))
            if value:
                head.metas.setdefault(name, []).append(value)
    return head


_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|quot|amp|lt|gt|apos|nbsp);", re.IGNORECASE)


def unescaped(text: str) -> str:
    """Text with entities that survived parsing resolved."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: unescape(found[0]), text)


def itemprops(
    scope: etree._Element, found: Iterable[etree._Element], wanted: frozenset[str]
) -> dict[str, str]:
    """First text of each wanted microdata property of the scope itself, not of items nested in it.

    `found` are the elements with such properties, in document order.
    """
    props: dict[str, str] = {}
    asked = 0
    for element in found:
        name = element.get("itemprop") or ""
        if name not in wanted or name in props or asked == _MOST_PROPS:
            continue
        asked += 1
        owner = next((e for e in element.iterancestors() if e.get("itemscope") is not None), None)
        if owner is not scope and owner is not None and owner.get("itemtype") is not None:
            continue
        value = clean(element.get("content") or element.get("datetime") or text_of(element))
        if value:
            props[name] = value
    return props


def labelled(blocks: Iterable[Block]) -> dict[str, str]:
    """Values of lines that open with a known label ("Tác giả bài viết:", "Nguồn tin:", …), by kind.

    A theme may print several on one line: "Ngày đăng: 05/03/2024 | Tác giả: Hạnh Phạm | Lượt xem: 98".
    """
    found: dict[str, str] = {}
    for block in blocks:
        if ":" not in block.text or len(block.text) > _LONGEST_LABELLED:
            continue
        line = unescaped(block.text)
        starts = [at.start() for at in _LABELS.finditer(line)]
        for start, end in pairwise([*sorted({0, *starts}), len(line)]):
            said = read_label(line[start:end].strip(" -–|•·,;"))
            if said is not None:
                found.setdefault(*said)
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


def shown_views(head: Iterable[Block]) -> int | None:
    """Views in the eGovernment edition's head line "Thứ hai - 18/11/2024 20:29 14 0": views, comments."""
    for block in head:
        found = _HEAD_NUMBERS.search(block.text)
        if found:
            return int(re.sub(r"\D", "", found[1]))
    return None


def unit(text: str) -> str | None:
    """The ward that a site's name holds, as the site writes it.

    >>> unit("Trang thông tin điện tử Phường Trường Xuân")
    'Phường Trường Xuân'
    """
    found = _UNIT.search(text)
    return found[0] if found else None


def absolute(base: str, href: str) -> str | None:
    """Absolute web address of a link, without fragment; None for what is no web address.

    >>> absolute("http://phuong.vn/news/", "../uploads/a.jpg#x"), absolute("http://phuong.vn/", "tel:113")
    ('http://phuong.vn/uploads/a.jpg', None)
    """
    try:
        # Most links by far are paths of the same host or whole addresses, and need no resolving.
        if _PLAIN_URL.fullmatch(href):
            return href
        if _PLAIN_PATH.fullmatch(href) and "/." not in href:
            parts = urlsplit(base)
            url = f"{parts.scheme}://{parts.netloc}{href}"
        else:
            parts = urlsplit(urljoin(base, href.strip()))
            url = urlunsplit(parts._replace(fragment="")) if parts.fragment else parts.geturl()
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
