"""Shapes of clauses in which ward bulletins tell awards; what each must give is told by hand."""

from __future__ import annotations

import pytest

from bulletin_spider.mining import mine

HEAD = "Tin địa phương\nMở đầu bản tin.\n"


def told(text: str) -> list[tuple[int | None, list[str], str | None, str | None]]:
    """Number, names, form and giver of each award."""
    return [(a.count, a.recipients, a.form, a.awarded_by) for a in mine(HEAD + text).awards]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A sum or a present goes with the certificate before it.
        (
            "UBND phường tặng Giấy khen và thưởng 500.000 đồng cho em Lý Văn Sơn.",
            [(1, ["Lý Văn Sơn"], "Giấy khen", "UBND phường")],
        ),
        (
            "Ban Tổ chức trao giải Nhất và 10 triệu đồng cho đô vật Đỗ Văn Khoát.",
            [(1, ["Đỗ Văn Khoát"], "giải Nhất", "Ban Tổ chức")],
        ),
        (
            "UBND phường tặng Giấy khen, thưởng 500.000 đồng cho mỗi em Lý Văn Sơn, Tạ Thị Hợi.",
            [(2, ["Lý Văn Sơn", "Tạ Thị Hợi"], "Giấy khen", "UBND phường")],
        ),
        # Prizes counted before the verb that hands them over.
        (
            "Chung cuộc, 3 giải A và 5 giải B được Ban Tổ chức trao cho các tiết mục.",
            [(3, [], "giải A", "Ban Tổ chức"), (5, [], "giải B", "Ban Tổ chức")],
        ),
        (
            "Giải Nhất thuộc về đội thôn Đông, giải Nhì thuộc thôn Đoài.",
            [(1, ["đội thôn Đông"], "giải Nhất", None), (1, ["thôn Đoài"], "giải Nhì", None)],
        ),
        # Somebody called something is who receives.
        (
            "Nghệ nhân Tạ Văn Hỷ, năm nay 69 tuổi, là người đã được UBND tỉnh tặng Bằng khen.",
            [(1, ["Tạ Văn Hỷ"], "Bằng khen", "UBND tỉnh")],
        ),
        # Names in brackets, parted by semicolons where offices stand with them.
        (
            "UBND xã trao Giấy khen cho 02 cá nhân (đ/c Vũ Văn Bền, Trưởng ấp; đ/c Lò Thị Xuân, dân quân).",
            [(2, ["Vũ Văn Bền", "Lò Thị Xuân"], "Giấy khen", "UBND xã")],
        ),
        # The titles of the learning society stand for families and clans.
        (
            "UBND phường tặng Giấy khen cho 12 “Gia đình học tập” và 3 “Dòng họ học tập”.",
            [(12, [], "Giấy khen", "UBND phường"), (3, [], "Giấy khen", "UBND phường")],
        ),
        # Lots of recipients, and the number right after the form.
        (
            "Đảng ủy xã tặng Giấy khen 41 lượt tập thể, 18 lượt cá nhân.",
            [(41, [], "Giấy khen", "Đảng ủy xã"), (18, [], "Giấy khen", "Đảng ủy xã")],
        ),
        # Staff are one collective, whoever they are made of.
        (
            "Chủ tịch UBND tỉnh tặng Bằng khen cho tập thể cán bộ, giáo viên, nhân viên Trường Hoa Lê.",
            [
                (
                    1,
                    ["tập thể cán bộ, giáo viên, nhân viên Trường Hoa Lê"],
                    "Bằng khen",
                    "Chủ tịch UBND tỉnh",
                )
            ],
        ),
        # A place name in a body's name is no person.
        (
            "Thành ủy tặng Bằng khen cho Chi bộ tổ dân phố Hoàng Lương.",
            [(1, ["Chi bộ tổ dân phố Hoàng Lương"], "Bằng khen", "Thành ủy")],
        ),
        # A medal may be why somebody is rewarded.
        (
            "Em Đỗ Minh Quý (tổ 5) đoạt Huy chương Đồng Olympic Tin học, được xã thưởng 5 triệu đồng.",
            [(1, ["Đỗ Minh Quý"], None, "xã")],
        ),
    ],
)
def test_shapes_of_clauses(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cơ cấu giải thưởng gồm 1 giải Nhất, 2 giải Nhì và 3 giải Ba.",
        "Cụ Tạ Văn Hỷ đeo trên ngực hai Huy chương Kháng chiến.",
        "Phường đề nghị tặng Huân chương hạng Ba cho 04 cá nhân, Huy chương hạng Nhất cho 07 cá nhân.",
        "Các em dự lễ chào cờ rồi nhận quà.",
    ],
)
def test_what_is_told_but_not_given(text):
    assert not told(text)


