"""Models of one sentence: every "mô hình" with its quotes, lists, descriptions and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.called import called
from bulletin_spider.mining.models.contexts import is_abroad, is_only_talk
from bulletin_spider.mining.models.counts import number_before, tells_count
from bulletin_spider.mining.models.entries import Found, counted, described, named
from bulletin_spider.mining.models.gaps import is_movement, joins, leads_to
from bulletin_spider.mining.models.heads import Head
from bulletin_spider.mining.models.introduced import introduced_name
from bulletin_spider.mining.models.lexicon import TYPED
from bulletin_spider.mining.models.lists import unquoted_list
from bulletin_spider.mining.models.members import members_after
from bulletin_spider.mining.models.opened import made_names, opened_list, opened_names, other_list
from bulletin_spider.mining.models.phrases import Phrase, is_of_another_field
from bulletin_spider.mining.models.quoted import quoted_names
from bulletin_spider.mining.models.things import is_thing
from bulletin_spider.mining.models.totals import drop_listed_total
from bulletin_spider.mining.quotes import Quote

# "các mô hình hay" tells of models in general unless a list follows.
_PLURAL = frozenset({"các", "những", "nhiều", "số", "mỗi", "từng", "mọi", "bất kỳ", "vài"})
_ORDINAL_AFTER = re.compile(r" thứ [^;:.]{2,90}?[ ,]sau(?: mô hình)? ?")


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

    def read(
        self, heads: list[tuple[int, int]], *, announced: bool = False, numbered: bool = False
    ) -> list[Found]:
        """The models of the sentence, whose words "mô hình" stand at `heads`.

        With `announced` the sentence before tells of models, so that names may follow without the word;
        with `numbered` it tells only how many there are, so that verbs of making lead to names too.
        """
        limit = heads[0][0] if heads else self.end
        other_list(self, limit)
        if announced:
            opened_list(self, self.start, limit)
        if numbered:
            made_names(self, limit)
        first = len(self.found)
        for number, (start, end) in enumerate(heads):
            following = heads[number + 1][0] if number + 1 < len(heads) else self.end
            if not self._in_name(start):
                count, first_of = number_before(self.low, self.start, start)
                self._head(Head(first_of, start, end, count, following))
        drop_listed_total(self.low, self.found, first)
        return self.found

    def inner(self, quote: Quote) -> str:
        """The words of a quote in lower case."""
        return self.low[quote.inner_start : quote.inner_end].strip()

    def _head(self, head: Head) -> None:
        end, has_number = head.end, head.number is not None
        if self._called(head.start, end) or is_thing(self, head.first, end, counted=has_number):
            return
        quotes = [q for q in self.quotes if end <= q.start < head.following and q.start not in self.taken]
        if quotes and is_of_another_field(self.low, end):
            quotes = []
        if quotes and _ORDINAL_AFTER.fullmatch(self.low, end, quotes[0].start):
            opened_names(self, quotes)
        elif quotes and leads_to(self.low[end : quotes[0].start], many=has_number or self._are_many(head)):
            if joins(self.low[end : quotes[0].start]):
                self._joined(head, quotes)
            else:
                quoted_names(self, head, quotes)
        else:
            self._plain(head, quotes)

    def _joined(self, head: Head, quotes: list[Quote]) -> None:
        """Mô hình nuôi gà và “A”: a name without quotes, and one with them."""
        # "hai mô hình nuôi gà và “A”"
        self._plain(head._replace(number=None) if head.number == len(quotes) + 1 else head, quotes)
        if quotes[0].start not in self.taken and not is_movement(self.inner(quotes[0])):
            opened_names(self, quotes, listed=False)

    def _plain(self, head: Head, quotes: list[Quote]) -> None:
        """Read a "mô hình" that leads to no quote: a number, a list or a description."""
        if head.number is not None:
            told = tells_count(self.low, self.start, head.first)
            if told and not is_abroad(self.low, self.start, head.first):
                self.found.append(counted(self.line, head.first, head.end, head.number))
            if not unquoted_list(self, head.end, head.following, count=head.number):
                opened_list(self, head.end, head.following)
        elif not (
            introduced_name(self, head.start, head.end, head.following)
            or unquoted_list(self, head.end, head.following)
        ):
            known = len(self.found)
            self._description(head, quotes)
            if len(self.found) == known:
                opened_list(self, head.end, head.following)

    def _are_many(self, head: Head) -> bool:
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

    def _description(self, head: Head, quotes: list[Quote]) -> None:
        """Mô hình nuôi lươn không bùn: a name without quotes."""
        start = head.start
        before = self.low[max(self.start, start - 30) : start].split()
        if before and before[-1] in _PLURAL:
            return
        phrase = Phrase(self.line.view, head.end, head.following)
        typed = " ".join(before).endswith(TYPED) and not phrase.concrete
        if not (phrase.generic or typed or is_only_talk(self.low, self.start, start, phrase.end)):
            self.found.append(described(self.line, start, phrase.spans[0][0], phrase.end))
            members_after(self, phrase.end, quotes, listed=False)
