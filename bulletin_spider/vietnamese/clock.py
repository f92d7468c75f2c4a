"""Hours, parts of the day and zones as Vietnamese pages print them."""

from __future__ import annotations

from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

# +07:00 without summer time since 1975, long before the first bulletin.
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

# Printed hour -> hour of the day. An hour that is absent contradicts its word ("19 giờ sáng") or
# leaves the day open ("12 giờ đêm" ends one day and starts the next), so it is no time at all.
_MORNING = {hour: hour for hour in range(12)}
_AFTERNOON = {hour: hour % 12 + 12 for hour in range(1, 12)} | {hour: hour for hour in range(12, 24)}
_PLAIN = {hour: hour for hour in range(24)}
_PARTS: dict[str | None, dict[int, int]] = {
    None: _PLAIN,
    "am": _MORNING | {12: 0},
    "sa": _MORNING | {12: 0},
    "sang": _MORNING,
    "trua": {10: 10, 11: 11, 12: 12, 13: 13, 14: 14, 1: 13, 2: 14},
    "pm": _AFTERNOON,
    "ch": _AFTERNOON,
    "chieu": _AFTERNOON,
    "toi": {hour: full for hour, full in _AFTERNOON.items() if hour != 12},
    "dem": {0: 0, 1: 1, 2: 2, 3: 3, 4: 4} | {h: h + 12 for h in range(8, 12)} | {h: h for h in range(20, 24)},
}

# Abbreviations that name one offset in the zone database as PHP prints it. CST, PST, IST and BST each
# name several, so they are absent: a time in them is unknown.
_ABBREVIATIONS: dict[str, float] = {
    "ICT": 7, "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "WET": 0, "WEST": 1, "CET": 1,
    "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13,
}  # fmt: skip


def hour_of_day(printed: int, part: str | None) -> int | None:
    """The hour (0 to 23) meant by a printed hour and the marker after it, None where they contradict.

    `part` is a folded marker without accents: am, pm, sa, ch, sang, trua, chieu, toi, dem.

    >>> hour_of_day(12, "sa"), hour_of_day(2, "chieu"), hour_of_day(19, "pm"), hour_of_day(24, None)
    (0, 14, 19, None)
    """
    return _PARTS[part].get(printed)


def says_24_hours(printed: int, part: str | None) -> bool:
    """Whether an afternoon marker stands after an hour that needs none ("19:39 PM")."""
    return printed > 12 and part in {"pm", "ch", "chieu", "toi"}


def zone_of(name: str) -> timezone | None:
    """The zone of "ICT", "Z", "+07", "-0530" or "+07:00"; None where the name is unknown or ambiguous.

    >>> zone_of("+07") == zone_of("ICT"), zone_of("CST")
    (True, None)
    """
    if name[0] not in "+-":
        hours = _ABBREVIATIONS.get(name.upper())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = name[1:].replace(":", "")
    return zone_at(name[0], int(digits[:2]), int(digits[2:] or 0))


def zone_at(sign: str, hours: int, minutes: int) -> timezone | None:
    """The zone at a printed offset, None where no place on earth has it."""
    if hours > 14 or minutes > 59:
        return None
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if sign == "-" else shift)
