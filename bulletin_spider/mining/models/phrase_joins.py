"""Commas and dashes inside an unquoted name: whether it goes on behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.models.lexicon import AFTER_COMMA, CLAUSE_MARKS, KEEP, PAIRS

if TYPE_CHECKING:
    from bulletin_spider.mining.models.phrases import Phrase

_TAIL_MOST = 16
MARKS = frozenset(';:.!?…()[]|–—+*•“”"«»')
_CLAUSE_ENDS = MARKS | {","}


def pairs(phrase: Phrase, index: int) -> bool:
    """Whether a dash joins two kinds of produce: "lúa – tôm càng xanh"."""
    return 0 < index <= 2 and phrase.token(index - 1) in PAIRS[1] and phrase.token(index + 1) in PAIRS[1]


def continues(phrase: Phrase, index: int) -> bool:
    """Whether the name goes on behind a comma: "nâng cấp, mở rộng", "bằng cát, sỏi và than củi"."""
    if "các" in phrase.tokens[:index] and phrase.token(index + 1) == "các":
        return True  # "các tuyến đường, các công trình"
    for kind in PAIRS:
        before = any(" ".join(phrase.tokens[index - n : index]) in kind for n in (1, 2) if index >= n)
        after = any(" ".join(phrase.tokens[index + 1 : index + 1 + n]) in kind for n in (1, 2))
        # A verb list has the verb first: "thu gom rác, phân loại rác" is a list of two.
        if before and after:
            return True
        if kind is PAIRS[0] and after and phrase.tokens[0] and _verb_before(phrase, index):
            return True
    return not _opens_clause(phrase, index + 1)


def _opens_clause(phrase: Phrase, index: int) -> bool:
    """Whether what follows a comma is a clause of its own: "…, 36 quầy hàng đã đăng ký"."""
    end = index
    while end < len(phrase.tokens) and phrase.tokens[end] not in _CLAUSE_ENDS:
        end += 1
    first = phrase.token(index)
    odd = not index + 2 <= end <= index + _TAIL_MOST
    # "…, hỗ trợ 150 triệu đồng xây nhà": what is done, and how much.
    odd = odd or any(token[0].isdigit() for token in phrase.tokens[index + 1 : index + 3])
    if odd or not first[:1].isalpha() or phrase.at(AFTER_COMMA, index):
        return True
    if phrase.token(end) == ",":
        return True  # "…, đầu tư 90 triệu đồng, bán cho nhà hàng"
    word = phrase.tokens[index : index + 2] == ["mô", "hình"]
    if word or phrase.view.plain[phrase.spans[index][0]].isupper():
        return True
    return any(
        phrase.at(CLAUSE_MARKS, at) and not phrase.at(KEEP, at - 1) and not phrase.at(KEEP, at)
        for at in range(index, end)
    )


def _verb_before(phrase: Phrase, index: int) -> bool:
    return index <= 4 and any(
        " ".join(phrase.tokens[at : at + n]) in PAIRS[0] for at in range(1, index) for n in (1, 2)
    )
