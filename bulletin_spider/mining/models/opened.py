"""Quoted names that open without "mô hình": behind models told before, or behind "cách làm hay"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin_spider.mining.models.called import opens_names
from bulletin_spider.mining.models.entries import named
from bulletin_spider.mining.models.gaps import is_administrative, is_movement, is_other_thing
from bulletin_spider.mining.models.lexicon import LIST_HEADS, MAKING, SPEECH
from bulletin_spider.mining.models.members import members_after, plain_member
from bulletin_spider.mining.quotes import Quote

if TYPE_CHECKING:
    from bulletin_spider.mining.models.sentence import ModelSentence

_OTHER_HEAD = re.compile(rf"(?<!\w)(?:{'|'.join(LIST_HEADS)})(?!\w)")
_MADE = re.compile(rf"(?<!\w)(?:{'|'.join(MAKING)}) ?$")


def opened_list(sentence: ModelSentence, start: int, limit: int) -> None:
    """…, tăng 4 mô hình; nổi bật như: “A”, “B”: names that the models told before open."""
    for number, quote in enumerate(sentence.quotes):
        if quote.start in sentence.taken or not start <= quote.start < limit:
            continue
        if opens_names(sentence.low, start, quote.start) and not is_movement(sentence.inner(quote)):
            opened_names(sentence, sentence.quotes[number:])
            return


def opened_names(sentence: ModelSentence, quotes: list[Quote], *, listed: bool = True) -> None:
    """Keep the first quote of a list and the members after it."""
    sentence.taken.add(quotes[0].start)
    sentence.found.append(named(sentence.line, quotes[0].start, quotes[0]))
    members_after(sentence, quotes[0].end, quotes[1:], listed=listed)


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
    plain_member(sentence, members_after(sentence, quotes[0].end, quotes[1:], listed=True))


def made_names(sentence: ModelSentence, limit: int) -> None:
    """21 mô hình. Chi bộ 3 chọn “A”; chi bộ 4 dựng “B”: after a number, verbs of making lead to names."""
    for quote in sentence.quotes:
        if quote.start >= limit:
            return
        name = sentence.inner(quote)
        made = quote.start not in sentence.taken and _MADE.search(
            sentence.low, max(sentence.start, quote.start - 20), quote.start
        )
        if made and not (is_movement(name) or is_other_thing(name) or is_administrative(name)):
            opened_names(sentence, [quote])
