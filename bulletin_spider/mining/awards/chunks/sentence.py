"""Words to chunks: each sentence becomes a row of tagged phrases that the grammar reads."""

from __future__ import annotations

from functools import cache
from typing import Any

from bulletin_spider.mining.awards.chunks.chunk import NOTHING, Chunk
from bulletin_spider.mining.awards.chunks.names import ADDRESSES, PEOPLE, is_proper, names_union, person_end
from bulletin_spider.mining.awards.chunks.roles import ROLES, SURNAMES
from bulletin_spider.mining.lexicon import LEAF, TOKEN, longest
from bulletin_spider.mining.numbers import MONEY_SCALES, MONEY_UNITS, UNITS, digits, in_words
from bulletin_spider.mining.quotes import Quote
from bulletin_spider.mining.view import View

# A number after these tells which one, not how many: "năm 2023", "tổ 5".
_ORDINAL = frozenset("năm tháng ngày quý số thứ khóa lớp đợt lúc hẻm đường ngõ".split()) | {"lần thứ"}
_OF_YEAR = frozenset(
    {"trong", "cuối", "đầu", "suốt", "hằng", "hàng", "từng", "nhiều", "những", "mấy", "giữa", "qua"}
)
_QUOTE, _NAME, _WORD = frozenset({"quote"}), frozenset({"name"}), frozenset({"word"})
# A bulletin has hundreds of chunks; this makes one in half the time.
_chunk = tuple.__new__


@cache
def _mark(token: str) -> frozenset[str]:
    return frozenset({token})


_SIGNS = {sign: _mark(sign) for sign in ",;:.()-–—|/!?+*%&"}


