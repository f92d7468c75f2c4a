"""Awards of a text: frames of its sentences, lists and tables, and the entries they make together."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from bulletin_spider.mining.chunks import Sentence
from bulletin_spider.mining.entries import Entry, settle
from bulletin_spider.mining.frames import Frame, FrameReader
from bulletin_spider.mining.givers import giver_text, subject_before
from bulletin_spider.mining.lexicon import words
from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.recipients import RecipientList, printed, total
from bulletin_spider.records.mention import AwardMention

CUE = regex.compile(
    r"khen|thưởng|tuyên dương|biểu dương|tôn vinh|vinh danh|danh hiệu|huy hiệu|(?:kỷ|kỉ) niệm chương"
    r"|huân chương|huy chương|cờ thi đua|cờ đơn vị|\bgiải (?!pháp|quyết|phóng|thích|toả|tỏa)|hạng|cúp|bằng lao động|bằng công nhận"
)
_CEREMONY = frozenset(words("verbs", "links", "ceremony"))


@dataclass
class _Reader:
    lines: list[Line]
    entries: list[Entry] = field(default_factory=list)
    ceremony: str | None = None
    """Who holds the award ceremony."""

    def read(self) -> None:
        index = 0
        while index < len(self.lines):
            index = self._line(index)

    def _line(self, index: int) -> int:
        line = self.lines[index]
        if not CUE.search(line.view.low, line.start, line.end):
            return index + 1
        last: Frame | None = None
        sentence = None
        for start, end in line.sentences():
            if not CUE.search(line.view.low, start, end):
                continue
            sentence = Sentence(line.view, start, end, line.quotes)
            self._find_ceremony(sentence)
            frames = FrameReader(sentence).frames
            for frame in frames:
                self._enter(sentence, frame, line)
            last = frames[-1] if frames else None
        if last is not None and sentence is not None and line.opens_list:
            return self._list(index + 1, sentence, last)
        return index + 1

    def _find_ceremony(self, sentence: Sentence) -> None:
        if self.ceremony is not None:
            return
        low = sentence.view.low[sentence.start : sentence.end]
        if not any(word in low for word in _CEREMONY):
            return
        for at, chunk in enumerate(sentence.chunks):
            if "hold" in chunk.tags or "tổ chức" in chunk.word:
                giver = subject_before(sentence, at)
                if giver is not None:
                    self.ceremony = giver_text(sentence, giver)
                return

    def _enter(self, sentence: Sentence, frame: Frame, line: Line) -> None:
        start = sentence.chunks[frame.first].start
        end = sentence.chunks[max(frame.first, frame.last - 1)].end
        form = frame.form.name if frame.form is not None else None
        if frame.form is not None and frame.form.prize:
            for item in frame.items:  # performances and unnamed teams
                item.kind = "other" if item.team and not item.names else item.kind
        items = total(frame.items)
        for item in items:
            count = item.count
            if count is None and len(items) == 1:
                count = frame.certificates
            same = next((e for e in reversed(self.entries[-9:]) if frame.posthumous and e.kind == item.kind
                         and e.form == form and e.span[0] >= sentence.start), None)
            if same is not None and count is not None and same.count is not None:
                same.count += count
                same.names += item.names
                same.span = (same.span[0], end)
                continue
            self.entries.append(Entry(
                kind=item.kind, count=count, names=item.names, form=form, giver=frame.giver, reason=frame.reason,
                span=(start, end), keep=sentence.chunks[frame.verb].start if frame.verb >= 0 else start,
                line=line.number, aside=line.aside, general=bool(frame.form and frame.form.general),
            ))
        if not items and frame.certificates is not None:
            self.entries.append(Entry(
                kind="other", count=frame.certificates, names=[], form=form, giver=frame.giver, reason=frame.reason,
                span=(start, end), keep=start, line=line.number, aside=line.aside, general=False,
            ))

    def _list(self, index: int, sentence: Sentence, head: Frame) -> int:
        """The items under "…, gồm:"; each is one recipient, "và các cá nhân:" goes on."""
        found: dict[str, Entry] = {}
        form = head.form.name if head.form is not None else None
        while index < len(self.lines):
            line = self.lines[index]
            if line.end - line.start > 220:
                break
            item = Sentence(line.view, line.start, line.end, line.quotes)
            at = item_start(item)
            read = RecipientList(item, at, len(item.chunks))
            if not read.items:
                if line.opens_list and len(item.chunks) < 12:
                    index += 1
                    continue
                break
            if line.opens_list:
                index += 1
                continue
            if any(chunk.tags & {"give", "praise", "passive"} for chunk in item.chunks):
                break
            for each in read.items:
                entry = found.get(each.kind)
                if entry is None:
                    entry = found[each.kind] = Entry(
                        kind=each.kind, count=0, names=[], form=form, giver=head.giver, reason=head.reason,
                        span=(item.chunks[at].start, item.chunks[read.end - 1].end), keep=item.chunks[at].start,
                        line=line.number, aside=False, general=False,
                    )
                entry.count = (entry.count or 0) + (each.count or 1)
                entry.names += each.names
            index += 1
        if found:
            number = self.lines[index - 1].number
            del number
            told = [e for e in self.entries if e.span[0] >= sentence.start and e.span[1] <= sentence.end and e.form == form]
            for entry in told:
                listed = found.pop(entry.kind, None)
                if listed is not None and (entry.count is None or entry.count == listed.count):
                    entry.count, entry.names = listed.count, listed.names
            self.entries += found.values()
        return index


def item_start(item: Sentence) -> int:
    """The chunk after a bullet or number: "- ", "1. ", "a) "."""
    chunks = item.chunks
    at = 0
    while at < len(chunks) - 1 and (
        chunks[at].tags & {"-", "–", "+", "*", "•", "—", ".", ")", "/"}
        or (chunks[at].tags & {"number", "figure"} and chunks[at + 1].tags & {".", ")", "/"})
        or (len(chunks[at].word) == 1 and ")" in chunks[at + 1].tags)
    ):
        at += 1
    return at


def awards_in(lines: list[Line]) -> list[AwardMention]:
    """The awards that the lines report, in order."""
    reader = _Reader(lines)
    reader.read()
    return settle(reader.entries, reader.ceremony, lines)


__all__ = ["CUE", "awards_in", "printed"]
