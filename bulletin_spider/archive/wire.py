"""HTTP heads as bytes: what is written into a WARC block, and how one is read back.

Bytes come back as they went in. Three things cannot be written as they came:

- `Transfer-Encoding`. The HTTP client has already taken the chunks apart, so the header would make every
  reader look for chunk sizes in the page. It is kept as `X-Crawler-Transfer-Encoding`, as Common Crawl does.
- A `Content-Length` that is not the length of the stored payload: kept as `X-Crawler-Content-Length`.
- CR, LF and NUL inside a line, which would end the head early and shift the payload: RFC 9110 section 5.5
  has them replaced with a space.

The reader undoes the first two, so what it returns is what was received.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from bulletin_spider.archive.exchange import Exchange, Headers

_BREAK = re.compile(r"[\r\n\0]+")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEAD_AT_MOST = 8 * 2**20
_FRAMING = re.compile(r"(?i)(?:x-crawler-)*(?:transfer-encoding|content-length)")
_FRAMING_NAMES = ("transfer-encoding", "content-length")
_BLANK = " \t"
_PREFIX = "X-Crawler-"
_STATUS = re.compile(r"(HTTP/[0-9.]{1,8}|HTTP)[ \t]+([0-9]{3})(?:[ \t]+(.*))?", re.DOTALL)
_REQUEST = re.compile(r"([A-Za-z]{1,40})[ \t]+\S")
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)([^#]*)")
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


class NotHttpError(ValueError):
    """A block that does not begin with an HTTP head."""


def safe_url(url: str) -> str:
    """The URL in printable ASCII, as it goes over the wire; other characters percent-encoded."""
    if url.isascii() and url.isprintable() and " " not in url:
        return url
    return quote(url, safe=_PRINTABLE, errors="surrogatepass")


def response_head(exchange: Exchange) -> bytes:
    """Status line, headers and blank line."""
    # Readers in wide use (pywb's among them) take no other version here; WARC-Protocol carries the real one.
    protocol = exchange.protocol if exchange.protocol in {"HTTP/1.0", "HTTP/1.1"} else "HTTP/1.1"
    lines = [f"{protocol} {exchange.status:03d} {exchange.reason}"]
    for name, value in exchange.headers:
        hidden = name.lower().endswith(_FRAMING_NAMES) and _would_mislead(name, value, exchange.body)
        lines.append(_line(_PREFIX + name if hidden else name, value))
    return _head(lines)


def _would_mislead(name: str, value: str, body: bytes) -> bool:
    if name.lower() == "content-length":
        # HEAD and 304 announce a length and send no body.
        return bool(body) and value.strip(_BLANK) != str(len(body))
    return _FRAMING.fullmatch(name) is not None


def request_head(exchange: Exchange) -> bytes:
    """Request line, headers and blank line; Host is added where the client adds it on its own."""
    parts = _AUTHORITY.match(exchange.url)
    authority, target = (parts[1], parts[2]) if parts else ("", exchange.url)
    lines = [f"{exchange.method} {target if target[:1] == '/' else '/' + target} HTTP/1.1"]
    if not any(name.lower() == "host" for name, _ in exchange.request_headers):
        lines.append(_line("Host", authority.rpartition("@")[2]))
    lines += [
        _line(name, value)
        for name, value in exchange.request_headers
        # Meant for the proxy, never sent to the site, and a password.
        if name.lower() != "proxy-authorization"
    ]
    return _head(lines)


def _line(name: str, value: str) -> str:
    # White space around a value is not part of it (RFC 9110), and before a name would fold the line.
    return f"{name.replace(':', '-').strip(_BLANK)}: {value.strip(_BLANK)}"


def _head(lines: list[str]) -> bytes:
    text = "\n".join(lines)
    if "\r" in text or "\0" in text or text.count("\n") != len(lines) - 1:
        text = "\n".join([_BREAK.sub(" ", line) for line in lines])
    text = text.replace("\n", "\r\n") + "\r\n\r\n"
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:  # a caller that decoded as UTF-8: its bytes, not an exception
        return text.encode("utf-8", "replace")


def split_head(block: bytes) -> tuple[str, Headers, int]:
    """First line, headers, and where the payload begins, of an HTTP request or response."""
    end = _HEAD_END.search(block, 0, _HEAD_AT_MOST)
    if end is None and len(block) > _HEAD_AT_MOST:
        raise NotHttpError(f"no end of the HTTP headers within {_HEAD_AT_MOST} bytes")
    head = block[: end.start()] if end else block.rstrip(b"\r\n")
    return *split_lines(head.decode("latin-1")), end.end() if end else len(block)


def split_lines(head: str) -> tuple[str, Headers]:
    """First line and headers of a head, HTTP's or WARC's, without the blank line at its end."""
    first, *rest = head.replace("\r\n", "\n").split("\n")
    headers: list[tuple[str, list[str]]] = []
    for line in rest:
        if line[:1] in {" ", "\t"} and headers:  # a folded line, as old servers send
            headers[-1][1].append(line.strip(_BLANK))
            continue
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip(_BLANK), [value.strip(_BLANK)]))
    return first, [(name, " ".join(filter(None, values))) for name, values in headers]


def parse_status(line: str) -> tuple[str, int, str]:
    """Protocol, status and reason of a status line."""
    match = _STATUS.fullmatch(line)
    if match is None or match[2] == "000":
        raise NotHttpError(f"no HTTP status line but {line[:60]!r}")
    return match[1], int(match[2]), (match[3] or "").rstrip(_BLANK)


def parse_method(line: str) -> str | None:
    """The method of a request line; None if it is none."""
    match = _REQUEST.match(line)
    return match[1] if match else None


def as_received(headers: Headers) -> Headers:
    """The headers with the names the server sent: `X-Crawler-` taken off where a writer put it."""
    return [
        (name[len(_PREFIX) :], value)
        if name[: len(_PREFIX)].lower() == _PREFIX.lower() and _FRAMING.fullmatch(name)
        else (name, value)
        for name, value in headers
    ]


def header(headers: Headers, name: str) -> str | None:
    """The values of a header, joined with commas; None if it was not sent."""
    values = [value for key, value in headers if key.lower() == name]
    return ", ".join(values) if values else None
