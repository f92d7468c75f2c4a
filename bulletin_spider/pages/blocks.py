"""The text of a clerk's HTML as paragraphs, list items, table rows, images and captions.

Clerks leave loose text with <br>, div soup, pasted Word and image tables, so paragraphs are built from
runs of text and from what breaks them, never from <p> alone. The walk is iterative: a page nested ten
thousand deep is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from bulletin_spider.pages.block import Block, BlockKind
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
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC = frozenset(("em", "i", "cite"))
_BOLD = frozenset(("strong", "b"))

# `modal` holds a second copy of the home image and the title in the mobile theme.
_HIDDEN = frozenset(("hidden", "hide", "d-none", "modal", "sr-only"))
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# A bullet that a clerk typed: a list item in all but markup.
_BULLET = re.compile(r"^[-–+*•▪●◦](?:\s+|(?=[^\W\d_]))")
# Ten hard blanks in front of a line push it to the right, as clerks sign.
_INDENT = re.compile("(?:[ \t\r\n]*\u00a0){10}")
# Where a page that loads its pictures late keeps their addresses.
_LAZY = ("data-src", "data-original", "data-lazy-src", "src")

Verdict = Literal["skip", "stop", "break"] | None
Guard = Callable[[etree._Element], Verdict]


@dataclass(slots=True)
class _Line:
    """Runs of text since the last break, with how many letters were italic or bold."""

    runs: list[str] = field(default_factory=list)
    images: list[Block] = field(default_factory=list)
    letters: int = 0
    italic: int = 0
    bold: int = 0


@dataclass(slots=True)
class _Context:
    """What a breaking element hands down to the lines within it."""

    kind: BlockKind = "p"
    centred: bool = False
    right: bool = False
    heading: bool = False
    box: etree._Element | None = None


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.contexts = [_Context()]
        self.line = _Line()
        self.italic = self.bold = 0

    def add(self, text: str | None) -> None:
        if not text:
            return
        line = self.line
        line.runs.append(text)
        if not text.isspace():
            size = len(text) - text.count(" ")
            line.letters += size
            if self.italic:
                line.italic += size
            if self.bold:
                line.bold += size

    def flush(self) -> None:
        line = self.line
        if not line.letters and not line.images:
            line.runs.clear()
            return
        at = self.contexts[-1]
        for image in line.images:
            image.centred, image.box = at.centred, at.box
            self.blocks.append(image)
        printed = "".join(line.runs)
        text = clean(printed)
        bullet = _BULLET.match(text)
        if bullet and len(text) > bullet.end():
            text = text[bullet.end() :]
        if text:
            self.blocks.append(
                Block(
                    "li" if bullet and at.kind == "p" else at.kind,
                    text,
                    centred=at.centred,
                    right=at.right or _INDENT.match(printed) is not None,
                    italic=line.italic >= line.letters * 0.9,
                    bold=at.heading or line.bold >= line.letters * 0.9,
                    box=at.box,
                )
            )
        self.line = _Line()

    def open(self, element: etree._Element, tag: str) -> None:
        self.flush()
        outer = self.contexts[-1]
        style = (element.get("style") or "").replace(" ", "").lower()
        align = (element.get("align") or "").lower()
        classes = element.get("class") or ""
        centred, right = outer.centred or tag == "center", outer.right
        if "text-align:" in style or align:
            centred = "text-align:center" in style or align == "center"
            right = "text-align:right" in style or align == "right"
        elif "center" in classes or "text-right" in classes:
            centred, right = "center" in classes, "text-right" in classes
        kind = outer.kind
        if tag == "li":
            kind = "li"
        elif tag in _HEADINGS:
            kind = "h" if outer.kind == "p" else outer.kind
        elif tag == "figcaption":
            kind = "caption"
        box = element if tag == "figure" else outer.box
        self.contexts.append(_Context(kind, centred, right, outer.heading or tag in _HEADINGS, box))

    def close(self) -> None:
        self.flush()
        self.contexts.pop()


def read_blocks(
    root: etree._Element, *, guard: Guard | None = None, without: Collection[etree._Element] = ()
) -> list[Block]:
    """Blocks of everything below an element, in order; nothing where the element itself is hidden.

    `guard` is asked about each element with a class or an id: one it would "skip" is passed over, one it
    would "break" off stands on lines of its own, at one it would "stop" the walk ends, which is how
    furniture that slipped into an unclosed body is kept out.
    The elements `without` are passed over too.
    """
    reader = _Reader()
    if root.tag not in _SKIPPED and root not in without and not _hidden(root, root.get("class")):
        _walk(reader, root, guard, without, None)
    return reader.blocks


def read_around(
    root: etree._Element, hole: etree._Element, *, guard: Guard, without: Collection[etree._Element]
) -> tuple[list[Block], list[Block]]:
    """Blocks below an element that come before and after another one within it."""
    reader = _Reader()
    at = _walk(reader, root, guard, without, hole)
    return reader.blocks[:at], reader.blocks[at:]


def _walk(
    reader: _Reader,
    root: etree._Element,
    guard: Guard | None,
    without: Collection[etree._Element],
    hole: etree._Element | None,
) -> int:
    """Read everything below `root` but `hole`; how many blocks stand before it."""
    before: int | None = None
    passed_over: etree._Element | None = None
    reader.add(root.text)
    walk = etree.iterwalk(root, events=("start", "end"))
    next(walk)
    for event, element in walk:
        if event == "start":
            tag = element.tag
            if element is hole:
                reader.flush()
                before = len(reader.blocks)
            classes = element.get("class")
            verdict = guard(element) if guard is not None and (classes or element.get("id")) else None
            if verdict == "stop" and element is not hole:
                break
            if verdict == "break":
                reader.flush()
                reader.blocks += read_blocks(element)
            passed = verdict is not None or element is hole or tag in _SKIPPED or element in without
            if passed or _hidden(element, classes):
                passed_over = element
                walk.skip_subtree()
            elif _start(reader, element, tag):
                walk.skip_subtree()
            continue
        if element is root:
            break
        if element is not passed_over:
            _end(reader, element.tag)
        reader.add(element.tail)
    reader.flush()
    return len(reader.blocks) if before is None else before


def _start(reader: _Reader, element: etree._Element, tag: str) -> bool:
    """Take an element and its first text in; True where its content is done with."""
    if tag in _BREAKING:
        reader.open(element, tag)
        if tag == "table":
            blocks = read_table(element, read_blocks)
            if blocks is not None:
                reader.blocks += blocks
                return True
    elif tag == "br":
        reader.flush()
    elif tag == "img":
        found = (element.get(name, "").strip() for name in _LAZY)
        src = next((src for src in found if src and not src.startswith("data:")), None)
        if src is not None:
            line = reader.line
            alt = clean(element.get("alt") or "")
            line.images.append(Block("image", alt, src=src, inline=line.letters > 0))
    elif tag in _ITALIC:
        reader.italic += 1
    elif tag in _BOLD:
        reader.bold += 1
    reader.add(element.text)
    return False


def _hidden(element: etree._Element, classes: str | None) -> bool:
    """Whether a reader sees nothing of an element: themes hide microdata and copies of captions so."""
    if classes and not _HIDDEN.isdisjoint(classes.split()):
        return True
    style = element.get("style")
    return (style is not None and _UNSEEN.search(style) is not None) or element.get("hidden") is not None


def _end(reader: _Reader, tag: str) -> None:
    if tag in _BREAKING:
        reader.close()
    elif tag in _ITALIC:
        reader.italic -= 1
    elif tag in _BOLD:
        reader.bold -= 1
