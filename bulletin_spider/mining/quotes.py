"""Quoted names in every style, also mixed, nested, doubled or never closed."""

from __future__ import annotations

import re
from typing import NamedTuple

from bulletin_spider.mining.view import View

_OPEN = "“„«‟‹‘‚"
_CLOSE = "”»›’"
_PLAIN = "\"'`´″′＂"
MARKS = _OPEN + _CLOSE + _PLAIN
MARK_RUN = re.compile(f"[{re.escape(MARKS)}]+")
# A name is a phrase; longer quotes are speech and only matter as a whole.
_LONGEST = 700
_STOP = re.compile(r"[,;.:…()]| (?:của|đã|được|tại|do|và|với|ở|giúp|thu hút|góp phần|mang lại) ")


class Quote(NamedTuple):
    """A quoted span of the view, marks included, and the span of the words inside."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def _side(view: View, start: int, end: int) -> str:
    """What a run of marks does there: "open", "close", "none" (an apostrophe) or "both"."""
    plain = view.plain
    before = plain[start - 1] if start else "\n"
    after = plain[end] if end < len(plain) else "\n"
    mark = plain[start]
    if before.isalnum() and after.isalnum() and end - start == 1 and mark in "’'‘`´′":
        return "none"
    free_left = before.isspace() or before in "([{-–—:,;/|"
    free_right = after.isspace() or after in ")]}.,;:!?…-–—/|"
    if free_left and not free_right:
        return "open"
    if free_right and not free_left:
        return "close"
    if mark in _OPEN:
        return "open"
    return "close" if mark in _CLOSE else "both"


def quotes_in(view: View, start: int, end: int) -> list[Quote]:
    """The outermost quotes of a line, left to right; a mark that never closes opens a phrase."""
    found: list[Quote] = []
    opened: tuple[int, int] | None = None
    depth = 0
    for run in MARK_RUN.finditer(view.plain, start, end):
        side = _side(view, *run.span())
        if side == "none":
            continue
        if opened is not None and run.start() - opened[0] > _LONGEST:
            found.append(_unclosed(view, opened, end))
            opened = None
        if opened is None:
            if side != "close":
                opened, depth = run.span(), 1
        elif side == "open" and depth < 3 and _closes_twice(view, run.end(), end):
            depth += 1
        elif side == "open" and view.plain[run.start() - 1].isspace():
            found.append(_unclosed(view, opened, run.start()))
            opened, depth = run.span(), 1
        else:
            depth -= min(depth, max(1, run.end() - run.start()))
            if depth == 0:
                found.append(Quote(opened[0], run.end(), opened[1], run.start(), closed=True))
                opened = None
    if opened is not None:
        found.append(_unclosed(view, opened, end))
    return [quote for quote in found if quote.inner_end > quote.inner_start]


def _closes_twice(view: View, at: int, end: int) -> bool:
    """Whether two closing marks follow before the next opening one: the inner quote is nested."""
    closing = 0
    for run in MARK_RUN.finditer(view.plain, at, min(end, at + 200)):
        side = _side(view, *run.span())
        if side == "open":
            return False
        if side != "none":
            closing += run.end() - run.start()
            if closing >= 2:
                return True
    return False


def _unclosed(view: View, opened: tuple[int, int], end: int) -> Quote:
    """A quote that is never closed ends with its phrase."""
    stop = _STOP.search(view.low, opened[1], min(end, opened[1] + 200))
    last = stop.start() if stop else min(end, opened[1] + 200)
    return Quote(opened[0], last, opened[1], last, closed=False)
