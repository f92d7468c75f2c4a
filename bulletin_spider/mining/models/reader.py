"""Models of a text: its sentences, lists and tables read in order, then settled into entries."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.called import opens_names, says_this
from bulletin_spider.mining.models.entries import Found, settle
from bulletin_spider.mining.models.heads import Heads
from bulletin_spider.mining.models.items import items_under
from bulletin_spider.mining.models.lexicon import EXHIBITION, LIST_HEADS, THINGS
from bulletin_spider.mining.models.sentence import ModelSentence
from bulletin_spider.mining.models.tables import table_models
from bulletin_spider.mining.models.things import shows
from bulletin_spider.mining.models.told_before import (
    launched_in,
    model_before,
    says_this_is,
    torn_off,
)
from bulletin_spider.mining.models.totals import drop_totals, settle_number
from bulletin_spider.mining.quotes import MARK_RUN
from bulletin_spider.records.mention import ModelMention

_OTHER_HEADS = tuple(word for word in LIST_HEADS if word != "mô hình")
# How many lines an exhibition of scale models goes on after it is first told.
_EXHIBITION_LINES = 2


@dataclass
class _Reader:
    lines: list[Line]
    found: list[Found] = field(default_factory=list)
    banned: set[str] = field(default_factory=set)
    """Quoted names of scale models."""
    announced: int = -1
    """The line that may open with names of models that the line before tells of."""
    exhibition: int = 0
    """The line up to which scale models are told."""

    def __post_init__(self) -> None:
        low = self.lines[0].view.low
        self.heads = Heads(low)
        self.other = any(word in low for word in _OTHER_HEADS)

    def read(self) -> None:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            heads = self.heads.within(line.start, line.end)
            if line.is_row:
                index = self._table(index) if heads else index + 1
            elif not heads:
                self._without_head(line)
                index += 1
            else:
                before = len(self.found)
                self._sentences(line)
                self.found += torn_off(self.lines, index, heads[-1][1])
                index = self._items(index, before) if line.opens_list else index + 1
        if not self.found and self.heads.within(self.lines[0].end, self.lines[-1].end):
            self.found += launched_in(self.lines[0])

    def _without_head(self, line: Line) -> None:
        """Lists under "cách làm", "việc làm" or a line of models have no "mô hình" of their own."""
        low = line.view.low
        if (
            line.number == self.announced
            and line.quotes
            and opens_names(low, line.start, line.quotes[0].start)
        ):
            self.found += ModelSentence(line, *line.sentences[0]).read([], announced=True)
        elif self.other and any(low.find(word, line.start, line.end) >= 0 for word in _OTHER_HEADS):
            for start, end in line.sentences:
                self.found += ModelSentence(line, start, end).read([])

    def _sentences(self, line: Line) -> None:
        low = line.view.low
        announced, numbered = line.number == self.announced, False
        for start, end in line.sentences:
            after_number, numbered = numbered, False
            heads = self.heads.within(start, end)
            if heads and says_this_is(low, start, end):
                self._take_before(line, start, end)
            sentence = ModelSentence(line, start, end)
            shown = heads and shows(sentence, THINGS)
            if heads and shows(sentence, EXHIBITION):
                self.exhibition = line.number + _EXHIBITION_LINES
            if heads and (shown or line.number < self.exhibition):
                self.banned |= {low[q.inner_start : q.inner_end].strip() for q in sentence.quotes}
            elif heads or (sentence.quotes and (self.other or announced)):
                known = len(self.found)
                for item in sentence.read(heads, announced=announced, numbered=after_number):
                    self.found += [item] if item.name else settle_number(line, item, self.found)
                if len(self.found) == known:
                    self._told_before(line, heads)
                numbered = {item.name for item in self.found[known:]} == {None}
            announced = bool(heads) or (announced and bool(sentence.quotes))
        if line.sentences and self.heads.within(*line.sentences[-1]):
            self.announced = line.number + 1

    def _told_before(self, line: Line, heads: list[tuple[int, int]]) -> None:
        """… dựng “Trạm nước đầu ngõ”. … theo mô hình này: the quotes of the sentences before."""
        this = next((span for span in heads if says_this(line.view.low, span[1])), None)
        if this is not None:
            self._take_before(line, *this)

    def _take_before(self, line: Line, start: int, end: int) -> None:
        found = model_before(self.lines, line, start, end, self.found)
        if found is not None:
            self.found.append(found)

    def _items(self, index: int, before: int) -> int:
        """Read the items under a line, which may replace its number; gives the line after them."""
        number = self.lines[index].number
        told = range(before, len(self.found))
        at = next((n for n in told if self.found[n].line == number and self.found[n].name is None), None)
        total = None if at is None else self.found[at]
        items = items_under(self.lines, index, self.heads, None if total is None else total.count or 0)
        for models in items:
            self.found += models
        if at is not None and total is not None and len(items) == total.count:
            del self.found[at]
        return index + 1 + len(items)

    def _table(self, index: int) -> int:
        found, end = table_models(self.lines, index, self.heads)
        self.found += found
        return end


def models_in(lines: list[Line]) -> list[ModelMention]:
    """The models that the lines mention, each once, in order."""
    reader = _Reader(lines)
    if not reader.heads.spans and not (reader.other and MARK_RUN.search(lines[0].view.plain)):
        return []
    reader.read()
    found = [item for item in reader.found if item.is_name or item.name is None]
    return settle(drop_totals(found), reader.banned)
