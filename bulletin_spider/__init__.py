"""Local-government news of Vietnam, from the page to the typed table."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin_spider.dataset import read
    from bulletin_spider.extract.api import extract
    from bulletin_spider.mining import mine
    from bulletin_spider.records import Bulletin
    from bulletin_spider.sites import Site

__version__ = "0.1.0"
__all__ = ["Bulletin", "Site", "extract", "mine", "read"]

_HOMES = {
    "Bulletin": "bulletin_spider.records",
    "Site": "bulletin_spider.sites",
    "extract": "bulletin_spider.extract.api",
    "mine": "bulletin_spider.mining",
    "read": "bulletin_spider.dataset.reading",
}


def __getattr__(name: str) -> object:
    # When it is asked for: the rules of reading take a quarter of a second to load, and Arrow a tenth.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Package(ModuleType):
    """Keeps the name of a function for it: Python would put the sub-package of that name in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "extract":
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
