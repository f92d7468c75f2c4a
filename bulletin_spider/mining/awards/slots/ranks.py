"""Ranks and names of prizes: "Nhất", "III", "Khuyến khích", “Mâm cơm tiết kiệm nhất”."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.slots.titles import STOPS, title, words_to
from bulletin_spider.mining.lexicon import words

_RANKS: dict[str, list[list[str]]] = {}
for _told in sorted((rank.split() for rank in words("forms", "ranks", "words")), key=len, reverse=True):
    _RANKS.setdefault(_told[0], []).append(_told)
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "a", "b", "c", "kk"})
_PRIZE_MOST = 6
_SUPERLATIVE_MOST = 10
_ENDS = frozenset("to belong number figure give get of passive , ; : . (".split())
_PRIZE_ENDS = _ENDS | {"name", "quote", "plain"}


def rank(sentence: Sentence, at: int) -> tuple[int, str]:
    """The rank of a prize: "Nhất", "III", "Khuyến khích", “Mâm cơm tiết kiệm nhất”."""
    chunks = sentence.chunks
    if at < len(chunks) and "quote" in chunks[at].tags:
        return at + 1, words_to(sentence, at, at + 1)
    if at >= len(chunks):
        return at, ""
    ahead = " ".join(chunk.word for chunk in chunks[at : at + 5]).split()
    if ahead[:1] == ["phụ"] and at + 1 < len(chunks) and "quote" in chunks[at + 1].tags:
        return at + 2, words_to(sentence, at + 1, at + 2)
    superlative = _superlative(sentence, at)
    if superlative > at:  # "giải Tập thể có nhiều bài dự thi nhất"
        return superlative, words_to(sentence, at, superlative)
    for known in _RANKS.get(ahead[0], ()):
        compound = known == ["đồng"] and ahead[1:2] and ahead[1].isalpha() and ahead[1] not in STOPS
        if ahead[: len(known)] == known and not compound:
            length = len(" ".join(known))
            end = at
            while end < len(chunks) and chunks[end].start < chunks[at].start + length:
                end += 1
            told = sentence.text(at, end)
            return end, told.upper() if known[0] in _ROMAN else told[:1].upper() + told[1:].lower()
    if sentence.chunks[at - 1].word == "huy chương" and sentence.view.plain[chunks[at].start].isupper():
        return title(sentence, at)  # "Huy chương Quyết thắng hạng Nhất"
    return _named_prize(sentence, at)


def _superlative(sentence: Sentence, at: int) -> int:
    """The chunk after a prize that ends with "nhất" and has a name of three words or more, or `at`."""
    chunks = sentence.chunks
    for end in range(at, min(len(chunks), at + _SUPERLATIVE_MOST)):
        if chunks[end].tags & _ENDS:
            break
        if chunks[end].word.endswith("nhất") and end > at + 1:
            return end + 1
    return at


def _named_prize(sentence: Sentence, at: int) -> tuple[int, str]:
    """A prize with a name of its own: "giải trang phục đẹp cho Chi hội 6"."""
    chunks, end = sentence.chunks, at
    while end < len(chunks) and end - at < _PRIZE_MOST and not chunks[end].tags & _PRIZE_ENDS:
        end += 1
    if at < end < len(chunks) and chunks[end].tags & {"to", "belong"}:
        return end, words_to(sentence, at, end)
    return at, ""
