"""What keeps an answer with status 200 from being the page asked for: it is empty, binary or cut off.

The live crawl asks again for such an answer, and replay passes over it: no half page is ever read as whole.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bulletin_spider.archive.exchange import Headers
from bulletin_spider.archive.plain import is_binary

EMPTY = "empty answer"
GARBAGE = "garbage in place of a page"
CUT = "answer cut short"
FLAWS = (EMPTY, GARBAGE, CUT)

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT = re.compile(r"^\s*(?:$|text/|application/(?:\w+\+)?xml)", re.IGNORECASE)
_END = re.compile(rb"</(?:html|rss|feed|urlset|sitemapindex|rdf:rdf)\s*>", re.IGNORECASE)
_LAST = 65_536


def is_text(content_type: str) -> bool:
    """Whether a Content-Type, which may be missing, is one that a page can have."""
    return _TEXT.match(content_type) is not None


def find_flaw(url: str, protocol: str, headers: Headers, body: bytes) -> str | None:
    """EMPTY, GARBAGE or CUT where the answer is no whole page; None where nothing speaks against it.

    `headers` are those of the wire, `body` is the payload with its content coding undone.
    """
    if not body.strip():
        # An empty robots.txt is a valid one.
        return None if urlsplit(url).path == "/robots.txt" else EMPTY
    told = {name.lower(): value for name, value in headers}
    content_type = told.get("content-type", "")
    if not is_text(content_type):
        return None
    if "utf-16" not in content_type.lower() and not body.startswith(_UTF16) and is_binary(body):
        return GARBAGE
    # Without a length or chunks the end of the connection is the end of the page, and so is a broken one.
    told_length = "content-length" in told or "transfer-encoding" in told
    if told_length or not protocol.upper().startswith("HTTP/1") or "plain" in content_type:
        return None
    return None if _END.search(body[-_LAST:]) else CUT
