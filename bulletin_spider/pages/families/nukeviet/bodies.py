"""The element that holds the text of an article, and what a stray closing tag threw out of it."""

from __future__ import annotations

import re

from lxml import etree

from bulletin_spider.pages.blocks import read_blocks
from bulletin_spider.pages.families.nukeviet.furniture import end_of_text
from bulletin_spider.pages.find import by_id, elements, has_class
from bulletin_spider.vietnamese.bylines import read_label
from bulletin_spider.vietnamese.text import clean

_BODY_IDS = (("news-bodyhtml", by_id("news-bodyhtml")), ("bodytext", by_id("bodytext")))
_BODIES = (
    ("bodytext", elements(f"descendant-or-self::*[{has_class('bodytext')}]")),
    ("articleBody", elements("descendant-or-self::*[@itemprop='articleBody']")),
)
_SPILL_CLASSES = re.compile(r"(?:Mso\w+|image(?:-\w+)?|text-justify)")
_SPILL_TAGS = frozenset("p div table ul ol br span figure strong em b i u font h2 h3 h4".split())


def body_by_id(root: etree._Element) -> tuple[etree._Element | None, str]:
    """The body that a stock id names, and the rule that found it."""
    for rule, find_body in _BODY_IDS:
        body = find_body(root)
        if body is not None:
            return _outermost(body), rule
    return None, ""


def body_by_class(within: etree._Element) -> tuple[etree._Element | None, str]:
    """The body that a class or microdata names, and the rule that found it."""
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


def spilt(body: etree._Element, wrapper: etree._Element | None) -> list[etree._Element | str]:
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
