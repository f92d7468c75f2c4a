"""Reading the date of a bulletin from a line of its page, its sitemap or its feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Literal

from bulletin_spider.vietnamese.clock import VIETNAM, hour_of_day, says_24_hours
from bulletin_spider.vietnamese.date_fallback import fall_back
from bulletin_spider.vietnamese.date_scan import Label, knows, scan, segments
from bulletin_spider.vietnamese.machine_dates import Printed, scan_machine, scan_rss
from bulletin_spider.vietnamese.text import clean, strip_marks

# Vietnam joined the internet in 1997: no page of ours is older.
FIRST_YEAR = 1997
# A date line with labels, clock, counts and a poster's name stays well below; a paragraph is no date line.
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """A date that was read, how exact it is and how it was read."""

    moment: datetime
    """Aware, Asia/Ho_Chi_Minh; what `precision` leaves open is zero."""
    precision: Literal["minute", "hour", "day"]
    rule: str
    """The form that matched: its parts in order ("weekday-dmy-hm", "hm-dmy", "words"), or "iso",
    "nukeviet-meta", "rss", "relative", "dateparser"."""
    warnings: tuple[str, ...]
    """Stable codes: date.weekday_mismatch, date.imprecise (relative to the fetch), date.pm_with_24h,
    date.rss_minutes."""
    label: Literal["published", "updated"] | None
    """What the label in front of the date said; None where there is none."""


# The forms most pages print, read without folding: NukeViet's head, its listings, a bare date.
_COMMON = re.compile(
    r"(?:(Thứ \w{2,3}|Chủ [nN]hật) ?[-,] ?)?([0-9]{1,2})([/-])([0-9]{1,2})\3([0-9]{4})"
    r"(?:(?: ?[,|-] ?| )([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: (AM|PM|SA|CH))?(?: [0-9]{1,9}){0,4})?"
)
_WEEKDAYS = {
    f"{first} {second}": number
    for first, name, number in (
        ("Thứ", "hai", 0), ("Thứ", "ba", 1), ("Thứ", "tư", 2), ("Thứ", "năm", 3), ("Thứ", "sáu", 4),
        ("Thứ", "bảy", 5), ("Chủ", "nhật", 6),
    )
    for second in (name, name.capitalize())
}  # fmt: skip


def read_date(text: str, *, fetched_at: datetime, zone_offset_hours: float = 7.0) -> Reading | None:
    """The publication (else the update) date that a short line of a page states, None where it states none.

    `fetched_at` is the time of the response: relative words count from it and no date may lie after its
    tomorrow. `zone_offset_hours` is the zone of a printed clock that names none: NukeViet prints in the
    visitor's zone and tells it in `nv_my_ofs`. Dates that are incomplete, lunar, impossible, a range, or
    before 1997 are None. Raises ValueError for a naive `fetched_at` or an offset no place on earth has.

    >>> from datetime import UTC
    >>> reading = read_date("Thứ ba - 23/01/2024 02:20 14 0", fetched_at=datetime(2024, 2, 1, tzinfo=UTC))
    >>> reading.moment.isoformat(), reading.precision, reading.rule
    ('2024-01-23T02:20:00+07:00', 'minute', 'weekday-dmy-hm')
    """
    if fetched_at.tzinfo is None:
        raise ValueError("fetched_at has no zone: give the aware time of the response")
    if not -14 <= zone_offset_hours <= 14:
        raise ValueError(f"no zone is {zone_offset_hours} hours from UTC: check the page's nv_my_ofs")
    line = " ".join(text.split())
    if not line or len(line) > LONGEST_LINE:
        return None
    shown = VIETNAM if zone_offset_hours == 7 else timezone(timedelta(hours=zone_offset_hours))
    latest = fetched_at.astimezone(VIETNAM).date() + timedelta(days=1)
    if printed := _scan_common(line) or scan_machine(line):
        return _settle(printed, None, shown, latest)
    return _read_segments(line, fetched_at.astimezone(shown), shown, latest)


def read_rss_date(text: str) -> Reading | None:
    """The date of a feed's item, to the hour where the minutes are NukeViet's defect.

    NukeViet prints the number of the month in place of the minutes: such minutes are dropped, with the
    warning date.rss_minutes. Minutes that differ from the month are true and kept.

    >>> read_rss_date("Mon, 22 Jan 2024 19:01:00 GMT").moment.isoformat()
    '2024-01-23T02:00:00+07:00'
    """
    if len(text) > LONGEST_LINE or (printed := scan_rss(text)) is None:
        return None
    return _settle(printed, None, VIETNAM, date.max)


def _scan_common(line: str) -> Printed | None:
    found = _COMMON.fullmatch(line)
    if found is None:
        return None
    name, day, _, month, year, hour, minute, second, part = found.groups()
    weekday = _WEEKDAYS.get(name) if name else None
    if name and weekday is None:
        return None
    rule = "weekday-dmy" if name else "dmy"
    if hour is None:
        return Printed(int(year), int(month), int(day), rule, weekday=weekday)
    part = part and part.lower()
    # An impossible hour becomes 24, which the calendar check refuses.
    full = hour_of_day(int(hour), part)
    warnings = ("date.pm_with_24h",) if says_24_hours(int(hour), part) else ()
    return Printed(
        int(year), int(month), int(day), f"{rule}-hm", 24 if full is None else full, int(minute),
        int(second or 0), None, weekday, warnings,
    )  # fmt: skip


def _read_segments(line: str, now: datetime, shown: tzinfo, latest: date) -> Reading | None:
    """The best date of the line's labelled stretches: published, else unlabelled, else updated."""
    shadow = strip_marks(clean(line))
    stretches = list(segments(shadow))
    if not all(knows(segment) for _, segment in stretches):
        printed = fall_back(line, shadow, now)
        return printed and _settle(printed, None, shown, latest)
    readings: dict[Label | None, Reading] = {}
    for label, segment in stretches:
        printed = scan(segment, now)
        reading = printed and _settle(printed, label, shown, latest)
        if reading and readings.setdefault(label, reading).moment != reading.moment:
            return None
    return readings.get("published") or readings.get(None) or readings.get("updated")


def _settle(printed: Printed, label: Label | None, shown: tzinfo, latest: date) -> Reading | None:
    """Check a printed date against the calendar and the bounds, and put it on Vietnam's clock."""
    year, month, day, rule, hour, minute, second, zone, weekday, warnings = printed
    precision: Literal["minute", "hour", "day"]
    if hour is None:
        # A day without a clock is the day the reader saw; moving it between zones would change it.
        zone, precision = VIETNAM, "day"
    else:
        zone, precision = zone or shown, "hour" if minute is None else "minute"
    if not FIRST_YEAR - 1 <= year <= latest.year + 1:
        return None
    try:
        moment = datetime(year, month, day, hour or 0, minute or 0, second, tzinfo=zone)
    except ValueError:
        return None  # 31/02, 24:00 and the like
    if weekday is not None and weekday != moment.weekday():
        warnings += ("date.weekday_mismatch",)
    if zone is not VIETNAM:
        moment = moment.astimezone(VIETNAM)
    if moment.year < FIRST_YEAR or moment.date() > latest:
        return None
    return Reading(moment, precision, rule, warnings, label)
