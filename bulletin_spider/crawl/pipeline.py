"""Where records go: the site's state at once, the dataset at the end of the run."""

from __future__ import annotations

import sqlite3
from typing import Any, Self

from scrapy.crawler import Crawler

from bulletin_spider.errors import OutputError
from bulletin_spider.records import Bulletin


class StatePipeline:
    """Takes each record into the state of its site.

    What it accepted is safe from kill -9; the dataset follows when the spider closes, and at the start
    of the next run where a kill came between.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Take a record in; what feeds export is the record as it now stands, revision and all."""
        spider: Any = self.crawler.spider
        if not isinstance(item, Bulletin) or not hasattr(spider, "output"):
            return item
        state = spider.output.state
        try:
            change, bulletin = state.accept(item)
        except (sqlite3.Error, OSError) as error:
            # Without a state nothing that follows could be kept: the run ends here.
            spider.give_up(OutputError(f"{state.path}: cannot be written ({error}); free space, run again"))
            return item
        spider.run.changes[change.value] += 1
        return bulletin

    def close_spider(self) -> None:
        """Show in the dataset what the state holds."""
        spider: Any = self.crawler.spider
        if not hasattr(spider, "output"):
            return
        try:
            spider.files = spider.output.show()
        except OutputError as error:
            spider.fatal = spider.fatal or error
