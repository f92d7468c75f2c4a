"""Local-government news of Vietnam, from the page to the typed table."""

from __future__ import annotations

import gc
from importlib import import_module, metadata
from typing import TYPE_CHECKING

_collects = gc.isenabled()
# What loads makes a hundred thousand objects that stay: to look for garbage among them takes a tenth longer.
gc.disable()
try:
    # Not on demand like the rest: Python would put the sub-package of that name in its place.
    from bulletin_spider.extract.api import extract
finally:
    if _collects:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # into the oldest generation, or the next look would be among all of it
        gc.enable()

if TYPE_CHECKING:
    __version__: str
    from bulletin_spider.dataset import read
    from bulletin_spider.mining import mine
    from bulletin_spider.records import Bulletin
    from bulletin_spider.sites import Site

__all__ = ["Bulletin", "Site", "extract", "mine", "read"]

_HOMES = {
    "Bulletin": "bulletin_spider.records",
    "Site": "bulletin_spider.sites",
    "mine": "bulletin_spider.mining",
    "read": "bulletin_spider.dataset.reading",
}


def __getattr__(name: str) -> object:
    # Loading Arrow takes most of a second: only who reads a dataset pays for it.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "__version__":
        return metadata.version("bulletin-spider")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
