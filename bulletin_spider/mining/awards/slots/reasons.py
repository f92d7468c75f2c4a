"""What an award is given for: "có thành tích …", "vì …", "trong phong trào …"."""

from __future__ import annotations

import re

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.slots.reason_ends import reason_end
from bulletin_spider.mining.lexicon import words
from bulletin_spider.vietnamese.text import clean

_CUT = sorted(words("verbs", "reason", "cut"), key=len, reverse=True)
CAUSES = frozenset(words("verbs", "reason", "causes"))
_CAUSE_REACH = 9
_WEAK = frozenset({"có", "đã", "qua", "về", "do", "nhờ"})
# What tells why; any other reason is a clause about the recipients.
_CAUSAL = ("vì", "do", "về", "có", "đã có", "bởi", "nhờ", "với", "trong", "đạt", "tiêu biểu", "xuất sắc", ",")
_TITLED = frozenset(
    "đơn vị,tập thể,cá nhân,người,hộ,gia đình,địa phương,cơ sở,lá cờ đầu,phụ nữ,nông dân,điển hình,"
    "tấm gương,tấm gương sáng,gương sáng".split(",")
)
_SUBJECTS = frozenset({"address", "name", "individual"})
_SAYS_WHO = frozenset({"name", "address", "number", "said", "quote", ",", ".", ":", "passive", "and"})
_LEADS = frozenset({"tiêu biểu", "xuất sắc", "điển hình", "đã", "vì", "cùng", "đều"})
# What refers to reasons told elsewhere, or to a time.
_WHEN = re.compile(
    r"(?:những |các )?(?:thành tích|kết quả|đóng góp|nỗ lực|cố gắng)(?: đã)?"
    r"(?: đạt được| nêu trên| trên| đó| này| ấy)?"
    r"|(?:đợt|dịp|năm|tháng|ngày|buổi|buổi lễ|hội nghị|chương trình)(?: \w+)? (?:này|đó|qua)"
    r"|tên (?:sau|dưới đây|trong danh sách).*"
)


def _stored(text: str) -> str:
    """A reason without its opener: "vì đã có thành tích …" is stored as "thành tích …"."""
    low = text.lower()
    if low.startswith("về đích"):
        return text
    for opener in _CUT:
        if low.startswith(opener + " "):
            return text[len(opener) + 1 :]
    return text


def reason_after(sentence: Sentence, at: int, limit: int) -> tuple[int, str | None]:
    """The reason that starts at chunk `at` (a comma may stand before), and the chunk after it."""
    chunks = sentence.chunks
    start = at
    if start < limit and "," in chunks[start].tags:
        start += 1
    while (
        start < limit
        and chunks[start].word in _LEADS
        and start + 1 < limit
        and "reason" in chunks[start + 1].tags
    ):
        start += 1
    if start >= limit or (start > 0 and chunks[start].word == "có" and chunks[start - 1].word == "không"):
        return at, None
    graded = _is_grade(sentence, start) or (
        "namely" in chunks[start].tags
        and start + 1 < limit
        and "quote" in chunks[start + 1].tags
        and start == at
    )
    titled = start == at and _is_title(sentence, start, limit)
    if titled or (graded and "namely" in chunks[start].tags):
        start += 1  # "khu phố 3 là “Khu dân cư tiêu biểu” năm 2019"
    if start + 1 < limit and chunks[start].word == "do" and chunks[start + 1].tags & _SUBJECTS:
        return at, None  # "… trao tận nhà do đồng chí đi lại khó khăn"
    if not (graded or titled) and ("reason" not in chunks[start].tags or "stop" in chunks[start].tags):
        return at, None
    end = reason_end(sentence, start, limit)
    text = _stored(sentence.text(start, end))
    if len(text.split()) < 2 or _WHEN.fullmatch(text.lower()):
        return at, None
    return end, text


def _is_title(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether "là đơn vị dẫn đầu phong trào …" says what for; names or a number after "là" say who."""
    chunks = sentence.chunks
    if at + 3 > limit or chunks[at].word != "là" or chunks[at + 1].word not in _TITLED:
        return False
    return not chunks[at + 2].tags & _SAYS_WHO and not sentence.view.plain[chunks[at + 2].start].isupper()


def _is_grade(sentence: Sentence, at: int) -> bool:
    """“Hoàn thành xuất sắc nhiệm vụ”: a grade in quotes is the reason."""
    chunk = sentence.chunks[at]
    return "quote" in chunk.tags and chunk.word[1:].lstrip().startswith("hoàn thành")


def reason_in(sentence: Sentence, start: int, end: int) -> str:
    """The reason that stands in [start, end), as stored."""
    return clean(_stored(sentence.text(start, end)))


def describes(sentence: Sentence, at: int) -> bool:
    """Whether the reason at a chunk is a clause about the recipients: "tự nguyện …", "hiến đất …"."""
    return not sentence.chunks[at].word.startswith(_CAUSAL)


def cause_after(sentence: Sentence, at: int, limit: int) -> tuple[int, str | None]:
    """The reason behind words of place or time: "2 triệu đồng ngay trên sân khấu vì đã …"."""
    for start in range(at, min(limit, at + _CAUSE_REACH)):
        tags, word = sentence.chunks[start].tags, sentence.chunks[start].word
        if word in CAUSES and not sentence.chunks[min(start + 1, limit - 1)].tags & {"body", "office"}:
            return reason_after(sentence, start, limit)
        if tags & {",", ";", ":", ".", "give", "praise", "get", "passive", "form"}:
            break
    return at, None


def reason_before(sentence: Sentence, start: int, end: int) -> str | None:
    """The reason told between the recipients and the passive verb, or at the head of the sentence."""
    chunks = sentence.chunks
    at = start
    while at < end and chunks[at].tags & {",", "word"} and at < start + 2 and "reason" not in chunks[at].tags:
        at += 1
    if at >= end or "reason" not in chunks[at].tags:
        return None
    if chunks[at].word in _WEAK and not (start > 0 and chunks[at].word == "có"):
        return None
    if chunks[at].word.startswith("về đích"):
        return None
    if start == 0 and not chunks[at].word.startswith(("với", "vì", "do", "nhờ", "có", "đạt")):
        return None  # "Trong đợt cao điểm, …" says when
    last = end
    while last > at + 1 and chunks[last - 1].tags & {",", "adverb", "passive"}:
        last -= 1
    if start == 0:
        comma = next((index for index in range(last - 1, at, -1) if "," in chunks[index].tags), last)
        last = comma
    text = clean(_stored(sentence.text(at, last)))
    if (
        len(text.split()) < 3
        or text.lower().endswith((" này", " đó", " trên"))
        or _WHEN.fullmatch(text.lower())
    ):
        return None
    return text
