"""Clauses of awards: active, passive, and with the verb left out."""

from __future__ import annotations

from dataclasses import replace

from bulletin_spider.mining.awards.frames.clause import HANDING, Clause, Frame, Head
from bulletin_spider.mining.awards.frames.heads import PRIZE_ONLY
from bulletin_spider.mining.awards.frames.plans import is_planned
from bulletin_spider.mining.awards.frames.subjects import left_recipients
from bulletin_spider.mining.awards.recipients.recipient import opens_number
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.contests import contest
from bulletin_spider.mining.awards.slots.forms import Form, form_at
from bulletin_spider.mining.awards.slots.giver_names import Giver, name_end
from bulletin_spider.mining.awards.slots.givers import (
    behalf_before,
    decision_of,
    giver_in,
    owner_after,
    subject_before,
)

_VOICE_REACH = 25
_FILLER_MOST = 5
_WINS = ("giành", "đoạt", "đạt")
# A form opens a list item behind a bullet or number at most.
_ITEM = 2
_CONTEST_MOST = 14
# "khen thưởng chuyên đề, đột xuất 34 lượt tập thể"
_KINDS_OF_PRAISE = frozenset({"chuyên đề", "đột xuất", "thường xuyên", "kịp thời", "theo chuyên đề"})
_LISTS = frozenset({"danh sách", "quyết định", "cho"})
# "Các đảng viên được nhận huy hiệu" says who is meant; "nhiều đảng viên được nhận" reports.
_MEANT = frozenset({"các", "những", "tất cả", "toàn thể"})


def is_passive(clause: Clause, verb: int) -> bool:
    """Whether the recipients are the subject of the verb."""
    tags = clause.tags(verb)
    if tags & {"rank_verb", "passive"} or ("get" in tags and "give" not in tags):
        return True
    if clause.word(verb) in {"có", "đã có"}:  # "có Giấy khen của X", but "có Thư khen gửi X"
        return owner_after(clause.sentence, form_at(clause.sentence, verb + 1).end) is not None
    for at in range(verb - 1, max(clause.done, verb - _VOICE_REACH) - 1, -1):
        tags = clause.tags(at)
        if "passive" in tags:
            return True
        if tags & {";", ":"} or (
            tags & {",", "to", "form", "name"} and not clause.tags(at - 1) & {"body", "office"}
        ):
            return False
    return False


def read_active(clause: Clause, head: Head) -> None:
    """Read "UBND phường tặng Giấy khen cho 05 tập thể và 08 cá nhân có thành tích …"."""
    sentence, previous = clause.sentence, clause.previous
    giver = behalf_before(sentence, head.verb) or decision_of(sentence, head.verb)
    giver = giver or subject_before(sentence, head.verb)
    after, owner = _owner(clause, head)
    frame = Frame(giver[0] if giver else head.verb, after, head.verb, head.form, clause.giver(owner or giver))
    frame.subject = clause.giver(giver)
    reused = giver is None or (
        previous is not None and (giver[0] < previous.verb or is_elided(clause, head.verb))
    )
    if previous is not None and not previous.passive and owner is None and reused:
        frame.subject = previous.subject or frame.subject
        frame.giver = frame.subject or previous.giver or frame.giver  # one subject, several verbs
    if head.form is not None and head.at - 1 > head.verb:
        frame.certificates = _certificates(clause, head.at)
    limit = clause.limit(head.following)
    if _active_recipients(clause, head, frame, limit):
        clause.finish(frame, limit)
    elif clause.ends_open(after) and (head.form is not None or _announces(clause, after)):
        clause.keep(frame)
    elif previous is not None and _continues(clause, previous, giver, head):
        frame.giver = frame.giver if giver is not None and giver[0] >= previous.last else previous.giver
        frame.items, frame.passive = [replace(item) for item in previous.items], True
        clause.finish(frame, limit)
    else:
        clause.use(after)
        if head.form is not None and (frame.certificates is not None or _shares(clause, after)):
            clause.keep(frame)


def _announces(clause: Clause, after: int) -> bool:
    """Whether the recipients of a verb are told below: "khen thưởng:", "khen thưởng các em sau đây:"."""
    return after >= len(clause.chunks) - 1 or clause.word(len(clause.chunks) - 2) in {"sau", "đây", "sau đây"}


def is_elided(clause: Clause, verb: int) -> bool:
    """Whether the verb follows a semicolon, so that its subject is that of the verb before."""
    at = verb
    while "adverb" in clause.tags(at - 1):
        at -= 1
    return ";" in clause.tags(at - 1)


