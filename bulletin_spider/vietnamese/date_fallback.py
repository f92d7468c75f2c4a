"""dateparser, for orders of day, month and year that our grammar does not list."""

from __future__ import annotations

import re
from datetime import datetime

from bulletin_spider.vietnamese.date_scan import NUMBER_WORDS
from bulletin_spider.vietnamese.machine_dates import Printed

LONGEST = 60
_MONTH = re.compile(
    rf"(?<![a-z])(?:thang|thg) ?([0-9]{{1,2}}|(?:{'|'.join(NUMBER_WORDS)})(?![a-z]))(?![0-9])"
)
_CLOCK = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?![0-9:])")
# Anything else ("âm lịch", "trước", "UTC") may change what the numbers mean.
_REST = re.compile(r"(?:ngay|nam|luc|[0-9 ,./:-])*")
_NUMBER = re.compile(r"[0-9]+")


def fall_back(line: str, shadow: str, now: datetime) -> Printed | None:
    """What dateparser makes of a short line whose every word and number is accounted for.

    `shadow` is the line folded and without accents. dateparser completes and reinterprets freely, so its
    answer counts only if year, month, day and clock are the very ones printed and nothing else is.
    """
    if len(line) > LONGEST:
        return None
    months = _MONTH.findall(shadow)
    clocks = _CLOCK.findall(shadow)
    rest = _CLOCK.sub(" ", _MONTH.sub(" ", shadow))
    numbers = sorted(_NUMBER.findall(rest), key=len)
    if len(months) != 1 or len(clocks) > 1 or not _REST.fullmatch(rest):
        return None
    if [len(number) > 2 for number in numbers] != [False, True]:
        return None
    # Imported here: the import alone costs a tenth of a second, and few pages need it.
    import dateparser  # noqa: PLC0415

    found = dateparser.parse(
        line,
        languages=["vi"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    month = NUMBER_WORDS.get(months[0]) or int(months[0])
    if found is None or (found.day, found.month, found.year) != (int(numbers[0]), month, int(numbers[1])):
        return None
    hour, minute = (int(clocks[0][0]), int(clocks[0][1])) if clocks else (None, None)
    if (found.hour, found.minute) != (hour or 0, minute or 0):
        return None
    return Printed(found.year, found.month, found.day, "dateparser", hour, minute)
