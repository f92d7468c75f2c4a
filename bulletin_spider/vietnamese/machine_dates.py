"""Dates as machines print them: ISO 8601, NukeViet's broken meta elements, the RFC 822 dates of feeds."""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import NamedTuple

from bulletin_spider.vietnamese.clock import zone_of


class Printed(NamedTuple):
    """A date and clock as printed, not yet checked against the calendar."""

    year: int
    month: int
    day: int
    rule: str
    hour: int | None = None
    minute: int | None = None
    second: int = 0
    zone: tzinfo | None = None
    """The zone that is printed beside the clock; None where none is."""
    weekday: int | None = None
    """Monday is 0."""
    warnings: tuple[str, ...] = ()


# [0-9], not \d: int() would read the digits of any script, and pages that mix them are not dates of ours.
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)? ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
# PHP's date("Y-m-dTH:i:s") with the T unescaped: it prints the zone's abbreviation in its place.
_META = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})([A-Z]{2,5}|[+-][0-9]{2}(?::?[0-9]{2})?)([0-9]{2}):([0-9]{2}):([0-9]{2})"
)
_RSS = re.compile(
    r"(?:(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?([0-9]{1,2}) ([a-z]{3})[a-z]* ([0-9]{4}) "
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))? ([a-z]{1,5}|[+-][0-9]{4})"
)
_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip


def scan_machine(text: str) -> Printed | None:
    """ISO 8601 with or without time and zone, or the form NukeViet prints in its meta elements.

    >>> scan_machine("2024-01-23+0702:20:00").rule
    'nukeviet-meta'
    """
    if found := _ISO.fullmatch(text):
        year, month, day, hour, minute, second, zone = found.groups()
        if hour is None:
            return Printed(int(year), int(month), int(day), "iso")
        rule = "iso"
    elif found := _META.fullmatch(text):
        year, month, day, zone, hour, minute, second = found.groups()
        rule = "nukeviet-meta"
    else:
        return None
    at = None if zone is None else zone_of(zone)
    if zone is not None and at is None:
        return None
    return Printed(int(year), int(month), int(day), rule, int(hour), int(minute), int(second or 0), at)


def scan_rss(text: str) -> Printed | None:
    """The RFC 822 date of a feed, its minutes dropped where they only repeat the month.

    NukeViet formats the clock as H:m:s, and m is the month. Minutes that differ from the month's number
    cannot come from that defect and are kept; those that equal it are worth nothing.
    """
    found = _RSS.fullmatch(" ".join(text.split()).lower())
    if found is None or (month := _MONTHS.get(found[3])) is None or (zone := zone_of(found[8])) is None:
        return None
    minute: int | None = int(found[6])
    second = int(found[7] or 0)
    warnings: tuple[str, ...] = ()
    if minute == month:
        minute, second, warnings = None, 0, ("date.rss_minutes",)
    return Printed(
        int(found[4]), month, int(found[2]), "rss", int(found[5]), minute, second, zone,
        _DAYS.get(found[1] or ""), warnings,
    )  # fmt: skip
