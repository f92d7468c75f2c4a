"""Which line after an image is its caption.

Clerks write captions as <figcaption>, as the second row of a table, as an italic line after <br>, as a
centred paragraph, or as a plain short paragraph; the alternative text often repeats it.
"""

from __future__ import annotations

from bulletin_spider.pages.blocks import Block
from bulletin_spider.vietnamese.text import fold

_ENDS = '.!?:;…”"'
_MOST_WORDS = 60
_MOST_PLAIN_WORDS = 18


def mark_captions(blocks: list[Block]) -> None:
    """Turn the lines that caption an image into blocks of kind `caption`, in place."""
    image: Block | None = None
    said: Block | None = None
    for block in blocks:
        if block.kind == "image":
            image, said = block, None
        elif image is None:
            continue
        elif block.kind == "caption" or block.boxed:
            block.kind = "caption"
            said = block
        else:
            # An italic, centred caption may run over several lines; every other kind is one line.
            goes_on = block.italic and block.centred
            if (said is None or goes_on) and _captions(block, image):
                block.kind = "caption"
                said = block
            image = image if block.kind == "caption" and goes_on else None


def _captions(block: Block, image: Block) -> bool:
    if block.kind != "p":
        return False
    if image.text and fold(block.text) == fold(image.text):
        return True
    words = block.text.count(" ") + 1
    if words > _MOST_WORDS or (block.bold and not block.italic) or block.right:
        return False
    if block.italic or (block.centred and image.centred):
        return True
    return words <= _MOST_PLAIN_WORDS and block.text[-1] not in _ENDS


def paired(blocks: list[Block]) -> list[tuple[str, str | None]]:
    """Address and caption of each image, in order; several captions of one image are joined by a space."""
    found: list[tuple[str, str | None]] = []
    for block in blocks:
        if block.kind == "image" and block.src:
            found.append((block.src, None))
        elif block.kind == "caption" and found:
            src, said = found[-1]
            if said is None or fold(said) != fold(block.text):
                found[-1] = (src, f"{said} {block.text}" if said else block.text)
    return found
