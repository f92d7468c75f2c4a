"""Who gives what a text tells without a giver: hosts of ceremonies, boards of contests, heads of lists."""

from __future__ import annotations

import re

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.entry import Entry
from bulletin_spider.mining.awards.slots.giver_names import giver_text
from bulletin_spider.mining.awards.slots.givers import subject_before
from bulletin_spider.mining.lexicon import words
from bulletin_spider.mining.lines import Line

# The board of a contest gives all of its prizes: "Ban Tổ chức đã trao giải cho các tập thể, cá nhân".
_ORGANISER = re.compile(
    r"\b(ban tổ chức|btc)(?: (?!ban)\w+){0,6}? (?:trao|tặng|trao tặng)(?: \w+){0,6}?"
    r" (?:giải|huy chương|cúp|tiền thưởng)\b"
    r"(?P<all> (?:thưởng )?cho (?:các|những))?"
)
_CEREMONY = tuple(words("verbs", "links", "ceremony"))
_CEREMONY_NOUNS = ("lễ ", "hội nghị ")


class Hosts:
    """The givers that hold for more than a sentence, noted while a text is read."""

    def __init__(self, low: str) -> None:
        """Look for the words in lower case that tell of ceremonies and contests."""
        self.ceremony: str | None = None
        """Who holds the award ceremony."""
        self.list_giver: str | None = None
        """Who gives the prizes of the list that is being read."""
        self.organiser: str | None = None
        """Who is said to give all prizes of the contest."""
        self._ceremonies = any(word in low for word in _CEREMONY_NOUNS)
        self._organised = "ban tổ chức" in low or "btc" in low

    def find_list_giver(self, line: Line) -> None:
        """UBND phường công bố kết quả như sau: the body gives what the list tells."""
        start, end = line.sentences[-1]
        sentence = Sentence(line.view, start, end, line.quotes_in(start, end))
        giver = subject_before(sentence, len(sentence.chunks))
        self.list_giver = giver_text(sentence, giver) if giver is not None else None

    def find_ceremony(self, sentence: Sentence) -> None:
        """Xã A tổ chức Lễ trao tặng …: who holds the ceremony gives the award."""
        if self.ceremony is not None or not self._ceremonies:
            return
        told = sentence.view.low[sentence.start : sentence.end]
        if not any(noun in told for noun in _CEREMONY_NOUNS) or not any(word in told for word in _CEREMONY):
            return
        held = (
            n for n, chunk in enumerate(sentence.chunks) if "hold" in chunk.tags or "tổ chức" in chunk.word
        )
        at = next(held, None)
        giver = subject_before(sentence, at) if at is not None else None
        self.ceremony = giver_text(sentence, giver) if giver is not None else None

    def carry(self, entries: list[Entry], first: int, line: Line) -> None:
        """Prizes of a paragraph come from the giver told there, or from the head of the list.

        The entries of the paragraph are those from number `first` on.
        """
        giver = self.list_giver
        told = _ORGANISER.search(line.view.low, line.start, line.end) if self._organised else None
        organiser = line.view.printed(*told.span(1)) if told and not line.aside else None
        for entry in entries[first:]:
            if entry.prize or self.list_giver is not None:
                giver = entry.giver or giver
                entry.giver = giver
        for entry in entries[first:]:  # "ấp A đoạt giải Nhất … Ban Tổ chức còn trao giải phụ cho ấp B"
            if entry.prize:
                entry.giver = entry.giver or organiser or self.organiser
        if told and told["all"]:
            self.organiser = organiser
            for entry in entries:
                entry.giver = entry.giver or (organiser if entry.prize else None)
