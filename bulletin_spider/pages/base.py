"""What goes into a page class and what comes out: bytes in, fields or links out, no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Literal, Protocol

from lxml import etree

from bulletin_spider.pages.block import Block
from bulletin_spider.pages.encoding import to_utf8

# Parsers are kept: making one costs as much as reading a small page. Entities of a feed stay unresolved.
_HTML = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
_XML = etree.XMLParser(
    encoding="utf-8", huge_tree=True, recover=True, resolve_entities=False, no_network=True
)


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
    """A notice that the page is closed to guests or gone."""
    UPKEEP = "upkeep"
    """The CMS's notice in place of every page: the site is closed for upkeep."""
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
    memo: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What a family has read of the page and needs again."""

    @cached_property
    def utf8(self) -> bytes:
        """The body as valid UTF-8."""
        return to_utf8(self.body, self.content_type)

    @cached_property
    def head(self) -> bytes:
        """The first 64 kB, where the signs of a family stand."""
        return self.utf8[:65536]

    @cached_property
    def html(self) -> etree._Element:
        """Root of the page read as HTML."""
        return parse_html(self.utf8)

    @cached_property
    def xml(self) -> etree._Element:
        """Root of the page read as XML, its namespaces kept."""
        return _root(self.utf8, _XML)


def parse_html(body: bytes) -> etree._Element:
    """Root of some UTF-8 read as HTML; an empty one where nothing can be read."""
    return _root(body, _HTML)


def _root(body: bytes, parser: etree.HTMLParser | etree.XMLParser) -> etree._Element:
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        root = None
    return etree.Element("html") if root is None else root


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
    deeper: bool = False
    """True for the next page of the list that names it."""
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
