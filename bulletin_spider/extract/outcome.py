"""What becomes of a capture: exactly one of these."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin_spider.pages.base import Kind, Link
from bulletin_spider.records import Bulletin


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article that became a record."""

    bulletin: Bulletin


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article that breaks a rule of the record, or a page that should be one and cannot be read."""

    url: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotABulletin:
    """A page of another kind, with the ways on from it."""

    kind: Kind
    links: tuple[Link, ...] = field(default=())
    family: str | None = None
    """The CMS family that it is a page of, where one knows it."""


Outcome = Extracted | Rejected | NotABulletin
