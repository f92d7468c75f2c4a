"""What becomes of a re-extraction: a new table, or a difference."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from bulletin_spider.archive.folder import is_there
from bulletin_spider.errors import BulletinError, EmptySiteError, OutputError, UsageError
from bulletin_spider.extract.formats import read_formats
from bulletin_spider.extract.replay import Replay
from bulletin_spider.extract.sift import Tally
from bulletin_spider.extract.spool import Spool
from bulletin_spider.extract.workers import Workers
from bulletin_spider.sites.registry import find_site

# What people look at is in rebuilt_shown, loaded for them alone: rich takes as long as reading fifteen pages.


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for."""

    site: str | None
    sites: Path | None
    output: Path
    formats: tuple[str, ...]
    diff: bool
    force: bool
    as_json: bool


def run(archives: list[Path], wanted: Wanted, workers: Workers) -> None:
    """Read the archives, and put their tables in the place of the old ones or say what would change."""
    for path in archives:
        if not is_there(path):
            raise UsageError(f"{path}: no such file or folder")
    formats = read_formats(wanted.formats)
    site = find_site(wanted.site, wanted.sites) if wanted.site else None
    with closing(Spool()) as spool:
        replay = Replay(archives, workers, site=site)
        captures = replay.read(spool)
        next(captures)
        # Arrow takes a tenth of a second to load, in which the workers have work by now.
        from bulletin_spider.extract import publish

        _watch(captures, replay.tally)
        if not replay.tally.counts["records"]:
            raise _nothing(replay, archives[0], as_json=wanted.as_json)
        if wanted.diff:
            _say_differences(replay, spool, wanted)
        else:
            damage = "".join(f"{problem}; " for problem in replay.tally.problems[:1])
            done = {
                name: publish.replace_site(
                    wanted.output,
                    replay.sites[name],
                    spool,
                    formats,
                    workers,
                    force=wanted.force,
                    damage=damage,
                )
                for name in spool.sites()
            }
            _say_done(replay.tally, done, as_json=wanted.as_json)
    problems = replay.tally.problems
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise OutputError(f"{problems[0]}{more}; what could be read was used")


def _watch(captures: Iterator[int], tally: Tally) -> None:
    """Have everything read, and show a person how far it has come."""
    if sys.stderr.isatty():
        from bulletin_spider.cli import rebuilt_shown

        rebuilt_shown.watch(captures, tally)
    for _ in captures:
        pass


def _say_done(tally: Tally, done: dict[str, tuple[int, list[Path]]], *, as_json: bool) -> None:
    if as_json:
        _print_json(tally, done)
        return
    from bulletin_spider.cli import rebuilt_shown

    rebuilt_shown.print_tables(done, tally)


def _nothing(replay: Replay, archive: Path, *, as_json: bool) -> BulletinError:
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


def _say_differences(replay: Replay, spool: Spool, wanted: Wanted) -> None:
    from bulletin_spider.extract.publish import compare_site

    with tempfile.TemporaryDirectory() as folder:
        found = [
            compare_site(wanted.output, replay.sites[name], spool, Path(folder)) for name in spool.sites()
        ]
    if wanted.as_json:
        typer.echo(json.dumps([vars(one) for one in found], ensure_ascii=False, default=str))
        return
    from bulletin_spider.cli import rebuilt_shown

    rebuilt_shown.print_differences(found)
