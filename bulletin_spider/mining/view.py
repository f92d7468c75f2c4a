"""The text as the rules read it: one spelling, with the way back to every printed character."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

import regex

from bulletin_spider.vietnamese.text import INVISIBLE

# A text without these needs no offset map: every character the rules see is the printed one.
_UNEVEN = re.compile(rf"[{INVISIBLE}]|[^\S\n]{{2}}|[^\S \n]| \n|\n ")
_INVISIBLE = frozenset(INVISIBLE)
_CLUSTER = regex.compile(r"[^\S\n]+|\n|[^\s\p{M}]\p{M}*|\p{M}")
# "hoá" and "hóa" are one word; both spellings have the same length in NFC, so offsets stay.
_OLD_TONE = re.compile(r"(?<!q)(?:o[áàảãạéèẻẽẹ]|u[ýỳỷỹỵ])(?![^\W\d_])")
_NEW_TONE = {
    old[0] + mark_old: new + old[1]
    for old, marks, news in (("oa", "áàảãạ", "óòỏõọ"), ("oe", "éèẻẽẹ", "óòỏõọ"), ("uy", "ýỳỷỹỵ", "úùủũụ"))
    for mark_old, new in zip(marks, news, strict=True)
}
# Wider lines are paragraphs; narrower ones may be one paragraph broken at a fixed width.
_WRAP_LIMIT = 160
_WRAP_LEAST = 40


def settle_tones(low: str) -> str:
    """Lower-case NFC text with the tone of open oa, oe and uy on the first vowel.

    >>> settle_tones("văn hoá, hoàn, uỷ, quý")
    'văn hóa, hoàn, ủy, quý'
    """
    return _OLD_TONE.sub(lambda found: _NEW_TONE[found[0]], low)


def _lower(plain: str) -> str:
    low = plain.lower()
    if len(low) != len(plain):  # "İ" grows when lowered; offsets matter more than its case
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return settle_tones(low)


@dataclass
class View:
    """A normalised text: `plain` keeps case, `low` is lower case; both have the same offsets."""

    text: str
    plain: str = ""
    low: str = ""
    _starts: list[int] | None = None
    _ends: list[int] | None = None
    lines: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of each line, hard wraps joined."""

    def __post_init__(self) -> None:
        if unicodedata.is_normalized("NFC", self.text) and not _UNEVEN.search(self.text):
            self.plain = self.text
        else:
            self._compose()
        self.low = _lower(self.plain)
        self._find_lines()

    def _compose(self) -> None:
        """Compose clusters and drop what shows nothing, noting where each character was printed."""
        out: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for found in _CLUSTER.finditer(self.text):
            printed = found[0]
            start, end = found.span()
            if printed in _INVISIBLE:
                continue
            if printed == "\n":
                while out and out[-1] == " ":
                    out.pop(), starts.pop(), ends.pop()
                made = "\n"
            elif printed.isspace():
                if not out or out[-1] in " \n":
                    continue
                made = " "
            else:
                made = unicodedata.normalize("NFC", printed)
                made = "".join(c for c in made if c not in _INVISIBLE)
            # A cluster that does not compose to one character keeps one slot: a span never cuts it.
            out.append(made if len(made) == 1 else made[:1] or printed[0])
            starts.append(start)
            ends.append(end)
        self.plain = "".join(out)
        self._starts, self._ends = starts, ends

    def _find_lines(self) -> None:
        spans = []
        at = 0
        for line in self.plain.split("\n"):
            spans.append((at, at + len(line)))
            at += len(line) + 1
        width = max(end - start for start, end in spans)
        for start, end in spans:
            if start == end:
                continue
            if self.lines and self._is_wrap(self.lines[-1][1], start, end, width):
                self.lines[-1] = (self.lines[-1][0], end)
            else:
                self.lines.append((start, end))

    def _is_wrap(self, before: int, start: int, end: int, width: int) -> bool:
        """Whether the newline at `before` only breaks a paragraph at the width of the page."""
        if start != before + 1:
            return False
        head = self.plain.rfind("\n", 0, before) + 1
        length = before - head
        last, first = self.plain[before - 1], self.plain[start]
        if length < _WRAP_LEAST or " | " in self.plain[head:before]:
            return False
        if first.islower() and (last.isalnum() or last in ",-–"):
            return True
        if width > _WRAP_LIMIT or last in ":;" or not first.isalnum():
            return False
        space = self.plain.find(" ", start, end)
        word = (end if space < 0 else space) - start
        return length + 1 + word > width

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where [start, end) of the view was printed in the text."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def slice_of(self, start: int, end: int, keep: int) -> tuple[int, int]:
        """The printed span of [start, end), cut to the printed line that holds `keep`."""
        cut = self.plain.rfind("\n", start, keep)
        start = max(start, cut + 1)
        cut = self.plain.find("\n", keep, end)
        end = end if cut < 0 else cut
        return self.span(start, end)

    @cached_property
    def shouted(self) -> bool:
        """Whether the text has hardly any lower-case letter, so that case tells nothing."""
        return self.plain.isupper()
