"""read_date and read_rss_date: every printed form, every refusal, and no surprise on any text."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_spider.vietnamese.dates import Reading, read_date, read_rss_date

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FETCHED = datetime(2025, 12, 31, 3, 40, tzinfo=UTC)  # 10:40 in Vietnam
WEEKDAYS = ["Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật"]
MONTHS = ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"]


def read(text: str, offset: float = 7.0) -> Reading | None:
    return read_date(text, fetched_at=FETCHED, zone_offset_hours=offset)


def shown(text: str) -> str | None:
    """The moment on Vietnam's clock, as far as it is known."""
    reading = read(text)
    if reading is None:
        return None
    return reading.moment.strftime(
        {"minute": "%Y-%m-%d %H:%M", "hour": "%Y-%m-%d %H", "day": "%Y-%m-%d"}[reading.precision]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # weekday first
        ("Thứ ba - 23/01/2024 02:20", "2024-01-23 02:20"),
        ("Thứ ba - 23/01/2024  02:20", "2024-01-23 02:20"),
        ("Thứ Ba, 23/01/2024, 02:20 [GMT+7]", "2024-01-23 02:20"),
        ("Thứ 6, 22/11/2024, 06:03[GMT+7]", "2024-11-22 06:03"),
        ("T2, 04/03/2024 07:05", "2024-03-04 07:05"),
        ("CN, 03/03/2024", "2024-03-03"),
        ("Chủ nhật - 03/03/2024 08:00", "2024-03-03 08:00"),
        ("Chủ Nhật, 03/08/2025", "2025-08-03"),
        # time first or last
        ("23-01-2024 | 02:20 GMT+7", "2024-01-23 02:20"),
        ("02:20 | 23/01/2024", "2024-01-23 02:20"),
        ("17:23:45 | 07/08/2018", "2018-08-07 17:23"),
        ("21:08 20/07/2025", "2025-07-20 21:08"),
        ("09.06.2023 | 19:39 PM", "2023-06-09 19:39"),
        ("01/02/2025 (GMT+7) 8:30", "2025-02-01 08:30"),
        # twelve-hour clocks
        ("08/03/2019 03:24:00 PM", "2019-03-08 15:24"),
        ("23/01/2024 02:20:00 AM", "2024-01-23 02:20"),
        ("09:15 SA 05/03/2021", "2021-03-05 09:15"),
        ("05/03/2021 02:10 CH", "2021-03-05 14:10"),
        ("05/03/2021 12:10 SA", "2021-03-05 00:10"),
        ("05/03/2021 12:10 CH", "2021-03-05 12:10"),
        ("2:20 chiều 05/03/2021", "2021-03-05 14:20"),
        ("7 giờ sáng ngày 5/3/2021", "2021-03-05 07"),
        ("9 giờ tối ngày 5/3/2021", "2021-03-05 21"),
        ("11h30 trưa ngày 5/3/2021", "2021-03-05 11:30"),
        # h, giờ, phút
        ("08h30 ngày 5/3/2021", "2021-03-05 08:30"),
        ("8h ngày 5/3/2021", "2021-03-05 08"),
        ("8h 05/3/2021", "2021-03-05 08"),
        ("08 giờ 30 phút ngày 12 tháng 5 năm 2023", "2023-05-12 08:30"),
        ("12/05/2023 | 8 giờ 30 phút", "2023-05-12 08:30"),
        ("lúc 8g05, ngày 12/05/2023", "2023-05-12 08:05"),
        # months in words
        ("Ngày 05 tháng 3 năm 2021", "2021-03-05"),
        ("21 tháng 09 năm 2025", "2025-09-21"),
        ("05 Tháng Hai 2021", "2021-02-05"),
        ("6 tháng 9, 2023", "2023-09-06"),
        ("5 Thg 3, 2021", "2021-03-05"),
        ("05 Th3 2021", "2021-03-05"),
        ("5 Tháng Tư, 2021", "2021-04-05"),
        ("5 tháng Bốn năm 2021", "2021-04-05"),
        ("5 tháng Năm năm 2021", "2021-05-05"),
        ("5 Tháng Mười 2021", "2021-10-05"),
        ("5 Tháng Mười Một, 2021", "2021-11-05"),
        ("5 Tháng Mười Hai, 2021", "2021-12-05"),
        # labels and counts
        ("Ngày đăng 16/04/2018 | 11:50 | View count: 224", "2018-04-16 11:50"),
        ("Đăng ngày 17 - 05 - 2024", "2024-05-17"),
        ("Đăng lúc: Thứ ba - 23/01/2024 02:20 - Người đăng bài viết: Hạnh Phạm", "2024-01-23 02:20"),
        ("Cập nhật lúc: 14h30, 23/01/2024", "2024-01-23 14:30"),
        ("Cập nhật ngày: 29/03/2015 - 04:10", "2015-03-29 04:10"),
        ("Ngày cập nhật 27/05/2021", "2021-05-27"),
        ("4341Ngày cập nhật 27/05/2021", "2021-05-27"),
        ("Số lượt xem 4341Ngày cập nhật 27/05/2021", "2021-05-27"),
        ("Thứ hai - 18/11/2024 20:29 14 0", "2024-11-18 20:29"),
        ("23/01/2024 02:20 Lượt xem: 98", "2024-01-23 02:20"),
        ("23/01/2024 02:20 | 2,059 lượt xem", "2024-01-23 02:20"),
        ("Lượt xem: 98 | 23/01/2024", "2024-01-23"),
        ("(23/01/2024)", "2024-01-23"),
        ("Đăng bởi: Lê Hà | 23/01/2024 02:20", "2024-01-23 02:20"),
        ("Đăng lúc 02:20, 23/01/2024 bởi Lê Hà", "2024-01-23 02:20"),
        ("Tin đăng ngày: 23/01/2024", "2024-01-23"),
        ("Xuất bản: Thứ Ba, 23/01/2024, 02:20", "2024-01-23 02:20"),
        ("📅 23/01/2024 🕒 02:20", "2024-01-23 02:20"),
        # machines
        ("2024-01-23T02:20:00+07:00", "2024-01-23 02:20"),
        ("2024-01-22T19:20:00Z", "2024-01-23 02:20"),
        ("2024-01-22T19:20:31.250Z", "2024-01-23 02:20"),
        ("2024-01-23T02:20:00", "2024-01-23 02:20"),
        ("2024-01-23 02:20", "2024-01-23 02:20"),
        ("2024-01-23", "2024-01-23"),
        ("2024-01-23+0702:20:00", "2024-01-23 02:20"),
        ("2024-01-23+070002:20:00", "2024-01-23 02:20"),
        ("2024-01-23+07:0002:20:00", "2024-01-23 02:20"),
        ("2024-01-23ICT02:20:00", "2024-01-23 02:20"),
        ("2024-01-22UTC19:20:00", "2024-01-23 02:20"),
        ("2024-01-22EST14:20:00", "2024-01-23 02:20"),
        # relative to the fetch at 10:40 on 31 December
        ("5 giờ trước", "2025-12-31 05"),
        ("một giờ trước", "2025-12-31 09"),
        ("30 phút trước", "2025-12-31 10:10"),
        ("vừa xong", "2025-12-31 10:40"),
        ("hôm qua", "2025-12-30"),
        ("Hôm nay, 07:30", "2025-12-31 07:30"),
        ("3 ngày trước", "2025-12-28"),
    ],
)
def test_reads_printed_form(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # incomplete
        "ngày 18/01", "2/9", "Tháng 3, 2024", "12:05 CH", "21.1", "19h", "2024", "23/01/24", "Thứ ba",
        # lunar
        "mùng 5 tháng Giêng", "rằm tháng Bảy", "rằm tháng 7 năm 2023", "15 tháng Giêng năm 2023",
        "mùng 5 tháng 3 năm 2023", "ngày 5 tháng 3 năm 2023 âm lịch", "tháng 3, ngày 5, 2023 âm lịch",
        # impossible
        "31/02/2024", "29/02/2023", "00/01/2024", "23/13/2024", "31 tháng 2 năm 2024", "Tháng Chín 31, 2023",
        "24:00", "23/01/2024 24:00", "24:00 | 23/01/2024", "23/01/2024 02:60", "2024-01-23T24:00:00",
        "23/01/2024 19:39 SA", "12 giờ đêm ngày 23/01/2024", "23/01/2024 02:20:61",
        # out of bounds
        "31/12/1996", "18/11/1930", "02/01/2026", "2026-01-02T00:00:00+07:00", "01/01/0001", "01/01/9999",
        # ranges and doubles
        "(18/11/1930 - 18/11/2023)", "18/11/2022 - 18/11/2023", "23/01/2024 02:20 - 04:20",
        # sentences
        "Đảng uỷ phường 18/01/2024", "Số 12 ngày 18/01/2024", "Lê Hà - 23/01/2024",
        "Ngày 18/01/2024, Đảng uỷ phường tổ chức tổng kết công tác", "trước tháng 9 ngày 6 năm 2023",
        # ambiguous or unknown zones
        "2024-01-22CST14:20:00", "2024-01-22XYZ14:20:00", "23/01/2024 02:20 GMT+99",
        # numbers that are no dates
        "123/01/2024", "23/01/2024/05", "5 tháng 12023", "٢٣/٠١/٢٠٢٤", "2٣/01/2024", "1234567890",
        "192.168.2024", "", " ", "\u200b", "x" * 10_000, "23/01/2024 " * 100,
    ],
)  # fmt: skip
def test_refuses(text: str) -> None:
    assert read(text) is None


