"""Quoted members of a list of models: the quotes after a first one, or after words that open a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import regex

from bulletin_spider.mining.models.called import opens_names
from bulletin_spider.mining.models.counts import number_before
from bulletin_spider.mining.models.entries import described, named
from bulletin_spider.mining.models.gaps import is_movement, is_other_noun
from bulletin_spider.mining.models.lexicon import LIST_HEADS, SPEECH
from bulletin_spider.mining.models.phrases import Phrase
from bulletin_spider.mining.quotes import Quote

if TYPE_CHECKING:
    from bulletin_spider.mining.models.sentence import ModelSentence

_OTHER_HEAD = re.compile(rf"(?<!\w)(?:{'|'.join(LIST_HEADS)})(?!\w)")
_OWNER = re.compile(r"\s*(?:của|do|ở|tại|trên|trong|\()")
_LAST_PART = re.compile(r"[,;:/–+•-]|\s(?:và|cùng|hoặc|với|đến|hay)\s|^\s*(?:và|cùng|hoặc)\s")
_NEXT_PLAIN = re.compile(r"[^,;.:]{0,40}(?:[,;]|\svà)\s+")
_CAPITAL_MEMBER = regex.compile(r",\s*(\p{Lu}\p{Ll}*+ [^,;.()“”\"]++)(?:\s*\([^()]*+\))?,")
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
    """“A”, Nhà vệ sinh chợ sạch, và “B”: a name without quotes between two with them."""
    found = _CAPITAL_MEMBER.search(sentence.line.view.plain, start, end)
    if found is not None and 2 < len(found[1].split()) < 9:
        sentence.found.append(described(sentence.line, found.start(1), found.start(1), found.end(1)))


def plain_member(sentence: ModelSentence, end: int) -> None:
    """“A”, “B”, tổ phụ nữ tiết kiệm: an unquoted member at the end of a quoted list."""
    gap = _NEXT_PLAIN.match(sentence.low, end, sentence.end)
    if gap is None or any(q.start >= end for q in sentence.quotes):
        return
    phrase = Phrase(sentence.line.view, gap.end(), sentence.end, listed=True)
    if phrase.concrete and phrase.length > 2 and not phrase.generic:
        sentence.found.append(described(sentence.line, gap.end(), gap.end(), phrase.end))


def opened_list(sentence: ModelSentence, start: int, limit: int) -> None:
    """…, tăng 4 mô hình; nổi bật như: “A”, “B”: names that the models told before open."""
    for number, quote in enumerate(sentence.quotes):
        if quote.start in sentence.taken or not start <= quote.start < limit:
            continue
        if opens_names(sentence.low, start, quote.start) and not is_movement(sentence.inner(quote)):
            opened_names(sentence, sentence.quotes[number:])
            return


def opened_names(sentence: ModelSentence, quotes: list[Quote]) -> None:
    """Keep the first quote of a list and the members after it."""
    sentence.taken.add(quotes[0].start)
    sentence.found.append(named(sentence.line, quotes[0].start, quotes[0]))
    members_after(sentence, quotes[0].end, quotes[1:], listed=True)


def other_list(sentence: ModelSentence, limit: int) -> None:
    """Cách làm hay như: “A”, “B”: a list that opens without "mô hình"."""
    if not sentence.quotes:
        return
    head = _OTHER_HEAD.search(sentence.low, sentence.start, limit)
    quotes = [q for q in sentence.quotes if head is not None and head.end() < q.start < limit]
    if head is None or not quotes:
        return
    gap = sentence.low[head.end() : quotes[0].start]
    words = gap.replace(":", " : ").split()
    speech = len(words) > 1 and words[-1] == ":" and words[-2] in SPEECH
    if len(words) > 14 or "." in gap or speech or not {"như", "gồm", ":"} & set(words[-2:]):
        return
    sentence.taken.add(quotes[0].start)
    sentence.found.append(named(sentence.line, quotes[0].start, quotes[0]))
    members_after(sentence, quotes[0].end, quotes[1:], listed=True)
