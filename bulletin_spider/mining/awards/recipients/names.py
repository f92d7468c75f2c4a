"""Names that follow a number of recipients: ": A, B và C", "gồm A, B", "(A, B)", "là A"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.awards.recipients.recipient import Recipient

if TYPE_CHECKING:
    from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList

_COLON_REACH = 7
_TEAM = frozenset({"đội", "nhóm", "đơn vị", "tập thể"})


def names_after(read: RecipientList, at: int, item: Recipient) -> int:
    """Give an item the names told at chunk `at`; the chunk after them, or `at` where there are none."""
    opening = at + 1 if "," in read.tags(at) and "namely" in read.tags(at + 1) else at
    tags = read.tags(opening)
    if read.nested or not tags & {":", "(", "namely"}:
        return at
    start = opening + 1
    # "gồm hộ các ông, bà: A, B": the names stand after the colon.
    colon = next((n for n in range(start, start + _COLON_REACH) if ":" in read.tags(n)), None)
    if "namely" in tags and colon is not None:
        start = colon + 1
    while read.tags(start) & {"namely", ":"}:
        start += 1
    inner = _members(read, start, in_parentheses="(" in tags)
    names = [name for each in inner.items for name in each.names]
    if not names or (item.count is not None and len(names) < item.count):
        # "4 thôn: Trường Đồng, Xuân Bắc …", where no "Trường" is a school
        end = _place_names(read, start, item)
        if end is not None or not names:
            return end or at
    same = [name for each in inner.items for name in each.names if each.kind == item.kind]
    if item.kind == "household" and not same:
        same = names
    if not same or (item.count is not None and len(same) not in {item.count, len(names)}):
        return at
    item.names, item.vague = same, False
    item.count = item.count if item.count is not None else len(same)
    return inner.end + 1 if "(" in tags and ")" in read.tags(inner.end) else inner.end


def _members(read: RecipientList, start: int, *, in_parentheses: bool) -> RecipientList:
    """The names from a chunk on; no items where one of them has none."""
    inner = read.names_at(start)
    if any(each.count is None or not each.names for each in inner.items):
        inner.items = []
    while in_parentheses and ";" in read.tags(inner.end):  # "(đ/c A, Chỉ huy trưởng; đ/c B, dân quân)"
        more = read.names_at(inner.end + 1)
        if not more.items or not all(each.names for each in more.items):
            break
        inner.items += more.items
        inner.end = more.end
    return inner


def names_beside(read: RecipientList, at: int, item: Recipient) -> int | None:
    """Names without a mark before them: "hai đội khóm 1 và khóm 9", "02 cá nhân ông A và bà B"."""
    following = read.tags(at + 1)
    if read.nested:
        return None
    if "word" in following and (item.count or 0) > 1 and read.is_capital(at + 1):
        return _place_names(read, at + 1, item)  # "hai thôn Thủy Lợi và Đồng Tâm"
    if not following & {"body", "name", "address", "house", "word", "office"}:
        return None
    name = next((n for n in range(at + 1, at + 4) if "name" in read.tags(n)), None)
    if (
        name is not None
        and (item.count or 0) > 1
        and read.tags(name - 1) <= {"word", "office", "individual", "address"}
    ):
        inner = read.names_at(name)  # "hai chủ tàu Nguyễn Văn Ròm, Châu Thị Kiều"
        if len(inner.items) == item.count and all(each.names for each in inner.items):
            item.names = [told for each in inner.items for told in each.names]
            return inner.end
    if "body" in read.tags(at) and "body" in following and (item.count or 0) > 1:
        start = at + 1  # "ba Ban Công tác Mặt trận khu phố Nguyễn Thái Bình, Quang Trung, Phi Kinh"
        while "body" in read.tags(start):
            start += 1
        end = _place_names(read, start, item)
        if end is not None:
            return end
    own = following & {"name", "address", "house"} or read.chunks[at].word == "tập thể"
    inner = read.names_at(at + 1 if own else at)
    names = [name for each in inner.items for name in each.names]
    if not names or len(names) != item.count or len(names) != len(inner.items):
        return None
    item.names = names
    return inner.end


def names_of_many(read: RecipientList, at: int, kind: str) -> int | None:
    """Names after a plural without a number: "các vận động viên Trà Văn Mười, Đặng Khắc Duy"."""
    bodies = kind == "collective" and read.chunks[at].word in _TEAM and "collective" in read.tags(at + 1)
    if read.nested or not (read.tags(at + 1) & {"name", "house"} or bodies):
        return None
    inner = read.names_at(at + 1)
    if any(not item.names or item.kind not in {kind, "individual"} for item in inner.items):
        return None
    names = [name for item in inner.items for name in item.names]
    read.items.append(Recipient(kind, len(inner.items), names))
    return inner.end


def _place_names(read: RecipientList, at: int, item: Recipient) -> int | None:
    """Names without a noun, as many as told: "3 thôn: Tân Thắng, Tân Thành, Phú Long"."""
    names: list[str] = []
    end = at
    while end < read.limit and len(names) < (item.count or 0):
        start = end
        while read.tags(end) & {"word", "figure", "name", "body"}:
            end += 1
        if end == start or not read.is_capital(start):
            return None
        names.append(read.sentence.text(start, end))
        end += bool(read.tags(end) & {",", "and"})
    if item.count != len(names):
        return None
    item.names = names
    return end
