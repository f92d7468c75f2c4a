"""A page to look at, as an archive keeps it: read under the declaration that `bulletin extract` takes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from bulletin_spider.archive import BodyError, StoredCapture, read_archive, read_place
from bulletin_spider.archive.places import present
from bulletin_spider.archive.sources import wacz_around
from bulletin_spider.archive.wacz import SUFFIX
from bulletin_spider.cli.source import Source
from bulletin_spider.errors import UsageError
from bulletin_spider.extract.flaw import CUT, find_flaw
from bulletin_spider.extract.kept import KeptSites, archive_of
from bulletin_spider.extract.sift import Declarations
from bulletin_spider.extract.unreadable import unreadable
from bulletin_spider.sites.schema import Site


def read_stored(file: Path, mark: str | None, number: str, site: Site | None) -> Source:
    """The response of an archive's file with a number, or at a byte."""
    path = present(file)
    if not path.is_file() and wacz_around(path) is None:
        raise UsageError(
            f"{file}: no such file; names in a table are relative to the archive, such as output/archive"
        )
    if mark is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise UsageError(
            f"{file}{mark or ''}{number}: say which record of the archive: {file}#1 for its first response,"
            f" or {file}@N for the one at byte N, the table's warc_offset"
        )
    root = archive_of(path)
    find = _numbered if mark == "#" else read_place
    stored = find(path, int(number), folder=root)
    site = site or _site_of(stored, root)
    content_type = _header(stored, "content-type")
    body, flaw = _body_of(stored)
    return Source(
        site,
        stored.capture,
        body,
        content_type,
        flaw or unreadable(stored.capture.url, content_type, body),
        status=stored.capture.status,
        place=f"{_named(file, stored, root)}@{stored.capture.warc_offset}",
    )


def _named(file: Path, stored: StoredCapture, root: Path | None) -> Path:
    """The file as it can be named with an offset, which says nothing of a WACZ but of a WARC in it."""
    return file if file.suffix.lower() != SUFFIX else (root or Path()) / (stored.capture.warc_file or "")


def _numbered(path: Path, number: int, *, folder: Path | None) -> StoredCapture:
    stored = next(islice(read_archive(path, folder=folder), max(number - 1, 0), None), None)
    if stored is None or number < 1:
        raise UsageError(f"{path}#{number}: holds no response with that number; they count from 1")
    return stored


def _site_of(stored: StoredCapture, root: Path | None) -> Site:
    """The site that `bulletin extract` would read the capture under."""
    capture = stored.capture
    site = Declarations(KeptSites(None).of(root, capture.warc_file or ""), {}).site_of(capture)
    if site is None:
        raise UsageError(f"{capture.warc_file}: {capture.url} is no address of the web; give --site")
    return site


def _body_of(stored: StoredCapture) -> tuple[bytes, str | None]:
    """The payload, and what is wrong with the answer as a whole."""
    capture, exchange = stored.capture, stored.exchange
    if capture.status != 200:
        to = _header(stored, "location")
        return b"", f"HTTP {capture.status}" + (f", which leads to {to}" if to else "")
    try:
        body = stored.body()
    except BodyError as error:
        return b"", str(error)
    flaw = find_flaw(capture.url, exchange.protocol, exchange.headers, body)
    return body, CUT if stored.truncated else flaw


def _header(stored: StoredCapture, wanted: str) -> str:
    return next((value for name, value in stored.exchange.headers if name.lower() == wanted), "")
