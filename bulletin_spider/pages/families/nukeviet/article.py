"""An article page of NukeViet: default themes of 3.x to 4.5, mobile, eGovernment and unknown themes."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from bulletin_spider.pages.base import ArticleFields, Page
from bulletin_spider.pages.block import Block, text_lines
from bulletin_spider.pages.captions import mark_captions, paired
from bulletin_spider.pages.families.nukeviet import scope as scopes
from bulletin_spider.pages.families.nukeviet.around import lines_around
from bulletin_spider.pages.families.nukeviet.byline import read_byline
from bulletin_spider.pages.families.nukeviet.details import put_files, put_identity, put_numbers, put_subjects
from bulletin_spider.pages.families.nukeviet.front import read_front
from bulletin_spider.pages.families.nukeviet.reading import Reading
from bulletin_spider.pages.families.nukeviet.signs import read_signs
from bulletin_spider.pages.families.nukeviet.times import looks_dated, read_times
from bulletin_spider.pages.fields import absolute, itemprops, read_head, unescaped
from bulletin_spider.pages.find import elements, has_class, text_of
from bulletin_spider.vietnamese.bylines import read_label
from bulletin_spider.vietnamese.text import clean, fold

_TITLES: tuple[tuple[str, Callable[[etree._Element], bool]], ...] = (
    ("headline", lambda e: e.get("itemprop") == "headline" and e.tag in ("h1", "h2")),
    ("h1.title", lambda e: e.tag == "h1" and "title" in (e.get("class") or "").split()),
    ("h1", lambda e: e.tag == "h1"),
    ("h2.title", lambda e: e.tag == "h2"),
)
_SMALLER_TITLES = elements(f".//h2[{has_class('title')}]")
_METAS = frozenset(
    "og:title og:url og:site_name author copyright article:section article:tag article:published_time "
    "article:modified_time".split()
)
_PROPS = frozenset(("dateModified", "datePublished"))
_LEAST_LEAD_WORDS = 10


def read_article(page: Page) -> ArticleFields:
    """Fields of an article page; what no rule finds stays None."""
    front = read_front(page)
    reading = _begin(page, front.root, front.source) if front is not None else None
    if reading is None or front is None or not front.suffices(reading.scope, reading.meta):
        reading = _begin(page, page.html, page.utf8)
    scope = reading.scope
    marked = scopes.marked(scope)
    titles = scopes.titles(scope, marked) or scopes.beside_body(scope, _SMALLER_TITLES(scope.element))
    reading.props = itemprops(scope.element, marked, _PROPS)
    reading.head, reading.tail = lines_around(scope, titles)
    _title(reading, titles)
    read_times(reading.fields, reading.signs, page.fetched_at, reading.meta, reading.props, reading.head)
    _lead(reading)
    _body(reading)
    read_byline(reading.fields, reading.head, reading.tail)
    put_files(reading)
    put_subjects(reading)
    put_numbers(reading)
    put_identity(reading)
    return reading.fields


def _begin(page: Page, root: etree._Element, source: bytes) -> Reading:
    return Reading(page, root, source, read_signs(page), scopes.find(root, source), read_head(root, _METAS))


def _title(reading: Reading, titles: list[etree._Element]) -> None:
    told = reading.meta.first("og:title")
    for rule, fits in _TITLES:
        texts = [text for e in titles if fits(e) and (text := clean(unescaped(text_of(e))))]
        if texts:
            # Where no class tells, the first heading may be the site's name.
            same = (text for text in texts if rule == "h1" and told and fold(text) == fold(told))
            return reading.put("title", next(same, texts[0]), f"nukeviet:{rule}")
    reading.put("title", told, "meta:og:title")
    return None


def _lead(reading: Reading) -> None:
    if reading.scope.lead is not None:
        reading.fields.images += paired(reading.scope.lead.blocks)
        reading.put("lead", text_lines(reading.scope.lead.blocks), f"nukeviet:{reading.scope.lead.rule}")
    elif reading.scope.rule != "densest-text":
        reading.put("lead", _loose_lead(reading.head), "nukeviet:before-body")


def _loose_lead(head: list[Block]) -> str:
    """Running text between the clock and the body: some themes print the lead without a box of its own."""
    mark_captions(head)
    lines: list[str] = []
    for block in reversed(head):
        if block.kind in ("image", "caption"):
            continue
        if block.kind not in ("p", "h") or block.text.count(" ") + 1 < _LEAST_LEAD_WORDS:
            break
        if looks_dated(block.text) or read_label(block.text) is not None:
            break
        lines.append(block.text)
    return "\n".join(reversed(lines))


def _body(reading: Reading) -> None:
    blocks = reading.scope.blocks
    for block in blocks:
        if block.src is not None:
            block.src = absolute(reading.page.url, block.src)
    reading.fields.blocks = blocks
    if blocks:
        reading.fields.sources["body"] = f"nukeviet:{reading.scope.rule}"
