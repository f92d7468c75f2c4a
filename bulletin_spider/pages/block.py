"""One line of an article, or one image: what a clerk's HTML is taken apart into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["p", "h", "li", "row", "image", "caption"]


# Two blocks that look alike are still two lines, so blocks compare by identity.
@dataclass(slots=True, eq=False)
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
    inline: bool = False
    """Of an image: text stands before it on its line, so what follows goes on with a sentence."""
    box: object = None
    """The figure, or the cell of an image table, that holds the block; an image's box holds its caption."""

    @property
    def is_text(self) -> bool:
        """Whether the block is a line of the text itself, no image and no caption."""
        return self.kind not in ("image", "caption")


def text_lines(blocks: list[Block]) -> str:
    """The lines of the text, without images and captions."""
    return "\n".join(block.text for block in blocks if block.is_text)