def test_so_is_no_plan():
    text = "Nội dung nữ chỉ có 4 đội nên Ban Tổ chức trao giải Nhất cho đội ấp Vĩnh Hòa."
    assert told(text) == [(1, ["đội ấp Vĩnh Hòa"], "giải Nhất", "Ban Tổ chức")]


def test_items_tell_what_each_one_gets():
    text = (
        "Hội Khuyến học phường khen thưởng các em và gia đình sau đây:\n"
        "02 học sinh đạt giải cấp quốc gia, mỗi em được thưởng 1.500.000 đồng: Đỗ Minh Quý, Lý Văn Sơn;\n"
        "27 học sinh đạt giải cấp tỉnh, mức thưởng 500.000 đồng/em;\n"
        "Giấy khen cho 08 “Gia đình học tập”."
    )
    giver = "Hội Khuyến học phường"
    assert told(text) == [
        (2, ["Đỗ Minh Quý", "Lý Văn Sơn"], None, giver),
        (27, [], None, giver),
        (8, [], "Giấy khen", giver),
    ]


def test_a_reason_follows_the_money():
    text = "Em Bế Thu Lan được UBND phường tặng Giấy khen kèm thưởng 1.000.000 đồng vì đã cứu người."
    assert [award.achievement for award in mine(HEAD + text).awards] == ["cứu người"]


def test_a_vague_number_in_the_lead_stays_beside_other_givers():
    text = (
        "Hội nghị điển hình\n"
        "Năm năm qua, hàng trăm lượt tập thể được UBND thành phố tặng Giấy khen.\n"
        "Tại đại hội, 21 tập thể được UBND phường tôn vinh."
    )
    found = [(a.count, a.form, a.awarded_by) for a in mine(text).awards]
    assert found == [(None, "Giấy khen", "UBND thành phố"), (21, None, "UBND phường")]


def test_a_table_with_a_column_for_each_kind():
    text = (
        "UBND phường tặng Giấy khen cho các tập thể, cá nhân sau:\n"
        "STT | Tập thể | Cá nhân\n"
        "1 | Chi hội Phụ nữ tổ 4 | Lý Văn Sơn\n"
        "2 | Trạm Y tế phường | Tạ Thị Hợi\n"
    )
    assert told(text) == [
        (2, ["Chi hội Phụ nữ tổ 4", "Trạm Y tế phường"], "Giấy khen", "UBND phường"),
        (2, ["Lý Văn Sơn", "Tạ Thị Hợi"], "Giấy khen", "UBND phường"),
    ]


def test_a_table_with_a_column_for_each_prize():
    text = (
        "Ban Tổ chức trao giải cho các đội như sau:\n"
        "Nội dung | Giải Nhất | Giải Nhì\n"
        "Kéo co | Thôn Đông | Thôn Đoài\n"
    )
    found = {(form, *names): count for count, names, form, _ in told(text)}
    assert found == {("giải Nhất", "Thôn Đông"): 1, ("giải Nhì", "Thôn Đoài"): 1}
