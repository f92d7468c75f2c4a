"""Where on a NukeViet page the article stands: its wrapper, head, lead, body and what surrounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from bulletin_spider.pages.block import Block
from bulletin_spider.pages.blocks import read_around, read_blocks, read_until
from bulletin_spider.pages.captions import mark_captions, paired
from bulletin_spider.pages.families.nukeviet.furniture import around_body, end_of_text, in_body
from bulletin_spider.pages.families.nukeviet.guess import densest
from bulletin_spider.pages.find import below_of_class, by_id, by_id_below, elements, has_class
from bulletin_spider.vietnamese.bylines import read_label
from bulletin_spider.vietnamese.text import clean

_NEWS_ARTICLE = "contains(@itemtype,'schema.org/NewsArticle')"
_WRAPPERS = (elements(f"//div[{_NEWS_ARTICLE}]"), elements(f"//*[{_NEWS_ARTICLE}]"))
_DETAIL = by_id("news_detail")
_BODY_IDS = (("news-bodyhtml", by_id("news-bodyhtml")), ("bodytext", by_id("bodytext")))
_BODIES = (
    ("bodytext", elements(f"descendant-or-self::*[{has_class('bodytext')}]")),
    ("articleBody", elements("descendant-or-self::*[@itemprop='articleBody']")),
)
_LEADS = (
    # By id first, which costs nothing where there is none.
    ("hometext", b"hometext", by_id_below("hometext")),
    ("hometext", b"hometext", elements(below_of_class("hometext"))),
    ("description", b'"description"', elements(".//*[@itemprop='description']")),
    (
        "sapo",
        b"",
        elements(
            f".//*[{has_class('sapo')} or {has_class('lead')} or {has_class('summary')}"
            f" or {has_class('description')} or {has_class('intro')}]"
        ),
    ),
)
_HOME = (
    (b"<figure", elements(f".//figure[{has_class('article')}]")),
    (b"imghome", by_id_below("imghome")),
    (b"imghome", elements(below_of_class("imghome"))),
    # mobile and 3.x show it in a box with a width of its own, between the lead and the body
    (b"width", elements(".//div[contains(@style,'width') and img]")),
)
_MARKED = elements(".//*/@itemprop/.. | .//h1")
_MOST_CANDIDATES = 20
"""More headings or leads than a theme prints are a hostile page's; the first ones are the theme's."""
_SPILL_CLASSES = re.compile(r"(?:Mso\w+|image(?:-\w+)?|text-justify)")
_SPILL_TAGS = frozenset("p div table ul ol br span figure strong em b i u font h2 h3 h4".split())


class Lead(NamedTuple):
    """The element of a lead, what it says, and the rule that found it."""

    element: etree._Element
    blocks: list[Block]
    rule: str


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
    source: bytes
    """The page's bytes: looking for a sign in them is quicker than for its elements in the tree."""
    lead: Lead | None = None
    spilt: list[etree._Element | str] = field(default_factory=list)
    """What a stray closing tag threw out of the body: elements and loose texts, in order."""
    above: frozenset[etree._Element] = frozenset()
    """The elements that hold the body."""
    swallowed: etree._Element | None = None
    """The first piece of furniture within a body that was left open."""
    blocks: list[Block] = field(default_factory=list)
    """The lines and images of the body, its captions marked."""


def find(root: etree._Element, source: bytes) -> Scope:
    """The article's scope on a page: stock wrappers and ids first, then classes, then a guess."""
    body, rule = _body_by_id(root)
    wrapper = _wrapper(root, source, body)
    if body is None:
        # A stray closing tag above the body can leave it outside its wrapper.
        for within in (root,) if wrapper is None else (wrapper, root):
            body, rule = _body_by_class(within)
            if body is not None:
                break
        else:
            body, rule = densest(root if wrapper is None else wrapper), "densest-text"
    element = wrapper
    if element is None:
        element = root if body is None else _surroundings(body)
    scope = Scope(element, root if wrapper is None else wrapper, body, rule, source)
    if body is not None:
        scope.above = frozenset(body.iterancestors())
    if body is not None and rule != "densest-text":
        scope.spilt = _spilt(body, wrapper)
    _read_body(scope)
    scope.lead = _lead(scope)
    return scope


def _wrapper(root: etree._Element, source: bytes, body: etree._Element | None) -> etree._Element | None:
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


def _body_by_id(root: etree._Element) -> tuple[etree._Element | None, str]:
    for rule, find_body in _BODY_IDS:
        body = find_body(root)
        if body is not None:
            return _outermost(body), rule
    return None, ""


def _body_by_class(within: etree._Element) -> tuple[etree._Element | None, str]:
    for rule, find_body in _BODIES:
        found = find_body(within)
        if found:
            return found[0], rule
    return None, ""


def _outermost(body: etree._Element) -> etree._Element:
    """The outermost body container round an element: a pasted article brings its own into the body."""
    for ancestor in body.iterancestors():
        classes = (ancestor.get("class") or "").split()
        if ancestor.get("id") in ("news-bodyhtml", "bodytext") or "bodytext" in classes:
            body = ancestor
    return body


def _surroundings(body: etree._Element) -> etree._Element:
    """The nearest ancestor that holds a title outside the body as well, or the body's parent."""
    above = list(body.iterancestors())
    heights = {ancestor: height for height, ancestor in enumerate(above)}
    nearest = len(above)
    for title in _titles(_MARKED(body.getroottree().getroot()))[:_MOST_CANDIDATES]:
        if title is not body:
            holders = list(title.iterancestors())
            if body not in holders:
                # None for a title that is the outermost element, and so holds the body itself.
                shared = next((heights[holder] for holder in holders if holder in heights), nearest)
                nearest = min(nearest, shared)
    if nearest < len(above):
        return above[nearest]
    return above[0] if above else body


