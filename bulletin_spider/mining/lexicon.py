"""The lexicons as one trie of syllables: the longest phrase that starts at a word, and its tags."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from bulletin_spider.mining.view import settle_tones

_INITIALS = "|".join(rf"(?<=\b[bcdđghklmnpqrstvx]{{{size}}})" for size in range(2, 7))
TOKEN = re.compile(
    # Words; most end here, at a space or comma.
    r"[^\W\d_]++(?:(?![\s,])(?:"
    # H’Lan, GD&ĐT, and letters with marks that do not compose
    r"[’'&][^\W\d_]++|[\u0300-\u036f]++[^\W\d_]*+"
    # "đ/c" and "đ.c" are abbreviations of "đồng chí"
    r"|(?<=\b[đt])/c\b|(?<=\bđ)\.c\b"
    # "TP. Thủ Đức", "Q.1"
    r"|(?:(?<=\b(?:tp|tx|tt))|(?<=\b[qph]))\.(?=\s?\w|$)"
    rf"|(?:{_INITIALS})-[^\W\d_]+"  # DS-KHHGĐ
    r"))*+"
    r"|\d++(?:[.,/:-]\d++)*+(?:/[^\W\d_]++(?:-[^\W_]++)*+|%)?+"  # 05, 1.019, 18/01/2024, 214/QĐ-UBND
    r"|\S"
)
"""Words, numbers and single marks of lower-case text."""

Trie = dict[str, Any]
LEAF = ""


def spelled(phrase: str) -> str:
    """A lexicon phrase in the spelling of the view."""
    return settle_tones(unicodedata.normalize("NFC", phrase).lower())


@cache
def table(name: str) -> dict[str, Any]:
    """One lexicon file, parsed; the packaged data is part of the code, so it is read once."""
    return tomllib.loads(files(__package__).joinpath("lexicon", f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, *path: str) -> tuple[str, ...]:
    """The phrases at a path of a lexicon file, in the spelling of the view.

    >>> "chi bộ" in words("recipients", "kinds", "collective")
    True
    """
    found: Any = table(name)
    for key in path:
        found = found[key]
    # In one piece: every process waits for some four thousand phrases to be spelled.
    return tuple(spelled("\n".join(found)).split("\n")) if found else ()


def add(trie: Trie, phrases: Iterable[str], tag: str, value: Any = None) -> None:
    """Enter phrases under a tag; a phrase may carry several tags, the last value given stays."""
    for phrase in phrases:
        node = trie
        for token in TOKEN.findall(phrase):
            node = node.setdefault(token, {})
        tags, old = node.get(LEAF, (frozenset(), None))
        node[LEAF] = (tags | {tag}, old if value is None else value)


def known(trie: Trie, phrase: str) -> bool:
    """Whether a phrase has been entered."""
    tokens = TOKEN.findall(phrase)
    found = longest(trie, tokens, 0)
    return found is not None and found[0] == len(tokens)


def longest(trie: Trie, tokens: list[str], at: int) -> tuple[int, frozenset[str], Any] | None:
    """End, tags and value of the longest phrase that starts at token `at`."""
    last, end, index, most = None, at, at, len(tokens)
    node: Any = trie.get(tokens[at]) if at < most else None
    while node is not None:
        index += 1
        leaf = node.get(LEAF)
        if leaf is not None:
            last, end = leaf, index
        node = node.get(tokens[index]) if index < most else None
    return None if last is None else (end, last[0], last[1])


def phrases_of(name: str, sections: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Tag and phrases of several sections of one file."""
    for tag, path in sections.items():
        yield tag, words(name, *path)
