"""`bulletin history`: the revisions of one bulletin, and what changed from each to the next."""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from bulletin_spider.cli.crawl import JsonOption, OutputOption
from bulletin_spider.cli.terminal import console
from bulletin_spider.errors import UsageError
from bulletin_spider.records import Bulletin
from bulletin_spider.state import SiteState

_SHOWN = ("title", "lead", "body", "author", "published_at")
_STYLES = {"+": "green", "-": "red", "?": "dim"}


def history(
    bulletin: Annotated[str, typer.Argument(metavar="ID", help="Id (or its beginning), address, or number.")],
    output: OutputOption = Path("output"),
    as_json: JsonOption = False,
) -> None:
    """Show how one bulletin changed: every revision with its capture, and a readable difference.

    Examples:
      bulletin history 3194

      bulletin history 21cfb641-c954-5a97-9132-982647c1c3f5 --json
    """
    revisions = _find(output, bulletin)
    if as_json:
        typer.echo(json.dumps([r.model_dump(mode="json") for r in revisions], ensure_ascii=False))
        return
    terminal = console(soft_wrap=True)
    before: Bulletin | None = None
    for revision in revisions:
        where = (
            f"{revision.warc_file} at byte {revision.warc_offset}" if revision.warc_file else "not archived"
        )
        seen = f" · seen {revision.fetched_at:%d/%m/%Y %H:%M} · {where}"
        terminal.print(Text.assemble((f"revision {revision.revision}", "bold"), seen))
        if before is None:
            terminal.print(f"  {revision.title}\n  {revision.url}")
        else:
            for line in changes(before, revision):
                terminal.print(line)
        before = revision
    if before is not None and before.removed_at is not None:
        gone = f" · found gone {before.removed_at:%d/%m/%Y %H:%M}"
        terminal.print(Text.assemble(("removed", "bold"), gone))


def _find(output: Path, wanted: str) -> list[Bulletin]:
    folder = output / "state"
    if not folder.is_dir():
        raise UsageError(f"{output}: holds no state of a crawl; give --output")
    found: list[list[Bulletin]] = []
    for path in sorted(folder.glob("*.sqlite")):
        with SiteState(path, path.stem) as state:
            found += [state.revisions(name) for name in state.find(wanted)]
    if not found:
        raise UsageError(f"{wanted}: no bulletin with that id, address or number in {output}")
    if len(found) > 1:
        several = ", ".join(f"{one[-1].id} ({one[-1].site})" for one in found[:5])
        raise UsageError(f"{wanted}: names {len(found)} bulletins: {several}; give one id")
    return found[0]


def changes(before: Bulletin, after: Bulletin) -> list[Text]:
    """The changed fields, word for word, line by line."""
    lines: list[Text] = []
    for name in _SHOWN:
        old, new = _lines(getattr(before, name)), _lines(getattr(after, name))
        if old == new:
            continue
        lines.append(Text(f"  {name}", style="bold"))
        lines += [
            Text(f"    {line.rstrip()}", style=_STYLES[line[0]])
            for line in difflib.ndiff(old, new)
            if line[0] in _STYLES
        ]
    return lines


def _lines(value: Any) -> list[str]:
    return str(value).split("\n") if value is not None else []
