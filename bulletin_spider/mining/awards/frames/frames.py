"""Award frames of a sentence: its heads in order, each read in its voice, then what they share."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.frames.active import read_active
from bulletin_spider.mining.awards.frames.clause import HANDING, Clause
from bulletin_spider.mining.awards.frames.elided import read_elided
from bulletin_spider.mining.awards.frames.finish import finish
from bulletin_spider.mining.awards.frames.frame import Frame, Head
from bulletin_spider.mining.awards.frames.heads import heads_of
from bulletin_spider.mining.awards.frames.passive import read_passive
from bulletin_spider.mining.awards.frames.plans import is_planned
from bulletin_spider.mining.awards.frames.subjects import left_recipients
from bulletin_spider.mining.awards.frames.voices import is_elided, is_passive
from bulletin_spider.mining.awards.slots.forms import Form, badge_at, form_at, rank_at, title_at
from bulletin_spider.mining.awards.slots.givers import owner_after

_VERB_REACH = 80


def frames_of(sentence: Sentence) -> list[Frame]:
    """The awards that a sentence reports, from left to right.

    The last may have no recipients where a list of them follows the sentence.
    """
    clause = Clause(sentence)
    heads = heads_of(sentence)
    for at, following in pairwise([*heads, len(sentence.chunks)]):
        if at >= clause.done:
            _read(clause, at, following)
    frames = clause.frames
    for before, after in pairwise(reversed(frames)):
        _share_recipients(after, before)
    for before, after in pairwise(frames):
        if before.contest and after.reason is None and after.form is not None and after.form.prize:
            after.reason, after.contest = before.reason, True
    for before, after in pairwise(reversed(frames)):
        if after.reason is None and not after.parted and after.items and not before.own_reason:
            after.reason = before.reason  # told once at the end of a list joined by commas
    return [
        frame
        for frame in frames
        if frame.items or (_tells_alone(frame) and not frame.open) or (frame is frames[-1] and not frame.open)
    ]


def _tells_alone(frame: Frame) -> bool:
    """Whether a number of prizes is an award without recipients: "trao 1 giải Nhất, 2 giải Nhì"."""
    return bool(frame.certificates and frame.form and frame.form.prize)


def _share_recipients(frame: Frame, following: Frame) -> None:
    """Give a form the recipients of the next: "Thư khen và tiền thưởng cho X", "1 giải A, 2 giải B cho …"."""
    if frame.items or not following.items or frame.parted or (frame.open and following.certificates is None):
        return
    frame.giver = following.giver if frame.open else frame.giver
    if frame.certificates is None:
        frame.items = [replace(item, names=list(item.names)) for item in following.items]
    elif len(following.items) == 1:
        frame.items = [replace(following.items[0], count=frame.certificates, names=[], vague=False)]


def _read(clause: Clause, at: int, following: int) -> None:
    """Read the award of one head."""
    sentence, tags, previous = clause.sentence, clause.tags(at), clause.previous
    if "form" in tags:
        form = form_at(sentence, at)
        _read_verb(clause, Head(at, _verb_of(clause, at), form.end, form, following))
    elif "rank_verb" in tags:
        rank = rank_at(sentence, at)
        if rank is not None and not _told_again(clause, at, following):
            _read_verb(clause, Head(at, at, rank.end, rank, following))
    elif "quote" in tags:
        told = previous.form if previous is not None else clause.named
        if told is not None and told.name.startswith(("danh hiệu", "giải")):
            kind = "giải" if told.prize else "danh hiệu"
            read_elided(clause, Head(at, -1, at + 1, title_at(sentence, at, kind), following))
    elif "money" in tags:
        if previous is not None and previous.form is None:
            read_elided(clause, Head(at, -1, at + 1, None, following))
    elif "number" in tags:
        _badge(clause, at, following, badge_at(sentence, at))
    elif clause.chunks[at].word == "truy tặng":
        _posthumous(clause, at, following)
    else:
        _read_verb(clause, Head(at, at, at + 1, None, following))


def _read_verb(clause: Clause, head: Head) -> None:
    if head.verb < 0:
        if clause.planned and not clause.any_tags(range(clause.done, head.at), ";"):
            clause.done = head.after  # "đề nghị tặng Bằng khen cho 4 cá nhân, Giấy khen cho 7 cá nhân"
        else:
            read_elided(clause, head)
        return
    planned = is_planned(clause.sentence, head.verb, clause.done)
    clause.planned = planned or (clause.planned and is_elided(clause, head.verb))
    if clause.planned:
        clause.done = head.after
    elif is_passive(clause, head.verb):
        read_passive(clause, head)
    else:
        read_active(clause, head)


def _verb_of(clause: Clause, form: int) -> int:
    """The verb that governs a form, or -1 where it is left out."""
    if "passive" in clause.tags(form - 1) or _has(clause, form):
        return form - 1  # "được Bằng khen của Ủy ban MTTQ tỉnh", "tổ có Giấy khen của UBND huyện"
    for at in range(form - 1, max(clause.done, form - _VERB_REACH) - 1, -1):
        tags = clause.tags(at)
        if "get" in tags or ("give" in tags and "reason" not in tags):
            return at
        if tags & {";", "form"}:
            break
        if "belong" in tags:
            return at
    return -1


def _told_again(clause: Clause, at: int, following: int) -> bool:
    """Whether the prize of a rank follows at once: "về nhất, được Ban Tổ chức trao giải Nhất"."""
    between = range(at + 1, following)
    return (
        "form" in clause.tags(following)
        and clause.any_tags(between, "passive")
        and not clause.any_tags(between, ";")
    )


def _has(clause: Clause, form: int) -> bool:
    """Whether "có" before a form tells who holds it; a giver must be told: "có Giấy khen của X"."""
    if form < 1 or clause.chunks[form - 1].word not in {"có", "đã có"}:
        return False
    end = form_at(clause.sentence, form).end
    return owner_after(clause.sentence, end) is not None or clause.word(end) in HANDING


def _badge(clause: Clause, at: int, following: int, form: Form | None) -> None:
    """…, 10 đồng chí 50 năm, 20 đồng chí 40 năm; or 50 năm cho 10 đồng chí."""
    if form is None or clause.previous is None:
        return
    if "to" in clause.tags(form.end):
        read_elided(clause, Head(at, -1, form.end, form, following))
        return
    read, first = left_recipients(clause, at)
    if read is not None:
        giver = clause.previous.giver
        clause.keep(Frame(first, form.end, at, form, giver, read.items, passive=True))


def _posthumous(clause: Clause, at: int, following: int) -> None:
    """…, truy tặng cho 3 mẹ: the form is told before."""
    previous, limit = clause.previous, clause.limit(following)
    read = clause.read_list(at + 1, limit)
    if previous is not None and previous.form is not None and read.items:
        frame = Frame(at, read.end, -1, previous.form, previous.giver, read.items, posthumous=True)
        finish(clause, frame, limit)
