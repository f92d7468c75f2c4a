"""Models and awards of an article: the mining of its lines in reading order, mapped back to its fields."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from bulletin_spider.mining.engine import mine_in_place
from bulletin_spider.pages.base import ArticleFields
from bulletin_spider.records import AwardMention, ModelMention
from bulletin_spider.records.mention import FieldName

Mentions = tuple[list[ModelMention], list[AwardMention]]


@dataclass(frozen=True, slots=True)
class _Line:
    """One mined line: where it starts in the mined text, and which field holds it from where."""

    start: int
    field: FieldName
    offset: int


def find_mentions(fields: ArticleFields) -> Mentions:
    """Models and awards with evidence in title, lead, body or caption.

    Lines are mined in the order a reader meets them, since an award's giver may stand in the line before
    and its recipient in a caption between two paragraphs.
    """
    texts: list[str] = []
    lines: list[_Line] = []
    for name, offset, text in _in_order(fields):
        start = lines[-1].start + len(texts[-1]) + 1 if lines else 0
        lines.append(_Line(start, name, offset))
        texts.append(text)
    starts = [line.start for line in lines]

    def place(at: int) -> tuple[FieldName, int]:
        line = lines[bisect_right(starts, at) - 1]
        return line.field, line.offset + at - line.start

    found = mine_in_place("\n".join(texts), place)
    return found.models, found.awards


def _in_order(fields: ArticleFields) -> list[tuple[FieldName, int, str]]:
    """(field, offset in it, text) of each line of the article, in reading order."""
    found: list[tuple[FieldName, int, str]] = [("title", 0, fields.title)] if fields.title else []
    found += _split("lead", fields.lead or "")
    captions: dict[str, tuple[FieldName, int, str]] = {}
    offset = 0
    for src, caption in fields.images:
        if caption:
            captions[src] = ("caption", offset, caption)
            offset += len(caption) + 1
    # Images of the lead and the home image are not among the body's blocks: their captions come first.
    within = {block.src for block in fields.blocks if block.kind == "image"}
    found += [captions.pop(src) for src in list(captions) if src not in within]
    offset = 0
    for block in fields.blocks:
        if block.kind == "image" and block.src in captions:
            found.append(captions.pop(block.src))
        elif block.kind not in ("image", "caption"):
            found += _split("body", block.text, offset)
            offset += len(block.text) + 1
    return found


def _split(name: FieldName, text: str, offset: int = 0) -> list[tuple[FieldName, int, str]]:
    lines: list[tuple[FieldName, int, str]] = []
    for line in text.split("\n"):
        if line:
            lines.append((name, offset, line))
        offset += len(line) + 1
    return lines
