"""Numbers of models that count what is named before or after them."""

from __future__ import annotations

import re
from dataclasses import replace

from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.called import says_all
from bulletin_spider.mining.models.entries import Found, named
from bulletin_spider.mining.models.gaps import is_movement, is_partial

# Longer lists are told in part.
_MOST = 12
# How many mentions before or after a number may hold the list that it counts.
_REACH = 60
_PART = re.compile(r"một số|tiêu biểu|nổi bật|điển hình|trong đó|chẳng hạn|ví dụ|kể đến")
_ALIKE = re.compile(r"\s*(?:như thế|như vậy|tương tự|kiểu này|kiểu đó)(?!\w)")


def drop_totals(found: list[Found]) -> list[Found]:
    """Without the numbers whose models are all named in the lines that follow.

    "… ra mắt 02 mô hình" in the title, and "mô hình “A” và mô hình “B”" in the lead.
    """
    ordered = sorted(found, key=lambda f: f.span)
    dropped = {
        id(item)
        for at, item in enumerate(ordered)
        if item.name is None
        and 1 < (item.count or 0) <= _MOST
        and _told_after(item, ordered[at + 1 : at + 1 + _REACH])
    }
    return [item for item in found if id(item) not in dropped]


def _told_after(total: Found, after: list[Found]) -> bool:
    names: list[Found] = []
    for item in after:
        if item.name is None:
            break
        if item.count is None and item.line > total.line:
            names.append(item)
    if not names or _PART.search(total.view.low, total.span[1], names[0].span[0]):
        return False
    first = [item.key for item in names if item.line == names[0].line]
    return total.count in {len(set(first)), len({item.key for item in names})}


def settle_number(line: Line, item: Found, known: list[Found]) -> list[Found]:
    """What a number of models tells, given the models `known` of its paragraph.

    "cả ba mô hình" counts the names before, which are models then; "4 mô hình như thế" tells how many
    there are of the last one.
    """
    low = line.view.low
    start, end = item.span
    alike = _ALIKE.match(low, end) is not None
    if not (alike or says_all(low, start, end)):
        return [item]
    names = [other for other in known[-_REACH:] if other.name is not None and other.line == line.number]
    if names and alike:
        last = names[-1]
        return [replace(item, name=last.name, named=last.named, span=(last.span[0], end), keep=last.keep)]
    if alike and not says_all(low, start, end):
        return [item]
    quotes = [
        q for q in line.quotes if q.end <= start and not is_movement(low[q.inner_start : q.inner_end].strip())
    ]
    if len(names) < (item.count or 0) <= len(quotes):
        return [named(line, quote.start, quote) for quote in quotes[-(item.count or 0) :]]
    return []


def drop_listed_total(low: str, found: list[Found], first: int) -> None:
    """Drop the total of a full list, from mention `first` on: "hai mô hình: mô hình A và mô hình B"."""
    for at in range(first, min(len(found), first + 40)):
        total = found[at]
        if total.name is not None or not total.count:
            continue
        members = [f for f in found[at + 1 :] if f.name is not None]
        if len(members) == total.count:
            gap = low[total.span[1] : members[0].span[0]]
            if ":" in gap and not is_partial(gap):
                del found[at]
                return
