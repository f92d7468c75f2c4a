"""Running one spider to its end in this process."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from bulletin_spider import settings as project
from bulletin_spider.errors import UsageError
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
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"-s {pair}: write a setting as NAME=VALUE")
        _check(name, value, settings)
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


def _check(name: str, value: str, settings: Settings) -> None:
    """Refuse a setting that Scrapy would trip over, or would pass over as a slip of the pen."""
    near = [] if name in settings else difflib.get_close_matches(name, list(settings), 1, 0.85)
    if near:
        raise UsageError(f"-s {name}: no such setting; did you mean {near[0]}?")
    if type(settings.get(name)) in {int, float}:
        try:
            float(value)
        except ValueError:
            raise UsageError(f"-s {name}={value}: must be a number") from None
