"""Lines to sentences: stops end them, abbreviations and quotes do not."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from bulletin_spider.mining.quotes import Quote
from bulletin_spider.mining.view import View

# A space may be missing after a stop, or stand before it: "môi trường.Tham dự", "môi trường .Cũng".
_STOP = regex.compile(r"[.!?…]++[”\"»’)]*+\s|(?<=\p{Ll}{2}|\s)\.(?=\p{L}\p{Ll})")
_ABBREVIATION = regex.compile(
    r"(?<![\p{L}\d])(?:tp|tx|tt|q|p|h|x|t|tr|ths|ts|bs|gs|pgs|uv|btv|đ|s|st|ks|cn|ls|tw|v|[a-z])$"
)
_UNIT = regex.compile(r"\d ?(?:m|g|l|h|s)$")
_LONGEST = 3000


def _abbreviated(low: str, start: int, stop: int) -> bool:
    """Whether the word before a stop is an abbreviation: "TP.", but not the unit of "20 m."."""
    found = _ABBREVIATION.search(low, start, stop)
    return found is not None and not _UNIT.search(low, start, stop)


def sentences_in(view: View, start: int, end: int, quotes: list[Quote]) -> Iterator[tuple[int, int]]:
    """The sentences of a line, left to right; a stop inside quotes belongs to the quoted words."""
    at = start
    ahead = iter(quotes)
    quote = next(ahead, None)
    for stop in _STOP.finditer(view.low, start, end):
        while quote is not None and quote.end <= stop.start():
            quote = next(ahead, None)
        inside = quote is not None and quote.start < stop.start() < quote.end - 1
        after = view.plain[stop.end()] if stop.end() < end else "\n"
        glued = not view.plain[stop.end() - 1].isspace()
        if inside or after.islower():
            continue
        if view.low[stop.start()] == "." and _abbreviated(view.low, max(at, stop.start() - 5), stop.start()):
            continue
        yield at, stop.end() - (not glued)
        at = stop.end()
    while at < end:
        yield at, min(end, at + _LONGEST)
        at += _LONGEST
