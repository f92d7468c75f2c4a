"""`bulletin extract`: records out of archives, with no network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from bulletin_spider.cli.crawl import FormatOption, JsonOption, OutputOption, SitesOption
from bulletin_spider.extract.garbage import collect_nothing
from bulletin_spider.extract.workers import Workers


def extract(
    context: typer.Context,
    # What may not be read is told by the reader, in one line and with the file's name.
    archives: Annotated[
        list[Path], typer.Argument(readable=False, help="WARC or WACZ files, or folders of them.")
    ],
    site: Annotated[
        str | None, typer.Option(help="Take every capture as of this site (id or .toml).")
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Say what would change in OUTPUT; write nothing.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a table even by one that lacks some of its records.")
    ] = False,
    output: OutputOption = Path("output"),
    formats: FormatOption = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, help="Worker processes.", show_default="one a core")
    ] = os.cpu_count() or 1,
    sites: SitesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rebuild the table of each site in some archives: ours, or any crawler's WARCs.

    The whole history of a site comes from the archives named, so name all of its archives: a table that
    holds more than they give is left as it is.

    Examples:
      bulletin extract output/archive

      bulletin extract output/archive --diff

      bulletin extract site.warc.gz crawl.wacz --output elsewhere --format jsonl
    """
    with _workers(context.obj, jobs) as workers:
        # They load what reads pages while this process loads what writes tables.
        with collect_nothing():
            from bulletin_spider.cli import rebuilt
        wanted = rebuilt.Wanted(site, sites, output, tuple(formats or ()), diff, force, as_json)
        rebuilt.run(archives, wanted, workers)


def _workers(begun: Workers | None, count: int) -> Workers:
    """Those that were begun before the command line was understood, if they are as many as it asks for."""
    if begun is not None and begun.count == count:
        return begun
    if begun is not None:
        begun.close()
    return Workers(count)
