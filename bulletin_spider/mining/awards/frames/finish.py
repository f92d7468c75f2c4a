"""The end of a frame: sums of money, its reason, names told late, and further members."""

from __future__ import annotations

from bulletin_spider.mining.awards.frames.clause import Clause
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.frames.plans import is_habit
from bulletin_spider.mining.awards.recipients.recipient import opens_number
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.contests import contest
from bulletin_spider.mining.awards.slots.giver_names import name_end
from bulletin_spider.mining.awards.slots.reasons import cause_after, describes, reason_after, reason_before

_VERBS = frozenset({"give", "get", "praise", "passive", "form"})
_BESIDE = frozenset({"kèm", "kèm theo", "cùng", "và", "cùng với", ","})
_REWARDS = frozenset({"tiền thưởng", "phần thưởng", "tiền mặt", "hiện kim"})


def finish(clause: Clause, frame: Frame, limit: int) -> None:
    """Read the reason of a frame and keep it, if it names anybody."""
    frame.items = [item for item in frame.items if not (item.vague and item.bare)]
    frame.last = _past_money(clause, frame.last)
    if frame.form is None and frame.giver is None and _only_talk(clause, frame):
        frame.items = []
    called = frame.verb >= 0 and is_habit(clause.sentence, frame.verb, clause.done)
    if not frame.items or (called and all(item.vague for item in frame.items)):
        clause.use(frame.last)
        return
    _late_giver(clause, frame)
    _reason(clause, frame, limit)
    _late_names(clause, frame, limit)
    clause.keep(frame)
    _next_member(clause, frame, limit)


def _only_talk(clause: Clause, frame: Frame) -> bool:
    """Whether nobody in particular is praised by nobody: "ai cũng khen", "em được thưởng"."""
    if clause.word(frame.verb) == "khen":
        return True
    if frame.passive:
        return clause.word(frame.verb).endswith("được thưởng") and not any(
            i.names or i.count != 1 for i in frame.items
        )
    return all(item.vague for item in frame.items)


def _past_money(clause: Clause, at: int) -> int:
    """The chunk after "2.000.000 đồng", "mỗi cháu 500.000 đồng" or "kèm tiền thưởng"."""
    at += "," in clause.tags(at) and "each" in clause.tags(at + 1) and "money" in clause.tags(at + 3)
    beside = at + 1 + ("and" in clause.tags(at + 1)) + (clause.word(at + 1) == "thưởng")
    rewards = clause.word(beside) in _REWARDS or "money" in clause.tags(beside)
    if clause.word(at) in _BESIDE and rewards and "to" not in clause.tags(beside + 1):
        at = beside + 1
    while "money" in clause.tags(at) or ("each" in clause.tags(at) and "money" in clause.tags(at + 2)):
        at += 1 if "money" in clause.tags(at) else 3
    return at


def _reason(clause: Clause, frame: Frame, limit: int) -> None:
    """Find the reason: after the recipients, before the clause, or the contest of a prize."""
    if frame.reason is None:
        end, frame.reason = reason_after(clause.sentence, frame.last, limit)
        frame.own_reason = frame.reason is not None and describes(clause.sentence, frame.last)
        frame.last = max(frame.last, end)
    if frame.reason is None and frame.items:
        end, frame.reason = cause_after(clause.sentence, frame.last, limit)
        frame.last = max(frame.last, end)
    if frame.reason is None and not clause.frames:
        frame.reason = reason_before(clause.sentence, 0, frame.first)
    if frame.reason is None and frame.form is not None and frame.form.prize:
        spans = ((frame.last, limit), (frame.form.end, frame.last), (0, frame.first))
        contests = (contest(clause.sentence, *span) for span in spans)
        frame.reason = next((told for told in contests if told), None)
        frame.contest = frame.reason is not None


def _late_giver(clause: Clause, frame: Frame) -> None:
    """The giver told behind the recipients: "trao Kỷ niệm chương cho bà A do Trung ương Hội tặng"."""
    at = frame.last
    if "by" not in clause.tags(at) or not clause.tags(at + 1) & {"body", "office"}:
        return
    end = name_end(clause.sentence, at + 1, len(clause.chunks))
    if "give" in clause.tags(end):
        frame.giver = clause.giver((at + 1, end))
        frame.last = end + 1


def _late_names(clause: Clause, frame: Frame, limit: int) -> None:
    """2 thôn có thành tích tiêu biểu là thôn Đông, thôn Đoài: the names after the reason."""
    item = frame.items[-1]
    at = frame.last + ("," in clause.tags(frame.last) and "namely" in clause.tags(frame.last + 1))
    if item.names or not (item.count or item.vague) or not clause.tags(at) & {"namely", ":"}:
        return
    read = RecipientList(clause.sentence, at + 1, limit, nested=True)
    names = [name for each in read.items for name in each.names]
    if not names or len(names) != (item.count or len(names)):
        return
    frame.last, item.count, item.vague = read.end, len(names), False  # "các hộ …, đó là hộ A và hộ B"
    if len(frame.items) == 1 and len({each.kind for each in read.items} | {item.kind}) > 1:
        frame.items = read.items  # "3 điển hình được tặng Bằng khen là chị A, chị B và Chi hội C"
    else:
        item.names = names


def _next_member(clause: Clause, frame: Frame, limit: int) -> None:
    """Members with reasons of their own: "… có diện tích hiến từ 50 m² và 2 thôn có thành tích …"."""
    while not frame.passive and _goes_on(clause, frame, limit):
        at = frame.last + 1
        read = RecipientList(clause.sentence, at, limit)
        if not read.items or not (opens_number(clause.chunks, at) or _names_more(clause, frame, read)):
            return
        frame.parted = True
        member = Frame(frame.first, read.end, frame.verb, frame.form, frame.giver, read.items)
        end, member.reason = reason_after(clause.sentence, read.end, limit)
        member.last = max(end, read.end)
        _late_names(clause, member, limit)
        clause.frames.append(member)
        clause.use(member.last)
        frame = member


def _goes_on(clause: Clause, frame: Frame, limit: int) -> bool:
    """Whether a mark after the frame may open a further member of the same award."""
    if ";" in clause.tags(frame.last):  # "…; 10 cá nhân có nhiều thành tích" has no verb of its own
        return not any(clause.tags(at) & _VERBS for at in range(frame.last, limit + 1))
    return frame.reason is not None and bool(clause.tags(frame.last) & {",", "and"})


def _names_more(clause: Clause, frame: Frame, read: RecipientList) -> bool:
    """Whether names or bodies go on behind a semicolon: "…, Chi đoàn B; các đồng chí A, C"."""
    named = all(item.names or item.count is not None for item in read.items)
    ends = not clause.tags(read.end) or clause.tags(read.end) & {".", ";", ",", "reason", "and", "("}
    return ";" in clause.tags(frame.last) and named and bool(ends) and any(item.names for item in frame.items)
