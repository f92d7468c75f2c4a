"""Lists of models without quotes: "Các mô hình: A; B; C", "như trồng rau, nuôi gà"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin_spider.mining.models.entries import described, named
from bulletin_spider.mining.models.gaps import introduction
from bulletin_spider.mining.models.heads import HEAD
from bulletin_spider.mining.models.lexicon import WORD
from bulletin_spider.mining.models.phrases import Phrase
from bulletin_spider.mining.quotes import Quote

if TYPE_CHECKING:
    from bulletin_spider.mining.models.sentence import ModelSentence

_N_IN_ONE = re.compile(r"\s*\d+ trong \d")
_PEOPLE = re.compile(
    r"\s*\d+ (?:hộ|người|thành viên|hội viên|đoàn viên|gia đình|chị|anh|em|đảng viên|tổ|nhóm)(?!\w)"
)


def unquoted_list(sentence: ModelSentence, end: int, following: int, *, count: int | None = None) -> bool:
    """Các mô hình: A; B; C - or "như trồng rau, nuôi gà"; whether a list opens here."""
    intro = None if _N_IN_ONE.match(sentence.low, end) else introduction(sentence.low, end, following)
    if intro is None or _PEOPLE.match(sentence.low, intro):
        return False
    rest = sentence.low[intro : sentence.end]
    quoted = [q for q in sentence.quotes if q.start >= intro]
    split = ";" in rest and not any(";" in sentence.inner(q) for q in quoted)
    if not split and _explained(sentence, end, intro):
        return False
    if quoted and not split:
        return False
    at = intro
    headed = HEAD.search(rest) is not None
    pieces = re.split(r";|\svà\s(?=mô hình)" if split else r",|\svà\s", rest)
    split = split or len(pieces) == count  # "hai mô hình: trồng gừng dưới tán rừng và vỗ béo trâu bò"
    for piece in pieces:
        start = at + len(piece) - len(piece.lstrip())
        at += len(piece) + 1
        if piece.strip() and not HEAD.match(sentence.low, start):
            end = start + len(piece.strip().rstrip(" .…"))
            _listed_member(sentence, start, end, quoted, split=split, headed=headed)
    return True


def _explained(sentence: ModelSentence, end: int, intro: int) -> bool:
    """Whether a colon explains a name: "mô hình trường học gắn với nương chè: mỗi lớp nhận một luống"."""
    phrase = Phrase(sentence.line.view, end, intro)
    return (
        sentence.low[intro - 1] == ":"
        and not phrase.generic
        and sentence.low[phrase.end : intro].strip() == ":"
    )


def _listed_member(
    sentence: ModelSentence, start: int, end: int, quoted: list[Quote], *, split: bool, headed: bool
) -> None:
    quote = next((q for q in quoted if start <= q.start < end), None)
    if quote is not None:
        if quote.start - start < 25 and quote.start not in sentence.taken:
            sentence.taken.add(quote.start)
            sentence.found.append(named(sentence.line, quote.start, quote))
        return
    phrase = Phrase(sentence.line.view, start, end, listed=True)
    colon = sentence.low.rfind(":", sentence.start, start)
    whole = (
        phrase.end == end
        and phrase.length > 2
        and sentence.low.endswith(WORD, sentence.start, max(colon, sentence.start))
    )
    told = (split or phrase.concrete or whole) and (phrase.stands_alone or not headed)
    if phrase.length > 1 and not phrase.generic and told:
        sentence.found.append(described(sentence.line, start, start, phrase.end))
