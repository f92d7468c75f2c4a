"""`bulletin sites`: the declared sites, or the check of one declaration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bulletin_spider.cli.crawl import JsonOption, SitesOption
from bulletin_spider.cli.terminal import console
from bulletin_spider.pages.overrides import check_overrides
from bulletin_spider.sites.registry import declared_sites, load_site


def sites(
    declaration: Annotated[
        Path | None, typer.Argument(help="A .toml declaration to check; all declared sites without it.")
    ] = None,
    folder: SitesOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the declared sites, or check one declaration.

    Examples:
      bulletin sites

      bulletin sites ./my-ward.toml
    """
    if declaration is not None:
        found = [(declaration, load_site(declaration))]
    else:
        found = list(declared_sites(folder))
    for _, site in found:
        check_overrides(site)
    if as_json:
        rows = [{"file": str(path), **site.model_dump(mode="json")} for path, site in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table("id", "url", "family", "ward", "delay")
    for _, site in found:
        delay = "none (this machine)" if site.is_loopback else f"{site.politeness.delay:g} s"
        table.add_row(site.id, site.url, site.family, site.unit.name or "", delay)
    console().print(table)
