"""List items under "… mô hình:": each is a model, with or without the word."""

from __future__ import annotations

import itertools
import re

from bulletin_spider.mining.lexicon import TOKEN, longest
from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.counts import number_before
from bulletin_spider.mining.models.entries import Found, described, named
from bulletin_spider.mining.models.heads import Heads
from bulletin_spider.mining.models.lexicon import BOUNDS
from bulletin_spider.mining.models.phrases import Phrase
from bulletin_spider.mining.models.sentence import ModelSentence

_BULLET = re.compile(r"\s*(?:[-–—+*•●▪]|\(?\d{1,2}[.)/]|[a-hđ][.)])\s*")
_BULLET_MOST = 160
_JOINTS = frozenset({",", "-", "–"})
_REST_MOST = 8
_PLACES = frozenset({"ở", "tại"})


def items_under(lines: list[Line], index: int, heads: Heads, most: int | None) -> list[list[Found]]:
    """The models of each item under the line at an index, up to the number that the line tells."""
    items: list[list[Found]] = []
    for at in range(index + 1, len(lines)):
        if most is not None and len(items) >= most:
            break
        models = _models_of(lines[at], heads)
        if not models:
            break
        items.append(models)
    return items


def _models_of(line: Line, heads_told: Heads) -> list[Found]:
    """The models of one item, which may say "mô hình" itself."""
    low, length = line.view.low, line.end - line.start
    bullet = _BULLET.match(low, line.start, line.end)
    start = bullet.end() if bullet else line.start
    heads = heads_told.within(start, line.end)
    head = heads[0] if heads and heads[0][0] == start else None
    at = head[1] if head else start
    quote = next((q for q in line.quotes if q.start - at <= 40), None)
    if heads and not head:  # "Hội Nông dân: mô hình nuôi lươn không bùn"
        return [f for s, e in line.sentences for f in ModelSentence(line, s, e).read(heads_told.within(s, e))]
    if quote is not None and (head or quote.start == start or length < _BULLET_MOST):
        first = head[0] if head else quote.start
        return [named(line, first, quote, number_before(low, start, first)[0])]
    if not head and (length > 120 or ". " in low[line.start : line.end]):
        return []
    if not head and not bullet and not line.view.plain[start].isupper() and length > 80:
        return []
    while at < line.end and low[at] in " :":
        at += 1
    phrase = Phrase(line.view, at, line.end, listed=True)
    if not phrase.length or (head and phrase.generic):
        return []
    return [described(line, head[0] if head else at, at, _item_end(line, phrase))]


def _item_end(line: Line, phrase: Phrase) -> int:
    """The end of a short item that goes on behind a comma or dash: "Phố an toàn, nhà bình yên ở khóm 2"."""
    end = len(line.view.low[: line.end].rstrip(" ;,.…"))
    rest = TOKEN.findall(line.view.low, phrase.end, end)
    joined = bool(rest) and rest[0] in _JOINTS and line.view.plain[phrase.start].isupper()
    place = next((at for at, token in enumerate(rest) if token in _PLACES), len(rest))
    if place < len(rest):
        end = _end_of(line, phrase.end, place)
        rest = rest[:place]
    ends = (longest(BOUNDS, rest, at) for at in range(1, len(rest)))
    ruled = any(found is not None and "words" in found[1] for found in ends)
    odd = any(not token[0].isalpha() for token in rest[1:])
    whole = joined and 2 < len(rest) <= _REST_MOST and not (ruled or odd)
    return end if whole else phrase.end


def _end_of(line: Line, start: int, count: int) -> int:
    """Where the given number of tokens from `start` on ends."""
    tokens = itertools.islice(TOKEN.finditer(line.view.low, start, line.end), count)
    return max((token.end() for token in tokens), default=start)
