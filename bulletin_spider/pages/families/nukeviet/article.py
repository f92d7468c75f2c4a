"""An article page of NukeViet: default themes of 3.x to 4.5, mobile, eGovernment and unknown themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from bulletin_spider.pages.base import ArticleFields, Page
from bulletin_spider.pages.block import Block, text_lines
from bulletin_spider.pages.captions import mark_captions, paired
from bulletin_spider.pages.families.nukeviet import scope as scopes
from bulletin_spider.pages.families.nukeviet.byline import read_byline
from bulletin_spider.pages.families.nukeviet.front import read_front
from bulletin_spider.pages.families.nukeviet.signs import Signs, read_signs
from bulletin_spider.pages.families.nukeviet.times import looks_dated, read_times
from bulletin_spider.pages.families.nukeviet.urls import canonical, key
from bulletin_spider.pages.fields import (
    Head,
    absolute,
    itemprops,
    labelled,
    rating,
    read_head,
    shown_views,
    unescaped,
    unit,
    views,
)
from bulletin_spider.pages.find import by_id, elements, has_class, text_of
from bulletin_spider.vietnamese.bylines import read_label
from bulletin_spider.vietnamese.text import clean, fold

_TITLES: tuple[tuple[str, Callable[[etree._Element], bool]], ...] = (
    ("headline", lambda e: e.get("itemprop") == "headline" and e.tag in ("h1", "h2")),
    ("h1.title", lambda e: e.tag == "h1" and "title" in (e.get("class") or "").split()),
    ("h1", lambda e: e.tag == "h1"),
    ("h2.title", lambda e: e.tag == "h2"),
)
_SMALLER_TITLES = elements(f".//h2[{has_class('title')}]")
_TAG_LINKS = elements("..//a[contains(@href,'/tag/') or contains(@href,'op=tag')]")
_KEYWORDS = elements(f"//div[{has_class('keywords')}]//a")
_FILES = elements(".//a/@href[contains(.,'download=1')]/..")
_RATING = by_id("stringrating")
_CRUMBS = elements("//*[contains(@itemtype,'BreadcrumbList') or contains(@class,'breadcrumb')]//a")
_METAS = frozenset(
    "og:title og:url og:site_name author copyright article:section article:tag article:published_time "
    "article:modified_time".split()
)
_PROPS = frozenset(("dateModified", "datePublished"))
_MOST_LINKS = 200
_LEAST_LEAD_WORDS = 10


@dataclass(slots=True)
class _Reading:
    """What the steps of one article share."""

    page: Page
    root: etree._Element
    source: bytes
    """The bytes that the tree was made of."""
    signs: Signs
    scope: scopes.Scope
    meta: Head
    props: dict[str, str] = field(default_factory=dict)
    head: list[Block] = field(default_factory=list)
    """Lines of the wrapper before the body; title and lead left out."""
    tail: list[Block] = field(default_factory=list)
    """Lines of the wrapper after the body."""
    fields: ArticleFields = field(default_factory=ArticleFields)

    def put(self, name: str, value: object, rule: str) -> None:
        """Set a field that says something, and note the rule that gave it."""
        if value not in (None, "", []):
            setattr(self.fields, name, value)
            self.fields.sources[name] = rule


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
    reading.head, reading.tail = scopes.around(scope, titles)
    _title(reading, titles)
    read_times(reading.fields, reading.signs, page.fetched_at, reading.meta, reading.props, reading.head)
    _lead(reading)
    _body(reading)
    read_byline(reading.fields, reading.head, reading.tail)
    _images(reading)
    _taxonomy(reading)
    _numbers(reading)
    _identity(reading)
    return reading.fields


def _begin(page: Page, root: etree._Element, source: bytes) -> _Reading:
    return _Reading(page, root, source, read_signs(page), scopes.find(root, source), read_head(root, _METAS))


def _title(reading: _Reading, titles: list[etree._Element]) -> None:
    told = reading.meta.first("og:title")
    for rule, fits in _TITLES:
        texts = [text for e in titles if fits(e) and (text := clean(unescaped(text_of(e))))]
        if texts:
            # Where no class tells, the first heading may be the site's name.
            same = (text for text in texts if rule == "h1" and told and fold(text) == fold(told))
            return reading.put("title", next(same, texts[0]), f"nukeviet:{rule}")
    reading.put("title", told, "meta:og:title")
    return None


def _lead(reading: _Reading) -> None:
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


def _body(reading: _Reading) -> None:
    blocks = reading.scope.blocks
    for block in blocks:
        if block.src is not None:
            block.src = absolute(reading.page.url, block.src)
    reading.fields.blocks = blocks
    if blocks:
        reading.fields.sources["body"] = f"nukeviet:{reading.scope.rule}"


def _images(reading: _Reading) -> None:
    fields = reading.fields
    home = scopes.home_image(reading.scope)
    seen: dict[str, tuple[str, str | None]] = {}
    for src, caption in home + fields.images + paired(fields.blocks):
        url = absolute(reading.page.url, src)
        if url is not None:
            # A thumbnail lies under /assets/ where its original lies under /uploads/: one image.
            name = url.replace("/assets/", "/uploads/", 1)
            known = seen.get(name)
            seen[name] = (known[0], known[1] or caption) if known else (url, caption)
    reading.put("images", list(seen.values()), "nukeviet:home-image" if home else "nukeviet:body")
    files: list[tuple[str, str | None]] = []
    links = _FILES(reading.scope.outer) if b"download=1" in reading.page.utf8 else []
    for link in links[:_MOST_LINKS]:
        url = absolute(reading.page.url, link.get("href") or "")
        if url is not None and all(url != known for known, _ in files):
            files.append((url, clean(text_of(link)) or None))
    reading.put("attachments", files, "nukeviet:download")


def _taxonomy(reading: _Reading) -> None:
    section = reading.meta.first("article:section")
    if section is not None:
        reading.put("category", section, "meta:article:section")
    elif b"readcrumb" in reading.source:
        crumbs = [clean(text_of(a)) for a in _CRUMBS(reading.root)[:_MOST_LINKS]]
        title = fold(reading.fields.title or "")
        crumbs = [crumb for crumb in crumbs if crumb and fold(crumb) != title]
        if len(crumbs) > 1:
            reading.put("category", crumbs[-1], "nukeviet:breadcrumb")
    told = list(dict.fromkeys(reading.meta.metas.get("article:tag", [])))
    if linked := _linked_tags(reading):
        reading.put("tags", linked, "nukeviet:tags")
    elif told:
        reading.put("tags", told, "meta:article:tag")
    else:
        printed = labelled(reading.tail).get("tags", "")
        reading.put("tags", [tag for part in printed.split(",") if (tag := part.strip())], "nukeviet:label")


def _linked_tags(reading: _Reading) -> list[str]:
    links: list[etree._Element] = []
    if b"fa-tags" in reading.source:
        icons = (e for e in reading.root.iter("em", "i") if "fa-tags" in (e.get("class") or ""))
        links = [link for icon in islice(icons, 2) for link in _TAG_LINKS(icon)]
    if not links and reading.source.find(b"keywords", reading.source.find(b"</head>")) >= 0:
        links = _KEYWORDS(reading.root)
    return list(dict.fromkeys(tag for link in links[:_MOST_LINKS] if (tag := clean(text_of(link)))))


def _numbers(reading: _Reading) -> None:
    line = _RATING(reading.root)
    found = rating(clean(text_of(line))) if line is not None else None
    if found is not None:
        reading.put("rating_score", found[0], "nukeviet:stringrating")
        reading.put("rating_votes", found[1], "nukeviet:stringrating")
    seen = next((n for b in reading.head if (n := views(b.text)) is not None), None)
    if seen is None:
        seen = shown_views(reading.head)
    reading.put("views", seen, "nukeviet:head")


def _identity(reading: _Reading) -> None:
    page, module = reading.page, reading.signs.module
    own = key(page.url, module)
    href = reading.meta.canonical or reading.meta.first("og:url")
    named = absolute(page.url, href) if href else None
    said = key(named, module) if named is not None else None
    # The canonical address counts only where it names the article that the page was asked for.
    if named is not None and said is not None and own in (None, said):
        reading.put("canonical_url", canonical(named), "link:canonical")
    elif own is not None:
        reading.put("canonical_url", canonical(page.url), "url")
    reading.put("article_key", own or said, "url")
    for name, rule in (
        ("og:site_name", "meta:og:site_name"),
        ("author", "meta:author"),
        ("copyright", "meta:copyright"),
    ):
        ward = unit(reading.meta.first(name) or "")
        if ward:
            return reading.put("unit_name", ward, rule)
    return None
