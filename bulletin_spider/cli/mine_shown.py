"""What people see of models and awards: evidence marked in the text, and each finding with its words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.padding import Padding
from rich.text import Text

from bulletin_spider.cli.terminal import console, has_colour, printable
from bulletin_spider.mining import Findings
from bulletin_spider.records import AwardMention, Evidence

# Colours of their own: what a terminal calls black is grey in many themes.
_STYLES = {"model": "#000000 on #87d787", "award": "#000000 on #ffd75f"}
_OPEN, _CLOSE = "⟦", "⟧"


def show(text: str, found: Findings) -> None:
    """Print a text with its evidence marked, then the findings."""
    terminal = console()
    terminal.print(_coloured(text, found) if has_colour(terminal) else _bracketed(text, found))
    terminal.print()
    for line in listed(found):
        terminal.print(line)


def _coloured(text: str, found: Findings) -> Text:
    """The text with models marked green and awards yellow."""
    shown = Text(printable(text))
    for award in found.awards:
        shown.stylize(_STYLES["award"], award.evidence.start, award.evidence.end)
    for model in found.models:
        shown.stylize(_STYLES["model"], model.evidence.start, model.evidence.end)
    return shown


def _bracketed(text: str, found: Findings) -> Text:
    """The text with brackets around the evidence, for terminals that show no colour."""
    evidence = [model.evidence for model in found.models] + [award.evidence for award in found.awards]
    spans = {(at.start, at.end) for at in evidence}
    # What ends at a place closes before what begins there opens.
    marks = sorted([(end, 0, _CLOSE) for _, end in spans] + [(start, 1, _OPEN) for start, _ in spans])
    shown, pieces, last = printable(text), [], 0
    for at, _, mark in marks:
        pieces += [shown[last:at], mark]
        last = at
    return Text("".join([*pieces, shown[last:]]))


def listed(found: Findings, *, name_fields: bool = False) -> Iterator[Text | Padding]:
    """One line a finding, and its evidence below; with the name of the field where there are several."""
    for model in found.models:
        count = f" × {model.count}" if model.count is not None else ""
        said = printable(model.name or "(a number only)")
        yield Text.assemble((" mô hình ", _STYLES["model"]), f" {said}{count}")
        yield _evidence(model.evidence, name_fields)
    for award in found.awards:
        yield Text.assemble((" khen thưởng ", _STYLES["award"]), " ", printable(_told(award)))
        yield _evidence(award.evidence, name_fields)
    if not found.models and not found.awards:
        yield Text("no model and no award found", style="dim")


def _told(award: AwardMention) -> str:
    parts = [f"{award.count if award.count is not None else '?'} {award.recipient_type}"]
    parts += [", ".join(award.recipients)] if award.recipients else []
    parts += [part for part in (award.form, award.achievement) if part]
    parts += [f"by {award.awarded_by}"] if award.awarded_by else []
    return " · ".join(parts)


def _evidence(at: Evidence, name_field: bool) -> Padding:
    where = f"{at.field} " if name_field else ""
    told = Text(f"{where}{at.start}–{at.end}: {printable(at.text)}", style="dim")
    return Padding(told, (0, 0, 0, 3), expand=False)
