"""What may stand between "mô hình" and a name: descriptions, "như:", "mang tên"."""

from __future__ import annotations

import re

from bulletin_spider.mining.lexicon import TOKEN
from bulletin_spider.mining.models.lexicon import (
    INTRODUCE,
    MOVEMENTS,
    NEVER_QUOTED,
    NEVER_QUOTED_WHOLE,
    NOT_MODELS,
    SPEECH,
)

_INTRODUCING = frozenset(word for phrase in (*INTRODUCE, "một số các mô hình") for word in phrase.split())
# A club, team or group may itself be the model that is named: "mô hình câu lạc bộ “X”".
_GROUPS = frozenset({"câu lạc bộ", "clb", "đội", "nhóm zalo", "quỹ"})
_ELSEWHERE = tuple(word for word in NOT_MODELS if word not in _GROUPS)
_NEW_CLAUSE = frozenset("nào cũng cần đã được giúp của để sẽ đang nhằm do từ này đó hưởng".split())
# "mô hình vì “đặt tên thì dễ …”": what stands in quotes is a reason or a thought.
_OPENS_CLAUSE = frozenset({"vì", "bởi", "nhưng", "rằng", "khi", "mà", "thì"})
_JOINS = (" và ", " cùng ", " hoặc ", " cũng như ")
_GAP_WORDS = 16
_ANNOUNCES = re.compile(r"^[^.;()]*(?:gồm|như|như sau|là|sau)\s*$")
_MOVEMENT_YEARS = tuple(f"{movement} năm" for movement in MOVEMENTS)
_OTHER_THINGS = tuple(f"{word} " for word in _ELSEWHERE)
_PARTIAL = ("như", "tiêu biểu", "trong đó", "điển hình", "nổi bật")


def leads_to(gap: str, *, many: bool = False) -> bool:
    """Whether the words between "mô hình" and a quote only describe the model.

    >>> leads_to(" điểm về chuyển đổi số mang tên "), leads_to(" đã được dân gọi là ")
    (True, False)
    """
    words = TOKEN.findall(gap)
    if not words:
        return True
    if len(words) > _GAP_WORDS or any(mark in gap for mark in ".;!?()"):
        return False
    if words[-1] == "như" or words[-2:] == ["như", ":"]:
        return True
    # "hai mô hình được thành phố chọn nhân rộng là “A” và “B”", "một số mô hình được đánh giá cao là “A”"
    if many and "," not in gap and words[-1] in {"là", "gồm", ":"}:
        return True
    told = set(gap[gap.rfind(",") + 1 :].replace(":", " ").split())
    if "," in gap and not (told and told <= _INTRODUCING):
        return False
    return _describes(gap, words)


def _describes(gap: str, words: list[str]) -> bool:
    if ":" in gap:
        return words[-1] != ":" or len(words) < 2 or words[-2] not in SPEECH
    if set(words) & _NEW_CLAUSE or words[-1] in _OPENS_CLAUSE:
        return False
    if words[-1] in {"là", "tên", "gọi", "gồm"} or " ".join(words[-2:]) in INTRODUCE:
        return True
    return not gap.rstrip().endswith(_ELSEWHERE)


def joins(gap: str) -> bool:
    """Whether the quote behind the words is one more model: "mô hình nuôi gà và “A”"."""
    return gap.endswith(_JOINS)


def opens_list(gap: str) -> bool:
    """Whether the gap announces several members: "như", ":", "tiêu biểu là"."""
    return ":" in gap or any(word in INTRODUCE for word in (gap.strip(" :,"), *gap.split()))


def is_partial(gap: str) -> bool:
    """Whether only some members follow: "tiêu biểu như", "trong đó"."""
    return any(word in gap for word in _PARTIAL)


def introduction(low: str, end: int, following: int) -> int | None:
    """The offset after ":" or "như" that opens a list right after "mô hình …"."""
    window = low[end : min(following, end + 60)]
    colon = window.find(":")
    if colon >= 0 and (_plain(window[:colon], 8) or _ANNOUNCES.search(window[:colon])):
        return end + colon + 1
    for word in ("như", "gồm"):
        at = window.find(f" {word} ")
        if at >= 0 and _plain(window[:at], 5):
            return end + at + len(word) + 2
    return None


def _plain(words: str, most: int) -> bool:
    return not any(mark in words for mark in ",;.:()") and len(words.split()) <= most


def is_movement(name: str) -> bool:
    """Whether a quoted name is a nation-wide movement, hence a type and no model."""
    return name in MOVEMENTS or name.startswith(_MOVEMENT_YEARS)


def is_administrative(name: str) -> bool:
    """Whether a quoted name is a form of government or planning: “chính quyền địa phương 2 cấp”."""
    return name.split(",", maxsplit=1)[0].strip() in NEVER_QUOTED_WHOLE or name.startswith(NEVER_QUOTED)


def is_other_thing(name: str) -> bool:
    """Whether a quoted name opens with the noun of a contest, a campaign or the like: “Tháng an toàn”."""
    return name.startswith(_OTHER_THINGS)


def is_other_noun(words: str) -> bool:
    """Whether the noun before a quote says it is a movement, a contest or a club."""
    return words.endswith(NOT_MODELS)
