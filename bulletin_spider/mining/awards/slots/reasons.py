"""What an award is given for: "có thành tích …", "vì …", "trong phong trào …"."""

from __future__ import annotations

import re

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.lexicon import words
from bulletin_spider.vietnamese.text import clean

_CUT = sorted(words("verbs", "reason", "cut"), key=len, reverse=True)
_NAMED = frozenset({"name", "body", "address", "household", "house", "individual"})
CAUSES = frozenset(
    {
        "vì",
        "vì đã",
        "vì có",
        "vì đã có",
        "do",
        "do đã",
        "do có",
        "do đã có",
        "về thành tích",
        "có thành tích",
        "đã có thành tích",
    }
)
_CAUSE_REACH = 9
_WEAK = frozenset({"có", "đã", "qua", "về", "do", "nhờ"})
_AT = frozenset({"tại", "trong", "ở", "tham gia", "dự", "tham dự"})
_CONTEST_ENDS = frozenset(", ; . : ( give get belong passive number form by".split())
_CONTESTS = tuple(words("verbs", "reason", "contests"))
_TRAILING = frozenset(
    {"đã", "cũng", "còn", "vừa", "đồng thời", "và đồng thời", "cũng đã", "như sau", "sau đây"}
)
# What refers to reasons told elsewhere, or to a time.
_WHEN = re.compile(
    r"(?:những |các )?(?:thành tích|kết quả|đóng góp|nỗ lực|cố gắng)(?: đã)?(?: đạt được| nêu trên| trên| đó| này| ấy)?|(?:đợt|dịp|năm|tháng|ngày|buổi|buổi lễ|hội nghị|chương trình)(?: \w+)? (?:này|đó|qua)|tên (?:sau|dưới đây|trong danh sách).*"
)
_KINDS = frozenset({"collective", "individual", "household"})


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
        and chunks[start].word in {"tiêu biểu", "xuất sắc", "điển hình", "đã", "vì", "cùng", "đều"}
        and start + 1 < limit
        and "reason" in chunks[start + 1].tags
    ):
        start += 1
    if start >= limit:
        return at, None
    graded = _is_grade(sentence, start) or (
        "namely" in chunks[start].tags
        and start + 1 < limit
        and "quote" in chunks[start + 1].tags
        and start == at
    )
    if graded and "namely" in chunks[start].tags:
        start += 1  # "khu phố 3 là “Khu dân cư tiêu biểu” năm 2019"
    if not graded and ("reason" not in chunks[start].tags or "stop" in chunks[start].tags):
        return at, None
    end = _reason_end(sentence, start, limit)
    text = _stored(sentence.text(start, end))
    if len(text.split()) < 2 or _WHEN.fullmatch(text.lower()):
        return at, None
    return end, text


def reason_in(sentence: Sentence, start: int, end: int) -> str:
    """The reason that stands in [start, end), as stored."""
    return clean(_stored(sentence.text(start, end)))


def describes(sentence: Sentence, at: int) -> bool:
    """Whether the reason at a chunk is a clause about the recipients: "tự nguyện …", "hiến đất …"."""
    word = sentence.chunks[at].word
    return not word.startswith(
        (
            "vì",
            "do",
            "về",
            "có",
            "đã có",
            "bởi",
            "nhờ",
            "với",
            "trong",
            "đạt",
            "tiêu biểu",
            "xuất sắc",
            ",",
            "vì",
        )
    )


def cause_after(sentence: Sentence, at: int, limit: int) -> tuple[int, str | None]:
    """The reason behind words of place or time: "2 triệu đồng ngay trên sân khấu vì đã …"."""
    for start in range(at, min(limit, at + _CAUSE_REACH)):
        tags, word = sentence.chunks[start].tags, sentence.chunks[start].word
        if word in CAUSES and not sentence.chunks[min(start + 1, limit - 1)].tags & {"body", "office"}:
            return reason_after(sentence, start, limit)
        if tags & {",", ";", ":", ".", "give", "praise", "get", "passive", "form"}:
            break
    return at, None


