"""How entries of awards settle: repeats, totals, captions and missing givers."""

from __future__ import annotations

from bulletin_spider.mining.awards.entry import Entry
from bulletin_spider.mining.awards.repeats import drop_repeats, same_form, same_text
from bulletin_spider.mining.view import View
from bulletin_spider.records.mention import AwardMention, RecipientType

# Entries are compared with each other; no bulletin tells of so many awards.
_MOST = 400


def settle(entries: list[Entry], ceremony: str | None, view: View) -> list[AwardMention]:
    """The entries as mentions: each award once, in the order of the text."""
    for entry in entries:
        if entry.giver is None and not entry.aside and not entry.prize:
            entry.giver = ceremony
    entries = drop_repeats(entries[:_MOST])
    entries.sort(key=lambda e: e.span)
    entries = [entry for entry in entries if not _is_total(entry, entries)]
    entries = [entry for entry in entries if not _is_vague_repeat(entry, entries)]
    body = any(entry.line for entry in entries)
    mentions = []
    for entry in entries:
        if entry.line == 0 and (entry.count is None or body):
            continue  # a title repeats the body
        kind: RecipientType = entry.kind  # type: ignore[assignment]
        mentions.append(
            AwardMention(
                recipient_type=kind,
                count=entry.count,
                recipients=entry.names,
                form=entry.form,
                awarded_by=entry.giver,
                achievement=entry.reason,
                evidence=view.evidence(entry.span, entry.keep),
            )
        )
    return mentions


def _is_total(entry: Entry, others: list[Entry]) -> bool:
    """Whether the entries that follow break this number down."""
    if entry.count is None or entry.names:
        return False
    summed, parts = 0, 0
    for other in others:
        if other.kind != entry.kind or other.count is None or other.span[0] < entry.span[1]:
            continue
        fits = entry.form is None or same_form(entry, other)
        if not fits or not (entry.repeats_body or same_text(entry.giver, other.giver)):
            continue
        summed, parts = summed + other.count, parts + 1
        if summed >= entry.count:
            return summed == entry.count and parts > 1
    return False


def _is_vague_repeat(entry: Entry, others: list[Entry]) -> bool:
    """Whether "các tập thể" or a caption's recipient is told exactly elsewhere."""
    if entry.count is not None and not entry.aside:
        return False
    return any(_tells_exactly(other, entry) for other in others)


def _tells_exactly(other: Entry, entry: Entry) -> bool:
    """Whether another entry tells what a vague one or a caption means."""
    if other is entry or other.line == entry.line or (other.count is None and other.line > entry.line):
        return False
    if (other.aside and not entry.aside) or not _may_mean(entry, other):
        return False
    if entry.count is None and (other.kind in {entry.kind, "other"} or entry.aside):
        return True
    enough = (other.count or 0) >= (entry.count or 0)
    return entry.aside and not other.aside and other.kind == entry.kind and enough


def _may_mean(entry: Entry, other: Entry) -> bool:
    """Whether form and giver of a vague entry or a caption allow it to mean the other."""
    if not entry.repeats_body:
        return same_form(entry, other) and other.form == entry.form and same_text(entry.giver, other.giver)
    if entry.form is not None and not same_form(entry, other):
        return False
    vague = entry.count is None or (entry.aside and not entry.names)
    # "hàng trăm tập thể được UBND thành phố tặng Giấy khen" is not what the ward praised.
    vague = vague and not (entry.form and other.form is None and entry.giver and not entry.aside)
    return vague or same_text(entry.giver, other.giver)
