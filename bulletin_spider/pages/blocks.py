"""The text of a clerk's HTML as paragraphs, list items, table rows, images and captions.

Clerks leave loose text with <br>, div soup, pasted Word and image tables, so paragraphs are built from
runs of text and from what breaks them, never from <p> alone. The walk is iterative: a page nested ten
thousand deep is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Literal

from lxml import etree

from bulletin_spider.pages.block import Block
from bulletin_spider.pages.builder import BlockBuilder
from bulletin_spider.pages.tables import read_table
from bulletin_spider.vietnamese.text import clean

_BREAKING = frozenset(
    (
        "address article aside blockquote body caption center dd details dir div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol "
        "p pre section summary table tbody td tfoot th thead tr ul"
    ).split()
)
_SKIPPED = frozenset(
    (
        "script style noscript template iframe object embed svg math select option button textarea "
        "input audio video canvas head title map"
    ).split()
)
_ITALIC = frozenset(("em", "i", "cite"))
_BOLD = frozenset(("strong", "b"))

# `modal` holds a second copy of the home image and the title in the mobile theme.
_HIDDEN = frozenset(("hidden", "hide", "d-none", "modal", "sr-only"))
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Where a page that loads its pictures late keeps their addresses.
_LAZY = ("data-src", "data-original", "data-lazy-src", "src")

Verdict = Literal["skip", "stop", "break"] | None
Guard = Callable[[str, list[str], str | None], Verdict]
"""What to do at an element, by its tag, classes and id."""


def read_blocks(
    root: etree._Element, *, guard: Guard | None = None, without: Collection[etree._Element] = ()
) -> list[Block]:
    """Blocks of everything below an element, in order; nothing where the element itself is hidden.

    `guard` is asked about each element with a class or an id: one it would "skip" is passed over, one it
    would "break" off stands on lines of its own, at one it would "stop" the walk ends, which is how
    furniture that slipped into an unclosed body is kept out.
    The elements `without` are passed over too.
    """
    return read_until(root, guard=guard, without=without)[0]


def read_until(
    root: etree._Element, *, guard: Guard | None = None, without: Collection[etree._Element] = ()
) -> tuple[list[Block], etree._Element | None]:
    """The same, and the element at which the guard stopped it."""
    builder = BlockBuilder()
    if _judge(root, root.tag, _attributes(root), None, without) is None:
        _walk(builder, root, guard, without, None)
    return builder.blocks, builder.stopped_at


def read_around(
    root: etree._Element, hole: etree._Element, *, guard: Guard, without: Collection[etree._Element]
) -> tuple[list[Block], list[Block]]:
    """Blocks below an element that come before and after another one within it."""
    builder = BlockBuilder()
    at = _walk(builder, root, guard, without, hole)
    return builder.blocks[:at], builder.blocks[at:]


def _walk(
    builder: BlockBuilder,
    root: etree._Element,
    guard: Guard | None,
    without: Collection[etree._Element],
    hole: etree._Element | None,
) -> int:
    """Read everything below `root` but `hole`; how many blocks stand before it."""
    before: int | None = None
    passed_over: etree._Element | None = None
    builder.add(root.text)
    walk = etree.iterwalk(root, events=("start", "end"))
    next(walk)
    for event, element in walk:
        if event == "end":
            if element is root:
                break
            if element is not passed_over:
                _end(builder, element.tag)
            builder.add(element.tail)
            continue
        tag, attributes = element.tag, _attributes(element)
        verdict = _judge(element, tag, attributes, guard, without)
        if element is hole:
            builder.flush()
            before = len(builder.blocks)
            verdict = "break" if verdict == "break" else "skip"
        if verdict == "stop":
            builder.stopped_at = element
            break
        if verdict == "break":
            builder.flush()
            builder.blocks += read_blocks(element)
        if verdict is not None:
            passed_over = element
            walk.skip_subtree()
        elif _start(builder, element, tag, attributes):
            walk.skip_subtree()
    builder.flush()
    return len(builder.blocks) if before is None else before


_NONE: dict[str, str] = {}


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an element, asked for once: each question to lxml costs as much as a method call."""
    items = element.items()
    return dict(items) if items else _NONE  # type: ignore[arg-type]  # the stubs admit bytes


def _judge(
    element: etree._Element,
    tag: str,
    attributes: dict[str, str],
    guard: Guard | None,
    without: Collection[etree._Element],
) -> Verdict:
    """What to do at an element: the guard's word first, and what a reader does not see is passed over."""
    if attributes:
        classes = attributes["class"].split() if "class" in attributes else []
        name = attributes.get("id")
        verdict = guard(tag, classes, name) if guard is not None and (classes or name) else None
        if verdict is not None:
            return verdict
        if _hidden(classes, attributes):
            return "skip"
    return "skip" if tag in _SKIPPED or element in without else None


def _start(builder: BlockBuilder, element: etree._Element, tag: str, attributes: dict[str, str]) -> bool:
    """Take an element and its first text in; True where its content is done with."""
    if tag in _BREAKING:
        builder.open(element, tag, attributes)
        if tag == "table":
            blocks = read_table(element, read_blocks)
            if blocks is not None:
                builder.blocks += blocks
                return True
    elif tag == "br":
        builder.flush()
    elif tag == "img":
        found = (attributes.get(name, "").strip() for name in _LAZY)
        src = next((src for src in found if src and not src.startswith("data:")), None)
        if src is not None:
            builder.add_image(clean(attributes.get("alt", "")), src)
    elif tag in _ITALIC:
        builder.italic += 1
    elif tag in _BOLD:
        builder.bold += 1
    builder.add(element.text)
    return False


def _hidden(classes: list[str], attributes: dict[str, str]) -> bool:
    """Whether a reader sees nothing of an element: themes hide microdata and copies of captions so."""
    if not _HIDDEN.isdisjoint(classes) or "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _UNSEEN.search(style) is not None


def _end(builder: BlockBuilder, tag: str) -> None:
    if tag in _BREAKING:
        builder.close()
    elif tag in _ITALIC:
        builder.italic -= 1
    elif tag in _BOLD:
        builder.bold -= 1
