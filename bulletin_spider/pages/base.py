"""What goes into a page class and what comes out: bytes in, fields or links out, no I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Literal, Protocol

from parsel import Selector
from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

from bulletin_spider.pages.blocks import Block

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([a-zA-Z0-9_-]{2,20})")


class Kind(StrEnum):
    """What a response turned out to be."""

    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    SATELLITE = "satellite"
    """A second face of an article (print, savefile, mail form)."""
    FLOOD = "flood"
    """A flood guard's page that stands in for the real one."""
    CHALLENGE = "challenge"
    """A script or login wall that stands in for the real page."""
    CLOSED = "closed"
    """A notice that the page or the site is closed to guests."""
    OTHER = "other"
    """A page of the family that is neither an article nor leads to any."""
    FOREIGN = "foreign"
    """Not a page of this family."""


@dataclass(frozen=True)
class Page:
    """One response as a page class sees it: the decoded payload, where and when it was fetched."""

    url: str
    body: bytes
    fetched_at: datetime
    content_type: str = ""

    @cached_property
    def head(self) -> bytes:
        """The first 64 kB, where the signs of a family stand."""
        return self.body[:65536]

    @cached_property
    def encoding(self) -> str:
        """Character encoding: byte order mark, then header, then the page's own word, then UTF-8."""
        named = read_bom(self.body)[0] or http_content_type_encoding(self.content_type)
        if not named:
            found = _XML_CHARSET.search(self.head) or _META_CHARSET.search(self.head)
            named = resolve_encoding(found[1].decode()) if found else None
        return named or "utf-8"

    @cached_property
    def utf8(self) -> bytes:
        """The body as valid UTF-8.

        libxml2 falls back to Latin-1 for the rest of the page at the first bad byte, so a single
        broken letter would garble all that follows: it becomes U+FFFD here instead.
        """
        if self.encoding == "utf-8":
            try:
                self.body.decode("utf-8")
            except UnicodeDecodeError:
                pass
            else:
                return self.body
        return self.body.decode(self.encoding, "replace").encode("utf-8", "replace")

    @cached_property
    def html(self) -> Selector:
        """The page as HTML."""
        return Selector(body=self.utf8, encoding="utf-8", type="html", base_url=self.url)

    @cached_property
    def xml(self) -> Selector:
        """The page as XML, entities left unresolved and namespaces dropped."""
        selector = Selector(body=self.utf8, encoding="utf-8", type="xml", base_url=self.url)
        selector.remove_namespaces()
        return selector


LinkKind = Literal["article", "listing", "feed", "sitemap"]


@dataclass(frozen=True, slots=True)
class Link:
    """A way on from a page."""

    url: str
    kind: LinkKind
    key: str | None = None
    """Article key where the address tells it."""
    published_at: datetime | None = None
    """What the linking page says of the article's publish time, to the day at least."""
    fallback: str | None = None
    """Where a listing's articles are also told, in case the listing itself cannot be read."""


@dataclass
class ArticleFields:
    """The fields of one article as read, each with the rule that gave it."""

    title: str | None = None
    lead: str | None = None
    blocks: list[Block] = field(default_factory=list)
    """Body paragraphs and captions in document order."""
    published_at: datetime | None = None
    published_precision: Literal["minute", "hour", "day"] | None = None
    modified_at: datetime | None = None
    author: str | None = None
    authors: list[str] = field(default_factory=list)
    source: str | None = None
    category: str | None = None
    tags: list[str] = field(default_factory=list)
    images: list[tuple[str, str | None]] = field(default_factory=list)
    """Absolute address and caption, home image first."""
    attachments: list[tuple[str, str | None]] = field(default_factory=list)
    rating_score: int | None = None
    rating_votes: int | None = None
    views: int | None = None
    unit_name: str | None = None
    canonical_url: str | None = None
    article_key: str | None = None
    sources: dict[str, str] = field(default_factory=dict)
    """Rule by field name."""
    warnings: set[str] = field(default_factory=set)


class Family(Protocol):
    """How pages of one CMS read: which they are, what they say and where they lead."""

    name: str

    def recognises(self, page: Page) -> bool:
        """Whether the page carries this family's signs."""
        ...

    def kind(self, page: Page) -> Kind:
        """What the page is."""
        ...

    def article(self, page: Page) -> ArticleFields:
        """Fields of an article page."""
        ...

    def links(self, page: Page) -> list[Link]:
        """Ways on from a listing, feed or sitemap, in page order."""
        ...

    def article_key(self, url: str) -> str | None:
        """Identity of the article that an address names, without its module; None for other addresses."""
        ...
