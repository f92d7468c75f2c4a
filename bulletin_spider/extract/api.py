"""One page as a record, without a crawl."""

from __future__ import annotations

from datetime import datetime

from bulletin_spider.errors import PageError
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.outcome import Extracted, Rejected
from bulletin_spider.records import Bulletin, Capture
from bulletin_spider.sites.schema import Site


def extract(
    body: bytes, *, url: str, fetched_at: datetime, site: Site | None = None, content_type: str = ""
) -> Bulletin:
    """The record of one article page; `body` is the payload with its content coding undone.

    `fetched_at` must know its zone: relative dates are read against it. `content_type` is the header of
    that name, for its charset. Raises PageError for a page that is no article or breaks a rule of the
    record, with what it is instead or which rule.
    """
    if not isinstance(body, bytes):
        raise TypeError(
            f"body: must be bytes, as the server sent them (response.content), not {type(body).__name__}"
        )
    if fetched_at.tzinfo is None:
        raise ValueError("fetched_at: has no zone; relative dates could not be read")
    capture = Capture(url=url, fetched_at=fetched_at, status=200)
    outcome = Extractor(site or Site.from_url(url)).read(capture, body, content_type)
    if isinstance(outcome, Extracted):
        return outcome.bulletin
    if isinstance(outcome, Rejected):
        raise PageError(f"{url}: not a valid record: {'; '.join(outcome.reasons)}")
    raise PageError(f"{url}: no article, but a page of kind {outcome.kind.value}")
