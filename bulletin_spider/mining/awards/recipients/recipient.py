"""One kind of recipient, and the words that open or end one."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin_spider.mining.awards.chunks.chunk import Chunk

KINDS = ("collective", "individual", "household", "other")
KIND_TAGS = frozenset(KINDS)
OPENERS = KIND_TAGS | {"number", "said", "vague", "about", "name", "address", "rank", "house", "body"}
"""Tags of what may open a recipient."""
ENDS = frozenset(
    ", ; : ( ) . - – — … | / and reason give praise get passive to form by belong stop money rank_verb"
    " namely each adverb planned".split()
)
"""Tags of what ends the words that describe a recipient."""
JOINS = frozenset({",", "and", "/", "-", "–"})
"""Marks and words between the members of a list."""


@dataclass
class Recipient:
    """One kind of recipient in a list: how many, and who."""

    kind: str
    count: int | None = None
    names: list[str] = field(default_factory=list)
    vague: bool = False
    """Neither number nor name is told: "các tập thể"."""
    bare: bool = False
    """Not even "các" or "nhiều" stands before it: "khen thưởng người lao động"."""
    team: bool = False
    """A team without a name: "các đội còn lại"."""


def opens(chunk: Chunk) -> bool:
    """Whether a chunk may open a recipient."""
    return bool(chunk.tags & OPENERS)


def opens_number(chunks: list[Chunk], at: int) -> bool:
    """Whether a number and a kind stand at a chunk: "2 thôn"."""
    if at + 1 >= len(chunks) or not chunks[at].tags & {"number", "said"}:
        return False
    kind = at + 1 + ("about" in chunks[at + 1].tags)  # "41 lượt tập thể"
    return kind < len(chunks) and bool(chunks[kind].tags & KIND_TAGS)


def total(items: list[Recipient]) -> list[Recipient]:
    """Recipients of one kind under one award as one: numbers summed, names joined."""
    merged: dict[str, Recipient] = {}
    for item in items:
        known = merged.get(item.kind)
        if known is None:
            merged[item.kind] = Recipient(item.kind, item.count, list(item.names), item.vague)
        elif item.count is not None:
            known.count = item.count + (known.count or 0)
            known.names += item.names
            known.vague = False
    return list(merged.values())
