"""clean, fold and strip_marks: what they settle and what they leave."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_spider.vietnamese.text import INVISIBLE, clean, fold, strip_marks

TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc, huyền, hỏi, ngã, nặng
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ" + TONES + " \n\u00a0\u200b’-0"
vietnamese = st.text(st.sampled_from(LETTERS))
texts = st.one_of(st.text(), vietnamese)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"), ("hoá", "hóa"), ("hoả", "hỏa"), ("hoã", "hõa"), ("hoạ", "họa"), ("khoẻ", "khỏe"),
        ("loè", "lòe"), ("uỷ", "ủy"), ("uỵ", "ụy"), ("thuý", "thúy"), ("thuỷ", "thủy"), ("luỹ", "lũy"),
        ("HOÀ", "HÒA"), ("Uỷ ban", "Ủy ban"), ("xã hội hoá,", "xã hội hóa,"),
    ],
)  # fmt: skip
def test_fold_makes_both_tone_placements_one(old: str, new: str) -> None:
    assert fold(old) == fold(new) == new.lower()


@pytest.mark.parametrize(
    "word",
    ["quý", "quỳ", "quỷ", "quỹ", "quỵ", "toàn", "hoạch", "khoẻn", "khuỷu", "ngoáy", "thuyền", "của", "mía"],
)
def test_fold_leaves_tones_that_have_one_place(word: str) -> None:
    assert fold(word) == word
    assert fold(word.upper()) == word


@pytest.mark.parametrize(
    ("one", "other"), [("mạ", "ma"), ("ảnh", "anh"), ("đ", "d"), ("tư", "tu"), ("hoà", "hoá")]
)
def test_fold_keeps_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(
    st.sampled_from(["oa", "oe", "uy"]),
    st.sampled_from(TONES),
    st.sampled_from(["h", "kh", "th", "l", "", "đ"]),
)
def test_every_open_syllable_folds_to_the_tone_on_the_first_vowel(vowels: str, tone: str, onset: str) -> None:
    first = unicodedata.normalize("NFC", onset + vowels[0] + tone + vowels[1])
    last = unicodedata.normalize("NFC", onset + vowels + tone)
    assert fold(last) == fold(first) == first


@given(texts)
def test_fold_settles_at_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)
    assert folded == " ".join(folded.split())
    assert not set(folded) & set(INVISIBLE)


@given(vietnamese)
def test_fold_ignores_case_and_composition(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(texts)
def test_clean_settles_at_once(text: str) -> None:
    stored = clean(text)
    assert clean(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert stored == " ".join(stored.split())
    assert not set(stored) & set(INVISIBLE)
    stored.encode("utf-8")  # no half of a surrogate pair is left to break a writer


@given(texts)
def test_clean_loses_no_letter(text: str) -> None:
    def letters(of: str) -> list[str]:
        return [character for character in unicodedata.normalize("NFC", of) if character.isalnum()]

    bare = "".join(character for character in text if character not in INVISIBLE)
    if bare.isprintable():
        assert letters(clean(text)) == letters(bare)


def test_clean_drops_what_does_not_show() -> None:
    assert clean(" Phường\u00a0\u00a0Trường\u00ad \u200bXuân\ufeff\n\t") == "Phường Trường Xuân"
    assert clean("\u2068Hạnh\u2069 Phạm\x00\x1f") == "Hạnh Phạm"
    assert clean(unicodedata.normalize("NFD", "Uỷ ban")) == "Uỷ ban"
    assert clean("a\r\nb\x85c\x0bd") == "a b c d"


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("Đống Đa", "dong da"), ("Khen thưởng", "khen thuong"), ("ĐẢNG UỶ PHƯỜNG", "dang uy phuong"),
        ("Mười Hai", "muoi hai"), ("", ""),
    ],
)  # fmt: skip
def test_strip_marks(text: str, shadow: str) -> None:
    assert strip_marks(text) == shadow
    assert strip_marks(unicodedata.normalize("NFD", text)) == shadow


@given(vietnamese)
def test_strip_marks_of_vietnamese_is_ascii_and_settled(text: str) -> None:
    shadow = strip_marks(text)
    assert shadow.replace("’", "").isascii()
    assert strip_marks(shadow) == shadow
    assert strip_marks(fold(text)) == shadow


@pytest.mark.parametrize(
    "piece", ["oa\u0301", " ", "\u0301", "\u200b", "\u0301\u0323", "\x00", "\ud800", "Hoà "]
)
def test_hostile_text_takes_no_time(piece: str) -> None:
    started = time.perf_counter()
    for work in (clean, fold, strip_marks):
        work(piece * 100_000)
    assert time.perf_counter() - started < 3


def test_rows_of_signs_and_real_marks_are_kept() -> None:
    assert clean("—" * 50 + " Hoà") == "—" * 50 + " Hoà"
    assert clean("e" + "\u0302\u0301" + "…" * 40) == "ế" + "…" * 40