def test_tomorrow_is_the_last_day_that_is_read() -> None:
    assert shown("01/01/2026 23:59") == "2026-01-01 23:59"
    assert shown("01/01/1997") == "1997-01-01"


def test_weekday_is_a_check_and_no_more() -> None:
    reading = read("Thứ tư - 23/01/2024 02:20")
    assert reading is not None
    assert reading.warnings == ("date.weekday_mismatch",)
    assert reading.moment == datetime(2024, 1, 23, 2, 20, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Thứ ba - 23/01/2024 02:20", ()),
        ("09.06.2023 | 19:39 PM", ("date.pm_with_24h",)),
        ("23/01/2024 19:39 CH", ("date.pm_with_24h",)),
        ("5 giờ trước", ("date.imprecise",)),
        ("Hôm nay, 07:30", ("date.imprecise",)),
    ],
)
def test_warnings(text: str, warnings: tuple[str, ...]) -> None:
    reading = read(text)
    assert reading is not None
    assert reading.warnings == warnings


@pytest.mark.parametrize(
    ("text", "day", "label"),
    [
        ("Đăng lúc: 23/01/2024", 23, "published"),
        ("Ngày đăng: 23/01/2024", 23, "published"),
        ("Đã đăng vào 23/01/2024", 23, "published"),
        ("Đăng: 23/01/2024", 23, "published"),
        ("Sửa lần cuối: 23/01/2024", 23, "updated"),
        ("Cập nhật lúc: 23/01/2024", 23, "updated"),
        ("23/01/2024", 23, None),
        ("Cập nhật: 24/01/2024 08:00 | Ngày đăng: 23/01/2024 02:20", 23, "published"),
        ("Ngày đăng: 23/01/2024 Ngày cập nhật: 24/01/2024", 23, "published"),
        ("23/01/2024 02:20 (Cập nhật lúc 24/01/2024 08:00)", 23, None),
    ],
)
def test_label_says_which_date_it_is(text: str, day: int, label: str | None) -> None:
    reading = read(text)
    assert reading is not None
    assert (reading.moment.day, reading.label) == (day, label)


