from __future__ import annotations

import pytest

from bulletin_spider.mining import mine

HEAD = "Tin địa phương\nMở đầu bản tin.\n"


def models(text: str) -> list[tuple[str | None, int | None]]:
    return [(model.name, model.count) for model in mine(HEAD + text).models]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phường ra mắt mô hình “Camera an ninh”.", [("Camera an ninh", None)]),
        (
            "Duy trì mô hình «Ngôi nhà xanh» và mô hình ‘Hẻm sạch’.",
            [("Ngôi nhà xanh", None), ("Hẻm sạch", None)],
        ),
        ('Mô hình “Tổ dân phố thông minh" được nhân rộng.', [("Tổ dân phố thông minh", None)]),
        ("Mô hình “ Đường quê sáng “ ở thôn 2.", [("Đường quê sáng", None)]),
        ("Mô hình ““Nhà sạch, hẻm đẹp”” hoạt động tốt.", [("Nhà sạch, hẻm đẹp", None)]),
        ("Mô hình “Tuyến phố “Sáng - xanh - sạch”” được khen.", [("Tuyến phố Sáng - xanh - sạch", None)]),
        ("Mô hình “Cổng an toàn, đến nay đã có 5 nơi.", [("Cổng an toàn", None)]),
        ("Mô hình “Tổ dệt buôn N’Drung” gồm 16 chị.", [("Tổ dệt buôn N’Drung", None)]),
        ("Mô hình sinh kế “Ngân hàng bò” giúp 20 hộ.", [("Ngân hàng bò", None)]),
        ("Có mô hình điểm về dân vận mang tên “Ba sạch”.", [("Ba sạch", None)]),
        ("Các em gom vỏ hộp vào “Chú ong chăm chỉ” - mô hình của Liên đội.", [("Chú ong chăm chỉ", None)]),
    ],
)
def test_quoted_names(text, expected):
    assert models(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Các mô hình tiêu biểu như: “Tiếng loa sáng”, “Hũ gạo nghĩa tình” của Hội Phụ nữ và "
                "“Vườn rau sạch”."
            ),
            [("Tiếng loa sáng", None), ("Hũ gạo nghĩa tình", None), ("Vườn rau sạch", None)],
        ),
        (
            "Phường thực hiện các mô hình: Nhà văn hóa mở cửa; Sân chơi cho em; Dòng họ không có tội phạm.",
            [("Nhà văn hóa mở cửa", None), ("Sân chơi cho em", None), ("Dòng họ không có tội phạm", None)],
        ),
        (
            "Có nhiều cách làm hay như: “Tủ áo ấm”, “Bếp cơm chiều”.",
            [("Tủ áo ấm", None), ("Bếp cơm chiều", None)],
        ),
        (
            "Xã có 2 mô hình: “Hố rác gia đình” và “Đường cờ”.",
            [("Hố rác gia đình", None), ("Đường cờ", None)],
        ),
        (
            "Xã lập thêm hai mô hình khác: mô hình “Tủ sách ven sông” và mô hình “Gia sư xanh”.",
            [("Tủ sách ven sông", None), ("Gia sư xanh", None)],
        ),
        (
            (
                "Xã duy trì 03 mô hình:\nMô hình “Ngõ hoa” của thôn 1.\nMô hình thu gom pin cũ của "
                "Trường Tiểu học;\nTổ xung kích thôn 4."
            ),
            [("Ngõ hoa", None), ("thu gom pin cũ của Trường Tiểu học", None), ("Tổ xung kích thôn 4", None)],
        ),
        (
            (
                "STT | Tên mô hình | Đơn vị\n1 | “Cây mùa xuân” | Hội Phụ nữ\n2 | Nuôi heo đất tình "
                "thương | Chi đoàn"
            ),
            [("Cây mùa xuân", None), ("Nuôi heo đất tình thương", None)],
        ),
    ],
)
def test_lists_with_one_head(text, expected):
    assert models(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mô hình trồng dưa lưới trong nhà màng cho thu nhập cao.", "trồng dưa lưới trong nhà màng"),
        ("Triển khai mô hình nuôi yến trong nhà, mô hình này rất mới.", "nuôi yến trong nhà"),
        (
            "Mô hình xã hội hoá nâng cấp, mở rộng các tuyến đường; công tác khác.",
            "xã hội hoá nâng cấp, mở rộng các tuyến đường",
        ),
        (
            "Thực hiện mô hình trả hồ sơ tại nhà cho người khuyết tật.",
            "trả hồ sơ tại nhà cho người khuyết tật",
        ),
        ("Thực hiện mô hình Cân đối chứng tại cổng số 2.", "Cân đối chứng"),
        ("Mô hình nuôi bò nhốt chuồng được 64 hộ áp dụng.", "nuôi bò nhốt chuồng"),
        ("Anh làm mô hình trồng cam, bưởi trong vườn tạp.", "trồng cam, bưởi trong vườn tạp"),
    ],
)
def test_descriptions_end_with_their_clause(text, name):
    assert models(text) == [(name, None)]
    assert not mine(HEAD + text).models[0].named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toàn phường có 54 mô hình tự quản.", [(None, 54)]),
        ("Đã đăng ký 27 mô hình “Dân vận khéo”.", [(None, 27)]),
        ("Duy trì 02 mô hình “Khu trọ tự quản”.", [("Khu trọ tự quản", 2)]),
        (
            "Có 86 mô hình “Tổ liên gia” và 112 “Điểm chữa cháy”.",
            [("Tổ liên gia", 86), ("Điểm chữa cháy", 112)],
        ),
        ("Có hơn 30 mô hình, trong đó có 9 mô hình “Tiếng kẻng”.", [(None, 30), ("Tiếng kẻng", 9)]),
        ("Số mô hình tăng từ 3 lên 11 mô hình.", [(None, 11)]),
        ("Phường có mười hai mô hình được công nhận.", [(None, 12)]),
        ("Có 1.019 mô hình, tăng 17 mô hình so với năm trước.", [(None, 1019)]),
    ],
)
def test_counts(text, expected):
    assert models(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nhân rộng các mô hình hiệu quả, tránh rập khuôn mô hình.",
        "Vận hành mô hình chính quyền địa phương 2 cấp.",
        "Hoạt động theo mô hình “chính quyền địa phương 2 cấp”.",
        "Mô hình bệnh tật ở người già thay đổi rõ rệt.",
        "Các em trưng bày 47 mô hình và mô hình “Ngôi nhà thông minh”.",
        "Công cụ dùng mô hình ngôn ngữ lớn và mô hình dữ liệu.",
        "Phát triển theo mô hình nhà vườn, đô thị sinh thái.",
        "Mỗi chi bộ xây dựng ít nhất 01 mô hình.",
        "Phấn đấu năm tới xây dựng 5 mô hình mới.",
        "Hưởng ứng phong trào “Toàn dân bảo vệ an ninh Tổ quốc”, câu lạc bộ “Hương sen” ra mắt.",
        "Phòng thực hành có 14 mô hình giải phẫu và 2 mô hình xe tăng bằng gỗ.",
        "Người khởi xướng mô hình kể: “Hồi đầu ai cũng cười”.",
    ],
)
def test_what_is_no_model(text):
    assert models(text) == []


