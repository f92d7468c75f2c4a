from __future__ import annotations

import pytest

from bulletin_spider.mining import mine

HEAD = "Tin địa phương\nMở đầu bản tin.\n"


def awards(text: str) -> list[tuple[str, int | None, str | None, str | None, str | None]]:
    found = mine(HEAD + text).awards
    return [(a.recipient_type, a.count, a.form, a.awarded_by, a.achievement) for a in found]


def test_kinds_share_form_giver_and_reason():
    text = (
        "UBND phường tặng Giấy khen cho 05 (năm) tập thể, 08 cá nhân và 2 hộ gia đình có thành tích "
        "trong năm 2023."
    )
    rest = ("Giấy khen", "UBND phường", "thành tích trong năm 2023")
    assert awards(text) == [("collective", 5, *rest), ("individual", 8, *rest), ("household", 2, *rest)]


def test_a_reason_crosses_commas_not_semicolons():
    text = (
        "Huyện tặng Giấy khen cho 3 hộ; Hội Nông dân huyện tặng Giấy khen cho 5 hộ, "
        "UBND xã khen thưởng 20 hộ có thành tích trong sản xuất."
    )
    assert [(count, giver, reason) for _, count, _, giver, reason in awards(text)] == [
        (3, "Huyện", None),
        (5, "Hội Nông dân huyện", "thành tích trong sản xuất"),
        (20, "UBND xã", "thành tích trong sản xuất"),
    ]


@pytest.mark.parametrize(
    ("text", "giver"),
    [
        ("Chủ tịch UBND xã trao Giấy khen cho 5 tập thể.", "Chủ tịch UBND xã"),
        ("Ông Lê Văn Tám - Chủ tịch UBND xã trao Giấy khen cho 5 tập thể.", "Chủ tịch UBND xã"),
        ("Ông Lê Văn Tám, Phó Bí thư trao Giấy khen của Huyện ủy cho 5 tập thể.", "Huyện ủy"),
        ("Thay mặt Ban Thường vụ Huyện ủy, ông Tám trao Giấy khen cho 5 tập thể.", "Ban Thường vụ Huyện ủy"),
        ("5 tập thể được Thành ủy tặng Giấy khen.", "Thành ủy"),
        ("5 tập thể đón nhận Giấy khen do Tỉnh Đoàn trao tặng.", "Tỉnh Đoàn"),
        (
            "Công bố Quyết định số 12/QĐ-UBND của Chủ tịch UBND xã về việc tặng Giấy khen cho 5 tập thể.",
            "Chủ tịch UBND xã",
        ),
        ("Có 5 tập thể nhận Giấy khen.", None),
    ],
)
def test_givers(text, giver):
    assert [(count, got) for _, count, _, got, _ in awards(text)] == [(5, giver)]


@pytest.mark.parametrize(
    ("told", "kind", "count"),
    [
        ("3 tập thể", "collective", 3),
        ("03 đồng chí", "individual", 3),
        ("hai mươi lăm hội viên", "individual", 25),
        ("1.019 em học sinh", "individual", 1019),
        ("hơn 40 hộ dân", "household", 40),
        ("15 tập thể, cá nhân", "other", 15),
        ("4 chi bộ", "collective", 4),
    ],
)
def test_numbers_and_kinds(told, kind, count):
    assert awards(f"UBND xã khen thưởng {told}.") == [(kind, count, None, "UBND xã", None)]


def test_vague_numbers_are_none():
    found = awards("Nhiều tập thể, cá nhân được UBND thành phố tặng Bằng khen.")
    assert [(kind, count) for kind, count, *_ in found] == [("collective", None), ("individual", None)]


def test_named_recipients_are_counted_and_bare():
    text = (
        "Thành ủy tặng Bằng khen cho ông Vũ Văn Khoát, Trưởng thôn Đoài, bà Đỗ Thị Mão (thôn Hạ) và "
        "Công an xã."
    )
    found = mine(HEAD + text).awards
    assert [(a.recipient_type, a.count, a.recipients) for a in found] == [
        ("individual", 2, ["Vũ Văn Khoát", "Đỗ Thị Mão"]),
        ("collective", 1, ["Công an xã"]),
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Đảng ủy trao Huy hiệu 30 năm tuổi Đảng cho 1 đảng viên.", "Huy hiệu 30 năm tuổi Đảng"),
        (
            "Hội tặng Kỷ niệm chương “Vì sự nghiệp Dân vận” cho 1 đồng chí.",
            "Kỷ niệm chương Vì sự nghiệp Dân vận",
        ),
        ("UBND xã tặng danh hiệu “Gia đình văn hóa” năm 2023 cho 1 hộ.", "danh hiệu Gia đình văn hóa"),
        ("Một cá nhân được tặng giấy khen.", "Giấy khen"),
        ("Đội thôn Đông giành giải nhất.", "giải Nhất"),
        ("Hai đội khóm 1 và khóm 9 đồng hạng III.", "giải III"),
        ("Giải “Mâm cơm đẹp” thuộc về đội khóm 5.", "giải Mâm cơm đẹp"),
        ("Chủ tịch nước tặng Huân chương Lao động hạng Ba cho 1 tập thể.", "Huân chương Lao động hạng Ba"),
        ("UBND xã tuyên dương 1 cá nhân.", None),
        ("UBND xã thưởng nóng 5.000.000 đồng cho 1 tập thể.", None),
    ],
)
def test_forms(text, form):
    assert [got for _, _, got, _, _ in awards(text)] == [form]


