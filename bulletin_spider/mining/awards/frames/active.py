"""Active clauses: "UBND phường tặng Giấy khen cho 05 tập thể"."""

from __future__ import annotations

from dataclasses import replace

from bulletin_spider.mining.awards.frames.clause import Clause
from bulletin_spider.mining.awards.frames.finish import finish
from bulletin_spider.mining.awards.frames.frame import Frame, Head
from bulletin_spider.mining.awards.frames.voices import certificates, is_elided
from bulletin_spider.mining.awards.recipients.recipient import opens_number
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.giver_names import Giver
from bulletin_spider.mining.awards.slots.givers import behalf_before, decision_of, owner_after, subject_before

_FILLER_MOST = 5
# "khen thưởng chuyên đề, đột xuất 34 lượt tập thể"
_KINDS_OF_PRAISE = frozenset({"chuyên đề", "đột xuất", "thường xuyên", "kịp thời", "theo chuyên đề"})

_PERSON = frozenset({"address", "name", "house", "rank"})


def read_active(clause: Clause, head: Head) -> None:
    """Read "UBND phường tặng Giấy khen cho 05 tập thể và 08 cá nhân có thành tích …"."""
    sentence, previous = clause.sentence, clause.previous
    giver = behalf_before(sentence, head.verb) or decision_of(sentence, head.verb)
    giver = giver or subject_before(sentence, head.verb)
    after, owner = _owner(clause, head)
    frame = Frame(giver[0] if giver else head.verb, after, head.verb, head.form, clause.giver(owner or giver))
    frame.subject = clause.giver(giver)
    reused = giver is None or (
        previous is not None and (giver[0] < previous.last or is_elided(clause, head.verb))
    )
    if previous is not None and not previous.passive and owner is None and reused:
        frame.subject = previous.subject or frame.subject
        frame.giver = frame.subject or previous.giver or frame.giver  # one subject, several verbs
    if head.form is not None and head.at - 1 > head.verb:
        frame.certificates = certificates(clause, head.at)
    limit = clause.limit(head.following)
    if _active_recipients(clause, head, frame, limit):
        finish(clause, frame, limit)
    elif clause.ends_open(after) and (head.form is not None or _announces(clause, after)):
        clause.keep(frame)
    elif previous is not None and _names_form(clause, previous, giver, head):
        previous.form, previous.last = head.form, max(frame.last, head.after)  # one award, praised and given
        clause.frames.pop()
        finish(clause, previous, limit)
    elif previous is not None and _continues(clause, previous, giver, head):
        frame.giver = frame.giver if giver is not None and giver[0] >= previous.last else previous.giver
        frame.items, frame.passive = [replace(item) for item in previous.items], previous.passive
        finish(clause, frame, limit)
    else:
        clause.use(after)
        if head.form is not None and (frame.certificates is not None or _shares(clause, after)):
            clause.keep(frame)


def _owner(clause: Clause, head: Head) -> tuple[int, Giver | None]:
    """The chunk after "của X" and X: "Giấy khen của UBND xã", "Quyết định khen thưởng của UBND xã cho …"."""
    owner = owner_after(clause.sentence, head.after)
    at = head.after
    while owner is None and clause.tags(at) & {"word", "figure", "plain"} and at < head.after + _FILLER_MOST:
        at += 1
        if "of" in clause.tags(at):  # "Huy hiệu Đảng đợt 19/5 của X"
            owner = owner_after(clause.sentence, at)
    if owner is None or (head.form is None and "to" not in clause.tags(owner[1])):
        return head.after, None
    return owner[1], owner


def _active_recipients(clause: Clause, head: Head, frame: Frame, limit: int) -> bool:
    """Fill in the recipients after "cho", or between verb and form: "tặng 5 tập thể Giấy khen"."""
    if head.form is not None and head.at > head.verb + 1:
        between = clause.read_list(head.verb + 1, head.at)
        if between.items and between.end >= head.at - 1:
            frame.items = between.items
            return True
    start = clause.to_after(frame.last)
    if head.form is None:  # "khen thưởng 5 cá nhân", "thưởng 2 triệu đồng cho anh A"
        beside = frame.last
        while "money" in clause.tags(beside) or clause.word(beside) in _KINDS_OF_PRAISE:
            beside += 1
            beside += "," in clause.tags(beside) and clause.word(beside + 1) in _KINDS_OF_PRAISE
        start = beside if start < 0 or RecipientList(clause.sentence, beside, limit).items else start
    named = head.form is not None and bool(clause.tags(frame.last) & _PERSON)
    if start < 0 and (named or opens_number(clause.chunks, frame.last)):
        start = frame.last  # "tặng Giấy khen 11 cá nhân", "tặng Bằng khen ông A"
    if start < 0:
        return False
    strong = head.form is not None and "to" in clause.tags(start - 1)
    read = RecipientList(clause.sentence, start, limit, strong=strong)
    if read.items:
        frame.items, frame.last = read.items, read.end
    return bool(read.items)


def _announces(clause: Clause, after: int) -> bool:
    """Whether the recipients of a verb are told below: "khen thưởng:", "khen thưởng các em sau đây:"."""
    return after >= len(clause.chunks) - 1 or clause.word(len(clause.chunks) - 2) in {"sau", "đây", "sau đây"}


def _continues(clause: Clause, previous: Frame, giver: Giver | None, head: Head) -> bool:
    """Whether one "được" rules two verbs: "được UBND huyện tặng Giấy khen, Hội CCB tỉnh tặng Bằng khen"."""
    if not previous.passive:
        return _gives_more(clause, previous, giver, head)
    if previous.last < head.verb and clause.only_marks(previous.last, head.verb):
        return True  # "được tặng Giấy khen và thưởng 1.000.000 đồng"
    if head.form is None or giver is None or giver[0] < previous.last:
        return False
    return giver[0] - previous.last < 9


def _names_form(clause: Clause, previous: Frame, giver: Giver | None, head: Head) -> bool:
    """Whether a form is what one who was praised got: "được UBND xã tuyên dương và tặng Giấy khen"."""
    if not previous.passive or previous.form is not None or head.form is None:
        return False
    own = giver is not None and giver[0] >= previous.last
    return not own and clause.only_filler(previous.last, head.verb)


def _gives_more(clause: Clause, previous: Frame, giver: Giver | None, head: Head) -> bool:
    """Whether another gives to the same person: "Bộ Y tế tặng … cho ông; Sở Y tế thì tặng Giấy khen"."""
    if head.form is None or giver is None or giver[0] < previous.last or len(previous.items) != 1:
        return False
    one = previous.items[0].kind == "individual" and previous.items[0].count == 1
    return one and clause.only_marks(head.after, len(clause.chunks))


def _shares(clause: Clause, after: int) -> bool:
    """Whether another form or reward follows at once: "Thư khen và thưởng nóng … cho X"."""
    following = clause.tags(after + 1) & {"form", "praise", "give", "number"}
    return bool(clause.tags(after) & {"and", ","} and following)
