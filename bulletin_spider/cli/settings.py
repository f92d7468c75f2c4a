"""Scrapy settings given with -s, refused where Scrapy would trip over them long after the start."""

from __future__ import annotations

import difflib
import logging
import math
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from scrapy.settings import BaseSettings, Settings
from scrapy.utils.misc import load_object

from bulletin_spider.errors import UsageError

_SECONDS = ("DOWNLOAD_DELAY", "DOWNLOAD_TIMEOUT", "DNS_TIMEOUT")
"""Whole numbers by default, and not by nature."""
_BELOW_NOUGHT = re.compile("PRIORITY|INDENT")
_CLASS = re.compile(r"(?:scrapy|bulletin_spider)\.[\w.]+\.[A-Z]\w+")


def given_settings(pairs: list[str], settings: Settings) -> Iterator[tuple[str, str]]:
    """Name and value of each NAME=VALUE pair; UsageError names one that cannot be."""
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(f"-s {pair}: write a setting as NAME=VALUE")
        near = [] if name in settings else difflib.get_close_matches(name, list(settings), 1, 0.85)
        if near:
            raise UsageError(f"-s {name}: no such setting; did you mean {near[0]}?")
        wanted = _fault(name, value, settings.get(name))
        if wanted is not None:
            raise UsageError(f"-s {pair}: must be {wanted}")
        yield name, value


def _fault(name: str, value: str, default: object) -> str | None:  # noqa: PLR0911 - one for each kind
    """What a value should be, where it is none of that."""
    if name == "LOG_LEVEL":
        known = [level for level in logging.getLevelNamesMapping() if level != "NOTSET"]
        return None if value in known else f"one of {', '.join(known)}"
    if name == "LOG_FILE":
        folder = Path(value).absolute().parent
        return None if os.access(folder, os.W_OK | os.X_OK) else "a file in a folder that can be written"
    held = BaseSettings({name: value})
    if isinstance(default, bool):
        return None if _works(lambda: held.getbool(name)) else "true or false"
    if isinstance(default, int) and name not in _SECONDS:
        return None if _works(lambda: _count(int(value), name)) else "a whole number, 0 or more"
    if isinstance(default, int | float):
        return None if _works(lambda: _count(float(value), name)) else "a number, 0 or more"
    if isinstance(default, list) and default and isinstance(default[0], int):
        return None if _works(lambda: [int(one) for one in held.getlist(name)]) else "whole numbers, as 1,2"
    if isinstance(default, dict | BaseSettings):
        return None if _works(lambda: held.getdict(name)) else 'JSON such as {"name": 1}'
    if isinstance(default, str) and _CLASS.fullmatch(default):
        return None if _works(lambda: load_object(value)) else "a class: package.module.Class"
    return None


def _works(read: Callable[[], object]) -> bool:
    try:
        read()
    except (ValueError, NameError, ImportError):
        return False
    return True


def _count(number: float, name: str) -> None:
    # Endless times and less than no requests hang or break a run.
    if not math.isfinite(number) or (number < 0 and not _BELOW_NOUGHT.search(name)):
        raise ValueError(number)
