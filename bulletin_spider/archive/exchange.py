"""One request and its answer, as they went over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Headers = list[tuple[str, str]]
"""Header lines in the order and case received; bytes above 127 as Latin-1, so that none is lost."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked and what came back."""

    url: str
    method: str | None
    """None where a foreign archive holds no request; nothing is then known of the request."""
    request_headers: Headers
    fetched_at: datetime
    """When the answer came; aware."""
    ip: str | None
    """Address of the server; None where unknown or behind a proxy."""
    protocol: str
    """`HTTP/1.1`, or `h2` and the like."""
    status: int
    reason: str
    headers: Headers
    body: bytes
    """The payload: transfer coding removed, content coding (gzip, br) still applied."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The earlier capture that holds the payload itself: a response, not another revisit."""

    url: str
    fetched_at: datetime
    warc_file: str
    warc_offset: int
    payload_digest: str = ""
    """Needed where a 304 stands for it."""
