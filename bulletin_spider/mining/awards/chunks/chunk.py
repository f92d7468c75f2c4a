"""A phrase of a sentence with its tags."""

from __future__ import annotations

from typing import Any, NamedTuple


class Chunk(NamedTuple):
    """A phrase of a sentence: its tags, its span in the view, its words, and a value where it has one."""

    tags: frozenset[str]
    start: int
    end: int
    word: str
    value: Any = None


NOTHING: frozenset[str] = frozenset()
