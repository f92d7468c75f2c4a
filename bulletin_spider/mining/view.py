"""The text as the rules read it: one spelling, with the way back to every printed character."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import regex

from bulletin_spider.mining.wraps import Printed
from bulletin_spider.records.mention import Evidence, FieldName
from bulletin_spider.vietnamese.text import INVISIBLE, clean

# White space of one character is one space; the offsets stay.
_SPACES = (
    {ord(c): " " for c in "\t\r\x1f\xa0\u1680\u202f\u205f\u3000"}
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    # Text from a word processor or the web breaks its lines with these.
    | {ord(c): "\n" for c in "\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
)
_LONE_RETURN = re.compile(r"\r(?!\n)")
# What takes more characters in print than it says; a text without it needs no offset map.
_UNEVEN_SPACES = ("  ", " \n", "\n ")
_UNEVEN = (*INVISIBLE, *_UNEVEN_SPACES)
_DROPPED = frozenset(INVISIBLE + " ")
_PIECES = rf" *[{INVISIBLE}][ {INVISIBLE}]*+|  ++| (?=\n)|(?<=\n) "
_UNEVEN_PIECE = regex.compile(_PIECES)
_CLUSTER = regex.compile(rf"{_PIECES}|[^\s\p{{M}}]\p{{M}}++")
# "hoá" and "hóa" are one word; both spellings have the same length in NFC, so offsets stay.
_TONES = {
    old[0] + mark_old: new + old[1]
    for old, marks, news in (("oa", "áàảãạ", "óòỏõọ"), ("oe", "éèẻẽẹ", "óòỏõọ"), ("uy", "ýỳỷỹỵ", "úùủũụ"))
    for mark_old, new in zip(marks, news, strict=True)
}
# An open syllable ends with it.
_OPEN = re.compile(r"(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?![^\W\d_])")


def settle_tones(low: str) -> str:
    """Lower-case NFC text with the tone of open oa, oe and uy on the first vowel.

    >>> settle_tones("văn hoá, hoàn, uỷ, quý")
    'văn hóa, hoàn, ủy, quý'
    """
    return _OPEN.sub(_settled, low)


def _settled(found: re.Match[str]) -> str:
    quy = found.string[found.start() - 1 : found.start()] == "q"  # "quý" has no "uy"
    return found[0] if quy else _TONES[found[0]]


def _lower(plain: str) -> str:
    low = plain.lower()
    if len(low) != len(plain):  # "İ" grows when lowered; offsets matter more than its case
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return settle_tones(low)


def _with_spaces(text: str, at: list[int]) -> str:
    """The text with a space at each of the offsets."""
    edges = [-1, *at, len(text)]
    return " ".join(text[start + 1 : end] for start, end in itertools.pairwise(edges))


Place = Callable[[int], tuple[FieldName, int]]
"""Which field of an article holds a code point of the text, and at which offset."""


def _in_body(at: int) -> tuple[FieldName, int]:
    return "body", at


@dataclass
class View:
    """A normalised text: `plain` keeps case, `low` is lower case; both have the same offsets."""

    text: str
    place: Place = _in_body
    plain: str = ""
    low: str = ""
    _starts: list[int] | None = None
    _ends: list[int] | None = None
    _even: str = ""
    """The text with plain spaces and newlines."""
    _tidy: bool = False
    """Whether the text is stored as it is printed."""
    lines: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of each line, hard wraps joined."""

    def __post_init__(self) -> None:
        # What is printable has no odd space and no invisible character.
        tidy = self.text.isprintable() or self.text.replace("\n", "").isprintable()
        even = self.text if tidy else _LONE_RETURN.sub("\n", self.text).translate(_SPACES)
        self._even = even
        composed = unicodedata.is_normalized("NFC", even)
        if composed and not any(piece in even for piece in (_UNEVEN_SPACES if tidy else _UNEVEN)):
            self.plain = even
            self._tidy = tidy or even.isprintable() or even.replace("\n", "").isprintable()
        else:
            self._compose(even, _UNEVEN_PIECE if composed else _CLUSTER)
        self.low = _lower(self.plain)
        self._find_lines()

    def _compose(self, text: str, pieces: regex.Pattern[str]) -> None:
        """Compose clusters and drop what shows nothing, noting where each character was printed."""
        out: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for found in pieces.finditer(text):
            start, end = found.span()
            out.append(text[at:start])
            starts.extend(range(at, start))
            ends.extend(range(at + 1, start + 1))
            at = end
            made = self._made(text, start, end)
            if made:
                out.append(made)
                starts.append(start)
                ends.append(end)
        out.append(text[at:])
        starts.extend(range(at, len(text)))
        ends.extend(range(at + 1, len(text) + 1))
        self.plain = "".join(out)
        self._starts, self._ends = starts, ends

    @staticmethod
    def _made(text: str, start: int, end: int) -> str:
        """What the view holds in place of an uneven piece: one character or none."""
        piece = text[start:end]
        if piece[0] in _DROPPED:
            edge = start == 0 or text[start - 1] == "\n" or end == len(text) or text[end] == "\n"
            return " " if " " in piece and not edge else ""
        # A cluster that composes to several characters keeps one slot, so that no span cuts it.
        return unicodedata.normalize("NFC", piece)[0]

    def _find_lines(self) -> None:
        spans = []
        at = 0
        for line in self.plain.split("\n"):
            spans.append((at, at + len(line)))
            at += len(line) + 1
        # A text may have been broken as it is printed, or composed before its letters were taken apart.
        page = Printed(self.plain, spans, self._composed, self._indent)
        if self._starts is not None:
            as_printed = Printed(self.plain, spans, self._printed, self._indent)
            page = max(page, as_printed, key=Printed.fits)
        self.lines, wraps = page.join()
        if wraps:
            self.plain = _with_spaces(self.plain, wraps)
            self.low = _with_spaces(self.low, wraps)

    @staticmethod
    def _composed(start: int, end: int) -> int:
        return end - start

    def _printed(self, start: int, end: int) -> int:
        """How many code points [start, end) of the view takes in print."""
        if start >= end:
            return 0
        first, last = self.span(start, end)
        return last - first

    def _indent(self, start: int) -> int:
        """How far the line that begins at `start` is moved in."""
        if self._starts is None:
            return 0
        at = self._starts[start]
        return at - self._even.rfind("\n", 0, at) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the view was printed in the text."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def printed(self, start: int, end: int) -> str:
        """The words of [start, end) as the record stores them."""
        if self._starts is None and self._tidy:
            return self.plain[start:end].strip()
        first, last = self.span(start, end)
        return clean(self.text[first:last])

    def evidence(self, span: tuple[int, int], keep: int) -> Evidence:
        """The printed words of a span, cut to the printed line that holds `keep`, in their field."""
        start, end = self.slice_of(*span, keep)
        field, at = self.place(start)
        return Evidence(field=field, start=at, end=at + end - start, text=self.text[start:end])

    def slice_of(self, start: int, end: int, keep: int) -> tuple[int, int]:
        """The printed span of [start, end), cut to the printed line that holds `keep`."""
        first, last = self.span(start, end)
        anchor = self.span(keep, keep + 1)[0]
        first = max(first, self._even.rfind("\n", first, anchor) + 1)
        cut = self._even.find("\n", anchor, last)
        last = last if cut < 0 else cut
        while last > first and self.text[last - 1].isspace():
            last -= 1
        while first < last and self.text[first].isspace():
            first += 1
        return first, last
