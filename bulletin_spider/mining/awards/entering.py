"""How frames, lists and tables enter their awards."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.entry import Entry
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.recipients.recipient import Recipient, total
from bulletin_spider.mining.lines import Line


def enter(entries: list[Entry], sentence: Sentence, frame: Frame, line: Line) -> None:
    """Add an entry for each kind of recipient of a frame."""
    start = sentence.chunks[frame.first].start
    end = sentence.chunks[max(frame.first, frame.last - 1)].end
    form = frame.form.name if frame.form is not None else None
    prize = frame.form is not None and frame.form.prize
    items = _items(frame, prize=prize)
    for item in items:
        count = frame.certificates if item.count is None and len(items) == 1 else item.count
        if frame.posthumous and _joins(entries, item, form, count, sentence.start, end):
            continue
        entries.append(
            Entry(
                kind=item.kind,
                count=count,
                names=item.names,
                form=form,
                giver=frame.giver,
                reason=frame.reason,
                span=(start, end),
                keep=sentence.chunks[frame.verb].start if frame.verb >= 0 else start,
                line=line.number,
                aside=line.aside,
                general=bool(frame.form and frame.form.general),
                prize=prize,
            )
        )


def _items(frame: Frame, *, prize: bool) -> list[Recipient]:
    """The recipients of a frame, one of each kind; where none are told, the number of certificates."""
    if prize:
        for item in frame.items:  # performances and unnamed teams
            item.kind = "other" if item.team and not item.names else item.kind
    items = total(frame.items)
    if frame.certificates is not None and len(items) > 1 and all(item.vague for item in items):
        return [Recipient("other", frame.certificates)]  # "05 giải cho các tác giả, nhóm tác giả"
    if not items and frame.certificates is not None:
        return [Recipient("other", frame.certificates)]
    return items


def _joins(
    entries: list[Entry], item: Recipient, form: str | None, count: int | None, start: int, end: int
) -> bool:
    """Add a posthumous award to the one of the same form in its sentence."""
    for entry in reversed(entries[-9:]):
        same = entry.kind == item.kind and entry.form == form and entry.span[0] >= start
        if same and count is not None and entry.count is not None:
            entry.count += count
            entry.names += item.names
            entry.span = (entry.span[0], end)
            return True
    return False


def put_under(entries: list[Entry], head: Frame | None, listed: list[Entry]) -> None:
    """Add the entries of a list or table, which take the place of what its head tells in general."""
    if head is not None and listed:
        last = entries[-1].line if entries and head.items else -1
        for entry in [entry for entry in entries if entry.line == last < listed[0].line]:
            _merge(entries, entry, listed)
    entries += listed


def _merge(entries: list[Entry], entry: Entry, listed: list[Entry]) -> None:
    """Complete the entry of a head out of the one listed like it; drop it if the list breaks it down."""
    same = [other for other in listed if other.kind == entry.kind]
    fits = len(same) == 1 and entry.count in {None, same[0].count} and same[0].form == entry.form
    if fits:
        entry.count, entry.names = same[0].count, same[0].names
        entry.reason = entry.reason if same[0].reason is None else same[0].reason
        entry.giver = same[0].giver or entry.giver
        listed.remove(same[0])
    elif entry.count is None or entry.count == sum(other.count or 0 for other in listed):
        entries.remove(entry)
