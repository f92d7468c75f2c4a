"""Titles and years after a form: "“Gia đình văn hóa” năm 2023", "30 năm tuổi Đảng"."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.chunk import Chunk
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.lexicon import words

STOPS = frozenset(words("forms", "stops", "words"))
_TITLE_MOST = 16
_BECAUSE = ("vì ", "do ", "nhờ ", "bởi ")
_PUNCTUATION = frozenset(",;:().|…-–—/")


def words_to(sentence: Sentence, start: int, end: int) -> str:
    """The words of the chunks [start, end) without quotation marks; none where there are no chunks."""
    if end <= start:
        return ""
    text = sentence.text(start, end)
    return " ".join(text.translate(dict.fromkeys(map(ord, '“”"«»„‟‹›'), " ")).split())


def title(sentence: Sentence, at: int) -> tuple[int, str]:
    """A title up to a preposition: "danh hiệu “Gia đình văn hóa” năm 2023", "Vì sự nghiệp dân vận"."""
    chunks, end, slogan = sentence.chunks, at, False
    while end < len(chunks) and end - at < _TITLE_MOST:
        chunk = chunks[end]
        if "quote" in chunk.tags:
            end += 1
            break
        opens_slogan = end == at and _opens_slogan(sentence, at)
        slogan = slogan or opens_slogan
        if slogan and end + 1 < len(chunks) and chunk.tags & {",", "and"} and _goes_on(chunks[end + 1]):
            end += 2  # "vì sự nghiệp văn hóa, thể thao và du lịch"
            continue
        if chunk.tags & _PUNCTUATION:
            break
        if not opens_slogan and (
            chunk.word in STOPS
            or chunk.tags & {"to", "passive", "form", "money", "and"}
            or ("reason" in chunk.tags and chunk.word.startswith(_BECAUSE))
        ):
            break
        if chunk.tags & {"number", "said"} and end + 1 < len(chunks) and chunks[end + 1].word == "năm":
            break  # "Cờ thi đua hai năm 2017, 2018"
        if (
            chunk.tags & {"number", "said"}
            and chunk.word != "năm"
            and end > at
            and chunks[end - 1].word not in {"năm", "hạng"}
        ):
            break
        end += 1
    return end, words_to(sentence, at, end)


def _opens_slogan(sentence: Sentence, at: int) -> bool:
    """Whether "vì" begins a title, as in "Vì sự nghiệp dân vận", and no reason: "vì những đóng góp"."""
    chunks = sentence.chunks
    if chunks[at].word != "vì" or at + 1 >= len(chunks):
        return False
    return sentence.view.plain[chunks[at].start].isupper() or _goes_on(chunks[at + 1])


def _goes_on(chunk: Chunk) -> bool:
    """Whether a plain noun after a comma or "và" belongs to a slogan."""
    return chunk.tags <= {"word", "plain"} and chunk.word not in STOPS


def years(sentence: Sentence, at: int) -> tuple[int, str]:
    """Party badges: "30 năm tuổi Đảng", in lists also "55 năm"; other badges have a title."""
    chunks = sentence.chunks
    last = at
    while _is_years_pair(sentence, last):
        last += 3  # "40 năm, 30 năm tuổi Đảng"
    while (
        last + 2 < len(chunks)
        and "number" in chunks[last].tags
        and chunks[last + 1].tags & {",", "and", "-", "–"}
    ):
        last += 2  # "30, 40 và 50 năm tuổi Đảng"
    if last + 1 < len(chunks) and chunks[last].tags & {"number", "said"} and chunks[last + 1].word == "năm":
        end = last + 2
        told = sentence.text(at, last + 1) if last > at else str(chunks[at].value)
        if end < len(chunks) and chunks[end].word == "tuổi đảng":
            end += 1
        return end, f"{told} năm tuổi Đảng"
    if at < len(chunks) and chunks[at].word == "đảng":
        return at + 1, ""  # the years are told elsewhere
    return title(sentence, at)


def _is_years_pair(sentence: Sentence, at: int) -> bool:
    chunks = sentence.chunks[at : at + 5]
    if len(chunks) < 5 or not chunks[2].tags & {",", "and"}:
        return False
    return all("number" in chunks[n].tags and chunks[n + 1].word == "năm" for n in (0, 3))
