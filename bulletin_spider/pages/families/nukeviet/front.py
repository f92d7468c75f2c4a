"""As much of a page as tells the article: the menus and lists after it are half of what there is to parse.

A parser reads forward, so an element that is closed stays as it is whatever follows. A page may therefore
be cut where everything that began with the article's wrapper or after it is closed again, if nothing that
an article is read from stands behind. Where that is not sure the page is read whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from bulletin_spider.pages.base import Page, parse_html
from bulletin_spider.pages.families.nukeviet.scope import Scope
from bulletin_spider.pages.fields import Head

_WRAPPER = b"schema.org/NewsArticle"
_DIV = re.compile(rb"<(/?)div[\s>]")
_MOST_DIVS = 2000
# What an article is read from beside its wrapper: its rating and its tags.
_SIGNS = (b"stringrating", b"fa-tags")
_TAGS = "keywords"
_CRUMBS = b"readcrumb"
_BODIES = re.compile(rb"""["'=\s](?:news-bodyhtml|bodytext)\b""")
_CUT = "bulletin-cut"


@dataclass(frozen=True, slots=True)
class Front:
    """The beginning of a page."""

    root: etree._Element
    source: bytes
    page: Page
    open: frozenset[etree._Element]
    """The elements that were cut through."""

    def suffices(self, scope: Scope, head: Head) -> bool:
        """Whether the article found in it is the one that the whole page would show."""
        element = scope.element
        return (
            head.is_whole
            and ("article:section" in head.metas or _CRUMBS not in self.page.utf8)
            and element.tag == "div"
            and "schema.org/NewsArticle" in (element.get("itemtype") or "")
            # All that was cut through was open when the wrapper began, and holds nothing but the page.
            and self.open.issubset(element.iterancestors())
            and not any(_TAGS in (part.get("class") or "") for part in self.open)
            and element in scope.above
            and not scope.spilt
            and (scope.rule == "news-bodyhtml" or not _BODIES.search(self.page.utf8, len(self.source)))
        )


def read_front(page: Page) -> Front | None:
    """The page up to the end of its article and of what tells of it; None where no end is found."""
    markup = page.utf8
    start = _start(markup)
    if start is None or any(markup.find(sign, 0, start) >= 0 for sign in _SIGNS):
        return None
    end = _end(markup, start)
    if end is None:
        return None
    source = markup[:end]
    root = parse_html(b"%b<%b/>" % (source, _CUT.encode()))
    last = root
    while len(last):
        last = last[-1]
    # In a comment, a script or an attribute that was cut through, the mark is no element.
    return Front(root, source, page, frozenset(last.iterancestors())) if last.tag == _CUT else None


def _start(markup: bytes) -> int | None:
    """Where the wrapper's tag begins."""
    mark = markup.find(_WRAPPER, max(markup.find(b"</head>"), 0))
    if mark < 0:
        return None
    tag = markup.rfind(b"<", 0, mark)
    return tag if markup.startswith(b"<div", tag) and markup.find(b">", tag, mark) < 0 else None


def _end(markup: bytes, start: int) -> int | None:
    """Where the wrapper that begins at `start` is closed, and all that tells of the article beside it."""
    depth = last = 0
    for div in islice(_DIV.finditer(markup, start), _MOST_DIVS):
        depth += -1 if div[1] else 1
        if depth < 0:
            return None
        if depth == 0:
            last = last or max(markup.rfind(sign, div.start()) for sign in (*_SIGNS, _TAGS.encode()))
            if div.start() > last:
                return markup.find(b">", div.start()) + 1 or None
    return None
