"""What is no award given: plans, proposals, criteria, calls and habits."""

from __future__ import annotations

from itertools import pairwise

from bulletin_spider.mining.chunks import Sentence

_FARTHEST = 80
_NEAR = 6


def is_planned(sentence: Sentence, verb: int, start: int) -> bool:
    """Whether the clause of the verb, from chunk `start` on, only plans, proposes or demands.

    A plan or proposal rules the clause up to a semicolon ("đề nghị …, khen thưởng"); weaker words
    only count right before the verb ("chưa khen thưởng"). What a decision rests on is no plan
    ("Căn cứ kết quả bình xét, UBND phường tặng …").
    """
    near, given, grounded = True, False, False
    for at in range(verb - 1, max(start, verb - _FARTHEST) - 1, -1):
        tags = sentence.chunks[at].tags
        if "allowed" in tags or (";" in tags and not _goes_on(sentence, at, verb)):
            return False
        grounded = grounded or ("," in tags and given)
        given = bool(tags & {"body", "office"}) or ("," not in tags and given)
        near = near and verb - at <= _NEAR and "," not in tags
        # "8 hộ có mức lãi cao được …": only what stands right before "được" rules it.
        near = near and ("passive" in sentence.chunks[at].tags or not _before_passive(sentence, at, verb))
        hence = given and sentence.chunks[at].word == "nên"  # "chỉ có 4 đội nên Ban Tổ chức trao một giải"
        rules = "planned" in tags or (near and "near" in tags and not hence) or ("grounds" in tags and not grounded)
        if rules and not tags & {"praise", "give"}:
            return True
    return False


def _goes_on(sentence: Sentence, at: int, verb: int) -> bool:
    """Whether the verb after a semicolon has the subject before it: "trình X tặng danh hiệu …; tặng Giấy khen …"."""
    return all("adverb" in sentence.chunks[n].tags for n in range(at + 1, verb))


def _before_passive(sentence: Sentence, at: int, verb: int) -> bool:
    """Whether "được" and a word of the recipients stand between a chunk and the verb."""
    tags = [sentence.chunks[n].tags for n in range(at + 1, verb)]
    return any("passive" in later and not earlier & {"adverb", "passive"} for earlier, later in pairwise(tags))


def is_habit(sentence: Sentence, verb: int, start: int) -> bool:
    """Whether the verb is called for or done every year: "kịp thời khen thưởng", "hằng năm khen thưởng"."""
    for at in range(verb - 1, max(start, verb - _NEAR) - 1, -1):
        tags = sentence.chunks[at].tags
        if ";" in tags:
            return False
        if tags & {"habit", "each"}:
            return True
    return False
