"""Quoted names that another clause calls models: “A” và “B”, hai mô hình ra đời …."""

from __future__ import annotations

import re

from bulletin_spider.mining.models.lexicon import CALLING, GOING_ON, GOING_ON_PLURAL, OPENERS
from bulletin_spider.mining.quotes import MARK_RUN, Quote
from bulletin_spider.mining.view import View

_GAP_MOST = 100
_CALLING_MOST = 70
# What may stand between two names of a list: a comma, "và", a place in parentheses.
_BETWEEN = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,|và|cùng|, và|hay)?\s*(?:\.\.\.|…)?\s*")
_RECEIVER = re.compile(r"\s*cho [^,;.]{2,40}(?=,)")
# “A”: gom vỏ lon lấy tiền, mô hình mà …: the name is explained before it is called a model.
_EXPLAINED = re.compile(r"\s*(?::[^:;.“”\"]{2,90},|\([^();.“”\"]{2,90}\),?)\s*")
_RELATIVE = re.compile(r"\s*(?:mà|do|được|này|ấy)(?!\w)")
_DASHES = frozenset({"-", "–", "—"})
_ONE = re.compile(r"[,–—-] (?:là )?một")
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_PLURAL = frozenset({"các", "những"})
_OPENER = re.compile(
    rf"(?:^|[\s,;:(])(?:{'|'.join(map(re.escape, OPENERS))})\s*:?\s*$|những tên gọi[^.;“]{{0,50}}là\s*:?\s*$"
)
_THIS = re.compile(r"\s*(?:này|ấy|đó|trên|nói trên|kể trên|nêu trên)(?!\w)")
_ALL_OF_THEM = re.compile(r"\s*(?:này|ấy|đó|trên|nói trên|kể trên|nêu trên|đều)(?!\w)")


def opens_names(low: str, start: int, quote: int) -> bool:
    """Whether the words before a quote open a list of names.

    >>> opens_names("nổi bật như: “", 0, 13)
    True
    """
    return _OPENER.search(low[start:quote]) is not None


def says_this(low: str, end: int) -> bool:
    """Whether "mô hình" before `end` goes on with "này": it is a model told before."""
    return _THIS.match(low, end) is not None


def says_all(low: str, start: int, end: int) -> bool:
    """Whether a number of models at `start` counts those told before: "cả ba mô hình", "hai mô hình này"."""
    return low[max(0, start - 4) : start].strip() == "cả" or _ALL_OF_THEM.match(low, end) is not None


def called(view: View, quotes: list[Quote], start: int, end: int) -> list[Quote]:
    """The quotes before a "mô hình" at [start, end) that the word calls models, left to right.

    “Chợ đêm văn minh”, “Sân chơi dưới dạ cầu”, đây đều là mô hình do Đoàn phường đề xuất.
    """
    before = [quote for quote in quotes if quote.end <= start]
    if not before or not _calls(view.low, before[-1].end, start, end):
        return []
    names = [before[-1]]
    for quote in reversed(before[:-1]):
        if not _BETWEEN.fullmatch(view.low, quote.end, names[0].start):
            break
        names.insert(0, quote)
    return names


def _calls(low: str, quote_end: int, start: int, end: int) -> bool:
    gap = low[quote_end:start]
    told = gap.strip()
    if not told or len(gap) > _GAP_MOST or told in {"và", "cùng", ", và", ";", ".", "và các", "cùng các"}:
        return False
    after = low[end : end + 40].lstrip()
    listed = MARK_RUN.match(after) is not None  # "“A”, 02 mô hình “B”" is a list
    if _is_apposed(told) and not listed:
        return True
    if _EXPLAINED.fullmatch(gap) and _RELATIVE.match(low, end):
        return True
    return len(gap) <= _CALLING_MOST and _goes_on(low, gap, end, listed=listed)


def _is_apposed(told: str) -> bool:
    """Whether only a dash or "một" parts a name from "mô hình": “A” - một mô hình …."""
    return told in _DASHES or _ONE.fullmatch(told) is not None


def _goes_on(low: str, gap: str, end: int, *, listed: bool) -> bool:
    """Whether words of calling lead to the "mô hình" before `end`, or the words after it go on."""
    after = low[end : end + 40].lstrip()
    receiver = _RECEIVER.match(gap)
    words: list[str] = _WORD.findall(gap[receiver.end() :] if receiver else gap)
    if not all(word in CALLING or word in ",-–—(;" or word.isdigit() for word in words):
        return False
    if {"là", "gọi", "xem", "coi", "chọn", "thành"} & set(words):
        return True
    plural = bool(words) and words[-1] in _PLURAL
    if any(
        after.startswith(word) and not after[len(word) : len(word) + 1].isalnum()
        for word in (GOING_ON_PLURAL if plural else GOING_ON)
    ):
        return words[0] != ";"
    if listed:
        return False
    clause = re.split(r"[,.;:]", low[end : end + 60])[0]
    counted = bool(words) and (words[-1].isdigit() or words[-1] in {"hai", "ba", "bốn", "năm"})
    return counted or (not plural and re.search(r"\b(?:đầu tiên|duy nhất)\b", clause) is not None)
