"""Scale models, models of science, and exhibitions of them: nothing that a ward does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.mining.models.lexicon import CLASSIFIERS, HANDLED, RESULTS
from bulletin_spider.mining.models.phrases import is_of_another_field
from bulletin_spider.mining.quotes import MARK_RUN

if TYPE_CHECKING:
    from bulletin_spider.mining.models.sentence import ModelSentence

# "đừng để mô hình “ra mắt rồi nằm đó”"
_AVOIDED = (["đừng", "để"], ["không", "để"], ["tránh", "để"])


def shows(sentence: ModelSentence, words: tuple[str, ...]) -> bool:
    """Whether a sentence tells of an exhibition or of things; what stands in quotes does not count."""
    low, at, told = sentence.low, sentence.start, ""
    if not any(map(low[at : sentence.end].__contains__, words)):
        return False
    for quote in sentence.quotes:
        told += low[at : quote.start] + " "
        at = quote.end
    told += low[at : sentence.end]
    return any(word in told for word in words) and not any(word in told for word in RESULTS)


def is_thing(sentence: ModelSentence, first: int, end: int, *, counted: bool) -> bool:
    """Whether it is a scale model or a model of science: "chiếc mô hình", "14 mô hình giải phẫu"."""
    before = sentence.low[max(sentence.start, first - 24) : first].split()
    quoted = MARK_RUN.match(sentence.low[end : end + 2].lstrip()) is not None
    if before and (before[-1] in CLASSIFIERS or (before[-1] == "trên" and not counted and not quoted)):
        return True
    if before[-2:] in _AVOIDED or _is_handled(before):
        return True
    return counted and is_of_another_field(sentence.low, end, counted=True)


def _is_handled(before: list[str]) -> bool:
    """Whether somebody shows or makes the models by hand: "bày 1.500 mô hình", but not "trình bày"."""
    shown = before[-1:] == ["bày"] and before[-2:-1] in (["trình"], ["giãi"])
    return not shown and any(" ".join(before[-size:]) in HANDLED for size in (1, 2))