def _owner(clause: Clause, head: Head) -> tuple[int, Giver | None]:
    """The chunk after "của X" and X: "Giấy khen của UBND xã", "Quyết định khen thưởng của UBND xã cho …"."""
    owner = owner_after(clause.sentence, head.after)
    at = head.after
    while owner is None and clause.tags(at) & {"word", "figure", "plain"} and at < head.after + _FILLER_MOST:
        at += 1
        owner = (
            owner_after(clause.sentence, at) if "of" in clause.tags(at) else None
        )  # "Huy hiệu Đảng đợt 19/5 của X"
    if owner is None or (head.form is None and "to" not in clause.tags(owner[1])):
        return head.after, None
    return owner[1], owner


def _certificates(clause: Clause, form: int) -> int | None:
    value = clause.chunks[form - 1].value if clause.tags(form - 1) & {"number", "said"} else None
    return value if isinstance(value, int) else None


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
    if start < 0 and opens_number(clause.chunks, frame.last):
        start = frame.last  # "tặng Giấy khen 11 cá nhân"
    if start < 0:
        return False
    strong = head.form is not None and "to" in clause.tags(start - 1)
    read = RecipientList(clause.sentence, start, limit, strong=strong)
    if read.items:
        frame.items, frame.last = read.items, read.end
    return bool(read.items)


def _continues(clause: Clause, previous: Frame, giver: Giver | None, head: Head) -> bool:
    """Whether one "được" rules two verbs: "được UBND huyện tặng Giấy khen, Hội CCB tỉnh tặng Bằng khen"."""
    if not previous.passive:
        return False
    if previous.last < head.verb and clause.only_marks(previous.last, head.verb):
        return True  # "được tặng Giấy khen và thưởng 1.000.000 đồng"
    if head.form is None or giver is None or giver[0] < previous.last:
        return False
    return giver[0] - previous.last < 9


def _shares(clause: Clause, after: int) -> bool:
    """Whether another form or reward follows at once: "Thư khen và thưởng nóng … cho X"."""
    following = clause.tags(after + 1) & {"form", "praise", "give", "number"}
    return bool(clause.tags(after) & {"and", ","} and following)


def read_passive(clause: Clause, head: Head) -> None:
    """Read "3 tập thể và 5 cá nhân được UBND phường tặng Giấy khen", "03 đồng chí nhận Huy hiệu …"."""
    if clause.chunks[head.verb].word in PRIZE_ONLY and not (head.form is not None and head.form.prize):
        return  # "đạt danh hiệu" counts who meets a standard
    if clause.word(head.verb) in PRIZE_ONLY and head.form is not None and head.form.general:
        if contest(clause.sentence, head.after, len(clause.chunks)) is None:
            return  # "3 em đạt giải" tells no prize
    opening, giver = _opening(clause, head.verb)
    after = head.after
    while head.form is None and clause.tags(after) <= {"word", "adverb"} and after < head.after + 3:
        after += 1  # "nhận phần thưởng đặc biệt của X"
    owner = owner_after(clause.sentence, after)
    after = head.after if owner is None else after
    if owner is not None and _is_winner(clause, head.form, owner):
        owner = None
    after = owner[1] if owner is not None else after
    while owner is not None and "give" in clause.tags(after):  # "Bằng khen của Chủ tịch UBND tỉnh trao vì …"
        after += 1
    read, first = left_recipients(clause, opening)
    frame = Frame(first, after, head.verb, head.form, passive=True)
    giver = giver or owner or decision_of(clause.sentence, head.verb)
    if giver is None and read is not None and clause.chunks[first - 1].word in _LISTS:
        giver = subject_before(
            clause.sentence, first
        )  # "Đảng ủy phường công bố danh sách 6 tập thể được tặng …"
    frame.giver = clause.giver(giver)
    if read is not None:
        frame.items = read.items
        frame.reason = clause.reason_before(read.end, opening) or clause.reason_told(read)
        if head.form is not None and head.form.prize and (frame.reason or "").lower().startswith(_WINS):
            frame.reason = None  # "giành chức vô địch, nhận giải Nhất"
    elif clause.previous is not None and clause.previous.passive and clause.only_filler(clause.done, opening):
        frame.items, frame.first = clause.previous.items, clause.previous.first
        if not clause.any_tags(range(clause.done, opening), ";"):
            frame.reason = clause.previous.reason
    if not frame.items or all(item.vague for item in frame.items):
        _names_after(clause, frame, after)
    start = clause.to_after(after) if not frame.items and head.form is not None else -1
    if start >= 0:  # "được trao cho 5 cá nhân"
        late = RecipientList(clause.sentence, start, len(clause.chunks))
        frame.items, frame.last = late.items, max(late.end, after)
    meant = bool(frame.items) and all(item.vague for item in frame.items)
    if clause.ends_open(after) and (meant or (not frame.items and head.form is not None)):
        clause.keep(frame)
    elif frame.items and not _only_meant(clause, frame, giver):
        clause.finish(frame, len(clause.chunks))
    clause.use(after)


