"""Quoted members of a list of models: the quotes after a first one, or after words that open a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from bulletin_spider.mining.models.called import opens_names
from bulletin_spider.mining.models.counts import number_before
from bulletin_spider.mining.models.entries import described, named
from bulletin_spider.mining.models.gaps import is_movement, is_other_noun
from bulletin_spider.mining.models.phrases import Phrase
from bulletin_spider.mining.quotes import Quote

if TYPE_CHECKING:
    from bulletin_spider.mining.models.sentence import ModelSentence

_OWNER = re.compile(r"\s*(?:của|do|ở|tại|trên|trong|\()")
_LAST_PART = re.compile(r"[,;:/–+•-]|\s(?:và|cùng|hoặc|với|đến|hay)\s|^\s*(?:và|cùng|hoặc)\s")
_NEXT_PLAIN = re.compile(r"[^,;.:]{0,40}(?:[,;]|\svà)\s+")
_CAPITAL_MEMBER = regex.compile(r",\s*(\p{Lu}\p{Ll}*+ [^,;.()“”\"]++)(?:\s*\([^()]*+\))?,")
_BETWEEN_SEMICOLONS = re.compile(r"(?<=; )([^;:.“”\"]++)(?=;)")
_OF = re.compile(r"(?<!\w)của (\w+)")
_GAP_MOST = 90


def members_after(sentence: ModelSentence, end: int, quotes: list[Quote], *, listed: bool) -> int:
    """Keep the quoted members that follow a model; gives the end of the last."""
    for quote in quotes:
        gap = sentence.low[end : quote.start]
        if len(gap) > _GAP_MOST * (2 if listed else 1):
            break
        parts = _LAST_PART.split(gap)
        last = parts[-1].strip()
        count, first = number_before(sentence.low, end, quote.start)
        alone = not last or (count is not None and sentence.low[first : quote.start].strip() == last)
        noun = listed and not is_other_noun(last) and len(last.split()) <= 4
        owned = not parts[0].strip() or _OWNER.match(gap) is not None
        more = opens_names(sentence.low, end, quote.start)  # "“A” đã quen thuộc còn có “B”"
        if not more and ((len(parts) < 2 and last) or not (alone or noun) or not (owned or listed)):
            break
        if listed:
            _between(sentence, end, quote.start)
        sentence.taken.add(quote.start)
        if not is_movement(sentence.inner(quote)):
            sentence.found.append(
                named(sentence.line, first if count is not None else quote.start, quote, count)
            )
        end = quote.end
    return end


def _between(sentence: ModelSentence, start: int, end: int) -> None:
    """“A”, Nhà vệ sinh chợ sạch, và “B”; ủ phân của hộ ông Y; “C”: names without quotes between two with."""
    found = _CAPITAL_MEMBER.search(sentence.line.view.plain, start, end)
    if found is not None and 2 < len(found[1].split()) < 9:
        sentence.found.append(described(sentence.line, found.start(1), found.start(1), found.end(1)))
    for piece in _BETWEEN_SEMICOLONS.finditer(sentence.low, start, end):
        phrase = Phrase(sentence.line.view, piece.start(1), piece.end(1), listed=True)
        if phrase.length > 2 and not phrase.generic:
            sentence.found.append(described(sentence.line, phrase.start, phrase.start, phrase.end))


def plain_member(sentence: ModelSentence, end: int) -> None:
    """“A”, “B”, tổ phụ nữ tiết kiệm: an unquoted member at the end of a quoted list."""
    gap = _NEXT_PLAIN.match(sentence.low, end, sentence.end)
    if gap is None or any(q.start >= end for q in sentence.quotes):
        return
    phrase = Phrase(sentence.line.view, gap.end(), sentence.end, listed=True)
    told = phrase.concrete or _owned_alike(sentence, gap, phrase)
    if told and phrase.length > 2 and not phrase.generic:
        sentence.found.append(described(sentence.line, gap.end(), gap.end(), phrase.end))


def _owned_alike(sentence: ModelSentence, gap: re.Match[str], phrase: Phrase) -> bool:
    """“A” của Trường X, xe đạp học đường của Trường Y: the last member has an owner like the one before."""
    last, own = _OF.search(gap[0]), _OF.search(sentence.low, phrase.start, phrase.end)
    rest = sentence.low[phrase.end : sentence.end].strip(" .")
    return last is not None and own is not None and last[1] == own[1] and not rest
