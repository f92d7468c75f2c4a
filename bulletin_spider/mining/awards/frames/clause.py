"""The award frames of one sentence while they are read, and what every kind of clause shares."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.forms import Form
from bulletin_spider.mining.awards.slots.giver_names import Giver, giver_text
from bulletin_spider.mining.awards.slots.reasons import CAUSES, reason_before, reason_in

_MARKS = frozenset({",", ";", "and", "-", "–", ".", "adverb"})
_STOPS = frozenset({".", "!", "?", "…", ";", ","})
_FILLER = _MARKS | {"plain", "figure", "number", "word", "said", "inside"}
_FILLER_MOST = 9
_SKIP_MOST = 14
_HANDED_ON = frozenset({"to", "money"})
# After a form these say to whom, as "cho" does: "trao Giấy khen tặng bà A".
HANDING = frozenset({"tặng", "trao", "gửi", "trao tặng", "gửi tặng", "trao cho", "tặng cho", "truy tặng"})


class Clause:
    """A sentence whose frames are read from left to right; `done` is the first chunk not yet used."""

    def __init__(self, sentence: Sentence) -> None:
        """Start at the first chunk."""
        self.sentence = sentence
        self.chunks = sentence.chunks
        self.frames: list[Frame] = []
        self.done = 0
        self.named: Form | None = None
        """The kind of prize that a list of names opens with: "Hai giải phụ gồm: “A” trao cho …"."""
        self.planned = False
        """Whether the head before was only planned."""

    @property
    def previous(self) -> Frame | None:
        """The frame read last."""
        return self.frames[-1] if self.frames else None

    def tags(self, at: int) -> frozenset[str]:
        """The tags of a chunk; none beyond the sentence."""
        return self.chunks[at].tags if 0 <= at < len(self.chunks) else NOTHING

    def word(self, at: int) -> str:
        """The words of a chunk; none beyond the sentence."""
        return self.chunks[at].word if 0 <= at < len(self.chunks) else ""

    def any_tags(self, places: Iterable[int], tag: str) -> bool:
        """Whether a chunk of the places has the tag."""
        return any(tag in self.tags(at) for at in places)

    def only_marks(self, start: int, end: int) -> bool:
        """Whether nothing but marks, "và" and adverbs stands in [start, end)."""
        return all(self.tags(at) & _MARKS for at in range(start, end))

    def only_filler(self, start: int, end: int) -> bool:
        """Whether only words without a role stand in [start, end): "năm 2018; "."""
        return end - start < _FILLER_MOST and all(self.tags(at) & _FILLER for at in range(start, end))

    def read_list(self, start: int, limit: int) -> RecipientList:
        """The recipients from a chunk on, "cho" skipped."""
        return RecipientList(self.sentence, start + 1 if "to" in self.tags(start) else start, limit)

    def limit(self, following: int) -> int:
        """How far the slots of a frame may reach."""
        return len(self.chunks) if following >= len(self.chunks) else max(following, self.done)

    def to_after(self, after: int) -> int:
        """The chunk after the "cho" of a form, or -1: "Huy hiệu Đảng đợt 2/9 cho", "Giấy khen tặng"."""
        for at in range(after, min(len(self.chunks), after + _SKIP_MOST)):
            tags = self.tags(at)
            if "to" in tags or (at == after and self.chunks[at].word in HANDING):
                return at + 1 + ("to" in self.tags(at + 1))
            # "giải Nhất cùng con bò thưởng cho", "Giấy khen và thưởng 2 triệu đồng cho"
            prize = self.word(at) == "thưởng" and self.tags(at + 1) & _HANDED_ON
            because = "reason" in tags and self.word(at) in CAUSES
            if (tags & {";", ".", "passive", "give", "praise", ":"} and not prize) or because:
                break
        return -1

    def ends_open(self, after: int) -> bool:
        """Whether a list follows: after a colon, or under "Được Chủ tịch UBND xã tặng Giấy khen"."""
        last = self.tags(len(self.chunks) - 1)
        heads = "passive" in self.tags(0) and not last & _STOPS
        return heads or (after < len(self.chunks) and ":" in last)

    def giver(self, giver: Giver | None) -> str | None:
        """The name of a giver, as told."""
        return giver_text(self.sentence, giver) if giver is not None else None

    def reason_before(self, start: int, end: int) -> str | None:
        """The reason told between the recipients and the verb."""
        return reason_before(self.sentence, start, end)

    def reason_told(self, read: RecipientList) -> str | None:
        """The reason that explains the recipients: "bà B, hai người dân có công …, được …"."""
        return reason_in(self.sentence, read.reason_at, read.reason_end) if read.reason_at >= 0 else None

    def use(self, end: int) -> None:
        """Note that the chunks before `end` are read."""
        self.done = max(self.done, end)

    def keep(self, frame: Frame) -> None:
        """Add a frame."""
        if self.frames:
            between = range(self.frames[-1].last, max(frame.first, frame.verb))
            self.frames[-1].parted |= self.any_tags(between, ";")
        self.frames.append(frame)
        self.use(frame.last)