def _lead(scope: Scope) -> Lead | None:
    """The lead, beside the body, and the rule that found it."""
    for rule, sign, find_lead in _LEADS:
        for element in beside_body(scope, find_lead(scope.element) if sign in scope.source else []):
            blocks = read_blocks(element)
            if blocks:
                mark_captions(blocks)
                return Lead(element, blocks, rule)
    return None


def _spilt(body: etree._Element, wrapper: etree._Element | None) -> list[etree._Element | str]:
    """What stands after a body that an extra closing tag or two ended too early.

    Only unstyled elements and loose text, up to the first furniture or labelled line.
    """
    found: list[etree._Element | str] = []
    node: etree._Element | None = body
    while node is not None:
        _loose(found, node)
        for sibling in node.itersiblings():
            if not _is_spill(sibling):
                return found
            found.append(sibling)
            _loose(found, sibling)
        node = node.getparent()
        if wrapper is None or node is wrapper or (node is not None and wrapper not in node.iterancestors()):
            return found
    return found


def _loose(found: list[etree._Element | str], node: etree._Element) -> None:
    if node.tail and clean(node.tail):
        found.append(node.tail)


def _is_spill(element: etree._Element) -> bool:
    if element.tag not in _SPILL_TAGS or element.get("id") is not None:
        return False
    if not all(map(_SPILL_CLASSES.fullmatch, (element.get("class") or "").split())):
        return False
    lines = read_blocks(element)
    # A label may stand alone in its element, its value after it.
    return end_of_text(lines) == len(lines) and not any(read_label(f"{line.text} …") for line in lines)


def _read_body(scope: Scope) -> None:
    """Read the body, what spilt out of it included, up to the furniture that it may have swallowed."""
    if scope.body is None:
        return

    blocks, scope.swallowed = read_until(scope.body, guard=in_body)
    for spilt in scope.spilt:
        if isinstance(spilt, str):
            blocks.append(Block("p", clean(spilt)))
        else:
            blocks += read_blocks(spilt, guard=in_body)
    del blocks[end_of_text(blocks) :]
    mark_captions(blocks)
    scope.blocks = blocks


def around(scope: Scope, titles: list[etree._Element]) -> tuple[list[Block], list[Block]]:
    """Lines of the wrapper before and after the body, but for titles and lead, which are read by themselves.

    A title or a lead may hold a date or a name that is neither the clock nor the byline.
    """
    without = titles + ([scope.lead.element] if scope.lead is not None else [])
    without += [spilt for spilt in scope.spilt if not isinstance(spilt, str)]
    if scope.body is None:
        return read_blocks(scope.element, guard=around_body, without=without), []
    if scope.element not in scope.above:
        head = read_blocks(scope.element, guard=around_body, without=without)
        return head, _following(scope.body, without)
    head, tail = read_around(scope.element, scope.body, guard=around_body, without=without)
    if scope.spilt:
        # What threw text out of the body may have thrown the byline out of the wrapper.
        tail += _following(scope.element, without)
    if scope.swallowed is not None:
        tail += read_blocks(scope.swallowed, guard=around_body) + _following(scope.swallowed, without)
    if scope.element.tag == "body":
        # Without any wrapper, what stands above the title is the page's: a clock of today, a menu.
        above = (
            read_around(scope.element, titles[0], guard=around_body, without=without)[0] if titles else head
        )
        del head[: len(above)]
    return head, tail


def _following(element: etree._Element, without: list[etree._Element]) -> list[Block]:
    """Lines of the siblings after an element, up to the next panel."""
    lines: list[Block] = []
    for node in element.itersiblings():
        classes = (node.get("class") or "").split()
        if in_body(node.tag, classes, node.get("id")) == "stop" and "h5" not in classes:
            break
        lines += read_blocks(node, guard=around_body, without=without)
    return lines


def marked(scope: Scope) -> list[etree._Element]:
    """Headings and elements with microdata of the wrapper, asked for once since it takes a while."""
    return _MARKED(scope.element)


def titles(scope: Scope, found: list[etree._Element]) -> list[etree._Element]:
    """Those of the marked elements that are headings beside the body."""
    return beside_body(scope, _titles(found))


def _titles(found: list[etree._Element]) -> list[etree._Element]:
    return [e for e in found if e.tag == "h1" or e.get("itemprop") == "headline"]


def home_image(scope: Scope) -> list[tuple[str, str | None]]:
    """The home image as shown beside the lead: address and caption, or nothing."""
    for sign, find_home in _HOME:
        for element in beside_body(scope, find_home(scope.element) if sign in scope.source else []):
            blocks = read_blocks(element)
            for block in blocks:
                block.box = element
            mark_captions(blocks)
            found = paired(blocks)
            if found:
                return found[:1]
    return []


def beside_body(scope: Scope, found: list[etree._Element]) -> list[etree._Element]:
    """The elements that neither are the body, nor lie in it, nor hold it."""
    body = scope.body
    if body is None or not found:
        return found[:_MOST_CANDIDATES]
    return [
        element
        for element in found[:_MOST_CANDIDATES]
        if element is not body and element not in scope.above and body not in element.iterancestors()
    ]
