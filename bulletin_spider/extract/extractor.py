"""Site and capture in, outcome out: used by the live crawl, by replay and by `extract()` alike."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from pydantic import ValidationError

from bulletin_spider import __version__
from bulletin_spider.extract.mentions import Mentions, find_mentions
from bulletin_spider.extract.outcome import Extracted, NotABulletin, Outcome, Rejected
from bulletin_spider.pages.base import ArticleFields, Family, Kind, Page
from bulletin_spider.pages.families import FAMILIES, detect
from bulletin_spider.pages.overrides import apply_overrides
from bulletin_spider.records import Attachment, Bulletin, Capture, Image
from bulletin_spider.records.base import in_vietnam
from bulletin_spider.sites.schema import Selectors, Site

EXTRACTOR = f"bulletin_spider/{__version__}"
_NAMESPACE = uuid.UUID("8d2f6c1e-3b0a-5f47-9c55-6b1f0b3f1a24")
_JSON = json.JSONEncoder(ensure_ascii=False)
# A home page that is no list of news (a static page, a portal) still leads to the lists.
_LEADING = (Kind.LISTING, Kind.FEED, Kind.SITEMAP, Kind.OTHER)
_OF_OTHERS = (Kind.FOREIGN, Kind.CHALLENGE)


class _Article(NamedTuple):
    """An article page that was read."""

    capture: Capture
    fields: ArticleFields
    family: str


class Extractor:
    """Reads the captures of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._declared: Family | None = FAMILIES.get(site.family)
        self._overrides = site.selectors != Selectors()

    def family(self, page: Page) -> Family | None:
        """The family that reads a page: the declared one, or the one whose signs the page carries.

        A site's platform has a validity of its own, so an undeclared one is asked page by page.
        """
        return self._declared or detect(page)

    def read(self, capture: Capture, body: bytes, content_type: str = "", *, follow: bool = True) -> Outcome:
        """The outcome of one capture with status 200; `body` is the payload, content coding undone.

        Without `follow` the ways on from a list are left unread.
        """
        return self.read_all([(capture, body, content_type)], follow=follow)[0]

    def read_all(
        self, captures: Iterable[tuple[Capture, bytes, str]], *, follow: bool = True
    ) -> list[Outcome]:
        """The outcomes of several captures, in order.

        Each step is taken for all of them before the next: what a step needs then stays in the processor's
        caches, and some fifty pages take a sixth less time than one by one.
        """
        taken = [
            (capture, Page(capture.url, body, capture.fetched_at, content_type))
            for capture, body, content_type in captures
        ]
        told = [self._tell(page, follow=follow) for _, page in taken]
        read = [
            one if isinstance(one, NotABulletin) else self._read(capture, page, one)
            for (capture, page), one in zip(taken, told, strict=True)
        ]
        found = [find_mentions(one.fields) if isinstance(one, _Article) else ([], []) for one in read]
        return [
            self._build(one, mentions) if isinstance(one, _Article) else one
            for one, mentions in zip(read, found, strict=True)
        ]

    def _tell(self, page: Page, *, follow: bool) -> Family | NotABulletin:
        """The family that reads an article page; what a page is instead."""
        family = self.family(page)
        if family is None:
            return NotABulletin(Kind.CHALLENGE if _is_wall(page) else Kind.FOREIGN)
        kind = family.kind(page)
        if kind == Kind.ARTICLE:
            return family
        links = tuple(family.links(page)) if follow and kind in _LEADING else ()
        return NotABulletin(kind, links, None if kind in _OF_OTHERS else family.name)

    def _read(self, capture: Capture, page: Page, family: Family) -> _Article:
        fields = family.article(page)
        if self._overrides:
            apply_overrides(fields, page, self.site)
        return _Article(capture, fields, family.name)

    def _build(self, article: _Article, mentions: Mentions) -> Outcome:
        try:
            return Extracted(build(self.site, article, mentions))
        except ValidationError as error:
            return Rejected(article.capture.url, _reasons(error))


def _is_wall(page: Page) -> bool:
    return any(family.kind(page) == Kind.CHALLENGE for family in FAMILIES.values())


def build(site: Site, article: _Article, mentions: Mentions) -> Bulletin:
    """The record of one article; raises pydantic.ValidationError where it breaks a rule of the contract."""
    capture, fields = article.capture, article.fields
    url = fields.canonical_url or capture.url
    body = "\n".join(b.text for b in fields.blocks if b.kind not in ("image", "caption"))
    models, awards = mentions
    fetched = in_vietnam(capture.fetched_at)
    return Bulletin(
        id=str(uuid.uuid5(_NAMESPACE, f"{site.id} {fields.article_key or url}")),
        site=site.id,
        url=url,
        article_key=fields.article_key,
        unit_name=site.unit.name or fields.unit_name,
        unit_code=site.unit.code,
        province_code=site.unit.province_code,
        current_unit_code=site.unit.current_code,
        title=fields.title or "",
        lead=fields.lead,
        body=body,
        published_at=fields.published_at,
        published_precision=fields.published_precision,
        modified_at=fields.modified_at,
        author=fields.author,
        authors=fields.authors,
        source=fields.source,
        category=fields.category,
        tags=fields.tags,
        images=[Image(url=src, caption=caption) for src, caption in fields.images],
        attachments=[Attachment(url=src, name=name) for src, name in fields.attachments],
        rating_score=fields.rating_score,
        rating_votes=fields.rating_votes,
        views=fields.views,
        models=models,
        awards=awards,
        field_sources=fields.sources,
        warnings=sorted(fields.warnings),
        first_seen_at=fetched,
        fetched_at=fetched,
        content_digest=content_digest(fields, body),
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        payload_digest=capture.payload_digest,
        family=article.family,
        extractor=EXTRACTOR,
    )


def content_digest(fields: ArticleFields, body: str) -> str:
    """Digest of what the reader sees; views, ratings and the like change with every visit."""
    published = fields.published_at.isoformat() if fields.published_at else None
    seen = [fields.title, fields.lead, body, fields.author, published]
    return "sha256:" + hashlib.sha256(_JSON.encode(seen).encode()).hexdigest()


def _reasons(error: ValidationError) -> tuple[str, ...]:
    """One line a fault: the field's trail and what is wrong with it."""
    return tuple(
        (".".join(map(str, fault["loc"])) + ": " if fault["loc"] else "")
        + fault["msg"].removeprefix("Value error, ")
        for fault in error.errors(include_url=False, include_input=False)
    )
