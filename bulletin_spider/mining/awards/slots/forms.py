"""Forms of award in their dictionary spelling: "Huy hiệu 30 năm tuổi Đảng", "danh hiệu …", "giải Nhất"."""

from __future__ import annotations

from typing import NamedTuple

from bulletin_spider.mining.awards.chunks.chunk import Chunk
from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.lexicon import words

_RANKS: dict[str, list[list[str]]] = {}
for _told in sorted((rank.split() for rank in words("forms", "ranks", "words")), key=len, reverse=True):
    _RANKS.setdefault(_told[0], []).append(_told)
_STOPS = frozenset(words("forms", "stops", "words"))
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "a", "b", "c", "kk"})
_TITLE_MOST = 16
_PRIZE_MOST = 6
_SUPERLATIVE_MOST = 10
_PRIZE_ENDS = frozenset(
    {
        "to",
        "belong",
        "number",
        "figure",
        "give",
        "get",
        "name",
        "quote",
        ",",
        ";",
        ":",
        ".",
        "(",
        "of",
        "passive",
        "plain",
    }
)
_PUNCTUATION = frozenset(",;:().|…-–—/")


class Form(NamedTuple):
    """A form of award as told, the chunk after it, and the chunk it starts with."""

    name: str
    first: int
    end: int
    general: bool
    """No rank, title or years told: "giải", "Huy hiệu"."""
    prize: bool


def form_at(sentence: Sentence, at: int) -> Form:
    """The form whose chunk is `at`, with the rank, title or years that follow it."""
    entry = sentence.chunks[at].value
    tail = entry["tail"]
    name = str(entry["name"])
    if entry.get("keep_words"):
        name = sentence.chunks[at].word[:1].upper() + sentence.chunks[at].word[1:]
    if tail == "none":
        return Form(name, at, at + 1, general=False, prize=False)
    reader = {"title": _title, "years": _years, "rank": _rank, "class": _class}[tail]
    end, told = reader(sentence, at + 1)
    prize = tail == "rank" or name in {"giải thưởng", "Huy chương"}
    if name == "Huy hiệu" and not told and end > at + 1:
        return Form("Huy hiệu Đảng", at, end, general=True, prize=False)
    return Form(f"{name} {told}".strip(), at, end, general=not told, prize=prize)


def badge_at(sentence: Sentence, at: int) -> Form | None:
    """The party badge of "…, 10 đồng chí 50 năm": only its years are told at chunk `at`."""
    end, told = _years(sentence, at)
    return (
        Form(f"Huy hiệu {told}", at, end, general=False, prize=False) if told.endswith("tuổi Đảng") else None
    )


def _words_to(sentence: Sentence, start: int, end: int) -> str:
    if end <= start:
        return ""
    text = sentence.text(start, end)
    return " ".join(text.translate(dict.fromkeys(map(ord, '“”"«»„‟‹›'), " ")).split())


