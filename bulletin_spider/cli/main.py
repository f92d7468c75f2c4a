"""The door: what has to be settled before anything is loaded, and how it ends."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from bulletin_spider.cli.ending import end
from bulletin_spider.errors import UsageError
from bulletin_spider.extract.garbage import collect_less

if TYPE_CHECKING:
    from bulletin_spider.extract.workers import Workers

_JOBS = re.compile(r"(?<!\S)(?:-j|--jobs)[ =]?(\d{1,3})(?!\S)")


def main() -> NoReturn:
    """Run the command line; the exit code says how it ended."""
    _open_streams()
    collect_less()
    # Pydantic looks through every installed package for plugins, which no record of ours is made with.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Arrow loads numpy where it is installed, whose threads spin for a quarter of a second each at the start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Its own allocator asks for huge pages, and a system may look for those as long as we read twenty pages.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if not os.environ.get("COLUMNS", "").strip("0"):
        os.environ.pop("COLUMNS", None)  # of a width of 0, rich would make nothing at all
    end(_run)


def _open_streams() -> None:
    """Where a standard stream is closed (`2>&-`), nobody reads it; nor may a file of ours be taken for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # for good


def _begin(words: Sequence[str]) -> Workers | None:
    """Workers for who seems to ask for some: they load what they need while the command line is understood.

    A wrong guess costs time alone: the command starts others then, or says why it cannot.
    """
    if words[:1] != ["extract"] or not {"-h", "--help"}.isdisjoint(words):
        return None
    asked = _JOBS.search(" ".join(words))
    count = int(asked[1]) if asked else os.cpu_count() or 1
    if count < 2:
        return None
    from bulletin_spider.extract.workers import Workers

    try:
        return Workers(count)
    except UsageError:
        return None


def _run() -> int:
    begun = _begin(sys.argv[1:])
    from bulletin_spider.cli.app import app

    try:
        app(prog_name="bulletin", obj=begun)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # which Typer has a code of its own for
            raise ended.__context__ from None
        return int(ended.code or 0)
    return 0
