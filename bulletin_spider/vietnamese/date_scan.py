"""Dates as Vietnamese pages print them for readers: a grammar of small tokens.

A line is read only where every part of it is known: a weekday, one date, one clock, a zone, counts of
views. One unknown word and it is no date line, which is what keeps sentences and life spans out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from bulletin_spider.vietnamese.clock import hour_of_day, says_24_hours, zone_at, zone_of
from bulletin_spider.vietnamese.machine_dates import Printed

# All patterns run on text folded by strip_marks: lower case, no accents, single spaces.
# Longest first: a pattern takes the first that fits.
NUMBER_WORDS = {
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
# Blanks are spelt [ ] since the patterns below are verbose.
_NAME = "|".join(NUMBER_WORDS).replace(" ", "[ ]")
_COUNTED = (
    "(?:luot|lan)[ ](?:xem|doc|truy[ ]cap|view)|luot|view[ ]count|views?"
    "|da[ ]xem|xem|doc|phan[ ]hoi|binh[ ]luan|comments?"
)
_NUMBER = r"(?:[0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{1,9})(?![0-9]|[:/.-][0-9]|[ ][:/.][ ]?[0-9])"
_TOKEN = re.compile(
    rf"""
    (?P<gap>[\s,;|()\[\]•·–—\-\ue000-\uf8ff\u2190-\u2bff\ufe0f\U0001f300-\U0001faff]+|\.+$)
  | (?P<count>(?:so\ )?(?:{_COUNTED})(?![a-z])\ ?:?(?:\ ?{_NUMBER})?|{_NUMBER}\ ?(?:{_COUNTED})(?![a-z]))
  | (?P<dmy>(?P<d>[0-9]{{1,2}})\ ?(?P<sep>[/.-])\ ?(?P<m>[0-9]{{1,2}})\ ?(?P=sep)\ ?(?P<y>[0-9]{{4}})
        (?!\d|(?P=sep)\d))
  | (?P<ymd>(?P<y2>[0-9]{{4}})(?P<sep2>[/.-])(?P<m2>[0-9]{{1,2}})(?P=sep2)(?P<d2>[0-9]{{1,2}})
        (?!\d|(?P=sep2)\d))
  | (?P<words>(?P<d3>[0-9]{{1,2}}),?\ ?(?:thang|thg\.?|th\.?)\ ?(?P<m3>[0-9]{{1,2}}|(?:{_NAME})(?![a-z]))
        (?:(?:\ ?[,./-]\ ?|\ )(?:nam\ ?)?|nam\ ?)(?P<y3>[0-9]{{4}})(?!\d))
  | (?P<today>hom\ (?:nay|qua|kia)(?![a-z]))
  | (?P<ago>(?P<n>[0-9]{{1,3}}|{_NAME})\ ?(?P<unit>giay|phut|gio|tieng|ngay)\ truoc(?![a-z]))
  | (?P<now>vua\ (?:xong|moi)(?![a-z]))
  | (?P<time>(?P<h>[0-9]{{1,2}})
        (?: :(?P<mi>[0-9]{{2}})(?::(?P<s>[0-9]{{2}}))?(?![\d:])
          | \ ?(?:gio|h|g)(?![a-z])
            (?:\ ?(?P<mi2>[0-9]{{1,2}})(?=\ ?(?:phut|ph|p|')(?![a-z]))\ ?(?:phut|ph|p|')
             | \ ?(?P<mi3>[0-9]{{2}})(?!\d|:|\ ?/|\.\d|\ ?-\ ?[0-9]{{1,2}}\ ?-|\ ?th))?
        )
        (?:\ ?(?P<part>am|pm|sa|ch|sang|trua|chieu|toi|dem)(?![a-z]))?)
  | (?P<weekday>(?:thu\ ?(?:(?P<wd>[2-7])|(?P<wn>hai|ba|tu|nam|sau|bay))|t(?P<wt>[2-7])
        |(?P<sun>chu\ nhat|cn))(?![a-z0-9]))
  | (?P<zone>(?P<zn>gmt|utc|ict)
        (?:\ ?(?P<zs>[+-])\ ?(?P<zh>[0-9]{{1,2}})(?::?(?P<zm>[0-9]{{2}}))?)?(?![a-z0-9])
        |(?P<zp>\+[0-9]{{2}}:?[0-9]{{2}})(?!\d))
  | (?P<person>(?:nguoi\ (?:dang|viet|gui)|tac\ gia|nguon|(?:dang\ )?boi)(?![a-z])[^|;]*)
  | (?P<word>(?:ngay\ gio|ngay|vao\ luc|luc|vao|hoi|thoi\ gian|khoang)(?![a-z])\ ?:?)
  | (?P<number>{_NUMBER}(?![a-z]))
    """,
    re.VERBOSE,
)

# "Người đăng" names a person; the label must not be found inside it.
_LABEL = re.compile(
    r"""(?<![a-z])(?:
    (?P<published>(?:thoi\ gian|ngay(?:\ gio)?)\ (?:dang(?:\ (?:tin|bai|tai))?|xuat\ ban|tao|gui|viet)
        |(?<!nguoi\ )(?:(?:tin|bai|da|duoc)\ )?dang(?!\ boi)(?:\ (?:tin|bai|tai))?(?:\ vao)?
            (?:\ (?:luc|ngay))?
        |xuat\ ban(?:\ (?:luc|ngay))?|gui\ luc|posted\ on|published(?:\ on)?)
    |(?P<updated>(?:(?:ngay|thoi\ gian|lan)\ )?(?:cap\ nhat|chinh\ sua|sua\ doi|sua)
        (?:\ (?:lan\ cuoi|cuoi|moi\ nhat|gan\ nhat))?(?:\ (?:vao|luc|ngay))*|last\ updated|updated(?:\ on)?)
    )(?![a-z])\ ?:?\ ?""",
    re.VERBOSE,
)

Label = Literal["published", "updated"]


@dataclass(slots=True)
class _Parts:
    """What one segment was found to hold."""

    dates: list[tuple[int, int, int]] = field(default_factory=list)
    clocks: list[tuple[int | None, int | None, int]] = field(default_factory=list)
    zones: list[re.Match[str]] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    elapsed: list[re.Match[str]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def segments(shadow: str) -> Iterator[tuple[Label | None, str]]:
    """The stretches of a folded line, each with what the label in front of it says.

    >>> list(segments("ngay dang: 1/2/2024 cap nhat luc 2/2/2024"))
    [('published', '1/2/2024 '), ('updated', '2/2/2024')]
    """
    label: Label | None = None
    start = 0
    for found in _LABEL.finditer(shadow):
        if start or found.start():
            yield label, shadow[start : found.start()]
        label = "published" if found["published"] else "updated"
        start = found.end()
    yield label, shadow[start:]


def knows(segment: str) -> bool:
    """Whether every part of the segment is in the grammar."""
    return all(found is not None for found in _tokens(segment))


def scan(segment: str, now: datetime) -> Printed | None:
    """The one date of a segment, None where there is none, or two, or one that contradicts itself.

    `now` is the time of the fetch on the clock the page was printed with; relative words count from it.
    """
    parts = _Parts()
    for found in _tokens(segment):
        if found is None or not _take(found, parts, now):
            return None
    if len(parts.weekdays) > 1 or len(parts.zones) > 1:
        return None
    if parts.elapsed:
        return None if parts.dates or parts.clocks else _ago(parts.elapsed, now)
    if len(parts.dates) != 1 or len(parts.clocks) > 1:
        return None
    return _join(parts)


def _tokens(segment: str) -> Iterator[re.Match[str] | None]:
    """The tokens in order; one None, and the end, where something unknown stands."""
    at = 0
    while at < len(segment):
        found = _TOKEN.match(segment, at)
        yield found
        if found is None:
            return
        at = found.end()


def _take(found: re.Match[str], parts: _Parts, now: datetime) -> bool:
    """Note one token; False where it makes the segment unreadable."""
    kind = found.lastgroup
    if kind == "number":
        # Counts without a word ("14 0") follow the date; a number before it is not understood.
        return bool(parts.dates)
    if kind in {"gap", "count", "person", "word"} or kind is None:
        return True
    if kind == "time":
        return _take_clock(found, parts)
    if kind == "weekday":
        number = found["wd"] or found["wt"]
        parts.weekdays.append(
            6 if found["sun"] else (int(number) if number else NUMBER_WORDS[found["wn"]]) - 2
        )
    elif kind == "zone":
        parts.zones.append(found)
        return True
    elif kind in {"ago", "now"}:
        parts.elapsed.append(found)
    else:
        parts.dates.append(_date(kind, found, now))
        if kind == "today":
            parts.warnings.append("date.imprecise")
    parts.kinds.append(kind)
    return True


def _date(kind: str, found: re.Match[str], now: datetime) -> tuple[int, int, int]:
    if kind == "dmy":
        return int(found["y"]), int(found["m"]), int(found["d"])
    if kind == "ymd":
        return int(found["y2"]), int(found["m2"]), int(found["d2"])
    if kind == "words":
        month = found["m3"]
        return int(found["y3"]), NUMBER_WORDS.get(month) or int(month), int(found["d3"])
    back = {"nay": 0, "qua": 1, "kia": 2}[found["today"].split()[1]]
    day = now.date() - timedelta(days=back)
    return day.year, day.month, day.day


def _take_clock(found: re.Match[str], parts: _Parts) -> bool:
    hour = hour_of_day(int(found["h"]), found["part"])
    minute = found["mi"] or found["mi2"] or found["mi3"]
    if hour is None:
        return False
    if says_24_hours(int(found["h"]), found["part"]):
        parts.warnings.append("date.pm_with_24h")
    parts.clocks.append((hour, int(minute) if minute else None, int(found["s"] or 0)))
    parts.kinds.append("hm" if minute else "h")
    return True


def _join(parts: _Parts) -> Printed | None:
    zone = None
    if parts.zones:
        found = parts.zones[0]
        if found["zp"]:
            zone = zone_of(found["zp"])
        elif found["zs"]:
            zone = zone_at(found["zs"], int(found["zh"]), int(found["zm"] or 0))
        else:
            zone = zone_of(found["zn"])
        if zone is None:
            return None
    hour, minute, second = parts.clocks[0] if parts.clocks else (None, None, 0)
    weekday = parts.weekdays[0] if parts.weekdays else None
    rule = "relative" if "today" in parts.kinds else "-".join(parts.kinds)
    return Printed(*parts.dates[0], rule, hour, minute, second, zone, weekday, tuple(parts.warnings))


def _ago(elapsed: list[re.Match[str]], now: datetime) -> Printed | None:
    """A time told by its distance from now, cut to the unit it is told in."""
    if len(elapsed) > 1:
        return None
    warnings = ("date.imprecise",)
    found = elapsed[0]
    if found["now"]:
        return Printed(
            now.year, now.month, now.day, "relative", now.hour, now.minute, 0, now.tzinfo, None, warnings
        )
    number = NUMBER_WORDS.get(found["n"]) or int(found["n"])
    unit = {"giay": "seconds", "phut": "minutes", "gio": "hours", "tieng": "hours", "ngay": "days"}[
        found["unit"]
    ]
    then = now - timedelta(**{unit: number})
    day: date = then.date()
    if unit == "days":
        return Printed(day.year, day.month, day.day, "relative", warnings=warnings)
    minute = None if unit == "hours" else then.minute
    return Printed(
        day.year, day.month, day.day, "relative", then.hour, minute, 0, now.tzinfo, None, warnings
    )  # fmt: skip
