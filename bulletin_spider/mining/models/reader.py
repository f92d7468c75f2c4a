"""Models of a text: its sentences, lists and tables read in order, then settled into entries."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from bulletin_spider.mining.awards.tables.table import cells_of
from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.called import opens_names, says_this
from bulletin_spider.mining.models.counts import number_before
from bulletin_spider.mining.models.entries import Found, described, named, settle
from bulletin_spider.mining.models.gaps import is_movement
from bulletin_spider.mining.models.lexicon import EXHIBITION, LAUNCH, LIST_HEADS, RESULTS, THINGS
from bulletin_spider.mining.models.phrases import Phrase
from bulletin_spider.mining.models.sentence import HEAD, ModelSentence
from bulletin_spider.mining.models.totals import drop_totals, settle_number
from bulletin_spider.mining.quotes import MARK_RUN, Quote
from bulletin_spider.records.mention import ModelMention

_BULLET = re.compile(r"\s*(?:[-–—+*•●▪]|\(?\d{1,2}[.)/]|[a-hđ][.)])\s*")
_THIS_IS = re.compile(
    r"\s*(?:đây|đó) (?:cũng |chính |được xem |được coi )*là (?:một |một trong những )?mô hình"
)
_WITH_NAME = re.compile(r"(?:tên|tên gọi|mang tên|gọi là|tên là)\s*:?\s*$")
_OTHER_HEADS = tuple(word for word in LIST_HEADS if word != "mô hình")
_BULLET_MOST = 160
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
        self.heads = [
            found.span()
            for found in HEAD.finditer(low)
            if not (found.start() and low[found.start() - 1].isalnum())
        ]
        self.starts = [start for start, _ in self.heads]
        self.other = any(word in low for word in _OTHER_HEADS)

    def _heads(self, start: int, end: int) -> list[tuple[int, int]]:
        return self.heads[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def read(self) -> None:
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            heads = self._heads(line.start, line.end)
            if line.is_row:
                index = self._table(index) if heads else index + 1
            elif not heads:
                self._without_head(line)
                index += 1
            else:
                before = len(self.found)
                self._sentences(line)
                index = self._bullets(index, before) if line.opens_list else index + 1
        if not self.found and self._heads(self.lines[0].end, self.lines[-1].end):
            self._title_only()

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
        announced = line.number == self.announced
        for start, end in line.sentences:
            heads = self._heads(start, end)
            if heads and _THIS_IS.match(low, start, end):
                self._called_model(line, start, end)
            sentence = ModelSentence(line, start, end)
            shown = heads and self._shows(sentence, THINGS)
            if heads and self._shows(sentence, EXHIBITION):
                self.exhibition = line.number + _EXHIBITION_LINES
            if heads and (shown or line.number < self.exhibition):
                self.banned |= {low[q.inner_start : q.inner_end].strip() for q in sentence.quotes}
            elif heads or (sentence.quotes and (self.other or announced)):
                known = len(self.found)
                for item in sentence.read(heads, announced=announced):
                    self.found += [item] if item.name else settle_number(line, item, self.found)
                if len(self.found) == known:
                    self._told_before(line, heads)
            announced = bool(heads) or (announced and bool(sentence.quotes))
        if line.sentences and self._heads(*line.sentences[-1]):
            self.announced = line.number + 1

    def _shows(self, sentence: ModelSentence, words: tuple[str, ...]) -> bool:
        """Whether a sentence tells of an exhibition or of things; what stands in quotes does not count."""
        low, at, told = sentence.low, sentence.start, ""
        if not any(map(low[at : sentence.end].__contains__, words)):
            return False
        for quote in sentence.quotes:
            told += low[at : quote.start] + " "
            at = quote.end
        told += low[at : sentence.end]
        return any(word in told for word in words) and not any(word in told for word in RESULTS)

    def _told_before(self, line: Line, heads: list[tuple[int, int]]) -> None:
        """… dựng “Trạm nước đầu ngõ”. … theo mô hình này: the quotes of the sentences before."""
        for start, end in heads:
            if says_this(line.view.low, end):
                self._called_model(line, start, end)
                return

    # -- lists and tables -----------------------------------------------------------------------

    def _bullets(self, index: int, before: int) -> int:
        """The items under "… mô hình:": each is a model, with or without the word."""
        head = self.lines[index]
        total = next((f for f in self.found[before:] if f.line == head.number and f.name is None), None)
        members = 0
        at = index + 1
        while at < len(self.lines) and (total is None or members < (total.count or 0)):
            items = self._bullet(self.lines[at])
            if not items:
                break
            self.found += items
            members += 1
            at += 1
        if total is not None and members == total.count:
            self.found.remove(total)
        return at

    def _bullet(self, line: Line) -> list[Found]:
        low, length = line.view.low, line.end - line.start
        bullet = _BULLET.match(low, line.start, line.end)
        start = bullet.end() if bullet else line.start
        heads = self._heads(start, line.end)
        head = heads[0] if heads and heads[0][0] == start else None
        at = head[1] if head else start
        quote = next((q for q in line.quotes if q.start - at <= 40), None)
        if heads and not head:  # "Hội Nông dân: mô hình nuôi lươn không bùn"
            return [f for s, e in line.sentences for f in ModelSentence(line, s, e).read(self._heads(s, e))]
        if quote is not None and (head or quote.start == start or length < _BULLET_MOST):
            first = head[0] if head else quote.start
            return [named(line, first, quote, number_before(low, start, first)[0])]
        if not head and (length > 120 or ". " in low[line.start : line.end]):
            return []
        if not head and not bullet and not line.view.plain[start].isupper() and length > 80:
            return []
        while at < line.end and low[at] in " :":
            at += 1
        phrase = Phrase(line.view, at, line.end, listed=True)
        if not phrase.length or (head and phrase.generic):
            return []
        return [described(line, head[0] if head else at, at, phrase.end)]

    def _table(self, index: int) -> int:
        """A table with a column "Tên mô hình": each row holds a model."""
        titles = [self.lines[index].view.low[start:end] for start, end in cells_of(self.lines[index])]
        column = next((n for n, title in enumerate(titles) if HEAD.search(title) and len(title) < 30), None)
        index += 1
        while index < len(self.lines) and self.lines[index].is_row:
            cells = cells_of(self.lines[index])
            if column is not None and column < len(cells):
                self._cell(self.lines[index], *cells[column])
            index += 1
        return index

    def _cell(self, line: Line, start: int, end: int) -> None:
        quote = next((q for q in line.quotes if start <= q.start and q.end <= end), None)
        heads = [span for span in self._heads(start, end) if span[0] == start]
        if quote is not None:
            self.found.append(named(line, start, quote))
            return
        name = heads[0][1] + 1 if heads else start
        if len(line.view.low[name:end].split()) > 1:
            self.found.append(described(line, start, name, end))

    # -- names told without the word ------------------------------------------------------------

    def _called_model(self, line: Line, start: int, end: int) -> None:
        """CLB “X” … Đây là mô hình …: the thing named before, in the sentence before if it is not known yet."""
        low = line.view.low
        told = [q for q in line.quotes if start <= q.start < end and _WITH_NAME.search(low, start, q.start)]
        sentence = next((span for span in reversed(line.sentences) if span[1] <= start), (start, start))
        known = {f.keep for f in self.found}
        before = [q for q in line.quotes_in(*sentence) if q.inner_start not in known]
        if not (told or before) and any(
            f.line == line.number and f.name and f.span[1] <= start for f in self.found
        ):
            return  # the model of the paragraph
        near = [line, *reversed(self.lines[max(0, line.number - 2) : line.number]), self.lines[0]]
        if told or before:
            self._take(line, told or before[-1:])
            return
        for candidate in near:
            if self._take(candidate, [q for q in candidate.quotes if q.end <= start]):
                return

    def _take(self, line: Line, quotes: list[Quote]) -> bool:
        """Keep the last quote that can be a model's name, if there is one."""
        low = line.view.low
        for quote in reversed(quotes):
            found = named(line, quote.start, quote)
            speech = low[max(line.start, quote.start - 2) : quote.start].rstrip().endswith(":")
            if (
                found.is_name
                and not speech
                and not is_movement(low[quote.inner_start : quote.inner_end].strip())
            ):
                self.found.append(found)
                return True
        return False

    def _title_only(self) -> None:
        """A name that is launched in the title, where the body only says "một mô hình"."""
        title = self.lines[0]
        low = title.view.low
        for quote in title.quotes:
            launched = low[title.start : quote.start].rstrip().endswith(LAUNCH)
            if launched and not is_movement(low[quote.inner_start : quote.inner_end].strip()):
                self.found.append(named(title, quote.start, quote))


def models_in(lines: list[Line]) -> list[ModelMention]:
    """The models that the lines mention, each once, in order."""
    reader = _Reader(lines)
    if not reader.heads and not (reader.other and MARK_RUN.search(lines[0].view.plain)):
        return []
    reader.read()
    found = [item for item in reader.found if item.is_name or item.name is None]
    return settle(drop_totals(found), reader.banned)
