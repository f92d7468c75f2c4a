"""`bulletin history`: the revisions of one bulletin, and what changed from each to the next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bulletin_spider.cli.crawl import JsonOption, OutputOption
from bulletin_spider.errors import UsageError
from bulletin_spider.records import Bulletin
from bulletin_spider.state import SiteState


def history(
    bulletin: Annotated[str, typer.Argument(metavar="ID", help="Id (or its beginning), address, or number.")],
    output: OutputOption = Path("output"),
    as_json: JsonOption = False,
) -> None:
    """Show how one bulletin changed: every revision with its capture, and a readable difference.

    `bulletin inspect` takes the place of a capture as it is printed.

    Examples:
      bulletin history 3194

      bulletin history 21cfb641-c954-5a97-9132-982647c1c3f5 --json
    """
    revisions = _find(output, bulletin)
    if as_json:
        typer.echo(json.dumps([r.model_dump(mode="json") for r in revisions], ensure_ascii=False))
        return
    # Rich takes as long to load as reading fifteen pages: only who looks waits for it.
    from bulletin_spider.cli.history_shown import show

    show(revisions, output)


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
