from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin_spider.mining import mine

PIECES = st.sampled_from(
    [
        "mô hình", "Mô hình", "MÔ HÌNH", " “", "”", '"', "‘", "’", "«", "»", "như:", "gồm", ",", ";",
        ":", ".", "\n", "\r\n", " | ", "(", ")", "05 ", "hai mươi ", "1.019 ", "tặng ", "trao ",
        "được ", "Giấy khen ", "giải Nhất ", "Huy hiệu 30 năm tuổi Đảng ", "danh hiệu ", "cho ",
        "tập thể ", "cá nhân ", "ông Nguyễn Văn A ", "UBND phường ", "khen thưởng ",
        "vì đã có thành tích ", "và ", "trồng rau ", "Tổ tự quản ", "\u200b", "\u00a0", "\u0301", "İ",
        "2.000.000 đồng ", "mỗi ", "các ", "truy tặng ", "đồng giải ", "thuộc về ", "là ", "- ", "1. ",
    ]
)  # fmt: skip


def check(text: str) -> None:
    found = mine(text)
    for item in [*found.models, *found.awards]:
        evidence = item.evidence
        assert text[evidence.start : evidence.end] == evidence.text
        assert "\n" not in evidence.text
        assert evidence.text.strip() == evidence.text
    assert mine(text) == found


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_mined_with_exact_spans(text):
    check(text)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=250, deadline=None)
def test_any_row_of_the_words_we_look_for_is_mined_with_exact_spans(text):
    check(text)


HOSTILE = {
    "quotes": '"',
    "opening quotes": "“a ",
    "heads": "mô hình ",
    "heads with colons": "mô hình: ",
    "quoted heads": "mô hình “a” ",
    "digits": "1",
    "numbers": "1 ",
    "commas": ", ",
    "newlines": "\n",
    "marks": "\u0301",
    "awards in one sentence": "tặng Giấy khen cho 3 tập thể, ",
    "awards in many lines": "UBND xã tặng Giấy khen cho 3 tập thể.\n",
    "passives": "được tặng Giấy khen ",
    "lists in lists": "3 tập thể: ",
    "rows": "Nhất | Đội A\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_length_of_hostile_text(piece):
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            mine(text)
            best = min(best, time.process_time() - start)
        return best

    short, long = seconds(12_000), seconds(96_000)
    # Eight times the text: a quadratic rule would take 64 times as long.
    assert long < 24 * short + 0.02
