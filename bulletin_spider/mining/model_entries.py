"""Mentions of models and how they settle: one entry a model, whatever its spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from bulletin_spider.mining.quotes import MARK_RUN
from bulletin_spider.mining.model_lexicon import ABBREVIATIONS
from bulletin_spider.mining.view import View, settle_tones
from bulletin_spider.records.mention import Evidence, ModelMention
from bulletin_spider.vietnamese.text import fold

_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass
class Found:
    """One mention of a model, or of a number of models."""

    name: str | None
    named: bool
    count: int | None
    span: tuple[int, int]
    keep: int
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
        """The name folded to letters and digits."""
        words = _NOT_LETTERS.sub(" ", settle_tones(fold(self.label or ""))).split()
        return _NOT_LETTERS.sub(" ", " ".join(ABBREVIATIONS.get(word, word) for word in words)).strip()

    def without_count(self) -> Found:
        """The same mention, its number belonging to the list."""
        return replace(self, count=None)


def _inner(mark: re.Match[str]) -> str:
    before, after = mark.string[: mark.start()][-1:], mark.string[mark.end() :][:1]
    return mark[0] if before.isalnum() and after.isalnum() and mark[0] in "’'‘" else " "


def settle(found: list[Found], banned: set[str]) -> list[ModelMention]:
    """One entry for each model and each number, in the order of the text."""
    kept: dict[str, Found] = {}
    counts: dict[int, Found] = {}
    for item in sorted(found, key=lambda f: f.span):
        if item.name is None:
            if item.count is not None:
                counts.setdefault(item.count, item)
            continue
        if not item.key or (item.named and item.key in {_NOT_LETTERS.sub(" ", fold(b)).strip() for b in banned}):
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
    """An unquoted mention that says a known name and more, or less."""
    if item.named:
        return None
    words = item.key.split()
    for size in range(len(words), 1, -1):
        known = kept.get(" ".join(words[:size]))
        if known is not None and known.named:
            return known
    return None


def _mention(item: Found) -> ModelMention:
    start, end = item.view.slice_of(*item.span, item.keep)
    label = item.label
    return ModelMention(
        name=label, key=fold(label) if label else None, named=item.named and label is not None, count=item.count,
        evidence=Evidence(field="body", start=start, end=end, text=item.view.text[start:end]),
    )
