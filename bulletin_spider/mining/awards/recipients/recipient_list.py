"""Who receives an award: numbers and kinds, bodies, households and named people."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.recipients.appositions import apposition
from bulletin_spider.mining.awards.recipients.bodies import thing
from bulletin_spider.mining.awards.recipients.counted import counted, quantity
from bulletin_spider.mining.awards.recipients.nouns import quoted_kind
from bulletin_spider.mining.awards.recipients.persons import capitals, name_ahead, named, person
from bulletin_spider.mining.awards.recipients.recipient import JOINS, KIND_TAGS, OPENERS, Recipient
from bulletin_spider.mining.lexicon import words

# "trao cho đại diện các tập thể"
_DEPUTIES = frozenset({"đại diện", "đại diện cho", "đại diện lãnh đạo"})
_HOUSES = frozenset({"hộ", "gia đình", "hộ gia đình"})
_UNITS = frozenset(words("recipients", "nouns", "units"))


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
        self.person_last = self.person_before = False
        """Whether the member read last, and the one before it, is a person told by name or office."""
        self.reason_at = self.reason_end = -1
        """The chunks of a reason that explains a member, if one does."""
        while at < self.limit and (":" in self.tags(at) or self.chunks[at].word in _DEPUTIES):
            at += 1
        self._read(at)

    def tags(self, at: int) -> frozenset[str]:
        """The tags of a chunk; none beyond the limit."""
        return self.chunks[at].tags if at < self.limit else NOTHING

    def word(self, at: int) -> str:
        """The words of a chunk; none beyond the limit."""
        return self.chunks[at].word if at < self.limit else ""

    def text(self, start: int, end: int) -> str:
        """The printed words of the chunks [start, end)."""
        return self.sentence.text(start, end)

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
            self.person_before, self.person_last = self.person_last, False
            after = self._item(following)
            if after is None or (known and self._gives(after)):
                del self.items[known:]
                return
            if self._sums_up(known):
                del self.items[known:]
                self.end = after
                return
            self.end = apposition(self, after)
            while self.person_last and self.end > after:  # "ông A, 91 tuổi, Chi bộ ấp 3, …"
                after, self.end = self.end, apposition(self, self.end)
            following = self._next_item(self.end)

    def _gives(self, at: int) -> bool:
        """Whether what was read is the giver of a next award: "…, UBND xã tặng"."""
        chunks = self.sentence.chunks
        if "and" in self.tags(at):
            return False  # "… cho chi hội A và tuyên dương 18 hộ"
        while at < len(chunks) and "adverb" in chunks[at].tags:
            if chunks[at].tags & {"give", "praise", "passive"}:
                break
            at += 1
        return at < len(chunks) and bool(chunks[at].tags & {"give", "praise"})

    def _next_item(self, at: int) -> int | None:
        """The chunk where the next member opens, past its comma or "và"."""
        after = at + (";" in self.tags(at) and "and" in self.tags(at + 1))  # "3 tập thể; cùng 5 cá nhân"
        while self.tags(after) & JOINS:
            after += 1
        if after == at:
            return None
        after += "to" in self.tags(after)
        works = "quote" in self.tags(after) and self.items[-1].kind == "other"
        opens = self.tags(after) & OPENERS or (
            self.person_last and (name_ahead(self, after) is not None or capitals(self, after) > after + 1)
        )
        return after if works or opens or self._is_clan(after) else None

    def _is_clan(self, at: int) -> bool:
        """Whether a clan is named: "họ Nguyễn Bá"."""
        return self.word(at) == "họ" and "name" in self.tags(at + 1)

    def _sums_up(self, known: int) -> bool:
        """Whether a number after a comma counts those named before: "ông A và ông B, hai người dân …"."""
        told, before = self.items[known:], self.items[:known]
        if len(told) != 1 or len(before) < 2 or told[0].names or told[0].count != len(before):
            return False
        return "," in self.tags(self.end) and all(item.names and item.kind == told[0].kind for item in before)

    def _item(self, at: int) -> int | None:
        """One member of the list; gives the chunk after it."""
        count, vague, at = quantity(self, at)
        if self.each or (self.nested and count is not None) or at >= self.limit:
            return None
        tags = self.tags(at)
        if ("house" in tags or self.word(at) in _HOUSES) and "name" in self.tags(at + 1):
            return named(self, at, at + 2, "household")
        if self._is_clan(at):
            return named(self, at, at + 2, "collective")
        if count is not None:
            known = (
                tags & (KIND_TAGS | {"body"})
                or quoted_kind(self.chunks[at].word)
                or (self.strong and self.chunks[at].word not in _UNITS)
            )
            return counted(self, at, count) if known else None
        if vague:
            return counted(self, at, None) if tags & KIND_TAGS else None
        return person(self, at) or thing(self, at)
