"""One answer of a site, as it was archived."""

from __future__ import annotations

from pydantic import PositiveInt

from bulletin_spider.records.base import Count, Digest, Moment, Record, Text


class Capture(Record):
    """Where and when a response was taken, and where its bytes are kept."""

    url: Text
    """Address asked for."""
    fetched_at: Moment
    """When the answer came."""
    status: PositiveInt
    """HTTP status code."""
    payload_digest: Digest | None = None
    """Digest of the payload (the body as sent), as in WARC-Payload-Digest."""
    warc_file: Text | None = None
    """Path of the WARC file below the archive folder; None where nothing was archived."""
    warc_offset: Count | None = None
    """First byte of the response record in that file."""