def _names_after(clause: Clause, frame: Frame, at: int) -> None:
    """Name vague recipients: "các tập thể được khen thưởng gồm: Công an phường, Trạm Y tế phường"."""
    opens = clause.tags(at) & {"namely", ":"} or (not frame.items and clause.word(at) == "có")
    if opens:
        start = at + (clause.word(at) == "có")
        while clause.tags(start) & {"namely", ":"}:
            start += 1
        read = RecipientList(clause.sentence, start, len(clause.chunks), nested=True)
        if read.items and all(item.names for item in read.items):
            frame.items, frame.last = read.items, read.end


def _is_winner(clause: Clause, form: Form | None, owner: Giver) -> bool:
    """Whether the owner of a prize is who won it: "giải Nhất của đội khóm 2"."""
    return form is not None and form.prize and "collective" in clause.tags(owner[0])


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


def _only_meant(clause: Clause, frame: Frame, giver: Giver | None) -> bool:
    """Whether a vague subject without a giver only says who is meant."""
    if giver is not None or not all(item.vague for item in frame.items):
        return False
    if frame.form is not None and frame.form.prize and not frame.form.general:
        return False  # "các đội còn lại nhận giải Khuyến khích"
    first = clause.chunks[frame.first]
    return "vague" not in first.tags or first.word in _MEANT


def read_elided(clause: Clause, head: Head) -> None:
    """Read "…, giải Nhì cho đội B", "giải Nhất thuộc về đội A", "Giải Nhất: đội A"."""
    previous, prize = clause.previous, head.form is not None and head.form.prize
    frame = Frame(head.at, head.after, head.at, head.form, certificates=_certificates(clause, head.at))
    frame.first -= frame.certificates is not None
    owner = owner_after(clause.sentence, head.after) if head.form is not None else None
    if owner is not None and _is_winner(clause, head.form, owner):
        owner = None
    at = owner[1] if owner is not None else head.after
    while owner is None and clause.tags(at) & {"word", "quote", "figure"} and at - head.after < 8:
        if clause.word(at) == "thuộc":
            break
        at += 1
    if prize and contest(clause.sentence, head.after, min(len(clause.chunks), head.after + _CONTEST_MOST)):
        ahead = range(at, min(len(clause.chunks), head.after + _CONTEST_MOST))
        at = next(
            (n for n in ahead if clause.tags(n) & {"belong", "to"}), at
        )  # "giải Nhất hội thi … thuộc về cô A"
    handed, inside = _handed(clause, at, owned=owner is not None)
    opens = prize or head.at < 3  # "- Giấy khen: Trường THCS Nam Sơn"
    colon = head.form is not None and opens and bool(clause.tags(at) & {":", "-", "–"})
    told = clause.tags(at) & {"to", "belong"} or (
        prize and at < len(clause.chunks) and clause.chunks[at].word in {"là", "thuộc"}
    )
    if not colon and not told and handed is None:
        _bare_form(clause, frame, prize=prize)
        return
    if previous is None and not prize and not colon and handed is None and head.at > _ITEM:
        return
    limit = clause.limit(head.following)
    read = _elided_recipients(clause, at + 1 if handed is None else handed, limit, colon=colon)
    if not read.items:
        clause.use(head.after)
        return
    frame.items, frame.last = read.items, read.end
    if previous is not None:
        frame.giver = None if previous.passive else previous.giver
    frame.giver = clause.giver(owner or inside) or frame.giver
    clause.finish(frame, limit)
    if head.form is None and previous is not None and clause.previous is frame:
        _join(clause, previous, frame)


