"""`bulletin inspect`: one page's fields, with the rule and the evidence behind each."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from bulletin_spider.cli.crawl import JsonOption, SitesOption
from bulletin_spider.cli.source import Source, read_source
from bulletin_spider.errors import PageError
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.outcome import Extracted, NotABulletin, Outcome, Rejected
from bulletin_spider.extract.unreadable import why_no_page
from bulletin_spider.pages.base import Kind
from bulletin_spider.sites.registry import find_site, site_of


def inspect(
    page: Annotated[str, typer.Argument(metavar="URL|FILE|-|WARC#n|WARC@offset", help="The page to read.")],
    site: Annotated[str | None, typer.Option(help="Read it as a page of this site (id or .toml).")] = None,
    url: Annotated[str | None, typer.Option(help="Address of the page, for a file.")] = None,
    sites: SitesOption = None,
    contact: Annotated[str | None, typer.Option(envvar="BULLETIN_CONTACT", help="Told to the site.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what one page says, and which rule and which words gave each value.

    A page of an archive is named by its number among the file's responses, or by its first byte, as
    warc_file and warc_offset of a table's row do. It is read as `bulletin extract` reads it.

    Examples:
      bulletin inspect https://tentinh.gov.vn/news/tin-tuc/hop-bao-3194.html

      bulletin inspect saved.html --url https://tentinh.gov.vn/tin-tuc/hop-bao-3194.html

      bulletin inspect output/archive/demo/2026/demo-20260305T093000Z-1a2b-00001.warc.gz#12 --json

      bulletin inspect output/archive/demo/2026/demo-20260305T093000Z-1a2b-00001.warc.gz@84708

      bulletin inspect crawl.wacz/archive/data.warc.gz@84708
    """
    declared = find_site(site, sites) if site else None
    source = read_source(
        page, declared, lambda address, typed: site_of(address, sites, typed=typed), url, contact
    )
    outcome: Outcome = NotABulletin(Kind.FOREIGN)
    if source.flaw is None:
        outcome = Extractor(source.site).read(source.capture, source.body, source.content_type)
    reason = source.flaw or why_no_page(outcome)
    if as_json:
        typer.echo(json.dumps(_plain(source, outcome, reason), ensure_ascii=False, indent=2))
    else:
        # Rich takes as long to load as reading fifteen pages: only who looks waits for it.
        from bulletin_spider.cli.inspect_shown import show

        show(source, outcome)
    if reason is not None:
        raise PageError(f"{page}: {reason}")


def _plain(source: Source, outcome: Outcome, reason: str | None) -> dict[str, Any]:
    if isinstance(outcome, Extracted):
        return {"outcome": "record", **outcome.bulletin.model_dump(mode="json")}
    if isinstance(outcome, Rejected):
        return {"outcome": "rejected", "url": outcome.url, "reasons": list(outcome.reasons)}
    return {
        "outcome": "no bulletin",
        "url": source.capture.url,
        "asked": source.asked,
        "status": source.status,
        "family": outcome.family,
        "kind": None if source.flaw else outcome.kind.value,
        "reason": reason,
        "links": [{"url": link.url, "kind": link.kind, "key": link.key} for link in outcome.links],
    }
