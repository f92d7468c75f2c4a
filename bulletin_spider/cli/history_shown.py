"""What people see of a bulletin's revisions: where each is archived, and what changed, word for word."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.text import Text

from bulletin_spider.archive.places import present
from bulletin_spider.cli.terminal import console, printable
from bulletin_spider.records import Bulletin

_SHOWN = ("title", "lead", "body", "author", "published_at")
_STYLES = {"+": "green", "-": "red", "?": "dim"}


def show(revisions: list[Bulletin], output: Path) -> None:
    """Print each revision with its capture and what it changed."""
    terminal = console(soft_wrap=True)
    first, last = revisions[0], revisions[-1]
    terminal.print(_head(first, output))
    terminal.print(f"  {printable(first.title)}\n  {printable(first.url)}")
    for before, after in pairwise(revisions):
        terminal.print(_head(after, output))
        for line in _changes(before, after):
            terminal.print(line)
    if last.removed_at is not None:
        terminal.print(Text.assemble(("removed", "bold"), f" · found gone {last.removed_at:%d/%m/%Y %H:%M}"))


def _head(revision: Bulletin, output: Path) -> Text:
    seen = f" · seen {revision.fetched_at:%d/%m/%Y %H:%M} · {_place(revision, output)}"
    return Text.assemble((f"revision {revision.revision}", "bold"), seen)


def _place(revision: Bulletin, output: Path) -> str:
    """Where the page is archived, as `bulletin inspect` takes it."""
    if revision.warc_file is None:
        return "not archived"
    kept = output / "archive" / revision.warc_file
    # A table made from another archive names files of that one.
    file = kept if present(kept).exists() else Path(revision.warc_file)
    return shlex.quote(f"{file}@{revision.warc_offset}")


def _changes(before: Bulletin, after: Bulletin) -> Iterator[Text]:
    """The changed fields, line by line."""
    for name in _SHOWN:
        old, new = _lines(getattr(before, name)), _lines(getattr(after, name))
        if old == new:
            continue
        yield Text(f"  {name}", style="bold")
        for line in difflib.ndiff(old, new):
            if line[0] in _STYLES:
                yield Text(f"    {printable(line.rstrip())}", style=_STYLES[line[0]])


def _lines(value: Any) -> list[str]:
    return str(value).split("\n") if value is not None else []
