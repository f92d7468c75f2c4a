"""`bulletin mine`: models and awards in a text, with the words that support them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bulletin_spider.cli.terminal import console
from bulletin_spider.errors import UsageError
from bulletin_spider.mining import Findings, mine

_STYLES = {"model": "bold black on bright_green", "award": "bold black on bright_yellow"}


def mine_text(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A text file, or - for standard input.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print findings as JSON, on a terminal too.")
    ] = False,
) -> None:
    """Find local models (mô hình) and awards (khen thưởng) in plain text; its first line is the title.

    On a terminal the evidence is highlighted in the text; elsewhere findings are printed as JSON.

    Examples:
      bulletin mine article.txt

      pbpaste | bulletin mine - --json
    """
    text = read_text(file)
    found = mine(text)
    if as_json or not sys.stdout.isatty():
        typer.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    terminal = console()
    terminal.print(highlighted(text, found))
    terminal.print()
    for line in listed(found):
        terminal.print(line)


def read_text(file: str) -> str:
    """The text of a file or of standard input; UsageError where it cannot be read as UTF-8."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8 text (byte {error.start}); convert it first") from None


def highlighted(text: str, found: Findings) -> Text:
    """The text with models marked green and awards yellow."""
    shown = Text(text)
    for award in found.awards:
        shown.stylize(_STYLES["award"], award.evidence.start, award.evidence.end)
    for model in found.models:
        shown.stylize(_STYLES["model"], model.evidence.start, model.evidence.end)
    return shown


def listed(found: Findings) -> list[Text]:
    """One line a finding."""
    lines = []
    for model in found.models:
        said = model.name or "(a number only)"
        count = f" × {model.count}" if model.count is not None else ""
        lines.append(Text.assemble((" mô hình ", _STYLES["model"]), f" {said}{count}"))
    for award in found.awards:
        parts = [f"{award.count if award.count is not None else '?'} {award.recipient_type}"]
        parts += [", ".join(award.recipients)] if award.recipients else []
        parts += [part for part in (award.form, award.achievement) if part]
        parts += [f"by {award.awarded_by}"] if award.awarded_by else []
        lines.append(Text.assemble((" khen thưởng ", _STYLES["award"]), " " + " · ".join(parts)))
    return lines or [Text("no model and no award found", style="dim")]
