"""CSS selectors of a site's declaration, which go before its family's rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from lxml import etree

from bulletin_spider.errors import UsageError
from bulletin_spider.pages.base import ArticleFields, Page
from bulletin_spider.pages.blocks import read_blocks
from bulletin_spider.pages.captions import mark_captions
from bulletin_spider.pages.find import elements
from bulletin_spider.sites.schema import Site
from bulletin_spider.vietnamese.bylines import read_label, split_people
from bulletin_spider.vietnamese.dates import read_date


@lru_cache(maxsize=256)
def compiled(css: str, where: str) -> Callable[[etree._Element], list[etree._Element]]:
    """The selector as a compiled XPath; UsageError names the declaration's key where it is no CSS."""
    # Few sites declare selectors, and loading this takes as long as reading ten pages.
    from cssselect import SelectorError  # noqa: PLC0415
    from parsel.csstranslator import HTMLTranslator  # noqa: PLC0415

    try:
        return elements(HTMLTranslator().css_to_xpath(css))
    except (SelectorError, etree.XPathSyntaxError) as error:
        raise UsageError(
            f"{where}: {css!r} is no CSS selector ({error}); mend it in the declaration"
        ) from None


def check_overrides(site: Site) -> None:
    """Raise UsageError where a declared selector is no CSS, before anything is asked of the site."""
    for name in _FIELDS:
        css = getattr(site.selectors, name)
        if css is not None:
            compiled(css, f"site {site.id}, selectors.{name}")


def apply_overrides(fields: ArticleFields, page: Page, site: Site) -> None:
    """Let the declared selectors have the first word; one that finds nothing leaves the family's value."""
    for name, apply in _FIELDS.items():
        css = getattr(site.selectors, name)
        if css is None:
            continue
        found = compiled(css, f"site {site.id}, selectors.{name}")(page.html)
        if found:
            apply(fields, found[0], page)


def _text(element: etree._Element) -> str:
    return "\n".join(b.text for b in read_blocks(element) if b.kind not in ("image", "caption"))


def _set(fields: ArticleFields, name: str, value: object) -> None:
    if value:
        setattr(fields, name, value)
        fields.sources[name] = "declared"


def _title(fields: ArticleFields, element: etree._Element, _: Page) -> None:
    _set(fields, "title", _text(element).replace("\n", " "))


def _lead(fields: ArticleFields, element: etree._Element, _: Page) -> None:
    _set(fields, "lead", _text(element))


def _body(fields: ArticleFields, element: etree._Element, _: Page) -> None:
    blocks = read_blocks(element)
    mark_captions(blocks)
    if blocks:
        fields.blocks = blocks
        fields.sources["body"] = "declared"


def _published(fields: ArticleFields, element: etree._Element, page: Page) -> None:
    reading = read_date(_text(element), fetched_at=page.fetched_at)
    if reading is not None:
        fields.published_precision = reading.precision
        fields.warnings.update(reading.warnings)
        _set(fields, "published_at", reading.moment)


def _author(fields: ArticleFields, element: etree._Element, _: Page) -> None:
    text = _text(element).replace("\n", " ")
    label = read_label(text)
    printed = label[1] if label is not None else text
    _set(fields, "author", printed)
    if printed:
        fields.authors = list(split_people(printed))


_FIELDS: dict[str, Callable[[ArticleFields, etree._Element, Page], None]] = {
    "title": _title,
    "lead": _lead,
    "body": _body,
    "published_at": _published,
    "author": _author,
}
