"""What people see of a run: a short table, where the files are, and what to type next."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from bulletin_spider.cli.terminal import console
from bulletin_spider.wording import counted

if TYPE_CHECKING:
    from bulletin_spider.spiders.ward import WardSpider


def run_table(spider: WardSpider, hint: str | None = None) -> None:
    """Print what a run found, where it is and what to type next."""
    terminal = console(soft_wrap=True)
    run = spider.run
    table = Table(title=f"{spider.site.name or spider.site.id}", title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column()
    table.add_row("bulletins", str(run.facts["bulletins"]), _changes(spider))
    table.add_row("models (mô hình)", str(run.found["models"]), "in the bulletins read now")
    table.add_row("awards (khen thưởng)", str(run.found["awards"]), "in the bulletins read now")
    table.add_row("requests", str(run.requests), _outcomes(spider))
    terminal.print(table)
    for repaired in spider.output.repairs:
        terminal.print(f"Repaired after a killed run: {repaired}")
    for path in spider.files:
        terminal.print(f"Table:  {path}")
    terminal.print(f"Record: {run.folder / 'manifest.json'}")
    if spider.files:
        terminal.print(hint or _next(spider), style="dim")


def _changes(spider: WardSpider) -> str:
    changes = spider.run.changes
    names = ("new", "revised", "moved", "returned", "reread", "removed", "same")
    said = [f"{changes[name]} {name}" for name in names if changes[name]]
    return ", ".join(said) or "nothing new"


def _outcomes(spider: WardSpider) -> str:
    counts = spider.run.counts
    return ", ".join(
        counted(counts[name], name) for name in ("records", "lists", "misses", "rejects", "errors")
    )


def _next(spider: WardSpider) -> str:
    """A command that runs as it stands: with this interpreter, and with nothing that was not installed."""
    show = f"print(*read('{spider.output.folder}').to_table(['title'])['title'], sep='\\n')"
    return f'Next:   {_shortest(sys.executable)} -c "from bulletin_spider import read; {show}"'


def _shortest(path: str) -> str:
    below = Path(path).absolute()
    return str(below.relative_to(Path.cwd())) if below.is_relative_to(Path.cwd()) else path
