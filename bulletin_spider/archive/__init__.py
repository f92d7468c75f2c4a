"""What was on the wire: WARC 1.1 written, closed, checked, repaired and read back."""

from bulletin_spider.archive.capture import StoredCapture
from bulletin_spider.archive.coding import MAX_BODY, decode
from bulletin_spider.archive.exchange import Exchange, Headers, Seen
from bulletin_spider.archive.index import IndexEntry, iterate, lookup
from bulletin_spider.archive.manifest import Manifest, verify
from bulletin_spider.archive.problem import ArchiveError, BodyError, Problem
from bulletin_spider.archive.reader import last_captures, read_archive, read_at, read_place
from bulletin_spider.archive.repair import Repair, repair
from bulletin_spider.archive.writer import ArchiveWriter

__all__ = [
    "MAX_BODY",
    "ArchiveError",
    "ArchiveWriter",
    "BodyError",
    "Exchange",
    "Headers",
    "IndexEntry",
    "Manifest",
    "Problem",
    "Repair",
    "Seen",
    "StoredCapture",
    "decode",
    "iterate",
    "last_captures",
    "lookup",
    "read_archive",
    "read_at",
    "read_place",
    "repair",
    "verify",
]
