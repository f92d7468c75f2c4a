"""Heads of awards: the forms and the verbs of praise of a sentence."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.recipients.recipient import opens_number
from bulletin_spider.mining.awards.slots.forms import form_at
from bulletin_spider.mining.lexicon import words

PRIZE_ONLY = frozenset(words("verbs", "get", "prize_only"))
"""Verbs that win a prize but only meet a title: "đạt giải Nhất", "đạt danh hiệu"."""
_TAGS = frozenset({"form", "rank_verb", "quote", "money", "praise", "number", "give"})
_JOINS = frozenset({",", ";", "and"})
_BESIDE = frozenset({"and", ","})
_HANDED_TO = frozenset({"trao cho", "thuộc về", "được trao cho", "dành cho", "tặng cho"})
_PRIZED = frozenset({"give", "get", "number", "said", "vague", "each", "passive", "rank_verb"})
_BECAUSE = frozenset({"vì", "vì đã", "do", "do đã"})
_FARTHEST = 80
_REASON_REACH = 20


def heads_of(sentence: Sentence) -> list[int]:
    """The chunks that awards are built on, from left to right."""
    chunks = enumerate(sentence.chunks)
    return [at for at, chunk in chunks if not _TAGS.isdisjoint(chunk.tags) and _is_head(sentence, at)]


def _tags(sentence: Sentence, at: int) -> frozenset[str]:
    return sentence.chunks[at].tags if 0 <= at < len(sentence.chunks) else NOTHING


def _is_head(sentence: Sentence, at: int) -> bool:
    tags, before, after = sentence.chunks[at].tags, _tags(sentence, at - 1), _tags(sentence, at + 1)
    if "form" in tags:
        if sentence.chunks[at].word == "cờ" and "quote" not in after:
            return False
        if sentence.chunks[at].word == "giải" and not before & _PRIZED and form_at(sentence, at).general:
            return False  # "vận động viên lớn tuổi nhất giải": a contest
        return not (_is_reason(sentence, at) or _is_standard(sentence, at) or _is_rewarded(sentence, at))
    if "rank_verb" in tags:
        return True
    if "money" in tags and _is_extra(sentence, at):
        return False
    if tags & {"quote", "money"}:  # "…, “Chiến sĩ thi đua” cho 8 cán bộ", "… và 2 triệu đồng cho anh A"
        handed = "to" in after or sentence.chunks[min(at + 1, len(sentence.chunks) - 1)].word in _HANDED_TO
        return handed and bool(before & (_JOINS | {"namely", ":"}))
    if sentence.chunks[at].word == "truy tặng":  # but "trao Huân chương truy tặng Thượng úy A"
        return "form" not in after and not before <= {"word", "form", "quote"}
    if sentence.chunks[at].word == "thưởng" and "money" in after and before & _BESIDE:
        return "form" not in _tags(sentence, at - 2)  # "tặng Giấy khen và thưởng 500.000 đồng": one award
    if "praise" in tags:
        beside = "form" in after or ("number" in after and "form" in _tags(sentence, at + 2))
        return not (tags & {"give", "get"} and beside) and "gift" not in before
    return "number" in tags and _is_years(sentence, at)


def _is_extra(sentence: Sentence, at: int) -> bool:
    """Whether a sum goes with the form before it: "trao giải Nhất và 10 triệu đồng cho đô A"."""
    for index in range(at - 1, max(-1, at - _REASON_REACH), -1):
        tags = sentence.chunks[index].tags
        if "form" in tags:
            return True
        if tags & {"to", "praise", ";"}:
            return False
    return False


def _is_reason(sentence: Sentence, at: int) -> bool:
    """Whether a form only says why: "khen thưởng 12 giáo viên đạt danh hiệu …", "vì đã đạt giải Ba"."""
    chunks = sentence.chunks
    if "get" not in _tags(sentence, at - 1) or chunks[at - 1].word not in PRIZE_ONLY:
        return False
    for index in range(at - 2, max(-1, at - 2 - _REASON_REACH), -1):
        tags = chunks[index].tags
        if tags & {"to", "praise"} or chunks[index].word in _BECAUSE:
            return True
        member = "individual" in chunks[index + 1].tags or opens_number(chunks, index + 1)
        won = "form" in tags and index > 0 and chunks[index - 1].word in PRIZE_ONLY
        if tags & {";", ",", "form"} and not member and not won:
            return False
    return False


def _is_rewarded(sentence: Sentence, at: int) -> bool:
    """Whether a prize is why its winners are rewarded: "03 em đạt huy chương Bạc … được Hội thưởng …"."""
    chunks = sentence.chunks
    if "get" not in _tags(sentence, at - 1) or chunks[at - 1].word not in PRIZE_ONLY:
        return False
    for index in range(form_at(sentence, at).end, min(len(chunks), at + _REASON_REACH)):
        tags = chunks[index].tags
        if "passive" in tags:
            ahead = chunks[index + 1 : index + 8]
            verb = next((n for n, chunk in enumerate(ahead) if chunk.tags & {"praise", "give"}), None)
            following = (
                chunks[index + 2 + verb].word if verb is not None and index + 2 + verb < len(chunks) else ""
            )
            return verb is not None and following not in {"giải", "cúp", "huy chương"}
        if "," in tags and "passive" in _tags(sentence, index + 1):
            continue  # "đoạt Huy chương Đồng …, được Chủ tịch UBND phường thưởng 5 triệu đồng"
        if tags & {";", ":", ",", "and", "name"}:
            return False
    return False


def _is_standard(sentence: Sentence, at: int) -> bool:
    """Whether a certificate only says that a standard was met: "Bằng công nhận xã đạt chuẩn nông thôn mới"."""
    chunks = sentence.chunks
    if chunks[at].word != "bằng công nhận":
        return False
    return any(chunk.word.startswith("đạt") for chunk in chunks[at + 1 : at + 5])


def _is_years(sentence: Sentence, at: int) -> bool:
    """Whether a number tells a party badge: "10 đồng chí 50 năm tuổi Đảng" in a list of them."""
    chunks = sentence.chunks
    if at + 1 >= len(chunks) or chunks[at + 1].word != "năm":
        return False
    person = "individual" in _tags(sentence, at - 2)
    if not person and not _tags(sentence, at - 1) & (_JOINS | {"individual"}):
        return False
    return any(chunk.word == "huy hiệu" for chunk in chunks[max(0, at - _FARTHEST) : at])
