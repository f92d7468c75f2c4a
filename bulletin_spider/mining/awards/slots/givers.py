"""Who gives an award: the body before the verb, after "của", or whom an official stands for."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.slots.giver_names import Giver, name_end
from bulletin_spider.mining.lexicon import words

_SEPARATORS = frozenset({",", ";", ":", "-", "–", "—", "(", ")", "|"})
_NO_GIVER = frozenset(words("givers", "offices", "givers_end"))
# A body after these is a place or an owner, not the subject.
_OBJECT = frozenset(
    {"của", "tại", "với", "ở", "trong", "từ", "cho", "đến", "tới", "về", "cùng", "đối với", "gồm"}
)
_PLACES = frozenset(
    {"thành phố", "quận", "huyện", "tỉnh", "thị xã", "thị trấn", "tp", "tp.", "tx", "tx.", "q.", "h."}
)
_ADDRESS_REACH = 7
_NO_GIVERS = frozenset({"tập thể", "đơn vị", "tổ chức", "cơ sở"})
_FARTHEST = 70
_DECISION_REACH = 25
_DECISION_LETTERS = 60


def giver_in(sentence: Sentence, start: int, end: int) -> Giver | None:
    """The first body or official in [start, end) that may be a subject."""
    chunks = sentence.chunks
    for at in range(start, end):
        tags = chunks[at].tags
        if not tags & {"body", "office"} or chunks[at].word in _NO_GIVER or chunks[at].word in _NO_GIVERS:
            continue
        if at > start and (
            chunks[at - 1].word in _OBJECT or chunks[at - 1].tags & {"number", "to", "of", "inside"}
        ):
            continue
        if (
            at > 1
            and "vague" in chunks[at - 1].tags
            and chunks[at - 2].tags & {"to", "of", "inside", "number"}
        ):
            continue
        if (
            "collective" in tags
            and at > 0
            and chunks[at - 1].tags & {"vague", "number"}
            and "các" not in chunks[at - 1].word
        ):
            continue
        first = at - 1 if at > 0 and chunks[at - 1].word in {"các", "lãnh đạo"} else at
        return first, name_end(sentence, at, end)
    return None


def subject_before(sentence: Sentence, verb: int) -> Giver | None:
    """The giver in the clause of the verb, or in the nearest clause before it."""
    chunks = sentence.chunks
    right = verb
    least = max(0, verb - _FARTHEST)
    while right > least:
        left = right
        while (
            left > least
            and not chunks[left - 1].tags & _SEPARATORS
            and not _joins_clauses(sentence, left - 1)
        ):
            left -= 1
        giver = giver_in(sentence, left, right)
        if giver is not None and _is_address(sentence, giver[0]):
            giver = None  # "Đảng ủy phường Kim Long, thành phố Huế tổ chức …"
        if giver is not None:
            return _widened(sentence, giver, least)
        right = left - 1
        if right >= 0 and ")" in chunks[right].tags:  # what parentheses explain is no subject
            right = next((n for n in range(right, least, -1) if "(" in chunks[n].tags), least)
    return None


def _is_address(sentence: Sentence, at: int) -> bool:
    """Whether a place after a comma only tells where the body before it is."""
    chunks = sentence.chunks
    if at < 2 or chunks[at].word not in _PLACES or "," not in chunks[at - 1].tags:
        return False
    return any(chunk.tags & {"body", "office"} for chunk in chunks[max(0, at - _ADDRESS_REACH) : at - 1])


def _joins_clauses(sentence: Sentence, at: int) -> bool:
    """Whether "và" or "đồng thời" at a chunk starts a new clause."""
    chunks = sentence.chunks
    return "and" in chunks[at].tags and at > 0 and not chunks[at - 1].tags & {"body", "office"}


def _widened(sentence: Sentence, giver: Giver, least: int) -> Giver:
    """The giver with the bodies that give together: "Đảng ủy, HĐND, UBND phường"."""
    chunks, first = sentence.chunks, giver[0]
    while first - 2 >= least and chunks[first - 1].tags & {",", "-", "–", "and"}:
        before = chunks[first - 2]
        if "body" not in before.tags or not chunks[first].tags & {"body"}:
            break
        if first - 3 >= 0 and not chunks[first - 3].tags & {",", "-", "–", "adverb"}:
            break
        first -= 2
    return first, giver[1]


def owner_after(sentence: Sentence, at: int) -> Giver | None:
    """The giver after "của", "do" or "từ": "Giấy khen của UBND thành phố", "do Tỉnh Đoàn trao tặng"."""
    chunks = sentence.chunks
    if at + 1 >= len(chunks):
        return None
    opens = chunks[at].tags & {"of", "by"} or chunks[at].word == "từ"
    if opens and chunks[at + 1].tags & {"body", "office"}:
        return at + 1, name_end(sentence, at + 1, len(chunks))
    # "nhận Bằng khen Thủ tướng Chính phủ": "của" left out.
    tags = chunks[at].tags if "form" in chunks[at - 1].tags else NOTHING
    if tags & {"body", "office"} and not tags & {"collective", "individual"}:
        return at, name_end(sentence, at, len(chunks))
    return None


def behalf_before(sentence: Sentence, verb: int) -> Giver | None:
    """The body that an official stands for: "Thay mặt UBND phường, đồng chí … trao"."""
    chunks = sentence.chunks
    for at in range(verb - 1, max(-1, verb - _FARTHEST), -1):
        if ";" in chunks[at].tags:
            return None
        if "behalf" in chunks[at].tags and at + 1 < verb and chunks[at + 1].tags & {"body", "office"}:
            return at + 1, name_end(sentence, at + 1, verb)
    return None


def decision_of(sentence: Sentence, verb: int) -> Giver | None:
    """Whose decision it is: "Quyết định số 15 của Chủ tịch UBND phường về việc tặng Giấy khen"."""
    chunks = sentence.chunks
    for at in range(verb - 1, max(0, verb - _DECISION_REACH), -1):
        if ";" in chunks[at].tags:
            return None
        owner = "of" in chunks[at].tags and at + 1 < verb and chunks[at + 1].tags & {"body", "office"}
        if owner and _decides(sentence, at):
            return at + 1, name_end(sentence, at + 1, verb)
    return None


def _decides(sentence: Sentence, at: int) -> bool:
    end = sentence.chunks[at].start
    return "quyết định" in sentence.view.low[max(sentence.start, end - _DECISION_LETTERS) : end]
