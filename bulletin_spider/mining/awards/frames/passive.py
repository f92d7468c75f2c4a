"""Passive clauses: "3 tập thể và 5 cá nhân được UBND phường tặng Giấy khen"."""

from __future__ import annotations

from bulletin_spider.mining.awards.frames.clause import HANDING, Clause
from bulletin_spider.mining.awards.frames.finish import finish
from bulletin_spider.mining.awards.frames.frame import Frame, Head
from bulletin_spider.mining.awards.frames.heads import PRIZE_ONLY
from bulletin_spider.mining.awards.frames.subjects import left_recipients
from bulletin_spider.mining.awards.frames.voices import is_winner
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.contests import contest
from bulletin_spider.mining.awards.slots.giver_names import Giver
from bulletin_spider.mining.awards.slots.givers import decision_of, giver_in, owner_after, subject_before
from bulletin_spider.mining.awards.slots.reasons import reason_after

_WINS = ("giành", "đoạt", "đạt")
_LISTS = frozenset({"danh sách", "quyết định", "cho"})
# "Các đảng viên được nhận huy hiệu" says who is meant; "nhiều đảng viên được nhận" reports.
_MEANT = frozenset({"các", "những", "tất cả", "toàn thể"})


def read_passive(clause: Clause, head: Head) -> None:
    """Read "3 tập thể và 5 cá nhân được UBND phường tặng Giấy khen", "03 đồng chí nhận Huy hiệu …"."""
    if not _tells_award(clause, head):
        return
    opening, giver = _opening(clause, head.verb)
    after, owner = _owner(clause, head)
    read, first = left_recipients(clause, opening)
    frame = Frame(first, after, head.verb, head.form, passive=True)
    giver = giver or owner or decision_of(clause.sentence, head.verb) or decision_of(clause.sentence, first)
    if giver is None and read is not None and clause.chunks[first - 1].word in _LISTS:
        # "Đảng ủy phường công bố danh sách 6 tập thể được tặng …"
        giver = subject_before(clause.sentence, first)
    frame.giver = clause.giver(giver)
    if read is not None:
        _take_subject(clause, frame, read, opening)
    elif clause.previous is not None and clause.previous.passive:
        _take_previous(clause, frame, clause.previous, opening)
    _recipients_after(clause, frame, after)
    meant = bool(frame.items) and all(item.vague for item in frame.items)
    if clause.ends_open(after) and (meant or (not frame.items and head.form is not None)):
        if frame.reason is None:
            frame.reason = reason_after(clause.sentence, after, len(clause.chunks))[1]
        clause.keep(frame)
    elif frame.items and not _only_meant(clause, frame, giver):
        finish(clause, frame, len(clause.chunks))
    clause.use(after)


def _tells_award(clause: Clause, head: Head) -> bool:
    """Whether a verb of winning wins a prize: "đạt danh hiệu" only counts who meets a standard."""
    if clause.word(head.verb) not in PRIZE_ONLY:
        return True
    if head.form is None or not head.form.prize:
        return False
    # "3 em đạt giải" tells no prize.
    return not head.form.general or contest(clause.sentence, head.after, len(clause.chunks)) is not None


def _owner(clause: Clause, head: Head) -> tuple[int, Giver | None]:
    """The chunk after the form or its "của X", and X."""
    after = head.after
    while head.form is None and clause.tags(after) <= {"word", "adverb"} and after < head.after + 3:
        after += 1  # "nhận phần thưởng đặc biệt của X"
    owner = owner_after(clause.sentence, after)
    if owner is None:
        return head.after, None
    if is_winner(clause, head.form, owner):
        return after, None
    after = owner[1]
    while "give" in clause.tags(after):  # "Bằng khen của Chủ tịch UBND tỉnh trao vì …"
        after += 1
    return after, owner


def _take_subject(clause: Clause, frame: Frame, read: RecipientList, opening: int) -> None:
    """Give a frame the recipients before the verb, and what is told of them."""
    frame.items = read.items
    frame.reason = clause.reason_before(read.end, opening) or clause.reason_told(read)
    prize = frame.form is not None and frame.form.prize
    if prize and (frame.reason or "").lower().startswith(_WINS):
        frame.reason = None  # "giành chức vô địch, nhận giải Nhất"


def _take_previous(clause: Clause, frame: Frame, previous: Frame, opening: int) -> None:
    """Give a frame the subject of the one before: "… được tặng Giấy khen, được thưởng …"."""
    if not clause.only_filler(clause.done, opening):
        return
    frame.items, frame.first = previous.items, previous.first
    if not clause.any_tags(range(clause.done, opening), ";"):
        frame.reason = previous.reason


def _recipients_after(clause: Clause, frame: Frame, after: int) -> None:
    """Find recipients after the form where the subject names none: "được trao cho 5 cá nhân"."""
    if not frame.items or all(item.vague for item in frame.items):
        _names_after(clause, frame, after)
    handed = clause.word(after - 1) in HANDING  # "đón nhận Bằng khen của X tặng Y"
    start = -1
    if not frame.items and frame.form is not None:
        start = after if handed else clause.to_after(after)
    if start >= 0:
        late = RecipientList(clause.sentence, start, len(clause.chunks))
        frame.items, frame.last = late.items, max(late.end, after)


def _opening(clause: Clause, verb: int) -> tuple[int, Giver | None]:
    """The chunk where the passive verb group starts, and the giver inside it."""
    at, tags = verb, clause.tags(verb)
    own = tags & {"rank_verb", "passive"} or clause.word(verb) in {"có", "đã có"}
    if not own and not ("get" in tags and "give" not in tags):
        while at > clause.done and "passive" not in clause.tags(at):
            at -= 1
    giver = giver_in(clause.sentence, at + 1, verb) if at < verb else None
    while at > clause.done:
        before = clause.tags(at - 1)
        if not before & {"adverb", "passive"} or before & {"collective", "body"}:
            break
        at -= 1
    return at, giver


def _names_after(clause: Clause, frame: Frame, at: int) -> None:
    """Name vague recipients: "các tập thể được khen thưởng gồm: Công an phường, Trạm Y tế phường"."""
    opens = clause.tags(at) & {"namely", ":"} or (not frame.items and clause.word(at) == "có")
    if opens:
        start = at + (clause.word(at) == "có")
        while clause.tags(start) & {"namely", ":"}:
            start += 1
        read = RecipientList(clause.sentence, start, len(clause.chunks), nested=True)
        if not read.items and not frame.items and clause.word(at) == "là":
            # Such as "Đồng hạng Ba là hai kỳ thủ A và B", "Được tặng Giấy khen là ba hòa giải viên: A, B, C".
            read = RecipientList(clause.sentence, start, len(clause.chunks))
        if read.items and all(item.names or (item.count or 0) > 1 for item in read.items):
            frame.items, frame.last = read.items, read.end


def _only_meant(clause: Clause, frame: Frame, giver: Giver | None) -> bool:
    """Whether a vague subject without a giver only says who is meant."""
    if giver is not None or not all(item.vague for item in frame.items):
        return False
    if frame.form is not None and frame.form.prize and not frame.form.general:
        return False  # "các đội còn lại nhận giải Khuyến khích"
    first = clause.chunks[frame.first]
    return "vague" not in first.tags or first.word in _MEANT
