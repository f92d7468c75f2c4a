"""The publish minute on Vietnam's clock, whatever zone the visitor's page is printed in."""

# ruff: noqa: E501 - the rows of a table of cases stay on one line

from __future__ import annotations

import pytest
from ward_pages import TITLE, fields, html, script, theme_45


def meta(value: str, name: str = "published_time") -> str:
    return f'<meta property="article:{name}" content="{value}">'


# Clock in the head, meta, script zone and abbreviation -> moment in Vietnam, rule, warnings.
CLOCKS = {
    "Vietnam": ("Thứ ba - 05/03/2024 08:15", "2024-03-05+0708:15:30", "7", "+07", "2024-03-05T08:15", "head", []),
    "ICT": ("Thứ ba - 05/03/2024 08:15", "2024-03-05ICT08:15:30", "7", "ICT", "2024-03-05T08:15", "head", []),
    "two blanks": ("Thứ ba - 05/03/2024  08:15", "", "7", "+07", "2024-03-05T08:15", "head", []),
    "server on UTC": ("Thứ ba - 05/03/2024 01:15", "2024-03-05UTC01:15:30", "0", "UTC", "2024-03-05T08:15", "head", []),
    "New York, winter": ("Thứ hai - 04/03/2024 20:15", "2024-03-04EST20:15:30", "-5", "EST", "2024-03-05T08:15", "head", []),
    "New York, written in summer, seen in winter": (
        "Thứ ba - 04/07/2023 21:15", "2023-07-04EDT21:15:30", "-5", "EST", "2023-07-05T08:15", "head", [],
    ),
    "Chicago, written in winter, seen in summer": (
        "Thứ hai - 04/03/2024 19:15", "2024-03-04CST19:15:30", "-5", "CDT", "2024-03-05T08:15", "head", [],
    ),
    "Chicago, written in summer, seen in winter": (
        "Thứ ba - 04/07/2023 20:15", "2023-07-04CDT20:15:30", "-6", "CST", "2023-07-05T08:15", "head", [],
    ),
    "Chicago today": ("Thứ hai - 04/03/2024 19:15", "2024-03-04CST19:15:30", "-6", "CST", "2024-03-05T08:15", "head", []),
    "Sydney, written in summer, seen in winter": (
        "Thứ ba - 05/03/2024 12:15", "2024-03-05AEDT12:15:30", "10", "AEST", "2024-03-05T08:15", "head", [],
    ),
    "India": ("Thứ ba - 05/03/2024 06:45", "2024-03-05IST06:45:30", "5.5", "IST", "2024-03-05T08:15", "head", []),
    "Nepal in figures": ("Thứ ba - 05/03/2024 07:00", "2024-03-05+054507:00:30", "5.75", "+0545", "2024-03-05T08:15", "head", []),
    "zone nobody knows": (
        "Thứ ba - 05/03/2024 02:15", "2024-03-05XYZ02:15:30", "1", "CET", "2024-03-05T08:15", "head",
        ["date.zone_unknown"],
    ),
    "zone out of this world": (
        "Thứ ba - 05/03/2024 08:15", "2024-03-05+149908:15:30", "99", "+07", "2024-03-05T08:15", "head",
        ["date.zone_unknown"],
    ),
    "no meta, script's zone": ("Thứ ba - 05/03/2024 01:15", "", "0", "UTC", "2024-03-05T08:15", "head", []),
    "sources differ": (
        "Thứ ba - 05/03/2024 08:15", "2024-03-05+0708:20:30", "7", "+07", "2024-03-05T08:15", "head",
        ["date.sources_differ"],
    ),
    "weekday is wrong": (
        "Thứ tư - 05/03/2024 08:15", "2024-03-05+0708:15:30", "7", "+07", "2024-03-05T08:15", "head",
        ["date.weekday_mismatch"],
    ),
    "no clock shown": ("", "2024-03-04EST20:15:30", "-5", "EST", "2024-03-05T08:15:30", "meta", []),
    "impossible clock": ("Thứ ba - 31/02/2024 24:10", "2024-03-05+0708:15:30", "7", "+07", "2024-03-05T08:15:30", "meta", []),
    "update before the clock": (
        "Cập nhật lúc: 09/03/2024 10:00</span><br><span>05/03/2024 08:15", "", "7", "+07", "2024-03-05T08:15", "head", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CLOCKS)
def test_clock(case: str) -> None:
    clock, told, zone, abbreviation, moment, rule, warnings = CLOCKS[case]
    page = theme_45(
        clock=clock,
        meta=meta(told) if told else "",
        variables=script(zone=zone, abbreviation=abbreviation),
    )
    read = fields(page)
    assert read.published_at is not None
    assert read.published_at.isoformat().startswith(moment)
    assert read.published_at.utcoffset().total_seconds() == 7 * 3600
    assert read.published_precision == "minute"
    assert sorted(read.warnings) == warnings
    assert (
        read.sources["published_at"]
        == {
            "head": "nukeviet:head",
            "meta": "meta:article:published_time",
        }[rule]
    )


def test_day_alone_is_less_than_a_minute_elsewhere_in_the_head() -> None:
    day = fields(theme_45(clock="05/03/2024", meta=""))
    assert (day.published_at.isoformat(), day.published_precision) == ("2024-03-05T00:00:00+07:00", "day")
    both = fields(theme_45(clock="05/03/2024</span><br><span>05/03/2024 08:15", meta=""))
    assert both.published_precision == "minute"


def test_dates_in_lead_title_body_and_lists_never_win() -> None:
    page = theme_45(
        "<p>03/03/2024 07:00</p>",
        clock="",
        meta="",
        lead='<div class="hometext">02/03/2024 07:00</div>',
        title="01/03/2024 07:00",
        after='<div class="related"><em>(20/03/2024)</em></div>',
    )
    read = fields(page)
    assert (read.published_at, read.published_precision) == (None, None)
    assert "published_at" not in read.sources


def test_related_list_above_the_body_is_no_clock() -> None:
    related = '<ul class="related"><li><a href="/x-1.html">Tin</a> <em>20/03/2024 09:00</em></li></ul>'
    read = fields(theme_45(clock="", meta="", home=related))
    assert read.published_at is None


def test_line_too_long_for_a_clock_is_none() -> None:
    line = "05/03/2024 08:15 Người đăng: {}"
    assert fields(theme_45(clock=line.format("Kim Chi"), meta="")).published_at is not None
    assert fields(theme_45(clock=line.format("Kim Chi " * 20), meta="")).published_at is None


def test_edit_time_is_microdata_and_never_the_publish_time() -> None:
    read = fields(theme_45())
    assert read.modified_at is not None
    assert read.modified_at.isoformat() == "2024-03-09T10:00:00+07:00"
    only = theme_45(clock="", meta="").replace('itemprop="dateModified"', "")
    assert fields(only).published_at is None
    assert fields(only).sources["modified_at"] == "microdata:datePublished"


def test_edit_time_of_the_head_where_there_is_no_microdata() -> None:
    page = html(
        f"<h1>{TITLE}</h1><div id=news-bodyhtml>x</div>", meta("2024-03-09ICT10:00:00", "modified_time")
    )
    read = fields(page)
    assert read.modified_at is not None
    assert read.modified_at.isoformat() == "2024-03-09T10:00:00+07:00"
    assert read.sources["modified_at"] == "meta:article:modified_time"


def test_edit_time_of_a_nested_item_is_not_the_articles() -> None:
    page = theme_45().replace(
        '<span class="hidden hide d-none" itemprop="dateModified">',
        '<div itemscope itemtype="http://schema.org/Comment"><span itemprop="dateModified">2020-01-01T00:00:00+07:00'
        '</span></div><span class="hidden hide d-none" itemprop="dateModified">',
    )
    assert fields(page).modified_at.isoformat() == "2024-03-09T10:00:00+07:00"


def test_unreadable_edit_time_is_none() -> None:
    page = theme_45().replace("2024-03-09T10:00:00+07:00", "hôm nào đó")
    assert fields(page).modified_at is None