def test_spellings_of_one_model_are_one_entry():
    text = (
        "Ra mắt mô hình “Tổ liên gia an toàn phòng cháy, chữa cháy”.\n"
        "Mô hình “TỔ LIÊN GIA AN TOÀN PCCC” có 12 hộ.\nNay đã có 3 mô hình “Tổ liên gia an toàn PCCC”."
    )
    assert [count for _, count in models(text)] == [3]


def test_a_count_told_later_joins_the_name():
    found = mine(HEAD + "Mô hình “Tiếng kẻng” ra đời năm 2014.\nNay có 9 mô hình “Tiếng kẻng”.").models
    assert [(model.name, model.count, model.evidence.text) for model in found] == [
        ("Tiếng kẻng", 9, "9 mô hình “Tiếng kẻng”")
    ]


def test_a_model_named_in_the_title_only():
    found = mine(
        "Xã ra mắt “Trạm sạc tình thương”\nĐoàn xã cho ra mắt một mô hình mới.\nTrạm có 12 ổ cắm."
    ).models
    assert [model.name for model in found] == ["Trạm sạc tình thương"]
    assert found[0].evidence.text == "“Trạm sạc tình thương”"


def test_a_club_that_the_next_sentence_calls_a_model():
    assert models("Hội ra mắt CLB “Làm vườn sạch”. CLB có 18 hội viên. Đây là mô hình thứ hai của Hội.") == [
        ("Làm vườn sạch", None)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Ngõ xanh” và “Tủ sách chung”, hai mô hình ra đời năm 2023, được bà con hưởng ứng.",
            [("Ngõ xanh", None), ("Tủ sách chung", None)],
        ),
        (
            "Khu phố dựng “Trạm nước đầu ngõ” từ tháng 5. Đây là mô hình do Đoàn phường khởi xướng.",
            [("Trạm nước đầu ngõ", None)],
        ),
        (
            "Có mô hình “Ngõ xanh”, mô hình “Tủ sách chung” và mô hình “Đèn ngõ”. Cả ba mô hình đều tốt.",
            [("Ngõ xanh", None), ("Tủ sách chung", None), ("Đèn ngõ", None)],
        ),
        ("Câu lạc bộ “Sống khỏe” được chọn làm mô hình điểm.", [("Sống khỏe", None)]),
        (
            "Một số mô hình được đánh giá cao là “Ngõ xanh” (khu phố 2) và “Đèn ngõ”.",
            [("Ngõ xanh", None), ("Đèn ngõ", None)],
        ),
        (
            "Phường lập 02 mô hình:\nCamera an ninh - phạt nguội đổ rác;\nPhố an toàn, nhà bình yên.",
            [("Camera an ninh - phạt nguội đổ rác", None), ("Phố an toàn, nhà bình yên", None)],
        ),
        ("Nhân rộng mô hình trồng rau, củ, quả sạch.", [("trồng rau, củ, quả sạch", None)]),
        ("Mô hình “Ngõ xanh” ra đời năm 2023. Đến nay phường có 4 mô hình như thế.", [("Ngõ xanh", 4)]),
    ],
)
def test_names_that_another_clause_calls_models(text, expected):
    assert models(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A name without quotes beside one with them.
        (
            "Thôn có mô hình “Giếng làng sạch”, mô hình đèn năng lượng ở 3 ngõ và “Tổ hộ đê tự quản”.",
            [("Giếng làng sạch", None), ("đèn năng lượng", None), ("Tổ hộ đê tự quản", None)],
        ),
        (
            "Xã có hai mô hình ươm keo giâm hom và “Bến đò an toàn”.",
            [("ươm keo giâm hom", None), ("Bến đò an toàn", None)],
        ),
        ("Phường có mô hình tự quản và “Ngõ nhà mình”.", [("Ngõ nhà mình", None)]),
        # A dash or an explanation, and then the word.
        (
            "Chi đoàn giữ “Góc đọc ven hồ” - mô hình trao đổi sách cũ giữa các xóm.",
            [("Góc đọc ven hồ", None)],
        ),
        (
            "Hội Phụ nữ lo «Chuyến đò sớm» – một mô hình nhỏ chở học sinh qua sông.",
            [("Chuyến đò sớm", None)],
        ),
        (
            "Các cụ trồng “Vườn thuốc bên trạm”: góp cây, góp công, mô hình được cả huyện về xem.",
            [("Vườn thuốc bên trạm", None)],
        ),
        (
            "Chúng tôi đọc “Bản tin sớm”: có chuyện chợ, mô hình ươm keo giâm hom cũng được nhắc.",
            [("ươm keo giâm hom", None)],
        ),
        (
            "Có mô hình “Góc đọc ven hồ” - “Tủ sách xe kéo”.",
            [("Góc đọc ven hồ", None), ("Tủ sách xe kéo", None)],
        ),
        # A verb of naming before an unquoted name.
        (
            "Một mô hình khác là Hàng rào hoa giấy quanh trường cũng được khen.",
            [("Hàng rào hoa giấy quanh trường", None)],
        ),
        ("Mô hình mang tên Hẻm đèn lồng do khu phố 4 làm.", [("Hẻm đèn lồng", None)]),
        ("Điều làm nên mô hình này là Công an phường luôn bám dân.", []),
        # After a number the verbs of making lead to names, unless these are months or mottoes.
        (
            "Xã đăng ký 14 mô hình. Chi bộ Đông dựng “Giỏ đi chợ”; Đoàn xã triển khai “Tháng Thanh niên”.",
            [(None, 14), ("Giỏ đi chợ", None)],
        ),
        ("Xã đăng ký 14 mô hình. Bí thư nói “Phải làm thật”.", [(None, 14)]),
        ("Xã đăng ký 14 mô hình. Ai nấy vui. Cụ Bảy làm “Thơ con cóc” ca ngợi mô hình.", [(None, 14)]),
        ("Xã đăng ký nhiều mô hình. Cụ Bảy làm “Thơ con cóc”.", []),
        ("Xã có 8 mô hình kinh tế hợp tác đang chạy đều.", [(None, 8)]),
        ("Xã có mô hình kinh tế hợp tác đang chạy đều.", []),
        ("Phường mở mô hình “Một cửa thân thiện” cạnh bộ phận “một cửa”.", [("Một cửa thân thiện", None)]),
        ("Bộ phận vận hành theo mô hình “một cửa, một cửa liên thông”.", []),
    ],
)
def test_names_and_how_they_are_joined_to_the_word(text, expected):
    assert models(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Có những cách làm hay như: “Bếp ấm” của Chi hội 1; ươm cây giống của hộ ông Lường Văn Phúc; "
                "“Đèn ngõ” của Chi hội 2."
            ),
            ["Bếp ấm", "ươm cây giống của hộ ông Lường Văn Phúc", "Đèn ngõ"],
        ),
        (
            "Có những cách làm hay như: “Bếp ấm” của Tổ 1, “Đèn ngõ” của Tổ 2, hàng cây thuốc nam của Tổ 3.",
            ["Bếp ấm", "Đèn ngõ", "hàng cây thuốc nam của Tổ 3"],
        ),
        (
            "Có những cách làm hay như: “Bếp ấm” của Tổ 1, “Đèn ngõ” của Tổ 2, cho thấy tinh thần của Hội.",
            ["Bếp ấm", "Đèn ngõ"],
        ),
        (
            "Xã có các mô hình:\nMô hình Bến đò an toàn - nụ cười quê hương ở ấp 3\nTổ vớt rác kênh Ba Bò",
            ["Bến đò an toàn - nụ cười quê hương", "Tổ vớt rác kênh Ba Bò"],
        ),
        (
            (
                "STT | Đơn vị | Lý do\n1 | Chi hội 3 | Làm tốt mô hình gây quỹ\n"
                "2 | Chi hội 4 | Giữ vững mô hình “Hũ gạo nghĩa tình”\n3 | Chi hội 5 | Chăm sóc đường hoa"
            ),
            ["Hũ gạo nghĩa tình"],
        ),
        (
            "Xã vừa thử mô hình\n“Chợ không túi nylon” tại thôn 2, phát 300 giỏ nhựa cho tiểu thương ở chợ.",
            ["Chợ không túi nylon"],
        ),
        (
            "Đây là mô hình thứ ba về nước sạch, được lập từ đầu năm, sau “Giếng làng” và “Bể chung”.",
            ["Giếng làng", "Bể chung"],
        ),
        ("Đây là mô hình thứ ba về nước sạch. Sau “Ngày nước sạch”, dân hưởng ứng.", []),
        ("Xã vừa thử một mô hình.\n“Chợ phải sạch đã”, ông trưởng thôn nói.", []),
    ],
)
def test_lists_tables_and_torn_lines(text, expected):
    assert [name for name, _ in models(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mô hình giữ bến, giữ trật tự do 12 cựu chiến binh đảm nhận.", "giữ bến, giữ trật tự"),
        ("Khu phố làm mô hình tuyến hẻm do dân tự quản.", "tuyến hẻm do dân tự quản"),
        ("Xóm có mô hình phơi thóc nhờ sân đình.", "phơi thóc nhờ sân đình"),
        ("Mô hình nuôi dúi thành công nhờ kiên trì.", "nuôi dúi thành công"),
        ("Hội lập mô hình gom vải vụn may chăn, góp 40 triệu đồng mua máy khâu.", "gom vải vụn may chăn"),
        ("Mô hình hẻm camera nếu thiếu người trông thì vô ích.", "hẻm camera"),
        ("Mô hình ươm cá chình thì do Hội Nông dân lo.", "ươm cá chình"),
        ("Bà Tư là người đề xuất mô hình ươm cá chình.", "ươm cá chình"),
        ("Trạm làm mô hình bệnh án điện tử cho người cao tuổi.", "bệnh án điện tử cho người cao tuổi"),
        ("Trạm có mô hình phòng chống dịch bệnh “3 không”.", "3 không"),
        ("Tổ 5 trình bày mô hình ươm cá chình trước hội nghị.", "ươm cá chình"),
    ],
)
def test_where_a_name_ends_and_what_is_one(text, expected):
    assert models(text) == [(expected, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Mô hình bệnh sởi ở trẻ nhỏ năm nay khác hẳn năm ngoái.",
        "Mô hình dịch bệnh trên đàn trâu diễn biến khó lường.",
        "Mô hình toán cho thấy mực nước còn dâng.",
        "Cũng có mô hình treo biển thật to mà chẳng ai biết.",
        "Có nơi mô hình treo biển rồi để đó.",
        "Cô giáo đề xuất thử nghiệm một mô hình chấm bài chéo ở khối 7.",
        "Các chi hội dựng mô hình hướng tới người nghèo.",
        "Ai tham gia mô hình tự quản, hòa giải cơ sở đều được cộng điểm.",
        "Hội đưa mô hình sang các ấp bên.",
        "Các chi hội cần tìm tòi mô hình gắn người già với trẻ nhỏ.",
        "Ở Nhật Bản có ba mô hình tái chế đồ gỗ.",
        "Cán bộ ngại gọi là mô hình vì “chưa có gì đáng khoe”.",
        "Gian hàng bày 300 mô hình tàu thuyền.",
        "Bác Tám khởi đầu bằng mô hình chiếc xe bò.",
        "Mô hình “Đình làng Chuông” ghép từ que kem đẹp lạ.",
        "Dân quân tập ném với mô hình lựu đạn, bia bằng gỗ.",
    ],
)
def test_diseases_things_proposals_and_places_abroad(text):
    assert models(text) == []


def test_key_groups_spellings():
    first, second = (
        mine(HEAD + f"Ra mắt mô hình “{name}”.").models[0].key for name in ("Văn hoá", "VĂN HÓA")
    )
    assert first == second
