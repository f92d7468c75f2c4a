"""Who wrote a bulletin: labelled bylines, signatures at the end of a body, and the names in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bulletin_spider.vietnamese import byline_words as words_of
from bulletin_spider.vietnamese.text import clean, fold

# Longer lines are sentences, longer bylines are articles, whatever they start with.
LONGEST_LINE = 160
LONGEST_BYLINE = 1000
MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Byline:
    """A signature that was read."""

    printed: str
    """As printed, cleaned, without its labels."""
    people: tuple[str, ...]
    """The persons and bodies it names, in order, without roles."""
    rule: str
    """"credit" (what they did is told: "Tin, ảnh: X"), "name", "initials" or "body" (nothing is told)."""


_WORK = "|".join(sorted(map(re.escape, words_of.WORKS), key=len, reverse=True))
# At most four works, so that a hostile row of them stays linear.
_CREDIT = re.compile(
    rf"(?<!\w)(?P<works>(?:{_WORK})(?: ?(?:[,/&+-]| và ) ?(?:{_WORK})){{0,3}}) ?[:：]", re.IGNORECASE
)
_AND = re.compile(r" ?(?:[,/&+;-]| và ) ?")
_BRACKETS = re.compile(r"\([^()]*\)")
# A dash or slash joins syllables unless a blank stands beside it.
_BETWEEN = re.compile(r"( ?[;,|&] ?| [vV]à | VÀ | [-–—/]+ ?|[-–—/]+ )")
_DASH = re.compile(r"[ –—-]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'‘ʼ][^\W\d_]+)*\.?")
# A line that could be a bare signature: no colon, no end of a sentence, no source.
_BARE = re.compile(r"(?!theo )[^:!?]*[^:!?.,;]", re.IGNORECASE)
_INITIALS = re.compile(r"[A-ZĐ](?:\.?[A-ZĐ]){1,3}\.?")
_DOMAIN = re.compile(r"(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)
_EDGE = " -–—*•.,;:/…"


def read_label(text: str) -> tuple[str, str] | None:
    """The kind and the value of a line a template labels: author, source, poster or tags.

    >>> read_label("Tác giả bài viết: Hạnh Phạm"), read_label("Nguồn tin:  Báo Y"), read_label("Tác giả:")
    (('author', 'Hạnh Phạm'), ('source', 'Báo Y'), None)
    """
    head, _, value = text.replace("：", ":").partition(":")
    if not value or len(head) > LONGEST_LINE:
        return None
    kind = words_of.LABELS.get(fold(head))
    value = clean(value) if kind is not None else ""
    return (kind, value) if kind is not None and value else None


def split_people(printed: str) -> tuple[str, ...]:
    """The persons and bodies a byline names, in order, without labels, roles and offices in brackets.

    A dash, a comma or "và" inside the name of a body does not split it.

    >>> split_people("Bài: Hạnh Phạm; Ảnh: PV Lê Hà")
    ('Hạnh Phạm', 'Lê Hà')
    >>> split_people("Nguyễn A - Trần B"), split_people("Văn hóa - Xã hội")
    (('Nguyễn A', 'Trần B'), ('Văn hóa - Xã hội',))
    """
    if len(printed) > LONGEST_BYLINE:
        return ()
    text = _CREDIT.sub(";", _BRACKETS.sub(" ", clean(printed)))
    pieces = _BETWEEN.split(text)
    names: list[str] = []
    for at in range(0, len(pieces), 2):
        part = _without_role(pieces[at].strip(_EDGE))
        if not part or (names and _starts(part, words_of.OFFICES)):
            continue
        between = pieces[at - 1] if at else ""
        if names and between and _carries_on(names[-1], between, part):
            names[-1] += between + part
        else:
            names.append(part)
    return tuple(dict.fromkeys(names))


def read_signature(line: str, *, emphasised: bool = False) -> Byline | None:
    """The signature a body's last line consists of, None for any line that may be a sentence.

    `emphasised` says that the page sets the line apart (aligned right, bold, behind many blanks): only
    then is a bare name, a body or initials a signature. A credit for pictures alone names no author; a
    source ("Theo Báo Y") is for `read_source_line`.

    >>> read_signature("Tin bài: Hạnh Phạm - Lê Hà").people
    ('Hạnh Phạm', 'Lê Hà')
    >>> read_signature("Tin, ảnh Hạnh Phạm").printed
    'Hạnh Phạm'
    >>> read_signature("Mai viết Tăng"), read_signature("Mai viết Tăng", emphasised=True).rule
    (None, 'name')
    >>> read_signature("HV", emphasised=True).rule, read_signature("Hội LHPN phường", emphasised=True).rule
    ('initials', 'body')
    >>> read_signature("Ảnh: Hạnh Phạm"), read_signature("Thực hiện: các hộ dân thu gom rác.")
    (None, None)
    """
    if len(line) > 10 * LONGEST_LINE:
        return None
    text = clean(line).strip("()[]*•-–— ")
    if not text or len(text) > LONGEST_LINE or len(text.split()) > MOST_WORDS:
        return None
    if (printed := _after_credit(text)) is not None:
        printed, rule = printed.rstrip(" ./"), "credit"
    elif emphasised and (_BARE.fullmatch(text) or _INITIALS.fullmatch(text)):
        printed, rule = text, "bare"
    else:
        return None
    people = split_people(printed)
    kinds = [_kind(person, alone=rule == "bare") for person in people]
    if not kinds or (first := kinds[0]) is None or None in kinds:
        return None
    return Byline(printed, people, rule if rule == "credit" else first)


def read_source_line(line: str) -> str | None:
    """The source that a line of a body names and nothing else, None for any line that may be a sentence.

    >>> read_source_line("(Theo Báo Quảng Nam)"), read_source_line("Nguồn: baoquangnam.vn")
    ('Báo Quảng Nam', 'baoquangnam.vn')
    >>> read_source_line("Theo kế hoạch, phường trồng 500 cây")
    """
    if len(line) > 10 * LONGEST_LINE:
        return None
    text = clean(line).strip("()[]*•-–— ")
    if labelled := read_label(text):
        kind, value = labelled
        return value if kind == "source" and _names_source(value) else None
    first, _, value = text.partition(" ")
    return value if fold(first) == "theo" and "," not in value and _names_source(value) else None


def _after_credit(text: str) -> str | None:
    """What follows the credits of a line that starts with one; None without, or for pictures alone."""
    found_credits = list(_CREDIT.finditer(text))
    if found_credits and found_credits[0].start() == 0:
        works = {fold(work) for found in found_credits for work in _AND.split(found["works"])}
        ends = [*(found.start() for found in found_credits[1:]), len(text)]
        values = [
            text[found.end() : end].strip(_EDGE + "()")
            for found, end in zip(found_credits, ends, strict=True)
        ]
        return None if works <= words_of.PICTURES or not all(values) else "; ".join(values)
    words = text.split()
    for count in (4, 3, 2):
        head = " ".join(words[:count])
        works = {fold(work) for work in _AND.split(head)}
        if works <= words_of.WORKS and ("ảnh" in fold(head).split() or fold(head) == "tin bài"):
            return None if works <= words_of.PICTURES else " ".join(words[count:])
    return None


def _kind(person: str, *, alone: bool) -> str | None:
    """What a part of a signature is: initials, name, body, or None for anything else.

    `alone`: nothing else says that it is a signature, so one single word is not enough.
    """
    if _INITIALS.fullmatch(person):
        return None if person in words_of.NO_INITIALS else "initials"
    words = person.split()
    if any(word in words_of.SENTENCE_WORDS for word in _pairs(words)):
        return None
    if _is_body(person) or (_starts(person, words_of.SUBJECTS) and (not alone or " - " in person)):
        return "body" if _signs_as_body(person, alone) else None
    return "name" if _signs_as_name(words, alone) else None


def _signs_as_body(person: str, alone: bool) -> bool:
    words = person.split()
    if len(words) > 8 or not person[0].isupper():
        return False
    if not alone:
        return True
    known = all(word in words_of.BODY_WORDS for word in words if word[0].islower() and word != "và")
    return known and not _starts(person, words_of.SOURCE_HEADS)


def _signs_as_name(words: list[str], alone: bool) -> bool:
    if words[0].rstrip(".").casefold() in words_of.TITLES:
        words = words[1:]
    if not (2 if alone else 1) <= len(words) <= 5 or not all(map(_WORD.fullmatch, words)):
        return False
    if _starts(" ".join(words), words_of.NOT_NAMES) or not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    return all(word[0].isupper() or fold(word) in words_of.MIDDLES for word in words)


def _pairs(words: list[str]) -> list[str]:
    """The words and the pairs of neighbours, as printed: capitals mark names, not verbs."""
    return words + [f"{one} {two}" for one, two in pairwise(words)]


def _starts(text: str, phrases: frozenset[str]) -> bool:
    words = fold(text[:60]).split()
    return any(" ".join(words[:count]) in phrases for count in (1, 2, 3))


def _is_body(text: str) -> bool:
    printed = text[:60].split()
    words = [fold(word) for word in printed]
    if any(" ".join(words[:count]) in words_of.NO_BODIES for count in (2, 3)):
        return False
    if any(" ".join(words[:count]) in words_of.BODY_HEADS for count in (2, 3)):
        return True
    if not words or words[0] not in words_of.BODY_HEADS:
        return False
    if words[0] not in words_of.NAMES_TOO:
        return True
    return len(printed) > 1 and (
        not printed[1][0].isupper() or (len(printed[1]) > 1 and printed[1].isupper())
    )


def _carries_on(name: str, between: str, part: str) -> bool:
    """Whether a part belongs to the body named before it ("Phòng Nội vụ - Văn phòng")."""
    if not (_is_body(name) or _starts(name, words_of.SUBJECTS)):
        return False
    if ";" in between or "|" in between:
        return False
    if _starts(part, words_of.SUBJECTS) or (_DASH.fullmatch(between) and _is_body(part)):
        return True
    return _starts(name, words_of.COUNCIL_OFFICES) and _starts(part, words_of.COUNCILS)


def _without_role(part: str) -> str:
    words = part.split()
    for count in (3, 2, 1):
        head = " ".join(words[:count]).rstrip(".:")
        if len(words) > count and fold(head) in words_of.ROLES:
            return " ".join(words[count:])
    return part


def _names_source(value: str) -> bool:
    if _DOMAIN.fullmatch(value):
        return True
    words = value.split()
    if (
        not value[:1].isupper()
        or len(value) > LONGEST_LINE
        or len(words) > 10
        or value.endswith((".", "!", "?"))
    ):
        return False
    if any(word in words_of.SENTENCE_WORDS for word in _pairs(words)):
        return False
    if _starts(value, words_of.SOURCE_HEADS):
        return True
    people = split_people(value)
    return bool(people) and all(
        _kind(person, alone=True) or _starts(person, words_of.SOURCE_HEADS) for person in people
    )
