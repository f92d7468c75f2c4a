"""A bulletin as the state keeps it."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic_core import from_json

from bulletin_spider import deflate
from bulletin_spider.records import Bulletin


class Packed(NamedTuple):
    """What a bulletin is looked up by, and its JSON packed: a row of the table `bulletin`."""

    id: str
    article_key: str | None
    url: str
    digest: str
    revision: int
    published_at: str | None
    first_seen_at: str
    checked_at: str
    removed_at: str | None
    record: bytes


def pack(bulletin: Bulletin, checked_at: str | None = None) -> Packed:
    """The row of a bulletin; it was checked when it was fetched, unless told otherwise."""
    return Packed(
        bulletin.id,
        bulletin.article_key,
        bulletin.url,
        bulletin.content_digest,
        bulletin.revision,
        bulletin.published_at.isoformat() if bulletin.published_at else None,
        bulletin.first_seen_at.isoformat(),
        checked_at or bulletin.fetched_at.isoformat(),
        bulletin.removed_at.isoformat() if bulletin.removed_at else None,
        # Level 2 halves the file for a tenth of a millisecond; the archive holds the originals anyway.
        deflate.compress(bulletin.model_dump_json().encode(), 2),
    )


def unpack(record: bytes) -> Bulletin:
    """The bulletin of a row's last column."""
    return Bulletin.model_validate_json(deflate.decompress(record))


def unpack_plain(record: bytes) -> dict[str, Any]:
    """The same as the plain values of its JSON, in a third of the time."""
    values: dict[str, Any] = from_json(deflate.decompress(record))
    return values
