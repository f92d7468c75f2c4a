"""Labels, names and signatures: what is read, and which sentences are left alone."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_spider.vietnamese.bylines import read_label, read_signature, read_source_line, split_people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tác giả bài viết: Hạnh Phạm", ("author", "Hạnh Phạm")),
        ("Tác giả: Hạnh Phạm, Lê Hà", ("author", "Hạnh Phạm, Lê Hà")),
        ("TÁC GIẢ BÀI VIẾT :  Hạnh\u00a0Phạm ", ("author", "Hạnh Phạm")),
        ("Nguồn tin: Trang TTĐT huyện", ("source", "Trang TTĐT huyện")),
        ("Nguồn: https://vidu.vn/a", ("source", "https://vidu.vn/a")),
        ("Theo: Báo Y", ("source", "Báo Y")),
        ("Người đăng bài viết: admin", ("poster", "admin")),
        ("Từ khóa: dân vận, tổng kết", ("tags", "dân vận, tổng kết")),
        ("Từ khoá: dân vận", ("tags", "dân vận")),
        ("Tags: dân vận", ("tags", "dân vận")),
        ("Tác giả bài viết:", None),
        ("Tác giả: \u200b \u00a0", None),
        ("Hạnh Phạm", None),
        ("Ông nói thêm: cần nhân rộng", None),
        ("", None),
    ],
)
def test_label(text: str, expected: tuple[str, str] | None) -> None:
    assert read_label(text) == expected
    assert read_label(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("Hạnh Phạm", ["Hạnh Phạm"]),
        ("Hạnh Phạm, Lê Hà", ["Hạnh Phạm", "Lê Hà"]),
        ("Nguyễn A - Trần B", ["Nguyễn A", "Trần B"]),
        ("Nguyễn A – Trần B", ["Nguyễn A", "Trần B"]),
        ("Nguyễn A/ Trần B", ["Nguyễn A", "Trần B"]),
        ("Mai và Lan", ["Mai", "Lan"]),
        ("Hạnh Phạm & Lê Hà; Thanh Tùng.", ["Hạnh Phạm", "Lê Hà", "Thanh Tùng"]),
        ("Bài: X; Ảnh: Y", ["X", "Y"]),
        ("Tin: Lê Hà, Ảnh: Mai Lan", ["Lê Hà", "Mai Lan"]),
        ("Bài, ảnh: Lê Hà", ["Lê Hà"]),
        ("Lê Hà - Lê Hà", ["Lê Hà"]),
        ("HV - NT", ["HV", "NT"]),
        ("BBT", ["BBT"]),
        # titles stay, roles and offices go
        ("BS. Đinh Thị Hoài", ["BS. Đinh Thị Hoài"]),
        ("PV Hạnh Phạm", ["Hạnh Phạm"]),
        ("Phóng viên: Hạnh Phạm", ["Hạnh Phạm"]),
        ("CTV", ["CTV"]),
        ("Lê Hà (Công an phường)", ["Lê Hà"]),
        ("Lê Hà - Phó Bí thư Đoàn phường", ["Lê Hà"]),
        ("Anh Khoa", ["Anh Khoa"]),
        ("H’Wen Mlô", ["H’Wen Mlô"]),
        # bodies
        ("Hội LHPN phường", ["Hội LHPN phường"]),
        ("Văn hóa - Xã hội", ["Văn hóa - Xã hội"]),
        ("Văn hoá - Xã hội", ["Văn hoá - Xã hội"]),
        ("Phòng Nội vụ - Văn phòng", ["Phòng Nội vụ - Văn phòng"]),
        ("Ban Tuyên giáo và Dân vận", ["Ban Tuyên giáo và Dân vận"]),
        ("Trung tâm Văn hóa, Thông tin và Thể thao", ["Trung tâm Văn hóa, Thông tin và Thể thao"]),
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
        ("Hội LHPN phường, Đoàn phường", ["Hội LHPN phường", "Đoàn phường"]),
        ("Hạnh Phạm - Đài Truyền thanh", ["Hạnh Phạm", "Đài Truyền thanh"]),
        # surnames that are also words for bodies
        ("Đoàn Văn Hậu - Trường Giang", ["Đoàn Văn Hậu", "Trường Giang"]),
        ("", []),
        (" - , ;", []),
        ("x" * 2000, []),
    ],
)
def test_people(printed: str, people: list[str]) -> None:
    assert split_people(printed) == tuple(people)


@pytest.mark.parametrize(
    ("line", "printed", "people"),
    [
        ("Tin, ảnh: Hạnh Phạm", "Hạnh Phạm", ["Hạnh Phạm"]),
        ("Tin và ảnh: Hạnh Phạm", "Hạnh Phạm", ["Hạnh Phạm"]),
        ("TIN, ẢNH: HẠNH PHẠM", "HẠNH PHẠM", ["HẠNH PHẠM"]),
        ("Tin bài: Hạnh Phạm - Lê Hà", "Hạnh Phạm - Lê Hà", ["Hạnh Phạm", "Lê Hà"]),
        ("Bài, ảnh: BS. Đinh Thị Hoài", "BS. Đinh Thị Hoài", ["BS. Đinh Thị Hoài"]),
        ("Thực hiện: Hạnh Phạm", "Hạnh Phạm", ["Hạnh Phạm"]),
        ("Đưa tin: Hội LHPN phường", "Hội LHPN phường", ["Hội LHPN phường"]),
        ("Ảnh: Lê Hà; Tin: Mai Lan", "Lê Hà; Mai Lan", ["Lê Hà", "Mai Lan"]),
        ("Bài: Lê Hà - Ảnh: HV", "Lê Hà; HV", ["Lê Hà", "HV"]),
        ("Tin, ảnh Hạnh Phạm", "Hạnh Phạm", ["Hạnh Phạm"]),
        ("Tin: HV", "HV", ["HV"]),
        ("Tin, ảnh: Hạnh Phạm./.", "Hạnh Phạm", ["Hạnh Phạm"]),
        ("(Tin, ảnh: Hạnh Phạm)", "Hạnh Phạm", ["Hạnh Phạm"]),
        ("\u00a0" * 80 + "Tin, ảnh: Hạnh Phạm", "Hạnh Phạm", ["Hạnh Phạm"]),
    ],
)
def test_credit_is_a_signature_anywhere(line: str, printed: str, people: list[str]) -> None:
    for text in (line, unicodedata.normalize("NFD", line)):
        byline = read_signature(text)
        assert byline is not None
        assert (byline.printed, byline.people, byline.rule) == (printed, tuple(people), "credit")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Mai viết Tăng", "name"),
        ("Hạnh Phạm", "name"),
        ("Lê Hà - Hạnh Phạm", "name"),
        ("BS. Đinh Thị Hoài", "name"),
        ("H’Wen Mlô", "name"),
        ("HẠNH PHẠM", "name"),
        ("HV", "initials"),
        ("NT", "initials"),
        ("BBT", "initials"),
        ("V.H.", "initials"),
        ("Ban Biên tập", "body"),
        ("Hội LHPN phường", "body"),
        ("Văn phòng HĐND và UBND xã", "body"),
        ("Văn hóa - Xã hội", "body"),
    ],
)
def test_bare_signature_needs_emphasis(line: str, rule: str) -> None:
    byline = read_signature(line, emphasised=True)
    assert byline is not None
    assert byline.rule == rule
    assert read_signature(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "...", "Hết", "UBND", "STT", "Hội nghị", "Toàn cảnh Hội nghị", "Hội nghị kết thúc tốt đẹp",
        "Đoàn chụp ảnh lưu niệm", "Phường Trường Xuân", "Bà Lục Thị Nhói",
        "Ban Tổ chức trao giải cho các đội", "Chi bộ khối phố 3 tặng quà hộ nghèo.",
        "Thực hiện: các hộ dân thu gom rác", "Lê Hà.", "Hạnh", "Thực hiện: Nghị quyết 15 của Trung ương",
        "Bài học kinh nghiệm: Đoàn kết", "Ảnh: Lê Hà", "Hình ảnh: Lê Hà", "Theo Báo Y", "THEO BÁO Y",
        "Báo Quảng Nam", "Nguồn: Báo Y", "Bài viết: Hướng dẫn cài đặt", "Tin, ảnh:",
        "Tin: ngày mai trời mưa", "Tin tức Hà Nội", "Ông Nam nói: Đồng ý", "Tin, ảnh: " + "Lê Hà " * 40,
        "Nhân dịp này, phường tặng quà cho 10 hộ nghèo.", "Lễ phát động diễn ra trong không khí vui tươi",
    ],
)  # fmt: skip
def test_other_lines_are_left_in_the_body(line: str) -> None:
    assert read_signature(line) is None
    assert read_signature(line, emphasised=True) is None


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Theo Báo Y", "Báo Y"),
        ("(Theo Báo Quảng Nam)", "Báo Quảng Nam"),
        ("THEO BÁO Y", "BÁO Y"),
        ("Theo TTXVN", "TTXVN"),
        ("Theo: Tạp chí Dân vận", "Tạp chí Dân vận"),
        ("Theo Lê Hà - Báo Y", "Lê Hà - Báo Y"),
        ("Nguồn: vidu.gov.vn", "vidu.gov.vn"),
        ("Nguồn tin: Trang TTĐT Công an huyện", "Trang TTĐT Công an huyện"),
        ("Theo kế hoạch, phường trồng 500 cây", None),
        ("Theo kế hoạch", None),
        ("Theo đó, phường đã trao quà.", None),
        ("Theo Ban Chỉ đạo, số hộ nghèo giảm", None),
        ("Theo Báo Y đã đưa tin", None),
        ("Nguồn: ngân sách phường", None),
        ("Tác giả: Lê Hà", None),
        ("Báo Y", None),
        ("Theo", None),
        ("", None),
    ],
)
def test_source_line(line: str, source: str | None) -> None:
    assert read_source_line(line) == source


PIECES = st.sampled_from(
    [
        "Tin", "ảnh", "bài", "và", ",", ":", ";", "-", " - ", "/", "(", ")", ".", "Theo", "Nguồn", "Báo",
        "Lê", "Hà", "Mai viết Tăng", "HV", "BBT", "Hội", "Đoàn", "phường", "Văn hóa", "Xã hội", "BS.", "PV",
        "Phó", "đã", "’", "\u0301", "\u200b", "\u00a0", "1", "ß", "İ",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)), st.booleans())
def test_any_text_is_read_or_left(text: str, emphasised: bool) -> None:
    read_label(text)
    read_source_line(text)
    people = split_people(text)
    assert all(person == person.strip() and person for person in people)
    assert len(set(people)) == len(people)
    byline = read_signature(text, emphasised=emphasised)
    if byline is not None:
        assert byline.printed
        assert byline.people == split_people(byline.printed)
        assert not emphasised or byline.rule in {"credit", "name", "initials", "body"}


names = st.lists(
    st.sampled_from(["Lê Hà", "Hạnh Phạm", "Mai Lan", "Đoàn Văn Hậu", "H’Wen Mlô", "HV"]),
    min_size=1,
    max_size=3,
    unique=True,
)


@given(
    names,
    st.sampled_from([", ", " - ", "; ", " và ", " – ", " & "]),
    st.sampled_from(["Tin, ảnh", "Bài", "Tin bài"]),
)
def test_names_joined_in_any_way_come_apart(people: list[str], between: str, work: str) -> None:
    printed = between.join(people)
    assert split_people(printed) == tuple(people)
    byline = read_signature(f"{work}: {printed}")
    assert byline is not None
    assert (byline.printed, byline.people) == (printed, tuple(people))


@pytest.mark.parametrize(
    "piece", ["tin,", "tin và ", "(", " ", "a - ", "Văn hóa, ", "x.", "Theo ", ":", "a’", "A.", "-/"]
)
def test_hostile_lines_take_no_time(piece: str) -> None:
    started = time.perf_counter()
    for size in (999, 500_000):
        text = (piece * size)[:size]
        read_label(text)
        split_people(text)
        read_signature(text, emphasised=True)
        read_source_line(text)
    assert time.perf_counter() - started < 2
