"""The text of a clerk's HTML as paragraphs, list items, table rows, images and captions.

Clerks leave loose text with <br>, div soup, pasted Word and image tables, so paragraphs are built from
runs of text and from what breaks them, never from <p> alone. The walk is iterative: a page nested ten
thousand deep is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

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
_HIDDEN = frozenset(("hidden", "hide", "d-none", "modal"))
# A bullet that a clerk typed: a list item in all but markup.
_BULLET = re.compile(r"^[-–+*•▪●◦](?:\s+|(?=[^\W\d_]))")

BlockKind = Literal["p", "h", "li", "row", "image", "caption"]


@dataclass(slots=True)
class Block:
    """One line of the text, or one image."""

    kind: BlockKind
    text: str
    centred: bool = False
    right: bool = False
    italic: bool = False
    bold: bool = False
    src: str | None = None
    """Address of the image, of kind `image` only; `text` is then its alternative text."""
    boxed: bool = False
    """Of a figure or an image table, whose texts are captions whatever they look like."""


@dataclass(slots=True)
class _Line:
    """Runs of text since the last break, with how many letters were italic or bold."""

    runs: list[str] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    letters: int = 0
    italic: int = 0
    bold: int = 0


@dataclass(slots=True)
class _Context:
    """What a breaking element hands down to the lines within it."""

    kind: BlockKind = "p"
    centred: bool = False
    right: bool = False
    boxed: bool = False
    heading: bool = False


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
        size = len(text) - text.count(" ")
        line.letters += size
        if self.italic:
            line.italic += size
        if self.bold:
            line.bold += size

    def flush(self) -> None:
        line = self.line
        if not line.runs and not line.images:
            return
        at = self.contexts[-1]
        for src, alt in line.images:
            self.blocks.append(Block("image", alt, centred=at.centred, src=src, boxed=at.boxed))
        text = clean("".join(line.runs))
        bullet = _BULLET.match(text)
        if bullet and len(text) > bullet.end():
            text = text[bullet.end() :]
        if text:
            self.blocks.append(
                Block(
                    "li" if bullet and at.kind == "p" else at.kind,
                    text,
                    centred=at.centred,
                    right=at.right,
                    italic=line.italic >= line.letters * 0.9,
                    bold=at.heading or line.bold >= line.letters * 0.9,
                    boxed=at.boxed,
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
        self.contexts.append(
            _Context(kind, centred, right, outer.boxed or tag == "figure", outer.heading or tag in _HEADINGS)
        )

    def close(self) -> None:
        self.flush()
        self.contexts.pop()


def read_blocks(
    root: etree._Element,
    *,
    stop: Callable[[etree._Element], bool] | None = None,
    without: Collection[etree._Element] = (),
) -> list[Block]:
    """Blocks of everything below an element, in order; nothing where the element itself is hidden.

    `stop` is asked about each element with a class or an id; the walk ends at the first it accepts,
    which is how page furniture that slipped into an unclosed body is kept out. The elements `without`
    are passed over.
    """
    reader = _Reader()
    if root.tag in _SKIPPED or _hidden(root) or root in without:
        return []
    reader.add(root.text)
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    passed_over: etree._Element | None = None
    for event, element in walk:
        if element is root:
            continue
        if event == "start":
            if stop is not None and (element.get("class") or element.get("id")) and stop(element):
                break
            if element.tag in _SKIPPED or _hidden(element) or element in without:
                passed_over = element
                walk.skip_subtree()
            elif _start(reader, element):
                walk.skip_subtree()
            continue
        if event == "end" and element is not passed_over:
            _end(reader, element.tag)
        reader.add(element.tail)
    reader.flush()
    return reader.blocks


def _start(reader: _Reader, element: etree._Element) -> bool:
    """Take an element and its first text in; True where its content is done with."""
    tag = element.tag
    if tag == "br":
        reader.flush()
    elif tag == "img":
        src = (element.get("data-src") or element.get("src") or "").strip()
        if src and not src.startswith("data:"):
            reader.line.images.append((src, clean(element.get("alt") or "")))
    elif tag in _BREAKING:
        reader.open(element, tag)
        if tag == "table" and _table(reader, element):
            return True
    elif tag in _ITALIC:
        reader.italic += 1
    elif tag in _BOLD:
        reader.bold += 1
    reader.add(element.text)
    return False


def _hidden(element: etree._Element) -> bool:
    """Whether a reader sees nothing of an element: themes hide microdata and copies of captions so."""
    classes, style = element.get("class"), element.get("style")
    if classes and not _HIDDEN.isdisjoint(classes.split()):
        return True
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _end(reader: _Reader, tag: str) -> None:
    if tag in _BREAKING:
        reader.close()
    elif tag in _ITALIC:
        reader.italic -= 1
    elif tag in _BOLD:
        reader.bold -= 1


def _table(reader: _Reader, table: etree._Element) -> bool:
    """Read a table of data as rows, mark one that only frames images; False leaves it to the walk.

    A table is layout where a cell holds a table, or where no row has two cells that say something.
    """
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if next(table.iterdescendants("table"), None) is not None:
        return False
    if next(table.iterdescendants("img"), None) is not None and _frames_images(cells):
        reader.contexts[-1].boxed = True
        return False
    texts = [[_cell_text(cell) for cell in row] for row in cells]
    if all(sum(map(bool, row)) < 2 for row in texts):
        return False
    for caption in table.iterchildren("caption"):
        reader.blocks += read_blocks(caption)
    for row, said in zip(cells, texts, strict=True):
        for cell in row:
            reader.line.images += [
                (src, clean(image.get("alt") or ""))
                for image in cell.iterdescendants("img")
                if (src := (image.get("src") or "").strip())
            ]
        reader.flush()
        if any(said):
            reader.blocks.append(Block("row", " | ".join(said)))
    return True


def _frames_images(rows: list[list[etree._Element]]) -> bool:
    """Whether the rows are images with at most a short text under, over or beside each."""
    for row in rows:
        for cell in row:
            if next(cell.iterdescendants("img"), None) is None and len(_cell_text(cell)) > 300:
                return False
    said = [[_cell_text(cell) for cell in row] for row in rows]
    pictured = [[next(cell.iterdescendants("img"), None) is not None for cell in row] for row in rows]
    plain_rows = sum(any(texts) and not any(images) for texts, images in zip(said, pictured, strict=True))
    return plain_rows <= sum(any(images) for images in pictured)


def _cell_text(cell: etree._Element) -> str:
    """The text of a cell on one line; a break within it is a space."""
    return " ".join(_texts(cell))


def _texts(cell: etree._Element) -> Iterator[str]:
    for block in read_blocks(cell):
        if block.kind != "image":
            yield block.text
