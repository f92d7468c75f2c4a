"""Who wrote it and where it was taken from: the labelled lines, or a signature under the body.

`itemprop=author` is never read: without a byline it holds the account that posted the article.
"""

from __future__ import annotations

from bulletin_spider.pages.base import ArticleFields
from bulletin_spider.pages.blocks import Block
from bulletin_spider.pages.fields import labelled
from bulletin_spider.vietnamese.bylines import (
    read_label,
    read_signature,
    read_source_line,
    split_people,
)

_LAST_LINES = 3


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


def _signature(fields: ArticleFields) -> None:
    """Read the last lines of the body as signature and source; what is one leaves the body."""
    texts = [block for block in fields.blocks if block.kind in ("p", "caption", "h")]
    for block in reversed(texts[-_LAST_LINES:]):
        emphasised = block.right or block.bold or block.italic
        label = read_label(block.text)
        source = read_source_line(block.text)
        signature = read_signature(block.text, emphasised=emphasised)
        if label is not None and label[0] in ("author", "source") and label[1]:
            _take(fields, block, label[0], label[1], "body:label")
        elif signature is not None:
            _take(fields, block, "author", signature.printed, f"body:{signature.rule}")
            if fields.sources.get("author", "").startswith("body:"):
                fields.authors = list(signature.people)
        elif source is not None and (emphasised or len(block.text) < 60):
            _take(fields, block, "source", source, "body:source-line")
        else:
            return


def _take(fields: ArticleFields, block: Block, name: str, value: str, rule: str) -> None:
    fields.blocks.remove(block)
    if getattr(fields, name) is None:
        setattr(fields, name, value)
        fields.sources[name] = rule