def test_clock_of_the_visitor_is_moved_to_vietnam() -> None:
    american = read("Thứ hai - 22/01/2024 14:20", offset=-5)
    assert american is not None
    assert american.moment == datetime(2024, 1, 23, 2, 20, tzinfo=VIETNAM)
    assert american.warnings == ()
    assert american.moment.tzinfo == VIETNAM


def test_printed_zone_wins_over_the_pages() -> None:
    assert read("23-01-2024 | 02:20 GMT+7", offset=-5) == read("23-01-2024 | 02:20 GMT+7")
    assert read("2024-01-23ICT02:20:00", offset=-5) == read("2024-01-23ICT02:20:00")


def test_day_without_clock_stays_the_day() -> None:
    for offset in (-11.0, 0.0, 5.5, 13.0):
        assert read("23/01/2024", offset=offset) == read("23/01/2024")


def test_half_hour_zone() -> None:
    reading = read("22/01/2024 20:50", offset=5.5)
    assert reading is not None
    assert reading.moment == datetime(2024, 1, 22, 22, 20, tzinfo=VIETNAM)


def test_reference_time_must_be_usable() -> None:
    with pytest.raises(ValueError, match="fetched_at"):
        read_date("23/01/2024", fetched_at=datetime(2024, 2, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="nv_my_ofs"):
        read("23/01/2024", offset=700)
    with pytest.raises(ValueError, match="nv_my_ofs"):
        read("23/01/2024", offset=float("nan"))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Thứ ba - 23/01/2024 02:20", "weekday-dmy-hm"),
        ("THỨ BA - 23/01/2024 02:20", "weekday-dmy-hm"),
        ("02:20 | 23/01/2024", "hm-dmy"),
        ("Ngày 05 tháng 3 năm 2021", "words"),
        ("2024-01-23T02:20:00+07:00", "iso"),
        ("2024-01-23ICT02:20:00", "nukeviet-meta"),
        ("hôm qua", "relative"),
        ("Tháng Chín 6, 2023", "dateparser"),
    ],
)
def test_rule_names_the_form(text: str, rule: str) -> None:
    reading = read(text)
    assert reading is not None
    assert reading.rule == rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tháng Chín 6, 2023", "2023-09-06"),
        ("Tháng Chín 6, 2023 08:30", "2023-09-06 08:30"),
        ("năm 2023, tháng 9, ngày 6", "2023-09-06"),
        ("tháng 9 năm 2023", None),
        ("tháng 9 năm 2023 08:30", None),
        ("tháng 9 6 7, 2023", None),
        ("tháng 9 2022 - 2023", None),
        ("tháng 9 6, 2023 24:00", None),
        ("tháng 9 6, 2023 08:30 UTC", None),
        ("trước tháng 9, 6, 2023", None),
    ],
)
def test_fallback_adds_orders_but_no_guesses(text: str, expected: str | None) -> None:
    assert shown(text) == expected