def _join(clause: Clause, previous: Frame, frame: Frame) -> None:
    """Add the next sum to its award: "thưởng 3 triệu đồng cho Hội CCB phường, 2 triệu đồng cho tổ xe ôm"."""
    if frame.reason != previous.reason:
        previous.parted = True  # a reward of its own
        return
    clause.frames.pop()
    previous.items += frame.items
    previous.last = frame.last


def _handed(clause: Clause, at: int, *, owned: bool) -> tuple[int | None, Giver | None]:
    """Where the recipients start after "… đã được trao tận tay", and the giver inside; None without such words."""
    start, giver = at, None
    while clause.tags(at) & {"adverb", "passive"} and not clause.tags(at) & {"give", "praise"}:
        at += 1
    passive = clause.any_tags(range(start, at), "passive")
    if passive and clause.tags(at) & {"body", "office"}:  # "giải “X” được Ban Tổ chức trao cho …"
        giver = at, name_end(clause.sentence, at, len(clause.chunks))
        at = giver[1]
        while "adverb" in clause.tags(at):
            at += 1
    if "belong" in clause.tags(at):
        given = not is_planned(clause.sentence, at, clause.done)
        return (at + 1 if given and (passive or clause.word(at).startswith("được")) else None), giver
    if (
        not passive
        and clause.word(at) in HANDING
        and owned
        and not is_planned(clause.sentence, at, clause.done)
    ):
        return at + 1 + ("to" in clause.tags(at + 1)), None  # "đọc Thư khen của X gửi Y"
    if not passive or "give" not in clause.tags(at) or is_planned(clause.sentence, at, clause.done):
        return None, None
    at += 1
    while at < len(clause.chunks) and clause.chunks[at].word in {"tận", "tay", "đến"}:
        at += 1
    return at + ("to" in clause.tags(at)), giver


def _bare_form(clause: Clause, frame: Frame, *, prize: bool) -> None:
    """A form without verb or recipients: "được tặng Giấy khen, Bằng khen", "1 giải A, 2 giải B"."""
    previous = clause.previous
    clause.named = frame.form if prize else clause.named
    if prize and _won(clause, frame):
        return
    counted = frame.certificates is not None and (prize or _is_badge(frame))
    if counted and prize and (previous is None or previous.open):
        frame.open = True
        clause.keep(frame)
    elif counted and previous is not None:
        frame.giver, frame.passive = previous.giver, previous.passive
        if not prize and previous.items:  # "45 đảng viên được nhận …, gồm: 2 Huy hiệu 65 năm, …"
            frame.items = [replace(previous.items[0], count=frame.certificates, names=[])]
        clause.keep(frame)
    elif previous is not None and previous.passive and clause.only_filler(previous.last, frame.first):
        owner = owner_after(clause.sentence, frame.last)
        frame.last = owner[1] if owner is not None else frame.last
        frame.giver = clause.giver(owner) or previous.giver
        frame.items, frame.passive = [replace(item) for item in previous.items], True
        frame.reason = previous.reason
        clause.finish(frame, len(clause.chunks))
    clause.use(frame.last)


def _won(clause: Clause, frame: Frame) -> bool:
    """Keep a prize whose winner stands right before it: "…, đội giáp Bắc giải Nhì"."""
    if frame.form is None or frame.form.general or frame.certificates is not None:
        return False
    read, first = left_recipients(clause, frame.first)
    if read is None or read.end < frame.first or any(item.vague for item in read.items):
        return False
    if first > clause.done and not clause.tags(first - 1) & {",", ";", ":", "and", "-", "–"}:
        return False
    frame.items, frame.first, frame.passive = read.items, first, True
    clause.finish(frame, len(clause.chunks))
    return True


def _is_badge(frame: Frame) -> bool:
    return frame.form is not None and frame.form.name.startswith("Huy hiệu") and not frame.form.general


def _elided_recipients(clause: Clause, start: int, limit: int, *, colon: bool) -> RecipientList:
    read = clause.read_list(start, limit)
    while colon and read.items and ";" in clause.tags(read.end) and read.end + 1 < limit:
        more = RecipientList(clause.sentence, read.end + 1, limit)  # "Giải B: tiết mục …; tiết mục …"
        if not more.items:
            break
        read.items += more.items
        read.end = more.end
    if len(read.items) > 1 and read.end == limit and clause.tags(limit) & {"rank_verb", "get"}:
        # "giải Nhất thuộc về đội A, đội B và đội C đồng giải Nhì"
        comma = next((at for at in range(start, limit) if "," in clause.tags(at)), limit)
        read = clause.read_list(start, comma)
    return read
