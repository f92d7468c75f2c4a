"""The contest that a prize was won at, which is what the prize is given for."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.lexicon import words

_AT = frozenset({"tại", "trong", "ở", "tham gia", "dự", "tham dự"})
_ENDS = frozenset(", ; . : ( give get belong passive number form by".split())
_CONTESTS = tuple(words("verbs", "reason", "contests"))


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
    while last < end and not chunks[last].tags & _ENDS:
        last += 1
    text = sentence.text(start, last)
    return text if len(text.split()) > 2 else None
