"""Tables of winners: the header tells what each column holds, the rows tell the awards."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.entries import Entry
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.recipients.recipient import Recipient
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.forms import badge_at, form_at
from bulletin_spider.mining.awards.slots.giver_names import giver_text
from bulletin_spider.mining.awards.slots.givers import owner_after
from bulletin_spider.mining.lexicon import words
from bulletin_spider.mining.lines import Cell, Line, cells_of

_ROLES = {role: words("tables", "columns", role) for role in ("name", "form", "reason", "giver", "skip")}
_KINDS = {
    title: kind
    for kind in ("individual", "collective", "household")
    for title in words("tables", "kinds", kind)
}
_AWARD_HEADERS = tuple(words("tables", "columns", "award"))
_PRIZES = ("giải", "xếp", "hạng", "thứ")
_EMPTY = frozenset({"", "-", "–", "—", "…", "..."})


@dataclass(frozen=True)
class _Names:
    """A column of recipients, with the kind or the form that its title tells."""

    number: int
    kind: str | None
    form: str | None


def _role(title: str) -> str | None:
    """What a column holds, by its title.

    >>> _role("họ và tên"), _role("hình thức khen"), _role("địa chỉ"), _role("giải nhất")
    ('name', 'form', 'skip', 'form')
    """
    title = title.strip(" .:*")
    for role, titles in _ROLES.items():
        if title in titles:
            return role
    found = [role for role, titles in _ROLES.items() if any(title.startswith(word) for word in titles)]
    return found[0] if found else None


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
        roles = [_role(title) for title in titles]
        rewards = any(title.startswith(_AWARD_HEADERS) for title in titles) or self._tells_prizes(at, roles)
        if sum(role is not None for role in roles) < 2 or not (self.head or rewards):
            return
        self.names = self._name_columns(self.lines[at], cells, titles, roles)
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

    def _name_columns(
        self, line: Line, cells: list[Cell], titles: list[str], roles: list[str | None]
    ) -> list[_Names]:
        """Who received: one column; or one a kind ("Cá nhân | Tập thể"), or one a prize ("Giải Nhất | Giải Nhì")."""
        forms = [_Names(n, None, form) for n, form in enumerate(self._forms_told(line, cells)) if form]
        if len(forms) > 1:
            return forms
        named = [n for n, role in enumerate(roles) if role == "name"]
        kinds = [_Names(n, _KINDS[titles[n]], None) for n in named if titles[n] in _KINDS]
        if len(kinds) > 1 and any(titles[column.number] == "cá nhân" for column in kinds):
            return kinds
        if not named:
            return []
        best = min(named, key=lambda n: _ROLES["name"].index(self._first(titles[n])))
        return [_Names(best, _KINDS.get(titles[best]), None)]

    @staticmethod
    def _forms_told(line: Line, cells: list[Cell]) -> list[str | None]:
        """The form that each title is: "Giải Nhất"."""
        told: list[str | None] = []
        for start, end in cells:
            title = Sentence(line.view, start, end, line.quotes_in(start, end))
            form = form_at(title, 0) if title.chunks and "form" in title.chunks[0].tags else None
            told.append(form.name if form is not None and not form.general and form.prize else None)
        return told

    def _first(self, title: str) -> str:
        return next(word for word in _ROLES["name"] if title.startswith(word))

    def _cell(self, line: Line, cells: list[Cell], number: int | None) -> Sentence | None:
        if number is None or number >= len(cells):
            return None
        start, end = cells[number]
        if line.view.plain[start:end].strip() in _EMPTY:
            return None
        return Sentence(line.view, start, end, line.quotes_in(start, end))

    def _row(self, line: Line) -> None:
        cells = cells_of(line)
        form, owner = self._form(self._cell(line, cells, self.columns.get("form")))
        told_reason = self._cell(line, cells, self.columns.get("reason"))
        reason = told_reason.view.printed(told_reason.start, told_reason.end) if told_reason else None
        if reason is None and self.head is not None:
            reason = self.head.reason
        giver_cell = self._cell(line, cells, self.columns.get("giver"))
        giver = (
            giver_cell.view.printed(giver_cell.start, giver_cell.end) if giver_cell else owner or self.giver
        )
        label = self._cell(line, cells, self.label)
        kind = _KINDS.get(line.view.low[label.start : label.end]) if label is not None else None
        for column in self.names:
            cell = self._cell(line, cells, column.number)
            if cell is None or not cell.chunks:
                continue
            for item in self._recipients(cell, column.kind or kind):
                self._enter(item, column.form or form, giver, reason, cell, line)

    def _form(self, cell: Sentence | None) -> tuple[str | None, str | None]:
        """The form that a cell tells, or the head; and its owner: "Giấy khen của Hội Nông dân huyện"."""
        if cell is None or not cell.chunks:
            return self.head.form.name if self.head is not None and self.head.form is not None else None, None
        if "form" in cell.chunks[0].tags:
            form = form_at(cell, 0)
            owner = owner_after(cell, form.end)
            return form.name, giver_text(cell, owner) if owner is not None else None
        text = cell.view.printed(cell.start, cell.end)
        badge = badge_at(cell, 0)
        if badge is not None:  # "Loại Huy hiệu": "75 năm tuổi Đảng"
            return badge.name, None
        return f"giải {text}" if self.prize else text, None

    def _recipients(self, cell: Sentence, kind: str | None) -> list[Recipient]:
        found: list[Recipient] = []
        at = 0
        while at < len(cell.chunks):
            end = next(
                (n for n in range(at, len(cell.chunks)) if ";" in cell.chunks[n].tags), len(cell.chunks)
            )
            read = RecipientList(cell, at, end)
            if read.items and not all(item.vague for item in read.items):
                found += [Recipient(i.kind, i.count or 1, i.names, team=i.team) for i in read.items]
            elif at < end:
                name = cell.text(at, end)
                person = 2 <= len(name.split()) <= 6 and all(word[:1].isupper() for word in name.split())
                found.append(Recipient("individual" if person else "collective", 1, [name]))
            at = end + 1
        for item in found:
            item.kind = kind if kind is not None and item.kind != "household" else item.kind
        return found

    def _enter(
        self,
        item: Recipient,
        form: str | None,
        giver: str | None,
        reason: str | None,
        cell: Sentence,
        line: Line,
    ) -> None:
        for known in self.entries:
            if (known.kind, known.form, known.giver, known.reason) == (item.kind, form, giver, reason):
                known.count = (known.count or 0) + (item.count or 1)
                known.names += item.names
                return
        self.entries.append(
            Entry(
                kind=item.kind,
                count=item.count,
                names=list(item.names),
                form=form,
                giver=giver,
                reason=reason,
                span=(cell.start, cell.end),
                keep=cell.start,
                line=line.number,
                aside=False,
                general=False,
                prize=self.prize or (form is not None and form.startswith("giải")),
            )
        )
