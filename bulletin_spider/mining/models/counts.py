"""Numbers of models: "54 mô hình", "mười hai mô hình"; not targets, increases or ordinals."""

from __future__ import annotations

import re

from bulletin_spider.mining.lexicon import TOKEN
from bulletin_spider.mining.models.lexicon import COMPARED, NO_COUNT, TARGETS
from bulletin_spider.mining.numbers import SCALES, UNITS, digits, in_words

_TARGETS = re.compile(rf"(?<!\w)(?:{'|'.join(TARGETS)})(?!\w)")
_COMPARED = re.compile(rf"(?<!\w)(?:{'|'.join(COMPARED)})(?!\w)")
_NUMBER_WORDS = UNITS.keys() | SCALES.keys()
_EACH = re.compile(
    r"(?<!\w)mỗi (?:\w+ ){1,5}?(?:đăng ký|xây dựng|chọn|duy trì|thực hiện|lập|làm|có)(?: \w+){0,3} ?$"
)
_REACH = 48
_CLAUSE = 160


def number_before(low: str, start: int, end: int) -> tuple[int | None, int]:
    """The number right before `end`, and the offset where it starts.

    >>> number_before("hơn 30 ", 0, 7)
    (30, 4)
    >>> number_before("một ", 0, 4)
    (None, 4)
    """
    before = low[max(start, end - _REACH) : end].rstrip()
    last_word = before[before.rfind(" ") + 1 :]
    if not (before[-1:].isdigit() or before[-1:] == ")" or last_word in _NUMBER_WORDS):
        return None, end
    tokens = list(TOKEN.finditer(low, max(start, end - _REACH), end))
    if not tokens or low[tokens[-1].end() : end].strip():
        return None, end
    if tokens[-1][0] == ")":  # "05 (năm) mô hình"
        opening = next((n for n in range(len(tokens) - 1, -1, -1) if tokens[n][0] == "("), 0)
        tokens = tokens[:opening] or tokens
    last = tokens[-1]
    if last[0][0].isdigit():
        split = last.start() > start and low[last.start() - 1] in "/-"
        value = None if split else digits(last[0])
        return (value, last.start()) if value is not None else (None, end)
    words = [token[0] for token in tokens]
    for first in range(max(0, len(words) - 6), len(words)):
        spelled = in_words(words, first)
        if spelled is not None and spelled[0] == len(words):
            return (
                (None, end) if _no_number(words, first, spelled[1]) else (spelled[1], tokens[first].start())
            )
    return None, end


def _no_number(words: list[str], first: int, value: int) -> bool:
    """Whether it counts nothing: the article "một", the year of "30 năm", the ordinal "thứ hai"."""
    before = words[first - 1] if first else ""
    if value < 2 or before == "thứ" or words[first:] == ["tư"]:
        return True
    if words[first:] == ["năm"] and (before[:1].isdigit() or before in UNITS):
        return True  # "duy trì được hai năm mô hình …"
    return before in UNITS and before not in SCALES and first == len(words) - 1  # "năm bảy mô hình"


def tells_count(low: str, sentence_start: int, first: int) -> bool:
    """Whether the number at `first` tells how many models there are.

    >>> low = "phấn đấu xây dựng ít nhất 02 mô hình"
    >>> tells_count(low, 0, low.index("02"))
    False
    """
    before = low[max(sentence_start, first - 60) : first].split()
    while before and before[-1] in {"thêm", "được", "khoảng"}:
        before.pop()
    if before and (before[-1] in NO_COUNT or " ".join(before[-2:]) in NO_COUNT):
        return False
    clause = low[max(sentence_start, first - _CLAUSE) : first]
    compared = clause[max(clause.rfind(","), clause.rfind(";")) + 1 :]
    if _COMPARED.search(compared) and " lên " not in compared:
        return False
    return not (_TARGETS.search(clause) or _EACH.search(clause))


def is_target(low: str, sentence_start: int, first: int) -> bool:
    """Whether the clause before `first` only sets a target or a plan."""
    return _TARGETS.search(low[max(sentence_start, first - _CLAUSE) : first]) is not None