def _title(sentence: Sentence, at: int) -> tuple[int, str]:
    """A title up to a preposition: "danh hiệu “Gia đình văn hóa” năm 2023", "Vì sự nghiệp dân vận"."""
    chunks, end, slogan = sentence.chunks, at, False
    while end < len(chunks) and end - at < _TITLE_MOST:
        chunk = chunks[end]
        if "quote" in chunk.tags:
            end += 1
            break
        opens_slogan = end == at and chunk.word == "vì"
        slogan = slogan or opens_slogan
        if slogan and end + 1 < len(chunks) and chunk.tags & {",", "and"} and _goes_on(chunks[end + 1]):
            end += 2  # "vì sự nghiệp văn hóa, thể thao và du lịch"
            continue
        if chunk.tags & _PUNCTUATION:
            break
        if not opens_slogan and (
            chunk.word in _STOPS or chunk.tags & {"to", "passive", "form", "money", "and"}
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
    return end, _words_to(sentence, at, end)


def _goes_on(chunk: Chunk) -> bool:
    """Whether a plain noun after a comma or "và" belongs to a slogan."""
    return chunk.tags <= {"word", "plain"} and chunk.word not in _STOPS


def _years(sentence: Sentence, at: int) -> tuple[int, str]:
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
    return _title(sentence, at)


def _is_years_pair(sentence: Sentence, at: int) -> bool:
    chunks = sentence.chunks[at : at + 5]
    if len(chunks) < 5 or not chunks[2].tags & {",", "and"}:
        return False
    return all("number" in chunks[n].tags and chunks[n + 1].word == "năm" for n in (0, 3))


def _rank(sentence: Sentence, at: int) -> tuple[int, str]:
    """The rank of a prize: "Nhất", "III", "Khuyến khích", “Mâm cơm tiết kiệm nhất”."""
    chunks = sentence.chunks
    if at < len(chunks) and "quote" in chunks[at].tags:
        return at + 1, _words_to(sentence, at, at + 1)
    if at >= len(chunks):
        return at, ""
    ahead = " ".join(chunk.word for chunk in chunks[at : at + 5]).split()
    if ahead[:1] == ["phụ"] and at + 1 < len(chunks) and "quote" in chunks[at + 1].tags:
        return at + 2, _words_to(sentence, at + 1, at + 2)
    superlative = _superlative(sentence, at)
    if superlative > at:  # "giải Tập thể có nhiều bài dự thi nhất"
        return superlative, _words_to(sentence, at, superlative)
    for rank in _RANKS.get(ahead[0], ()):
        compound = rank == ["đồng"] and ahead[1:2] and ahead[1].isalpha() and ahead[1] not in _STOPS
        if ahead[: len(rank)] == rank and not compound:
            length = len(" ".join(rank))
            end = at
            while end < len(chunks) and chunks[end].start < chunks[at].start + length:
                end += 1
            told = sentence.text(at, end)
            return end, told.upper() if rank[0] in _ROMAN else told[:1].upper() + told[1:].lower()
    if sentence.chunks[at - 1].word == "huy chương" and sentence.view.plain[chunks[at].start].isupper():
        return _title(sentence, at)  # "Huy chương Quyết thắng hạng Nhất"
    return _named_prize(sentence, at)


def _superlative(sentence: Sentence, at: int) -> int:
    """The chunk after a prize that ends with "nhất" and has a name of three words or more, or `at`."""
    chunks = sentence.chunks
    for end in range(at, min(len(chunks), at + _SUPERLATIVE_MOST)):
        if chunks[end].tags & {
            "to",
            "belong",
            "number",
            "figure",
            ",",
            ";",
            ":",
            ".",
            "(",
            "of",
            "passive",
            "give",
            "get",
        }:
            break
        if chunks[end].word.endswith("nhất") and end > at + 1:
            return end + 1
    return at


def _named_prize(sentence: Sentence, at: int) -> tuple[int, str]:
    """A prize with a name of its own: "giải trang phục đẹp cho Chi hội 6"."""
    chunks, end = sentence.chunks, at
    while end < len(chunks) and end - at < _PRIZE_MOST and not chunks[end].tags & _PRIZE_ENDS:
        end += 1
    if at < end < len(chunks) and chunks[end].tags & {"to", "belong"}:
        return end, _words_to(sentence, at, end)
    return at, ""


def _class(sentence: Sentence, at: int) -> tuple[int, str]:
    """Field and class of an order: "Lao động hạng Ba", "Vàng"."""
    end, told = _title(sentence, at)
    return end, told


def rank_at(sentence: Sentence, at: int) -> Form | None:
    """The prize of "đồng hạng III" or "đoạt hạng Nhất", whose word before the rank is chunk `at`."""
    end, told = _rank(sentence, at + 1)
    return Form(f"giải {told}", at, end, general=False, prize=True) if told else None


def title_at(sentence: Sentence, at: int, kind: str) -> Form:
    """The title or prize of "…, “Chiến sĩ thi đua cơ sở” cho 08 cán bộ": only its quoted name is told."""
    return Form(f"{kind} {_words_to(sentence, at, at + 1)}", at, at + 1, general=False, prize=kind == "giải")
