"""Blocks put together from runs of text and what breaks them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from bulletin_spider.pages.block import Block, BlockKind
from bulletin_spider.vietnamese.text import clean

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SHAPING = _HEADINGS | {"center", "li", "figcaption", "figure"}
# A bullet that a clerk typed: a list item in all but markup.
_BULLETS = frozenset("-–+*•▪●◦")
_BULLET = re.compile(r"^[-–+*•▪●◦](?:\s+|(?=[^\W\d_]))")
# Ten hard blanks in front of a line push it to the right, as clerks sign.
_INDENT = re.compile("(?:[ \t\r\n]*\u00a0){10}")


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


class BlockBuilder:
    """Takes text and breaking elements in, in the order of the page, and makes blocks of them."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.contexts = [_Context()]
        self.line = _Line()
        self.italic = self.bold = 0
        self.stopped_at: etree._Element | None = None

    def add(self, text: str | None) -> None:
        """Take in a run of text."""
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
        """End the line."""
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

    def add_image(self, alt: str, src: str) -> None:
        """Take in a picture."""
        line = self.line
        line.images.append(Block("image", alt, src=src, inline=line.letters > 0))

    def open(self, element: etree._Element, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element that stands on lines of its own."""
        self.flush()
        outer = self.contexts[-1]
        plain = not attributes and tag not in _SHAPING
        self.contexts.append(outer if plain else _within(outer, element, tag, attributes))

    def close(self) -> None:
        """End the element opened last."""
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