def _is_grade(sentence: Sentence, at: int) -> bool:
    """“Hoàn thành xuất sắc nhiệm vụ”: a grade in quotes is the reason."""
    chunk = sentence.chunks[at]
    return "quote" in chunk.tags and chunk.word[1:].lstrip().startswith("hoàn thành")


def _reason_end(sentence: Sentence, start: int, limit: int) -> int:
    chunks, end, counted = sentence.chunks, start + 1, False
    while end < limit:
        tags = chunks[end].tags
        if tags & {";", "(", ":"}:
            break
        if "," in tags and end + 1 < limit and chunks[end + 1].tags & {"stop", "each"}:
            break
        if "," in tags and end + 1 < limit and _opens_clause(sentence, end + 1, limit):
            break
        if chunks[end].word in {"trong đó", "mỗi", "kèm theo"}:
            break
        if "namely" in tags and start + 1 < end < limit - 1 and chunks[end + 1].tags & _NAMED:
            break
        if tags & {",", "and"} and not counted and _opens_member(sentence, end + 1, limit):
            break
        counted = counted or (
            "number" in tags and bool(chunks[end + 1].tags & _KINDS if end + 1 < limit else False)
        )
        end += 1
    if end < limit and ":" in chunks[end].tags:  # "…, ông Bí thư Chi bộ dí dỏm: “…”" is a clause of its own
        comma = next((n for n in range(end - 1, start, -1) if "," in chunks[n].tags), end)
        told = comma < end and chunks[comma + 1].tags & {"address", "office", "name", "body"}
        end = comma if told else end
    if end == limit < len(chunks):
        end = _before_next(sentence, start, limit)
    while end > start + 1 and (
        chunks[end - 1].tags & {",", "and", ".", ":", "…", "namely"} or chunks[end - 1].word in _TRAILING
    ):
        end -= 1
    return end


def _opens_member(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether a further recipient opens at a chunk: "… và 2 thôn có thành tích …"."""
    chunks = sentence.chunks
    return (
        at + 1 < limit and bool(chunks[at].tags & {"number", "said"}) and bool(chunks[at + 1].tags & _KINDS)
    )


def _opens_clause(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether a body and a verb of giving open a new clause at a chunk."""
    chunks = sentence.chunks
    if not chunks[at].tags & {"body", "office", "give", "praise"}:
        return False
    for index in range(at, min(limit + 1, len(chunks), at + 14)):
        tags = chunks[index].tags
        if tags & {"give", "praise", "get"}:
            return True
        if tags & {",", ";"}:
            return False
    return False


def _before_next(sentence: Sentence, start: int, limit: int) -> int:
    """Where the reason ends when another award follows in the sentence: before its giver or verb."""
    chunks = sentence.chunks
    for at in range(limit - 1, start, -1):
        if chunks[at].tags & {",", ";"} or (
            "and" in chunks[at].tags
            and at < limit - 1
            and chunks[at + 1].tags & {"give", "praise", "body", "office"}
        ):
            return at
    return limit


def contest(sentence: Sentence, start: int, end: int) -> str | None:
    """The contest that a prize was won at: "tại hội thi …", "trong cuộc thi …"."""
    chunks = sentence.chunks
    low = sentence.view.low
    if start < end and low.startswith(_CONTESTS, chunks[start].start):  # "đạt giải Ba cuộc thi …"
        return _contest_name(sentence, start, end)
    for at in range(start, min(end, start + 14)):
        if chunks[at].tags & {";", "."}:
            return None
        told = chunks[at].word in _AT and at + 1 < end
        if told and low.startswith(_CONTESTS, chunks[at + 1].start):
            return _contest_name(sentence, at + 1, end)
    return None


def _contest_name(sentence: Sentence, start: int, end: int) -> str | None:
    chunks, last = sentence.chunks, start + 1
    while last < end and not chunks[last].tags & _CONTEST_ENDS:
        last += 1
    text = sentence.text(start, last)
    return text if len(text.split()) > 2 else None


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
