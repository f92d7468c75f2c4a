"""What a response or revisit record says was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bulletin_spider.archive.coding import MAX_BODY, dechunk, decode
from bulletin_spider.archive.digest import agrees, sha1
from bulletin_spider.archive.exchange import Exchange, Headers
from bulletin_spider.archive.frames import Frame
from bulletin_spider.archive.problem import Kind, Problem, Report
from bulletin_spider.archive.wire import (
    NotHttpError,
    as_received,
    header,
    parse_method,
    parse_status,
    split_head,
)
from bulletin_spider.records.capture import Capture


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A capture and the exchange it was made from; a revisit carries the payload of its original."""

    capture: Capture
    exchange: Exchange
    truncated: bool
    """Whether the archive holds only the beginning of the payload, because the answer was cut off."""

    def body(self, limit: int = MAX_BODY) -> bytes:
        """The payload with its content coding undone; raises BodyError where that cannot be done."""
        return decode(self.exchange.headers, self.exchange.body, limit)


def read_capture(
    frame: Frame, original: Frame | None, request: Frame | None, name: str, report: Report
) -> StoredCapture | None:
    """The capture of a response or revisit record; None after a problem was reported.

    `original` is the record that holds the payload: the record itself, or that which it repeats.
    """
    if original is None:
        detail = "the capture this revisit repeats is in none of the files: read them together"
        report(Problem("unresolved", name, frame.offset, f"{frame.url[:200]}: {detail}"))
        return None
    try:
        # Some crawlers write a revisit without HTTP headers: those of the original stand for them. So they
        # do for a 304, which tells the client to take the answer that it has.
        repeats = frame.is_not_modified and original is not frame
        line, headers, start = split_head((not repeats and frame.block) or original.block)
        protocol, status, reason = parse_status(line)
        fetched_at = _moment(frame.headers.get("warc-date", ""))
        body, whole, digest = _payload(frame, headers, start) if original is frame else _payload_of(original)
        method, request_headers = _asked(request)
    except _UnusableRecord as error:
        report(Problem(error.kind, name, frame.offset, f"{frame.url[:200]}: {error}"))
        return None
    except NotHttpError as error:
        report(Problem("corrupt", name, frame.offset, f"{frame.url[:200]}: {error}"))
        return None
    exchange = Exchange(
        url=frame.url,
        method=method,
        request_headers=request_headers,
        fetched_at=fetched_at,
        ip=frame.headers.get("warc-ip-address"),
        protocol=_protocol(frame, protocol),
        status=status,
        reason=reason,
        headers=as_received(headers),
        body=body,
    )
    capture = Capture(
        url=frame.url,
        fetched_at=fetched_at,
        status=status,
        payload_digest=digest,
        warc_file=name,
        warc_offset=frame.offset,
    )
    return StoredCapture(capture, exchange, truncated=not whole or "warc-truncated" in original.headers)


class _UnusableRecord(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind: Kind = kind


def _payload_of(frame: Frame) -> tuple[bytes, bool, str]:
    _, headers, start = split_head(frame.block)
    return _payload(frame, headers, start)


def _payload(frame: Frame, headers: Headers, start: int) -> tuple[bytes, bool, str]:
    """The payload with chunks taken apart, whether its end is there, and its digest."""
    stored = frame.block[start:]
    body, whole = stored, True
    if "chunked" in (header(headers, "transfer-encoding") or "").lower():
        body, whole = dechunk(stored)
    digest = sha1(body)
    recorded = frame.headers.get("warc-payload-digest", digest)
    if recorded != digest and frame.kind == "response" and not _is_of(recorded, stored, body):
        raise _UnusableRecord(
            "altered", f"the payload is not that of {recorded[:100]}: restore it from a copy"
        )
    return body, whole, digest


def _is_of(recorded: str, stored: bytes, body: bytes) -> bool:
    # Crawlers disagree on whether the chunk sizes belong to the payload. None: an algorithm we do not have.
    return agrees(recorded, body) is not False or (stored is not body and agrees(recorded, stored) is True)


def _asked(request: Frame | None) -> tuple[str | None, Headers]:
    if request is None:
        return None, []
    line, headers, _ = split_head(request.block)
    method = parse_method(line)
    return method, headers if method else []


def _protocol(frame: Frame, written: str) -> str:
    declared = frame.headers.get("warc-protocol", "")
    return declared if declared[:1] in {"h", "H"} else written


def _moment(text: str) -> datetime:
    """A WARC-Date; the standard has it in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _UnusableRecord("corrupt", f"no usable WARC-Date but {text[:40]!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
