"""Local-government news of Vietnam, from the page to the typed table."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from bulletin_spider.lazy import lazily

if TYPE_CHECKING:
    from bulletin_spider.dataset import read
    from bulletin_spider.extract.api import extract
    from bulletin_spider.mining import mine
    from bulletin_spider.records import Bulletin
    from bulletin_spider.sites import Site

__version__ = "0.1.0"
__all__ = ["Bulletin", "Site", "extract", "mine", "read"]

if not TYPE_CHECKING:
    # The rules of reading take a quarter of a second to load, and Arrow a tenth.
    __getattr__, __dir__ = lazily(
        __name__,
        {
            ".records": ("Bulletin",),
            ".sites": ("Site",),
            ".extract.api": ("extract",),
            ".mining": ("mine",),
            ".dataset.reading": ("read",),
        },
    )


class _Package(ModuleType):
    """Keeps the name of a function for it: Python would put the sub-package of that name in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "extract":
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
