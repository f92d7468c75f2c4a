"""`bulletin extract`: records out of archives, with no network."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bulletin_spider.cli.crawl import FormatOption, JsonOption, OutputOption, SitesOption
from bulletin_spider.cli.terminal import console
from bulletin_spider.crawl.output import read_formats
from bulletin_spider.errors import EmptySiteError, OutputError, UsageError
from bulletin_spider.extract.difference import Difference
from bulletin_spider.extract.publish import compare_site, replace_site
from bulletin_spider.extract.replay import Replay
from bulletin_spider.extract.spool import Spool
from bulletin_spider.extract.workers import Workers
from bulletin_spider.sites.registry import find_site


def extract(
    archives: Annotated[list[Path], typer.Argument(help="WARC files, or folders that hold some.")],
    site: Annotated[
        str | None, typer.Option(help="Take every capture as of this site (id or .toml).")
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Say what would change in OUTPUT; write nothing.")
    ] = False,
    output: OutputOption = Path("output"),
    formats: FormatOption = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")] = os.cpu_count() or 1,
    sites: SitesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rebuild the table of each site in some archives: ours, or any crawler's WARCs.

    The whole history of a site comes from the archives named, so name all of its archives.

    Examples:
      bulletin extract output/archive

      bulletin extract output/archive --diff

      bulletin extract site.warc.gz --output elsewhere --format jsonl
    """
    for path in archives:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
    wanted = read_formats(formats or ["parquet"])
    with Workers(jobs) as workers:
        spool = Spool()
        replay = Replay(archives, workers, site=find_site(site, sites) if site else None)
        _read(replay, spool)
    try:
        if not spool.sites() and replay.tally.problems:
            raise OutputError(f"{replay.tally.problems[0]}; nothing could be read")
        if not replay.tally.counts["records"]:
            raise EmptySiteError(
                f"{archives[0]}: {replay.tally.captures} captures read, and no article found"
            )
        if diff:
            _report_differences(replay, spool, output, as_json=as_json)
        else:
            done = {name: replace_site(output, replay.sites[name], spool, wanted) for name in spool.sites()}
            _report(replay, done, as_json=as_json)
    finally:
        spool.close()
    if replay.tally.problems:
        worst = replay.tally.problems[0]
        more = f" (and {len(replay.tally.problems) - 1} more)" if len(replay.tally.problems) > 1 else ""
        raise OutputError(f"{worst}{more}; what could be read was used")


def _read(replay: Replay, spool: Spool) -> None:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading the archive", total=None)
        for captures in replay.read(spool):
            bar.update(task, description=f"{captures} captures, {replay.tally.counts['records']} records")


def _report(replay: Replay, done: dict[str, tuple[int, list[Path]]], *, as_json: bool) -> None:
    if as_json:
        summary: dict[str, Any] = {
            "captures": replay.tally.captures,
            **replay.tally.counts,
            "sites": {
                name: {"bulletins": n, "files": list(map(str, files))} for name, (n, files) in done.items()
            },
            "rejections": [{"url": url, "reasons": reasons} for url, reasons in replay.tally.rejected],
            "problems": list(map(str, replay.tally.problems)),
        }
        typer.echo(json.dumps(summary, ensure_ascii=False))
        return
    terminal = console(soft_wrap=True)
    counts = replay.tally.counts
    terminal.print(
        f"{replay.tally.captures} captures: " + ", ".join(f"{n} {name}" for name, n in counts.items())
    )
    for name, (number, files) in done.items():
        for path in files:
            terminal.print(f"{name}: {number} bulletins in {path}")
    for url, reasons in replay.tally.rejected[:10]:
        terminal.print(f"rejected {url}: {'; '.join(reasons)}")


def _report_differences(replay: Replay, spool: Spool, output: Path, *, as_json: bool) -> None:
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
