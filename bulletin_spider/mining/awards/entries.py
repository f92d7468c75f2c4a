"""Entries of awards and how they settle: repeats, totals, captions and missing givers."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin_spider.mining.lines import Line
from bulletin_spider.records.mention import AwardMention, Evidence, RecipientType
from bulletin_spider.vietnamese.text import fold

# Entries are compared with each other; no bulletin tells of so many awards.
_MOST = 400
# "Chủ tịch UBND phường" and "UBND phường Hương Vân" are one giver.
_OFFICE = frozenset({"chủ", "tịch", "phó", "bí", "thư", "lãnh", "đạo", "thường", "trực"})


@dataclass
class Entry:
    """One award as one passage tells it."""

    kind: str
    count: int | None
    names: list[str]
    form: str | None
    giver: str | None
    reason: str | None
    span: tuple[int, int]
    keep: int
    """A view offset that the evidence must hold, should the passage be broken over lines."""
    line: int
    aside: bool
    general: bool
    """The form tells no rank, title or years."""
    prize: bool = False

    @property
    def repeats_body(self) -> bool:
        """Whether it stands in the title, the lead or a caption, which repeat the paragraphs."""
        return self.aside or self.line <= 1


def _same_text(one: str | None, two: str | None) -> bool:
    if one is None or two is None:
        return True
    first, second = set(fold(one).split()) - _OFFICE, set(fold(two).split()) - _OFFICE
    return first <= second or second <= first or len(first & second) * 2 > min(len(first), len(second)) + 1


def _same_form(one: Entry, two: Entry) -> bool:
    if one.form is None or two.form is None:
        return one.form == two.form or one.repeats_body or two.repeats_body
    if fold(one.form) == fold(two.form):
        return True
    short, other = (one, two) if one.general else (two, one)
    return short.general and fold(other.form or "").startswith(fold(short.form or "").split()[0])


def _same_people(one: list[str], two: list[str]) -> bool:
    """Whether two lists name the same recipients; "Nghĩa" may stand for "Hoàng Trọng Nghĩa"."""
    first, second = {fold(name) for name in one}, {fold(name) for name in two}
    if any(" " not in name for name in first | second):
        return {name.split()[-1] for name in first} == {name.split()[-1] for name in second}
    if len(first) == len(second) == 1:  # "đội bóng chuyền nữ phường" and "đội bóng chuyền nữ"
        short, long = sorted((min(first), min(second)), key=len)
        return f"{long} ".startswith(f"{short} ")
    return first == second


def _repeats(one: Entry, two: Entry) -> bool:
    """Whether two entries of different lines tell the same award."""
    if one.kind != two.kind or one.line == two.line or not _same_form(one, two):
        return False
    if one.names and two.names:
        if not (one.aside or two.aside or _same_text(one.giver, two.giver)):
            return False
        return _same_people(one.names, two.names)
    if one.count != two.count:
        return False
    if one.aside or two.aside:
        return True
    return _same_text(one.giver, two.giver) and _same_text(one.reason, two.reason)


def _drop_repeats(entries: list[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.aside, e.line <= 1)):
        known = max((k for k in kept if _repeats(k, entry)), key=lambda k: k.form == entry.form, default=None)
        if known is None:
            kept.append(entry)
            continue
        known.names = max(known.names, entry.names, key=lambda names: sum(map(len, names)))
        if not entry.aside:
            known.form = known.form or entry.form
            known.reason = known.reason or entry.reason
            known.giver = known.giver or entry.giver
    return kept


def _is_total(entry: Entry, others: list[Entry]) -> bool:
    """Whether the entries that follow break this number down."""
    if entry.count is None or entry.names:
        return False
    summed, parts = 0, 0
    for other in others:
        if other.kind != entry.kind or other.count is None or other.span[0] < entry.span[1]:
            continue
        fits = entry.form is None or _same_form(entry, other)
        if not fits or not (entry.repeats_body or _same_text(entry.giver, other.giver)):
            continue
        summed, parts = summed + other.count, parts + 1
        if summed >= entry.count:
            return summed == entry.count and parts > 1
    return False


def _is_vague_repeat(entry: Entry, others: list[Entry]) -> bool:
    """Whether "các tập thể" or a caption's recipient is told exactly elsewhere."""
    if entry.count is not None and not entry.aside:
        return False
    for other in others:
        if other is entry or other.line == entry.line or (other.count is None and other.line > entry.line):
            continue
        if other.aside and not entry.aside:
            continue
        if entry.repeats_body:
            fits = entry.form is None or _same_form(entry, other)
            vague = entry.count is None or (entry.aside and not entry.names)
            fits = fits and (vague or _same_text(entry.giver, other.giver))
        else:
            fits = (
                _same_form(entry, other) and other.form == entry.form and _same_text(entry.giver, other.giver)
            )
        if not fits:
            continue
        if entry.count is None and (other.kind in {entry.kind, "other"} or entry.aside):
            return True
        if (
            entry.aside
            and other.kind == entry.kind
            and not other.aside
            and (other.count or 0) >= (entry.count or 0)
        ):
            return True
    return False


def settle(entries: list[Entry], ceremony: str | None, lines: list[Line]) -> list[AwardMention]:
    """The entries as mentions: each award once, in the order of the text."""
    for entry in entries:
        if entry.giver is None and not entry.aside and not entry.prize:
            entry.giver = ceremony
    entries = _drop_repeats(entries[:_MOST])
    entries.sort(key=lambda e: e.span)
    entries = [entry for entry in entries if not _is_total(entry, entries)]
    entries = [entry for entry in entries if not _is_vague_repeat(entry, entries)]
    if not lines:
        return []
    view = lines[0].view
    body = any(entry.line for entry in entries)
    mentions = []
    for entry in entries:
        if entry.line == 0 and (entry.count is None or body):
            continue  # a title repeats the body
        start, end = view.slice_of(*entry.span, entry.keep)
        kind: RecipientType = entry.kind  # type: ignore[assignment]
        mentions.append(
            AwardMention(
                recipient_type=kind,
                count=entry.count,
                recipients=entry.names,
                form=entry.form,
                awarded_by=entry.giver,
                achievement=entry.reason,
                evidence=Evidence(field="body", start=start, end=end, text=view.text[start:end]),
            )
        )
    return mentions
