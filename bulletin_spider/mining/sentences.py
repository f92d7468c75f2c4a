"""Lines to sentences: stops end them, abbreviations and quotes do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from bulletin_spider.mining.quotes import Quote
from bulletin_spider.mining.view import View

_STOP = re.compile(r"[.!?…]+[”\"»’)]*")
_ABBREVIATION = regex.compile(
    r"(?<![\p{L}\d])(?:tp|tx|tt|q|p|h|x|t|tr|ths|ts|bs|gs|pgs|uv|btv|đ|s|st|ks|cn|ls|tw|v|[a-z])$"
)
_UNIT = regex.compile(r"\d ?(?:m|g|l|h|s)$")
_LONGEST = 3000


def _abbreviated(low: str, start: int, stop: int) -> bool:
    """Whether the word before a stop is an abbreviation: "TP.", but not the unit of "20 m."."""
    found = _ABBREVIATION.search(low, start, stop)
    return found is not None and not _UNIT.search(low, start, stop)


def _is_glued(plain: str, stop: int, end: int) -> bool:
    """Whether a stop without a space after it parts sentences: "môi trường.Tham dự", "môi trường .Cũng"."""
    if plain[stop] != "." or stop + 2 >= end or not (plain[stop + 1].isupper() and plain[stop + 2].islower()):
        return False
    before = plain[max(0, stop - 2) : stop]
    return before[-1:].isspace() or (len(before) == 2 and before.isalpha() and before.islower())


def sentences_in(view: View, start: int, end: int, quotes: list[Quote]) -> Iterator[tuple[int, int]]:
    """The sentences of a line, left to right; a stop inside quotes belongs to the quoted words."""
    at, plain = start, view.plain
    ahead = iter(quotes)
    quote = next(ahead, None)
    for found in _STOP.finditer(plain, start, end):
        stop, after = found.span()
        if after >= end:
            break
        spaced = plain[after].isspace()
        if not spaced and not (after == stop + 1 and _is_glued(plain, stop, end)):
            continue
        while quote is not None and quote.end <= stop:
            quote = next(ahead, None)
        if quote is not None and quote.start < stop < quote.end - 1:
            continue
        following = after + spaced
        if following < end and plain[following].islower():
            continue
        if plain[stop] == "." and _abbreviated(view.low, max(at, stop - 5), stop):
            continue
        yield at, after
        at = following
    while at < end:
        yield at, min(end, at + _LONGEST)
        at += _LONGEST
