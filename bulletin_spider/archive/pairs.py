"""Which request belongs to which response."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin_spider.archive.frames import Frame


def paired(frames: Iterator[Frame]) -> Iterator[tuple[Frame, Frame | None]]:
    """Each response with its request, which stands before it (wget) or after it (ours, Browsertrix)."""
    response: Frame | None = None
    request: Frame | None = None
    for frame in frames:
        if frame.kind == "request":
            if response is not None and belong(response, frame):
                yield response, frame
                response = None
            else:
                request = frame
        elif is_http(frame):
            if response is not None:
                yield response, None
                response = None
            if request is not None and belong(frame, request):
                yield frame, request
                request = None
            else:
                response = frame
    if response is not None:
        yield response, None


def belong(response: Frame, request: Frame) -> bool:
    """Whether two records are one exchange; either may name the other."""
    if request.kind != "request":
        return False
    return _names(request, response) or _names(response, request)


def _names(one: Frame, other: Frame) -> bool:
    identity = other.headers.get("warc-record-id")
    return identity is not None and one.headers.get("warc-concurrent-to") == identity


def is_http(frame: Frame) -> bool:
    """Whether a record is an HTTP response or its repetition; dns:, ftp: and metadata are not."""
    if frame.kind not in {"response", "revisit"} or not frame.url.lower().startswith(("http:", "https:")):
        return False
    declared = frame.headers.get("content-type")
    if declared is None:
        return frame.kind == "revisit" or frame.block.startswith(b"HTTP/")
    return declared.lower().startswith("application/http")
