"""Where the words of a reason end."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.sentence import Sentence

_NAMED = frozenset({"name", "body", "address", "household", "house", "individual"})
_TRAILING = frozenset(
    {"đã", "cũng", "còn", "vừa", "đồng thời", "và đồng thời", "cũng đã", "như sau", "sau đây"}
)
_GIFT = frozenset({"tặng", "trao", "trao tặng"})
_KINDS = frozenset({"collective", "individual", "household"})


def reason_end(sentence: Sentence, start: int, limit: int) -> int:
    """The chunk after the reason that starts at a chunk, at most `limit`."""
    chunks, end, counted = sentence.chunks, start + 1, False
    while end < limit and not _stops(sentence, start, end, limit, counted=counted):
        following = chunks[end + 1].tags if end + 1 < limit else NOTHING
        counted = counted or ("number" in chunks[end].tags and not _KINDS.isdisjoint(following))
        end += 1
    end = _before_speech(sentence, start, end, limit)
    if end == limit < len(chunks):
        end = _before_next(sentence, start, limit)
    while end > start + 1 and (
        chunks[end - 1].tags & {",", "and", ".", ":", "…", "namely"} or chunks[end - 1].word in _TRAILING
    ):
        end -= 1
    return end


def _stops(sentence: Sentence, start: int, at: int, limit: int, *, counted: bool) -> bool:
    """Whether the words of a reason stop at a chunk; one that counts recipients has no further members."""
    chunks = sentence.chunks
    tags, following = chunks[at].tags, chunks[at + 1].tags if at + 1 < limit else NOTHING
    if tags & {";", "(", ":"} or chunks[at].word in {"trong đó", "mỗi", "kèm theo"}:
        return True
    if "," in tags and (following & {"stop", "each"} or _opens_clause(sentence, at + 1, limit)):
        return True
    if "namely" in tags and start + 1 < at and (following & _NAMED or _opens_member(sentence, at + 1, limit)):
        return True
    if "and" in tags and "give" in following and chunks[at + 1].word in _GIFT:
        return True  # "vì đi đầu nhường đất và tặng thôn một bộ loa"
    return bool(tags & {",", "and"}) and not counted and _opens_member(sentence, at + 1, limit)


def _before_speech(sentence: Sentence, start: int, end: int, limit: int) -> int:
    """Where a reason ends before a speaker: "…, ông Bí thư Chi bộ dí dỏm: “…”" is a clause of its own."""
    chunks = sentence.chunks
    if end >= limit or ":" not in chunks[end].tags:
        return end
    comma = next((n for n in range(end - 1, start, -1) if "," in chunks[n].tags), end)
    told = comma < end and chunks[comma + 1].tags & {"address", "office", "name", "body"}
    return comma if told else end


def _opens_member(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether a further recipient opens at a chunk: "… và 2 thôn có thành tích …"."""
    chunks = sentence.chunks
    return (
        at + 1 < limit and bool(chunks[at].tags & {"number", "said"}) and bool(chunks[at + 1].tags & _KINDS)
    )


def _opens_clause(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether a body and a verb of giving open a new clause at a chunk."""
    chunks = sentence.chunks
    if at >= limit or not chunks[at].tags & {"body", "office", "give", "praise"}:
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
