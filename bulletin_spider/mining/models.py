"""Models of a text: quoted names, lists under one head, unquoted descriptions and counts."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from bulletin_spider.mining.lexicon import TOKEN
from bulletin_spider.mining.lines import Line
from bulletin_spider.mining.model_entries import Found, settle
from bulletin_spider.mining.model_lexicon import (
    COMPARED,
    EXHIBITION,
    INTRODUCE,
    LAUNCH,
    LIST_HEADS,
    MOVEMENTS,
    NEVER_QUOTED,
    NO_COUNT,
    NOT_MODELS,
    RESULTS,
    SPEECH,
    TARGETS,
    WORD,
)
from bulletin_spider.mining.numbers import digits, in_words
from bulletin_spider.mining.phrases import Phrase
from bulletin_spider.mining.quotes import Quote
from bulletin_spider.records.mention import ModelMention
from bulletin_spider.vietnamese.text import clean

_HEAD = regex.compile(r"(?<![\p{L}\p{N}])m[ôộồốổỗo] h[ìiíỉĩị]nh(?![\p{L}\p{N}])")
_LIST_HEAD = regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{'|'.join(LIST_HEADS)})(?![\p{{L}}\p{{N}}])")
# "các mô hình hay" tells of models in general unless a list follows.
_PLURAL = frozenset({"các", "những", "nhiều", "số", "mỗi", "từng", "mọi", "bất kỳ", "vài"})
_SEPARATOR = regex.compile(r"(?:^|.*?[\s,;:/(…–+&-])\s*$", regex.DOTALL)
_LINK = regex.compile(r"^\s*(?:của|do|ở|tại|trên|trong|\()")
_LAST_PART = regex.compile(r"(?:[,;:/–+•-]|\s(?:và|cùng|hoặc|với|đến|hay)\s|^\s*(?:và|cùng|hoặc)\s)")
_NAMED_AFTER = regex.compile(r"\s*[-–—,(]?\s*(?:(?:đây|là|một|những|trong|các|cũng|chính)\s+)*mô hình(?![\p{L}])")
_THIS_IS = regex.compile(r"\s*(?:đây|đó)\s+(?:cũng\s+|chính\s+|được xem\s+|được coi\s+)*là\s+(?:một\s+|một trong những\s+)?mô hình")
_BULLET = regex.compile(r"\s*(?:[-–—+*•●▪]|\(?\d{1,2}[.)/]|[a-hđ][.)])\s*")
# A quote with a full stop or question inside is speech, not a name.
_SAYS = regex.compile(r"[.?]\s|[?.]$|\.\.\.$")
_NEXT_PLAIN = regex.compile(r"[^,;.:]{0,40}(?:[,;]|\svà)\s+")
_N_IN_ONE = regex.compile(r"\s*\d+ trong \d")
_WORDS_OF_NAME = 22
_INTRODUCING = frozenset(word for phrase in INTRODUCE for word in phrase.split()) | {"một", "số", "các", "mô", "hình"}
_GAP_MOST = 90


@dataclass
class _Sentence:
    line: Line
    start: int
    end: int
    quotes: list[Quote]
    exhibition: bool


@dataclass
class _Reader:
    lines: list[Line]
    found: list[Found] = field(default_factory=list)
    banned: set[str] = field(default_factory=set)
    recent: list[_Sentence] = field(default_factory=list)
    """The last sentences, for "Đây là mô hình …"."""
    toys_until: int = 0
    """The line up to which an exhibition of scale models is told."""
    calls_models: bool = False
    """Whether the body speaks of a model at all; a quoted name in the title may then be one."""

    def read(self) -> None:
        index = 0
        while index < len(self.lines):
            index = self._line(index)
        if self.lines and not self.found and self.calls_models:
            self._title_only()

    # -- lines and lists ------------------------------------------------------------------------

    def _line(self, index: int) -> int:
        line = self.lines[index]
        low = line.view.low
        if not _HEAD.search(low, line.start, line.end):
            if line.quotes or any(low.find(head, line.start, line.end) >= 0 for head in LIST_HEADS):
                self._sentences(line)
            return index + 1
        if line.number:
            self.calls_models = True
        before = len(self.found)
        self._sentences(line)
        if line.opens_list and not line.is_row:
            return self._bullets(index, before)
        return index + 1

    def _sentences(self, line: Line) -> None:
        for start, end in line.sentences():
            quotes = [quote for quote in line.quotes if quote.start >= start and quote.end <= end]
            low = line.view.low[start:end]
            toy = any(word in low for word in EXHIBITION) and not any(word in low for word in RESULTS)
            if toy and WORD in low:
                self.toys_until = line.number + 2
            toy = toy or line.number < self.toys_until
            sentence = _Sentence(line, start, end, quotes, toy)
            if _THIS_IS.match(low):
                self._called_model()
            self._sentence(sentence)
            self.recent = [*self.recent[-2:], sentence]

    def _bullets(self, index: int, before: int) -> int:
        """The items under "… mô hình:": each is a model, with or without the word."""
        head = self.lines[index]
        told = [f for f in self.found[before:] if f.line == head.number and f.name is None]
        most = told[-1].count if told else None
        members: list[Found] = []
        at = index + 1
        while at < len(self.lines) and (most is None or len(members) < most):
            item = self._bullet(self.lines[at])
            if item is None:
                break
            members.append(item)
            at += 1
        if told and len(members) == told[-1].count:
            self.found.remove(told[-1])
        self.found += members
        return at

    def _bullet(self, line: Line) -> Found | None:
        view = line.view
        bullet = _BULLET.match(view.low, line.start, line.end)
        start = bullet.end() if bullet else line.start
        head = _HEAD.match(view.low, start, line.end)
        at = head.end() if head else start
        quote = next((q for q in line.quotes if q.start - at <= 40), None)
        length = line.end - line.start
        if quote is not None and (head or quote.start == start or length < 160):
            return self._named(line, head.start() if head else quote.start, quote, self._number(line, start, head.start() if head else quote.start)[0])
        if not head and (length > 120 or view.plain.find(". ", line.start, line.end) >= 0):
            return None
        if not head and not bullet and not view.plain[start].isupper() and length > 80:
            return None
        while at < line.end and view.low[at] in " :":
            at += 1
        phrase = Phrase(view, at, line.end, listed=True)
        if not phrase.length or (head and phrase.generic):
            return None
        return self._found(line, head.start() if head else at, phrase.end, at, phrase.end, named=False)

    # -- sentences ------------------------------------------------------------------------------

    def _sentence(self, sentence: _Sentence) -> None:
        view = sentence.line.view
        heads = list(_HEAD.finditer(view.low, sentence.start, sentence.end))
        taken = self._other_list(sentence, heads[0].start() if heads else sentence.end)
        if not heads:
            return
        if sentence.exhibition:
            self.banned |= {view.low[q.inner_start : q.inner_end].strip() for q in sentence.quotes}
            return
        before = len(self.found)
        for number, head in enumerate(heads):
            following = heads[number + 1].start() if number + 1 < len(heads) else sentence.end
            self._head(sentence, head.start(), head.end(), following, taken)
        self._drop_total(view.low, before)

    def _drop_total(self, low: str, before: int) -> None:
        """"Hai mô hình khác: mô hình A và mô hình B": the total of a full list is no entry."""
        for at in range(before, len(self.found)):
            total = self.found[at]
            members = [f for f in self.found[at + 1 :] if f.name is not None]
            if total.name is None and total.count == len(members) and total.count:
                gap = low[total.span[1] : members[0].span[0]]
                if ":" in gap and not any(word in gap for word in ("tiêu biểu", "trong đó", "điển hình", "nổi bật")):
                    del self.found[at]
                    return

    def _head(self, sentence: _Sentence, start: int, end: int, following: int, taken: set[int]) -> None:
        view, line = sentence.line.view, sentence.line
        if any(q.inner_start <= start < q.inner_end and len(view.low[q.start : q.end].split()) < 12 for q in sentence.quotes):
            return  # the word is part of a quoted name
        named_before = self._name_before(sentence, start)
        if named_before is not None:
            if named_before.start not in taken:
                taken.add(named_before.start)
                self._keep(self._named(line, named_before.start, named_before, None, end=end))
            return
        count, first = self._number(line, sentence.start, start)
        plural = self._plural(view.low[max(sentence.start, first - 12) : first])
        quotes = [q for q in sentence.quotes if q.start >= end and q.start < following and q.start not in taken]
        gap = view.low[end : quotes[0].start] if quotes else ""
        if quotes and self._leads_to(gap):
            self._quoted(sentence, (first, start, end), count, quotes, taken, gap)
            return
        if count is not None:
            if self._counts(sentence, first):
                self._keep(self._found(line, first, end, 0, 0, named=False, count=count))
            self._unquoted_list(sentence, end, following)
            return
        if self._unquoted_list(sentence, end, following) or plural:
            return
        phrase = Phrase(view, end, following)
        before = view.low[max(sentence.start, start - 30) : start].rstrip()
        typed = before.endswith(("theo", "chuyển đổi", "thay đổi", "chuyển từ", "chuyển sang")) and not phrase.concrete
        if not phrase.generic and not typed and self._counts(sentence, start):
            self._keep(self._found(line, start, phrase.end, phrase.spans[0][0], phrase.end, named=False))
            self._members_after(sentence, phrase.end, quotes, taken, listed=False)

    def _quoted(self, sentence: _Sentence, where: tuple[int, int, int], count: int | None, quotes: list[Quote], taken: set[int], gap: str) -> None:
        """Mô hình “A”, “B” của …, và 112 “C”: the first quote and the members after it."""
        view, line = sentence.line.view, sentence.line
        first, start, _ = where
        quote = quotes[0]
        listed = ":" in gap or any(word in INTRODUCE for word in (gap.strip(" :,"), *gap.split()))
        name = view.low[quote.inner_start : quote.inner_end].strip()
        taken.add(quote.start)
        if self._administrative(name):
            return
        if self._movement(name):
            if count is not None and self._counts(sentence, first):
                self._keep(self._found(line, first, quote.end, 0, 0, named=False, count=count, evidence_end=start + len(WORD)))
            self._members_after(sentence, quote.end, quotes[1:], taken, listed=False, movement=True)
            return
        before = len(self.found)
        if listed and count is not None:
            self._keep(self._named(line, quote.start, quote, None))
        else:
            self._keep(self._named(line, first if count is not None else start, quote, count if not listed else None))
        end = self._members_after(sentence, quote.end, quotes[1:], taken, listed=listed or count is not None)
        if listed:
            self._plain_members(sentence, end)
        members = len(self.found) - before
        plain_list = not any(word in gap for word in ("như", "tiêu biểu", "trong đó", "điển hình", "nổi bật"))
        if count is not None and members > 1 and members == count and plain_list:
            mention = self.found[before]
            self.found[before] = mention.without_count()
        elif count is not None and listed and self._counts(sentence, first):
            self.found.insert(before, self._found(line, first, start + len(WORD), 0, 0, named=False, count=count))

    def _members_after(
        self, sentence: _Sentence, end: int, quotes: list[Quote], taken: set[int], *, listed: bool, movement: bool = False
    ) -> int:
        """Keep the quoted members that follow a model; gives the end of the last."""
        view, line = sentence.line.view, sentence.line
        for quote in quotes:
            gap = view.low[end : quote.start]
            if len(gap) > _GAP_MOST * (2 if listed else 1):
                return end
            parts = _LAST_PART.split(gap)
            last = parts[-1].strip()
            if len(parts) < 2 and last:
                return end
            count, first = self._number(line, end, quote.start)
            lonely = not last or (count is not None and view.low[first : quote.start].strip() == last)
            owner = parts[0].strip() == "" or bool(_LINK.match(gap))
            noun = any(last.endswith(word) for word in NOT_MODELS)
            if not lonely and not (listed and not noun and len(last.split()) <= 4):
                return end
            if not owner and not listed:
                return end
            if movement and not _HEAD.search(gap):
                return end
            taken.add(quote.start)
            if not self._movement(view.low[quote.inner_start : quote.inner_end].strip()):
                self._keep(self._named(line, first if count is not None else quote.start, quote, count))
            end = quote.end
        return end

    def _plain_members(self, sentence: _Sentence, end: int) -> None:
        """“A”, “B”, tổ phụ nữ tiết kiệm: an unquoted member at the end of a quoted list."""
        view = sentence.line.view
        found = _NEXT_PLAIN.match(view.low, end, sentence.end)
        if found is None or any(q.start >= end for q in sentence.quotes):
            return
        phrase = Phrase(view, found.end(), sentence.end, listed=True)
        if phrase.concrete and phrase.length > 2 and not phrase.generic:
            self._keep(self._found(sentence.line, found.end(), phrase.end, found.end(), phrase.end, named=False))

    def _unquoted_list(self, sentence: _Sentence, end: int, following: int) -> bool:
        """Các mô hình: A; B; C - or "như trồng rau, nuôi gà"."""
        view = sentence.line.view
        if _N_IN_ONE.match(view.low, end):
            return False
        intro = self._introduction(view.low, end, following)
        if intro is None:
            return False
        rest = view.low[intro : sentence.end]
        if not rest.strip():
            return True
        quoted = [q for q in sentence.quotes if q.start >= intro]
        separator = ";" if ";" in rest and not any(";" in view.low[q.start : q.end] for q in quoted) else ","
        if quoted and separator == ",":
            return False
        at = intro
        for piece in regex.split(rf"{separator}|(?:\svà\s(?=mô hình))" if separator == ";" else r",|\svà\s", rest):
            start = at + len(piece) - len(piece.lstrip())
            at += len(piece) + 1
            if not piece.strip():
                continue
            head = _HEAD.match(view.low, start)
            quote = next((q for q in quoted if start <= q.start < at), None)
            if quote is not None and not head and quote.start - start < 25:
                self._keep(self._named(sentence.line, quote.start, quote, None))
            if head or quote is not None:
                continue
            phrase = Phrase(view, start, start + len(piece.strip()), listed=True)
            if phrase.length < 2 or phrase.generic or (separator == "," and not phrase.concrete):
                continue
            self._keep(self._found(sentence.line, start, phrase.end, start, phrase.end, named=False))
        return True

    def _introduction(self, low: str, end: int, following: int) -> int | None:
        """The offset after ":" or "như" that opens a list right after "mô hình …"."""
        window = low[end : min(following, end + 60)]
        colon = window.find(":")
        if colon >= 0 and not any(mark in window[:colon] for mark in ",;.()") and len(window[:colon].split()) <= 8:
            return end + colon + 1
        for word in ("như", "gồm"):
            at = window.find(f" {word} ")
            if at >= 0 and not any(mark in window[:at] for mark in ",;.:()") and len(window[:at].split()) <= 5:
                return end + at + len(word) + 2
        return None

    def _other_list(self, sentence: _Sentence, limit: int) -> set[int]:
        """Cách làm hay như: “A”, “B”: a list that opens without "mô hình"; gives the quotes taken."""
        view = sentence.line.view
        head = _LIST_HEAD.search(view.low, sentence.start, limit)
        quotes = [q for q in sentence.quotes if head is not None and head.end() < q.start < limit]
        if head is None or not quotes:
            return set()
        gap = view.low[head.end() : quotes[0].start]
        words = gap.replace(":", " : ").split()
        if len(words) > 14 or not ({"như", "gồm", ":"} & set(words[-2:])) or "." in gap or words[-2:-1] and words[-2] in SPEECH:
            return set()
        taken: set[int] = {quotes[0].start}
        self._keep(self._named(sentence.line, quotes[0].start, quotes[0], None))
        self._members_after(sentence, quotes[0].end, quotes[1:], taken, listed=True)
        return taken

    # -- parts ----------------------------------------------------------------------------------

    def _leads_to(self, gap: str) -> bool:
        """Whether the words between "mô hình" and a quote only describe the model."""
        if not gap.strip():
            return True
        words = TOKEN.findall(gap)
        if len(words) > 16 or any(mark in gap for mark in ".;!?()"):
            return False
        told = set(gap[gap.rfind(",") + 1 :].replace(":", " ").split())
        if words[-1] == "như" or words[-2:] == ["như", ":"]:
            return True
        if "," in gap and not (told and told <= _INTRODUCING):
            return False
        if ":" in gap:
            return words[-1] != ":" or len(words) < 2 or words[-2] not in SPEECH or words[-3:-1] == ["mô", "hình"]
        if words[-1] in {"như", "là", "tên", "gọi", "gồm"} or " ".join(words[-2:]) in INTRODUCE:
            return True
        if any(gap.rstrip().endswith(word) for word in NOT_MODELS if word not in {"câu lạc bộ", "clb", "đội", "nhóm zalo", "quỹ"}):
            return False
        return not (set(words) & {"đã", "được", "giúp", "của", "để", "sẽ", "đang", "nhằm", "do", "từ", "này", "đó", "hưởng"})

    def _movement(self, name: str) -> bool:
        return any(name == movement or name.startswith(movement + " năm") for movement in MOVEMENTS)

    def _administrative(self, name: str) -> bool:
        return any(name.startswith(word) for word in NEVER_QUOTED)

    def _plural(self, before: str) -> bool:
        words = before.split()
        return bool(words) and words[-1] in _PLURAL

    def _number(self, line: Line, start: int, end: int) -> tuple[int | None, int]:
        """The number right before `end`, and the offset where it starts."""
        low = line.view.low
        tokens = list(TOKEN.finditer(low, max(start, end - 48), end))
        if not tokens or low[tokens[-1].end() : end].strip():
            return None, end
        last = tokens[-1]
        if last[0] == ")":  # "05 (năm) mô hình"
            opening = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i][0] == "("), 0)
            tokens = tokens[:opening] or tokens
            last = tokens[-1]
        value = digits(last[0]) if last[0][0].isdigit() else None
        if value is not None and last.start() > start and low[last.start() - 1] in "/-":
            value = None
        if value is not None:
            return value, last.start()
        words = [token[0] for token in tokens]
        for first in range(max(0, len(words) - 6), len(words)):
            spelled = in_words(words, first)
            if spelled is not None and spelled[0] == len(words):
                if spelled[1] == 1 or (words[first:] == ["năm"] and first and words[first - 1][0].isdigit()):
                    return None, end
                if words[first:] == ["tư"] or words[first:] == ["không"] or (first and words[first - 1] == "thứ"):
                    return None, end
                return spelled[1], tokens[first].start()
        return None, end

    def _counts(self, sentence: _Sentence, first: int) -> bool:
        """Whether the number at `first` tells how many models there are, not a target or an increase."""
        low = sentence.line.view.low
        before = low[max(sentence.start, first - 60) : first].split()
        while before and before[-1] in {"thêm", "được", "khoảng"}:
            before.pop()
        if before and (before[-1] in NO_COUNT or " ".join(before[-2:]) in NO_COUNT):
            return False
        clause = low[max(sentence.start, first - 160) : first]
        compared = clause[clause.rfind(",") + 1 :]
        if any(f" {word} " in f" {compared} " for word in COMPARED) and " lên " not in compared:
            return False
        return not any(regex.search(rf"(?<!\p{{L}}){word}(?!\p{{L}})", clause) for word in TARGETS)

    def _name_before(self, sentence: _Sentence, start: int) -> Quote | None:
        """“Chú cá ăn nhựa” - mô hình của …: the name stands before the word."""
        low = sentence.line.view.low
        for quote in reversed(sentence.quotes):
            if quote.end > start:
                continue
            if start - quote.end > 30:
                return None
            after = _NAMED_AFTER.match(low, quote.end)
            words = len(low[quote.inner_start : quote.inner_end].split())
            joined = low[quote.end : start].strip()
            if after and after.end() == start + len(WORD) and words <= 12 and joined not in {",", ""}:
                return quote
            return None
        return None

    def _called_model(self) -> None:
        """CLB “X” … Đây là mô hình …: a sentence soon after calls the named thing a model."""
        title = self.lines[0]
        recent = [*self.recent, _Sentence(title, title.start, title.end, title.quotes, exhibition=False)]
        for sentence in [*reversed(recent[:-1]), recent[-1]]:
            low = sentence.line.view.low
            for quote in sentence.quotes:
                name = low[quote.inner_start : quote.inner_end].strip()
                if len(name.split()) <= _WORDS_OF_NAME and not self._movement(name) and name[-1:] not in ".!?":
                    self._keep(self._named(sentence.line, quote.start, quote, None))
                    return

    def _title_only(self) -> None:
        title = self.lines[0]
        low = title.view.low
        for quote in title.quotes:
            before = low[title.start : quote.start].rstrip()
            if any(before.endswith(word) for word in LAUNCH) and not self._movement(low[quote.inner_start : quote.inner_end].strip()):
                self._keep(self._named(title, quote.start, quote, None))

    def _named(self, line: Line, start: int, quote: Quote, count: int | None, end: int | None = None) -> Found:
        return self._found(line, start, end or quote.end, quote.inner_start, quote.inner_end, named=True, count=count)

    def _found(
        self, line: Line, start: int, end: int, name_start: int, name_end: int, *, named: bool,
        count: int | None = None, evidence_end: int | None = None,
    ) -> Found:
        view = line.view
        name = None
        if name_end > name_start:
            first, last = view.span(name_start, name_end)
            name = clean(view.text[first:last])
        return Found(name, named, count, (start, evidence_end or end), name_start or start, line.number, line.view)

    def _keep(self, found: Found) -> None:
        words = len((found.name or "").split())
        if found.named and (words > _WORDS_OF_NAME or not found.key or _SAYS.search(found.name or "")):
            return
        self.found.append(found)


def models_in(lines: list[Line]) -> list[ModelMention]:
    """The models that the lines mention, each once, in order."""
    reader = _Reader(lines)
    reader.read()
    return settle(reader.found, reader.banned)
