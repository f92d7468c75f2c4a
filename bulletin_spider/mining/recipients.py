"""Who receives an award: numbers and kinds, bodies, households and named people."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin_spider.mining.chunks import Chunk, Sentence
from bulletin_spider.vietnamese.text import clean

KINDS = ("collective", "individual", "household", "other")
_KINDS = frozenset(KINDS)
_PLACES = frozenset({"phường", "xã", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "tp"})
_PRONOUNS = frozenset({"ông", "bà", "anh", "chị", "em", "cô", "thầy", "cháu", "chú", "bác", "cụ"})
_TEAMS = frozenset({"đội", "nhóm", "đội tuyển", "đội thi"})
# What may open a recipient.
_OPENERS = _KINDS | {"number", "said", "vague", "about", "name", "address", "rank", "house", "body"}
# What ends the words that describe a recipient.
_ENDS = frozenset(
    {
        ",",
        ";",
        ":",
        "(",
        ")",
        ".",
        "-",
        "–",
        "—",
        "…",
        "|",
        "/",
        "and",
        "reason",
        "give",
        "praise",
        "get",
        "passive",
        "to",
        "form",
        "by",
        "belong",
        "stop",
        "money",
        "rank_verb",
        "namely",
        "each",
        "adverb",
        "planned",
    }
)


@dataclass
class Recipient:
    """One kind of recipient in a list: how many, and who."""

    kind: str
    count: int | None = None
    names: list[str] = field(default_factory=list)
    vague: bool = False
    """Neither number nor name is told: "các tập thể"."""
    bare: bool = False
    """Not even "các" or "nhiều" stands before it: "khen thưởng người lao động"."""
    team: bool = False
    """A team without a name: "các đội còn lại"."""


def printed(sentence: Sentence, start: int, end: int) -> str:
    """The words of a view span as the record stores them."""
    first, last = sentence.view.span(start, end)
    return clean(sentence.view.text[first:last])


class RecipientList:
    """Reads a list of recipients from chunk `at`; `items` holds them, `end` the chunk after the last.

    "05 tập thể và 08 cá nhân", "ông A, Bí thư Chi bộ 3 và gia đình bà B", "15 tập thể, cá nhân".
    """

    def __init__(self, sentence: Sentence, at: int, limit: int, *, nested: bool = False) -> None:
        """Read up to chunk `limit` at most; a nested list holds only names."""
        self.nested = nested
        self.sentence = sentence
        self.chunks = sentence.chunks
        self.limit = min(limit, len(self.chunks))
        self.items: list[Recipient] = []
        self.end = at
        self.each = False
        self._read(at)

    def _tags(self, index: int) -> frozenset[str]:
        return self.chunks[index].tags if index < self.limit else frozenset()

    def _read(self, at: int) -> None:
        index = at + 1 if self._tags(at) & {":"} else at
        while index < self.limit:
            known = len(self.items)
            after = self._item(index)
            if after is None or (known and self._gives(after)):
                del self.items[known:]
                break
            self.end = index = after
            index = self._apposition(index)
            self.end = max(self.end, index) if index != after else self.end
            following = self._next_item(index)
            if following is None:
                break
            index = following

    def _gives(self, index: int) -> bool:
        """Whether what was read is the giver of a next award: "…, UBND xã tặng"."""
        chunks = self.sentence.chunks
        while (
            index < len(chunks)
            and "adverb" in chunks[index].tags
            and not chunks[index].tags & {"give", "praise", "passive"}
        ):
            index += 1
        return index < len(chunks) and bool(chunks[index].tags & {"give", "praise"})

    def _next_item(self, index: int) -> int | None:
        """The chunk where the next member opens, past its comma or "và"."""
        after = index
        while after < self.limit and self._tags(after) & {",", "and", "/", "-", "–"}:
            after += 1
        if after == index or after >= self.limit:
            return None
        tags = self._tags(after)
        if "to" in tags:
            after, tags = after + 1, self._tags(after + 1)
        more = "quote" in tags and bool(self.items) and self.items[-1].kind == "other"
        return after if tags & _OPENERS or more else None

    def _apposition(self, index: int) -> int:
        """Skip what only explains a person: ", Bí thư Chi bộ 3", " - Trưởng thôn", "(tổ 5)"."""
        if "(" in self._tags(index):
            close = index
            while close < min(self.limit, index + 25) and ")" not in self._tags(close):
                close += 1
            if ")" in self._tags(close):
                return close + 1
            return index
        if (
            self.items
            and not self._last_is_person
            and "," in self._tags(index)
            and self.chunks[index - 1].tags & {"word", "name", "figure", "body"}
        ):
            return self._place(index)
        if not self.items or not self._last_is_person or not self._tags(index) & {",", "-", "–", "—"}:
            return index
        first = self._tags(index + 1)
        opens = first & {"office", "body", "word", "collective", "individual", "figure", "number"}
        if (
            not opens
            or first & {"name", "house", "said", "vague"}
            or (first & {"address", "rank"} and "office" not in first)
        ):
            return index
        if "number" in first and self._tags(index + 2) & _KINDS:
            return index
        if first & {"address"} and "name" in self._tags(index + 2):
            return index
        end = index + 1
        while end < self.limit and not self._tags(end) & {
            ",",
            ";",
            "and",
            "reason",
            "passive",
            "give",
            "get",
            "praise",
            "form",
            ")",
            ":",
            ".",
        }:
            end += 1
        return end

    def _place(self, index: int) -> int:
        """Skip where a body lies: "thôn Hòa Bình, xã Tam An"."""
        if index + 2 >= self.limit or self.chunks[index + 1].word not in _PLACES or self.items[-1].count != 1:
            return index
        head = self.chunks[index + 2]
        if self.chunks[index - 1].word in _PLACES or not self.sentence.view.plain[head.start].isupper():
            return index
        return self._described(index + 1)

    _last_is_person = False

    def _item(self, index: int) -> int | None:
        """One member of the list; gives the chunk after it."""
        self._last_is_person = False
        count, vague, at = self._quantity(index)
        if self.each or (self.nested and count is not None):
            return None
        tags = self._tags(at)
        if "quote" in tags and self.items:  # "tác phẩm “A” và “B”"
            text = printed(self.sentence, self.chunks[at].start, self.chunks[at].end)
            self.items.append(Recipient("other", 1, [text]))
            return at + 1
        if "house" in tags and "name" in self._tags(at + 1):
            return self._named(at, at + 2, "household")
        if tags & {"address", "rank"} and count is None and not vague:
            person = self._person(at)
            if person is not None:
                return person
        if (
            count is None
            and not vague
            and at < self.limit
            and self.chunks[at].word in _PRONOUNS
            and self._stands_alone(at + 1)
        ):
            self.items.append(Recipient("individual", 1))
            return at + 1
        if "name" in tags and count is None:
            return self._named(at, at + 1, "individual")
        if (tags & _KINDS and (count is not None or vague)) or ("body" in tags and count is not None):
            return self._counted(at, count)
        alone = (
            at < self.limit
            and self.chunks[at].word == "tập thể"
            and bool(self._tags(at + 1) & _ENDS or at + 1 >= self.limit)
        )
        if "body" in tags and count is None and not vague and not alone:
            return self._body(at)
        if tags & _KINDS and at < self.limit:
            return self._bare_kind(at)
        return None

    def _stands_alone(self, index: int) -> bool:
        """Whether a word of address has no name: "ông được tặng Bằng khen"."""
        following = self.sentence.chunks[index].tags if index < len(self.sentence.chunks) else frozenset()
        return bool(following & {"passive", "get", "adverb"})

    def _quantity(self, index: int) -> tuple[int | None, bool, int]:
        """Number told, whether it is vague, and the chunk after: "hơn 05 (năm)", "các", "nhiều"."""
        at, count, vague = index, None, False
        while (
            at < self.limit
            and self._tags(at) & {"about", "vague"}
            and not self._tags(at) & {"number", "said"}
        ):
            vague = vague or "vague" in self._tags(at)
            at += 1
        if "each" in self._tags(at):
            self.each = True
        if self._tags(at) & {"number", "said"} and self._tags(at + 1) & (_KINDS | {"(", "about", "body"}):
            count, at = self.chunks[at].value, at + 1
            if "about" in self._tags(at):  # "15 lượt tập thể"
                at += 1
            if "(" in self._tags(at) and "said" in self._tags(at + 1) and ")" in self._tags(at + 2):
                at += 3
        return count, vague and count is None, at

    def _person(self, at: int) -> int | None:
        """A person told by name or by office after a word of address."""
        end = at
        while self._tags(end) & {"address", "rank"} and "name" not in self._tags(end):
            end += 1
        if "name" in self._tags(end):
            return self._named(end, end + 1, "individual")
        if "office" in self._tags(end) and end < self.limit:
            last = self._described(end)
            if last + 1 < self.limit and "name" in self._tags(last):
                return self._named(last, last + 1, "individual")
            self.items.append(Recipient("individual", 1))
            self._last_is_person = True
            return last
        return None

    def _named(self, start: int, end: int, kind: str) -> int:
        text = printed(self.sentence, self.chunks[start].start, self.chunks[end - 1].end)
        if self.sentence.shouted:
            text = text.title()
        self.items.append(Recipient(kind, 1, [text]))
        self._last_is_person = True
        return end

    def _described(self, at: int) -> int:
        """The chunk after the words that belong to a noun: "gia đình hiếu học", "Công an phường A"."""
        end = at + 1
        while end < self.limit and not self._ends(end, at):
            end += 1
        return end

    def _ends(self, index: int, at: int) -> bool:
        tags = self._tags(index)
        if (
            self.chunks[index].word == "còn"
            and index + 1 < self.limit
            and self.chunks[index + 1].word == "lại"
        ):
            return False  # "các đội còn lại"
        if "quote" in tags and self.chunks[index].word[1:].lstrip().startswith("hoàn thành"):
            return True  # a grade reached: the reason
        return bool(tags & _ENDS) and not (index > at and self.chunks[index].word == "lại")

    def _counted(self, at: int, count: int | None) -> int:
        """A number or a vague word with a kind: "05 tập thể", "nhiều cá nhân", "15 tập thể, cá nhân"."""
        kind = self._kind(at)
        end = self._described(at)
        # One number over two kinds: "15 tập thể, cá nhân" cannot be split.
        other_kinds, last = {kind}, end
        shared: list[str] = [kind]
        while self._tags(last) & {",", "and", "/", "-", "–"} and self._tags(last + 1) & _KINDS:
            if (
                self._tags(last + 1) & {"body"}
                and self.sentence.view.plain[self.chunks[last + 1].start].isupper()
            ):
                break
            other = self._kind(last + 1)
            if self._tags(last + 2) & {"name"}:
                break
            other_kinds.add(other)
            shared.append(other)
            last = self._described(last + 1)
        if count is not None:
            kind = kind if len(other_kinds) == 1 else "other"
            item = Recipient(kind, count, team=self.chunks[at].word in _TEAMS)
            self.items.append(item)
            return self._names_beside(at, item) or self._names(last, item)
        beside = self._vague_names(at, kind)
        if beside is not None:
            return beside
        for each in dict.fromkeys(shared):
            self.items.append(Recipient(each, None, vague=True, team=self.chunks[at].word in _TEAMS))
        return self._names(last, self.items[-1]) if len(other_kinds) == 1 else last

    def _place_names(self, at: int, item: Recipient) -> int | None:
        """ "3 thôn: Tân Thắng, Tân Thành, Phú Long": names without a noun, as many as told."""
        names: list[str] = []
        end = at
        while end < self.limit and len(names) < (item.count or 0):
            start = end
            while end < self.limit and self._tags(end) & {"word", "figure", "name"}:
                end += 1
            first = self.chunks[start].start
            if end == start or not self.sentence.view.plain[first].isupper():
                return None
            names.append(printed(self.sentence, first, self.chunks[end - 1].end))
            end += 1 if end < self.limit and self._tags(end) & {",", "and"} else 0
        if item.count != len(names):
            return None
        item.names = names
        return end

    def _names_beside(self, at: int, item: Recipient) -> int | None:
        """Names without a mark before them: "hai đội khóm 1 và khóm 9", "02 cá nhân ông A và bà B"."""
        if self.nested or not self._tags(at + 1) & {"body", "name", "address", "house"}:
            return None
        start = (
            at + 1
            if self._tags(at + 1) & {"name", "address", "house"} or self.chunks[at].word == "tập thể"
            else at
        )
        inner = RecipientList(self.sentence, start, self.limit, nested=True)
        names = [name for each in inner.items for name in each.names]
        if not names or len(names) != item.count or len(names) != len(inner.items):
            return None
        item.names = names
        return inner.end

    def _vague_names(self, at: int, kind: str) -> int | None:
        """ "Các vận động viên Trà Văn Mười, Đặng Khắc Duy": names, though no number is told."""
        if self.nested or not self._tags(at + 1) & {"name", "house"}:
            return None
        inner = RecipientList(self.sentence, at + 1, self.limit, nested=True)
        people = [item for item in inner.items if item.names and item.kind in {kind, "individual"}]
        if len(people) != len(inner.items):
            return None
        self.items.append(Recipient(kind, len(people), [name for item in people for name in item.names]))
        return inner.end

    def _kind(self, at: int) -> str:
        return next((kind for kind in KINDS if kind in self._tags(at)), "collective")

    def _names(self, at: int, item: Recipient) -> int:
        """The names after a number: ": A, B và C", "gồm A, B", "(A, B)", "là A"."""
        opening = at + 1 if "," in self._tags(at) and "namely" in self._tags(at + 1) else at
        tags = self._tags(opening)
        if self.nested or not tags & {":", "(", "namely"}:
            return at
        start = opening + 1
        # "gồm hộ các ông, bà: A, B": the names stand after the colon.
        colon = next((n for n in range(start, min(start + 7, self.limit)) if ":" in self._tags(n)), None)
        if "namely" in tags and colon is not None:
            start = colon + 1
        while self._tags(start) & {"namely", ":"}:
            start += 1
        inner = RecipientList(self.sentence, start, self.limit, nested=True)
        if any(each.count is None or not each.names for each in inner.items) or not inner.items:
            return self._place_names(start, item) or at
        same = [name for each in inner.items for name in each.names if each.kind == item.kind]
        if item.kind == "household" and not same:
            same = [name for each in inner.items for name in each.names]
        if not same or (
            item.count is not None
            and len(same) != item.count
            and len(same) != sum(map(len, (e.names for e in inner.items)))
        ):
            return at
        item.names = same
        item.vague = False
        item.count = item.count if item.count is not None else len(same)
        end = inner.end
        return end + 1 if "(" in tags and ")" in self._tags(end) else end

    def _body(self, at: int) -> int:
        """A body told by name: "Công an phường Ngọc Hà", or only "phường"."""
        end = self._described(at)
        start = at + 1 if self.chunks[at].word == "tập thể" and end > at + 1 else at
        text = printed(self.sentence, self.chunks[start].start, self.chunks[end - 1].end)
        generic = end == start + 1 and "collective" in self._tags(start)
        self.items.append(Recipient("collective", 1, [] if generic else [text]))
        return end

    def _bare_kind(self, at: int) -> int:
        """A kind without a number: a named team ("đội khóm 2") or a vague plural ("học sinh giỏi")."""
        kind = self._kind(at)
        following = self._tags(at + 1)
        if kind == "collective" and following & {"body", "number", "figure", "quote", "name"}:
            start = at + 1 if "tập thể" in self.chunks[at].word and "body" in following else at
            end = self._described(at)
            text = printed(self.sentence, self.chunks[start].start, self.chunks[end - 1].end)
            self.items.append(Recipient(kind, 1, [text]))
            return end
        if kind == "other" and following & {"quote", "of", "inside", "word", "other"}:
            end = self._described(at)
            text = printed(self.sentence, self.chunks[at].start, self.chunks[end - 1].end)
            self.items.append(Recipient(kind, 1, [text]))
            return end
        known = len(self.items)
        end = self._counted(at, None)
        for item in self.items[known:]:
            item.bare = known == 0 and item.vague
        return end


def opens_number(chunks: list[Chunk], at: int) -> bool:
    """Whether a number and a kind stand at a chunk: "2 thôn"."""
    return (
        at + 1 < len(chunks)
        and bool(chunks[at].tags & {"number", "said"})
        and bool(chunks[at + 1].tags & _KINDS)
    )


def total(items: list[Recipient]) -> list[Recipient]:
    """Recipients of one kind under one award as one: numbers summed, names joined."""
    merged: dict[str, Recipient] = {}
    for item in items:
        known = merged.get(item.kind)
        if known is None:
            merged[item.kind] = Recipient(item.kind, item.count, list(item.names), item.vague)
        elif item.count is not None:
            known.count = item.count + (known.count or 0)
            known.names += item.names
            known.vague = False
    return list(merged.values())


def opens(chunk: Chunk) -> bool:
    """Whether a chunk may open a recipient."""
    return bool(chunk.tags & _OPENERS)
