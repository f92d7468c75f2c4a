"""The blocks of a bulletin as lines: title, paragraphs, captions, list items, table rows."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from bulletin_spider.mining.quotes import Quote, quotes_in
from bulletin_spider.mining.sentences import sentences_in
from bulletin_spider.mining.view import View

_CAPTION_MOST = 160
_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
Cell = tuple[int, int]
"""The span of a cell of a table row, in the view."""


@dataclass
class Line:
    """One line of the view."""

    view: View
    number: int
    start: int
    end: int
    aside: bool = False
    """Title, caption or subheading: it repeats what the paragraphs tell."""
    opens_list: bool = False
    """Whether it ends with a colon, so that list items or rows follow."""
    is_row: bool = False
    """Whether it is a table row."""
    _quotes: list[Quote] | None = None
    _sentences: list[tuple[int, int]] | None = None

    @property
    def quotes(self) -> list[Quote]:
        """The quotes of the line."""
        if self._quotes is None:  # not a cached_property, whose lock costs as much as a short line
            self._quotes = quotes_in(self.view, self.start, self.end)
        return self._quotes

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """The quotes that lie within [start, end)."""
        quotes = self.quotes
        if not quotes:
            return quotes
        first = bisect_left(quotes, start, key=lambda quote: quote.start)
        last = bisect_right(quotes, end, key=lambda quote: quote.end)
        return quotes[first:last]

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the line."""
        if self._sentences is None:
            self._sentences = list(sentences_in(self.view, self.start, self.end, self.quotes))
        return self._sentences


def lines_of(view: View) -> list[Line]:
    """The lines, with the title and what looks like a caption marked as asides."""
    lines, plain, stops, long_lines = [], view.plain, 0, 0
    rows = " | " in plain
    for number, (start, end) in enumerate(view.lines):
        is_row = rows and plain.find(" | ", start, end) >= 0
        lines.append(Line(view, number, start, end, opens_list=plain[end - 1] == ":", is_row=is_row))
        if number:
            stops += plain[end - 1] in ".!?…"
            long_lines += end - start > _CAPTION_MOST
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


def cells_of(line: Line) -> list[Cell]:
    """The spans of a row's cells, in the view, empty ones too."""
    low, bars = line.view.low, [found.span() for found in _BAR.finditer(line.view.low, line.start, line.end)]
    cells: list[Cell] = []
    for start, end in zip(
        [line.start, *(end for _, end in bars)], [*(at for at, _ in bars), line.end], strict=True
    ):
        text = low[start:end]
        first = start + len(text) - len(text.lstrip())
        cells.append((first, max(first, start + len(text.rstrip()))))
    return cells
