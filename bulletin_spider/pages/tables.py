"""Which tables hold data, which frame images, and which only lay the page out."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from bulletin_spider.pages.block import Block

_MOST_CAPTION = 300
_LEAST_PROSE = 600
"""A cell of several paragraphs that is longer than this is part of the article, not a datum."""

Cell = list[Block]


def read_table(table: etree._Element, read: Callable[[etree._Element], list[Block]]) -> list[Block] | None:
    """Blocks of a table of data or of images; None where it is layout and reads like any other element.

    A table is layout where it holds another table, where no row has two cells that say something, or
    where a cell holds running text.
    """
    if next(table.iterdescendants("table"), None) is not None:
        return None
    rows = [[read(cell) for cell in row.iterchildren("td", "th")] for row in table.iterdescendants("tr")]
    if any(block.kind == "image" for row in rows for cell in row for block in cell) and _frames_images(rows):
        return _pictures(rows)
    if not any(sum(bool(_said(cell)) for cell in row) > 1 for row in rows) or _is_prose(rows):
        return None
    blocks = [block for caption in table.iterchildren("caption") for block in read(caption)]
    for row in rows:
        blocks += [block for cell in row for block in cell if block.kind == "image"]
        said = " ".join(" | ".join(map(_said, row)).split())
        if said.strip("| "):
            blocks.append(Block("row", said))
    return blocks


def _said(cell: Cell) -> str:
    """The text of a cell on one line; a break within it is a space."""
    return " ".join(block.text for block in cell if block.kind != "image")


def _pictured(cell: Cell) -> bool:
    return any(block.kind == "image" for block in cell)


def _is_prose(rows: list[list[Cell]]) -> bool:
    for row in rows:
        for cell in row:
            lines = sum(block.kind != "image" for block in cell)
            if lines > 1 and len(_said(cell)) > _LEAST_PROSE:
                return True
    return False


def _frames_images(rows: list[list[Cell]]) -> bool:
    """Whether the rows are images with at most a short text under, over or beside each."""
    images = plain_rows = 0
    for row in rows:
        if any(len(_said(cell)) > _MOST_CAPTION for cell in row):
            return False
        said = [cell for cell in row if _said(cell)]
        pictured = sum(map(_pictured, row))
        if pictured and sum(not _pictured(cell) for cell in said) > 1:
            return False
        images += pictured
        plain_rows += bool(said) and not pictured
    return plain_rows <= images


def _pictures(rows: list[list[Cell]]) -> list[Block]:
    """The images and texts of a table that frames images, each image boxed with its caption."""
    blocks: list[Block] = []
    at = 0
    while at < len(rows):
        below = rows[at + 1] if at + 1 < len(rows) else []
        if _columns_pair(rows[at], below):
            blocks += [
                block for column in zip(rows[at], below, strict=True) for cell in column for block in cell
            ]
            at += 2
        else:
            blocks += [block for cell in rows[at] for block in cell]
            at += 1
    captions_above = blocks[0].kind != "image"
    box = object()
    for block in blocks:
        if block.kind == "image" and not captions_above:
            box = object()
        block.box = box
        if block.kind == "image" and captions_above:
            box = object()
    return blocks


def _columns_pair(row: list[Cell], below: list[Cell]) -> bool:
    """Whether two rows are several images and, cell by cell, their captions."""
    if not len(row) == len(below) > 1:
        return False
    above_pictured, below_pictured = [_pictured(cell) for cell in row], [_pictured(cell) for cell in below]
    return (all(above_pictured) and not any(below_pictured)) or (
        all(below_pictured) and not any(above_pictured)
    )
