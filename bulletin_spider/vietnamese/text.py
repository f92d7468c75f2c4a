"""Normalising Vietnamese text for storage, and folding it for matching."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Characters that show nothing: soft hyphen, zero-width space and (non-)joiners, word joiner, BOM,
# direction marks and isolates. They come with pasted text and break words for every reader but the eye.
INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Control characters that a JSON or Parquet reader shows as boxes; newline and tab are white space.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udfff]")

# "hoá" and "hóa" are one word: the old spelling puts the tone on the last vowel of an open
# oa, oe, uy. The new one is moved back to it only where the syllable ends, so "hoán" stays.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = re.compile(rf"(?<![qQ])([oO][aAeE]|[uU][yY])([{_TONES}])(?![^\W\d_])", re.UNICODE)
_MARKS = re.compile(r"[\u0300-\u036f]")
# Normalising sorts the marks on a letter in quadratic time: 200,000 of them take a minute. No language puts
# 30 on one letter (Unicode's stream-safe limit). The pattern is wide because it must
# be quick: rows of dashes and other scripts match too, and are kept.
_MOST_MARKS = 30
_MARK = re.compile(r"[^\x00-\u02ff\u1e00-\u1eff]")
_MARK_RUN = re.compile(rf"{_MARK.pattern}{{{_MOST_MARKS + 1},}}")


def clean(text: str) -> str:
    """Text as we store a paragraph: NFC, nothing invisible, one space for any white space, trimmed."""
    words = " ".join(text.split())
    if not words.isprintable():
        words = " ".join(_CONTROL.sub("", _INVISIBLE.sub("", text)).split())
    if words.isascii():
        return words
    # A run that is too long covers one letter of each 31.
    if _MARK.search(words[_MOST_MARKS :: _MOST_MARKS + 1]):
        words = _MARK_RUN.sub(_fewer_marks, words)
    return unicodedata.normalize("NFC", words)


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Text for matching: lower case, tone placement settled, invisible dropped, spaces single.

    Marks stay, since they tell words apart ("mạ", "ma"); see `strip_marks` for searching without them.

    >>> fold("Văn  HOÁ") == fold("văn hóa")
    True
    """
    text = _MARK_RUN.sub(_fewer_marks, _INVISIBLE.sub("", text).casefold())
    text = unicodedata.normalize("NFD", text)
    text = _OPEN.sub(lambda found: found[1][0] + found[2] + found[1][1], text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def strip_marks(text: str) -> str:
    """Folded text without any mark, đ as d: the ASCII shadow people type when they search.

    >>> strip_marks("Đống Đa")
    'dong da'
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", fold(text)))
    # A mark may have stood alone between two blanks.
    return " ".join(unicodedata.normalize("NFC", bare.replace("đ", "d")).split())


def _fewer_marks(found: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in found[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
