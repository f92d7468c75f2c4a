"""`bulletin extract`: records out of archives, with no network."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bulletin_spider.archive.folder import is_there
from bulletin_spider.cli.crawl import FormatOption, JsonOption, OutputOption, SitesOption
from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.extract.formats import read_formats
from bulletin_spider.extract.replay import Replay
from bulletin_spider.extract.spool import Spool
from bulletin_spider.extract.workers import Workers
from bulletin_spider.sites.registry import find_site


def extract(
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
    for path in archives:
        if not is_there(path):
            raise UsageError(f"{path}: no such file or folder")
    wanted = read_formats(formats or ["parquet"])
    declared = find_site(site, sites) if site else None
    with Workers(jobs) as workers, closing(Spool()) as spool:
        replay = Replay(archives, workers, site=declared)
        captures = replay.read(spool)
        next(captures, None)
        # Arrow and rich take a tenth of a second to load, in which the workers have work by now.
        from bulletin_spider.cli import rebuilt

        rebuilt.watch(captures, replay.tally)
        if not replay.tally.counts["records"]:
            raise rebuilt.nothing(replay, archives[0], as_json=as_json)
        if diff:
            rebuilt.compare(replay, spool, output, as_json=as_json)
        else:
            rebuilt.replace(replay, spool, output, wanted, workers, force=force, as_json=as_json)
    if replay.tally.problems:
        worst = replay.tally.problems[0]
        more = f" (and {len(replay.tally.problems) - 1} more)" if len(replay.tally.problems) > 1 else ""
        raise OutputError(f"{worst}{more}; what could be read was used")
