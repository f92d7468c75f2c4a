"""The word "mô hình" wherever it stands in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

HEAD = re.compile(r"m[ôộồốổỗo] h[ìiíỉĩị]nh(?!\w)")
"""The word "mô hình", also as it is mistyped."""


class Heads:
    """The spans of the word in a text, left to right."""

    def __init__(self, low: str) -> None:
        """Find them in the lower-case text."""
        self.spans = [
            found.span()
            for found in HEAD.finditer(low)
            if not (found.start() and low[found.start() - 1].isalnum())
        ]
        self._starts = [start for start, _ in self.spans]

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Those that start in [start, end)."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class Head(NamedTuple):
    """One word "mô hình"; places are offsets in the view."""

    first: int
    """Where the number before the word starts, or the word itself."""
    start: int
    end: int
    number: int | None
    following: int
    """Where the next such word starts, or the end of the sentence."""
