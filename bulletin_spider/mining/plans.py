"""What is no award given: plans, proposals, criteria, calls and habits."""

from __future__ import annotations

from bulletin_spider.mining.chunks import Sentence

_FARTHEST = 80
_NEAR = 6


def is_planned(sentence: Sentence, verb: int, start: int) -> bool:
    """Whether the clause of the verb, from chunk `start` on, only plans, proposes or demands.

    A plan or proposal rules the clause up to a semicolon ("đề nghị …, khen thưởng"); weaker words
    only count right before the verb ("chưa khen thưởng").
    """
    near = True
    for at in range(verb - 1, max(start, verb - _FARTHEST) - 1, -1):
        tags = sentence.chunks[at].tags
        if tags & {";", "allowed"}:
            return False
        near = near and verb - at <= _NEAR and "," not in tags
        if ("planned" in tags or (near and "near" in tags)) and not tags & {"praise", "give"}:
            return True
    return False


def is_habit(sentence: Sentence, verb: int, start: int) -> bool:
    """Whether the verb is called for or done every year: "kịp thời khen thưởng", "hằng năm khen thưởng"."""
    for at in range(verb - 1, max(start, verb - _NEAR) - 1, -1):
        tags = sentence.chunks[at].tags
        if tags & {";", ","}:
            return False
        if tags & {"habit", "each"}:
            return True
    return False