class Sentence:
    """One sentence as chunks, and the tools to read its words in the view."""

    def __init__(self, view: View, start: int, end: int, quotes: list[Quote]) -> None:
        """Chunk [start, end) of the view; each quote that lies in it becomes one chunk."""
        self.view = view
        self.start = start
        self.end = end
        self.shouted = view.plain[start:end].isupper()
        self.chunks: list[Chunk] = []
        self.tokens: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.quoted: dict[int, Quote] = {}
        self._tokenise(quotes)
        self._read()

    def _read(self) -> None:
        tokens, spans, plain, low = self.tokens, self.spans, self.view.plain, self.view.low
        index, most, keep = 0, len(tokens), self.chunks.append
        while index < most:
            token = tokens[index]
            start, end = spans[index]
            # Words and phrases in lower case are read here, which is what makes a bulletin take no time.
            if token in _SIGNS:
                keep(_chunk(Chunk, (_SIGNS[token], start, end, token, None)))
                index += 1
                continue
            if token in UNITS or not token.isalpha() or (plain[start].isupper() and self._speaks(token)):
                index = self._next(index)
                continue
            node, leaf, at = ROLES.get(token), None, index
            index += 1
            while node is not None:
                at += 1
                if LEAF in node:
                    leaf, index = node[LEAF], at
                node = node.get(tokens[at]) if at < most else None
            if leaf is None:
                keep(_chunk(Chunk, (_WORD, start, end, token, None)))
            else:
                end = spans[index - 1][1]
                keep(_chunk(Chunk, (leaf[0], start, end, low[start:end], leaf[1])))

    def text(self, first: int, after: int) -> str:
        """The words of the chunks [first, after) as the record stores them."""
        return self.view.printed(self.chunks[first].start, self.chunks[after - 1].end)

    def _speaks(self, token: str) -> bool:
        """Whether a word with a capital may be a name or have a role."""
        if token in ROLES or token in SURNAMES or self.shouted:
            return True
        return bool(self.chunks) and not ADDRESSES.isdisjoint(self.chunks[-1].tags)

    def _tokenise(self, quotes: list[Quote]) -> None:
        at = self.start
        for quote in quotes:
            self._words(at, quote.start)
            self.quoted[len(self.tokens)] = quote
            self.tokens.append("“”")
            self.spans.append((quote.start, quote.end))
            at = quote.end
        self._words(at, self.end)

    def _words(self, start: int, end: int) -> None:
        found = list(TOKEN.finditer(self.view.low, start, end))
        self.tokens += [token[0] for token in found]
        self.spans += [token.span() for token in found]

    def is_capital(self, index: int) -> bool:
        """Whether a token has a capital; none beyond the sentence has."""
        return index < len(self.tokens) and self.view.plain[self.spans[index][0]].isupper()

    def _emit(self, first: int, after: int, tags: frozenset[str], value: Any = None) -> int:
        start, end = self.spans[first][0], self.spans[after - 1][1]
        self.chunks.append(_chunk(Chunk, (tags, start, end, self.view.low[start:end], value)))
        return after

    def _next(self, index: int) -> int:
        """Emit the chunk that starts at a token; gives the token after it."""
        token = self.tokens[index]
        if index in self.quoted:
            return self._quote(index)
        if token[0].isdigit():
            return self._number(index, index + 1, digits(token))
        if not token[0].isalpha():
            return self._emit(index, index + 1, _mark(token))
        return self._phrase(index, token)

    def _quote(self, index: int) -> int:
        """Emit a quote, with the word before where it tells the form: "Bằng “Tổ quốc ghi công”"."""
        quote = self.quoted[index]
        if self.chunks and self.chunks[-1].word == "bằng":
            tokens = ["bằng", *TOKEN.findall(self.view.low, quote.start + 1, quote.end - 1)]
            found = longest(ROLES, tokens, 0)
            if found is not None and found[0] == len(tokens) and "form" in found[1]:
                self.chunks.pop()
                return self._emit(index - 1, index + 1, found[1], found[2])
        return self._emit(index, index + 1, _QUOTE, quote)

    def _phrase(self, index: int, token: str) -> int:
        """Emit the name, number words, lexicon phrase or plain word that starts at a token."""
        capital = self.is_capital(index)
        name = person_end(self, index) if capital else None
        if name is not None:
            return self._emit(index, name, _NAME)
        found = longest(ROLES, self.tokens, index)
        counts = token in UNITS and not self._is_year(index)
        if counts and capital and is_proper(self, index, NOTHING):
            return self._emit(index, index + 1, _WORD)  # "xã Ba Vì"
        number = in_words(self.tokens, index) if counts else None
        if number is not None and (found is None or found[0] <= number[0]):
            tags = found[1] if found is not None and found[0] == number[0] else NOTHING
            return self._number(index, number[0], number[1], tags | {"said"})
        if found is not None and capital and found[1] & PEOPLE and names_union(self):
            return self._emit(index, found[0], _WORD)
        if found is not None and not (capital and is_proper(self, index, found[1])):
            return self._emit(index, found[0], found[1], found[2])
        return self._emit(index, index + 1, _WORD)

    def _is_year(self, index: int) -> bool:
        """Whether "năm" is a year and no five: "trong năm tập thể Chi đoàn Quân sự được …"."""
        return self.tokens[index] == "năm" and index > 0 and self.tokens[index - 1] in _OF_YEAR

    def _number(self, first: int, after: int, value: int | None, tags: frozenset[str] = NOTHING) -> int:
        """A number, or a sum of money where the words after it say so."""
        end = after
        while end < len(self.tokens) and self.tokens[end] in MONEY_SCALES:
            end += 1
        if end < len(self.tokens) and self.tokens[end] in MONEY_UNITS:
            # "đồng chí" is no money: "03 đồng chí".
            found = longest(ROLES, self.tokens, end)
            if found is None or found[0] == end + 1:
                return self._emit(first, end + 1, frozenset({"money"}))
        if "said" in tags:
            return self._emit(first, after, tags, value)
        before = self.chunks[-1] if self.chunks else None
        if before is not None and (before.word in _ORDINAL or "collective" in before.tags):
            return self._emit(first, after, frozenset({"figure"}), value)
        return self._emit(first, after, tags | ({"number"} if value is not None else {"figure"}), value)
