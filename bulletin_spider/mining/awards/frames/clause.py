"""The award frames of one sentence while they are read, and what every kind of clause shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.frames.plans import is_habit
from bulletin_spider.mining.awards.recipients.recipient import Recipient, opens_number
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.contests import contest
from bulletin_spider.mining.awards.slots.forms import Form
from bulletin_spider.mining.awards.slots.giver_names import Giver, giver_text
from bulletin_spider.mining.awards.slots.reasons import (
    CAUSES,
    cause_after,
    describes,
    reason_after,
    reason_before,
    reason_in,
)

_MARKS = frozenset({",", ";", "and", "-", "–", ".", "adverb"})
_FILLER = _MARKS | {"plain", "figure", "number", "word", "said"}
_VERBS = frozenset({"give", "get", "praise", "passive", "form"})
_FILLER_MOST = 9
_SKIP_MOST = 14
_HANDED_ON = frozenset({"to", "money"})
_BESIDE = frozenset({"kèm", "kèm theo", "cùng", "và", "cùng với", ","})
_REWARDS = frozenset({"tiền thưởng", "phần thưởng", "tiền mặt", "hiện kim"})
# After a form these say to whom, as "cho" does: "trao Giấy khen tặng bà A".
HANDING = frozenset({"tặng", "trao", "gửi", "trao tặng", "gửi tặng", "trao cho", "tặng cho", "truy tặng"})


@dataclass
class Frame:
    """One reported award as the sentence tells it; places are chunk numbers."""

    first: int
    """Where the clause starts: the giver, the recipients or the verb."""
    last: int
    """The chunk after the last slot."""
    verb: int = -1
    form: Form | None = None
    giver: str | None = None
    items: list[Recipient] = field(default_factory=list)
    reason: str | None = None
    passive: bool = False
    certificates: int | None = None
    """Number told before the form: "05 Giấy khen cho các cá nhân"."""
    posthumous: bool = False
    """Told with the verb alone, after the same form: "và truy tặng cho 3 mẹ"."""
    subject: str | None = None
    """Who hands it over; the giver may be another: "trao Giấy khen của X"."""
    contest: bool = False
    """Whether the reason is the contest of a prize."""
    own_reason: bool = False
    """Whether the reason describes these recipients: "3 hộ tự nguyện …"; it is not shared."""
    parted: bool = False
    """Whether a semicolon or a sum of its own parts it from the next frame."""
    open: bool = False
    """Whether it tells an award only with what follows: "3 giải A và 5 giải B được trao cho các đội"."""


class Head(NamedTuple):
    """A form or a verb of praise that an award is built on."""

    at: int
    verb: int
    """The chunk of the verb, or -1 where it is left out."""
    after: int
    """The chunk after the form, or after the verb of praise."""
    form: Form | None
    following: int
    """The chunk of the next head, or the end of the sentence."""


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
        """Whether the sentence ends with a colon, so that a list follows."""
        return after < len(self.chunks) and ":" in self.tags(len(self.chunks) - 1)

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

    def finish(self, frame: Frame, limit: int) -> None:
        """Read the reason of a frame and keep it, if it names anybody."""
        frame.items = [item for item in frame.items if not (item.vague and item.bare)]
        frame.last = self._past_money(frame.last)
        if frame.form is None and frame.giver is None and self._only_talk(frame):
            frame.items = []
        called = frame.verb >= 0 and is_habit(self.sentence, frame.verb, self.done)
        if not frame.items or (called and all(item.vague for item in frame.items)):
            self.use(frame.last)
            return
        self._reason(frame, limit)
        self._late_names(frame, limit)
        self.keep(frame)
        self._next_member(frame, limit)

    def _only_talk(self, frame: Frame) -> bool:
        """Whether nobody in particular is praised by nobody: "ai cũng khen", "em được thưởng"."""
        if self.word(frame.verb) == "khen":
            return True
        if frame.passive:
            return self.word(frame.verb).endswith("được thưởng") and not any(
                i.names or i.count != 1 for i in frame.items
            )
        return all(item.vague for item in frame.items)

    def _past_money(self, at: int) -> int:
        """The chunk after "2.000.000 đồng", "mỗi cháu 500.000 đồng" or "kèm tiền thưởng"."""
        at += "," in self.tags(at) and "each" in self.tags(at + 1) and "money" in self.tags(at + 3)
        beside = at + 1 + (self.tags(at + 1) & {"and"} != frozenset()) + (self.word(at + 1) == "thưởng")
        rewards = self.word(beside) in _REWARDS or "money" in self.tags(beside)
        if self.word(at) in _BESIDE and rewards and "to" not in self.tags(beside + 1):
            at = beside + 1
        while "money" in self.tags(at) or ("each" in self.tags(at) and "money" in self.tags(at + 2)):
            at += 1 if "money" in self.tags(at) else 3
        return at

    def _reason(self, frame: Frame, limit: int) -> None:
        if frame.reason is None:
            end, frame.reason = reason_after(self.sentence, frame.last, limit)
            frame.own_reason = frame.reason is not None and describes(self.sentence, frame.last)
            frame.last = max(frame.last, end)
        if frame.reason is None and frame.items:
            end, frame.reason = cause_after(self.sentence, frame.last, limit)
            frame.last = max(frame.last, end)
        if frame.reason is None and not self.frames:
            frame.reason = reason_before(self.sentence, 0, frame.first)
        if frame.reason is None and frame.form is not None and frame.form.prize:
            after = contest(self.sentence, frame.last, limit) or contest(
                self.sentence, frame.form.end, frame.last
            )
            frame.reason = after or contest(self.sentence, 0, frame.first)
            frame.contest = frame.reason is not None

    def _late_names(self, frame: Frame, limit: int) -> None:
        """2 thôn có thành tích tiêu biểu là thôn Đông, thôn Đoài: the names after the reason."""
        item = frame.items[-1]
        if item.names or item.count is None or not self.tags(frame.last) & {"namely", ":"}:
            return
        read = RecipientList(self.sentence, frame.last + 1, limit, nested=True)
        names = [name for each in read.items for name in each.names]
        if len(names) != item.count:
            return
        frame.last = read.end
        if len(frame.items) == 1 and len({each.kind for each in read.items} | {item.kind}) > 1:
            frame.items = read.items  # "3 điển hình được tặng Bằng khen là chị A, chị B và Chi hội C"
        else:
            item.names = names

    def _goes_on(self, frame: Frame, limit: int) -> bool:
        """Whether a mark after the frame may open a further member of the same award."""
        if ";" in self.tags(frame.last):  # "…; 10 cá nhân có nhiều thành tích" has no verb of its own
            return not any(self.tags(at) & _VERBS for at in range(frame.last, limit + 1))
        return frame.reason is not None and bool(self.tags(frame.last) & {",", "and"})

    def _names_more(self, frame: Frame, read: RecipientList) -> bool:
        """Whether names or bodies go on behind a semicolon: "…, Chi đoàn B; các đồng chí A, C"."""
        named = all(item.names or item.count is not None for item in read.items)
        ends = not self.tags(read.end) or self.tags(read.end) & {".", ";", ",", "reason", "and", "("}
        return (
            ";" in self.tags(frame.last) and named and bool(ends) and any(item.names for item in frame.items)
        )

    def _next_member(self, frame: Frame, limit: int) -> None:
        """Members with reasons of their own: "… có diện tích hiến từ 50 m² và 2 thôn có thành tích …"."""
        while not frame.passive and self._goes_on(frame, limit):
            at = frame.last + 1
            read = RecipientList(self.sentence, at, limit)
            if not read.items or not (opens_number(self.chunks, at) or self._names_more(frame, read)):
                return
            frame.parted = True
            member = Frame(frame.first, read.end, frame.verb, frame.form, frame.giver, read.items)
            end, member.reason = reason_after(self.sentence, read.end, limit)
            member.last = max(end, read.end)
            self._late_names(member, limit)
            self.frames.append(member)
            self.use(member.last)
            frame = member
