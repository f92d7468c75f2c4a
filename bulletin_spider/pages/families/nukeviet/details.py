"""What an article page tells beside its text: files, subjects, numbers, its address and its ward."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from bulletin_spider.pages.captions import paired
from bulletin_spider.pages.families.nukeviet.around import home_image
from bulletin_spider.pages.families.nukeviet.reading import Reading
from bulletin_spider.pages.families.nukeviet.urls import canonical, key
from bulletin_spider.pages.fields import absolute, labelled, rating, shown_views, unit, views
from bulletin_spider.pages.find import by_id, elements, has_class, text_of
from bulletin_spider.vietnamese.text import clean, fold

_TAG_LINKS = elements("..//a[contains(@href,'/tag/') or contains(@href,'op=tag')]")
_KEYWORDS = elements(f"//div[{has_class('keywords')}]//a")
_FILES = elements(".//a/@href[contains(.,'download=1')]/..")
_RATING = by_id("stringrating")
_CRUMBS = elements("//*[contains(@itemtype,'BreadcrumbList') or contains(@class,'breadcrumb')]//a")
_MOST_LINKS = 200


def put_files(reading: Reading) -> None:
    """Images and attachments."""
    fields = reading.fields
    home = home_image(reading.scope)
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


def put_subjects(reading: Reading) -> None:
    """Category and tags."""
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


def _linked_tags(reading: Reading) -> list[str]:
    links: list[etree._Element] = []
    if b"fa-tags" in reading.source:
        icons = (e for e in reading.root.iter("em", "i") if "fa-tags" in (e.get("class") or ""))
        links = [link for icon in islice(icons, 2) for link in _TAG_LINKS(icon)]
    if not links and reading.source.find(b"keywords", reading.source.find(b"</head>")) >= 0:
        links = _KEYWORDS(reading.root)
    return list(dict.fromkeys(tag for link in links[:_MOST_LINKS] if (tag := clean(text_of(link)))))


def put_numbers(reading: Reading) -> None:
    """Rating and views."""
    line = _RATING(reading.root)
    found = rating(clean(text_of(line))) if line is not None else None
    if found is not None:
        reading.put("rating_score", found[0], "nukeviet:stringrating")
        reading.put("rating_votes", found[1], "nukeviet:stringrating")
    seen = next((n for b in reading.head if (n := views(b.text)) is not None), None)
    if seen is None:
        seen = shown_views(reading.head)
    reading.put("views", seen, "nukeviet:head")


def put_identity(reading: Reading) -> None:
    """Address, key and ward."""
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
