"""The published record: one article of one site, at its latest revision."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, PositiveInt, StringConstraints, model_validator

from bulletin_spider.records.base import Count, Digest, Moment, Record, SiteId, Text
from bulletin_spider.records.mention import AwardMention, ModelMention

CONTRACT = "v1"
"""Version of the contract that these classes publish."""

UnitCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
ProvinceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
Precision = Literal["minute", "hour", "day"]


class Image(Record):
    """An image of the article."""

    url: Text
    """Absolute address of the image."""
    caption: Text | None = None
    """Caption as printed; None where none is."""


class Attachment(Record):
    """A file that the article offers."""

    url: Text
    """Absolute address of the file."""
    name: Text | None = None
    """Name of the file as printed."""


class Bulletin(Record):
    """One article of one ward site, with where each of its values came from."""

    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    """Stable key: UUIDv5 of site id and the CMS's article key (canonical address where a CMS has none)."""
    site: SiteId
    """Id of the site declaration."""
    url: Text
    """Canonical address of the article."""
    article_key: Text | None = None
    """The CMS's own identity of the article; for NukeViet module and number, as `news:3194`."""
    unit_name: Text | None = None
    """The ward as the site names itself."""
    unit_code: UnitCode | None = None
    """Five-digit code of the ward at publication; text, since leading zeros count."""
    province_code: ProvinceCode | None = None
    """Two-digit code of the ward's province at publication."""
    current_unit_code: UnitCode | None = None
    """Code of the ward's successor after the reform of 2025, where it is one unit."""
    title: Text
    """Headline, entities resolved."""
    lead: Text | None = None
    """Sapo: the opening summary that stands apart from the body."""
    body: str
    """Paragraphs, list items and table rows (cells joined with " | "), joined with newlines.

    Empty only where the article is nothing but images or attachments."""
    published_at: Moment | None = None
    """When the site says the article was published."""
    published_precision: Precision | None = None
    """How exact `published_at` is: minute, hour or day."""
    modified_at: Moment | None = None
    """When the CMS says the article was last edited."""
    author: Text | None = None
    """The byline as printed, its label removed."""
    authors: list[Text] = Field(default_factory=list)
    """The people and bodies that the byline names."""
    source: Text | None = None
    """Where the site says it took the article from (Nguồn tin)."""
    category: Text | None = None
    """Main category."""
    tags: list[Text] = Field(default_factory=list)
    """Tags, in the order printed."""
    images: list[Image] = Field(default_factory=list)
    """Images of the article in order, the home image first."""
    attachments: list[Attachment] = Field(default_factory=list)
    """Files of the article."""
    rating_score: Count | None = None
    """Sum of the readers' points, as printed."""
    rating_votes: Count | None = None
    """Number of the readers' votes, as printed."""
    views: Count | None = None
    """Number of views, as printed."""
    models: list[ModelMention] = Field(default_factory=list)
    """Local models (mô hình) that the article mentions."""
    awards: list[AwardMention] = Field(default_factory=list)
    """Awards (khen thưởng) that the article reports as given or decided."""
    field_sources: dict[str, Text] = Field(default_factory=dict)
    """The rule that gave each field, by field name."""
    warnings: list[Text] = Field(default_factory=list)
    """Stable codes of what was odd about the page, sorted."""
    revision: PositiveInt = 1
    """1 for the first version of the article that was seen, one more for each later change."""
    first_seen_at: Moment
    """When the article was first fetched."""
    fetched_at: Moment
    """When this revision was first fetched."""
    removed_at: Moment | None = None
    """When the article was found gone (404, 410, or not in a complete listing); None while it stands."""
    content_digest: Digest
    """Digest of what the reader sees (title, lead, body, author, published_at), to detect changes."""
    warc_file: Text | None = None
    """Archive file that holds the capture the record was made from."""
    warc_offset: Count | None = None
    """Offset of that capture in the file, in bytes."""
    payload_digest: Digest | None = None
    """Payload digest of that capture."""
    family: Text
    """CMS family whose rules read the page."""
    extractor: Text
    """Name and version of this package, which made the record."""

    @property
    def captions(self) -> str:
        """All captions joined with newlines: what evidence with field `caption` points into."""
        return "\n".join(image.caption for image in self.images if image.caption)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.body or self.images or self.attachments):
            raise ValueError("body: empty, and no attachment or image")
        return self

    @model_validator(mode="after")
    def _published_in_range(self) -> Self:
        moment = self.published_at
        if (moment is None) != (self.published_precision is None):
            raise ValueError("published_precision: stands with published_at, and only with it")
        if moment is None:
            return self
        if moment.year < 1997:
            raise ValueError("published_at: before 1997")
        if (moment - self.fetched_at).total_seconds() > 86_400:
            raise ValueError("published_at: after the day that follows the fetch")
        return self

    @model_validator(mode="after")
    def _evidence_matches(self) -> Self:
        fields = {"title": self.title, "lead": self.lead, "body": self.body, "caption": self.captions}
        spans = [(f"models[{n}]", found.evidence) for n, found in enumerate(self.models)]
        spans += [(f"awards[{n}]", found.evidence) for n, found in enumerate(self.awards)]
        for name, at in spans:
            if (fields[at.field] or "")[at.start : at.end] != at.text:
                raise ValueError(f"{name}.evidence: text differs from {at.field}[start:end]")
        return self
