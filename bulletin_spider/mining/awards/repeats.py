"""Awards that a text tells twice."""

from __future__ import annotations

from bulletin_spider.mining.awards.entry import Entry
from bulletin_spider.vietnamese.text import fold

# "Chủ tịch UBND phường" and "UBND phường Hương Vân" are one giver.
_OFFICE = frozenset({"chủ", "tịch", "phó", "bí", "thư", "lãnh", "đạo", "thường", "trực"})


def same_text(one: str | None, two: str | None) -> bool:
    """Whether two givers or reasons may be the same; what is not told may be any."""
    if one is None or two is None:
        return True
    first, second = set(fold(one).split()) - _OFFICE, set(fold(two).split()) - _OFFICE
    return first <= second or second <= first or len(first & second) * 2 > min(len(first), len(second)) + 1


def same_form(one: Entry, two: Entry) -> bool:
    """Whether two forms may be the same: "Giấy khen" in the title and the body."""
    if one.form is None or two.form is None:
        return one.form == two.form or one.repeats_body or two.repeats_body
    if fold(one.form) == fold(two.form):
        return True
    short, other = (one, two) if one.general else (two, one)
    return short.general and fold(other.form or "").startswith(fold(short.form or "").split()[0])


def _same_people(one: list[str], two: list[str]) -> bool:
    """Whether two lists name the same recipients; "Nghĩa" may stand for "Hoàng Trọng Nghĩa"."""
    first, second = {fold(name) for name in one}, {fold(name) for name in two}
    if any(" " not in name for name in first | second):
        return {name.split()[-1] for name in first} == {name.split()[-1] for name in second}
    if len(first) == len(second) == 1:  # "đội bóng chuyền nữ phường" and "đội bóng chuyền nữ"
        short, long = sorted((min(first), min(second)), key=len)
        return f"{long} ".startswith(f"{short} ")
    return first == second


def _repeats(one: Entry, two: Entry) -> bool:
    """Whether two entries of different lines tell the same award."""
    if one.kind != two.kind or one.line == two.line or not same_form(one, two):
        return False
    if one.names and two.names:
        if not (one.aside or two.aside or same_text(one.giver, two.giver)):
            return False
        return _same_people(one.names, two.names)
    if one.count != two.count:
        return False
    if one.aside or two.aside:
        return True
    return same_text(one.giver, two.giver) and same_text(one.reason, two.reason)


def drop_repeats(entries: list[Entry]) -> list[Entry]:
    """One entry for each award, with the most that its passages tell."""
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.aside, e.line <= 1)):
        known = max((k for k in kept if _repeats(k, entry)), key=lambda k: k.form == entry.form, default=None)
        if known is None:
            kept.append(entry)
            continue
        known.names = max(known.names, entry.names, key=lambda names: sum(map(len, names)))
        if not entry.aside:
            known.form = known.form or entry.form
            known.reason = known.reason or entry.reason
            known.giver = known.giver or entry.giver
    return kept
