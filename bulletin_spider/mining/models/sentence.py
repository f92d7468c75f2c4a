"""Models of one sentence: every "mô hình" with its quotes, lists, descriptions and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import regex

from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.models.called import called, opens_names
from bulletin_spider.mining.models.counts import is_target, number_before, tells_count
from bulletin_spider.mining.models.entries import Found, counted, described, named
from bulletin_spider.mining.models.gaps import (
    introduction,
    is_administrative,
    is_movement,
    is_other_noun,
    is_partial,
    leads_to,
    opens_list,
)
from bulletin_spider.mining.models.lexicon import CLASSIFIERS, LIST_HEADS, SPEECH, WORD
from bulletin_spider.mining.models.phrases import Phrase, is_of_another_field
from bulletin_spider.mining.quotes import MARK_RUN, Quote

HEAD = re.compile(r"m[ôộồốổỗo] h[ìiíỉĩị]nh(?!\w)")
"""The word "mô hình", also as it is mistyped."""
_OTHER_HEAD = re.compile(rf"(?<!\w)(?:{'|'.join(LIST_HEADS)})(?!\w)")
# "các mô hình hay" tells of models in general unless a list follows.
_PLURAL = frozenset({"các", "những", "nhiều", "số", "mỗi", "từng", "mọi", "bất kỳ", "vài"})
_OWNER = re.compile(r"\s*(?:của|do|ở|tại|trên|trong|\()")
_LAST_PART = re.compile(r"[,;:/–+•-]|\s(?:và|cùng|hoặc|với|đến|hay)\s|^\s*(?:và|cùng|hoặc)\s")
_NEXT_PLAIN = re.compile(r"[^,;.:]{0,40}(?:[,;]|\svà)\s+")
_N_IN_ONE = re.compile(r"\s*\d+ trong \d")
# "theo mô hình nhà vườn", "chuyển đổi mô hình sản xuất" tell of a type.
_TYPED = ("nghiên cứu", "khảo sát", "theo", "chuyển đổi", "thay đổi", "chuyển từ", "chuyển sang", "tặng")
# "đừng để mô hình “ra mắt rồi nằm đó”"
_AVOIDED = (["đừng", "để"], ["không", "để"], ["tránh", "để"])
_ORDINAL_AFTER = re.compile(r" thứ [^,;.]{2,30} sau(?: mô hình)? ?")
_PEOPLE = re.compile(
    r"\s*\d+ (?:hộ|người|thành viên|hội viên|đoàn viên|gia đình|chị|anh|em|đảng viên|tổ|nhóm)(?!\w)"
)
_CAPITAL_MEMBER = regex.compile(r",\s*(\p{Lu}\p{Ll}*+ [^,;.()“”\"]++)(?:\s*\([^()]*+\))?,")
_GAP_MOST = 90


@dataclass
class ModelSentence:
    """Reads one sentence; `found` holds its models."""

    line: Line
    start: int
    end: int
    found: list[Found] = field(default_factory=list)
    _taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.low = self.line.view.low
        self.quotes = self.line.quotes_in(self.start, self.end)

    def read(self, heads: list[tuple[int, int]], *, announced: bool = False) -> list[Found]:
        """The models of the sentence, whose words "mô hình" stand at `heads`.

        With `announced` the sentence before tells of models, so that names may follow without the word.
        """
        limit = heads[0][0] if heads else self.end
        self._other_list(limit)
        if announced:
            self._opened_list(self.start, limit)
        first = len(self.found)
        for number, (start, end) in enumerate(heads):
            following = heads[number + 1][0] if number + 1 < len(heads) else self.end
            self._head(start, end, following)
        self._drop_total(first)
        return self.found

    def _inner(self, quote: Quote) -> str:
        return self.low[quote.inner_start : quote.inner_end].strip()

    def _head(self, start: int, end: int, following: int) -> None:
        if any(
            q.inner_start <= start < q.inner_end and len(self._inner(q).split()) < 12 for q in self.quotes
        ):
            return  # the word is part of a quoted name
        count, first = number_before(self.low, self.start, start)
        if self._called(first, start, end) or self._is_thing(first, start, end, counted=count is not None):
            return
        quotes = [q for q in self.quotes if end <= q.start < following and q.start not in self._taken]
        if quotes and is_of_another_field(self.low, end):
            quotes = []
        if quotes and _ORDINAL_AFTER.fullmatch(self.low, end, quotes[0].start):
            self._opened_names(quotes)
        elif quotes and leads_to(self.low[end : quotes[0].start], counted=count is not None):
            self._quoted(first, start, end, count, quotes)
        elif count is not None:
            if tells_count(self.low, self.start, first):
                self.found.append(counted(self.line, first, end, count))
            if not self._unquoted_list(end, following, count=count):
                self._opened_list(end, following)
        elif not self._unquoted_list(end, following):
            known = len(self.found)
            self._description(start, end, following, quotes)
            if len(self.found) == known:
                self._opened_list(end, following)

    def _called(self, first: int, start: int, end: int) -> bool:
        """“Chú cá ăn nhựa” - mô hình của …: the names stand before the word."""
        names = called(self.line.view, self.quotes, start, end)
        names = [
            quote
            for quote in names
            if not is_movement(self._inner(quote)) and len(self._inner(quote).split()) <= 12
        ]
        for quote in names:
            if quote.start not in self._taken:
                self._taken.add(quote.start)
                self.found.append(
                    named(self.line, quote.start, quote, end=end if quote is names[-1] else None)
                )
        return bool(names)

    def _is_thing(self, first: int, start: int, end: int, *, counted: bool) -> bool:
        """Whether it is a scale model or a model of science: "chiếc mô hình", "14 mô hình giải phẫu"."""
        before = self.low[max(self.start, first - 24) : first].split()
        quoted = MARK_RUN.match(self.low[end : end + 2].lstrip()) is not None
        if before and (before[-1] in CLASSIFIERS or (before[-1] == "trên" and not counted and not quoted)):
            return True
        if before[-2:] in _AVOIDED:
            return True
        return counted and is_of_another_field(self.low, end)

    def _description(self, start: int, end: int, following: int, quotes: list[Quote]) -> None:
        """Mô hình nuôi lươn không bùn: a name without quotes."""
        before = self.low[max(self.start, start - 30) : start].split()
        if before and before[-1] in _PLURAL:
            return
        phrase = Phrase(self.line.view, end, following)
        typed = " ".join(before).endswith(_TYPED) and not phrase.concrete
        if not phrase.generic and not typed and not is_target(self.low, self.start, start):
            self.found.append(described(self.line, start, phrase.spans[0][0], phrase.end))
            self._members_after(phrase.end, quotes, listed=False)

    def _quoted(self, first: int, start: int, end: int, count: int | None, quotes: list[Quote]) -> None:
        """Mô hình “A”, “B” của …, và 112 “C”: the first quote and the members after it."""
        quote, gap = quotes[0], self.low[end : quotes[0].start]
        self._taken.add(quote.start)
        if is_administrative(self._inner(quote)):
            return
        total = None
        if count is not None and tells_count(self.low, self.start, first):
            total = counted(self.line, first, start + len(WORD), count)
        if is_movement(self._inner(quote)):
            self.found += [total] if total is not None else []
            return
        listed, before = opens_list(gap), len(self.found)
        if listed:
            self.found.append(named(self.line, quote.start, quote))
        else:
            self.found.append(named(self.line, first if total else start, quote, count if total else None))
        last = self._members_after(quote.end, quotes[1:], listed=listed or count is not None)
        if listed:
            self._plain_member(last)
        members = len(self.found) - before
        if count is not None and members == count and members > 1 and not is_partial(gap):
            self.found[before] = replace(self.found[before], count=None)
        elif total is not None and listed:
            self.found.insert(before, total)

    def _members_after(self, end: int, quotes: list[Quote], *, listed: bool) -> int:
        """Keep the quoted members that follow a model; gives the end of the last."""
        for quote in quotes:
            gap = self.low[end : quote.start]
            if len(gap) > _GAP_MOST * (2 if listed else 1):
                break
            parts = _LAST_PART.split(gap)
            last = parts[-1].strip()
            count, first = number_before(self.low, end, quote.start)
            alone = not last or (count is not None and self.low[first : quote.start].strip() == last)
            noun = listed and not is_other_noun(last) and len(last.split()) <= 4
            owned = not parts[0].strip() or _OWNER.match(gap) is not None
            more = opens_names(self.low, end, quote.start)  # "“A” đã quen thuộc còn có “B”"
            if not more and ((len(parts) < 2 and last) or not (alone or noun) or not (owned or listed)):
                break
            if listed:
                self._between(end, quote.start)
            self._taken.add(quote.start)
            if not is_movement(self._inner(quote)):
                self.found.append(named(self.line, first if count is not None else quote.start, quote, count))
            end = quote.end
        return end

    def _between(self, start: int, end: int) -> None:
        """“A”, Nhà vệ sinh chợ sạch, và “B”: a name without quotes between two with them."""
        found = _CAPITAL_MEMBER.search(self.line.view.plain, start, end)
        if found is not None and 2 < len(found[1].split()) < 9:
            self.found.append(described(self.line, found.start(1), found.start(1), found.end(1)))

    def _plain_member(self, end: int) -> None:
        """“A”, “B”, tổ phụ nữ tiết kiệm: an unquoted member at the end of a quoted list."""
        gap = _NEXT_PLAIN.match(self.low, end, self.end)
        if gap is None or any(q.start >= end for q in self.quotes):
            return
        phrase = Phrase(self.line.view, gap.end(), self.end, listed=True)
        if phrase.concrete and phrase.length > 2 and not phrase.generic:
            self.found.append(described(self.line, gap.end(), gap.end(), phrase.end))

    def _unquoted_list(self, end: int, following: int, *, count: int | None = None) -> bool:
        """Các mô hình: A; B; C - or "như trồng rau, nuôi gà"; whether a list opens here."""
        intro = None if _N_IN_ONE.match(self.low, end) else introduction(self.low, end, following)
        if intro is None or _PEOPLE.match(self.low, intro):
            return False
        rest = self.low[intro : self.end]
        quoted = [q for q in self.quotes if q.start >= intro]
        split = ";" in rest and not any(";" in self._inner(q) for q in quoted)
        if not split and self._explained(end, intro):
            return False
        if quoted and not split:
            return False
        at = intro
        headed = HEAD.search(rest) is not None
        pieces = re.split(r";|\svà\s(?=mô hình)" if split else r",|\svà\s", rest)
        split = split or len(pieces) == count  # "hai mô hình: trồng gừng dưới tán rừng và vỗ béo trâu bò"
        for piece in pieces:
            start = at + len(piece) - len(piece.lstrip())
            at += len(piece) + 1
            if piece.strip() and not HEAD.match(self.low, start):
                end = start + len(piece.strip().rstrip(" .…"))
                self._listed_member(start, end, quoted, split=split, headed=headed)
        return True

    def _explained(self, end: int, intro: int) -> bool:
        """Whether a colon explains a name: "mô hình trường học gắn với nương chè: mỗi lớp nhận một luống"."""
        phrase = Phrase(self.line.view, end, intro)
        return (
            self.low[intro - 1] == ":" and not phrase.generic and self.low[phrase.end : intro].strip() == ":"
        )

    def _listed_member(self, start: int, end: int, quoted: list[Quote], *, split: bool, headed: bool) -> None:
        quote = next((q for q in quoted if start <= q.start < end), None)
        if quote is not None:
            if quote.start - start < 25 and quote.start not in self._taken:
                self._taken.add(quote.start)
                self.found.append(named(self.line, quote.start, quote))
            return
        phrase = Phrase(self.line.view, start, end, listed=True)
        colon = self.low.rfind(":", self.start, start)
        whole = (
            phrase.end == end
            and phrase.length > 2
            and self.low.endswith(WORD, self.start, max(colon, self.start))
        )
        told = (split or phrase.concrete or whole) and (phrase.stands_alone or not headed)
        if phrase.length > 1 and not phrase.generic and told:
            self.found.append(described(self.line, start, start, phrase.end))

    def _opened_list(self, start: int, limit: int) -> None:
        """…, tăng 4 mô hình; nổi bật như: “A”, “B”: names that the models told before open."""
        for number, quote in enumerate(self.quotes):
            if quote.start in self._taken or not start <= quote.start < limit:
                continue
            if opens_names(self.low, start, quote.start) and not is_movement(self._inner(quote)):
                self._opened_names(self.quotes[number:])
                return

    def _opened_names(self, quotes: list[Quote]) -> None:
        """Keep the first quote of a list and the members after it."""
        self._taken.add(quotes[0].start)
        self.found.append(named(self.line, quotes[0].start, quotes[0]))
        self._members_after(quotes[0].end, quotes[1:], listed=True)

    def _other_list(self, limit: int) -> None:
        """Cách làm hay như: “A”, “B”: a list that opens without "mô hình"."""
        if not self.quotes:
            return
        head = _OTHER_HEAD.search(self.low, self.start, limit)
        quotes = [q for q in self.quotes if head is not None and head.end() < q.start < limit]
        if head is None or not quotes:
            return
        gap = self.low[head.end() : quotes[0].start]
        words = gap.replace(":", " : ").split()
        speech = len(words) > 1 and words[-1] == ":" and words[-2] in SPEECH
        if len(words) > 14 or "." in gap or speech or not {"như", "gồm", ":"} & set(words[-2:]):
            return
        self._taken.add(quotes[0].start)
        self.found.append(named(self.line, quotes[0].start, quotes[0]))
        self._members_after(quotes[0].end, quotes[1:], listed=True)

    def _drop_total(self, first: int) -> None:
        """Drop the total of a full list: "hai mô hình khác: mô hình A và mô hình B"."""
        for at in range(first, min(len(self.found), first + 40)):
            total = self.found[at]
            if total.name is not None or not total.count:
                continue
            members = [f for f in self.found[at + 1 :] if f.name is not None]
            if len(members) == total.count:
                gap = self.low[total.span[1] : members[0].span[0]]
                if ":" in gap and not is_partial(gap):
                    del self.found[at]
                    return