def test_party_badges_in_a_list():
    text = (
        "Có 01 đồng chí nhận Huy hiệu 60 năm tuổi Đảng, 03 đồng chí nhận Huy hiệu 55 năm, 10 đồng chí 50 năm."
    )
    assert [(count, form) for _, count, form, _, _ in awards(text)] == [
        (1, "Huy hiệu 60 năm tuổi Đảng"),
        (3, "Huy hiệu 55 năm tuổi Đảng"),
        (10, "Huy hiệu 50 năm tuổi Đảng"),
    ]


def test_a_total_is_no_entry_when_its_breakdown_follows():
    text = (
        "Đảng ủy xã tổ chức lễ trao Huy hiệu Đảng cho 3 đảng viên.\nCó 1 đồng chí nhận Huy hiệu 60 "
        "năm tuổi Đảng, 2 đồng chí nhận Huy hiệu 30 năm tuổi Đảng."
    )
    assert [(count, giver) for _, count, _, giver, _ in awards(text)] == [
        (1, "Đảng ủy xã"),
        (2, "Đảng ủy xã"),
    ]


def test_posthumous_awards_are_summed():
    text = "Chủ tịch nước tặng danh hiệu “Bà mẹ Việt Nam Anh hùng” cho mẹ Lê Thị Tư và truy tặng cho 3 mẹ."
    assert [(count, form) for _, count, form, _, _ in awards(text)] == [
        (4, "danh hiệu Bà mẹ Việt Nam Anh hùng")
    ]


def test_a_list_of_recipients():
    text = (
        "UBND xã tặng Giấy khen cho các tập thể có thành tích trong phòng dịch, gồm:\nCông an xã\n"
        "Trạm Y tế xã\nvà các cá nhân:\nBà Hồ Thị My, Trưởng Trạm;\nÔng Ngô Văn Phát."
    )
    found = mine(HEAD + text).awards
    assert [(a.recipient_type, a.count, a.recipients, a.form) for a in found] == [
        ("collective", 2, ["Công an xã", "Trạm Y tế xã"], "Giấy khen"),
        ("individual", 2, ["Hồ Thị My", "Ngô Văn Phát"], "Giấy khen"),
    ]


def test_a_table_of_winners():
    text = (
        "Ban Tổ chức trao giải như sau:\nGiải | Đơn vị | Tiền thưởng\nNhất | Đội thôn 1 | "
        "2.000.000đ\nBa | Đội thôn 2; Đội thôn 3 | 500.000đ"
    )
    assert awards(text) == [
        ("collective", 1, "giải Nhất", "Ban Tổ chức", None),
        ("collective", 2, "giải Ba", "Ban Tổ chức", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Cuối năm, xã sẽ khen thưởng 5 tập thể.",
        "UBND xã đề nghị cấp trên tặng Bằng khen cho 3 cá nhân.",
        "Dự kiến tuyên dương 10 hộ hiến đất tại hội nghị tới.",
        "Chủ tịch UBND xã biểu dương tinh thần hợp tác của nhân dân.",
        "Xã trao 30 suất học bổng cho 30 em, tặng quà 5 hộ nghèo.",
        "UBND xã trao Giấy chứng nhận quyền sử dụng đất cho 48 hộ.",
        "Có 171 hộ đạt danh hiệu “Gia đình văn hóa”, thôn giữ vững danh hiệu tiên tiến.",
        "Theo quy định, Chủ tịch UBND cấp xã tặng Giấy khen cho cá nhân đủ điều kiện.",
        "Mỗi tập thể được thưởng 1.000.000 đồng.",
        "Xã gửi Thư cảm ơn tới 18 doanh nghiệp.",
        "Tiếp tục quan tâm công tác khen thưởng các tập thể, cá nhân.",
        "Ông Thưởng nói: “Tôi được tặng Giấy khen thì mừng lắm”.",
    ],
)
def test_what_is_no_award(text):
    assert awards(text) == []


def test_prizes_that_explain_a_reward_are_no_entries():
    assert awards("Hội Khuyến học thưởng 2.000.000 đồng cho em Bế Thu Trà vì đã đạt giải Ba cấp tỉnh.") == [
        ("individual", 1, None, "Hội Khuyến học", "đạt giải Ba cấp tỉnh")
    ]


def test_title_and_captions_repeat():
    text = (
        "Xã Bình An khen thưởng các hộ hiến đất\nMở đầu.\n"
        "Sáng nay, UBND xã tặng Giấy khen cho 32 hộ hiến đất.\n"
        "Lãnh đạo xã trao Giấy khen cho các hộ\nBuổi lễ kết thúc lúc 10 giờ."
    )
    assert [(a.recipient_type, a.count) for a in mine(text).awards] == [("household", 32)]


def test_evidence_is_the_clause_with_the_verb():
    text = (
        "Dịp này, Thành ủy tặng Bằng khen cho 2 chi bộ; UBND xã khen thưởng 5 cá nhân vì có thành tích tốt."
    )
    assert [award.evidence.text for award in mine(HEAD + text).awards] == [
        "Thành ủy tặng Bằng khen cho 2 chi bộ",
        "UBND xã khen thưởng 5 cá nhân vì có thành tích tốt",
    ]
