"""Paragraphs that were broken at a fixed width, put together again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Wider lines are paragraphs; narrower ones may be one paragraph broken at a fixed width.
_LIMIT = 160
_LEAST = 40
_SLACK = 12
# A column of a leaflet or a telephone: lines so short are as often a list, so their beginnings have to tell.
_COLUMN = 60
_COLUMN_LEAST = 30
_BULLETS = "-–+*•▪●"
# A lead begins with a time; a title as wide as the page does not go on with one.
_TIME = re.compile(r"(?:Sáng|Trưa|Chiều|Tối|Ngày)\b.{0,12}\d")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed lines of a text, and how wide they are."""

    plain: str
    spans: Sequence[Span]
    measure: Callable[[int, int], int]
    """Width of the characters [start, end)."""
    indent: Callable[[int], int]
    """How far the line that begins at a place is moved in."""

    def join(self) -> tuple[list[Span], list[int]]:
        """The lines that are not empty, and where a newline within one of them only broke it."""
        width = self._width()
        lines: list[Span] = []
        wraps: list[int] = []
        for span in self.spans:
            if span[0] == span[1]:
                continue
            # Where lines are paragraphs only one that begins in lower case may go on.
            may_go_on = lines and (width or self.plain[span[0]].islower())
            if may_go_on and span[0] == lines[-1][1] + 1 and self._is_wrap(span, width, len(lines) == 1):
                wraps.append(span[0] - 1)
                lines[-1] = (lines[-1][0], span[1])
            else:
                lines.append(span)
        return lines, wraps

    def fits(self) -> int:
        """How many lines have no room for the first word of the next: most as measured by who broke them."""
        widest = max(self.measure(*span) for span in self.spans)
        return sum(
            self.measure(*span) + 1 + self._first_word(following) > widest
            for span, following in itertools.pairwise(self.spans)
            if following[0] < following[1]
        )

    def _first_word(self, span: Span) -> int:
        start, end = span
        space = self.plain.find(" ", start, end)
        return self.measure(start, end if space < 0 else space)

    def _width(self) -> int:
        """The width at which paragraphs are broken, or 0 where lines are paragraphs."""
        if any(end - start > _LIMIT for start, end in self.spans):
            return 0  # whatever the measure: no letter takes less than its place
        lengths = [self.indent(span[0]) + self.measure(*span) for span in self.spans if span[0] < span[1]]
        widest = max(lengths, default=0)
        if not _COLUMN_LEAST <= widest <= _LIMIT:
            return 0
        narrow = widest < _COLUMN
        full = sum(length >= widest - _SLACK for length in lengths)
        long = sum(length >= (widest * 2 // 3 if narrow else _LEAST) for length in lengths)
        if full <= 2 or full * 5 < long * 2 or (narrow and not self._runs_on()):
            return 0
        return widest

    def _runs_on(self) -> bool:
        """Whether many lines begin in the middle of a sentence."""
        begun = [self.plain[start] for start, end in self.spans if start < end]
        return sum(map(str.islower, begun)) * 3 >= len(begun)

    def _is_wrap(self, span: Span, width: int, after_title: bool) -> bool:
        """Whether the newline before a line only breaks a paragraph at the width of the page."""
        plain, start, before = self.plain, span[0], span[0] - 1
        first, last = plain[start], plain[before - 1]
        if last in ".!?…" or not (width or first.islower()):
            return False
        if width and plain.startswith("và ", start):
            return True
        head = plain.rfind("\n", 0, before) + 1
        length = self.measure(head, before)
        if length < (min(_LEAST, width * 2 // 3) if width else _LEAST) or " | " in plain[head:before]:
            return False
        moved = self.indent(head)
        if self.indent(start) > moved and plain[head] not in _BULLETS:
            return False  # the first line of a paragraph
        if first.islower() and (last.isalnum() or last in ",-–"):
            return True
        begun = after_title and _TIME.match(plain, start) is not None
        if not width or begun or (last == ";" and not first.islower()):
            return False
        return moved + length + 1 + self._first_word(span) > width
