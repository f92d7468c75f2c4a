"""Award frames of a sentence: giver, verb, form, recipients and reason, in active and passive voice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bulletin_spider.mining.chunks import Sentence
from bulletin_spider.mining.forms import Form, badge_at, form_at, rank_at, title_at
from bulletin_spider.mining.givers import (
    Giver,
    behalf_before,
    decision_of,
    giver_in,
    giver_text,
    owner_after,
    subject_before,
)
from bulletin_spider.mining.lexicon import words
from bulletin_spider.mining.reasons import contest, reason_after, reason_before
from bulletin_spider.mining.recipients import Recipient, RecipientList, opens, opens_number

_PRIZE_ONLY = frozenset(words("verbs", "get", "prize_only"))
_HEADS = frozenset({"form", "rank_verb", "quote", "money", "praise", "number", "give"})
_WHEN = ("tại ", "nhân", "sau", "theo", "trong ", "dịp", "từ ", "qua ", "với")
_SEPARATORS = frozenset({",", ";", "and", "-", "–", "."})
_FARTHEST = 80
_NEAR = 6


@dataclass
class Frame:
    """One reported award as the sentence tells it."""

    first: int
    """Chunk where the clause starts: the giver, the recipients or the verb."""
    last: int
    """Chunk after the last slot."""
    form: Form | None = None
    giver: str | None = None
    items: list[Recipient] = field(default_factory=list)
    reason: str | None = None
    passive: bool = False
    certificates: int | None = None
    """Number told before the form: "05 Giấy khen cho các cá nhân"."""
    posthumous: bool = False
    """Told with the verb alone, after the same form: "và truy tặng cho 3 mẹ"."""
    semicolon: bool = False
    """Whether a semicolon parts it from the next frame."""
    verb: int = -1


class FrameReader:
    """Reads the frames of one sentence from left to right."""

    def __init__(self, sentence: Sentence) -> None:
        """Prepare the sentence; `frames` holds what is read."""
        self.sentence = sentence
        self.chunks = sentence.chunks
        self.frames: list[Frame] = []
        self.open_list: Frame | None = None
        """A frame whose recipients may follow as a list: it tells a form or praise and ends the sentence."""
        self.done = 0
        heads = [at for at, chunk in enumerate(self.chunks) if self._is_head(at)]
        for number, at in enumerate(heads):
            if at < self.done:
                continue
            self._read(at, heads[number + 1] if number + 1 < len(heads) else len(self.chunks))
        self._share_recipients()
        self._share_reasons()
        self.frames = [
            frame
            for frame in self.frames
            if frame.items
            or (frame.certificates and frame.form and frame.form.prize)
            or frame is self.frames[-1]
        ]

    def _tags(self, at: int) -> frozenset[str]:
        return self.chunks[at].tags if 0 <= at < len(self.chunks) else frozenset()

    def _is_head(self, at: int) -> bool:
        tags = self.chunks[at].tags
        if not tags & _HEADS:
            return False
        if "form" in tags:
            return not self._is_reason(at)
        if "rank_verb" in tags:
            return True
        if "quote" in tags and "to" in self._tags(at + 1) and self._tags(at - 1) & {",", ";", "and"}:
            return True
        if "money" in tags and "to" in self._tags(at + 1) and self._tags(at - 1) & {"and", ",", ";"}:
            return True
        if "give" in tags and self.chunks[at].word == "truy tặng":
            return "form" not in self._tags(at + 1)
        if (
            "praise" in tags
            and "give" in tags
            and (
                "form" in self._tags(at + 1)
                or "form" in self._tags(at + 2)
                and "number" in self._tags(at + 1)
            )
        ):
            return False  # "tặng thưởng Huân chương"
        if "praise" in tags and "gift" in self._tags(at - 1):
            return False  # "45 suất quà khen thưởng"
        return "praise" in tags or self._is_years(at)

    def _is_reason(self, at: int) -> bool:
        """ "Khen thưởng 12 giáo viên đạt danh hiệu …", "vì đã đạt giải Ba": only why, or which ones."""
        if "get" not in self._tags(at - 1) or self.chunks[at - 1].word not in _PRIZE_ONLY:
            return False
        for index in range(at - 2, max(-1, at - 22), -1):
            tags = self._tags(index)
            if "to" in tags or "praise" in tags or self.chunks[index].word in {"vì", "vì đã", "do", "do đã"}:
                return True
            member = "individual" in self._tags(index + 1) or opens_number(self.chunks, index + 1)
            won = "form" in tags and self.chunks[index - 1].word in _PRIZE_ONLY
            if tags & {";", ",", "form"} and not member and not won:
                return False
        return False

    def _is_years(self, at: int) -> bool:
        """ "10 đồng chí 50 năm tuổi Đảng" in a list of party badges."""
        if "number" not in self._tags(at) or at + 1 >= len(self.chunks) or self.chunks[at + 1].word != "năm":
            return False
        beside = self._tags(at - 1) & {"individual", ",", "and", ";"} or "individual" in self._tags(at - 2)
        return bool(beside) and any(
            chunk.word == "huy hiệu" for chunk in self.chunks[max(0, at - _FARTHEST) : at]
        )

    def _read(self, head: int, following: int) -> None:
        tags = self._tags(head)
        form, verb = None, head
        if "form" in tags:
            form = form_at(self.sentence, head)
            verb = self._verb_of(head)
        elif "rank_verb" in tags:
            form = self._bare_rank(head)
            if form is None:
                return
        elif "money" in tags:
            if not self.frames or self.frames[-1].form is not None:
                return
            verb = -1
        elif "quote" in tags:
            previous = self.frames[-1].form if self.frames else None
            if previous is not None and previous.name.startswith("danh hiệu"):
                self._elided(head, head + 1, title_at(self.sentence, head), following)
            return
        elif "number" in tags:
            form = badge_at(self.sentence, head)
            if form is None or not self.frames:
                return
            self._badge(head, form, following)
            return
        elif self.chunks[head].word == "truy tặng":
            self._posthumous(head, following)
            return
        after = form.end if form is not None else head + 1
        if verb < 0:
            self._elided(head, after, form, following)
        elif self._planned(verb):
            self.done = after
        elif self._is_passive(verb, form):
            self._passive(head, verb, after, form)
        else:
            self._active(head, verb, after, form, following)

    def _badge(self, head: int, form: Form, following: int) -> None:
        """…, 10 đồng chí 50 năm, 20 đồng chí 40 năm; or 50 năm cho 10 đồng chí."""
        if "to" in self._tags(form.end):
            self._elided(head, form.end, form, following)
            return
        read, first = self._left_recipients(head)
        if read is not None:
            frame = Frame(first=first, last=form.end, form=form, passive=True, verb=head, items=read.items)
            frame.giver = self.frames[-1].giver
            self._keep(frame)

    def _posthumous(self, head: int, following: int) -> None:
        """…, truy tặng cho 3 mẹ: the form is told before."""
        previous = self.frames[-1] if self.frames else None
        start = head + 2 if "to" in self._tags(head + 1) else head + 1
        read = RecipientList(self.sentence, start, self._limit(following))
        if previous is not None and previous.form is not None and read.items:
            frame = Frame(
                first=head,
                last=read.end,
                form=previous.form,
                giver=previous.giver,
                items=read.items,
                posthumous=True,
            )
            self._finish(frame, self._limit(following))

    def _bare_rank(self, at: int) -> Form | None:
        """ "đồng hạng III": the rank stands without "giải"."""
        return rank_at(self.sentence, at)

    def _verb_of(self, head: int) -> int:
        """The verb that governs a form, or -1 where it is left out."""
        for at in range(head - 1, max(self.done, head - _FARTHEST) - 1, -1):
            tags = self._tags(at)
            if tags & {"give", "get"} and "reason" not in tags - {"get"}:
                return at
            if "get" in tags:
                return at
            if tags & {";", "form"}:
                break
            if "belong" in tags:
                return at
        return -1

    def _planned(self, verb: int) -> bool:
        """Whether the clause only plans, proposes or demands the award."""
        near = True
        for at in range(verb - 1, max(self.done, verb - _FARTHEST) - 1, -1):
            tags = self._tags(at)
            if ";" in tags:
                return False
            if "allowed" in tags:
                return False
            near = near and verb - at <= _NEAR and "," not in tags
            if ("planned" in tags or (near and "near" in tags)) and not tags & {"praise", "give"}:
                return True
        return False

    def _habit(self, verb: int) -> bool:
        for at in range(verb - 1, max(self.done, verb - 6) - 1, -1):
            if self._tags(at) & {";", ","}:
                return False
            if self._tags(at) & {"habit", "each"}:
                return True
        return False

    def _is_passive(self, verb: int, form: Form | None) -> bool:
        tags = self._tags(verb)
        if "get" in tags and ("give" not in tags):
            return True
        if "rank_verb" in tags:
            return True
        for at in range(verb - 1, max(self.done, verb - 25) - 1, -1):
            if "passive" in self._tags(at):
                return True
            if self._tags(at) & {";", ",", "to", "form", "name"} and "body" not in self._tags(at - 1):
                return False
            if self._tags(at) & {";", ":"}:
                return False
        del form
        return False

    # -- active voice ---------------------------------------------------------------------------

    def _active(self, head: int, verb: int, after: int, form: Form | None, following: int) -> None:
        """UBND phường tặng Giấy khen cho 05 tập thể và 08 cá nhân có thành tích …"""
        giver = (
            behalf_before(self.sentence, verb)
            or decision_of(self.sentence, verb)
            or subject_before(self.sentence, verb)
        )
        owner = owner_after(self.sentence, after)
        if form is None and (owner is None or "to" not in self._tags(owner[1])):
            owner = None  # "Quyết định khen thưởng của UBND xã cho 6 tập thể"
        if owner is not None:
            after = owner[1]
        frame = Frame(first=giver[0] if giver else verb, last=after, form=form, verb=verb)
        frame.giver = self._giver(owner or giver)
        previous = self.frames[-1] if self.frames else None
        if (
            previous is not None
            and not previous.passive
            and owner is None
            and (giver is None or giver[0] < previous.verb)
        ):
            frame.giver = previous.giver or frame.giver  # one subject, several verbs
        if form is not None and self._tags(head - 1) & {"number", "said"} and head - 1 > verb:
            frame.certificates = self.chunks[head - 1].value
        start = self._skip(after, form, following)
        between = self._recipients(verb + 1, head) if form is not None and head > verb + 1 else None
        limit = self._limit(following)
        read = RecipientList(self.sentence, start, limit) if start >= 0 else None
        if between is not None and between.items and between.end >= head - 1:
            read = between
            frame.items, frame.last = between.items, after
        elif read is not None and read.items:
            frame.items, frame.last = read.items, read.end
        elif form is None or not self._ends_open(after):
            self.done = max(self.done, after)
            if self._continues_passive(previous, giver, form) or self._also(previous, verb):
                frame.giver = (
                    frame.giver if giver is not None and giver[0] >= previous.last else previous.giver
                )
                frame.items, frame.passive = [replace(item) for item in self.frames[-1].items], True
                self._finish(frame, limit)
                return
            if form is not None and (frame.certificates is not None or self._shares(after)):
                frame.items = []
                self._keep(frame)
            return
        self._finish(frame, limit)

    def _also(self, previous: Frame | None, verb: int) -> bool:
        """ "được UBND phường tặng Giấy khen và thưởng 1.000.000 đồng": a second reward in one passive."""
        return (
            previous is not None
            and previous.passive
            and previous.last < verb
            and self._only_marks(previous.last, verb)
        )

    def _continues_passive(self, previous: Frame | None, giver: Giver | None, form: Form | None) -> bool:
        """ "Hội được UBND huyện tặng Giấy khen, Hội CCB tỉnh tặng Bằng khen": one "được" for both."""
        if previous is None or not previous.passive or form is None or giver is None:
            return False
        between = range(previous.last, giver[0])
        return (
            giver[0] >= previous.last
            and len(between) < 9
            and not any(";" in self._tags(at) for at in between)
        )

    def _shares(self, after: int) -> bool:
        """Whether another form or reward follows at once: "Thư khen và thưởng nóng … cho X"."""
        return bool(self._tags(after) & {"and", ","}) and bool(
            self._tags(after + 1) & {"form", "praise", "give", "number"}
        )

    def _recipients(self, start: int, end: int) -> RecipientList:
        if "to" in self._tags(start):
            start += 1
        return RecipientList(self.sentence, start, end)

    def _skip(self, after: int, form: Form | None, following: int) -> int:
        """The chunk where recipients may start after a form or a praise; -1 where they cannot."""
        at = after
        # "Huy hiệu … đợt 2/9 cho", "danh hiệu … năm 2023 cho", "thưởng 10 triệu đồng cho".
        for at in range(after, min(len(self.chunks), after + 14)):
            tags = self._tags(at)
            if "to" in tags:
                return at + 1
            if tags & {";", ".", "passive", "give", "praise", ":"}:
                break
        if form is not None:
            return -1
        del following
        at = after
        while "money" in self._tags(at):
            at += 1
        return at

    def _limit(self, following: int) -> int:
        return len(self.chunks) if following >= len(self.chunks) else max(following, self.done)

    def _ends_open(self, after: int) -> bool:
        """Whether the sentence ends with ":" or "gồm", so that a list follows."""
        return after < len(self.chunks) and ":" in self._tags(len(self.chunks) - 1)

    def _giver(self, giver: Giver | None) -> str | None:
        return giver_text(self.sentence, giver) if giver is not None else None

    # -- passive voice --------------------------------------------------------------------------

    def _passive(self, head: int, verb: int, after: int, form: Form | None) -> None:
        """3 tập thể và 5 cá nhân được UBND phường tặng Giấy khen; 03 đồng chí nhận Huy hiệu …"""
        opening, giver = self._opening(verb)
        owner = owner_after(self.sentence, after)
        if owner is not None and form is not None and form.prize and "collective" in self._tags(owner[0]):
            owner = None  # "giải Nhất của đội khóm 2"
        if owner is not None:
            after = owner[1]
        read, first = self._left_recipients(opening)
        frame = Frame(first=first, last=after, form=form, passive=True, verb=verb)
        frame.giver = self._giver(giver or owner or decision_of(self.sentence, verb))
        if self._statistic(verb, form):
            self.done = after
            return
        if read is not None:
            frame.items = read.items
            frame.reason = reason_before(self.sentence, read.end, opening)
        elif self.frames and self.frames[-1].passive and self._only_filler(self.done, opening):
            frame.items = self.frames[-1].items
            frame.first = self.frames[-1].first
        if not frame.items:
            # "được trao cho 5 cá nhân", "trao …, được … cho": the recipients follow.
            start = self._skip(after, form, len(self.chunks))
            if start >= 0 and form is not None:
                late = RecipientList(self.sentence, start, len(self.chunks))
                frame.items, frame.last = late.items, max(late.end, after)
        if not frame.items and form is not None and self._ends_open(after):
            self._keep(frame)
        if frame.items and not self._describes(frame, giver or owner):
            self._finish(frame, len(self.chunks))
        self.done = max(self.done, after)
        del head

    def _describes(self, frame: Frame, giver: Giver | None) -> bool:
        """ "Các đảng viên được nhận huy hiệu" only says who is meant; with a giver or "nhiều" it reports."""
        if not all(item.vague for item in frame.items) or giver is not None:
            return False
        first = self.chunks[frame.first]
        return "vague" not in first.tags or first.word in {"các", "những", "tất cả", "toàn thể"}

    def _statistic(self, verb: int, form: Form | None) -> bool:
        """ "Đạt danh hiệu" counts who meets a standard; only prizes are won."""
        word = self.chunks[verb].word
        return word in _PRIZE_ONLY and (form is None or not form.prize)

    def _opening(self, verb: int) -> tuple[int, Giver | None]:
        """The chunk where the passive verb group starts, and the giver inside it."""
        if "get" in self._tags(verb) and "give" not in self._tags(verb) or "rank_verb" in self._tags(verb):
            at = verb
        else:
            at = verb
            while at > self.done and "passive" not in self._tags(at):
                at -= 1
        giver = giver_in(self.sentence, at + 1, verb) if at < verb else None
        while (
            at > self.done
            and self._tags(at - 1) & {"adverb", "passive"}
            and not self._tags(at - 1) & {"collective", "body"}
        ):
            at -= 1
        return at, giver

    def _left_recipients(self, opening: int) -> tuple[RecipientList | None, int]:
        """The longest list of recipients that reaches the verb group, also with a reason between."""
        with_reason: tuple[RecipientList, int] | None = None
        for start in range(max(self.done, opening - _FARTHEST), opening):
            if not opens(self.chunks[start]):
                continue
            if (
                self._tags(start - 1) & {"number", "address", "of", "rank", "body", "office", "to"}
                and start > 0
            ):
                continue
            if self._tags(start) & {"body", "other"} and self._adverbial(start):
                continue
            if start > 1 and self.chunks[start - 1].word == "trong" and self.chunks[start - 2].word == "một":
                continue
            read = RecipientList(self.sentence, start, opening)
            if not read.items or read.each:
                continue
            if read.end >= opening or self._only_marks(read.end, opening) or self._one_of(read.end):
                return read, start
            if with_reason is None and reason_before(self.sentence, read.end, opening) is not None:
                with_reason = read, start
        return with_reason or (None, opening)

    def _adverbial(self, start: int) -> bool:
        """Whether a body stands in "Tại hội nghị tổng kết công tác Đoàn năm 2023, …"."""
        at = start
        while at > self.done and not self._tags(at - 1) & {",", ";", ":"}:
            at -= 1
        if at == start or not (self._tags(at) & {"inside"} or self.chunks[at].word.startswith(_WHEN)):
            return False
        ahead = (self._tags(n) for n in range(start, min(len(self.chunks), start + 12)))
        return next((bool(tags & {","}) for tags in ahead if tags & {",", "passive", "get"}), False)

    def _one_of(self, at: int) -> bool:
        """ "Ông A là một trong 5 nông dân được …": the recipient is ông A."""
        if at + 2 >= len(self.chunks) or self.chunks[at].word != "là":
            return False
        return self.chunks[at + 1].word == "một" and self.chunks[at + 2].word == "trong"

    def _only_filler(self, start: int, end: int) -> bool:
        fill = _SEPARATORS | {"adverb", "plain", "figure", "number", "word", "said"}
        return end - start < 9 and all(self._tags(at) & fill for at in range(start, end))

    def _only_marks(self, start: int, end: int) -> bool:
        return all(self._tags(at) & (_SEPARATORS | {"adverb"}) for at in range(start, end))

    # -- a verb left out ------------------------------------------------------------------------

    def _elided(self, head: int, after: int, form: Form | None, following: int) -> None:
        """…, giải Nhì cho đội B; "giải Nhất thuộc về đội A"; "Giải Nhất: đội A"."""
        previous = self.frames[-1] if self.frames else None
        first = head
        frame = Frame(first=first, last=after, form=form, verb=head)
        if self._tags(head - 1) & {"number", "said"}:
            frame.certificates = self.chunks[head - 1].value
            frame.first = head - 1
        at = after
        while at < len(self.chunks) and self._tags(at) & {"word", "quote", "figure"} and at - after < 8:
            at += 1
        tags = self._tags(at)
        told = "to" in tags or ("belong" in tags)
        colon = bool(tags & {":", "-", "–"}) and form is not None and form.prize
        if not told and not colon and previous is not None and previous.passive and self._only_marks(previous.last, head):
            frame.items, frame.giver, frame.passive = [replace(item) for item in previous.items], previous.giver, True
            self._finish(frame, len(self.chunks))  # "tặng Giấy khen, Bằng khen"
            return
        if not told and not colon:
            if form is not None and form.prize and frame.certificates is not None and previous is not None:
                frame.giver = previous.giver
                self._keep(frame)
            self.done = max(self.done, after)
            return
        if previous is None and not (form is not None and form.prize):
            return
        start = at + 1
        if "to" in self._tags(start):
            start += 1
        limit = self._limit(following)
        read = RecipientList(self.sentence, start, limit)
        while colon and read.items and ";" in self._tags(read.end) and read.end + 1 < limit:
            more = RecipientList(self.sentence, read.end + 1, limit)  # "Giải B: tiết mục …; tiết mục …"
            if not more.items:
                break
            read.items += more.items
            read.end = more.end
        if not read.items:
            self.done = max(self.done, after)
            return
        if len(read.items) > 1 and read.end == limit and self._tags(limit) & {"rank_verb", "get"}:
            # "giải Nhất thuộc về đội A, đội B và đội C đồng giải Nhì"
            comma = next((n for n in range(start, limit) if "," in self._tags(n)), limit)
            read = RecipientList(self.sentence, start, comma)
        frame.items, frame.last = read.items, read.end
        if previous is not None and not previous.passive:
            frame.giver = previous.giver
        if previous is not None and form is None:
            previous.semicolon = True  # a reward of its own sum
        self._finish(frame, limit)

    # -- common ---------------------------------------------------------------------------------

    def _finish(self, frame: Frame, limit: int) -> None:
        frame.items = [item for item in frame.items if not (item.vague and item.bare)]
        while "money" in self._tags(frame.last) or (
            "each" in self._tags(frame.last) and "money" in self._tags(frame.last + 2)
        ):
            frame.last += 1 if "money" in self._tags(frame.last) else 3
        if not frame.items:
            self.done = max(self.done, frame.last)
            return
        if frame.verb >= 0 and self._habit(frame.verb) and all(item.vague for item in frame.items):
            self.done = max(self.done, frame.last)
            return
        if frame.reason is None:
            end, reason = reason_after(self.sentence, frame.last, limit)
            if reason is not None:
                frame.reason, frame.last = reason, end
        if frame.reason is None and not self.frames:
            frame.reason = reason_before(self.sentence, 0, frame.first)
        if frame.reason is None and frame.form is not None and frame.form.prize:
            frame.reason = contest(self.sentence, frame.last, limit) or contest(self.sentence, 0, frame.first)
        self._late_names(frame, limit)
        self._keep(frame)
        self._next_member(frame, limit)

    def _late_names(self, frame: Frame, limit: int) -> None:
        """2 thôn có thành tích tiêu biểu là thôn Đông, thôn Đoài: the names after the reason."""
        item = frame.items[-1]
        if item.names or item.count is None or not self._tags(frame.last) & {"namely", ":"}:
            return
        read = RecipientList(self.sentence, frame.last + 1, limit, nested=True)
        names = [name for each in read.items for name in each.names]
        if len(names) == item.count:
            item.names, frame.last = names, read.end

    def _next_member(self, frame: Frame, limit: int) -> None:
        """… có diện tích hiến từ 50 m² và 2 thôn có thành tích tiêu biểu: a member with its own reason."""
        at = frame.last
        if (
            frame.passive
            or frame.reason is None
            or not self._tags(at) & {",", "and"}
            or not opens_number(self.chunks, at + 1)
        ):
            return
        read = RecipientList(self.sentence, at + 1, limit)
        if not read.items:
            return
        frame.semicolon = True
        member = Frame(
            first=frame.first,
            last=read.end,
            form=frame.form,
            giver=frame.giver,
            items=read.items,
            verb=frame.verb,
        )
        end, member.reason = reason_after(self.sentence, read.end, limit)
        member.last = max(end, read.end)
        self._late_names(member, limit)
        self.frames.append(member)
        self.done = max(self.done, member.last)
        self._next_member(member, limit)

    def _keep(self, frame: Frame) -> None:
        if self.frames:
            between = range(self.frames[-1].last, frame.first)
            self.frames[-1].semicolon = self.frames[-1].semicolon or any(
                ";" in self._tags(at) for at in between
            )
        self.frames.append(frame)
        self.done = max(self.done, frame.last)

    def _share_recipients(self) -> None:
        """Thư khen và tiền thưởng cho Ban chuyên án; 1 giải A, 2 giải B cho các tiết mục."""
        for before, after in zip(reversed(self.frames[:-1]), reversed(self.frames[1:]), strict=True):
            if before.items or not after.items or before.semicolon:
                continue
            if before.certificates is None:
                before.items = [replace(item, names=list(item.names)) for item in after.items]
            elif len(after.items) == 1:
                before.items = [replace(after.items[0], count=before.certificates, names=[], vague=False)]

    def _share_reasons(self) -> None:
        """A reason told once at the end of a list joined by commas belongs to each member."""
        for before, after in zip(reversed(self.frames[:-1]), reversed(self.frames[1:]), strict=True):
            if before.reason is None and not before.semicolon and before.items:
                before.reason = after.reason
