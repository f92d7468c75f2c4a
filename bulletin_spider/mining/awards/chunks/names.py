"""Names of people and of bodies among the words with capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.awards.chunks.chunk import NOTHING
from bulletin_spider.mining.awards.chunks.roles import ROLES, SURNAMES, WEAK_SURNAMES
from bulletin_spider.mining.lexicon import longest

if TYPE_CHECKING:
    from bulletin_spider.mining.awards.chunks.sentence import Sentence

_NAME_MOST = 6
_NOUNS = frozenset(
    {"form", "body", "office", "collective", "individual", "household", "address", "rank", "house"}
)
PEOPLE = frozenset({"individual", "address"})
ADDRESSES = frozenset({"address", "rank", "house"})
_UNIONS = frozenset({"hội", "đoàn"})


def person_end(sentence: Sentence, index: int) -> int | None:
    """The token after a person's name that starts at a capital: after an address, or by its surname.

    "đồng chí Đại úy Trương Hoài Phong": the name is "Trương Hoài Phong".
    """
    before = sentence.chunks[-1].tags if sentence.chunks else NOTHING
    addressed = not ADDRESSES.isdisjoint(before)
    token = sentence.tokens[index]
    surname = token in SURNAMES or "’" in token or "'" in token
    if not surname and (not addressed or sentence.shouted):
        return None
    found = longest(ROLES, sentence.tokens, index)
    if found is not None and found[0] > index + 1 and not (addressed and surname):
        return None
    if found is not None and not surname and found[1] & {"office", "body", "rank", "collective", "address"}:
        return None
    if sentence.shouted and not addressed and before & {"body", "word", "plain", "office"}:
        return None
    long_name = sentence.is_capital(index + 1) and sentence.is_capital(index + 2)
    if not addressed and token in WEAK_SURNAMES and found is not None and not long_name:
        return None
    end = index + 1
    while _in_name(sentence, index, end):
        end += 1
    return end if addressed or end - index >= 2 else None


def _in_name(sentence: Sentence, start: int, at: int) -> bool:
    """Whether token `at` belongs to the name that starts at `start`."""
    if not sentence.is_capital(at) or at - start >= _NAME_MOST or at in sentence.quoted:
        return False
    if sentence.shouted and at - start >= 2:  # case tells nothing: names have two to four words
        return at - start < 4 and longest(ROLES, sentence.tokens, at) is None
    return sentence.tokens[at][0].isalpha()


def is_proper(sentence: Sentence, index: int, tags: frozenset[str]) -> bool:
    """Whether a capital inside a name makes a verb part of it: "phường Thắng Nhất"."""
    if not sentence.chunks or sentence.shouted or tags & _NOUNS:
        return False
    before = sentence.chunks[-1].tags
    if "word" in before and sentence.is_capital(index - 1):
        return True
    return bool(before & {"body", "word"}) and sentence.is_capital(index + 1)


def names_union(sentence: Sentence) -> bool:
    """Whether a union whose members come next was just told: "Trung ương Hội Nông dân"."""
    return bool(sentence.chunks) and not sentence.shouted and sentence.chunks[-1].word.split()[-1] in _UNIONS