def test_rss_minutes_that_repeat_the_month_are_dropped() -> None:
    reading = read_rss_date("Mon, 22 Jan 2024 19:01:00 GMT")
    assert reading is not None
    assert reading.moment == datetime(2024, 1, 23, 2, 0, tzinfo=VIETNAM)
    assert (reading.precision, reading.warnings, reading.rule) == ("hour", ("date.rss_minutes",), "rss")


def test_rss_minutes_that_differ_from_the_month_are_kept() -> None:
    reading = read_rss_date(" Tue, 23 Jan 2024 02:20:15 +0700\n")
    assert reading is not None
    assert reading.moment == datetime(2024, 1, 23, 2, 20, 15, tzinfo=VIETNAM)
    assert (reading.precision, reading.warnings) == ("minute", ())


@pytest.mark.parametrize(
    "text", ["", "Mon, 31 Feb 2024 19:01:00 GMT", "Mon, 22 Foo 2024 19:01:00 GMT", "22 Jan 2024 19:01:00 CST",
             "22 Jan 1990 19:01:00 GMT", "Mon, 22 Jan 2024", "22 Jan 2024 24:01:00 GMT"],
)  # fmt: skip
def test_rss_refuses(text: str) -> None:
    assert read_rss_date(text) is None


def _twelve(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12:02}:{moment:%M}"


