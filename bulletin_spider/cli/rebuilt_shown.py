"""What people see of a re-extraction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bulletin_spider.cli.terminal import console
from bulletin_spider.extract.difference import Difference
from bulletin_spider.extract.sift import Tally
from bulletin_spider.wording import counted


def watch(captures: Iterator[int], tally: Tally) -> None:
    """Show how far the reading of an archive has come."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("reading the archive", total=None)
        for number in captures:
            bar.update(
                task,
                description=f"{counted(number, 'captures')}, {counted(tally.counts['records'], 'records')}",
            )


def print_tables(done: dict[str, tuple[int, list[Path]]], tally: Tally) -> None:
    """Say which tables were written from how many captures, and which pages were rejected."""
    terminal = console(soft_wrap=True)
    counts = tally.counts
    said = ", ".join(counted(number, name) for name, number in counts.items())
    terminal.print(f"{counted(tally.captures, 'captures')}: {said}")
    for name, (number, files) in done.items():
        for path in files:
            terminal.print(f"{name}: {counted(number, 'bulletins')} in {path}")
    for url, reasons in tally.rejected[:10]:
        terminal.print(f"rejected {url}: {'; '.join(reasons)}")


def print_differences(found: Iterable[Difference]) -> None:
    """Say how many records of each site would change, and which fields."""
    terminal = console()
    for one in found:
        terminal.print(
            f"{one.site}: {one.same} same, {one.changed} changed, {one.added} added, {one.gone} gone"
        )
        if one.fields:
            terminal.print(_table(one))


def _table(found: Difference) -> Table:
    table = Table("field", "records", "before", "after")
    for name, number in found.fields.most_common():
        first = found.examples[name][0]
        table.add_row(name, str(number), _short(first["before"]), _short(first["after"]))
    return table


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:60]}…"
