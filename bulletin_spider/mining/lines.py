"""The blocks of a bulletin as lines: title, paragraphs, captions, list items, table rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from bulletin_spider.mining.quotes import Quote, quotes_in
from bulletin_spider.mining.sentences import sentences_in
from bulletin_spider.mining.view import View

_CAPTION_MOST = 160


@dataclass
class Line:
    """One line of the view."""

    view: View
    number: int
    start: int
    end: int
    aside: bool = False
    """Title, caption or subheading: it repeats what the paragraphs tell."""

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotes of the line."""
        return quotes_in(self.view, self.start, self.end)

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """The quotes that lie within [start, end)."""
        quotes = self.quotes
        first = bisect_left(quotes, start, key=lambda quote: quote.start)
        last = bisect_right(quotes, end, key=lambda quote: quote.end)
        return quotes[first:last]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the line."""
        return list(sentences_in(self.view, self.start, self.end, self.quotes))

    @property
    def opens_list(self) -> bool:
        """Whether the line ends with a colon, so that list items or rows follow."""
        return self.view.plain[self.end - 1] == ":"

    @property
    def is_row(self) -> bool:
        """Whether the line is a table row."""
        return self.view.plain.find(" | ", self.start, self.end) >= 0


def lines_of(view: View) -> list[Line]:
    """The lines, with the title and what looks like a caption marked as asides."""
    lines = [Line(view, number, start, end) for number, (start, end) in enumerate(view.lines)]
    stops = sum(view.plain[line.end - 1] in ".!?…" for line in lines[1:])
    long_lines = sum(line.end - line.start > _CAPTION_MOST for line in lines[1:])
    in_list = False
    for line in lines:
        last = view.plain[line.end - 1]
        if line.number == 0:
            line.aside = True
            continue
        in_list = last in ":;" or (in_list and last not in ".!?")
        if not in_list and stops * 2 > long_lines and stops > 0:
            short = line.end - line.start <= _CAPTION_MOST
            line.aside = short and last not in '.!?…:;|”"' and line.number > 1 and not line.is_row
    return lines
