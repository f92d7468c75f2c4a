"""Log lines that name an item, and leave its text out."""

from __future__ import annotations

from typing import Any

from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult


class QuietFormatter(LogFormatter):
    """Scrapy's formatter without the item itself: a log is no second dataset."""

    def scraped(self, item: Any, response: Any, spider: Any) -> LogFormatterResult:
        """One line an item: its address."""
        line = super().scraped(item, response, spider)
        line["args"] = {"src": _source(response), "item": getattr(item, "url", type(item).__name__)}
        return line


def _source(response: Any) -> str:
    return response.url if isinstance(response, Response) else str(response)
