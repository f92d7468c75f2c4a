"""Numbers with their nouns, in what people read."""

from __future__ import annotations

_ONE = {"misses": "miss"}


def counted(number: int, nouns: str) -> str:
    """The number with its noun, given in the plural.

    >>> counted(2, "lists"), counted(1, "lists"), counted(1, "misses"), counted(1, "other")
    ('2 lists', '1 list', '1 miss', '1 other')
    """
    return f"{number} {_ONE.get(nouns, nouns.removesuffix('s')) if number == 1 else nouns}"
