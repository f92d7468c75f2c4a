"""Tables of winners: the header tells what each column holds, the rows tell the awards."""

from __future__ import annotations

from bulletin_spider.mining.chunks import Sentence
from bulletin_spider.mining.clause import Frame
from bulletin_spider.mining.entries import Entry
from bulletin_spider.mining.forms import form_at
from bulletin_spider.mining.lexicon import words
from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.recipient import Recipient, printed
from bulletin_spider.mining.recipients import RecipientList

_ROLES = {role: words("tables", "columns", role) for role in ("name", "form", "reason", "giver", "skip")}
_AWARD_HEADERS = tuple(words("tables", "columns", "award"))
_EMPTY = frozenset({"", "-", "–", "—", "…", "..."})
Cell = tuple[int, int]


def cells_of(line: Line) -> list[Cell]:
    """The spans of a row's cells, in the view."""
    cells, at = [], line.start
    for cell in line.view.plain[line.start : line.end].split(" | "):
        cells.append((at, at + len(cell)))
        at += len(cell) + 3
    return cells


def _role(title: str) -> str | None:
    title = title.strip(" .:*")
    for role, titles in _ROLES.items():
        if title in titles:
            return role
    found = [role for role, titles in _ROLES.items() if any(title.startswith(word) for word in titles)]
    return found[0] if found else None


class Table:
    """The rows from line `at` on; `entries` holds their awards, `end` the line after the last row."""

    def __init__(self, lines: list[Line], at: int, head: Frame | None, giver: str | None) -> None:
        """Read the table under a frame that may tell form, giver and reason for all rows."""
        self.lines = lines
        self.head = head
        self.giver = giver
        self.entries: list[Entry] = []
        self.end = at
        while self.end < len(lines) and lines[self.end].is_row:
            self.end += 1
        self._read(at)

    def _read(self, at: int) -> None:
        view = self.lines[at].view
        titles = [view.low[start:end].strip() for start, end in cells_of(self.lines[at])]
        roles = [_role(title) for title in titles]
        named = [n for n, role in enumerate(roles) if role == "name"]
        rewards = any(title.startswith(_AWARD_HEADERS) for title in titles)
        if sum(role is not None for role in roles) < 2 or not (self.head or rewards):
            return
        if not named and "form" not in roles:
            return
        self.columns = {role: n for n, role in reversed(list(enumerate(roles))) if role is not None}
        if named:
            self.columns["name"] = min(named, key=lambda n: _ROLES["name"].index(self._first(titles[n])))
        else:
            return
        self.prize = "form" in self.columns and titles[self.columns["form"]].startswith(
            ("giải", "xếp", "hạng", "thứ")
        )
        for line in self.lines[at + 1 : self.end]:
            self._row(line)

    def _first(self, title: str) -> str:
        return next(word for word in _ROLES["name"] if title.strip(" .:*").startswith(word))

    def _cell(self, line: Line, cells: list[Cell], role: str) -> Sentence | None:
        number = self.columns.get(role)
        if number is None or number >= len(cells):
            return None
        start, end = cells[number]
        if line.view.plain[start:end].strip() in _EMPTY:
            return None
        return Sentence(line.view, start, end, line.quotes_in(start, end))

    def _row(self, line: Line) -> None:
        cells = cells_of(line)
        cell = self._cell(line, cells, "name")
        if cell is None or not cell.chunks:
            return
        form, told_reason = self._form(line, cells), self._cell(line, cells, "reason")
        reason = printed(told_reason, told_reason.start, told_reason.end) if told_reason else None
        if reason is None and self.head is not None:
            reason = self.head.reason
        giver_cell = self._cell(line, cells, "giver")
        giver = printed(giver_cell, giver_cell.start, giver_cell.end) if giver_cell else self.giver
        for item in self._recipients(cell):
            self._enter(item, form, giver, reason, cell, line)

    def _form(self, line: Line, cells: list[Cell]) -> str | None:
        cell = self._cell(line, cells, "form")
        if cell is None or not cell.chunks:
            return self.head.form.name if self.head is not None and self.head.form is not None else None
        if "form" in cell.chunks[0].tags:
            return form_at(cell, 0).name
        text = printed(cell, cell.start, cell.end)
        return f"giải {text}" if self.prize else text

    def _recipients(self, cell: Sentence) -> list[Recipient]:
        found: list[Recipient] = []
        at = 0
        while at < len(cell.chunks):
            end = next(
                (n for n in range(at, len(cell.chunks)) if ";" in cell.chunks[n].tags), len(cell.chunks)
            )
            read = RecipientList(cell, at, end)
            if read.items:
                found += [Recipient(i.kind, i.count or 1, i.names, team=i.team) for i in read.items]
            elif at < end:
                name = printed(cell, cell.chunks[at].start, cell.chunks[end - 1].end)
                person = 2 <= len(name.split()) <= 6 and all(word[:1].isupper() for word in name.split())
                found.append(Recipient("individual" if person else "collective", 1, [name]))
            at = end + 1
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
            )
        )
