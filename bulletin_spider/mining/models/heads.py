"""The word "mô hình" wherever it stands in a text."""

from __future__ import annotations

import re
from bisect import bisect_left

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
