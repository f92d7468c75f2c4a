"""How a text is typed or wrapped changes nothing that is found in it."""

from __future__ import annotations

import re
import textwrap
import unicodedata

import pytest

from bulletin_spider.mining import mine
from bulletin_spider.vietnamese.text import fold

TEXT = (
    "Phường Hòa Bình tổng kết phong trào thi đua năm 2023\n"
    "Chiều ngày 20/12/2023, Đảng ủy phường Hòa Bình tổ chức hội nghị tổng kết phong trào thi đua.\n"
    "Toàn phường có 24 mô hình được công nhận, nổi bật là mô hình “Tổ tự quản hòa thuận” của khu phố 3, "
    "mô hình “Bếp ăn 0 đồng” và mô hình trồng rau thủy canh trên sân thượng.\n"
    "Dịp này, Ủy ban nhân dân phường tặng Giấy khen cho 05 tập thể và 08 cá nhân có thành tích xuất sắc "
    "trong phong trào thi đua; bà Lưu Thúy Hòa được Thành ủy tặng Bằng khen vì đã có nhiều đóng góp "
    "trong công tác hòa giải ở cơ sở."
)
OLD_TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "úy": "uý", "ọa": "oạ"}


def signature(text: str) -> tuple[list[tuple[str, int | None]], list[tuple[str | int | None, ...]]]:
    found = mine(text)
    for item in [*found.models, *found.awards]:
        assert text[item.evidence.start : item.evidence.end] == item.evidence.text
    models = sorted((fold(model.name or ""), model.count or 0) for model in found.models)
    awards = [
        (a.recipient_type, a.count, fold(a.form or ""), fold(a.awarded_by or ""), fold(a.achievement or ""))
        for a in found.awards
    ]
    return models, sorted(awards)


def old_tones(text: str) -> str:
    return re.sub("|".join(OLD_TONES) + r"(?!\w)", lambda found: OLD_TONES.get(found[0], found[0]), text)


def wrapped(text: str, width: int = 72, first: str = "", rest: str = "") -> str:
    return "\n".join(
        textwrap.fill(line, width, initial_indent=first, subsequent_indent=rest) for line in text.split("\n")
    )


CHANGES = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "zero-width characters": lambda text: re.sub(r"(?<=\w)(?=\w)", "\u200b", text),
    "soft hyphens": lambda text: text.replace("ng", "n\u00adg"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "old tone placement": old_tones,
    "capitals": str.upper,
    "hard wraps": wrapped,
    "wraps of a narrow column": lambda text: wrapped(text, 44),
    "wraps of a wide page": lambda text: wrapped(text, 110),
    "wrapped, then decomposed": lambda text: unicodedata.normalize("NFD", wrapped(text)),
    "decomposed, then wrapped": lambda text: wrapped(unicodedata.normalize("NFD", text)),
    "first lines moved in": lambda text: wrapped(text, 72, first="    "),
    "all lines moved in": lambda text: wrapped(text, 72, first="    ", rest="    "),
    "wraps that end with a space": lambda text: wrapped(text).replace("\n", " \n"),
    "missing final stops": lambda text: re.sub(r"\.(?=\n|$)", "", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "carriage returns alone": lambda text: text.replace("\n", "\r"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "soft breaks of a word processor": lambda text: text.replace("\n", "\v"),
}


def test_the_text_is_read_as_it_is():
    models, awards = signature(TEXT)
    assert models == [
        ("", 24),
        ("bếp ăn 0 đồng", 0),
        ("trồng rau thủy canh trên sân thượng", 0),
        ("tổ tự quản hòa thuận", 0),
    ]
    reason = "thành tích xuất sắc trong phong trào thi đua"
    assert awards == [
        ("collective", 5, "giấy khen", "ủy ban nhân dân phường", reason),
        ("individual", 1, "bằng khen", "thành ủy", "nhiều đóng góp trong công tác hòa giải ở cơ sở"),
        ("individual", 8, "giấy khen", "ủy ban nhân dân phường", reason),
    ]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_spelling_changes_nothing(change):
    changed = change(TEXT)
    assert changed != TEXT
    assert signature(changed) == signature(TEXT)


def test_a_name_in_capitals_is_stored_in_ordinary_case():
    found = mine("PHƯỜNG RA MẮT MÔ HÌNH “CAMERA AN NINH”\nSáng nay, lễ ra mắt đã diễn ra.")
    assert [model.name for model in found.models] == ["Camera an ninh"]


def test_evidence_of_a_wrapped_passage_stays_on_its_line():
    found = mine(wrapped(TEXT))
    assert all("\n" not in item.evidence.text for item in [*found.models, *found.awards])
