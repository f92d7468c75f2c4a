"""WARC records as other crawlers write them, of pages of the demo site."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

from bulletin_spider.demo import DemoSite

SITE = DemoSite("4.5")
URLS = [SITE.url(article.id) for article in SITE.articles]
REPEATED = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@cache
def body_of(url: str) -> bytes:
    """What the demo site answers; asked again it would count another visit."""
    return SITE.respond("GET", url.removeprefix(SITE.origin)).body


def digest_of(body: bytes) -> str:
    """A payload digest as WARC writes it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body).digest()).decode()


def record(kind: str, url: str, block: bytes, at: str, more: Mapping[str, str]) -> bytes:
    """One record with an HTTP block."""
    identity = hashlib.md5(f"{kind} {url} {at}".encode()).hexdigest()
    lines = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Record-ID": f"<urn:uuid:{identity}>",
        "WARC-Date": at,
        **more,
        "Content-Type": "application/http;msgtype=response",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(length: int, **headers: str) -> bytes:
    """The head of an HTTP answer."""
    named = {"Content-Type": "text/html; charset=UTF-8", "Content-Length": str(length)}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    return ("HTTP/1.1 200 OK\r\n" + "".join(f"{k}: {v}\r\n" for k, v in named.items()) + "\r\n").encode()


def response(
    url: str,
    body: bytes | None = None,
    *,
    at: str = "2026-03-05T02:30:00Z",
    more: Mapping[str, str] | None = None,
    **headers: str,
) -> bytes:
    """A response; `body` is the page of that address, unless given."""
    body = body_of(url) if body is None else body
    told = {"WARC-Payload-Digest": digest_of(body), **(more or {})}
    return record("response", url, answer(len(body), **headers) + body, at, told)


def revisit(url: str, *, at: str = "2026-03-06T02:30:00Z") -> bytes:
    """A record that says the page of that address had not changed."""
    body = body_of(url)
    told = {"WARC-Profile": REPEATED, "WARC-Payload-Digest": digest_of(body)}
    return record("revisit", url, answer(len(body)), at, told)
