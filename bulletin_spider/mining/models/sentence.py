"""Models of one sentence: every "mô hình" with its quotes, lists, descriptions and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.called import called
from bulletin_spider.mining.models.counts import is_target, number_before, tells_count
from bulletin_spider.mining.models.entries import Found, counted, described, named
from bulletin_spider.mining.models.gaps import (
    is_administrative,
    is_movement,
    is_partial,
    leads_to,
    opens_list,
)
from bulletin_spider.mining.models.lexicon import WORD
from bulletin_spider.mining.models.lists import unquoted_list
from bulletin_spider.mining.models.members import (
    members_after,
    opened_list,
    opened_names,
    other_list,
    plain_member,
)
from bulletin_spider.mining.models.phrases import Phrase, is_of_another_field
from bulletin_spider.mining.models.things import is_thing
from bulletin_spider.mining.models.totals import drop_listed_total
from bulletin_spider.mining.quotes import Quote

# "các mô hình hay" tells of models in general unless a list follows.
_PLURAL = frozenset({"các", "những", "nhiều", "số", "mỗi", "từng", "mọi", "bất kỳ", "vài"})
# "theo mô hình nhà vườn", "chuyển đổi mô hình sản xuất" tell of a type.
_TYPED = ("nghiên cứu", "khảo sát", "theo", "chuyển đổi", "thay đổi", "chuyển từ", "chuyển sang", "tặng")
_ORDINAL_AFTER = re.compile(r" thứ [^,;.]{2,30} sau(?: mô hình)? ?")


class _Head(NamedTuple):
    """One word "mô hình"; places are offsets in the view."""

    first: int
    """Where the number before the word starts, or the word itself."""
    start: int
    end: int
    number: int | None
    following: int
    """Where the next such word starts, or the end of the sentence."""


@dataclass
class ModelSentence:
    """Reads one sentence; `found` holds its models."""

    line: Line
    start: int
    end: int
    found: list[Found] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Where the quotes start that are read."""

    def __post_init__(self) -> None:
        self.low = self.line.view.low
        self.quotes = self.line.quotes_in(self.start, self.end)

    def read(self, heads: list[tuple[int, int]], *, announced: bool = False) -> list[Found]:
        """The models of the sentence, whose words "mô hình" stand at `heads`.

        With `announced` the sentence before tells of models, so that names may follow without the word.
        """
        limit = heads[0][0] if heads else self.end
        other_list(self, limit)
        if announced:
            opened_list(self, self.start, limit)
        first = len(self.found)
        for number, (start, end) in enumerate(heads):
            following = heads[number + 1][0] if number + 1 < len(heads) else self.end
            if not self._in_name(start):
                count, first_of = number_before(self.low, self.start, start)
                self._head(_Head(first_of, start, end, count, following))
        drop_listed_total(self.low, self.found, first)
        return self.found

    def inner(self, quote: Quote) -> str:
        """The words of a quote in lower case."""
        return self.low[quote.inner_start : quote.inner_end].strip()

    def _head(self, head: _Head) -> None:
        end, has_number = head.end, head.number is not None
        if self._called(head.start, end) or is_thing(self, head.first, end, counted=has_number):
            return
        quotes = [q for q in self.quotes if end <= q.start < head.following and q.start not in self.taken]
        if quotes and is_of_another_field(self.low, end):
            quotes = []
        if quotes and _ORDINAL_AFTER.fullmatch(self.low, end, quotes[0].start):
            opened_names(self, quotes)
        elif quotes and leads_to(self.low[end : quotes[0].start], many=has_number or self._are_many(head)):
            self._quoted(head, quotes)
        else:
            self._plain(head, quotes)

    def _plain(self, head: _Head, quotes: list[Quote]) -> None:
        """Read a "mô hình" that leads to no quote: a number, a list or a description."""
        if head.number is not None:
            if tells_count(self.low, self.start, head.first):
                self.found.append(counted(self.line, head.first, head.end, head.number))
            if not unquoted_list(self, head.end, head.following, count=head.number):
                opened_list(self, head.end, head.following)
        elif not unquoted_list(self, head.end, head.following):
            known = len(self.found)
            self._description(head, quotes)
            if len(self.found) == known:
                opened_list(self, head.end, head.following)

    def _are_many(self, head: _Head) -> bool:
        """Whether "các" or "một số" stands before the word."""
        before = self.low[max(self.start, head.first - 10) : head.first].split()
        return before[-1:] in (["các"], ["những"], ["số"])

    def _in_name(self, at: int) -> bool:
        """Whether the word at an offset is part of a quoted name."""
        around = (q for q in self.quotes if q.inner_start <= at < q.inner_end)
        return any(len(self.inner(q).split()) < 12 for q in around)

    def _called(self, start: int, end: int) -> bool:
        """“Chú cá ăn nhựa” - mô hình của …: the names stand before the word."""
        names = called(self.line.view, self.quotes, start, end)
        names = [
            quote
            for quote in names
            if not is_movement(self.inner(quote)) and len(self.inner(quote).split()) <= 12
        ]
        for quote in names:
            if quote.start not in self.taken:
                self.taken.add(quote.start)
                self.found.append(
                    named(self.line, quote.start, quote, end=end if quote is names[-1] else None)
                )
        return bool(names)

    def _description(self, head: _Head, quotes: list[Quote]) -> None:
        """Mô hình nuôi lươn không bùn: a name without quotes."""
        start = head.start
        before = self.low[max(self.start, start - 30) : start].split()
        if before and before[-1] in _PLURAL:
            return
        phrase = Phrase(self.line.view, head.end, head.following)
        typed = " ".join(before).endswith(_TYPED) and not phrase.concrete
        if not phrase.generic and not typed and not is_target(self.low, self.start, start):
            self.found.append(described(self.line, start, phrase.spans[0][0], phrase.end))
            members_after(self, phrase.end, quotes, listed=False)

    def _quoted(self, head: _Head, quotes: list[Quote]) -> None:
        """Mô hình “A”, “B” của …, và 112 “C”: the first quote and the members after it."""
        quote, gap, count = quotes[0], self.low[head.end : quotes[0].start], head.number
        self.taken.add(quote.start)
        if is_administrative(self.inner(quote)):
            return
        total = None
        if count is not None and tells_count(self.low, self.start, head.first):
            total = counted(self.line, head.first, head.start + len(WORD), count)
        if is_movement(self.inner(quote)):
            self.found += [total] if total is not None else []
            return
        listed, before = opens_list(gap), len(self.found)
        if listed:
            self.found.append(named(self.line, quote.start, quote))
        else:
            start, told = (head.first, count) if total else (head.start, None)
            self.found.append(named(self.line, start, quote, told))
        last = members_after(self, quote.end, quotes[1:], listed=listed or count is not None)
        if listed:
            plain_member(self, last)
        members = len(self.found) - before
        if count is not None and members == count and members > 1 and not is_partial(gap):
            self.found[before] = replace(self.found[before], count=None)
        elif total is not None and listed:
            self.found.insert(before, total)
