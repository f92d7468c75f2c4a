"""People told by name, by office, or by a word of address alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.awards.recipients.nouns import described
from bulletin_spider.mining.awards.recipients.recipient import ENDS, Recipient

if TYPE_CHECKING:
    from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList

_PRONOUNS = frozenset(
    {"ông", "bà", "anh", "chị", "em", "cô", "thầy", "cháu", "chú", "bác", "cụ", "tôi", "già"}
)
# What a title before a name is made of.
_IN_TITLE = frozenset(
    {"word", "office", "body", "collective", "individual", "address", "rank", "figure", "plain"}
)
_TITLE_MOST = 6


def person(read: RecipientList, at: int) -> int | None:
    """A person told by name, or by office after a word of address."""
    if "office" in read.tags(at + 1) and "name" in read.tags(at + 2):
        return named(read, at + 2, at + 3, "individual")  # "trung đội trưởng Vì Văn Nghiệp"
    end = at
    while read.tags(end) & {"address", "rank"} and "name" not in read.tags(end):
        end += 1
    name = name_ahead(read, end) if end > at or read.person_before else _name_at(read, end)
    if name is not None and "name" in read.tags(name):
        return named(read, name, name + 1, "individual")
    return _without_name(read, at, end) if end > at else None


def _without_name(read: RecipientList, at: int, end: int) -> int | None:
    """A person after the words of address [at, end) whose name does not follow at once."""
    if ":" in read.tags(end) and not read.nested:  # "các đồng chí: A, B"
        inner = read.names_at(end + 1)
        read.items += inner.items
        return inner.end if inner.items else None
    if "office" in read.tags(end):
        last = described(read, end)
        if last + 1 < read.limit and "name" in read.tags(last):
            return named(read, last, last + 1, "individual")
        read.items.append(Recipient("individual", 1))
        read.person_last = True
        return last
    if read.chunks[at].word in _PRONOUNS and _stands_alone(read, at + 1):
        read.items.append(Recipient("individual", 1))
        return at + 1
    return None


def _stands_alone(read: RecipientList, at: int) -> bool:
    """Whether a word of address has no name: "ông được tặng Bằng khen", "trao cho anh Thư khen"."""
    chunks = read.sentence.chunks
    handed = at > 1 and bool(chunks[at - 2].tags & {"to", "give"})
    alone = {"passive", "get", "adverb", "namely"} | (
        {"form", ".", ",", ";", "and", "reason", "money"} if handed else set()
    )
    return bool(chunks[at].tags & alone) if at < len(chunks) else handed


def named(read: RecipientList, start: int, end: int, kind: str) -> int:
    """Add a recipient whose name stands in the chunks [start, end)."""
    text = read.text(start, end)
    read.items.append(Recipient(kind, 1, [text.title() if read.sentence.shouted else text]))
    read.person_last = True
    return end


def name_ahead(read: RecipientList, at: int) -> int | None:
    """The chunk of the name after a title: "điều dưỡng Sơn Minh Tuấn"."""
    school = False
    for ahead in range(at, min(read.limit, at + _TITLE_MOST)):
        if "name" in read.tags(ahead):
            return None if school else ahead  # "học sinh Trường THCS Nguyễn Trãi" names a school
        school = school or read.chunks[ahead].word.startswith("trường")
        # "con trai bà Trần Thị Na" is somebody else.
        kin = ahead > at and read.chunks[ahead].word in _PRONOUNS
        if kin or not read.tags(ahead) <= _IN_TITLE:
            return None
    return None


def _name_at(read: RecipientList, at: int) -> int | None:
    """The chunk of a name right here, or after "cho" behind an unlisted calling: "cho soạn giả Lê Tâm"."""
    name = name_ahead(read, at) if read.strong else at
    title = range(at, name if name is not None else at)
    return name if all(read.tags(n) == {"word"} and not read.is_capital(n) for n in title) else None


def capitals(read: RecipientList, at: int) -> int:
    """The chunk after the plain words with capitals that start at a chunk."""
    end = at
    while read.tags(end) == {"word"} and read.is_capital(end) and end < at + 4:
        end += 1
    return end if not read.tags(end) or read.tags(end) & ENDS else at
