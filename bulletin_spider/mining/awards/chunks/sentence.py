"""Words to chunks: each sentence becomes a row of tagged phrases that the grammar reads."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from bulletin_spider.mining.lexicon import (
    LEAF,
    TOKEN,
    Trie,
    add,
    known,
    longest,
    phrases_of,
    spelled,
    table,
    words,
)
from bulletin_spider.mining.numbers import MONEY_SCALES, MONEY_UNITS, UNITS, digits, in_words
from bulletin_spider.mining.quotes import Quote
from bulletin_spider.mining.view import View

# A clerk's sentence has some 40 words, the longest list some 300; hostile text has no sentences.
MOST = 400
_NAME_MOST = 6

# A number after these tells which one, not how many: "năm 2023", "tổ 5".
_ORDINAL = frozenset(
    {
        "năm",
        "tháng",
        "ngày",
        "quý",
        "số",
        "thứ",
        "khóa",
        "lần thứ",
        "lớp",
        "đợt",
        "lúc",
        "hẻm",
        "đường",
        "ngõ",
    }
)
_NOUNS = frozenset(
    {"form", "body", "office", "plain", "collective", "individual", "household", "address", "rank", "house"}
)
_OF_YEAR = frozenset(
    {"trong", "cuối", "đầu", "suốt", "hằng", "hàng", "từng", "nhiều", "những", "mấy", "giữa", "qua"}
)
_PEOPLE = frozenset({"individual", "address"})
_ADDRESSES = frozenset({"address", "rank", "house"})
_UNIONS = frozenset({"hội", "đoàn"})
NOTHING: frozenset[str] = frozenset()


_QUOTE, _NAME, _WORD = frozenset({"quote"}), frozenset({"name"}), frozenset({"word"})


@cache
def _mark(token: str) -> frozenset[str]:
    return frozenset({token})


class Chunk(NamedTuple):
    """A phrase of a sentence: its tags, its span in the view, its words, and a value where it has one."""

    tags: frozenset[str]
    start: int
    end: int
    word: str
    value: Any = None


# A bulletin has hundreds of chunks; this makes one in half the time.
_chunk = tuple.__new__
_SIGNS = {sign: _mark(sign) for sign in ",;:.()-–—|/!?+*%&"}


def _award_trie() -> Trie:
    trie: Trie = {}
    sections: dict[str, dict[str, tuple[str, ...]]] = {
        "givers": {
            "plain": ("plain", "words"),
            "verb": ("verbs", "words"),
            "body": ("bodies", "words"),
            "office": ("offices", "words"),
        },
        "recipients": {
            "collective": ("kinds", "collective"),
            "individual": ("kinds", "individual"),
            "household": ("kinds", "household"),
            "other": ("kinds", "other"),
            "address": ("address", "words"),
            "rank": ("address", "ranks"),
            "house": ("address", "household_of"),
        },
        "verbs": {
            "give": ("give", "words"),
            "praise": ("praise", "words"),
            "get": ("get", "words"),
            "belong": ("get", "belong"),
            "adverb": ("links", "adverbs"),
            "to": ("links", "to"),
            "passive": ("links", "passive"),
            "by": ("links", "by"),
            "of": ("links", "of"),
            "behalf": ("links", "behalf"),
            "hold": ("links", "hold"),
            "vague": ("links", "vague"),
            "about": ("links", "about"),
            "reason": ("reason", "words"),
            "stop": ("reason", "stops"),
        },
        "negatives": {
            "planned": ("planned", "words"),
            "grounds": ("planned", "grounds"),
            "near": ("planned", "near"),
            "habit": ("planned", "habit"),
            "allowed": ("planned", "allowed"),
            "gift": ("gifts", "words"),
        },
    }
    for name, tags in sections.items():
        for tag, phrases in phrases_of(name, tags):
            add(trie, phrases, tag)
    # Where a phrase has a role of its own the compound does not count.
    for kind in ("nouns", "verbs"):
        add(trie, (w for w in words("compounds", kind, "words") if not known(trie, w)), "word")
    for form in table("forms")["form"]:
        add(trie, map(spelled, form["words"]), "form", form)
    add(trie, words("forms", "ranks", "alone_after"), "rank_verb")
    add(trie, ["và", "cùng", "cùng với"], "and")
    add(trie, ["gồm", "gồm có", "bao gồm", "là", "cụ thể", "cụ thể là", "gồm các", "đó là"], "namely")
    add(trie, ["của", "tại", "với", "ở", "trong", "từ", "trên"], "inside")
    add(trie, ["mỗi", "mọi", "từng tập thể", "từng cá nhân"], "each")
    add(trie, ["từng", "đã từng"], "adverb")
    return trie


_AWARDS = _award_trie()
SURNAMES = frozenset(words("recipients", "surnames", "words"))
_WEAK = frozenset(words("recipients", "surnames", "weak"))


class Sentence:
    """One sentence as chunks, and the tools to read its words in the view."""

    def __init__(self, view: View, start: int, end: int, quotes: list[Quote]) -> None:
        """Chunk [start, end) of the view; each quote that lies in it becomes one chunk."""
        self.view = view
        self.start = start
        self.end = end
        self.shouted = view.plain[start:end].isupper()
        self.chunks: list[Chunk] = []
        self._tokens: list[str] = []
        self._spans: list[tuple[int, int]] = []
        self._quotes: dict[int, Quote] = {}
        self._tokenise(quotes)
        self._read()

    def _read(self) -> None:
        tokens, spans, plain, low = self._tokens, self._spans, self.view.plain, self.view.low
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
            node, leaf, at = _AWARDS.get(token), None, index
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

    def _speaks(self, token: str) -> bool:
        """Whether a word with a capital may be a name or have a role."""
        if token in _AWARDS or token in SURNAMES or self.shouted:
            return True
        return bool(self.chunks) and not _ADDRESSES.isdisjoint(self.chunks[-1].tags)

    def _tokenise(self, quotes: list[Quote]) -> None:
        at = self.start
        for quote in quotes:
            self._words(at, quote.start)
            self._quotes[len(self._tokens)] = quote
            self._tokens.append("“”")
            self._spans.append((quote.start, quote.end))
            at = quote.end
        self._words(at, self.end)

    def _words(self, start: int, end: int) -> None:
        found = list(TOKEN.finditer(self.view.low, start, end))
        self._tokens += [token[0] for token in found]
        self._spans += [token.span() for token in found]

    def _capital(self, index: int) -> bool:
        return index < len(self._tokens) and self.view.plain[self._spans[index][0]].isupper()

    def _emit(self, first: int, after: int, tags: frozenset[str], value: Any = None) -> int:
        start, end = self._spans[first][0], self._spans[after - 1][1]
        self.chunks.append(_chunk(Chunk, (tags, start, end, self.view.low[start:end], value)))
        return after

    def _next(self, index: int) -> int:
        """Emit the chunk that starts at a token; gives the token after it."""
        token = self._tokens[index]
        if index in self._quotes:
            return self._emit(index, index + 1, _QUOTE, self._quotes[index])
        if token[0].isdigit():
            return self._number(index, index + 1, digits(token))
        if not token[0].isalpha():
            return self._emit(index, index + 1, _mark(token))
        return self._phrase(index, token)

    def _phrase(self, index: int, token: str) -> int:
        """Emit the name, number words, lexicon phrase or plain word that starts at a token."""
        capital = self._capital(index)
        name = self._name(index) if capital else None
        if name is not None:
            return self._emit(index, name, _NAME)
        found = longest(_AWARDS, self._tokens, index)
        number = in_words(self._tokens, index) if token in UNITS and not self._is_year(index) else None
        if number is not None and (found is None or found[0] <= number[0]):
            tags = found[1] if found is not None and found[0] == number[0] else NOTHING
            return self._number(index, number[0], number[1], tags | {"said"})
        if found is not None and capital and found[1] & _PEOPLE and self._names_union():
            return self._emit(index, found[0], _WORD)
        if found is not None and not (capital and self._is_proper(index, found[1])):
            return self._emit(index, found[0], found[1], found[2])
        return self._emit(index, index + 1, _WORD)

    def _is_year(self, index: int) -> bool:
        """Whether "năm" is a year and no five: "trong năm tập thể Chi đoàn Quân sự được …"."""
        return self._tokens[index] == "năm" and index > 0 and self._tokens[index - 1] in _OF_YEAR

    def _names_union(self) -> bool:
        """Whether a union whose members come next was just told: "Trung ương Hội Nông dân"."""
        return bool(self.chunks) and not self.shouted and self.chunks[-1].word.split()[-1] in _UNIONS

    def _is_proper(self, index: int, tags: frozenset[str]) -> bool:
        """Whether a capital inside a name makes a verb part of it: "phường Thắng Nhất"."""
        if not self.chunks or self.shouted or tags & _NOUNS - {"plain"}:
            return False
        before = self.chunks[-1].tags
        if "word" in before and self._capital(index - 1):
            return True
        return bool(before & {"body", "word"}) and self._capital(index + 1)

    def _number(self, first: int, after: int, value: int | None, tags: frozenset[str] = NOTHING) -> int:
        """A number, or a sum of money where the words after it say so."""
        end = after
        while end < len(self._tokens) and self._tokens[end] in MONEY_SCALES:
            end += 1
        if end < len(self._tokens) and self._tokens[end] in MONEY_UNITS:
            # "đồng chí" is no money: "03 đồng chí".
            found = longest(_AWARDS, self._tokens, end)
            if found is None or found[0] == end + 1:
                return self._emit(first, end + 1, frozenset({"money"}))
        if "said" in tags:
            return self._emit(first, after, tags, value)
        before = self.chunks[-1] if self.chunks else None
        if before is not None and (before.word in _ORDINAL or "collective" in before.tags):
            return self._emit(first, after, frozenset({"figure"}), value)
        return self._emit(first, after, tags | ({"number"} if value is not None else {"figure"}), value)

    def _name(self, index: int) -> int | None:
        """The token after a person's name that starts here: after an address, or by its surname.

        "đồng chí Đại úy Trương Hoài Phong": the name is "Trương Hoài Phong".
        """
        if not self._capital(index):
            return None
        before = self.chunks[-1].tags if self.chunks else NOTHING
        addressed = not _ADDRESSES.isdisjoint(before)
        token = self._tokens[index]
        surname = token in SURNAMES or "’" in token or "'" in token
        if not surname and (not addressed or self.shouted):
            return None
        found = longest(_AWARDS, self._tokens, index)
        if found is not None and found[0] > index + 1 and not (addressed and surname):
            return None
        if (
            found is not None
            and not surname
            and found[1] & {"office", "body", "rank", "collective", "address"}
        ):
            return None
        if self.shouted and not addressed and before & {"body", "word", "plain", "office"}:
            return None
        long_name = self._capital(index + 1) and self._capital(index + 2)
        if not addressed and token in _WEAK and found is not None and not long_name:
            return None
        end = index + 1
        while self._in_name(index, end):
            end += 1
        return end if addressed or end - index >= 2 else None

    def _in_name(self, start: int, at: int) -> bool:
        """Whether token `at` belongs to the name that starts at `start`."""
        if not self._capital(at) or at - start >= _NAME_MOST or at in self._quotes:
            return False
        if self.shouted and at - start >= 2:  # case tells nothing: names have two to four words
            return at - start < 4 and longest(_AWARDS, self._tokens, at) is None
        return self._tokens[at][0].isalpha()
