"""The voice of a clause: who is the subject of its verb."""

from __future__ import annotations

from bulletin_spider.mining.awards.frames.clause import Clause
from bulletin_spider.mining.awards.slots.forms import Form, form_at
from bulletin_spider.mining.awards.slots.giver_names import Giver
from bulletin_spider.mining.awards.slots.givers import owner_after

_VOICE_REACH = 25


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


def is_elided(clause: Clause, verb: int) -> bool:
    """Whether the verb follows a semicolon, so that its subject is that of the verb before."""
    at = verb
    while "adverb" in clause.tags(at - 1):
        at -= 1
    return ";" in clause.tags(at - 1)


def is_winner(clause: Clause, form: Form | None, owner: Giver) -> bool:
    """Whether the owner of a prize is who won it: "giải Nhất của đội khóm 2"."""
    return form is not None and form.prize and "collective" in clause.tags(owner[0])


def certificates(clause: Clause, form: int) -> int | None:
    """The number told before a form: "05 Giấy khen"."""
    value = clause.chunks[form - 1].value if clause.tags(form - 1) & {"number", "said"} else None
    return value if isinstance(value, int) else None
