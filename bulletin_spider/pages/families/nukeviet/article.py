"""An article page of NukeViet: default themes of 3.x to 4.5, mobile, eGovernment and unknown themes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bulletin_spider.pages.base import ArticleFields, Page
from bulletin_spider.pages.blocks import Block, read_blocks
from bulletin_spider.pages.captions import mark_captions, paired
from bulletin_spider.pages.families.nukeviet import scope as scopes
from bulletin_spider.pages.families.nukeviet.byline import read_byline
from bulletin_spider.pages.families.nukeviet.signs import Signs, read_signs
from bulletin_spider.pages.families.nukeviet.times import read_times
from bulletin_spider.pages.families.nukeviet.urls import canonical, key
from bulletin_spider.pages.fields import absolute, itemprops, metas, rating, unescaped, unit, views
from bulletin_spider.pages.find import elements, has_class, strings, text_of
from bulletin_spider.vietnamese.text import clean, fold

_TITLES = (
    ("headline", elements(".//*[self::h1 or self::h2][@itemprop='headline']")),
    ("h1.title", elements(f".//h1[{has_class('title')}]")),
    ("h1", elements(".//h1")),
)
_TAGS = elements(
    f"//*[{has_class('fa-tags')}]/..//a[contains(@href,'/tag/') or contains(@href,'op=tag')]"
    f" | //div[{has_class('keywords')}]//a"
)
_FILES = elements(".//a[contains(@href,'download=1')]")
_RATING = elements("//*[@id='stringrating']")
_CRUMBS = elements("//*[contains(@itemtype,'BreadcrumbList') or contains(@class,'breadcrumb')]//a")
_CANONICAL = strings("//link[@rel='canonical']/@href")


@dataclass(slots=True)
class _Reading:
    """What the steps of one article share."""

    page: Page
    signs: Signs
    root: etree._Element
    scope: scopes.Scope
    lead: tuple[etree._Element, str] | None
    metas: dict[str, list[str]]
    props: dict[str, str]
    head: list[Block]
    tail: list[Block]
    fields: ArticleFields = field(default_factory=ArticleFields)

    def put(self, name: str, value: object, rule: str) -> None:
        """Set a field that says something, and note the rule that gave it."""
        if value not in (None, "", []):
            setattr(self.fields, name, value)
            self.fields.sources[name] = rule

    def meta(self, name: str) -> str | None:
        return next(iter(self.metas.get(name, ())), None)


def read_article(page: Page) -> ArticleFields:
    """Fields of an article page; what no rule finds stays None."""
    root = page.html.root
    scope = scopes.find(root)
    lead = scopes.lead(scope)
    # A title or a lead may hold a date or a name that is neither the clock nor the byline.
    apart = scopes.titles(scope) + ([lead[0]] if lead is not None else [])
    around = scopes.around(scope, apart)
    reading = _Reading(
        page, read_signs(page), root, scope, lead, metas(page.html), itemprops(scope.element), *around
    )
    _title(reading)
    _lead(reading)
    _body(reading)
    read_times(reading.fields, reading.signs, page.fetched_at, reading.metas, reading.props, reading.head)
    read_byline(reading.fields, reading.head, reading.tail)
    _images(reading)
    _taxonomy(reading)
    _numbers(reading)
    _identity(reading)
    return reading.fields


def _title(reading: _Reading) -> None:
    body = reading.scope.body
    for rule, find in _TITLES:
        for element in find(reading.scope.element):
            if body is not None and body in element.iterancestors():
                continue
            text = clean(unescaped(text_of(element)))
            if text:
                return reading.put("title", text, f"nukeviet:{rule}")
    reading.put("title", reading.meta("og:title"), "meta:og:title")
    return None


def _lead(reading: _Reading) -> None:
    if reading.lead is not None:
        element, rule = reading.lead
        blocks = read_blocks(element)
        mark_captions(blocks)
        reading.fields.images += paired(blocks)
        text = "\n".join(b.text for b in blocks if b.kind not in ("image", "caption"))
        if text:
            return reading.put("lead", text, f"nukeviet:{rule}")
    if "description" in reading.props:
        return reading.put("lead", reading.props["description"], "microdata:description")
    return None


def _body(reading: _Reading) -> None:
    if reading.scope.body is None:
        return
    blocks = read_blocks(reading.scope.body, stop=scopes.is_furniture) + reading.scope.spilt
    mark_captions(blocks)
    for block in blocks:
        if block.src is not None:
            block.src = absolute(reading.page.url, block.src)
    reading.put("blocks", blocks, f"nukeviet:{reading.scope.rule}")
    reading.fields.sources["body"] = reading.fields.sources.pop("blocks", reading.scope.rule)


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
    for link in _FILES(reading.scope.outer):
        url = absolute(reading.page.url, link.get("href") or "")
        if url is not None and all(url != known for known, _ in files):
            files.append((url, clean(text_of(link)) or None))
    reading.put("attachments", files, "nukeviet:download")


def _taxonomy(reading: _Reading) -> None:
    section = reading.meta("article:section")
    if section is not None:
        reading.put("category", section, "meta:article:section")
    else:
        crumbs = [clean(text_of(a)) for a in _CRUMBS(reading.root)]
        title = fold(reading.fields.title or "")
        crumbs = [crumb for crumb in crumbs if crumb and fold(crumb) != title]
        if len(crumbs) > 1:
            reading.put("category", crumbs[-1], "nukeviet:breadcrumb")
    tags = [clean(text_of(a)) for a in _TAGS(reading.root)]
    if any(tags):
        reading.put("tags", list(dict.fromkeys(filter(None, tags))), "nukeviet:tags")
    else:
        reading.put("tags", list(dict.fromkeys(reading.metas.get("article:tag", []))), "meta:article:tag")


def _numbers(reading: _Reading) -> None:
    found = next((r for e in _RATING(reading.root) if (r := rating(clean(text_of(e))))), None)
    if found is not None:
        reading.put("rating_score", found[0], "nukeviet:stringrating")
        reading.put("rating_votes", found[1], "nukeviet:stringrating")
    seen = next((n for b in reading.head if (n := views(b.text)) is not None), None)
    if seen is None:
        seen = scopes.shown_views(reading.head)
    reading.put("views", seen, "nukeviet:head")


def _identity(reading: _Reading) -> None:
    page, module = reading.page, reading.signs.module
    own = key(page.url, module)
    href = next(iter(_CANONICAL(reading.root)), None) or reading.meta("og:url") or ""
    named = absolute(page.url, href)
    said = key(named, module) if named is not None else None
    # The canonical address counts only where it names the article that the page was asked for.
    if named is not None and said is not None and own in (None, said):
        reading.put("canonical_url", canonical(named), "link:canonical")
    elif own is not None:
        reading.put("canonical_url", canonical(page.url), "url")
    reading.put("article_key", own or said, "url")
    for name, rule in (("og:site_name", "meta:og:site_name"), ("author", "meta:author")):
        ward = unit(reading.meta(name) or "")
        if ward:
            return reading.put("unit_name", ward, rule)
    return None
