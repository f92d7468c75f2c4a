"""The header of a table of winners: what each column holds."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.slots.forms import form_at
from bulletin_spider.mining.lexicon import words
from bulletin_spider.mining.lines import Cell, Line

_ROLES = {role: words("tables", "columns", role) for role in ("name", "form", "reason", "giver", "skip")}
KINDS = {
    title: kind
    for kind in ("individual", "collective", "household")
    for title in words("tables", "kinds", kind)
}


def role_of(title: str) -> str | None:
    """What a column holds, by its title.

    >>> role_of("họ và tên"), role_of("hình thức khen"), role_of("địa chỉ"), role_of("giải nhất")
    ('name', 'form', 'skip', 'form')
    """
    title = title.strip(" .:*")
    for role, titles in _ROLES.items():
        if title in titles:
            return role
    opened = (role for role, titles in _ROLES.items() if title.startswith(tuple(titles)))
    return next(opened, None)


@dataclass(frozen=True)
class NameColumn:
    """A column of recipients, with the kind or the form that its title tells."""

    number: int
    kind: str | None
    form: str | None


def name_columns(
    line: Line, cells: list[Cell], titles: list[str], roles: list[str | None]
) -> list[NameColumn]:
    """The columns of who received: one, or one a kind, or one a prize ("Giải Nhất | Giải Nhì")."""
    forms = [NameColumn(n, None, form) for n, form in enumerate(_forms_told(line, cells)) if form]
    if len(forms) > 1:
        return forms
    named = [n for n, role in enumerate(roles) if role == "name"]
    kinds = [NameColumn(n, KINDS[titles[n]], None) for n in named if titles[n] in KINDS]
    if len(kinds) > 1 and any(titles[column.number] == "cá nhân" for column in kinds):
        return kinds
    if not named:
        return []
    best = min(named, key=lambda n: _ROLES["name"].index(_first(titles[n])))
    return [NameColumn(best, KINDS.get(titles[best]), None)]


def _forms_told(line: Line, cells: list[Cell]) -> list[str | None]:
    """The form that each title is: "Giải Nhất"."""
    told: list[str | None] = []
    for start, end in cells:
        title = Sentence(line.view, start, end, line.quotes_in(start, end))
        form = form_at(title, 0) if title.chunks and "form" in title.chunks[0].tags else None
        told.append(form.name if form is not None and not form.general and form.prize else None)
    return told


def _first(title: str) -> str:
    """The word of the lexicon that a title opens with."""
    return next(word for word in _ROLES["name"] if title.startswith(word))
