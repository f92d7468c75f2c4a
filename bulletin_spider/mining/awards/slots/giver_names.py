"""Where the name of a giver ends: "Ban Dân vận Thành ủy", "Sở Giáo dục và Đào tạo"."""

from __future__ import annotations

from bulletin_spider.mining.awards.chunks.sentence import Sentence

# What ends the name of a giver.
_AFTER = frozenset(
    "adverb give praise get passive to form verb hold planned near reason by stop habit money rank_verb"
    " quote name address rank belong inside number namely and vague , ; : ( ) - – — .".split()
)
_NUMBERED = frozenset(
    {
        "quân khu",
        "quân đoàn",
        "quận đoàn",
        "binh đoàn",
        "sư đoàn",
        "trung đoàn",
        "tiểu đoàn",
        "lữ đoàn",
        "vùng",
    }
)
_CITIES = frozenset({"thành phố", "tp", "tp.", "đoàn tncs", "tncs"})
Giver = tuple[int, int]
"""First chunk of the giver's name and the chunk after it."""


def giver_text(sentence: Sentence, giver: Giver) -> str:
    """The giver as told."""
    return sentence.text(*giver)


def name_end(sentence: Sentence, at: int, limit: int) -> int:
    """The chunk after the name of a body that starts at chunk `at`: "Ban Dân vận Thành ủy"."""
    chunks, end = sentence.chunks, at + 1
    while end < limit:
        tags = chunks[end].tags
        body_next = end + 1 < limit and "body" in chunks[end + 1].tags
        offices = (
            end == at + 1
            and "," in tags
            and "office" in chunks[at].tags
            and end + 1 < limit
            and "office" in chunks[end + 1].tags
        )
        proper = "and" in tags and end + 1 < limit and chunks[end + 1].tags == {"word"}
        proper = proper and sentence.view.plain[chunks[end + 1].start].isupper()  # "Sở Giáo dục và Đào tạo"
        several = chunks[end].word == "các" and body_next  # "UBND các xã"
        joins = "and" in tags or chunks[end].word == "của" or ("," in tags and _bare(sentence, at, end))
        place = "name" in tags and _is_place(sentence, at, end)
        numbered = "number" in tags and chunks[end - 1].word in _NUMBERED
        if chunks[end].word in {"năm", "ngày"} or not (
            numbered
            or offices
            or proper
            or several
            or tags & {"body", "office"}
            or (body_next and joins)
            or place
            or not tags & _AFTER
        ):
            break
        end += 1
    return end


def _is_place(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a name belongs to a body ("Trường THCS Lý Tự Trọng"), not to its head ("Chủ tịch Lê Văn A")."""
    chunks = sentence.chunks
    if not chunks[end - 1].tags & {"body", "word"}:
        return False
    if chunks[end - 1].word in _CITIES and chunks[end].word == "hồ chí minh":
        return True
    return "office" not in chunks[at].tags or (
        "body" in chunks[end - 1].tags and len(chunks[end].word.split()) == 2
    )


def _bare(sentence: Sentence, at: int, end: int) -> bool:
    """Whether only single bodies and commas stand in [at, end), so that a comma joins one more."""
    chunks = sentence.chunks
    following = chunks[end + 1].word
    return (
        not following.startswith("lãnh đạo")
        and all(chunks[n].tags & {"body", ","} for n in range(at, end))
        and (end == at + 1 or "," in chunks[end - 2].tags)
    )