FORMS: dict[str, Callable[[datetime], str]] = {
    "nukeviet": lambda m: f"{WEEKDAYS[m.weekday()]} - {m:%d/%m/%Y %H:%M}",
    "gmt": lambda m: f"{WEEKDAYS[m.weekday()].title()}, {m:%d/%m/%Y}, {m:%H:%M} [GMT+7]",
    "t2": lambda m: f"{'CN' if m.weekday() == 6 else f'T{m.weekday() + 2}'}, {m:%d/%m/%Y %H:%M}",
    "thu-2": lambda m: f"{'Chủ nhật' if m.weekday() == 6 else f'Thứ {m.weekday() + 2}'}, {m:%d/%m/%Y %H:%M}",
    "dash": lambda m: f"{m:%d-%m-%Y | %H:%M} GMT+7",
    "dots": lambda m: f"{m:%d.%m.%Y | %H:%M}",
    "hour-first": lambda m: f"{m:%H:%M | %d/%m/%Y}",
    "seconds": lambda m: f"{m:%H:%M:%S | %d/%m/%Y}",
    "listing": lambda m: f"{m:%d/%m/%Y} {_twelve(m)}:00 {'AM' if m.hour < 12 else 'PM'}",
    "sa-ch": lambda m: f"{_twelve(m)} {'SA' if m.hour < 12 else 'CH'} {m:%d/%m/%Y}",
    "h": lambda m: f"{m.hour}h{m:%M} ngày {m.day}/{m.month}/{m.year}",
    "words": lambda m: f"{m.hour} giờ {m.minute} phút ngày {m.day} tháng {m.month} năm {m.year}",
    "padded-words": lambda m: f"Ngày {m:%d} tháng {m:%m} năm {m.year}, {m:%H:%M}",
    "named-month": lambda m: f"{m:%d} Tháng {MONTHS[m.month - 1]} {m.year} {m:%H:%M}",
    "thg": lambda m: f"{m.day} Thg {m.month}, {m.year} {m:%H:%M}",
    "th": lambda m: f"{m:%d} Th{m.month} {m.year} {m:%H:%M}",
    "published": lambda m: f"Đăng lúc: {m:%d/%m/%Y %H:%M} - Người đăng bài viết: Lê Hà",
    "updated": lambda m: f"Cập nhật ngày: {m:%d/%m/%Y - %H:%M}",
    "counts": lambda m: f"{m:%d/%m/%Y | %H:%M} | View count: 224",
    "egov": lambda m: f"{WEEKDAYS[m.weekday()]} - {m:%d/%m/%Y %H:%M} 14 0",
    "views": lambda m: f"{m:%d/%m/%Y %H:%M} 2,059 lượt xem",
    "iso": lambda m: f"{m:%Y-%m-%dT%H:%M:%S}+07:00",
    "iso-utc": lambda m: f"{m.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z",
    "meta": lambda m: f"{m:%Y-%m-%d}+07{m:%H:%M:%S}",
    "meta-ict": lambda m: f"{m:%Y-%m-%d}ICT{m:%H:%M:%S}",
    "meta-utc": lambda m: f"{m.astimezone(UTC):%Y-%m-%d}UTC{m.astimezone(UTC):%H:%M:%S}",
}
DAY_FORMS: dict[str, Callable[[date], str]] = {
    "slash": lambda d: f"{d:%d/%m/%Y}",
    "bare": lambda d: f"{d.day}/{d.month}/{d.year}",
    "spaced": lambda d: f"Đăng ngày {d:%d - %m - %Y}",
    "glued": lambda d: f"4341Ngày cập nhật {d:%d/%m/%Y}",
    "words": lambda d: f"Ngày {d:%d} tháng {d.month} năm {d.year}",
    "comma": lambda d: f"{d.day} tháng {d.month}, {d.year}",
    "named": lambda d: f"{d.day} Tháng {MONTHS[d.month - 1]}, {d.year}",
    "iso": lambda d: d.isoformat(),
}
# strftime does not pad years on every system; none of ours needs it.
moments = st.datetimes(datetime(1997, 1, 1), datetime(2026, 1, 1, 23, 59)).map(  # noqa: DTZ001
    lambda m: m.replace(second=0, microsecond=0, fold=0, tzinfo=VIETNAM)
)
disguises = st.sampled_from(
    [
        str,
        str.upper,
        str.lower,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", " \n\t "),
        "\u200b".join,
        lambda text: f"  {text}\ufeff ",
    ]
)


