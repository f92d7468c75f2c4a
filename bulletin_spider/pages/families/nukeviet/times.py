"""When a NukeViet article was published and edited: four sources, three of them wrong.

The shown time is the publish time, in the visitor's zone; the head's `article:published_time` names the
zone; `datePublished` is the time of the last edit.
"""

from __future__ import annotations

import re
from datetime import datetime

from bulletin_spider.pages.base import ArticleFields
from bulletin_spider.pages.block import Block
from bulletin_spider.pages.families.nukeviet.signs import Signs
from bulletin_spider.pages.fields import Head
from bulletin_spider.vietnamese.dates import Reading, read_date

_LOOKS_DATED = re.compile(r"\d{1,4}\s*[-/.]\s*\d{1,2}|\btháng\b|\bth(?:g|\d)|trước|hôm", re.IGNORECASE)
_META = re.compile(r"^(\d{4}-\d{2}-\d{2})([A-Z]{2,5}|[+-]\d{2,4})?(\d{2}:\d{2}):\d{2}$")
_MOST_HEAD = 160
"""A line longer than this is prose with a date in it, not a clock."""


def looks_dated(text: str) -> bool:
    """Whether a line may hold a clock: short enough for one, and with something like a date in it."""
    return len(text) <= _MOST_HEAD and _LOOKS_DATED.search(text) is not None


def read_times(
    fields: ArticleFields,
    signs: Signs,
    fetched_at: datetime,
    head: Head,
    props: dict[str, str],
    lines: list[Block],
) -> None:
    """Fill `published_at`, its precision and `modified_at` from metas, microdata and lines above the body."""
    told = head.first("article:published_time")
    published = _meta(told, signs, fetched_at)
    zone = _zone(signs, told, published)
    today = 7.0 if signs.zone is None else signs.zone
    shown = _shown(lines, fetched_at, today if zone is None else zone)
    for reading, rule in ((shown, "nukeviet:head"), (published, "meta:article:published_time")):
        if reading is not None:
            fields.published_at, fields.published_precision = reading.moment, reading.precision
            fields.sources["published_at"] = rule
            fields.warnings.update(reading.warnings)
            break
    if shown is not None and shown.precision == "minute":
        if zone is None:
            fields.warnings.add("date.zone_unknown")
        elif published is not None and abs((shown.moment - published.moment).total_seconds()) > 60:
            fields.warnings.add("date.sources_differ")
    _modified(fields, signs, fetched_at, head.first("article:modified_time"), props)


def _shown(head: list[Block], fetched_at: datetime, zone: float) -> Reading | None:
    """The clock in the article's head, by its shape: the class it stands in means other things too."""
    best: Reading | None = None
    for block in head:
        if not looks_dated(block.text):
            continue
        reading = read_date(block.text, fetched_at=fetched_at, zone_offset_hours=zone)
        if reading is None or reading.label == "updated":
            continue
        if reading.precision == "minute":
            return reading
        best = best or reading
    return best


def _zone(signs: Signs, told: str | None, published: Reading | None) -> float | None:
    """Hours east of UTC of the zone the shown time is in; None where the page names one nobody knows.

    The zone inside `article:published_time` is the article's own, summer time included; `nv_my_ofs` is
    only today's offset. Vietnam's where neither is told, as it was before either existed.
    """
    found = _META.match(told) if told else None
    if found is not None and found[2]:
        if published is None:
            return None
        wall = datetime.fromisoformat(f"{found[1]}T{found[3]}")
        # The reading is on Vietnam's clock, so the difference of the two clocks gives the zone.
        hours = 7.0 + (wall - published.moment.replace(tzinfo=None, second=0)).total_seconds() / 3600
        return hours if -14 <= hours <= 14 else None
    return signs.zone if signs.zone is not None else 7.0


def _meta(told: str | None, signs: Signs, fetched_at: datetime) -> Reading | None:
    """The time that a meta of the form `2024-01-23ICT02:20:00` tells."""
    if told is None:
        return None
    found = _META.match(told)
    own = _explained(found[2], signs) if found is not None and found[2] else None
    if found is not None and own is not None:
        return read_date(f"{found[1]} {told[-8:]}", fetched_at=fetched_at, zone_offset_hours=own)
    return read_date(told, fetched_at=fetched_at)


def _explained(abbreviation: str, signs: Signs) -> float | None:
    """Offset of an abbreviation that the page itself explains, so that no table is needed.

    `nv_my_abbr` names today's zone: where it is CST and the article's is CDT, summer time is an hour on.
    """
    today = signs.variables.get("nv_my_abbr", "")
    if signs.zone is None or not today[:1].isalpha():
        return None
    summer = (abbreviation[1:] == "DT") - (today[1:] == "DT")
    if abbreviation == today:
        return signs.zone
    same = abbreviation[:1] == today[:1] and {abbreviation[1:], today[1:]} == {"ST", "DT"}
    return signs.zone + summer if same and -13 <= signs.zone <= 13 else None


def _modified(
    fields: ArticleFields,
    signs: Signs,
    fetched_at: datetime,
    told: str | None,
    props: dict[str, str],
) -> None:
    for name in ("dateModified", "datePublished"):
        if name in props:
            reading = read_date(props[name], fetched_at=fetched_at)
            if reading is not None:
                fields.modified_at = reading.moment
                fields.sources["modified_at"] = f"microdata:{name}"
                return
    reading = _meta(told, signs, fetched_at)
    if reading is not None:
        fields.modified_at = reading.moment
        fields.sources["modified_at"] = "meta:article:modified_time"
