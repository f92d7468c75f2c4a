"""Where a page to look at comes from: the web, a record of an archive, a file, or standard input."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bulletin_spider.errors import UsageError
from bulletin_spider.extract.unreadable import unreadable
from bulletin_spider.records import Capture
from bulletin_spider.sites.address import web_address
from bulletin_spider.sites.schema import Site

_WARC = re.compile(
    r"(?P<file>.+\.(?:warc(?:\.gz(?:\.open)?)?|wacz))(?:(?P<mark>[#@])(?P<number>.*))?", re.IGNORECASE
)
_CANONICAL = re.compile(
    rb"<link[^>]{0,200}rel=[\"']canonical[\"'][^>]{0,200}href=[\"']([^\"']{1,2000})[\"']", re.IGNORECASE
)
# What is called so is looked for on disk, though a host might have such a name.
_FILE = re.compile(r"-|[^/]+\.(?:html?|xhtml|xml|txt|pdf|json|gz)", re.IGNORECASE)
SiteOf = Callable[[str, str], Site]
"""The site of an address, and the words to quote where it is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page's bytes with what is known of their capture."""

    site: Site
    capture: Capture
    body: bytes
    content_type: str
    flaw: str | None
    """Why it cannot be read as a page, where that shows without reading it."""
    status: int | None = None
    """What the server answered; None for a file."""
    asked: str | None = None
    """The address asked for, where it led to another."""
    place: str | None = None
    """Where it is archived, as it can be asked for again."""


def read_source(
    typed: str, site: Site | None, site_of: SiteOf, url: str | None, contact: str | None
) -> Source:
    """The page behind `URL`, `WARC#n` (n counts the file's responses from 1), `WARC@offset`, `FILE` or `-`.

    It is read as one of `site`, where given, of what an archive keeps for it, or of the site of its address.
    """
    stored = None if "://" in typed else _WARC.fullmatch(typed)
    address = None if stored or _is_file(typed) else web_address(typed)
    if url is not None and (address or stored):
        raise UsageError(f"--url {url}: goes with a file; {typed} has an address of its own")
    if address is not None:
        from bulletin_spider.cli.source_web import fetch

        return fetch(address, site or site_of(address, typed), contact)
    if stored is not None:
        from bulletin_spider.cli.source_archive import read_stored

        return read_stored(Path(stored["file"]), stored["mark"], stored["number"] or "", site)
    return _from_file(typed, site, site_of, url)


def _is_file(typed: str) -> bool:
    if "://" in typed:
        return False
    try:
        return _FILE.fullmatch(typed) is not None or Path(typed).exists()
    except OSError:  # too long for a name
        return False


def _from_file(typed: str, site: Site | None, site_of: SiteOf, url: str | None) -> Source:
    body, seen = _bytes_of(typed)
    address, quoted = (_given(url), f"--url {url}") if url is not None else (_told(body), "")
    if address is None and typed == "-":
        raise UsageError("-: the page names no address of its own; give --url")
    address = address or f"http://localhost/{Path(typed).name}"
    own = site_of(address, quoted or f"{typed}, which calls itself {address}")
    capture = Capture(url=address, fetched_at=seen, status=200)
    return Source(site or own, capture, body, "", unreadable(address, "", body))


def _bytes_of(typed: str) -> tuple[bytes, datetime]:
    """What a file or standard input holds, and when it was seen."""
    if typed == "-":
        return sys.stdin.buffer.read(), datetime.now(UTC).replace(microsecond=0)
    try:
        path = Path(typed)
        return path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    except OSError as error:
        raise UsageError(f"{typed}: cannot be read ({error.strerror})") from None


def _given(url: str) -> str:
    address = web_address(url)
    if address is None:
        raise UsageError(f"--url {url}: not a web address: write it as https://host/page")
    return address


def _told(body: bytes) -> str | None:
    """The address that a page says is its own."""
    named = _CANONICAL.search(body[:65536])
    return web_address(html.unescape(named[1].decode("utf-8", "replace"))) if named else None
