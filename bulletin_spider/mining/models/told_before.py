"""Models named without the word, which a later sentence or the body calls models."""

from __future__ import annotations

import re

from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.entries import Found, named
from bulletin_spider.mining.models.gaps import is_movement
from bulletin_spider.mining.models.lexicon import LAUNCH
from bulletin_spider.mining.quotes import Quote

_THIS_IS = re.compile(
    r"\s*(?:đây|đó) (?:cũng |chính |được xem |được coi )*là (?:một |một trong những )?mô hình"
)
_WITH_NAME = re.compile(r"(?:tên|tên gọi|mang tên|gọi là|tên là)\s*:?\s*$")


def says_this_is(low: str, start: int, end: int) -> bool:
    """Whether the sentence [start, end) calls what stands before it a model: "Đây là mô hình …"."""
    return _THIS_IS.match(low, start, end) is not None


def model_before(lines: list[Line], line: Line, start: int, end: int, known: list[Found]) -> Found | None:
    """CLB “X” … Đây là mô hình …: the thing named before the words [start, end).

    It is told in the sentence before, if that name is not yet known, or in the lines before.
    """
    low = line.view.low
    told = [q for q in line.quotes if start <= q.start < end and _WITH_NAME.search(low, start, q.start)]
    sentence = next((span for span in reversed(line.sentences) if span[1] <= start), (start, start))
    kept = {f.keep for f in known}
    before = [q for q in line.quotes_in(*sentence) if q.inner_start not in kept]
    if told or before:
        return _last_name(line, told or before[-1:])
    if any(f.line == line.number and f.name and f.span[1] <= start for f in known):
        return None  # the model of the paragraph
    near = [line, *reversed(lines[max(0, line.number - 2) : line.number]), lines[0]]
    names = (_last_name(each, [q for q in each.quotes if q.end <= start]) for each in near)
    return next((name for name in names if name is not None), None)


def _last_name(line: Line, quotes: list[Quote]) -> Found | None:
    """The last quote that can be a model's name, if there is one."""
    low = line.view.low
    for quote in reversed(quotes):
        found = named(line, quote.start, quote)
        speech = low[max(line.start, quote.start - 2) : quote.start].rstrip().endswith(":")
        movement = is_movement(low[quote.inner_start : quote.inner_end].strip())
        if found.is_name and not speech and not movement:
            return found
    return None


def torn_off(lines: list[Line], index: int, head_end: int) -> list[Found]:
    """… thí điểm mô hình ⏎ “Thôn thông minh” ở thôn 1: the name stands at the beginning of the next line."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if head_end != line.end or following is None or not following.quotes:
        return []
    quote = following.quotes[0]
    low = following.view.low
    if quote.start != following.start or is_movement(low[quote.inner_start : quote.inner_end].strip()):
        return []
    return [named(following, quote.start, quote)]


def launched_in(title: Line) -> list[Found]:
    """The names that are launched in the title, where the body only says "một mô hình"."""
    low, found = title.view.low, []
    for quote in title.quotes:
        launched = low[title.start : quote.start].rstrip().endswith(LAUNCH)
        if launched and not is_movement(low[quote.inner_start : quote.inner_end].strip()):
            found.append(named(title, quote.start, quote))
    return found
