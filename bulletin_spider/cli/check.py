"""`bulletin check`: whether an archive is whole, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bulletin_spider.archive import verify
from bulletin_spider.archive.folder import is_there
from bulletin_spider.cli.crawl import JsonOption
from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.wording import counted


def check(
    archive: Annotated[
        Path, typer.Argument(readable=False, help="The archive folder, such as output/archive.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Compare every file of an archive with its manifest: sizes, checksums, record counts, index.

    Example:
      bulletin check output/archive
    """
    if not is_there(archive) or not archive.is_dir():
        raise UsageError(f"{archive}: no such folder; give the one that holds the archive")
    problems = verify(archive)
    files = sum(1 for _ in archive.rglob("*.warc.gz"))
    if as_json:
        typer.echo(json.dumps({"files": files, "problems": list(map(str, problems))}, ensure_ascii=False))
    else:
        for problem in problems:
            typer.echo(str(problem))
        typer.echo(f"{counted(files, 'WARC files')} checked, {counted(len(problems), 'problems')}")
    if not files and not problems:
        raise OutputError(f"{archive}: no WARC file below it: give the folder that holds the archive")
    if problems:
        raise OutputError(f"{archive}: {counted(len(problems), 'problems')}; the first: {problems[0]}")
