"""Who receives an award: numbers and kinds, bodies, households and named people."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.recipients.names import names_after, names_beside, names_of_many
from bulletin_spider.mining.awards.recipients.recipient import (
    ENDS,
    JOINS,
    KIND_TAGS,
    KINDS,
    OPENERS,
    Recipient,
)

_PLACES = frozenset({"phường", "xã", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "tp"})
_PRONOUNS = frozenset(
    {"ông", "bà", "anh", "chị", "em", "cô", "thầy", "cháu", "chú", "bác", "cụ", "tôi", "già"}
)
_TEAMS = frozenset({"đội", "đoàn", "nhóm", "đội tuyển", "đội thi"})
_EXPLAINS = frozenset({"plain", "office", "body", "word", "collective", "individual", "figure", "number"})
_EXPLAINED = frozenset({",", ";", "and", "reason", "passive", "give", "get", "praise", "form", ")", ":", "."})
_PARENTHESIS = 25
# After a number these count things or times, not recipients.
_UNITS = frozenset(
    ("suất phần chiếc cái con bộ lần năm tháng ngày giờ phút % m2 m km kg ha tấn lít đồng triệu nghìn tỷ "
     "trăm chục gói thùng cuốn bình cây mét vụ giải loại lĩnh nội mặt điểm bước").split()
)  # fmt: skip
# What a title before a name is made of.
_IN_TITLE = frozenset(
    {"word", "office", "body", "collective", "individual", "address", "rank", "figure", "plain"}
)
_TITLE_MOST = 6
_GENERAL_KINDS = frozenset({"tập thể", "cá nhân", "hộ", "hộ gia đình", "gia đình", "đơn vị"})
_CLANS = frozenset({"dòng họ", "dòng tộc", "tộc", "chi họ"})
_STAFF = frozenset(
    ("cán bộ|công chức|viên chức|giáo viên|nhân viên|người lao động|chiến sĩ|chiến sỹ|đoàn viên|hội viên|đảng viên|học sinh|"
     "nhân dân|bác sĩ|y, bác sĩ|y bác sĩ|cán bộ, chiến sĩ|cán bộ, nhân viên|giáo viên, học sinh|cán bộ công chức|sinh viên|cán bộ, hội viên|"
     "cán bộ, đảng viên|cán bộ, đoàn viên|thầy cô|thầy, cô").split("|")
)  # fmt: skip
_DASHES = frozenset({"-", "–", "—"})
_ASIDE_MOST = 15
_CLAUSE_ENDS = frozenset({",", ";", "passive", "get", "give", ".", ")"})
_BELONGS = frozenset({"của", "ở", "tại", "thuộc"})
_GENERIC = frozenset(
    {
        "tập thể",
        "đơn vị",
        "cơ quan",
        "địa phương",
        "tổ chức",
        "cơ sở",
        "ngành",
        "đoàn thể",
        "hội",
        "mô hình",
        "dòng họ",
        "dòng tộc",
        "tộc họ",
        "cộng đồng",
        "lực lượng",
        "doanh nghiệp",
        "chi bộ",
        "đội",
        "trường",
    }
)
# "trao cho đại diện các tập thể"
_DEPUTIES = frozenset({"đại diện", "đại diện cho", "đại diện lãnh đạo"})


# "08 “Gia đình học tập” và 02 “Dòng họ học tập”"
_QUOTED = {
    "gia đình": "household", "hộ": "household", "dòng họ": "collective", "đơn vị": "collective", "cộng đồng": "collective",
    "tập thể": "collective", "công dân": "individual", "người": "individual", "cá nhân": "individual",
}  # fmt: skip


def _quoted(word: str) -> str | None:
    """The kind that a title in quotes tells by its first words."""
    inside = word[1:].lstrip()
    return (
        next((kind for noun, kind in _QUOTED.items() if inside.startswith(f"{noun} ")), None)
        if word
        else None
    )


class RecipientList:
    """Reads a list of recipients from chunk `at`; `items` holds them, `end` is the chunk after the last.

    "05 tập thể và 08 cá nhân", "ông A, Bí thư Chi bộ 3 và gia đình bà B", "15 tập thể, cá nhân".
    """

    def __init__(
        self, sentence: Sentence, at: int, limit: int, *, nested: bool = False, strong: bool = False
    ) -> None:
        """Read up to chunk `limit` at most.

        A nested list holds only names; after "cho", a strong place, a number may count any noun.
        """
        self.sentence = sentence
        self.chunks = sentence.chunks
        self.limit = min(limit, len(self.chunks))
        self.nested = nested
        self.strong = strong
        self.items: list[Recipient] = []
        self.end = at
        self.each = False
        """Whether "mỗi" tells what each one gets, not who."""
        self._person_last = self._person_before = False
        self.reason_at = self.reason_end = -1
        """The chunks of a reason that explains a member, if one does."""
        while at < self.limit and (":" in self.tags(at) or self.chunks[at].word in _DEPUTIES):
            at += 1
        self._read(at)

    def tags(self, at: int) -> frozenset[str]:
        """The tags of a chunk; none beyond the limit."""
        return self.chunks[at].tags if at < self.limit else NOTHING

    def is_capital(self, at: int) -> bool:
        """Whether a chunk is printed with a capital."""
        return self.sentence.view.plain[self.chunks[at].start].isupper()

    def names_at(self, start: int) -> RecipientList:
        """The list of names from a chunk on."""
        return RecipientList(self.sentence, start, self.limit, nested=True)

    def _read(self, at: int) -> None:
        following: int | None = at
        while following is not None and following < self.limit:
            known = len(self.items)
            self._person_before, self._person_last = self._person_last, False
            after = self._item(following)
            if after is None or (known and self._gives(after)):
                del self.items[known:]
                return
            if self._sums_up(known):
                del self.items[known:]
                self.end = after
                return
            self.end = self._apposition(after)
            while self._person_last and self.end > after:  # "ông A, 91 tuổi, Chi bộ ấp 3, …"
                after, self.end = self.end, self._apposition(self.end)
            following = self._next_item(self.end)

    def _gives(self, at: int) -> bool:
        """Whether what was read is the giver of a next award: "…, UBND xã tặng"."""
        chunks = self.sentence.chunks
        while at < len(chunks) and "adverb" in chunks[at].tags:
            if chunks[at].tags & {"give", "praise", "passive"}:
                break
            at += 1
        return at < len(chunks) and bool(chunks[at].tags & {"give", "praise"})

    def _next_item(self, at: int) -> int | None:
        """The chunk where the next member opens, past its comma or "và"."""
        after = at
        while self.tags(after) & JOINS:
            after += 1
        if after == at:
            return None
        after += "to" in self.tags(after)
        works = "quote" in self.tags(after) and self.items[-1].kind == "other"
        opens = self.tags(after) & OPENERS or (
            self._person_last and (self._name_ahead(after) is not None or self._capitals(after) > after + 1)
        )
        return after if works or opens else None

    def _name_ahead(self, at: int) -> int | None:
        """The chunk of the name after a title: "điều dưỡng Sơn Minh Tuấn", "Trung đội trưởng Nguyễn Tiến Hoành"."""
        for ahead in range(at, min(self.limit, at + _TITLE_MOST)):
            if "name" in self.tags(ahead):
                return ahead
            kin = (
                ahead > at and self.chunks[ahead].word in _PRONOUNS
            )  # "con trai bà Trần Thị Na" is somebody else
            if kin or not self.tags(ahead) <= _IN_TITLE:
                return None
        return None

    def _name_at(self, at: int) -> int | None:
        """The chunk of a name right here, or after "cho" behind a calling nobody listed: "cho soạn giả Lê Tâm"."""
        named = self._name_ahead(at) if self.strong else at
        title = range(at, named if named is not None else at)
        return named if all(self.tags(n) == {"word"} and not self.is_capital(n) for n in title) else None

    def _sums_up(self, known: int) -> bool:
        """Whether a number after a comma counts those named before: "ông A và ông B, hai người dân …"."""
        told, before = self.items[known:], self.items[:known]
        if len(told) != 1 or len(before) < 2 or told[0].names or told[0].count != len(before):
            return False
        return "," in self.tags(self.end) and all(item.names and item.kind == told[0].kind for item in before)

    # -- what only explains a member ------------------------------------------------------------

    def _apposition(self, at: int) -> int:
        """Skip what only explains: ", Bí thư Chi bộ 3", " - Trưởng thôn", "(tổ 5)", ", xã Tam An"."""
        tags = self.tags(at)
        if "(" in tags:
            ahead = range(at, min(self.limit, at + _PARENTHESIS))
            return next((n + 1 for n in ahead if ")" in self.tags(n)), at)
        if tags & _DASHES:  # "Ba đảng viên còn lại – đều là cán bộ ấp – nhận …"
            closing = next((n for n in range(at + 2, at + _ASIDE_MOST) if self.tags(n) & _DASHES), None)
            if closing is not None and not any(self.tags(n) & {",", "name"} for n in range(at, closing)):
                return closing + 1
        if self._person_last:
            at = self._belongs(at)
            return self._position(at) if self.tags(at) & {",", "-", "–", "—"} else at
        return self._place(at) if "," in tags else at

    def _belongs(self, at: int) -> int:
        """Skip what a person belongs to: "nghệ nhân Sáu Ngọt của câu lạc bộ được …", "ở tổ 5"."""
        if self.nested or self.chunks[at - 1].tags & {","} or self._word(at) not in _BELONGS:
            return at
        end = at + 1
        while end < self.limit and not self.tags(end) & (_EXPLAINED | ENDS):
            end += 1
        return end if end < len(self.chunks) else at

    def _word(self, at: int) -> str:
        return self.chunks[at].word if at < self.limit else ""

    def _position(self, at: int) -> int:
        """Skip a person's office, unit or address."""
        first, second = self.tags(at + 1), self.tags(at + 2)
        person = (
            first & {"name", "house", "vague"}
            or ("said" in first and "plain" not in first)
            or (first & {"address", "rank"} and "office" not in first)
        )
        member = ("number" in first and second & KIND_TAGS) or self._name_ahead(at + 1) is not None
        member = member or self._capitals(at + 1) > at + 2
        if not first & _EXPLAINS or person or member:
            return at
        end = at + 1
        while end < self.limit and not self.tags(end) & _EXPLAINED:
            end += 1
        return self._told_reason(at + 1, end)

    def _told_reason(self, start: int, end: int) -> int:
        """Note the reason that an explanation tells: "hai người dân có công …", "10 năm liền đạt …"."""
        told = "reason" in self.tags(end) and "," not in self.tags(end)
        if not told:
            return end
        if self.chunks[end].word.startswith(("có", "đạt", "đã có", "hiến", "đã hiến")):
            self.reason_at = start if "number" in self.tags(start) else end
            while end < self.limit and not self.tags(end) & _CLAUSE_ENDS:
                end += 1
            self.reason_end = end
        return end

    def _place(self, at: int) -> int:
        """Skip where a body lies: "thôn Hòa Bình, xã Tam An"."""
        if at + 2 >= self.limit or self.chunks[at + 1].word not in _PLACES or self.items[-1].count != 1:
            return at
        if not self.chunks[at - 1].tags & {"word", "name", "figure", "body"}:
            return at
        if self.chunks[at - 1].word in _PLACES or not self.is_capital(at + 2):
            return at
        return self._described(at + 1)

    # -- members --------------------------------------------------------------------------------

    def _item(self, at: int) -> int | None:
        """One member of the list; gives the chunk after it."""
        count, vague, at = self._quantity(at)
        if self.each or (self.nested and count is not None) or at >= self.limit:
            return None
        tags = self.tags(at)
        if "house" in tags and "name" in self.tags(at + 1):
            return self._named(at, at + 2, "household")
        if count is not None:
            known = (
                tags & (KIND_TAGS | {"body"})
                or _quoted(self.chunks[at].word)
                or (self.strong and self.chunks[at].word not in _UNITS)
            )
            return self._counted(at, count) if known else None
        if vague:
            return self._counted(at, None) if tags & KIND_TAGS else None
        return self._person(at) or self._thing(at)

    def _quantity(self, at: int) -> tuple[int | None, bool, int]:
        """Number told, whether it is vague, and the chunk after: "hơn 05 (năm)", "các", "nhiều"."""
        count, vague = None, False
        at += "each" in self.tags(at) and "name" in self.tags(at + 2)  # "cho mỗi em A, B, C"
        while self.tags(at) & {"about", "vague"} and not self.tags(at) & {"number", "said"}:
            vague = vague or "vague" in self.tags(at)
            at += 1
        self.each = self.each or "each" in self.tags(at)
        if self.tags(at) & {"number", "said"} and self._countable(at + 1):
            count, at = self.chunks[at].value, at + 1
            at += "about" in self.tags(at)  # "15 lượt tập thể"
            if "(" in self.tags(at) and "said" in self.tags(at + 1) and ")" in self.tags(at + 2):
                at += 3
        return count, vague and count is None, at

    def _countable(self, at: int) -> bool:
        """Whether a number before chunk `at` counts recipients."""
        strong = self.strong and "word" in self.tags(at)
        quoted = "quote" in self.tags(at) and _quoted(self.chunks[at].word) is not None
        return strong or quoted or bool(self.tags(at) & (KIND_TAGS | {"(", "about", "body"}))

    def _person(self, at: int) -> int | None:
        """A person told by name, or by office after a word of address."""
        end = at
        if self.tags(at + 1) & {"office"} and "name" in self.tags(at + 2):
            return self._named(at + 2, at + 3, "individual")  # "trung đội trưởng Vì Văn Nghiệp"
        while self.tags(end) & {"address", "rank"} and "name" not in self.tags(end):
            end += 1
        named = self._name_ahead(end) if end > at or self._person_before else self._name_at(end)
        if named is not None and "name" in self.tags(named):
            return self._named(named, named + 1, "individual")
        if end == at:
            return None
        if ":" in self.tags(end) and not self.nested:  # "các đồng chí: A, B"
            inner = self.names_at(end + 1)
            self.items += inner.items
            return inner.end if inner.items else None
        if "office" in self.tags(end):
            last = self._described(end)
            if last + 1 < self.limit and "name" in self.tags(last):
                return self._named(last, last + 1, "individual")
            self.items.append(Recipient("individual", 1))
            self._person_last = True
            return last
        if self.chunks[at].word in _PRONOUNS and self._stands_alone(at + 1):
            self.items.append(Recipient("individual", 1))
            return at + 1
        return None

    def _stands_alone(self, at: int) -> bool:
        """Whether a word of address has no name: "ông được tặng Bằng khen", "trao cho anh Thư khen"."""
        chunks = self.sentence.chunks
        handed = at > 1 and bool(chunks[at - 2].tags & {"to", "give"})
        alone = {"passive", "get", "adverb", "namely"} | (
            {"form", ".", ",", "and", "reason", "money"} if handed else set()
        )
        return bool(chunks[at].tags & alone) if at < len(chunks) else handed

    def _named(self, start: int, end: int, kind: str) -> int:
        text = self._text(start, end)
        self.items.append(Recipient(kind, 1, [text.title() if self.sentence.shouted else text]))
        self._person_last = True
        return end

    def _text(self, start: int, end: int) -> str:
        return self.sentence.text(start, end)

    def _thing(self, at: int) -> int | None:
        """A body, a team, a work or a kind without a number."""
        tags, following = self.tags(at), self.tags(at + 1)
        if "quote" in tags and self.items:  # "tác phẩm “A” và “B”"
            self.items.append(Recipient("other", 1, [self._text(at, at + 1)]))
            return at + 1
        whole = self.chunks[at].word == "tập thể"
        if self.chunks[at].word.startswith("tập thể "):
            return self._staff(at)
        if whole and self.chunks[min(at + 1, self.limit - 1)].word in _STAFF:
            return self._staff(at)
        if self.chunks[at].word in _CLANS and not (at + 1 < self.limit and self.is_capital(at + 1)):
            return self._bare(at)  # "dòng họ hiếu học"
        if "body" in tags and not (whole and (at + 1 >= self.limit or following & ENDS)):
            return self._body(at, at + whole)
        if "collective" in tags and following & {"body", "number", "figure", "quote", "name"}:
            return self._body(at, at)
        if "other" in tags and following & {"quote", "of", "inside", "word", "other"}:
            end = self._described(at)
            self.items.append(Recipient("other", 1, [self._text(at, end)]))
            return end
        if self._person_before and self._capitals(at) > at + 1:  # "…, Bửu Vinh": a rare surname
            return self._named(at, self._capitals(at), "individual")
        return self._bare(at) if tags & KIND_TAGS else None

    def _capitals(self, at: int) -> int:
        """The chunk after the plain words with capitals that start at a chunk."""
        end = at
        while self.tags(end) == {"word"} and self.is_capital(end) and end < at + 4:
            end += 1
        return end if not self.tags(end) or self.tags(end) & ENDS else at

    def _staff(self, at: int) -> int:
        """The people of a body as one: "tập thể cán bộ, công chức UBND phường"."""
        end = self._described(at)
        while self.tags(end) & JOINS and self.chunks[min(end + 1, self.limit - 1)].word in _STAFF:
            end = self._described(end + 1)
        self.items.append(Recipient("collective", 1, [self._text(at, end)]))
        return end

    def _body(self, at: int, start: int) -> int:
        """A body told by name: "Công an phường Ngọc Hà", or only "phường"."""
        end = max(self._described(at), start + 1)
        verb = next((n for n in range(start + 1, end) if "verb" in self.tags(n)), end)
        if any(self.tags(n) & {"number", "said"} and self.tags(n + 1) & KIND_TAGS for n in range(verb, end)):
            end = verb  # "Đảng ủy phường công bố danh sách 6 tập thể": its own clause
        generic = end == start + 1 and "collective" in self.tags(start)
        self.items.append(Recipient("collective", 1, [] if generic else [self._text(start, end)]))
        return end

    def _bare(self, at: int) -> int:
        """A kind without even "các": "học sinh giỏi", but "tổ xe ôm đầu cầu Voi" is one."""
        if "collective" in self.tags(at) and self.chunks[at].word not in _GENERIC:
            if self._described(at) > at + 1 and self.tags(at + 1) <= {"word"}:
                return self._body(at, at)
        known = len(self.items)
        end = self._counted(at, None)
        for item in self.items[known:]:
            item.bare = known == 0 and item.vague
        return end

    def _counted(self, at: int, count: int | None) -> int:
        """A number or a vague word with a kind: "05 tập thể", "nhiều cá nhân", "15 tập thể, cá nhân"."""
        kinds, end = self._kinds(at, free=count is None)
        team = self.chunks[at].word in _TEAMS
        if count is not None:
            item = Recipient(kinds[0] if len(set(kinds)) == 1 else "other", count, team=team)
            self.items.append(item)
            return names_beside(self, at, item) or names_after(self, end, item)
        beside = names_of_many(self, at, kinds[0])
        if beside is not None:
            return beside
        for kind in dict.fromkeys(kinds):
            self.items.append(Recipient(kind, None, vague=True, team=team))
        return names_after(self, end, self.items[-1]) if len(set(kinds)) == 1 else end

    def _kinds(self, at: int, *, free: bool) -> tuple[list[str], int]:
        """The kinds that share one number, which then cannot be split: "15 tập thể, cá nhân"."""
        kinds, end = [self._kind(at)], self._described(at)
        while self.tags(end) & JOINS and self._shares_number(end + 1, kinds[0], free=free):
            if "name" in self.tags(end + 2) or ("body" in self.tags(end + 1) and self.is_capital(end + 1)):
                break
            kinds.append(self._kind(end + 1))
            end = self._described(end + 1)
        return kinds, end

    def _shares_number(self, at: int, kind: str, *, free: bool) -> bool:
        """Whether a kind has the number of the one before: "15 tập thể, cá nhân", not "ba em và đội bóng đá".

        Without a number, any kind shares the "những" before: "Những hộ, tổ hợp tác".
        """
        if not self.tags(at) & KIND_TAGS:
            return False
        return free or self._kind(at) == kind or self.chunks[at].word in _GENERAL_KINDS

    def _kind(self, at: int) -> str:
        unknown = _quoted(self.chunks[at].word) or ("collective" if "body" in self.tags(at) else "individual")
        return next((kind for kind in KINDS if kind in self.tags(at)), unknown)

    def _described(self, at: int) -> int:
        """The chunk after the words that belong to a noun: "gia đình hiếu học", "Công an phường A"."""
        end = at + 1
        while end < self.limit and not self._ends(end):
            end += 1
        return end

    def _ends(self, at: int) -> bool:
        word = self.chunks[at].word
        if word == "với":
            return True  # "đội thôn Đông với 95 điểm"
        if word == "lại" or (word == "còn" and at + 1 < self.limit and self.chunks[at + 1].word == "lại"):
            return False  # "các đội còn lại"
        following = self.chunks[at + 1].word if at + 1 < self.limit else ""
        if "number" in self.tags(at) and following in {"lần", "năm liền"}:
            return True  # "Đảng bộ xã 3 lần được tặng"
        named = self.tags(at) & _DASHES and self.tags(at + 1) == {"word"} and self.is_capital(at + 1)
        if named and self.tags(at - 1) == {"word"}:
            return False  # "Trường Tiểu học - Mầm non Đức Xuân"
        graded = "quote" in self.tags(at) and word[1:].lstrip().startswith("hoàn thành")
        return graded or bool(self.tags(at) & ENDS)
