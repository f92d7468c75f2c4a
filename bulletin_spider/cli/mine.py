"""`bulletin mine`: models and awards in a text, with the words that support them."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from bulletin_spider.cli.plain import read_text
from bulletin_spider.mining import mine


def mine_text(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A text file, or - for standard input.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print findings as JSON, on a terminal too.")
    ] = False,
) -> None:
    """Find local models (mô hình) and awards (khen thưởng) in plain text; its first line is the title.

    On a terminal the evidence is marked in the text; elsewhere findings are printed as JSON.

    Examples:
      bulletin mine article.txt

      cat article.txt | bulletin mine - --json
    """
    text = read_text(file)
    found = mine(text)
    if as_json or not sys.stdout.isatty():
        typer.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    # Rich takes as long to load as reading fifteen pages: only who looks waits for it.
    from bulletin_spider.cli.mine_shown import show

    show(text, found)
