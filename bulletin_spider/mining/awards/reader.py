"""Awards of a text: its sentences, lists and tables read in order, then settled into entries."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from bulletin_spider.mining.awards.chunks.sentence import Sentence
from bulletin_spider.mining.awards.entries import Entry, settle
from bulletin_spider.mining.awards.frames.frame import Frame
from bulletin_spider.mining.awards.frames.frames import frames_of
from bulletin_spider.mining.awards.frames.heads import PRIZE_ONLY
from bulletin_spider.mining.awards.recipients.recipient import Recipient, total
from bulletin_spider.mining.awards.recipients.recipient_list import RecipientList
from bulletin_spider.mining.awards.slots.giver_names import giver_text
from bulletin_spider.mining.awards.slots.givers import subject_before
from bulletin_spider.mining.awards.slots.reasons import reason_after
from bulletin_spider.mining.awards.tables.table import Table
from bulletin_spider.mining.lexicon import spelled, table, words
from bulletin_spider.mining.lines import Line
from bulletin_spider.records.mention import AwardMention

_CUES = tuple(table("verbs")["cues"]["words"])
_FOLLOWED = {cue: tuple(map(spelled, after)) for cue, after in table("verbs")["cues"]["followed"].items()}
_PRECEDED = {cue: tuple(map(spelled, before)) for cue, before in table("verbs")["cues"]["preceded"].items()}
_BEFORE_MOST = 20


def _cues(low: str) -> list[int]:
    """Where the cue words stand."""
    found: list[int] = []
    for cue in _CUES:
        at = low.find(cue)
        while at >= 0:
            after = at + len(cue)
            talk = low.startswith(_FOLLOWED.get(cue, ()), after)
            if not (talk or low[max(0, at - _BEFORE_MOST) : at].endswith(_PRECEDED.get(cue, ()))):
                found.append(at)
            at = low.find(cue, after)
    return sorted(found)


# The board of a contest gives all of its prizes: "Ban Tổ chức đã trao giải cho các tập thể, cá nhân".
_ORGANISER = re.compile(
    r"\b(ban tổ chức|btc)(?: (?!ban)\w+){0,6}? (?:trao|tặng|trao tặng)(?: \w+){0,6}? (?:giải|huy chương|cúp|tiền thưởng)\b"
    r"(?P<all> (?:thưởng )?cho (?:các|những))?"
)
_CEREMONY = tuple(words("verbs", "links", "ceremony"))
_CEREMONY_NOUNS = ("lễ ", "hội nghị ")
_ITEM_LONGEST = 220
_ITEM_SHORT = 110
# An item with one of these is a clause of its own.
_RULED = frozenset({"give", "praise", "passive", "form"})
_LETTERS = frozenset("abcdđe") | {"i", "ii", "iii", "iv", "v"}
_BULLETS = frozenset({"-", "–", "+", "*", "•", "—", ".", ")", "/"})


@dataclass
class _Reader:
    lines: list[Line]
    entries: list[Entry] = field(default_factory=list)
    ceremony: str | None = None
    """Who holds the award ceremony."""
    list_giver: str | None = None
    """Who gives the prizes of the list that is being read."""
    announced: Frame | None = None
    """An award to "các hộ, cá nhân" whom a table may name."""
    organiser: str | None = None
    """Who is said to give all prizes of the contest."""

    def __post_init__(self) -> None:
        low = self.lines[0].view.low
        self.cues = _cues(low)
        self.ceremonies = any(word in low for word in _CEREMONY_NOUNS)
        self.organised = "ban tổ chức" in low or "btc" in low

    def read(self) -> None:
        index, head = 0, None
        while index < len(self.lines):
            line = self.lines[index]
            if line.is_row:
                head = head or self.announced
                giver = (head.giver if head else self.list_giver) or self.organiser
                giver = giver or (self.announced.giver if self.announced else None)
                table = Table(self.lines, index, head, giver)
                self._under(head, table.entries)
                index, head, self.announced = table.end, None, None
                continue
            head = self._line(line)
            index += 1
            if head is not None:
                head.giver = head.giver or (self.announced.giver if self.announced else None)
                self.announced = head
            if head is not None and line.opens_list:
                index = self._clauses(self._list(index, head), head, line.number)

    def _told(self, start: int, end: int) -> bool:
        at = bisect_left(self.cues, start)
        return at < len(self.cues) and self.cues[at] < end

    def _line(self, line: Line) -> Frame | None:
        """Read a line; gives its last award, which a list or table may continue."""
        if not line.opens_list and line.end - line.start > _ITEM_SHORT:
            self.list_giver = None
        if not self._told(line.start, line.end):
            if line.opens_list and len(self.cues) > 0:
                self._find_list_giver(line)
            return None
        first, last = len(self.entries), None
        for start, end in line.sentences:
            if not self._told(start, end):
                continue
            sentence = Sentence(line.view, start, end, line.quotes_in(start, end))
            self._find_ceremony(sentence)
            frames = frames_of(sentence)
            for frame in frames:
                self._enter(sentence, frame, line)
            last = frames[-1] if frames else None
        self._carry_giver(first, line)
        if line.opens_list and last is not None:
            self.list_giver = last.giver
        elif line.opens_list:
            self._find_list_giver(line)
        return last

    def _carry_giver(self, first: int, line: Line) -> None:
        """Prizes of a paragraph come from the giver told there, or from the head of the list."""
        giver = self.list_giver
        told = _ORGANISER.search(line.view.low, line.start, line.end) if self.organised else None
        organiser = line.view.printed(*told.span(1)) if told and not line.aside else None
        for entry in self.entries[first:]:
            if entry.prize or self.list_giver is not None:
                giver = entry.giver or giver
                entry.giver = giver
        for entry in self.entries[first:]:  # "ấp A đoạt giải Nhất … Ban Tổ chức còn trao giải phụ cho ấp B"
            if entry.prize:
                entry.giver = entry.giver or organiser or self.organiser
        if told and told["all"]:
            self.organiser = organiser
            for entry in self.entries:
                entry.giver = entry.giver or (organiser if entry.prize else None)

    def _find_list_giver(self, line: Line) -> None:
        """UBND phường công bố kết quả như sau: the body gives what the list tells."""
        start, end = line.sentences[-1]
        sentence = Sentence(line.view, start, end, line.quotes_in(start, end))
        giver = subject_before(sentence, len(sentence.chunks))
        self.list_giver = giver_text(sentence, giver) if giver is not None else None

    def _find_ceremony(self, sentence: Sentence) -> None:
        if self.ceremony is not None or not self.ceremonies:
            return
        told = sentence.view.low[sentence.start : sentence.end]
        if not any(noun in told for noun in _CEREMONY_NOUNS) or not any(word in told for word in _CEREMONY):
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
        prize = frame.form is not None and frame.form.prize
        if prize:
            for item in frame.items:  # performances and unnamed teams
                item.kind = "other" if item.team and not item.names else item.kind
        items = total(frame.items)
        if not items and frame.certificates is not None:
            items = [Recipient("other", frame.certificates)]
        for item in items:
            count = frame.certificates if item.count is None and len(items) == 1 else item.count
            if frame.posthumous and self._joins(item, form, count, sentence.start, end):
                continue
            self.entries.append(
                Entry(
                    kind=item.kind,
                    count=count,
                    names=item.names,
                    form=form,
                    giver=frame.giver,
                    reason=frame.reason,
                    span=(start, end),
                    keep=sentence.chunks[frame.verb].start if frame.verb >= 0 else start,
                    line=line.number,
                    aside=line.aside,
                    general=bool(frame.form and frame.form.general),
                    prize=prize,
                )
            )

    def _joins(self, item: Recipient, form: str | None, count: int | None, start: int, end: int) -> bool:
        """Add a posthumous award to the one of the same form in its sentence."""
        for entry in reversed(self.entries[-9:]):
            same = entry.kind == item.kind and entry.form == form and entry.span[0] >= start
            if same and count is not None and entry.count is not None:
                entry.count += count
                entry.names += item.names
                entry.span = (entry.span[0], end)
                return True
        return False

    def _list(self, index: int, head: Frame) -> int:
        """The items under "…, gồm:"; each is one recipient, "và các cá nhân:" goes on."""
        found: dict[tuple[str, str | None], Entry] = {}
        while index < len(self.lines):
            line = self.lines[index]
            if line.end - line.start > _ITEM_LONGEST or line.is_row:
                break
            item = Sentence(line.view, line.start, line.end, line.quotes)
            at = item_start(item)
            read = RecipientList(item, at, len(item.chunks))
            heading = (
                len(item.chunks) < 8
                and read.items
                and not any(each.names or (each.count or 0) > 1 for each in read.items)
            )
            if (line.opens_list and len(item.chunks) < 14) or heading:
                index += 1  # "và các cá nhân:", "I. Tập thể"
                continue
            most = _each_at(item, read.end)
            if not read.items or _is_clause(item, most):
                break
            end, reason = reason_after(item, read.end, most)
            _name_after_each(item, most, read)
            for each in read.items:
                entry = found.setdefault(
                    (each.kind, reason),
                    Entry(
                        kind=each.kind,
                        count=0,
                        names=[],
                        form=head.form.name if head.form else None,
                        giver=head.giver,
                        reason=reason or head.reason,
                        span=(item.chunks[at].start, item.chunks[end - 1].end),
                        keep=item.chunks[at].start,
                        line=line.number,
                        aside=False,
                        general=False,
                    ),
                )
                entry.count = (entry.count or 0) + (each.count or 1)
                entry.names += each.names
            index += 1
        self._under(head, list(found.values()))
        return index

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

    def _under(self, head: Frame | None, listed: list[Entry]) -> None:
        """Entries of a list or table take the place of what its head tells in general."""
        if head is None or not listed:
            self.entries += listed
            return
        last = self.entries[-1].line if self.entries and head.items else -1
        for entry in [entry for entry in self.entries if entry.line == last < listed[0].line]:
            same = [other for other in listed if other.kind == entry.kind]
            if (
                len(same) == 1
                and (entry.count is None or entry.count == same[0].count)
                and same[0].form == entry.form
            ):
                entry.count, entry.names = same[0].count, same[0].names
                entry.reason = entry.reason if same[0].reason is None else same[0].reason
                entry.giver = same[0].giver or entry.giver
                listed.remove(same[0])
            elif entry.count is None or entry.count == sum(other.count or 0 for other in listed):
                self.entries.remove(entry)
        self.entries += listed


def _is_clause(item: Sentence, end: int) -> bool:
    """Whether an item tells an award with a verb or form of its own; "đạt giải cấp tỉnh" is a reason."""
    chunks = item.chunks[:end]
    return any(
        chunk.tags & _RULED and not (at and "form" in chunk.tags and chunks[at - 1].word in PRIZE_ONLY)
        for at, chunk in enumerate(chunks)
    )


def _each_at(item: Sentence, at: int) -> int:
    """The chunk where an item goes on to what each one gets: "3 em đỗ thủ khoa, mỗi em được thưởng …"."""
    chunks = item.chunks
    while at + 1 < len(chunks) and not ("," in chunks[at].tags and "each" in chunks[at + 1].tags):
        at += 1
    return at if at + 1 < len(chunks) else len(chunks)


def _name_after_each(item: Sentence, at: int, read: RecipientList) -> None:
    """Name the recipients told after what each one gets: "…, mỗi em 1 triệu đồng: A, B"."""
    colon = next((n for n in range(at, len(item.chunks)) if ":" in item.chunks[n].tags), None)
    if colon is None or len(read.items) != 1 or read.items[0].names:
        return
    named = RecipientList(item, colon + 1, len(item.chunks), nested=True)
    names = [name for each in named.items for name in each.names]
    if len(names) == read.items[0].count:
        read.items[0].names = names


def item_start(item: Sentence) -> int:
    """The chunk after a bullet or number: "- ", "1. ", "a) "."""
    chunks = item.chunks
    at = 0
    while at < len(chunks) - 1 and (
        chunks[at].tags & _BULLETS
        or (chunks[at].tags & {"number", "figure"} and chunks[at + 1].tags & {".", ")", "/"})
        or (chunks[at].word in _LETTERS and chunks[at + 1].tags & {")", "."})
    ):
        at += 1
    return at


def awards_in(lines: list[Line]) -> list[AwardMention]:
    """The awards that the lines report, in order."""
    reader = _Reader(lines)
    if not reader.cues:
        return []
    reader.read()
    return settle(reader.entries, reader.ceremony, lines)
