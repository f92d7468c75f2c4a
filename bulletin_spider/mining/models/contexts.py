"""Clauses around "mô hình" that tell of no local model: proposals, models abroad, "có mô hình … thì"."""

from __future__ import annotations

import re

from bulletin_spider.mining.models.counts import is_target
from bulletin_spider.mining.models.lexicon import ABROAD, PROPOSALS, PROPOSED

_CLAUSE = 160
_MAKING = "|".join(PROPOSED)
_PROPOSED = re.compile(
    rf"(?<!\w)(?<!người )(?<!do )(?<!đã )(?<!từng )(?:{'|'.join(PROPOSALS)})(?: (?:{_MAKING})(?!\w))*+ ?$"
)
_ABROAD = re.compile(rf"(?:^|[,;:] )(?:ở |tại )?(?:{'|'.join(ABROAD)})(?!\w| về)[^.;:]*$")
_THERE_IS = re.compile(
    r"(?:^|[,;:…] ?)(?:(?:cũng|vẫn|nhưng|tuy nhiên,?) )*+có(?: những| nhiều| một số| nơi| chỗ)? ?$"
)
_JUDGES = re.compile(r" (?:thì|mà|nhưng|song|lại|chỉ|rồi)(?!\w)")


def is_only_talk(low: str, start: int, head: int, end: int) -> bool:
    """Whether the unquoted model at [head, end) is a plan, a proposal, abroad, or any of a kind."""
    return (
        is_target(low, start, head)
        or is_proposed(low, start, head)
        or is_abroad(low, start, head)
        or is_some(low, start, head, end)
    )


def is_proposed(low: str, start: int, head: int) -> bool:
    """Whether the model at `head` is only proposed: "đề xuất thử một mô hình …", but not "người đề xuất".

    >>> low = "cô đề xuất thử một mô hình đánh giá"
    >>> is_proposed(low, 0, low.index("mô"))
    True
    """
    before = _before(low, start, head)
    return any(word in before for word in PROPOSALS) and _PROPOSED.search(before) is not None


def is_abroad(low: str, start: int, head: int) -> bool:
    """Whether the clause before `head` opens abroad: "Ở châu Âu có ba mô hình …"."""
    return _ABROAD.search(_before(low, start, head)) is not None


def is_some(low: str, start: int, head: int, end: int) -> bool:
    """Whether a clause judges some model of a kind: "có mô hình dựng biển thì to"."""
    return _JUDGES.match(low, end) is not None and _THERE_IS.search(_before(low, start, head)) is not None


def _before(low: str, start: int, head: int) -> str:
    return low[max(start, head - _CLAUSE) : head].lstrip()
