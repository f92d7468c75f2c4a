"""What becomes of a re-extraction: a new table, or a difference."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from bulletin_spider.errors import BulletinError, EmptySiteError, OutputError
from bulletin_spider.extract.publish import compare_site, replace_site
from bulletin_spider.extract.replay import Replay
from bulletin_spider.extract.sift import Tally
from bulletin_spider.extract.spool import Spool
from bulletin_spider.extract.workers import Workers

# What people look at is in rebuilt_shown, loaded for them alone: rich takes as long as reading fifteen pages.


def watch(captures: Iterator[int], tally: Tally) -> None:
    """Have everything read, and show a person how far it has come."""
    if sys.stderr.isatty():
        from bulletin_spider.cli import rebuilt_shown

        rebuilt_shown.watch(captures, tally)
    for _ in captures:
        pass


def replace(
    replay: Replay,
    spool: Spool,
    output: Path,
    formats: Iterable[str],
    workers: Workers,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Put the tables of all sites in the place of the old ones, and say so."""
    damage = "".join(f"{problem}; " for problem in replay.tally.problems[:1])
    done = {}
    for name in spool.sites():
        site = replay.sites[name]
        done[name] = replace_site(output, site, spool, formats, workers, force=force, damage=damage)
    tally = replay.tally
    if not as_json:
        from bulletin_spider.cli import rebuilt_shown

        rebuilt_shown.print_tables(done, tally)
        return
    _print_json(tally, done)


def nothing(replay: Replay, archive: Path, *, as_json: bool) -> BulletinError:
    """What is said where no article was found, and whether that is the archive's fault."""
    tally = replay.tally
    if as_json:
        _print_json(tally, {})
    told = f"{archive}: {tally.captures} captures read, and no article found"
    for reason, (number, first) in tally.lost().items():
        told += f"; {reason}: {number}" + (f" (the first: {first})" if first else "")
    return OutputError(told) if tally.problems or tally.rejected else EmptySiteError(told)


def _print_json(tally: Tally, done: dict[str, tuple[int, list[Path]]]) -> None:
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


def compare(replay: Replay, spool: Spool, output: Path, *, as_json: bool) -> None:
    """Say what the new tables would change in the old ones."""
    with tempfile.TemporaryDirectory() as folder:
        found = [compare_site(output, replay.sites[name], spool, Path(folder)) for name in spool.sites()]
    if as_json:
        typer.echo(json.dumps([vars(one) for one in found], ensure_ascii=False, default=str))
        return
    from bulletin_spider.cli import rebuilt_shown

    rebuilt_shown.print_differences(found)
