"""Forms without verb or recipients of their own: "được tặng Giấy khen, Bằng khen", "1 giải A, 2 giải B"."""

from __future__ import annotations

from dataclasses import replace

from bulletin_spider.mining.awards.frames.clause import Clause
from bulletin_spider.mining.awards.frames.finish import finish
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.frames.subjects import left_recipients
from bulletin_spider.mining.awards.slots.givers import owner_after


def bare_form(clause: Clause, frame: Frame, *, prize: bool) -> None:
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
        finish(clause, frame, len(clause.chunks))
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
    finish(clause, frame, len(clause.chunks))
    return True


def _is_badge(frame: Frame) -> bool:
    return frame.form is not None and frame.form.name.startswith("Huy hiệu") and not frame.form.general
