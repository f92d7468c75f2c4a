"""Which lines are the caption of an image.

Clerks write captions as <figcaption>, as the second row of a table, as an italic line after <br>, as a
centred paragraph, or as a plain short paragraph; the alternative text often repeats it.
"""

from __future__ import annotations

from itertools import pairwise

from bulletin_spider.pages.block import Block
from bulletin_spider.vietnamese.text import fold

_ENDS = '.!?:;…”"'
_MOST_WORDS = 60
_MOST_PLAIN_WORDS = 18


def mark_captions(blocks: list[Block]) -> None:
    """Turn the lines that caption an image into blocks of kind `caption`, in place."""
    boxes = {block.box for block in blocks if block.kind == "image"} - {None}
    _mark_above(blocks)
    image: Block | None = None
    said: Block | None = None
    for block in blocks:
        if block.kind == "image":
            image, said = block, None
        elif block.box in boxes and block.kind in ("p", "h", "caption"):
            block.kind = "caption"
            said = block
        elif image is not None:
            # An italic, centred caption may run over several lines; every other kind is one line.
            goes_on = block.italic and block.centred
            if block.kind == "caption" or ((said is None or goes_on) and _captions(block, image)):
                block.kind = "caption"
                said = block
            image = image if block.kind == "caption" and goes_on else None


def _mark_above(blocks: list[Block]) -> None:
    """A line whose words the next image repeats as its alternative text is a caption put above it."""
    for block, image in pairwise(blocks):
        above = block.kind == "p" and image.kind == "image" and image.text and image.box is None
        if above and fold(block.text) == fold(image.text):
            block.kind, block.box, image.box = "caption", image, image


def _captions(block: Block, image: Block) -> bool:
    """Whether the line after an image is its caption."""
    if block.kind != "p":
        return False
    if image.text and fold(block.text) == fold(image.text):
        return True
    words = block.text.count(" ") + 1
    if words > _MOST_WORDS or (block.bold and not block.italic) or block.right or image.inline:
        return False
    if block.italic or (block.centred and image.centred):
        return True
    return words <= _MOST_PLAIN_WORDS and block.text[-1] not in _ENDS


def paired(blocks: list[Block]) -> list[tuple[str, str | None]]:
    """Address and caption of each image, in order; several captions of one image are joined by a space."""
    found: list[tuple[str, list[str]]] = []
    above: list[Block] = []
    last: Block | None = None
    for block in blocks:
        if block.kind == "image" and block.src:
            said = [caption.text for caption in above if caption.box is block.box]
            found.append((block.src, said))
            last, above = block, []
        elif block.kind == "caption":
            if last is None or (block.box is not None and block.box is not last.box):
                above.append(block)
            elif all(fold(block.text) != fold(text) for text in found[-1][1]):
                found[-1][1].append(block.text)
    return [(src, " ".join(said) or None) for src, said in found]
