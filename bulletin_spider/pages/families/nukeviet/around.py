"""What stands around the text of an article, within its wrapper and where the wrapper was broken open."""

from __future__ import annotations

from lxml import etree

from bulletin_spider.pages.block import Block
from bulletin_spider.pages.blocks import read_around, read_blocks
from bulletin_spider.pages.captions import mark_captions, paired
from bulletin_spider.pages.families.nukeviet.furniture import around_body, in_body
from bulletin_spider.pages.families.nukeviet.scope import Scope, beside_body
from bulletin_spider.pages.find import below_of_class, by_id_below, elements, has_class

_HOME = (
    (b"<figure", elements(f".//figure[{has_class('article')}]")),
    (b"imghome", by_id_below("imghome")),
    (b"imghome", elements(below_of_class("imghome"))),
    # mobile and 3.x show it in a box with a width of its own, between the lead and the body
    (b"width", elements(".//div[contains(@style,'width') and img]")),
)


def lines_around(scope: Scope, titles: list[etree._Element]) -> tuple[list[Block], list[Block]]:
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
