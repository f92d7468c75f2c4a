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
_SHAPING = _HEADINGS | {"center", "li", "figcaption", "figure"}
_ITALIC = frozenset(("em", "i", "cite"))
_BOLD = frozenset(("strong", "b"))

# `modal` holds a second copy of the home image and the title in the mobile theme.
_HIDDEN = frozenset(("hidden", "hide", "d-none", "modal", "sr-only"))
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# A bullet that a clerk typed: a list item in all but markup.
_BULLETS = frozenset("-–+*•▪●◦")
_BULLET = re.compile(r"^[-–+*•▪●◦](?:\s+|(?=[^\W\d_]))")
# Ten hard blanks in front of a line push it to the right, as clerks sign.
_INDENT = re.compile("(?:[ \t\r\n]*\u00a0){10}")
# Where a page that loads its pictures late keeps their addresses.
_LAZY = ("data-src", "data-original", "data-lazy-src", "src")

Verdict = Literal["skip", "stop", "break"] | None
Guard = Callable[[str, list[str], str | None], Verdict]
"""What to do at an element, by its tag, classes and id."""


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
        self.stopped_at: etree._Element | None = None

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
        if line.letters or line.images:
            self._end_line(line)
        elif line.runs:
            line.runs.clear()

    def _end_line(self, line: _Line) -> None:
        self.line = _Line()
        at = self.contexts[-1]
        for image in line.images:
            image.centred, image.box = at.centred, at.box
            self.blocks.append(image)
        printed = "".join(line.runs)
        text = clean(printed)
        bullet = _BULLET.match(text) if text[:1] in _BULLETS else None
        if bullet and len(text) > bullet.end():
            text = text[bullet.end() :]
        if text:
            self.blocks.append(
                Block(
                    "li" if bullet and at.kind == "p" else at.kind,
                    text,
                    centred=at.centred,
                    right=at.right or ("\u00a0" in printed and _INDENT.match(printed) is not None),
                    italic=line.italic >= line.letters * 0.9,
                    bold=at.heading or line.bold >= line.letters * 0.9,
                    box=at.box,
                )
            )

    def open(self, element: etree._Element, tag: str, attributes: dict[str, str]) -> None:
        self.flush()
        outer = self.contexts[-1]
        plain = not attributes and tag not in _SHAPING
        self.contexts.append(outer if plain else _within(outer, element, tag, attributes))

    def close(self) -> None:
        self.flush()
        self.contexts.pop()


def _within(outer: _Context, element: etree._Element, tag: str, attributes: dict[str, str]) -> _Context:
    """What lines in a breaking element are like, given those around it."""
    style = attributes.get("style", "").replace(" ", "").lower()
    align = attributes.get("align", "").lower()
    classes = attributes.get("class", "")
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
    return _Context(kind, centred, right, outer.heading or tag in _HEADINGS, box)


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
    reader = _Reader()
    if _judge(root, root.tag, _attributes(root), None, without) is None:
        _walk(reader, root, guard, without, None)
    return reader.blocks, reader.stopped_at


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
        if event == "end":
            if element is root:
                break
            if element is not passed_over:
                _end(reader, element.tag)
            reader.add(element.tail)
            continue
        tag, attributes = element.tag, _attributes(element)
        verdict = _judge(element, tag, attributes, guard, without)
        if element is hole:
            reader.flush()
            before = len(reader.blocks)
            verdict = "break" if verdict == "break" else "skip"
        if verdict == "stop":
            reader.stopped_at = element
            break
        if verdict == "break":
            reader.flush()
            reader.blocks += read_blocks(element)
        if verdict is not None:
            passed_over = element
            walk.skip_subtree()
        elif _start(reader, element, tag, attributes):
            walk.skip_subtree()
    reader.flush()
    return len(reader.blocks) if before is None else before


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


def _start(reader: _Reader, element: etree._Element, tag: str, attributes: dict[str, str]) -> bool:
    """Take an element and its first text in; True where its content is done with."""
    if tag in _BREAKING:
        reader.open(element, tag, attributes)
        if tag == "table":
            blocks = read_table(element, read_blocks)
            if blocks is not None:
                reader.blocks += blocks
                return True
    elif tag == "br":
        reader.flush()
    elif tag == "img":
        found = (attributes.get(name, "").strip() for name in _LAZY)
        src = next((src for src in found if src and not src.startswith("data:")), None)
        if src is not None:
            line = reader.line
            alt = clean(attributes.get("alt", ""))
            line.images.append(Block("image", alt, src=src, inline=line.letters > 0))
    elif tag in _ITALIC:
        reader.italic += 1
    elif tag in _BOLD:
        reader.bold += 1
    reader.add(element.text)
    return False


def _hidden(classes: list[str], attributes: dict[str, str]) -> bool:
    """Whether a reader sees nothing of an element: themes hide microdata and copies of captions so."""
    if not _HIDDEN.isdisjoint(classes) or "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _UNSEEN.search(style) is not None


def _end(reader: _Reader, tag: str) -> None:
    if tag in _BREAKING:
        reader.close()
    elif tag in _ITALIC:
        reader.italic -= 1
    elif tag in _BOLD:
        reader.bold -= 1
