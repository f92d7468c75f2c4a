"""Bodies, teams, works and kinds without a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.awards.recipients.counted import counted
from bulletin_spider.mining.awards.recipients.nouns import described
from bulletin_spider.mining.awards.recipients.persons import capitals, named
from bulletin_spider.mining.awards.recipients.recipient import ENDS, JOINS, KIND_TAGS, Recipient
from bulletin_spider.mining.lexicon import words

if TYPE_CHECKING:
    from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList

_STAFF, _GENERIC, _CLANS = (
    frozenset(words("recipients", "nouns", name)) for name in ("staff", "generic", "clans")
)


def thing(read: RecipientList, at: int) -> int | None:
    """A body, a team, a work or a kind without a number."""
    tags, following = read.tags(at), read.tags(at + 1)
    if "quote" in tags and read.items:  # "tác phẩm “A” và “B”"
        read.items.append(Recipient("other", 1, [read.text(at, at + 1)]))
        return at + 1
    whole = read.chunks[at].word == "tập thể"
    if read.chunks[at].word.startswith("tập thể ") or (whole and read.word(at + 1) in _STAFF):
        return _staff(read, at)
    if read.chunks[at].word in _CLANS and not (at + 1 < read.limit and read.is_capital(at + 1)):
        return _bare(read, at)  # "dòng họ hiếu học"
    alone = whole and (at + 1 >= read.limit or bool(following & ENDS))
    if "body" in tags and not alone:
        return _body(read, at, at + whole)
    if "collective" in tags and following & {"body", "number", "figure", "quote", "name"}:
        return _body(read, at, at)
    if "other" in tags and following & {"quote", "of", "inside", "word", "other"}:
        end = described(read, at)
        read.items.append(Recipient("other", 1, [read.text(at, end)]))
        return end
    return _rare_name(read, at) or (_bare(read, at) if tags & KIND_TAGS else None)


def _rare_name(read: RecipientList, at: int) -> int | None:
    """A person with a rare surname in a list of people: "…, Bửu Vinh"."""
    end = capitals(read, at) if read.person_before else at
    return named(read, at, end, "individual") if end > at + 1 else None


def _staff(read: RecipientList, at: int) -> int:
    """The people of a body as one: "tập thể cán bộ, công chức UBND phường"."""
    end = described(read, at)
    while read.tags(end) & JOINS and read.word(end + 1) in _STAFF:
        end = described(read, end + 1)
    read.items.append(Recipient("collective", 1, [read.text(at, end)]))
    return end


def _body(read: RecipientList, at: int, start: int) -> int:
    """A body told by name: "Công an phường Ngọc Hà", or only "phường"."""
    end = max(described(read, at), start + 1)
    verb = next((n for n in range(start + 1, end) if "verb" in read.tags(n)), end)
    if any(read.tags(n) & {"number", "said"} and read.tags(n + 1) & KIND_TAGS for n in range(verb, end)):
        end = verb  # "Đảng ủy phường công bố danh sách 6 tập thể": its own clause
    generic = end == start + 1 and "collective" in read.tags(start)
    read.items.append(Recipient("collective", 1, [] if generic else [read.text(start, end)]))
    return end


def _bare(read: RecipientList, at: int) -> int:
    """A kind without even "các": "học sinh giỏi", but "tổ xe ôm đầu cầu Voi" is one."""
    one = "collective" in read.tags(at) and read.chunks[at].word not in _GENERIC
    if one and described(read, at) > at + 1 and read.tags(at + 1) <= {"word"}:
        return _body(read, at, at)
    known = len(read.items)
    end = counted(read, at, None)
    for item in read.items[known:]:
        item.bare = known == 0 and item.vague
    return end
