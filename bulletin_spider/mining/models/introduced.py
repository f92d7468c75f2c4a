"""Unquoted names that stand behind a verb of naming: "Một mô hình khác là Giỏ sách trong phòng chờ"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bulletin_spider.mining.models.entries import described
from bulletin_spider.mining.models.phrases import Phrase

if TYPE_CHECKING:
    from bulletin_spider.mining.models.sentence import ModelSentence

_NAMED = r"mang tên|có tên(?: gọi)?(?: là)?|lấy tên(?: là)?|tên là|gọi là"
_INTRODUCED = re.compile(
    rf" (?:(?:khác|nữa|tiếp theo|thứ (?:hai|ba|tư|năm)|mới nhất)(?: của [^,;.:]{{2,30}}?)? (?:là|{_NAMED})"
    rf"|(?:mới |điểm |này )?(?:{_NAMED})) "
)


def introduced_name(sentence: ModelSentence, start: int, end: int, following: int) -> bool:
    """Keep the name that a verb of naming introduces after the "mô hình" at [start, end), if there is one."""
    told = _INTRODUCED.match(sentence.low, end, following)
    if told is None:
        return False
    phrase = Phrase(sentence.line.view, told.end(), following)
    proper = phrase.length > 1 and sentence.line.view.plain[phrase.start].isupper()
    if not (proper or (phrase.concrete and phrase.length > 2)) or phrase.generic:
        return False
    sentence.found.append(described(sentence.line, start, phrase.start, phrase.end))
    return True
