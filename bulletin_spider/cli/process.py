"""Running one spider to its end in this process."""

from __future__ import annotations

from typing import Any, TypeVar

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from bulletin_spider import settings as project
from bulletin_spider.cli.settings import given_settings
from bulletin_spider.extract.garbage import collect_less

SpiderT = TypeVar("SpiderT", bound=Spider)


def run(
    spider: type[SpiderT],
    arguments: dict[str, Any],
    ours: dict[str, Any],
    given: list[str],
    *,
    verbose: bool = False,
) -> SpiderT:
    """The spider after its run; raises what kept it from starting.

    `ours` are settings of the command, `given` the user's own NAME=VALUE pairs, which win over a site's
    declaration.
    """
    settings = Settings()
    settings.setmodule(project, priority="project")
    settings.setdict({"LOG_LEVEL": "INFO" if verbose else "ERROR", **ours}, priority="project")
    for name, value in given_settings(given, settings):
        settings.set(name, value, priority="cmdline")
    collect_less()
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    task = process.crawl(crawler, **arguments)
    process.start()
    if not task.done() or task.cancelled():
        # A second Ctrl-C ends everything at once.
        raise KeyboardInterrupt
    error = task.exception()
    if error is not None:
        raise error
    if not isinstance(crawler.spider, spider):
        raise KeyboardInterrupt
    return crawler.spider
