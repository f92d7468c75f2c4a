"""Numbers as bulletins print them: digits, thousands dots and words."""

from __future__ import annotations

import re

from bulletin_spider.mining.lexicon import spelled, table

_PLAIN = re.compile(r"\d{1,9}")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3}){1,3}")
_TABLE = table("numbers")
UNITS: dict[str, int] = {spelled(word): value for word, value in _TABLE["units"].items()}
SCALES: dict[str, int] = {spelled(word): value for word, value in _TABLE["scales"].items()}
_JOINS = frozenset(map(spelled, _TABLE["joins"]["words"]))
MONEY_SCALES = frozenset(map(spelled, _TABLE["money"]["scales"]))
MONEY_UNITS = frozenset(map(spelled, _TABLE["money"]["units"]))


def digits(token: str) -> int | None:
    """The whole number that a token of digits says; None for dates, fractions and shares.

    >>> digits("05"), digits("1.019"), digits("7/11"), digits("2,5"), digits("31%")
    (5, 1019, None, None, None)
    """
    if _PLAIN.fullmatch(token):
        return int(token)
    if _DOTTED.fullmatch(token):
        return int(token.replace(".", "").replace(",", ""))
    return None


def in_words(tokens: list[str], at: int) -> tuple[int, int] | None:
    """End and value of the number words that start at token `at`.

    >>> in_words("hai mươi lăm hộ".split(), 0)
    (3, 25)
    >>> in_words("một trăm linh năm em".split(), 0)
    (4, 105)
    """
    total, last, index = 0, -1, at
    while index < min(len(tokens), at + 9):
        token = tokens[index]
        if token in SCALES and last > 0:
            total += (last * SCALES[token]) - last
            last = 0 if SCALES[token] < 1000 else -1
        elif token in UNITS and (last in {-1, 0} or (last == 10 and UNITS[token] != 10)):
            total += UNITS[token]
            last = UNITS[token]
        elif not (token in _JOINS and index > at):
            break
        index += 1
    if index == at or tokens[index - 1] in _JOINS:
        return None
    return index, total
