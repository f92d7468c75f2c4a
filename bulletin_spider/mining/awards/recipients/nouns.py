"""The words that belong to a noun of a recipient: "gia đình hiếu học", "Công an phường A"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.awards.recipients.recipient import ENDS
from bulletin_spider.mining.lexicon import spelled, table

if TYPE_CHECKING:
    from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList

DASHES = frozenset({"-", "–", "—"})
# "08 “Gia đình học tập” và 02 “Dòng họ học tập”"
_QUOTED = tuple(
    (f"{noun} ", kind)
    for kind, nouns in table("recipients")["quoted"].items()
    for noun in map(spelled, nouns)
)


def quoted_kind(word: str) -> str | None:
    """The kind that a title in quotes tells by its first words."""
    inside = word[1:].lstrip()
    return next((kind for noun, kind in _QUOTED if inside.startswith(noun)), None)


def described(read: RecipientList, at: int) -> int:
    """The chunk after the words that belong to a noun: "gia đình hiếu học", "Công an phường A"."""
    end = at + 1
    while end < read.limit and not _ends(read, end):
        end += 1
    return end


def _ends(read: RecipientList, at: int) -> bool:
    word = read.chunks[at].word
    if word == "với":
        return True  # "đội thôn Đông với 95 điểm"
    if word == "lại" or (word == "còn" and at + 1 < read.limit and read.chunks[at + 1].word == "lại"):
        return False  # "các đội còn lại"
    following = read.chunks[at + 1].word if at + 1 < read.limit else ""
    if "number" in read.tags(at) and following in {"lần", "năm liền"}:
        return True  # "Đảng bộ xã 3 lần được tặng"
    named = read.tags(at) & DASHES and read.tags(at + 1) == {"word"} and read.is_capital(at + 1)
    if named and read.tags(at - 1) == {"word"}:
        return False  # "Trường Tiểu học - Mầm non Đức Xuân"
    graded = "quote" in read.tags(at) and word[1:].lstrip().startswith("hoàn thành")
    return graded or bool(read.tags(at) & ENDS)
