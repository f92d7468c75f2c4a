"""Numbers of recipients: "05 tập thể", "nhiều cá nhân", "15 tập thể, cá nhân"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.awards.recipients.names import names_after, names_beside, names_of_many
from bulletin_spider.mining.awards.recipients.nouns import described, quoted_kind
from bulletin_spider.mining.awards.recipients.recipient import JOINS, KIND_TAGS, KINDS, Recipient
from bulletin_spider.mining.lexicon import words

if TYPE_CHECKING:
    from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList

_TEAMS, _SHARED = (frozenset(words("recipients", "nouns", name)) for name in ("teams", "shared"))


def quantity(read: RecipientList, at: int) -> tuple[int | None, bool, int]:
    """Number told, whether it is vague, and the chunk after: "hơn 05 (năm)", "các", "nhiều"."""
    count, vague = None, False
    at += "each" in read.tags(at) and "name" in read.tags(at + 2)  # "cho mỗi em A, B, C"
    while read.tags(at) & {"about", "vague"} and not read.tags(at) & {"number", "said"}:
        vague = vague or "vague" in read.tags(at)
        at += 1
    read.each = read.each or "each" in read.tags(at)
    if read.tags(at) & {"number", "said"} and _countable(read, at + 1):
        count, at = read.chunks[at].value, at + 1
        at += "about" in read.tags(at)  # "15 lượt tập thể"
        if "(" in read.tags(at) and "said" in read.tags(at + 1) and ")" in read.tags(at + 2):
            at += 3
    return count, vague and count is None, at


def _countable(read: RecipientList, at: int) -> bool:
    """Whether a number before chunk `at` counts recipients."""
    strong = read.strong and "word" in read.tags(at)
    quoted = "quote" in read.tags(at) and quoted_kind(read.chunks[at].word) is not None
    return strong or quoted or bool(read.tags(at) & (KIND_TAGS | {"(", "about", "body"}))


def counted(read: RecipientList, at: int, count: int | None) -> int:
    """A number or a vague word with a kind: "05 tập thể", "nhiều cá nhân", "15 tập thể, cá nhân"."""
    kinds, end = _kinds(read, at, free=count is None)
    team = read.chunks[at].word in _TEAMS
    if count is not None:
        item = Recipient(kinds[0] if len(set(kinds)) == 1 else "other", count, team=team)
        read.items.append(item)
        return names_beside(read, at, item) or names_after(read, end, item)
    beside = names_of_many(read, at, kinds[0])
    if beside is not None:
        return beside
    for kind in dict.fromkeys(kinds):
        read.items.append(Recipient(kind, None, vague=True, team=team))
    return names_after(read, end, read.items[-1]) if len(set(kinds)) == 1 else end


def _kinds(read: RecipientList, at: int, *, free: bool) -> tuple[list[str], int]:
    """The kinds that share one number, which then cannot be split: "15 tập thể, cá nhân"."""
    kinds, end = [_kind(read, at)], described(read, at)
    while read.tags(end) & JOINS and _shares_number(read, end + 1, kinds[0], free=free):
        if "name" in read.tags(end + 2) or ("body" in read.tags(end + 1) and read.is_capital(end + 1)):
            break
        kinds.append(_kind(read, end + 1))
        end = described(read, end + 1)
    return kinds, end


def _shares_number(read: RecipientList, at: int, kind: str, *, free: bool) -> bool:
    """Whether a kind has the number of the one before: "15 tập thể, cá nhân", not "ba em và đội bóng đá".

    Without a number, any kind shares the "những" before: "Những hộ, tổ hợp tác".
    """
    if not read.tags(at) & KIND_TAGS:
        return False
    return free or _kind(read, at) == kind or read.chunks[at].word in _SHARED


def _kind(read: RecipientList, at: int) -> str:
    unknown = quoted_kind(read.chunks[at].word) or ("collective" if "body" in read.tags(at) else "individual")
    return next((kind for kind in KINDS if kind in read.tags(at)), unknown)
