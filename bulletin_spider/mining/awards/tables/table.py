"""Tables of winners: the header tells what each column holds, the rows tell the awards."""

from __future__ import annotations

from typing import NamedTuple

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.entry import Entry
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.recipients.recipient import Recipient
from bulletin_spider.mining.awards.tables.cells import cell_at, form_in, printed_in, recipients_in
from bulletin_spider.mining.awards.tables.columns import KINDS, name_columns, role_of
from bulletin_spider.mining.lexicon import words
from bulletin_spider.mining.lines import Line, cells_of

_AWARD_HEADERS = tuple(words("tables", "columns", "award"))
_PRIZES = ("giải", "xếp", "hạng", "thứ")


class _Slots(NamedTuple):
    """What a row tells of all its recipients."""

    form: str | None
    giver: str | None
    reason: str | None


class Table:
    """The rows from line `at` on; `entries` holds their awards, `end` the line after the last."""

    def __init__(self, lines: list[Line], at: int, head: Frame | None, giver: str | None) -> None:
        """Read the table under a frame that may tell form, giver and reason for all rows."""
        self.lines = lines
        self.head = head
        self.giver = giver
        self.entries: list[Entry] = []
        self.prize = False
        self.end = at
        while self.end < len(lines) and lines[self.end].is_row:
            self.end += 1
        self._read(at)

    def _read(self, at: int) -> None:
        cells = cells_of(self.lines[at])
        low = self.lines[at].view.low
        titles = [low[start:end].strip(" .:*") for start, end in cells]
        roles = [role_of(title) for title in titles]
        rewards = any(title.startswith(_AWARD_HEADERS) for title in titles) or self._tells_prizes(at, roles)
        if sum(role is not None for role in roles) < 2 or not (self.head or rewards):
            return
        self.names = name_columns(self.lines[at], cells, titles, roles)
        if not self.names:
            return
        forms = {column.number for column in self.names if column.form is not None}
        self.columns = {
            role: n for n, role in reversed(list(enumerate(roles))) if role is not None and n not in forms
        }
        told = self.columns.get("form")
        if forms or (
            told is not None and (titles[told].startswith(_PRIZES) or self._tells_prizes(at, roles))
        ):
            self.prize = True
            if titles[self.columns.get("reason", 0)].startswith("nội dung"):
                self.columns.pop("reason", None)  # the event of a contest: "Nội dung | Giải | Đơn vị"
        self.label = next((n for n, title in enumerate(titles) if title == "đối tượng"), None)
        for line in self.lines[at + 1 : self.end]:
            self._row(line)

    def _tells_prizes(self, at: int, roles: list[str | None]) -> bool:
        """Whether the column of results holds prizes: "Kết quả" over "Giải I", "Giải II", "Khuyến khích"."""
        if "form" not in roles or at + 1 >= self.end:
            return False
        cells = cells_of(self.lines[at + 1])
        number = roles.index("form")
        return number < len(cells) and self.lines[at + 1].view.low.startswith("giải ", cells[number][0])

    def _row(self, line: Line) -> None:
        cells = cells_of(line)
        form, owner = self._form(cell_at(line, cells, self.columns.get("form")))
        told = cell_at(line, cells, self.columns.get("reason"))
        reason = printed_in(told) if told else self.head.reason if self.head is not None else None
        told = cell_at(line, cells, self.columns.get("giver"))
        giver = printed_in(told) if told else owner or self.giver
        label = cell_at(line, cells, self.label)
        kind = KINDS.get(line.view.low[label.start : label.end]) if label is not None else None
        for column in self.names:
            cell = cell_at(line, cells, column.number)
            if cell is None or not cell.chunks:
                continue
            for item in recipients_in(cell, column.kind or kind):
                self._enter(item, _Slots(column.form or form, giver, reason), cell, line)

    def _form(self, cell: Sentence | None) -> tuple[str | None, str | None]:
        """The form that a cell tells, or the head, and its owner."""
        if cell is not None and cell.chunks:
            return form_in(cell, prize=self.prize)
        return self.head.form.name if self.head is not None and self.head.form is not None else None, None

    def _enter(self, item: Recipient, slots: _Slots, cell: Sentence, line: Line) -> None:
        """Add a recipient to the award of its row, or to one that differs in nothing else."""
        for known in self.entries:
            if (known.kind, known.form, known.giver, known.reason) == (item.kind, *slots):
                known.count = (known.count or 0) + (item.count or 1)
                known.names += item.names
                return
        self.entries.append(
            Entry(
                kind=item.kind,
                count=item.count,
                names=list(item.names),
                form=slots.form,
                giver=slots.giver,
                reason=slots.reason,
                span=(cell.start, cell.end),
                keep=cell.start,
                line=line.number,
                aside=False,
                general=False,
                prize=self.prize or (slots.form is not None and slots.form.startswith("giải")),
            )
        )
