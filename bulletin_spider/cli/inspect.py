"""`bulletin inspect`: one page's fields, with the rule and the evidence behind each."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from bulletin_spider.cli.crawl import JsonOption, SitesOption
from bulletin_spider.cli.mine_shown import listed
from bulletin_spider.cli.source import read_source
from bulletin_spider.cli.terminal import console
from bulletin_spider.errors import PageError
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.outcome import Extracted, NotABulletin, Outcome, Rejected
from bulletin_spider.mining import Findings
from bulletin_spider.records import Bulletin
from bulletin_spider.sites.registry import find_site, site_of

_LONGEST = 400
_FOUND = ("models", "awards")
_UNSHOWN = ("field_sources", "warnings", *_FOUND)


def inspect(
    page: Annotated[str, typer.Argument(metavar="URL|FILE|WARC#n", help="The page to read.")],
    site: Annotated[str | None, typer.Option(help="Read it as a page of this site (id or .toml).")] = None,
    url: Annotated[str | None, typer.Option(help="Address of the page, for a file.")] = None,
    sites: SitesOption = None,
    contact: Annotated[str | None, typer.Option(envvar="BULLETIN_CONTACT", help="Told to the site.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what one page says, and which rule and which words gave each value.

    Examples:
      bulletin inspect https://tentinh.gov.vn/news/tin-tuc/hop-bao-3194.html

      bulletin inspect saved.html --url https://tentinh.gov.vn/tin-tuc/hop-bao-3194.html

      bulletin inspect output/archive/demo/2026/run-1.warc.gz#12 --json
    """
    declared = find_site(site, sites) if site else None
    source = read_source(page, declared, url, contact)
    reader = Extractor(declared or site_of(source.capture.url))
    outcome = reader.read(source.capture, source.body, source.content_type)
    if as_json:
        typer.echo(json.dumps(_plain(outcome), ensure_ascii=False, indent=2))
    else:
        _show(outcome, page)
    if isinstance(outcome, Rejected):
        raise PageError(f"{page}: not a valid record: {'; '.join(outcome.reasons)}")


def _plain(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Extracted):
        return {"outcome": "record", **outcome.bulletin.model_dump(mode="json")}
    if isinstance(outcome, Rejected):
        return {"outcome": "rejected", "url": outcome.url, "reasons": list(outcome.reasons)}
    links = [{"url": link.url, "kind": link.kind, "key": link.key} for link in outcome.links]
    return {"outcome": "no bulletin", "kind": outcome.kind.value, "links": links}


def _show(outcome: Outcome, page: str) -> None:
    terminal = console()
    if isinstance(outcome, Extracted):
        terminal.print(_fields(outcome.bulletin))
        found = Findings(models=outcome.bulletin.models, awards=outcome.bulletin.awards)
        for line in listed(found, name_fields=True):
            terminal.print(line)
    elif isinstance(outcome, NotABulletin):
        terminal.print(
            f"{page}: no bulletin, but a page of kind {outcome.kind} with {len(outcome.links)} links"
        )
        for link in outcome.links:
            terminal.print(f"  {link.kind:8} {link.url}", soft_wrap=True)


def _fields(bulletin: Bulletin) -> Table:
    """Field, value and rule, in the order of the contract."""
    table = Table("field", "value", "rule", title=str(bulletin.title), title_justify="left", show_lines=True)
    for name in Bulletin.model_fields:
        value = getattr(bulletin, name)
        if name in _UNSHOWN or value in (None, [], {}):
            continue
        text = "\n".join(map(_line, value)) if isinstance(value, list) else str(value)
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"
        table.add_row(name, Text(shown), bulletin.field_sources.get(name, ""))
    if bulletin.warnings:
        table.add_row("warnings", Text("\n".join(bulletin.warnings), style="yellow"), "")
    return table


def _line(value: Any) -> str:
    if hasattr(value, "url"):
        said = getattr(value, "caption", None) or getattr(value, "name", None)
        return f"{value.url} — {said}" if said else str(value.url)
    return str(value)
