"""What people see of a re-extraction, and what becomes of it: a new table, or a difference."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bulletin_spider.cli.terminal import console
from bulletin_spider.extract.difference import Difference
from bulletin_spider.extract.publish import compare_site, replace_site
from bulletin_spider.extract.replay import Replay
from bulletin_spider.extract.sift import Tally
from bulletin_spider.extract.spool import Spool


def watch(captures: Iterator[int], tally: Tally) -> None:
    """Have everything read, and show how far it has come."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading the archive", total=None)
        for number in captures:
            bar.update(task, description=f"{number} captures, {tally.counts['records']} records")


def replace(replay: Replay, spool: Spool, output: Path, formats: Iterable[str], *, as_json: bool) -> None:
    """Put the tables of all sites in the place of the old ones, and say so."""
    done = {name: replace_site(output, replay.sites[name], spool, formats) for name in spool.sites()}
    tally = replay.tally
    if as_json:
        summary: dict[str, Any] = {
            "captures": tally.captures,
            **tally.counts,
            "sites": {
                name: {"bulletins": n, "files": list(map(str, files))} for name, (n, files) in done.items()
            },
            "rejections": [{"url": url, "reasons": reasons} for url, reasons in tally.rejected],
            "problems": list(map(str, tally.problems)),
        }
        typer.echo(json.dumps(summary, ensure_ascii=False))
        return
    terminal = console(soft_wrap=True)
    counts = tally.counts
    terminal.print(f"{tally.captures} captures: " + ", ".join(f"{n} {name}" for name, n in counts.items()))
    for name, (number, files) in done.items():
        for path in files:
            terminal.print(f"{name}: {number} bulletins in {path}")
    for url, reasons in tally.rejected[:10]:
        terminal.print(f"rejected {url}: {'; '.join(reasons)}")


def compare(replay: Replay, spool: Spool, output: Path, *, as_json: bool) -> None:
    """Say what the new tables would change in the old ones."""
    with tempfile.TemporaryDirectory() as folder:
        found = [compare_site(output, replay.sites[name], spool, Path(folder)) for name in spool.sites()]
    if as_json:
        typer.echo(json.dumps([vars(one) for one in found], ensure_ascii=False, default=str))
        return
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
