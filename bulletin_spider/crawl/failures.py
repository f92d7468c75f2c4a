"""What a request without a response means."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from bulletin_spider.crawl.capture import NotArchivedError
from bulletin_spider.crawl.run import OutcomeName

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "no such host"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "timed out"),
    (ResponseDataLossError, "answer cut short"),
    (DownloadCancelledError, "answer too large"),
    (DownloadFailedError, "connection failed"),
)

_INFLATED = "Ignored response"
"""How Scrapy begins to say that an answer grew too large when its coding was undone."""


def describe(error: BaseException | None) -> tuple[OutcomeName, str]:
    """Outcome and reason of a request that failed with this error.

    What robots.txt or our own guard refuses is a miss: nothing went wrong. Everything else is an error.
    """
    if isinstance(error, NotArchivedError):
        return "errors", "not archived"
    if isinstance(error, IgnoreRequest) and str(error).startswith(_INFLATED):
        return "errors", "answer too large"
    if isinstance(error, IgnoreRequest):
        if "DOWNLOAD_MAXSIZE" in str(error):
            return "errors", "answer too large"
        return "misses", str(error) or "left alone"
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return "errors", reason
    return "errors", f"{type(error).__name__}: {error}"[:200]
