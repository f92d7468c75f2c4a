"""Awards of a text: its sentences, lists and tables read in order, then settled into entries."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.cues import cues_in
from bulletin_spider.mining.awards.entering import enter, put_under
from bulletin_spider.mining.awards.entry import Entry
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.frames.frames import frames_of
from bulletin_spider.mining.awards.hosts import Hosts
from bulletin_spider.mining.awards.lists import read_items
from bulletin_spider.mining.awards.settling import settle
from bulletin_spider.mining.awards.tables.table import Table
from bulletin_spider.mining.lines import Line
from bulletin_spider.records.mention import AwardMention

# A longer line is a paragraph, after which no list goes on.
_SHORT = 110


def _heads_list(line: Line) -> bool:
    """Whether a subheading tells what those below it received: "Được UBND xã tặng Giấy khen"."""
    view = line.view
    return view.low.startswith("được ", line.start) and view.plain[line.end - 1] not in ".!?…;,"


@dataclass
class _Reader:
    lines: list[Line]
    entries: list[Entry] = field(default_factory=list)
    announced: Frame | None = None
    """An award to "các hộ, cá nhân" whom a table may name."""

    def __post_init__(self) -> None:
        low = self.lines[0].view.low
        self.cues = cues_in(low)
        self.hosts = Hosts(low)

    def read(self) -> None:
        index, head = 0, None
        while index < len(self.lines):
            line = self.lines[index]
            if line.is_row:
                head = head or self.announced
                giver = (head.giver if head else self.hosts.list_giver) or self.hosts.organiser
                giver = giver or (self.announced.giver if self.announced else None)
                table = Table(self.lines, index, head, giver)
                put_under(self.entries, head, table.entries)
                index, head, self.announced = table.end, None, None
                continue
            head = self._line(line)
            index += 1
            if head is not None:
                head.giver = head.giver or (self.announced.giver if self.announced else None)
                # Whose recipients are all named needs no table.
                self.announced = (
                    head if not all(item.names for item in head.items) or not head.items else None
                )
            if head is not None and (line.opens_list or (not head.items and _heads_list(line))):
                listed, index = read_items(self.lines, index, head)
                put_under(self.entries, head, listed)
                if line.opens_list:
                    index = self._clauses(index, head, line.number)

    def _told(self, start: int, end: int) -> bool:
        at = bisect_left(self.cues, start)
        return at < len(self.cues) and self.cues[at] < end

    def _line(self, line: Line) -> Frame | None:
        """Read a line; gives its last award, which a list or table may continue."""
        if not line.opens_list and line.end - line.start > _SHORT:
            self.hosts.list_giver = None
        if not self._told(line.start, line.end):
            if line.opens_list and len(self.cues) > 0:
                self.hosts.find_list_giver(line)
            return None
        first, last = len(self.entries), None
        for start, end in line.sentences:
            if not self._told(start, end):
                continue
            sentence = Sentence(line.view, start, end, line.quotes_in(start, end))
            self.hosts.find_ceremony(sentence)
            frames = frames_of(sentence)
            for frame in frames:
                enter(self.entries, sentence, frame, line)
            last = frames[-1] if frames else None
        self.hosts.carry(self.entries, first, line)
        if line.opens_list and last is not None:
            self.hosts.list_giver = last.giver
        elif line.opens_list:
            self.hosts.find_list_giver(line)
        return last

    def _clauses(self, index: int, head: Frame, number: int) -> int:
        """Items with verbs of their own under "các tập thể có thành tích … được khen thưởng, gồm:"."""
        known = len(self.entries)
        while index < len(self.lines) and all(item.vague for item in head.items):
            line, before = self.lines[index], len(self.entries)
            if line.is_row or not self._told(line.start, line.end):
                break
            self._line(line)
            if len(self.entries) == before:
                break
            for entry in self.entries[before:]:
                entry.reason = entry.reason or head.reason
                entry.giver = entry.giver or head.giver
            index += 1
            if line.view.plain[line.end - 1] not in ";,":
                break
        if len(self.entries) > known:
            self.entries = [e for e in self.entries if e.line != number or e.count is not None]
        return index


def awards_in(lines: list[Line]) -> list[AwardMention]:
    """The awards that the lines report, in order."""
    reader = _Reader(lines)
    if not reader.cues:
        return []
    reader.read()
    return settle(reader.entries, reader.hosts.ceremony, lines[0].view)
