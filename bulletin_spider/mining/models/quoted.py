"""Quoted names right after "mô hình", and how many models they tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin_spider.mining.models.counts import tells_count
from bulletin_spider.mining.models.entries import counted, named
from bulletin_spider.mining.models.gaps import is_administrative, is_movement, is_partial, opens_list
from bulletin_spider.mining.models.heads import Head
from bulletin_spider.mining.models.lexicon import WORD
from bulletin_spider.mining.models.members import members_after, plain_member
from bulletin_spider.mining.quotes import Quote

if TYPE_CHECKING:
    from bulletin_spider.mining.models.sentence import ModelSentence


def quoted_names(sentence: ModelSentence, head: Head, quotes: list[Quote]) -> None:
    """Mô hình “A”, “B” của …, và 112 “C”: the first quote and the members after it."""
    quote, gap, count = quotes[0], sentence.low[head.end : quotes[0].start], head.number
    sentence.taken.add(quote.start)
    if is_administrative(sentence.inner(quote)):
        return
    total = None
    if count is not None and tells_count(sentence.low, sentence.start, head.first):
        total = counted(sentence.line, head.first, head.start + len(WORD), count)
    if is_movement(sentence.inner(quote)):
        sentence.found += [total] if total is not None else []
        return
    listed, before = opens_list(gap), len(sentence.found)
    if listed:
        sentence.found.append(named(sentence.line, quote.start, quote))
    else:
        start, told = (head.first, count) if total else (head.start, None)
        sentence.found.append(named(sentence.line, start, quote, told))
    last = members_after(sentence, quote.end, quotes[1:], listed=listed or count is not None)
    if listed:
        plain_member(sentence, last)
    members = len(sentence.found) - before
    if count is not None and members == count and members > 1 and not is_partial(gap):
        sentence.found[before] = replace(sentence.found[before], count=None)
    elif total is not None and listed:
        sentence.found.insert(before, total)
