"""List items under an award: each is one recipient or a list of them."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.entry import Entry
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.frames.heads import PRIZE_ONLY
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.reasons import reason_after
from bulletin_spider.mining.lines import Line

_LONGEST = 220
# An item with one of these is a clause of its own.
_RULED = frozenset({"give", "praise", "passive", "form"})
_LETTERS = frozenset("abcdđe") | {"i", "ii", "iii", "iv", "v"}
_BULLETS = frozenset({"-", "–", "+", "*", "•", "—", ".", ")", "/"})


def read_items(lines: list[Line], index: int, head: Frame) -> tuple[list[Entry], int]:
    """The entries of the items under "…, gồm:", from a line on, and the line after them."""
    found: dict[tuple[str, str | None], Entry] = {}
    while index < len(lines):
        line = lines[index]
        if line.end - line.start > _LONGEST or line.is_row:
            break
        item = Sentence(line.view, line.start, line.end, line.quotes)
        at = _item_start(item)
        read = RecipientList(item, at, len(item.chunks))
        if _is_heading(line, item, read):
            index += 1
            continue
        most = _each_at(item, read.end)
        if not read.items or _is_clause(item, most):
            break
        end, reason = reason_after(item, read.end, most)
        _name_after_each(item, most, read)
        span = (item.chunks[at].start, item.chunks[end - 1].end)
        for each in read.items:
            entry = found.setdefault((each.kind, reason), _empty(head, each.kind, reason, span, line))
            entry.count = (entry.count or 0) + (each.count or 1)
            entry.names += each.names
        index += 1
    return list(found.values()), index


def _empty(head: Frame, kind: str, reason: str | None, span: tuple[int, int], line: Line) -> Entry:
    """An entry for a kind of recipient in a list, nobody counted yet."""
    return Entry(
        kind=kind,
        count=0,
        names=[],
        form=head.form.name if head.form else None,
        giver=head.giver,
        reason=reason or head.reason,
        span=span,
        keep=span[0],
        line=line.number,
        aside=False,
        general=False,
    )


def _is_heading(line: Line, item: Sentence, read: RecipientList) -> bool:
    """Whether a line only opens a part of the list: "và các cá nhân:", "I. Tập thể"."""
    if line.opens_list and len(item.chunks) < 14:
        return True
    if len(item.chunks) >= 8 or not read.items:
        return False
    return not any(each.names or (each.count or 0) > 1 for each in read.items)


def _is_clause(item: Sentence, end: int) -> bool:
    """Whether an item tells an award with a verb or form of its own; "đạt giải cấp tỉnh" is a reason."""
    chunks = item.chunks[:end]
    return any(
        chunk.tags & _RULED and not (at and "form" in chunk.tags and chunks[at - 1].word in PRIZE_ONLY)
        for at, chunk in enumerate(chunks)
    )


def _each_at(item: Sentence, at: int) -> int:
    """The chunk where an item goes on to what each one gets: "3 em đỗ thủ khoa, mỗi em được thưởng …"."""
    chunks = item.chunks
    while at + 1 < len(chunks) and not ("," in chunks[at].tags and "each" in chunks[at + 1].tags):
        at += 1
    return at if at + 1 < len(chunks) else len(chunks)


def _name_after_each(item: Sentence, at: int, read: RecipientList) -> None:
    """Name the recipients told after what each one gets: "…, mỗi em 1 triệu đồng: A, B"."""
    colon = next((n for n in range(at, len(item.chunks)) if ":" in item.chunks[n].tags), None)
    if colon is None or len(read.items) != 1 or read.items[0].names:
        return
    named = RecipientList(item, colon + 1, len(item.chunks), nested=True)
    names = [name for each in named.items for name in each.names]
    if len(names) == read.items[0].count:
        read.items[0].names = names


def _item_start(item: Sentence) -> int:
    """The chunk after a bullet or number: "- ", "1. ", "a) "."""
    chunks = item.chunks
    at = 0
    while at < len(chunks) - 1 and (
        chunks[at].tags & _BULLETS
        or (chunks[at].tags & {"number", "figure"} and chunks[at + 1].tags & {".", ")", "/"})
        or (chunks[at].word in _LETTERS and chunks[at + 1].tags & {")", "."})
    ):
        at += 1
    return at
