"""`bulletin crawl`: one site, from its pages to its table."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin_spider.errors import BulletinError

if TYPE_CHECKING:
    from bulletin_spider.spiders.ward import WardSpider

SiteArgument = Annotated[str, typer.Argument(help="A site's id, its address, or a .toml declaration.")]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", help="Folder for state, dataset and records of runs.")
]
FormatOption = Annotated[
    list[str] | None,
    typer.Option("--format", help="parquet (default) or jsonl; may be given several times."),
]
SettingOption = Annotated[
    list[str] | None, typer.Option("-s", metavar="NAME=VALUE", help="A Scrapy setting; wins over the site.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
SitesOption = Annotated[
    Path | None,
    typer.Option("--sites", envvar="BULLETIN_SITES", help="A folder of your own site declarations."),
]


def crawl(
    site: SiteArgument,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Ask for no article published before YYYY-MM-DD.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask for no more after this many records.")] = None,
    section: Annotated[str | None, typer.Option(help='One section, by name or alias: "Khối Đảng".')] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Read every list, and ask for every known article again.")
    ] = False,
    output: OutputOption = Path("output"),
    formats: FormatOption = None,
    sites: SitesOption = None,
    contact: Annotated[
        str | None,
        typer.Option(envvar="BULLETIN_CONTACT", help="Your e-mail or web page, told to the site."),
    ] = None,
    setting: SettingOption = None,
    as_json: JsonOption = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show Scrapy's log.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
) -> None:
    """Crawl one ward site into OUTPUT/dataset/v1/SITE.parquet.

    Every answer is archived in OUTPUT/archive first. A second run asks for what can have changed: new
    articles, recent ones, and from time to time the whole site.

    Examples:
      bulletin crawl https://tentinh.gov.vn/ --contact you@example.org

      bulletin crawl your-ward --since 2024-01-01 --format parquet --format jsonl

      bulletin crawl ./my-ward.toml --limit 20 --json
    """
    wanted = {"site": site, "since": since, "limit": limit, "section": section, "full": full}
    ours = {
        "BULLETIN_OUTPUT": str(output),
        "BULLETIN_FORMATS": " ".join(formats or ["parquet"]),
        "BULLETIN_SITES": str(sites or ""),
        "BULLETIN_CONTACT": contact or "",
        "BULLETIN_PROGRESS": not quiet and not as_json,
    }
    # Scrapy takes half a second to load: only a command that crawls waits for it.
    from bulletin_spider.cli.process import run
    from bulletin_spider.spiders.ward import WardSpider

    spider = run(WardSpider, wanted, ours, setting or [], verbose=verbose)
    report(spider, as_json=as_json)


def report(spider: WardSpider, *, as_json: bool, hint: str | None = None) -> None:
    """Say what a run found; exits with the code of its verdict."""
    verdict: BulletinError | None = spider.verdict
    if as_json:
        summary = {**spider.run.summary(), "files": [str(path) for path in spider.files]}
        summary["exit_code"] = verdict.exit_code if verdict else 0
        typer.echo(json.dumps(summary, ensure_ascii=False, default=str))
    elif spider.run.counts["records"] or verdict is None:
        from bulletin_spider.cli.show import run_table

        run_table(spider, hint)
    if verdict is not None:
        if not as_json:
            typer.echo(f"bulletin: {verdict}", err=True)
        sys.exit(verdict.exit_code)
