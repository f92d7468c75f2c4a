"""The CMS families that can be read."""

from __future__ import annotations

from bulletin_spider.pages.base import Family, Page
from bulletin_spider.pages.families.nukeviet import NukeViet

FAMILIES: dict[str, Family] = {family.name: family for family in (NukeViet(),)}


def detect(page: Page) -> Family | None:
    """The family whose signs a page carries, or None."""
    return next((family for family in FAMILIES.values() if family.recognises(page)), None)
