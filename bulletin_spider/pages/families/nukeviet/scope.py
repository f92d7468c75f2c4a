"""Where on a NukeViet page the article stands: its wrapper, lead and body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from bulletin_spider.pages.block import Block
from bulletin_spider.pages.blocks import read_blocks, read_until
from bulletin_spider.pages.captions import mark_captions
from bulletin_spider.pages.families.nukeviet.bodies import body_by_class, body_by_id, spilt
from bulletin_spider.pages.families.nukeviet.furniture import end_of_text, in_body
from bulletin_spider.pages.families.nukeviet.guess import densest
from bulletin_spider.pages.families.nukeviet.wrapper import (
    MARKED,
    MOST_CANDIDATES,
    headings,
    stock_wrapper,
    surroundings,
)
from bulletin_spider.pages.find import below_of_class, by_id_below, elements, has_class
from bulletin_spider.vietnamese.text import clean

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
    body, rule = body_by_id(root)
    wrapper = stock_wrapper(root, source, body)
    if body is None:
        # A stray closing tag above the body can leave it outside its wrapper.
        for within in (root,) if wrapper is None else (wrapper, root):
            body, rule = body_by_class(within)
            if body is not None:
                break
        else:
            body, rule = densest(root if wrapper is None else wrapper), "densest-text"
    element = wrapper
    if element is None:
        element = root if body is None else surroundings(body)
    scope = Scope(element, root if wrapper is None else wrapper, body, rule, source)
    if body is not None:
        scope.above = frozenset(body.iterancestors())
    if body is not None and rule != "densest-text":
        scope.spilt = spilt(body, wrapper)
    _read_body(scope)
    scope.lead = _lead(scope)
    return scope


def _read_body(scope: Scope) -> None:
    """Read the body, what spilt out of it included, up to the furniture that it may have swallowed."""
    if scope.body is None:
        return
    blocks, scope.swallowed = read_until(scope.body, guard=in_body)
    for piece in scope.spilt:
        if isinstance(piece, str):
            blocks.append(Block("p", clean(piece)))
        else:
            blocks += read_blocks(piece, guard=in_body)
    del blocks[end_of_text(blocks) :]
    mark_captions(blocks)
    scope.blocks = blocks


def _lead(scope: Scope) -> Lead | None:
    """The lead, beside the body, and the rule that found it."""
    for rule, sign, find_lead in _LEADS:
        for element in beside_body(scope, find_lead(scope.element) if sign in scope.source else []):
            blocks = read_blocks(element)
            if blocks:
                mark_captions(blocks)
                return Lead(element, blocks, rule)
    return None


def marked(scope: Scope) -> list[etree._Element]:
    """Headings and elements with microdata of the wrapper, asked for once since it takes a while."""
    return MARKED(scope.element)


def titles(scope: Scope, found: list[etree._Element]) -> list[etree._Element]:
    """Those of the marked elements that are headings beside the body."""
    return beside_body(scope, headings(found))


def beside_body(scope: Scope, found: list[etree._Element]) -> list[etree._Element]:
    """The elements that neither are the body, nor lie in it, nor hold it."""
    body = scope.body
    if body is None or not found:
        return found[:MOST_CANDIDATES]
    return [
        element
        for element in found[:MOST_CANDIDATES]
        if element is not body and element not in scope.above and body not in element.iterancestors()
    ]
