"""When a NukeViet article was published and edited: four sources, three of them wrong.

The shown time is the publish time, in the visitor's zone; the head's `article:published_time` names the
zone; `datePublished` is the time of the last edit.
"""

from __future__ import annotations

import re
from datetime import datetime

from bulletin_spider.pages.base import ArticleFields
from bulletin_spider.pages.blocks import Block
from bulletin_spider.pages.families.nukeviet.signs import Signs
from bulletin_spider.vietnamese.dates import Reading, read_date

_LOOKS_DATED = re.compile(r"\d{1,4}\s*[-/.]\s*\d{1,2}|\btháng\b|\bth(?:g|\d)|trước|hôm", re.IGNORECASE)
_META = re.compile(r"^(\d{4}-\d{2}-\d{2})([A-Z]{2,5}|[+-]\d{2,4})?(\d{2}:\d{2}):\d{2}$")
_MOST_HEAD = 160
"""A line longer than this is prose with a date in it, not a clock."""


def read_times(
    fields: ArticleFields,
    signs: Signs,
    fetched_at: datetime,
    metas: dict[str, list[str]],
    props: dict[str, str],
    head: list[Block],
) -> None:
    """Fill `published_at`, `published_precision` and `modified_at`."""
    published = _meta(metas, "article:published_time", signs, fetched_at)
    shown = _shown(head, fetched_at, _zone(signs, metas, published))
    for reading, rule in ((shown, "nukeviet:head"), (published, "meta:article:published_time")):
        if reading is not None:
            fields.published_at, fields.published_precision = reading.moment, reading.precision
            fields.sources["published_at"] = rule
            fields.warnings.update(reading.warnings)
            break
    if shown is not None and published is not None and shown.precision == "minute":
        apart = abs((shown.moment - published.moment).total_seconds())
        if apart > 60:
            fields.warnings.add("date.sources_differ")
    _modified(fields, signs, fetched_at, metas, props)


def _shown(head: list[Block], fetched_at: datetime, zone: float) -> Reading | None:
    """The clock in the article's head, by its shape: the class it stands in means other things too."""
    best: Reading | None = None
    for block in head:
        if len(block.text) > _MOST_HEAD or not _LOOKS_DATED.search(block.text):
            continue
        reading = read_date(block.text, fetched_at=fetched_at, zone_offset_hours=zone)
        if reading is None or reading.label == "updated":
            continue
        if reading.precision == "minute":
            return reading
        best = best or reading
    return best


def _zone(signs: Signs, metas: dict[str, list[str]], published: Reading | None) -> float:
    """Hours east of UTC of the zone the shown time is in.

    The zone inside `article:published_time` is the article's own, summer time included; `nv_my_ofs` is
    only today's offset. Vietnam's where neither is told, as it was before either existed.
    """
    value = next(iter(metas.get("article:published_time", ())), "")
    found = _META.match(value)
    if found and published is not None and published.precision == "minute":
        wall = datetime.fromisoformat(f"{found[1]}T{found[3]}")
        moment = published.moment.replace(tzinfo=None)
        # The reading is on Vietnam's clock, so the difference of the two clocks gives the zone.
        return 7.0 + (wall - moment).total_seconds() // 60 / 60
    return signs.zone if signs.zone is not None else 7.0


def _meta(metas: dict[str, list[str]], name: str, signs: Signs, fetched_at: datetime) -> Reading | None:
    value = next(iter(metas.get(name, ())), None)
    if value is None:
        return None
    found = _META.match(value)
    # An abbreviation that the page itself explains needs no table.
    if found and found[2] and found[2] == signs.variables.get("nv_my_abbr") and signs.zone is not None:
        return read_date(f"{found[1]} {found[3]}", fetched_at=fetched_at, zone_offset_hours=signs.zone)
    return read_date(value, fetched_at=fetched_at)


def _modified(
    fields: ArticleFields,
    signs: Signs,
    fetched_at: datetime,
    metas: dict[str, list[str]],
    props: dict[str, str],
) -> None:
    for name in ("dateModified", "datePublished"):
        if name in props:
            reading = read_date(props[name], fetched_at=fetched_at)
            if reading is not None:
                fields.modified_at = reading.moment
                fields.sources["modified_at"] = f"microdata:{name}"
                return
    reading = _meta(metas, "article:modified_time", signs, fetched_at)
    if reading is not None:
        fields.modified_at = reading.moment
        fields.sources["modified_at"] = "meta:article:modified_time"
