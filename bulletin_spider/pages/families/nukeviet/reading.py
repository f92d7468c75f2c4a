"""What the steps of reading one article share."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bulletin_spider.pages.base import ArticleFields, Page
from bulletin_spider.pages.block import Block
from bulletin_spider.pages.families.nukeviet.scope import Scope
from bulletin_spider.pages.families.nukeviet.signs import Signs
from bulletin_spider.pages.fields import Head


@dataclass(slots=True)
class Reading:
    """A page, the places found in it, and the fields so far."""

    page: Page
    root: etree._Element
    source: bytes
    """The bytes that the tree was made of."""
    signs: Signs
    scope: Scope
    meta: Head
    props: dict[str, str] = field(default_factory=dict)
    head: list[Block] = field(default_factory=list)
    """Lines of the wrapper before the body; title and lead left out."""
    tail: list[Block] = field(default_factory=list)
    """Lines of the wrapper after the body."""
    fields: ArticleFields = field(default_factory=ArticleFields)

    def put(self, name: str, value: object, rule: str) -> None:
        """Set a field that says something, and note the rule that gave it."""
        if value not in (None, "", []):
            setattr(self.fields, name, value)
            self.fields.sources[name] = rule
