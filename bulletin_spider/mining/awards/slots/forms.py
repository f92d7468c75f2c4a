"""Forms of award in their dictionary spelling: "Huy hiệu 30 năm tuổi Đảng", "giải Nhất"."""

from __future__ import annotations

from typing import NamedTuple

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.slots.ranks import rank
from bulletin_spider.mining.awards.slots.titles import title, words_to, years

# How the words after a form are read, by the "tail" of its entry in the lexicon.
_TAILS = {"title": title, "years": years, "rank": rank, "class": title}


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
    end, told = _TAILS[tail](sentence, at + 1)
    prize = tail == "rank" or name in {"giải thưởng", "Huy chương"}
    if name == "Huy hiệu" and not told and end > at + 1:
        return Form("Huy hiệu Đảng", at, end, general=True, prize=False)
    return Form(f"{name} {told}".strip(), at, end, general=not told, prize=prize)


def badge_at(sentence: Sentence, at: int) -> Form | None:
    """The party badge of "…, 10 đồng chí 50 năm": only its years are told at chunk `at`."""
    end, told = years(sentence, at)
    return (
        Form(f"Huy hiệu {told}", at, end, general=False, prize=False) if told.endswith("tuổi Đảng") else None
    )


def rank_at(sentence: Sentence, at: int) -> Form | None:
    """The prize of "đồng hạng III" or "đoạt hạng Nhất", whose word before the rank is chunk `at`."""
    end, told = rank(sentence, at + 1)
    return Form(f"giải {told}", at, end, general=False, prize=True) if told else None


def title_at(sentence: Sentence, at: int, kind: str) -> Form:
    """The title or prize of "…, “Chiến sĩ thi đua cơ sở” cho 08 cán bộ": only its quoted name is told."""
    return Form(f"{kind} {words_to(sentence, at, at + 1)}", at, at + 1, general=False, prize=kind == "giải")
