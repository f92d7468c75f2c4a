"""What mining a text gives: the models and the awards it reports."""

from __future__ import annotations

from pydantic import Field

from bulletin_spider.records.base import Record
from bulletin_spider.records.mention import AwardMention, ModelMention


class Findings(Record):
    """The models and awards of one text, each kind in the order of its evidence."""

    models: list[ModelMention] = Field(default_factory=list)
    """Concrete local models, one entry for each distinct model."""
    awards: list[AwardMention] = Field(default_factory=list)
    """Awards given or decided, one entry for each kind of recipient, form, giver and reason."""
