"""Unquoted names: the noun phrase after "mô hình", up to the word that opens something else."""

from __future__ import annotations

from bulletin_spider.mining.lexicon import TOKEN, Trie, longest
from bulletin_spider.mining.model_lexicon import (
    BEFORE_NUMBER,
    CONCRETE,
    FUNCTION,
    GROUPS,
    KEEP,
    NEVER,
    PAIRS,
    STOPS,
    WHOLE,
)
from bulletin_spider.mining.view import View

_MOST = 30
# In a list only these end a member: "Dòng họ không có tội phạm" is whole, "Ngõ bích họa tại ngõ 52" is not.
_LIST_STOPS = frozenset({"tại", "ở", "do", "giúp", "được", "đã", "với", "thu"})
_DASH, _COMMA = frozenset("-"), frozenset(",")
_MARKS = frozenset(';:.!?…()[]|–—+*•“”"«»')


class Phrase:
    """The phrase that starts at a view offset: `end` is one past its last character, or the start if none."""

    def __init__(self, view: View, start: int, limit: int, *, listed: bool = False) -> None:
        """Read up to offset `limit` at most; a member of a list ends with its item."""
        self.listed = listed
        self.view = view
        self.start = start
        spans = []
        for found in TOKEN.finditer(view.low, start, limit):
            spans.append(found)
            if len(spans) > _MOST:
                break
        self.tokens = [found[0] for found in spans]
        self.spans = [found.span() for found in spans]
        self.length = self._read()
        self.end = self.spans[self.length - 1][1] if self.length else start

    def _at(self, trie: Trie, index: int) -> int:
        found = longest(trie, self.tokens, index)
        return found[0] - index if found is not None else 0

    def _read(self) -> int:
        index = 0
        # "3 trong 1: dân phòng, bảo vệ dân phố và chữa cháy": the parts belong to the name.
        numbered = len(self.tokens) > 2 and self.tokens[0].isdigit() and self.tokens[1] == "trong"
        while index < min(len(self.tokens), _MOST):
            token = self.tokens[index]
            if numbered and token in {":", ","}:
                index += 1
                continue
            if token in _MARKS or (token in _DASH and self._spaced(index)):
                break
            if token in _COMMA and not self._continues(index):
                break
            kept = self._at(KEEP, index)
            if kept:
                index += kept
                continue
            if (
                index
                and self._at(STOPS, index)
                and not numbered
                and not (self.listed and token not in _LIST_STOPS)
            ):
                break
            if (
                index
                and token in BEFORE_NUMBER
                and self.tokens[index + 1 : index + 2][0:1]
                and self.tokens[index + 1][0].isdigit()
            ):
                break
            if index and self.tokens[index : index + 2] == ["mô", "hình"]:
                break
            index += 1
        while index and (
            self.tokens[index - 1] in {",", "và", "-", "cùng", "hoặc", "của", "cho", "đến", "bằng", "trên"}
        ):
            index -= 1
        return index

    def _spaced(self, index: int) -> bool:
        start, end = self.spans[index]
        return (
            self.view.low[start - 1].isspace() and end < len(self.view.low) and self.view.low[end].isspace()
        )

    def _continues(self, index: int) -> bool:
        """Whether a comma joins two words of a kind: "nâng cấp, mở rộng", "sầu riêng, bơ"."""
        if "các" in self.tokens[:index] and self.tokens[index + 1 : index + 2] == ["các"]:
            return True  # "các tuyến đường, các công trình"
        for kind in PAIRS:
            before = any(" ".join(self.tokens[index - n : index]) in kind for n in (1, 2) if index >= n)
            after = any(" ".join(self.tokens[index + 1 : index + 1 + n]) in kind for n in (1, 2))
            # A verb list has the verb first: "thu gom rác, phân loại rác" is a list of two.
            if before and after:
                return True
            if kind is PAIRS[0] and after and self.tokens[0] and self._verb_before(index):
                return True
        return False

    def _verb_before(self, index: int) -> bool:
        return index <= 4 and any(
            " ".join(self.tokens[at : at + n]) in PAIRS[0] for at in range(1, index) for n in (1, 2)
        )

    @property
    def generic(self) -> bool:
        """Whether the phrase names no concrete model: "hiệu quả", "này", "chính quyền địa phương 2 cấp"."""
        if not self.length or self._at(NEVER, 0):
            return True
        if self.tokens[0].isdigit():
            return self.length < 3
        if self._at(FUNCTION, 0):
            return True
        index = 0
        while index < self.length:
            step = self._at(WHOLE, index)
            if not step:
                return self.length < 2
            if index and not self.listed and self._at(FUNCTION, index):
                return True  # "kinh tế theo hướng …", "mới của …"
            index += step
        return True

    @property
    def stands_alone(self) -> bool:
        """Whether the phrase can be a member of a list whose other members say "mô hình"."""
        return bool(self._at(GROUPS, 0)) or self.view.plain[self.start].isupper()

    @property
    def concrete(self) -> bool:
        """Whether the phrase opens with a word that only concrete models have: "trồng", "tổ"."""
        return bool(self.length and self._at(CONCRETE, 0))
