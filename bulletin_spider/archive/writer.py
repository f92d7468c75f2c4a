"""WARC 1.1, written as the answers come in.

warcio's own writer percent-encodes header bytes above 127, compresses at level 9 only and hashes a payload
twice over; the format itself is a few lines, so the records are put together here and warcio checks them.
"""

from __future__ import annotations

import ipaddress
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from bulletin_spider.archive.digest import sha1
from bulletin_spider.archive.exchange import Exchange
from bulletin_spider.archive.index import REVISIT, IndexEntry, entry, media_type
from bulletin_spider.archive.layout import check_run, site_folder
from bulletin_spider.archive.volume import Volume, next_path
from bulletin_spider.archive.wire import header, request_head, response_head, safe_url
from bulletin_spider.records.capture import Capture

IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

# Measured on 126 pages of 62 kB: level 3 takes 0.65 ms and leaves 15.7 kB, level 6 1.47 ms and 14.1 kB,
# level 9 2.58 ms and 14.0 kB; level 1 is no faster than 3.
_LEVEL = 3
_SAMPLE = 2048
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """The earlier capture that holds the payload itself: a response, not another revisit."""

    url: str
    fetched_at: datetime
    warc_file: str
    warc_offset: int


class ArchiveWriter:
    """Writes the exchanges of one run with one site, below `folder`.

    `seen` is asked with a payload digest and a URL; where it knows an earlier capture of that URL with that
    payload, a `revisit` record is written instead of the same bytes once more. `info` goes into the warcinfo
    record of each file (operator, user agent, robots policy). One writer a site at a time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        site: str,
        run: str,
        info: Mapping[str, str],
        seen: Callable[[str, str], Seen | None],
        max_bytes: int = 1_000_000_000,
    ) -> None:
        site_folder(folder, site)
        self._folder = folder
        self._site = site
        self._run = check_run(run)
        self._info = info
        self._seen = seen
        self._max_bytes = max_bytes
        self._volume: Volume | None = None

    def write(self, exchange: Exchange) -> Capture:
        """Append the response, or a revisit, and its request; say where the response lies.

        When it returns, the operating system has the bytes: killing this process loses nothing of them.
        """
        url = safe_url(exchange.url)
        digest = sha1(exchange.body)
        earlier = self._seen(digest, url) if exchange.body else None
        identity = _record_id()
        response = _response(exchange, url, digest, identity, earlier)
        request = _request(exchange, url, identity) if exchange.method is not None else b""
        volume = self._room_for(len(response) + len(request), exchange.fetched_at)
        file = volume.path.relative_to(self._folder).as_posix()
        line = _entry(exchange, url, digest, earlier, length=len(response), offset=volume.size, file=file)
        volume.append(response + request, 1 + bool(request), line)
        return Capture(
            url=url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            payload_digest=digest,
            warc_file=file,
            warc_offset=line.offset,
        )

    def sync(self) -> None:
        """Have everything written so far on disk, safe from a power cut."""
        if self._volume is not None:
            self._volume.sync()

    def close(self) -> None:
        """Close the open file: index and manifest are written, and it takes its final name."""
        if self._volume is not None:
            self._volume.close()
            self._volume = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _room_for(self, size: int, moment: datetime) -> Volume:
        """The open file, or the next one where this has no room; a file lies in the year it was begun."""
        if self._volume is not None and self._volume.entries and self._volume.size + size > self._max_bytes:
            self.close()
        if self._volume is None:
            year = moment.astimezone(UTC).year
            path = next_path(self._folder, self._site, year, self._run)
            self._volume = Volume(path, _warcinfo(self._info, path.name, moment))
        return self._volume


def _entry(
    exchange: Exchange, url: str, digest: str, earlier: Seen | None, *, length: int, offset: int, file: str
) -> IndexEntry:
    return entry(
        url=url,
        fetched_at=exchange.fetched_at,
        mime=REVISIT if earlier else media_type(header(exchange.headers, "content-type")),
        status=exchange.status,
        digest=digest,
        length=length,
        offset=offset,
        filename=file,
    )


def _response(exchange: Exchange, url: str, digest: str, identity: str, earlier: Seen | None) -> bytes:
    head = response_head(exchange)
    block = head if earlier else head + exchange.body
    fields = [
        ("WARC-Type", "revisit" if earlier else "response"),
        ("WARC-Target-URI", url),
        ("WARC-Date", warc_date(exchange.fetched_at)),
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
            ("WARC-Profile", IDENTICAL_PAYLOAD),
            ("WARC-Refers-To-Target-URI", safe_url(earlier.url)),
            ("WARC-Refers-To-Date", warc_date(earlier.fetched_at)),
            # Not in the standard, which has readers ignore what they do not know; saves ours a search.
            ("WARC-Refers-To-Filename", earlier.warc_file),
            ("WARC-Refers-To-File-Offset", str(earlier.warc_offset)),
        ]
    fields.append(("Content-Type", "application/http; msgtype=response"))
    return _member(fields, block, 0 if not earlier and _is_packed(exchange.body) else _LEVEL)


def _request(exchange: Exchange, url: str, response: str) -> bytes:
    block = request_head(exchange)
    fields = [
        ("WARC-Type", "request"),
        ("WARC-Target-URI", url),
        ("WARC-Date", warc_date(exchange.fetched_at)),
        ("WARC-Record-ID", _record_id()),
        ("WARC-Concurrent-To", response),
        ("WARC-Block-Digest", sha1(block)),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    return _member(fields, block, _LEVEL)


def _warcinfo(info: Mapping[str, str], name: str, moment: datetime) -> bytes:
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
        ("WARC-Date", warc_date(moment)),
        ("WARC-Filename", name),
        ("WARC-Record-ID", _record_id()),
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
    # zlib sets up 256 kB a stream; a request needs a hundredth of it, and a tenth of the time.
    small = len(data) < 4096
    stream = zlib.compressobj(level, zlib.DEFLATED, 16 + (12 if small else 15), 3 if small else 8)
    return stream.compress(data) + stream.flush()


def _one_line(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def _is_packed(body: bytes) -> bool:
    """Whether deflate would gain nothing: an image, or a body sent with gzip or brotli.

    A sample from the middle tells, whatever the headers say; storing such a body takes a sixth of the time.
    """
    if len(body) < 2 * _SAMPLE:
        return False
    middle = (len(body) - _SAMPLE) // 2
    stream = zlib.compressobj(1, zlib.DEFLATED, -12, 3)
    size = len(stream.compress(body[middle : middle + _SAMPLE])) + len(stream.flush())
    return size > 0.95 * _SAMPLE


def warc_date(moment: datetime) -> str:
    """A moment in UTC to the microsecond, as WARC 1.1 allows."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _record_id() -> str:
    return f"<{uuid4().urn}>"


@lru_cache(maxsize=64)
def _is_address(ip: str) -> bool:
    try:
        ipaddress.ip_address(ip)
    except ValueError:
        return False
    return True
