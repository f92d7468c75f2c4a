"""WARC 1.1 records as bytes, one gzip member each.

warcio's own writer percent-encodes header bytes above 127, compresses at level 9 only and takes 2.5 ms a
page; the format itself is a few lines, so the records are put together here and warcio checks them in tests.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from uuid import uuid4

from bulletin_spider import deflate
from bulletin_spider.archive.digest import sha1
from bulletin_spider.archive.exchange import Exchange, Seen
from bulletin_spider.archive.wire import request_head, response_head, safe_url

IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

# Measured on 126 pages of 62 kB: level 3 takes 0.65 ms and leaves 15.7 kB, level 6 1.47 ms and 14.1 kB,
# level 9 2.58 ms and 14.0 kB; level 1 is no faster than 3.
_LEVEL = 3
_SAMPLE = 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def response_record(exchange: Exchange, url: str, digest: str, identity: str, earlier: Seen | None) -> bytes:
    """The response record, or a revisit record where an earlier capture holds the payload."""
    head = response_head(exchange)
    block = head if earlier else head + exchange.body
    fields = [
        ("WARC-Type", "revisit" if earlier else "response"),
        ("WARC-Target-URI", url),
        ("WARC-Date", _warc_date(exchange.fetched_at)),
        ("WARC-Record-ID", identity),
        ("WARC-Payload-Digest", digest),
        ("WARC-Block-Digest", sha1(block)),
    ]
    if exchange.ip is not None and _is_address(exchange.ip):
        fields.append(("WARC-IP-Address", exchange.ip))
    if exchange.protocol not in {"HTTP/1.0", "HTTP/1.1"}:
        fields.append(("WARC-Protocol", exchange.protocol))
    if earlier:
        fields += [
            ("WARC-Profile", NOT_MODIFIED if exchange.status == 304 else IDENTICAL_PAYLOAD),
            ("WARC-Refers-To-Target-URI", safe_url(earlier.url)),
            ("WARC-Refers-To-Date", _warc_date(earlier.fetched_at)),
            # Not in the standard, which has readers ignore what they do not know; saves ours a search.
            ("WARC-Refers-To-Filename", earlier.warc_file),
            ("WARC-Refers-To-File-Offset", str(earlier.warc_offset)),
        ]
    fields.append(("Content-Type", "application/http; msgtype=response"))
    return _member(fields, block, 0 if not earlier and _is_packed(exchange.body) else _LEVEL)


def request_record(exchange: Exchange, url: str, response: str) -> bytes:
    """The request record that belongs to the response with the id `response`."""
    block = request_head(exchange)
    fields = [
        ("WARC-Type", "request"),
        ("WARC-Target-URI", url),
        ("WARC-Date", _warc_date(exchange.fetched_at)),
        ("WARC-Record-ID", new_record_id()),
        ("WARC-Concurrent-To", response),
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    return _member(fields, block, _LEVEL)


def warcinfo_record(info: Mapping[str, str], name: str, moment: datetime) -> bytes:
    """The record a file begins with: who made it, and how."""
    lines = {
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        **info,
    }
    text = "".join(
        f"{_one_line(key).replace(':', '-').strip()}: {_one_line(value).strip()}\r\n"
        for key, value in lines.items()
    )
    block = text.encode("utf-8", "replace")
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Date", _warc_date(moment)),
        ("WARC-Filename", name),
        ("WARC-Record-ID", new_record_id()),
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", "application/warc-fields"),
    ]
    return _member(fields, block, _LEVEL)


def _member(fields: list[tuple[str, str]], block: bytes, level: int) -> bytes:
    """One record as one gzip member."""
    head = "".join([f"{name}: {_one_line(value)}\r\n" for name, value in fields])
    data = b"WARC/1.1\r\n%bContent-Length: %d\r\n\r\n%b\r\n\r\n" % (
        head.encode("utf-8", "replace"),
        len(block),
        block,
    )
    # Deflating sets up 256 kB a stream; a request needs a hundredth of it, and a tenth of the time.
    small = len(data) < 4096
    stream = deflate.compressobj(level, deflate.METHOD, 16 + (12 if small else 15), 3 if small else 8)
    return stream.compress(data) + stream.flush()


def _one_line(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def _is_packed(body: bytes) -> bool:
    """Whether deflate would gain nothing: an image, or a body sent with gzip or brotli.

    Told from the bytes, whatever the headers say: nearly all of the 256 values occur in a kB of compressed
    data (251 on average), and half as many in text. Storing such a body takes a sixth of the time.
    """
    middle = max(0, (len(body) - _SAMPLE) // 2)
    return len(set(body[middle : middle + _SAMPLE])) > 220


def _warc_date(moment: datetime) -> str:
    """A moment in UTC to the microsecond, as WARC 1.1 allows."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def new_record_id() -> str:
    """A WARC-Record-ID nobody has used."""
    return f"<{uuid4().urn}>"


@lru_cache(maxsize=64)
def _is_address(ip: str) -> bool:
    try:
        ipaddress.ip_address(ip)
    except ValueError:
        return False
    return True
