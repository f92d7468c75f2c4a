"""Who wrote it and where it was taken from: the labelled lines, or a signature under the body.

`itemprop=author` is never read: without a byline it holds the account that posted the article.
"""

from __future__ import annotations

from bulletin_spider.pages.base import ArticleFields
from bulletin_spider.pages.block import Block
from bulletin_spider.pages.fields import labelled
from bulletin_spider.vietnamese.bylines import (
    read_label,
    read_signature,
    read_source_line,
    split_people,
)

_LAST_LINES = 3
_LONGEST_SOURCE = 60


def read_byline(fields: ArticleFields, head: list[Block], tail: list[Block]) -> None:
    """Fill author, authors and source, and take a signature out of the body."""
    said = labelled(tail) | {k: v for k, v in labelled(head).items() if k in ("author", "source")}
    for name in ("author", "source"):
        if name in said:
            setattr(fields, name, said[name])
            fields.sources[name] = "nukeviet:label"
    _signature(fields)
    if fields.author is not None:
        fields.authors = fields.authors or list(split_people(fields.author))
    if fields.authors:
        fields.sources["authors"] = fields.sources["author"]


def _signature(fields: ArticleFields) -> None:
    """Read the last lines of the body as signature and source; what is one leaves the body."""
    lines = [block for block in fields.blocks if block.kind in ("p", "caption", "h")]
    if len(fields.blocks) < 2 or not lines or _last_text(fields) not in lines:
        return
    below: list[Block] = []
    for at in range(len(lines) - 1, max(-1, len(lines) - 1 - _LAST_LINES), -1):
        block = lines[at]
        emphasised = _is_set_apart(block, lines[at - 1] if at else None)
        label = read_label(block.text)
        source = read_source_line(block.text)
        # "Tin: A" and "Ảnh: B" on two lines are one signature, and the second alone names no author.
        joined = "; ".join([block.text, *(line.text for line in below)])
        signature = read_signature(joined, emphasised=emphasised)
        if label is not None and label[0] in ("author", "source"):
            _take(fields, [block], label[0], label[1], "body:label")
        elif signature is not None:
            _take(fields, [block, *below], "author", signature.printed, f"body:{signature.rule}")
            if fields.sources.get("author", "").startswith("body:"):
                fields.authors = list(signature.people)
        elif source is not None and (emphasised or len(block.text) < _LONGEST_SOURCE):
            _take(fields, [block], "source", source, "body:source-line")
        elif _credits_pictures(block.text) and not below:
            below = [block]
            continue
        elif block.kind != "caption" or below:
            return
        below = []


def _last_text(fields: ArticleFields) -> Block | None:
    return next((block for block in reversed(fields.blocks) if block.kind != "image"), None)


def _is_set_apart(block: Block, before: Block | None) -> bool:
    """Whether a line stands out as a signature does; one of several slanted lines is a poem's."""
    if block.right or block.bold:
        return before is None or not (before.bold and block.bold and not block.right)
    return block.italic and (before is None or not before.italic)


def _credits_pictures(line: str) -> bool:
    """Whether a line says who took the pictures, which names no author."""
    return len(line) < _LONGEST_SOURCE and read_signature(f"Tin: BBT; {line}") is not None and ":" in line


def _take(fields: ArticleFields, blocks: list[Block], name: str, value: str, rule: str) -> None:
    fields.blocks = [block for block in fields.blocks if block not in blocks]
    if getattr(fields, name) is None:
        setattr(fields, name, value)
        fields.sources[name] = rule
