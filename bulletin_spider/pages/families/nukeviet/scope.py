"""Where on a NukeViet page the article stands: its wrapper, head, lead, body and what surrounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from bulletin_spider.pages.blocks import Block, read_blocks
from bulletin_spider.pages.captions import mark_captions, paired
from bulletin_spider.pages.families.nukeviet.guess import densest
from bulletin_spider.pages.find import elements, has_class
from bulletin_spider.vietnamese.text import clean

_WRAPPERS = elements("//*[contains(@itemtype,'schema.org/NewsArticle')] | //*[@id='news_detail']")
_BODIES = (
    ("news-bodyhtml", elements("descendant-or-self::*[@id='news-bodyhtml']")),
    ("bodytext", elements(f"descendant-or-self::*[@id='bodytext' or {has_class('bodytext')}]")),
    ("articleBody", elements("descendant-or-self::*[@itemprop='articleBody']")),
)
_LEADS = (
    ("hometext", elements(f".//*[{has_class('hometext')}]")),
    ("hometext", elements(".//*[@id='hometext']")),
    (
        "sapo",
        elements(
            f".//*[{has_class('sapo')} or {has_class('lead')} or {has_class('summary')}"
            f" or {has_class('description')} or {has_class('intro')}]"
        ),
    ),
)
_HOME = (
    elements(f".//figure[{has_class('article')}]"),
    elements(".//*[@id='imghome']"),
    elements(f".//*[{has_class('imghome')}][not(self::img)]"),
    # mobile and 3.x show it in a box with a width of its own, between the lead and the body
    elements(".//div[contains(@style,'width') and img]"),
)
_TITLE = elements("descendant::*[self::h1 or @itemprop='headline']")

# What follows or surrounds a body in every stock theme; a body that was left open swallows it.
_FURNITURE_IDS = frozenset(
    (
        "form3B stringrating numberrating click_rating idcomment showcomment formcomment "
        "news-download-file newsSendMailModal timeoutsess footer sitemodal"
    ).split()
)
_FURNITURE_CLASSES = frozenset(
    (
        "news_column other-news news-download-file detail-related related socialicon comment-list "
        "keywords block_tophits newsothers"
    ).split()
)
_SPILL_CLASSES = re.compile(r"^(?:Mso\w+|image-\w+|image|text-justify|\s)*$")
_HEAD_NUMBERS = re.compile(r"\d{1,2}:\d{2}\s+([\d.,]+)\s+([\d.,]+)$")


@dataclass(slots=True)
class Scope:
    """The elements that an article is read from."""

    element: etree._Element
    """Wrapper of title, time, lead, body and byline."""
    outer: etree._Element
    """Where files may stand: the wrapper, or the document where there is none."""
    body: etree._Element | None
    rule: str
    """Which rule found the body."""
    spilt: list[Block] = field(default_factory=list)
    """Blocks that a stray closing tag threw out of the body."""


def find(root: etree._Element) -> Scope:
    """The article's scope on a page: stock wrappers first, then the body's surroundings, then a guess."""
    wrappers = _WRAPPERS(root)
    wrapper = wrappers[0] if wrappers else None
    body, rule = _body(wrapper if wrapper is not None else root)
    if body is None and wrapper is not None:
        # A stray closing tag above the body can leave it outside its wrapper.
        body, rule = _body(root)
    if body is None:
        body, rule = densest(wrapper if wrapper is not None else root), "densest-text"
    if wrapper is None:
        wrapper = _surroundings(body) if body is not None else root
    scope = Scope(wrapper, wrapper if wrappers else root, body, rule)
    if body is not None and rule != "densest-text":
        scope.spilt = _spilt(body)
    return scope


def _body(within: etree._Element) -> tuple[etree._Element | None, str]:
    for rule, find_body in _BODIES:
        found = find_body(within)
        if found:
            return found[0], rule
    return None, ""


def _surroundings(body: etree._Element) -> etree._Element:
    """The nearest ancestor that holds a title as well, or the body's parent."""
    for ancestor in body.iterancestors():
        if any(body not in title.iterancestors() for title in _TITLE(ancestor)):
            return ancestor
    parent = body.getparent()
    return parent if parent is not None else body


def is_furniture(element: etree._Element) -> bool:
    """Whether an element is of the page and not of the article."""
    if element.get("id") in _FURNITURE_IDS:
        return True
    classes = (element.get("class") or "").split()
    if not _FURNITURE_CLASSES.isdisjoint(classes):
        return True
    return "h5" in classes and "text-right" in classes


def _spilt(body: etree._Element) -> list[Block]:
    """Blocks after a body that an extra closing tag ended too early: unstyled siblings, up to furniture."""
    blocks = _loose(body.tail)
    for node in body.itersiblings():
        if not isinstance(node.tag, str) or not _is_spill(node):
            break
        blocks += read_blocks(node) + _loose(node.tail)
    return blocks


def _loose(text: str | None) -> list[Block]:
    said = clean(text or "")
    return [Block("p", said)] if said else []


def _is_spill(element: etree._Element) -> bool:
    if element.tag not in ("p", "div", "table", "ul", "ol", "br", "span", "figure", "strong", "em", "b", "i"):
        return False
    return element.get("id") is None and bool(_SPILL_CLASSES.match(element.get("class") or ""))


def around(scope: Scope, without: list[etree._Element]) -> tuple[list[Block], list[Block]]:
    """Lines of the wrapper before and after the body, but for the elements that are read by themselves."""
    if scope.body is None:
        return read_blocks(scope.element, without=without), []
    before = [b for e in _beside(scope, before=True) for b in read_blocks(e, without=without)]
    after = [b for e in _beside(scope, before=False) for b in read_blocks(e, without=without)]
    return before, after


def _beside(scope: Scope, *, before: bool) -> list[etree._Element]:
    """Subtrees of the wrapper that come before or after the body, in document order."""
    found: list[etree._Element] = []
    node = scope.body
    while node is not None and node is not scope.element:
        siblings = [e for e in node.itersiblings(preceding=before) if isinstance(e.tag, str)]
        found = siblings[::-1] + found if before else found + siblings
        node = node.getparent()
    return found


def titles(scope: Scope) -> list[etree._Element]:
    """Headings of the wrapper outside the body."""
    return [element for element in _TITLE(scope.element) if not _within_body(scope, element)]


def lead(scope: Scope) -> tuple[etree._Element, str] | None:
    """Element of the lead, outside the body, and the rule that found it."""
    for rule, find_lead in _LEADS:
        for element in find_lead(scope.element):
            if not _within_body(scope, element):
                return element, rule
    return None


def home_image(scope: Scope) -> list[tuple[str, str | None]]:
    """The home image as shown beside the lead: address and caption, or nothing."""
    for find_home in _HOME:
        for element in find_home(scope.element):
            if _within_body(scope, element):
                continue
            blocks = read_blocks(element)
            for block in blocks:
                block.boxed = True
            mark_captions(blocks)
            found = paired(blocks)
            if found:
                return found[:1]
    return []


def _within_body(scope: Scope, element: etree._Element) -> bool:
    return scope.body is not None and (element is scope.body or scope.body in element.iterancestors())


def shown_views(head: list[Block]) -> int | None:
    """Views in the eGovernment edition's head line "Thứ hai - 18/11/2024 20:29 14 0"."""
    for block in head:
        found = _HEAD_NUMBERS.search(block.text)
        if found:
            return int(re.sub(r"\D", "", found[1]))
    return None
