"""Who receives what from whom, in shapes that leave something out or tell it late; labelled by hand."""

from __future__ import annotations

import pytest

from bulletin_spider.mining import mine

HEAD = "Tin địa phương\nMở đầu bản tin.\n"
Told = tuple[str, int | None, list[str], str | None, str | None, str | None]


def told(text: str) -> list[Told]:
    """Kind, number, names, form, giver and reason of each award."""
    found = mine(HEAD + text).awards
    return [(a.recipient_type, a.count, a.recipients, a.form, a.awarded_by, a.achievement) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Some of those counted are named, and further kinds follow.
        (
            "UBND xã tặng Giấy khen cho 4 tập thể, trong đó có Tổ dân phố 2 và Tổ dân phố 5, và bảy ngư dân có thành tích cứu hộ trên biển.",  # noqa: E501
            [
                ("collective", 4, ["Tổ dân phố 2", "Tổ dân phố 5"], "Giấy khen", "UBND xã",
                 "thành tích cứu hộ trên biển"),
                ("individual", 7, [], "Giấy khen", "UBND xã", "thành tích cứu hộ trên biển"),
            ],
        ),
        # Villages whose names begin like a school, and a second kind behind a semicolon.
        (
            "UBND phường tặng Giấy khen cho 3 khối phố: Trường Lệ, Xuân Hòa, Phú Lâm; cùng 5 cá nhân.",
            [
                ("collective", 3, ["Trường Lệ", "Xuân Hòa", "Phú Lâm"], "Giấy khen", "UBND phường", None),
                ("individual", 5, [], "Giấy khen", "UBND phường", None),
            ],
        ),
        # Families named after their reason.
        (
            "Hạt trưởng Hạt Kiểm lâm trao Giấy khen cho các hộ có thành tích giữ rừng năm 2019, đó là hộ Lò Văn Thép và hộ Lò Thị Mơ.",  # noqa: E501
            [
                ("household", 2, ["hộ Lò Văn Thép", "hộ Lò Thị Mơ"], "Giấy khen", "Hạt trưởng Hạt Kiểm lâm",
                 "thành tích giữ rừng năm 2019"),
            ],
        ),
        # Clans, officials without a word of address, a service of the state.
        (
            "UBND xã công nhận danh hiệu “Dòng họ học tập” cho họ Nguyễn Bá và họ Trần Đình.",
            [
                ("collective", 2, ["họ Nguyễn Bá", "họ Trần Đình"], "danh hiệu Dòng họ học tập", "UBND xã",
                 None),
            ],
        ),
        (
            "Trưởng bản Sùng A Dê được Huyện ủy biểu dương vì có công vận động bà con bỏ hủ tục.",
            [("individual", 1, ["Sùng A Dê"], None, "Huyện ủy", "công vận động bà con bỏ hủ tục")],
        ),
        (
            "UBND xã tặng Giấy khen cho Bưu điện huyện Mèo Vạc và cá nhân bà Trần Thị Thư.",
            [
                ("collective", 1, ["Bưu điện huyện Mèo Vạc"], "Giấy khen", "UBND xã", None),
                ("individual", 1, ["Trần Thị Thư"], "Giấy khen", "UBND xã", None),
            ],
        ),
        # No "cho" before a person, an age behind the name, an address behind a school.
        (
            "Trung ương Hội Nông dân tặng Bằng khen ông Trương Văn Lợi.",
            [("individual", 1, ["Trương Văn Lợi"], "Bằng khen", "Trung ương Hội Nông dân", None)],
        ),
        (
            "Bà Nông Thị Mận năm nay 68 tuổi, được Chủ tịch nước phong tặng danh hiệu “Nghệ nhân ưu tú”.",
            [("individual", 1, ["Nông Thị Mận"], "danh hiệu Nghệ nhân ưu tú", "Chủ tịch nước", None)],
        ),
        (
            "Trường Mầm non Hoa Cúc, Phường 4, thành phố Vĩnh Long đón nhận Huân chương Lao động hạng Ba của Chủ tịch nước.",  # noqa: E501
            [
                ("collective", 1, ["Trường Mầm non Hoa Cúc"], "Huân chương Lao động hạng Ba",
                 "Chủ tịch nước", None),
            ],
        ),
        # Told behind the award: names, giver, and what the recipient is.
        (
            "Được Sở Tư pháp tặng Giấy khen là hai hòa giải viên của ấp: Trần Văn Lắm, Ngô Thị Bích, vì đã hòa giải thành 30/30 vụ việc.",  # noqa: E501
            [
                ("individual", 2, ["Trần Văn Lắm", "Ngô Thị Bích"], "Giấy khen", "Sở Tư pháp",
                 "hòa giải thành 30/30 vụ việc"),
            ],
        ),
        (
            "Đoàn xã trao Kỷ niệm chương “Vì thế hệ trẻ” cho đ/c Tạ Quý Nhân do Trung ương Đoàn tặng.",
            [
                ("individual", 1, ["Tạ Quý Nhân"], "Kỷ niệm chương Vì thế hệ trẻ", "Trung ương Đoàn", None),
            ],
        ),
        (
            "Hợp tác xã Thanh Trà được UBND tỉnh tặng Bằng khen là đơn vị dẫn đầu phong trào thi đua năm 2019.",  # noqa: E501
            [
                ("collective", 1, ["Hợp tác xã Thanh Trà"], "Bằng khen", "UBND tỉnh",
                 "đơn vị dẫn đầu phong trào thi đua năm 2019"),
            ],
        ),
        # A decision before a long list of names.
        (
            "Theo Quyết định số 41/QĐ-UBND ngày 28/02/2024 của Chủ tịch UBND xã, hai cá nhân gồm chị Tẩn Thị Mẩy và anh Chảo A Cắm, học sinh lớp 9, được tặng Giấy khen vì đã trả lại của rơi.",  # noqa: E501
            [
                ("individual", 2, ["Tẩn Thị Mẩy", "Chảo A Cắm"], "Giấy khen", "Chủ tịch UBND xã",
                 "trả lại của rơi"),
            ],
        ),
        # Praise and its form are one award; a reason ends where a present begins.
        (
            "Cháu Trần Đăng Minh được Chủ tịch UBND phường tuyên dương ngay trên sân khấu, tặng Giấy khen và một chiếc xe đạp vì nhặt được của rơi trả người mất.",  # noqa: E501
            [
                ("individual", 1, ["Trần Đăng Minh"], "Giấy khen", "Chủ tịch UBND phường",
                 "nhặt được của rơi trả người mất"),
            ],
        ),
        (
            "Bí thư Huyện ủy biểu dương 9 đảng viên vì đi đầu nhường đất và tặng thôn một bộ loa đài.",
            [("individual", 9, [], None, "Bí thư Huyện ủy", "đi đầu nhường đất")],
        ),
        (
            "UBND xã tặng Giấy khen cho 30 hộ hiến đất, gồm 12 hộ thôn Thượng và 18 hộ thôn Hạ.",
            [("household", 30, [], "Giấy khen", "UBND xã", "hiến đất")],
        ),
        # The recipients of the award before are not the giver of the next.
        (
            "Hội Nông dân xã trao danh hiệu “Chi hội vững mạnh” cho chi hội An Trạch, chi hội Phú Sơn và tuyên dương 18 hộ sản xuất giỏi.",  # noqa: E501
            [
                ("collective", 2, ["chi hội An Trạch", "chi hội Phú Sơn"], "danh hiệu Chi hội vững mạnh",
                 "Hội Nông dân xã", None),
                ("household", 18, [], None, "Hội Nông dân xã", None),
            ],
        ),
        # Another gives to the same person.
        (
            "Năm 2017, Bộ Y tế tặng Kỷ niệm chương cho ông Bảy; năm 2020 thì UBND tỉnh tặng Bằng khen.",
            [
                ("individual", 1, ["Bảy"], "Kỷ niệm chương", "Bộ Y tế", None),
                ("individual", 1, ["Bảy"], "Bằng khen", "UBND tỉnh", None),
            ],
        ),
        # Flags as prizes, ranks alone, quoted names of certificates.
        (
            "Ban Tổ chức trao cờ Nhất cho đoàn thôn Đông, cờ Nhì cho đoàn thôn Đoài.",
            [
                ("collective", 1, ["đoàn thôn Đông"], "cờ Nhất", "Ban Tổ chức", None),
                ("collective", 1, ["đoàn thôn Đoài"], "cờ Nhì", "Ban Tổ chức", None),
            ],
        ),
        (
            "Đồng hạng Ba là hai kỳ thủ Trần Bá Lộc (khu vực 1) và Dương Quốc Cường.",
            [("individual", 2, ["Trần Bá Lộc", "Dương Quốc Cường"], "giải Ba", None, None)],
        ),
        (
            "Bằng “Lao động sáng tạo” năm 2024 của Tổng Liên đoàn Lao động được trao cho hai đoàn viên Vũ Khánh Linh và Thạch Sơn.",  # noqa: E501
            [
                ("individual", 2, ["Vũ Khánh Linh", "Thạch Sơn"], "Bằng lao động sáng tạo",
                 "Tổng Liên đoàn Lao động", None),
            ],
        ),
        # A reason never becomes part of the form.
        (
            "Bà Lan được trao Kỷ niệm chương vì đã 20 lần hiến máu.",
            [("individual", 1, ["Lan"], "Kỷ niệm chương", None, "20 lần hiến máu")],
        ),
        (
            "Bà Lan được trao Kỷ niệm chương vì sự nghiệp giáo dục.",
            [("individual", 1, ["Lan"], "Kỷ niệm chương vì sự nghiệp giáo dục", None, None)],
        ),
    ],
)  # fmt: skip
def test_who_receives_what(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


def test_a_subheading_tells_what_those_below_received() -> None:
    text = (
        "Được Chủ tịch UBND phường tặng Giấy khen vì có thành tích xuất sắc trong phong trào thi đua\n"
        "Công an phường\nKhu phố Lạc Thiện\nBà Phú Thị Mận, người uy tín đồng bào Chăm\n"
        "Trong năm, phường còn tổ chức nhiều hoạt động văn hóa, thể thao chào mừng các ngày lễ lớn."
    )
    giver, reason = "Chủ tịch UBND phường", "thành tích xuất sắc trong phong trào thi đua"
    assert told(text) == [
        ("collective", 2, ["Công an phường", "Khu phố Lạc Thiện"], "Giấy khen", giver, reason),
        ("individual", 1, ["Phú Thị Mận"], "Giấy khen", giver, reason),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Thanks to donors, and a flag that nobody won.
        "Mặt trận xã gửi Thư cảm ơn và trao Bảng vàng tri ân cho 7 đơn vị tài trợ.",
        "Các đoàn rước cờ ba màu diễu hành qua lễ đài cho bà con xem.",
        # A wish is no award, though a person follows the form.
        "Chi bộ đề nghị tặng Bằng khen ông Trương Văn Lợi.",
        "Nếu đạt chỉ tiêu, hộ thì được tặng Giấy khen.",
    ],
)
def test_nothing_is_given(text: str) -> None:
    assert told(text) == []
