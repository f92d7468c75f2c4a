"""Recipients before the verb: "3 tập thể và 5 cá nhân được …", "ông A, Bí thư Chi bộ 3, được …"."""

from __future__ import annotations

from bulletin_spider.mining.awards.frames.clause import Clause
from bulletin_spider.mining.awards.recipients.recipient import KIND_TAGS, opens
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.reasons import reason_before
from bulletin_spider.mining.lexicon import words

# A recipient does not start right after these: it is part of what stands before.
_INSIDE = frozenset({"number", "address", "of", "rank", "body", "office", "to"})
_OFFICIAL = frozenset({"body", "office"})
_WHEN = tuple(words("verbs", "links", "when"))
_PREDICATE = frozenset({"passive", "verb", "rank_verb"})
_THEN = frozenset({"nhưng", "song", "rồi", "nên"})
# What a sentence may go on with after one who is named: "anh A (bản B) về đích đầu tiên, giành giải Nhất".
_TELLS = _PREDICATE | {"reason", "word", "adverb"}
_ONE = frozenset({"một", "1", "01"})
_FARTHEST = 80
_ASIDE = 12
_TIME = frozenset({"word", "figure", "adverb", "plain", "inside", "number"})
_PHRASE = 12


def left_recipients(clause: Clause, opening: int) -> tuple[RecipientList | None, int]:
    """The longest list of recipients that reaches chunk `opening`, and the chunk where it starts.

    A reason may stand between: "3 cá nhân có thành tích xuất sắc được khen thưởng".
    """
    with_reason: tuple[RecipientList, int] | None = None
    apart: tuple[RecipientList, int] | None = None
    second = bool((clause.tags(opening) | clause.tags(opening - 1)) & {"and", ","})
    second = second or clause.word(opening - 1) in _THEN
    for start in range(max(clause.done, opening - _FARTHEST), opening):
        if not opens(clause.chunks[start]) or not _may_start(clause, start):
            continue
        read = RecipientList(clause.sentence, start, opening)
        if read.each or all(item.bare for item in read.items):
            continue
        if read.end >= opening or _reaches(clause, read.end, opening) or _called(clause, read, opening):
            return read, start
        if with_reason is None and reason_before(clause.sentence, read.end, opening) is not None:
            with_reason = read, start
        many = read.items[0].count != 1 and not (clause.tags(opening) | clause.tags(opening - 1)) & {"and"}
        tells = _TELLS if read.items[-1].names and read.items[-1].kind == "individual" else _PREDICATE
        goes_on = clause.tags(read.end + ("," in clause.tags(read.end)))
        if apart is None and second and not many and goes_on & tells:
            apart = read, start  # "Chị Mai được bầu là …, được Hội LHPN tặng Giấy khen"
    return with_reason or apart or (None, opening)


def _reaches(clause: Clause, start: int, opening: int) -> bool:
    """Whether nothing but marks, adverbs and "3 lần" stands before the verb group."""
    while "adverb" in clause.tags(start) and start < opening:
        start += 1
    if "," in clause.tags(start):  # "Hội LHPN xã, trước đó vào tháng 10, đã được …"
        closing = next(
            (n for n in range(start + 1, min(opening, start + _ASIDE)) if "," in clause.tags(n)), start
        )
        if all(clause.tags(n) & _TIME for n in range(start + 1, closing)):
            start = closing
    if "number" in clause.tags(start):  # "đã 02 lần được …"
        start += 2
    return clause.only_marks(start, opening)


def _may_start(clause: Clause, start: int) -> bool:
    chunks = clause.chunks
    inside = chunks[start - 1].tags & _INSIDE if start else None
    official = (
        inside and inside <= _OFFICIAL and "name" in chunks[start].tags
    )  # "Giám đốc HTX Lê Văn A được …"
    if (inside and not official) or (start and clause.word(start - 1) == "thuộc"):
        return False
    if clause.word(start - 1) == "là" and clause.word(start - 2) == "còn":
        return False  # "khi còn là phường thuộc …"
    reason = start and "reason" in chunks[start - 1].tags and chunks[start - 1].word != "trong năm"
    if reason and chunks[start].tags & {"body", "collective"}:
        return False  # "5 hộ tham gia mô hình “X” được …"
    if start and "figure" in chunks[start - 1].tags and chunks[start].tags & KIND_TAGS - {"individual"}:
        return False  # "8/8 tiểu khu được công nhận" is a statistic
    if start > 1 and chunks[start - 1].word == "trong" and chunks[start - 2].word in _ONE:
        return False  # "là một trong 5 nông dân"
    listed = chunks[start].tags & {"body", "other"} or chunks[start].tags & {"vague"}
    return not (listed and _adverbial(clause, start))


def _adverbial(clause: Clause, start: int) -> bool:
    """Whether a body belongs to "Tại hội nghị tổng kết công tác Đoàn năm 2023, …"."""
    at = start
    while at > clause.done and not clause.tags(at - 1) & {",", ";", ":"}:
        at -= 1
    if at == start or not ("inside" in clause.tags(at) or clause.chunks[at].word.startswith(_WHEN)):
        return False
    ahead = (clause.tags(at) for at in range(start, start + _PHRASE))
    return next(("," in tags for tags in ahead if tags & {",", "passive", "get"}), False)


def _called(clause: Clause, read: RecipientList, opening: int) -> bool:
    """Whether "là …" up to the verb only says what the recipients are.

    "Ông A là một trong 5 nông dân được …", "Công an phường và Trạm Y tế là hai tập thể vừa được …".
    """
    at = read.end
    while "adverb" in clause.tags(at) or ("," in clause.tags(at) and clause.word(at + 1) == "là"):
        at += 1
    words = [chunk.word for chunk in clause.chunks[at : at + 3]]
    if len(words) < 3 or words[0] != "là":
        return False
    if words[1] in _ONE and words[2] == "trong":
        return True
    called = RecipientList(clause.sentence, at + 1, opening)
    return bool(called.items) and called.end >= opening and not called.items[0].names
