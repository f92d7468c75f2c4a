"""What only explains a recipient: office, unit, address, a reason told beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.awards.recipients.nouns import DASHES, described
from bulletin_spider.mining.awards.recipients.persons import capitals, name_ahead
from bulletin_spider.mining.awards.recipients.recipient import ENDS, KIND_TAGS

if TYPE_CHECKING:
    from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList

_PLACES = frozenset({"phường", "xã", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "tp"})
_EXPLAINS = frozenset({"plain", "office", "body", "word", "collective", "individual", "figure", "number"})
_EXPLAINED = frozenset({",", ";", "and", "reason", "passive", "give", "get", "praise", "form", ")", ":", "."})
_PARENTHESIS = 25
_ASIDE_MOST = 15
_CLAUSE_ENDS = frozenset({",", ";", "passive", "get", "give", ".", ")"})
_NOW = frozenset({"hiện", "đã", "nay"})
_KIN = frozenset(
    "mẹ,cha,ba,bố,vợ,chồng,con,con trai,con gái,con dâu,con rể,em trai,em gái,anh trai,chị gái".split(",")
)
_BELONGS = frozenset({"của", "ở", "tại", "thuộc"})


def apposition(read: RecipientList, at: int) -> int:
    """Skip what only explains: ", Bí thư Chi bộ 3", " - Trưởng thôn", "(tổ 5)", ", xã Tam An"."""
    tags = read.tags(at)
    if "(" in tags:
        ahead = range(at, min(read.limit, at + _PARENTHESIS))
        return next((n + 1 for n in ahead if ")" in read.tags(n)), at)
    if tags & DASHES:  # "Ba đảng viên còn lại – đều là cán bộ ấp – nhận …"
        closing = next((n for n in range(at + 2, at + _ASIDE_MOST) if read.tags(n) & DASHES), None)
        if closing is not None and not any(read.tags(n) & {",", "name"} for n in range(at, closing)):
            return closing + 1
    if read.person_last:
        at = _belongs(read, _aged(read, at))
        return _position(read, at) if read.tags(at) & {",", "-", "–", "—"} else at
    while "," in read.tags(at) and (after := _place(read, at)) > at:  # ", Phường 4, thành phố Vĩnh Long"
        at = after
    return at


def _aged(read: RecipientList, at: int) -> int:
    """Skip how old a person is: "bà A năm nay 68 tuổi"."""
    this_year = read.word(at) == "năm" and read.word(at + 1) == "nay"
    number = at + 2 if this_year else at + (read.word(at) in _NOW)
    aged = number > at and "number" in read.tags(number) and read.word(number + 1) == "tuổi"
    return number + 2 if aged else at


def _belongs(read: RecipientList, at: int) -> int:
    """Skip what a person belongs to: "nghệ nhân Sáu Ngọt của câu lạc bộ được …", "ở tổ 5"."""
    if read.nested or read.chunks[at - 1].tags & {","} or read.word(at) not in _BELONGS:
        return at
    end = at + 1
    while end < read.limit and not read.tags(end) & (_EXPLAINED | ENDS):
        end += 1
    return end if end < len(read.chunks) else at


def _position(read: RecipientList, at: int) -> int:
    """Skip a person's office, unit or address."""
    first, second = read.tags(at + 1), read.tags(at + 2)
    if read.word(at + 1) in _KIN and "address" in second:
        return at + 3 + ("name" in read.tags(at + 3))  # ", mẹ anh Khải"
    person = (
        first & {"name", "house", "vague"}
        or ("said" in first and "plain" not in first)
        or (first & {"address", "rank"} and "office" not in first)
    )
    member = ("number" in first and second & KIND_TAGS) or name_ahead(read, at + 1) is not None
    member = member or capitals(read, at + 1) > at + 2
    if not first & _EXPLAINS or person or member:
        return at
    end = at + 1
    while end < read.limit and not read.tags(end) & _EXPLAINED:
        end += 1
    return _told_reason(read, at + 1, end)


def _told_reason(read: RecipientList, start: int, end: int) -> int:
    """Note the reason that an explanation tells: "hai người dân có công …", "10 năm liền đạt …"."""
    if "reason" not in read.tags(end) or "," in read.tags(end):
        return end
    if read.chunks[end].word.startswith(("có", "đạt", "đã có", "hiến", "đã hiến")):
        read.reason_at = start if "number" in read.tags(start) else end
        while end < read.limit and not read.tags(end) & _CLAUSE_ENDS:
            end += 1
        read.reason_end = end
    return end


def _place(read: RecipientList, at: int) -> int:
    """Skip where a body lies: "thôn Hòa Bình, xã Tam An"."""
    if at + 2 >= read.limit or read.chunks[at + 1].word not in _PLACES or read.items[-1].count != 1:
        return at
    if not read.chunks[at - 1].tags & {"word", "name", "figure", "body"}:
        return at
    numbered = bool(read.tags(at + 2) & {"figure", "number"}) and not _is_place(read)  # "Trường A, Phường 4"
    if read.chunks[at - 1].word in _PLACES or not (numbered or read.is_capital(at + 2)):
        return at
    return described(read, at + 1)


def _is_place(read: RecipientList) -> bool:
    """Whether the member before is itself a place: "Phường 4, Phường 5"."""
    return any(name.lower().startswith(tuple(_PLACES)) for name in read.items[-1].names)
