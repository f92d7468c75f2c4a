"""Clauses whose verb is left out: "…, giải Nhì cho đội B", "giải Nhất thuộc về đội A"."""

from __future__ import annotations

from bulletin_spider.mining.awards.frames.bare_forms import bare_form
from bulletin_spider.mining.awards.frames.clause import HANDING, Clause
from bulletin_spider.mining.awards.frames.finish import finish
from bulletin_spider.mining.awards.frames.frame import Frame, Head
from bulletin_spider.mining.awards.frames.plans import is_planned
from bulletin_spider.mining.awards.frames.voices import certificates, is_winner
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.contests import contest
from bulletin_spider.mining.awards.slots.giver_names import Giver, name_end
from bulletin_spider.mining.awards.slots.givers import owner_after

# A form opens a list item behind a bullet or number at most.
_ITEM = 2
_CONTEST_MOST = 14


def read_elided(clause: Clause, head: Head) -> None:
    """Read "…, giải Nhì cho đội B", "giải Nhất thuộc về đội A", "Giải Nhất: đội A"."""
    previous, prize = clause.previous, head.form is not None and head.form.prize
    frame = Frame(head.at, head.after, head.at, head.form, certificates=certificates(clause, head.at))
    frame.first -= frame.certificates is not None
    owner = _owner(clause, head) if head.form is not None else None
    if owner is not None and is_winner(clause, head.form, owner):
        owner = None
    at = owner[1] if owner is not None else _past_filler(clause, head)
    at = _past_contest(clause, head, at) if prize else at
    handed, inside = _handed(clause, at, owned=owner is not None)
    opens = prize or head.at < 3  # "- Giấy khen: Trường THCS Nam Sơn"
    colon = head.form is not None and opens and bool(clause.tags(at) & {":", "-", "–"})
    told = clause.tags(at) & {"to", "belong"} or (prize and clause.word(at) in {"là", "thuộc"})
    if not colon and not told and handed is None:
        bare_form(clause, frame, prize=prize)
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
    finish(clause, frame, limit)
    if head.form is None and previous is not None and clause.previous is frame:
        _join(clause, previous, frame)


def _owner(clause: Clause, head: Head) -> Giver | None:
    """The giver after "của": "Bằng khen của X", "Bằng “Lao động sáng tạo” năm 2024 của X"."""
    at = _past_filler(clause, head)
    return owner_after(clause.sentence, head.after) or (
        owner_after(clause.sentence, at) if "of" in clause.tags(at) else None
    )


def _past_filler(clause: Clause, head: Head) -> int:
    """The chunk after the words without a role that follow a form."""
    at = head.after
    while (clause.tags(at) & {"word", "quote", "figure"} or clause.word(at) == "năm") and at - head.after < 8:
        if clause.word(at) == "thuộc":
            break
        at += 1
    return at


def _past_contest(clause: Clause, head: Head, at: int) -> int:
    """The chunk after the contest of a prize, if one is told: "giải Nhất hội thi … thuộc về cô A"."""
    end = min(len(clause.chunks), head.after + _CONTEST_MOST)
    if not contest(clause.sentence, head.after, end):
        return at
    return next((n for n in range(at, end) if clause.tags(n) & {"belong", "to"}), at)


def _handed(clause: Clause, at: int, *, owned: bool) -> tuple[int | None, Giver | None]:
    """Where the recipients start after "… đã được trao tận tay", if that is told, and the giver inside."""
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


def _join(clause: Clause, previous: Frame, frame: Frame) -> None:
    """Add the next sum to its award: "thưởng 3 triệu đồng cho Hội CCB phường, 2 triệu đồng cho tổ xe ôm"."""
    if frame.reason != previous.reason:
        previous.parted = True  # a reward of its own
        return
    clause.frames.pop()
    previous.items += frame.items
    previous.last = frame.last
