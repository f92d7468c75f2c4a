"""What is no award given: plans, proposals, criteria, calls and habits."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.sentence import Sentence

_FARTHEST = 80
_NEAR = 6
_GIVERS = frozenset({"body", "office"})
_VERB_GROUP = frozenset({"adverb", "passive"})
_HANDS = frozenset({"praise", "give"})


def is_planned(sentence: Sentence, verb: int, start: int) -> bool:
    """Whether the clause of the verb, from chunk `start` on, only plans, proposes or demands.

    A plan or proposal rules the clause up to a semicolon ("đề nghị …, khen thưởng"); weaker words
    only count right before the verb ("chưa khen thưởng"). What a decision rests on is no plan
    ("Căn cứ kết quả bình xét, UBND phường tặng …").
    """
    near, given, grounded, chunks = True, False, False, sentence.chunks
    for at in range(verb - 1, max(start, verb - _FARTHEST) - 1, -1):
        tags = chunks[at].tags
        if "allowed" in tags or (";" in tags and not _goes_on(sentence, at, verb)):
            return False
        comma = "," in tags
        grounded = grounded or (comma and given)
        given = (given and not comma) or not tags.isdisjoint(_GIVERS)
        if near:  # "8 hộ có mức lãi cao được …": only what stands right before "được" rules it.
            subject = "passive" in chunks[at + 1].tags and at + 1 < verb and tags.isdisjoint(_VERB_GROUP)
            near = not (comma or subject or verb - at > _NEAR)
        hence = given and chunks[at].word == "nên"  # "chỉ có 4 đội nên Ban Tổ chức trao một giải"
        rules = (
            "planned" in tags
            or (near and "near" in tags and not hence)
            or ("grounds" in tags and not grounded)
        )
        if rules and tags.isdisjoint(_HANDS):
            return True
    return False


def _goes_on(sentence: Sentence, at: int, verb: int) -> bool:
    """Whether the subject before a semicolon rules the verb: "trình X tặng danh hiệu …; tặng Giấy khen …"."""
    return all("adverb" in sentence.chunks[n].tags for n in range(at + 1, verb))


def is_habit(sentence: Sentence, verb: int, start: int) -> bool:
    """Whether the verb is called for or done every year: "kịp thời khen thưởng", "hằng năm khen thưởng"."""
    for at in range(verb - 1, max(start, verb - _NEAR) - 1, -1):
        tags = sentence.chunks[at].tags
        if ";" in tags:
            return False
        if tags & {"habit", "each"}:
            return True
    return False
