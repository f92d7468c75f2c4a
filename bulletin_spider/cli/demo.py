"""`bulletin demo`: the whole way on a ward site that ships with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bulletin_spider.cli.crawl import FormatOption, JsonOption, OutputOption, report
from bulletin_spider.demo import GENERATIONS, DemoSite
from bulletin_spider.demo.server import serve
from bulletin_spider.errors import UsageError
from bulletin_spider.sites.registry import find_site


def demo(
    output: OutputOption = Path("output"),
    formats: FormatOption = None,
    generation: Annotated[
        str, typer.Option(help="NukeViet markup to serve: " + ", ".join(GENERATIONS))
    ] = "4.5",
    as_json: JsonOption = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show Scrapy's log.")] = False,
) -> None:
    """Serve the bundled demo ward on loopback and crawl it with the real spider.

    Examples:
      bulletin demo

      bulletin demo --output /tmp/demo --format parquet --format jsonl
    """
    from bulletin_spider.cli.process import run
    from bulletin_spider.spiders.ward import WardSpider

    if generation not in GENERATIONS:
        raise UsageError(f"--generation {generation}: known are {', '.join(GENERATIONS)}")
    with serve(DemoSite(generation)) as site:
        ward = find_site("demo").model_copy(update={"url": f"{site.origin}/"})
        ours = {
            "BULLETIN_OUTPUT": str(output),
            "BULLETIN_FORMATS": " ".join(formats or ["parquet"]),
            "BULLETIN_PROGRESS": not as_json,
        }
        spider = run(WardSpider, {"site": ward}, ours, [], verbose=verbose)
    report(spider, as_json=as_json)
