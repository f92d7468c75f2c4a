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
_LISTED = _JOINS | {"namely", ":"}
_BESIDE = frozenset({"and", ","})
_HANDED_TO = frozenset({"trao cho", "thuộc về", "được trao cho", "dành cho", "tặng cho"})
_PRIZED = frozenset({"give", "get", "number", "said", "vague", "each", "passive", "rank_verb"})
_BECAUSE = frozenset({"vì", "vì đã", "do", "do đã"})
_FLAG_RANKS = frozenset({"nhất", "nhì", "ba", "tư", "khuyến khích", "đặc biệt"})
_HAS_WON = frozenset({"đã đạt", "đã giành", "đã đoạt"})
_FARTHEST = 80
_REASON_REACH = 20


def heads_of(sentence: Sentence) -> list[int]:
    """The chunks that awards are built on, from left to right."""
    chunks = enumerate(sentence.chunks)
    return [at for at, chunk in chunks if not _TAGS.isdisjoint(chunk.tags) and _is_head(sentence, at)]


def _tags(sentence: Sentence, at: int) -> frozenset[str]:
    return sentence.chunks[at].tags if 0 <= at < len(sentence.chunks) else NOTHING


def _is_head(sentence: Sentence, at: int) -> bool:
    tags = sentence.chunks[at].tags
    if "form" in tags:
        return _is_form(sentence, at)
    if "rank_verb" in tags:
        return True
    if tags & {"quote", "money"}:
        return _is_handed(sentence, at)
    return _is_years(sentence, at) if "number" in tags else _is_praise(sentence, at)


def _is_form(sentence: Sentence, at: int) -> bool:
    """Whether a form is awarded, and is no contest, reason or standard."""
    word = sentence.chunks[at].word
    if word == "cờ" and "quote" not in _tags(sentence, at + 1) and not _is_ranked(sentence, at):
        return False
    if word == "giải" and not _tags(sentence, at - 1) & _PRIZED and form_at(sentence, at).general:
        return False  # "vận động viên lớn tuổi nhất giải": a contest
    return not (_is_reason(sentence, at) or _is_standard(sentence, at) or _is_rewarded(sentence, at))


def _is_ranked(sentence: Sentence, at: int) -> bool:
    """Whether a flag is a prize: "trao cờ Nhất cho đoàn thôn A"."""
    chunks = sentence.chunks
    if at + 2 >= len(chunks) or chunks[at + 1].word not in _FLAG_RANKS or "to" not in chunks[at + 2].tags:
        return False
    return sentence.view.plain[chunks[at + 1].start].isupper()


def _is_handed(sentence: Sentence, at: int) -> bool:
    """Whether a title or a sum in a list has recipients: "…, “Chiến sĩ thi đua” cho 8 cán bộ"."""
    if "money" in sentence.chunks[at].tags and _is_extra(sentence, at):
        return False
    following = sentence.chunks[min(at + 1, len(sentence.chunks) - 1)]
    handed = "to" in _tags(sentence, at + 1) or following.word in _HANDED_TO
    return handed and not _tags(sentence, at - 1).isdisjoint(_LISTED)


def _is_praise(sentence: Sentence, at: int) -> bool:
    """Whether a verb gives an award by itself, with no form beside it."""
    tags, word = sentence.chunks[at].tags, sentence.chunks[at].word
    before, after = _tags(sentence, at - 1), _tags(sentence, at + 1)
    if word == "truy tặng":  # but "trao Huân chương truy tặng Thượng úy A"
        return "form" not in after and not before <= {"word", "form", "quote"}
    if word == "thưởng" and "money" in after and before & _BESIDE:
        return "form" not in _tags(sentence, at - 2)  # "tặng Giấy khen và thưởng 500.000 đồng": one award
    if "praise" not in tags or "gift" in before:
        return False
    beside = "form" in after or ("number" in after and "form" in _tags(sentence, at + 2))
    return not (tags & {"give", "get"} and beside)


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
    if not _is_won(sentence, at):
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


def _is_won(sentence: Sentence, at: int) -> bool:
    """Whether the verb before a form tells who won it: "đạt danh hiệu", "đã đạt giải Ba"."""
    before = sentence.chunks[at - 1].word if at else ""
    return before in _HAS_WON or ("get" in _tags(sentence, at - 1) and before in PRIZE_ONLY)


def _is_rewarded(sentence: Sentence, at: int) -> bool:
    """Whether a prize is why its winners are rewarded: "03 em đạt huy chương Bạc … được Hội thưởng …"."""
    chunks = sentence.chunks
    if not _is_won(sentence, at):
        return False
    for index in range(form_at(sentence, at).end, min(len(chunks), at + _REASON_REACH)):
        tags = chunks[index].tags
        if "passive" in tags:
            return _is_given(sentence, index)
        if "," in tags and "passive" in _tags(sentence, index + 1):
            continue  # "đoạt Huy chương Đồng …, được Chủ tịch UBND phường thưởng 5 triệu đồng"
        if tags & {";", ":", ",", "and", "name"}:
            return False
    return False


def _is_given(sentence: Sentence, passive: int) -> bool:
    """Whether a verb after "được" gives something else than a prize."""
    chunks = sentence.chunks
    ahead = range(passive + 1, min(len(chunks), passive + 8))
    verb = next((n for n in ahead if chunks[n].tags & {"praise", "give"}), None)
    if verb is None:
        return False
    return verb + 1 >= len(chunks) or chunks[verb + 1].word not in {"giải", "cúp", "huy chương"}


def _is_standard(sentence: Sentence, at: int) -> bool:
    """Whether a certificate only tells a standard: "Bằng công nhận xã đạt chuẩn nông thôn mới"."""
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
