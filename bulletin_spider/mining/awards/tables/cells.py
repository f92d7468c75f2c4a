"""The cells of a table of winners: forms and recipients."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.recipients.recipient import Recipient
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.forms import badge_at, form_at
from bulletin_spider.mining.awards.slots.giver_names import giver_text
from bulletin_spider.mining.awards.slots.givers import owner_after
from bulletin_spider.mining.lines import Cell, Line

_EMPTY = frozenset({"", "-", "–", "—", "…", "..."})


def cell_at(line: Line, cells: list[Cell], number: int | None) -> Sentence | None:
    """The cell of a column, if the row has one that tells anything."""
    if number is None or number >= len(cells):
        return None
    start, end = cells[number]
    if line.view.plain[start:end].strip() in _EMPTY:
        return None
    return Sentence(line.view, start, end, line.quotes_in(start, end))


def printed_in(cell: Sentence) -> str:
    """All words of a cell as the record stores them."""
    return cell.view.printed(cell.start, cell.end)


def form_in(cell: Sentence, *, prize: bool) -> tuple[str, str | None]:
    """The form that a cell tells, and its owner: "Giấy khen của Hội Nông dân huyện"."""
    if "form" in cell.chunks[0].tags:
        form = form_at(cell, 0)
        owner = owner_after(cell, form.end)
        return form.name, giver_text(cell, owner) if owner is not None else None
    text = printed_in(cell)
    badge = badge_at(cell, 0)
    if badge is not None:  # "Loại Huy hiệu": "75 năm tuổi Đảng"
        return badge.name, None
    return f"giải {text}" if prize else text, None


def recipients_in(cell: Sentence, kind: str | None) -> list[Recipient]:
    """The recipients of a cell, of the kind that its column or row tells; unknown names count too."""
    found: list[Recipient] = []
    at = 0
    while at < len(cell.chunks):
        end = next((n for n in range(at, len(cell.chunks)) if ";" in cell.chunks[n].tags), len(cell.chunks))
        read = RecipientList(cell, at, end)
        if read.items and not all(item.vague for item in read.items):
            found += [Recipient(i.kind, i.count or 1, i.names, team=i.team) for i in read.items]
        elif at < end:
            found.append(_unknown(cell.text(at, end)))
        at = end + 1
    for item in found:
        item.kind = kind if kind is not None and item.kind != "household" else item.kind
    return found


def _unknown(name: str) -> Recipient:
    """A recipient told by a name alone."""
    person = 2 <= len(name.split()) <= 6 and all(word[:1].isupper() for word in name.split())
    return Recipient("individual" if person else "collective", 1, [name])
