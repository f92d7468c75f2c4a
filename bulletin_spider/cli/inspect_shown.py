"""What people see of a page: where it is from, its fields with their rules, and its findings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bulletin_spider.cli.mine_shown import listed
from bulletin_spider.cli.source import Source
from bulletin_spider.cli.terminal import console, printable
from bulletin_spider.extract.outcome import Extracted, NotABulletin, Outcome
from bulletin_spider.mining import Findings
from bulletin_spider.pages.base import Kind
from bulletin_spider.records import Bulletin
from bulletin_spider.wording import counted

_NARROW = 60
"""Columns below which a table has no room for its values."""
_MOST_OF_BODY = 400
_UNSHOWN = ("field_sources", "warnings", "models", "awards")


class _Row(NamedTuple):
    name: str
    value: str
    rule: str
    style: str = ""


def show(source: Source, outcome: Outcome) -> None:
    """Print what a page is and what it says."""
    terminal = console()
    for name, value in _about(source, outcome):
        # Left to the terminal to break, so that an address can be copied whole.
        terminal.print(Text.assemble((f"{name}: ", "bold"), printable(value)), soft_wrap=True)
    if isinstance(outcome, Extracted):
        bulletin = outcome.bulletin
        terminal.print()
        _print_fields(terminal, bulletin)
        terminal.print()
        for line in listed(Findings(models=bulletin.models, awards=bulletin.awards), name_fields=True):
            terminal.print(line)
    elif isinstance(outcome, NotABulletin):
        for link in outcome.links:
            terminal.print(Text(f"  {link.kind:8} {printable(link.url)}"), soft_wrap=True)


def _about(source: Source, outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield "address", source.capture.url
    if source.asked is not None:
        yield "asked for as", source.asked
    if source.place is not None:
        yield "archived at", source.place
    if source.status is not None:
        yield "status", str(source.status)
    if isinstance(outcome, NotABulletin):
        links = f", with {counted(len(outcome.links), 'links')}" if outcome.links else ""
        yield "family", outcome.family or "none"
        yield "kind", f"none: {source.flaw}" if source.flaw else f"{outcome.kind}{links}"
    elif isinstance(outcome, Extracted):
        yield "family", outcome.bulletin.family
        yield "kind", Kind.ARTICLE.value


def _print_fields(terminal: Console, bulletin: Bulletin) -> None:
    """A table where there is room for one; elsewhere, and for programs, one field after the other."""
    on_terminal = sys.stdout.isatty()
    rows = list(_rows(bulletin, whole=not on_terminal))
    if on_terminal and terminal.width >= _NARROW:
        terminal.print(_table(rows))
        return
    for row in rows:
        value = row.value.replace("\n", "\n  ")
        rule = (f"  [{row.rule}]", "dim") if row.rule else ""
        terminal.print(Text.assemble((f"{row.name}: ", "bold"), (value, row.style), rule))


def _table(rows: list[_Row]) -> Table:
    table = Table(show_lines=True)
    # Folded, since rich would cut a long word, such as an address, and say only "…" for the rest.
    table.add_column("field", no_wrap=True)
    table.add_column("value", overflow="fold", ratio=1)
    table.add_column("rule", overflow="fold")
    for row in rows:
        table.add_row(row.name, Text(row.value, style=row.style), row.rule)
    return table


def _rows(bulletin: Bulletin, *, whole: bool) -> Iterator[_Row]:
    """Field, value and rule, in the order of the contract."""
    for name in Bulletin.model_fields:
        value = getattr(bulletin, name)
        if name in _UNSHOWN or value in (None, [], {}):
            continue
        text = printable("\n".join(map(_line, value)) if isinstance(value, list) else str(value))
        if name == "body" and len(text) > _MOST_OF_BODY and not whole:
            text = f"{text[:_MOST_OF_BODY]}… ({len(text)} characters; --json prints them all)"
        yield _Row(name, text, bulletin.field_sources.get(name, ""))
    if bulletin.warnings:
        yield _Row("warnings", "\n".join(bulletin.warnings), "", "yellow")


def _line(value: Any) -> str:
    if hasattr(value, "url"):
        said = getattr(value, "caption", None) or getattr(value, "name", None)
        return f"{value.url} — {said}" if said else str(value.url)
    return str(value)
