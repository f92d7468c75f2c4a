"""What a bulletin reports: local models (mô hình) and awards (khen thưởng), each with its evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bulletin_spider.records.base import Count, Record, Text

RecipientType = Literal["collective", "individual", "household", "other"]
FieldName = Literal["title", "lead", "body", "caption"]


class Evidence(Record):
    """The words that support a finding, and where they stand."""

    field: FieldName
    """The field that holds the words; `caption` is all captions of the bulletin joined with newlines."""
    start: Count
    """First code point of the words in that field."""
    end: Count
    """One past the last code point of the words in that field."""
    text: Text
    """The words as printed: `field[start:end]`, exactly."""


class ModelMention(Record):
    """A concrete local model or initiative (mô hình) that the bulletin mentions."""

    name: Text | None = None
    """Name without quotes, or the noun phrase that describes the model; None where only a number is told."""
    key: Text | None = None
    """The name folded (case, tone placement, invisible characters, spaces), to group spellings of it."""
    named: bool
    """True where the name is a proper name (quoted or capitalised), False for a description or a number."""
    count: Count | None = None
    """How many such models are told; None where no number is told."""
    evidence: Evidence
    """The shortest words that support the finding."""


class AwardMention(Record):
    """An award given or decided (khen thưởng), for one kind of recipient."""

    recipient_type: RecipientType
    """collective (tập thể), individual (cá nhân), household (hộ) or other."""
    count: Count | None = None
    """How many recipients are told or listed; None where neither."""
    recipients: list[Text] = Field(default_factory=list)
    """Names of the recipients, without titles of address; empty where none is told."""
    form: Text | None = None
    """Form of the award (Giấy khen, Bằng khen, …); None where only praise is told."""
    awarded_by: Text | None = None
    """Who gives it, as told."""
    achievement: Text | None = None
    """What it is given for, as told, without vì, do, về, đã or có."""
    evidence: Evidence
    """The clause that reports the award, or the table cell or list item of the recipient."""
