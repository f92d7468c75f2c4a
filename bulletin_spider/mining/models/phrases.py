"""Unquoted names: the noun phrase after "mô hình", up to the word that opens something else."""

from __future__ import annotations

from bulletin_spider.mining.lexicon import TOKEN, Trie, longest
from bulletin_spider.mining.models.lexicon import (
    AFTER_WITH,
    AIMS,
    BEFORE_NUMBER,
    BOUNDS,
    COMPOUNDS,
    CONCRETE,
    FUNCTION,
    GROUPS,
    JUDGEMENTS,
    KEEP,
    NEVER,
    WHOLE,
)
from bulletin_spider.mining.models.phrase_joins import MARKS, continues, pairs
from bulletin_spider.mining.view import View

_MOST = 30
# A generic phrase is short: "quản lý sân bãi thích hợp".
_JUDGED_MOST = 6
_FIELD_REACH = 40
# In a list only these end a member: "Dòng họ không có tội phạm" is whole, "Ngõ bích họa tại ngõ 52" is not.
_LIST_STOPS = frozenset({"tại", "ở", "do", "giúp", "được", "đã", "với", "thu"})
_DASHES, _COMMA = frozenset("-–—"), frozenset(",")
_TRAILING = frozenset({",", "và", "-", "–", "cùng", "hoặc", "của", "cho", "đến", "bằng", "trên", "với"})


def is_of_another_field(low: str, start: int, *, counted: bool = False) -> bool:
    """Whether the words at an offset make "mô hình" one of science or government.

    A kind of economy is no name, but "31 mô hình kinh tế tập thể" can be counted.

    >>> is_of_another_field("mô hình ngôn ngữ lớn", 7)
    True
    """
    return _of_another_field(TOKEN.findall(low, start, start + _FIELD_REACH), counted=counted)


def _of_another_field(tokens: list[str], *, counted: bool = False) -> bool:
    found = longest(NEVER, tokens, 0)
    return found is not None and ("never" in found[1] or ("kinds" in found[1] and not counted))


class Phrase:
    """The phrase that starts at a view offset: `end` is one past its last character, or the start if none.

    "mô hình nuôi lươn không bùn giúp 11 hộ": the phrase after the word is "nuôi lươn không bùn".
    """

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

    def at(self, trie: Trie, index: int) -> int:
        """How many tokens from `index` on are a phrase of a lexicon."""
        if index >= len(self.tokens) or self.tokens[index] not in trie:
            return 0
        found = longest(trie, self.tokens, index)
        return found[0] - index if found is not None else 0

    def token(self, index: int) -> str:
        """A token; empty beyond the phrase."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else ""

    def _read(self) -> int:
        index = 0
        # "3 trong 1: dân phòng, bảo vệ dân phố và chữa cháy": the parts belong to the name.
        numbered = self.token(0).isdigit() and self.token(1) == "trong"
        while index < min(len(self.tokens), _MOST):
            if numbered and self.tokens[index] in {":", ","}:
                index += 1
                continue
            step = self._step(index, numbered=numbered)
            if not step:
                break
            index += step
        while index and self.tokens[index - 1] in _TRAILING:
            index -= 1
        return index

    def _step(self, index: int, *, numbered: bool) -> int:
        """How many tokens from `index` on belong to the name together; 0 where it ends."""
        token = self.tokens[index]
        if token in _DASHES and self._spaced(index):
            return int(pairs(self, index))
        if token in MARKS or (token in _COMMA and not (index and continues(self, index))):
            return 0
        found = longest(BOUNDS, self.tokens, index) if token in BOUNDS else None
        if found is not None and ("keep" in found[1] or "words" not in found[1]):
            return found[0] - index
        if not index:
            return 1
        if found is not None and not numbered and not (self.listed and token not in _LIST_STOPS):
            return 0
        return int(not self._before_size(index) and self.tokens[index : index + 2] != ["mô", "hình"])

    def _before_size(self, index: int) -> bool:
        """Whether a size or a result opens at a token: "rộng 6 ha", "với sự tham gia"."""
        word, following = self.tokens[index], self.token(index + 1)
        if word == "với" and (self.listed or self.at(AFTER_WITH, index + 1)):
            return True
        return word in BEFORE_NUMBER and following[:1].isdigit()

    def _spaced(self, index: int) -> bool:
        start, end = self.spans[index]
        return (
            self.view.low[start - 1].isspace() and end < len(self.view.low) and self.view.low[end].isspace()
        )

    @property
    def generic(self) -> bool:
        """Whether the phrase names no concrete model: "hiệu quả", "này", "chính quyền địa phương 2 cấp"."""
        if not self.length or _of_another_field(self.tokens):
            return True
        if self.tokens[0].isdigit():
            return self.length < 3
        if self.at(FUNCTION, 0) > self.at(COMPOUNDS, 0) or self.at(AIMS, 0):
            return True
        return self._only_general() or self._judged()

    def _only_general(self) -> bool:
        """Whether nothing but general words stand in the phrase, or before a function word."""
        index = 0
        while index < self.length:
            step = self.at(WHOLE, index)
            if index and self.tokens[index] == ",":
                step = 1  # "tự quản, hòa giải cơ sở"
            if not step:
                return self.length < 2
            if index and self.tokens[index] == "gắn":
                return self.length < index + 3  # "du lịch cộng đồng gắn với giữ gìn nhà sàn cổ"
            if index and not self.listed and self.at(FUNCTION, index) and not self.at(KEEP, index):
                return True  # "kinh tế theo hướng …", "mới của …"
            index += step
        return True

    def _judged(self) -> bool:
        """Whether a judgement ends the phrase: "làng nghề nhỏ lẻ", "sân khấu quen thuộc"."""
        if self.length > _JUDGED_MOST:
            return False
        return any(
            at + self.at(JUDGEMENTS, at) == self.length
            for at in range(self.length)
            if self.at(JUDGEMENTS, at)
        )

    @property
    def stands_alone(self) -> bool:
        """Whether the phrase can be a member of a list whose other members say "mô hình"."""
        return bool(self.at(GROUPS, 0)) or self.view.plain[self.start].isupper()

    @property
    def concrete(self) -> bool:
        """Whether the phrase opens with a word that only concrete models have: "trồng", "tổ"."""
        return bool(self.length and self.at(CONCRETE, 0))
