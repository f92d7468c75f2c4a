"""Mentions of models and how they settle: one entry a model, whatever its spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.lexicon import ABBREVIATIONS
from bulletin_spider.mining.quotes import MARK_RUN, Quote
from bulletin_spider.mining.view import View, settle_tones
from bulletin_spider.records.mention import ModelMention
from bulletin_spider.vietnamese.text import fold

_NOT_LETTERS = re.compile(r"[\W_]+")
# A quote with a full stop or a question inside is speech, and so is a long one.
_SAYS = re.compile(r"[.?!…]\s|[.?!]$|\.\.\.$")
_NAME_MOST = 22


@dataclass
class Found:
    """One mention of a model, or of a number of models."""

    name: str | None
    named: bool
    count: int | None
    span: tuple[int, int]
    keep: int
    """A view offset that the evidence must hold, should the passage be broken over lines."""
    line: int
    view: View

    @cached_property
    def label(self) -> str | None:
        """The name without inner quotes, in ordinary case."""
        if self.name is None:
            return None
        name = " ".join(MARK_RUN.sub(_inner, self.name).split()).strip(" ,;:.-–…")
        if name.isupper() and (" " in name or len(name) > 5):
            name = name[0] + name[1:].lower()
        return name or None

    @cached_property
    def key(self) -> str:
        """The name folded to letters and digits, abbreviations written out."""
        return key_of(self.label or "")

    @property
    def is_name(self) -> bool:
        """Whether it can be a model's name: no speech, no sign alone."""
        name = self.name or ""
        return bool(self.key) and (
            not self.named or (len(name.split()) <= _NAME_MOST and not _SAYS.search(name))
        )


def key_of(name: str) -> str:
    """What two spellings of one model share.

    >>> key_of("Tổ liên gia an toàn PCCC") == key_of("tổ liên gia an toàn phòng cháy, chữa cháy")
    True
    """
    words = _NOT_LETTERS.sub(" ", settle_tones(fold(name))).split()
    return _NOT_LETTERS.sub(" ", " ".join(ABBREVIATIONS.get(word, word) for word in words)).strip()


def _inner(mark: re.Match[str]) -> str:
    before, after = mark.string[: mark.start()][-1:], mark.string[mark.end() :][:1]
    return mark[0] if before.isalnum() and after.isalnum() and mark[0] in "’'‘" else " "


def named(line: Line, start: int, quote: Quote, count: int | None = None, end: int | None = None) -> Found:
    """A quoted name; the evidence runs from `start` to the closing mark or to `end`."""
    name = line.view.printed(quote.inner_start, quote.inner_end)
    return Found(name, True, count, (start, end or quote.end), quote.inner_start, line.number, line.view)


def described(line: Line, start: int, name_start: int, end: int) -> Found:
    """An unquoted name from `name_start` to `end`; the evidence starts at `start`."""
    name = line.view.printed(name_start, end)
    return Found(name, False, None, (start, end), name_start, line.number, line.view)


def counted(line: Line, start: int, end: int, count: int) -> Found:
    """A number of models without a name."""
    return Found(None, False, count, (start, end), start, line.number, line.view)


def settle(found: list[Found], banned: set[str]) -> list[ModelMention]:
    """One entry for each model and each number, in the order of the text."""
    kept: dict[str, Found] = {}
    counts: dict[int, Found] = {}
    shown = {key_of(name) for name in banned}
    for item in sorted(found, key=lambda f: f.span):
        if item.name is None:
            counts.setdefault(item.count or 0, item)
            continue
        if not item.is_name or (item.named and item.key in shown):
            continue
        known = kept.get(item.key) or _longer(kept, item)
        if known is None:
            kept[item.key] = item
        elif known.count is None and item.count is not None:
            kept[known.key] = replace(item, name=known.name, named=known.named or item.named)
        elif item.named and not known.named:
            kept[known.key] = replace(item, count=known.count)
    entries = sorted([*kept.values(), *counts.values()], key=lambda f: f.span)
    return [_mention(item) for item in entries]


def _longer(kept: dict[str, Found], item: Found) -> Found | None:
    """The quoted name that an unquoted mention repeats with more words after it."""
    if item.named:
        return None
    words = item.key.split()
    for size in range(len(words), 1, -1):
        known = kept.get(" ".join(words[:size]))
        if known is not None and known.named:
            return known
    return None


def _mention(item: Found) -> ModelMention:
    label = item.label
    return ModelMention(
        name=label,
        key=fold(label) if label else None,
        named=item.named and label is not None,
        count=item.count,
        evidence=item.view.evidence(item.span, item.keep),
    )
