"""The publish dates that a list prints beside its titles."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree

from bulletin_spider.vietnamese.dates import read_date
from bulletin_spider.vietnamese.text import clean

_LISTED_DATE = re.compile(
    r"(?:\d{1,2}:\d{2}\s+)?\b\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d{2}\b(?:\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?"
)
_YEAR = re.compile(r"[/-](?:19|20)\d\d")
_MOST_CLIMBS = 4
_MOST_LETTERS = 2_000
_MOST_ELEMENTS = 300
"""A box larger than this holds more than an item, and reading it for every title would take long."""


class ListedDates:
    """Dates by article for the boxes round a list's titles, each box read once."""

    def __init__(self, articles: dict[etree._Element, str], fetched_at: datetime, zone: float | None) -> None:
        """`articles`: the address that each link to an article leads to."""
        self._articles = articles
        self._fetched_at = fetched_at
        self._zone = 7.0 if zone is None else zone
        self._boxes: dict[etree._Element, dict[str, datetime] | None] = {}

    def of(self, link: etree._Element) -> datetime | None:
        """The date printed beside a title, or None: not every view prints one."""
        box = link
        for _ in range(_MOST_CLIMBS):
            parent = box.getparent()
            if parent is None or parent.tag in ("body", "html"):
                return None
            box = parent
            if box not in self._boxes:
                self._boxes[box] = self._read(box)
            dates = self._boxes[box]
            if dates is None:
                return None
            date = dates.get(self._articles[link])
            if date is not None:
                return date
        return None

    def _read(self, box: etree._Element) -> dict[str, datetime] | None:
        """Dates by article in a box; None where it is too large for an item.

        A date belongs to the title before it, or to the only title of the box. Titles are left out: they
        may hold dates of their own.
        """
        said: list[tuple[str | None, list[str]]] = [(None, [])]
        letters = 0
        walk = etree.iterwalk(box, events=("start", "end"))
        for count, (event, element) in enumerate(walk):
            text = element.text if event == "start" else element.tail
            if event == "start" and element in self._articles:
                if self._articles[element] != said[-1][0]:
                    said.append((self._articles[element], []))
                walk.skip_subtree()
            elif text and not (event == "end" and element is box):
                said[-1][1].append(text)
                letters += len(text.strip())
            if letters > _MOST_LETTERS or count > 2 * _MOST_ELEMENTS:
                return None
        if len({url for url, _ in said[1:]}) == 1:
            said = [(said[1][0], [text for _, texts in said for text in texts])]
        dates: dict[str, datetime] = {}
        for url, texts in said:
            date = self._date(" ".join(texts)) if url is not None and url not in dates else None
            if url is not None and date is not None:
                dates[url] = date
        return dates

    def _date(self, text: str) -> datetime | None:
        if not _YEAR.search(text) or (found := _LISTED_DATE.search(clean(text))) is None:
            return None
        read = read_date(found[0], fetched_at=self._fetched_at, zone_offset_hours=self._zone)
        return read.moment if read is not None else None