@pytest.mark.parametrize("form", FORMS)
@given(moment=moments, disguise=disguises)
def test_every_minute_reads_back(form: str, moment: datetime, disguise: Callable[[str], str]) -> None:
    text = FORMS[form](moment)
    # A machine's text comes from an attribute: letters keep their case there.
    reading = read(text if form.startswith(("iso", "meta")) else disguise(text))
    assert reading is not None
    assert (reading.moment, reading.precision, reading.warnings) == (moment, "minute", ())
    assert reading.moment.tzinfo == VIETNAM


@pytest.mark.parametrize("form", DAY_FORMS)
@given(moment=moments, disguise=disguises)
def test_every_day_reads_back(form: str, moment: datetime, disguise: Callable[[str], str]) -> None:
    reading = read(disguise(DAY_FORMS[form](moment.date())))
    assert reading is not None
    assert reading.precision == "day"
    assert reading.moment == moment.replace(hour=0, minute=0)


@given(moment=moments, hours=st.integers(-11, 14))
def test_every_visitors_clock_reads_back(moment: datetime, hours: int) -> None:
    there = (moment - timedelta(hours=7 - hours)).replace(tzinfo=None)
    reading = read(f"{WEEKDAYS[there.weekday()]} - {there:%d/%m/%Y %H:%M}", offset=hours)
    assert reading is not None
    assert (reading.moment, reading.warnings) == (moment, ())


@given(moment=moments)
def test_every_feed_hour_reads_back(moment: datetime) -> None:
    at = moment.astimezone(UTC)
    if at.year < 1997:
        return
    broken = f"{at:%a, %d %b %Y %H:%m}:00 GMT"
    reading = read_rss_date(broken)
    assert reading is not None
    assert (reading.moment, reading.precision) == (moment.replace(minute=0), "hour")


PIECES = st.sampled_from(
    [
        "Thứ ba", "Chủ nhật", "T2", "23/01/2024", "31/02/2024", "05.03.2021", "17 - 05 - 2024", "02:20",
        "24:00", "8h", "08h30", "giờ", "phút", "trước", "5", "một", "tháng", "Th3", "năm", "2021", "0", "99",
        "Mười Hai", "ngày", "lúc", "Đăng lúc:", "Cập nhật", "SA", "CH", "PM", "chiều", "GMT+7", "GMT",
        "+07:00", "[", "-", ",", ".", ":", "/", "Lượt xem:", "lượt xem", "2,059", "hôm nay", "hôm qua",
        "vừa xong", "Người đăng:",
        "2024-01-23", "T", "ICT", "Z", "\u200b", "٣", "５", " ",
    ]
)  # fmt: skip


@settings(deadline=None)  # the first text that needs it imports dateparser
@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_any_text_gives_a_sound_reading_or_none(text: str) -> None:
    read_rss_date(text)
    reading = read(text)
    if reading is None:
        return
    moment = reading.moment
    assert moment.tzinfo == VIETNAM
    assert datetime(1997, 1, 1, tzinfo=VIETNAM) <= moment < datetime(2026, 1, 2, tzinfo=VIETNAM)
    if reading.precision == "day":
        assert (moment.hour, moment.minute, moment.second) == (0, 0, 0)


@pytest.mark.parametrize(
    "piece", [" ", "1", "1 ", "1/", "1:", "ngày ", "đăng ", "cập nhật ", "tháng 1 ", "\u0301", "1,111"]
)
def test_hostile_lines_take_no_time(piece: str) -> None:
    started = time.perf_counter()
    for size in (299, 1_000_000):
        read((piece * size)[:size])
        read_rss_date((piece * size)[:size])
    assert time.perf_counter() - started < 2
