"""Why an answer cannot be read as a page: told without reading it, or by what was read in its place."""

from __future__ import annotations

import re

from bulletin_spider.extract.flaw import EMPTY, find_flaw, is_text
from bulletin_spider.extract.outcome import Extracted, Outcome, Rejected
from bulletin_spider.pages.base import Kind
from bulletin_spider.pages.encoding import to_utf8
from bulletin_spider.pages.families import FAMILIES

_TAG = re.compile(rb"<[a-z!?]", re.IGNORECASE)
_SAMPLE = 65_536
_KINDS = {
    Kind.FOREIGN: f"a page of no CMS that we read (known: {', '.join(FAMILIES)})",
    Kind.CHALLENGE: "a challenge or a login that stands in for the page",
    Kind.FLOOD: "the flood guard's page, which stands in for the real one",
    Kind.UPKEEP: "the notice of a site that is closed for upkeep",
    Kind.CLOSED: "a notice that the page is closed to guests, or gone",
}


def unreadable(url: str, content_type: str, body: bytes) -> str | None:
    """Why the body of an answer with status 200 is no page; None where it may be one."""
    if not body.strip():
        return EMPTY
    if not is_text(content_type):
        return f"no HTML, but {_media_type(content_type)}"
    flaw = find_flaw(url, "", [("Content-Type", content_type)], body)
    if flaw is not None:
        return flaw
    told = content_type.lower()
    text = to_utf8(body, content_type)[:_SAMPLE]
    # A server may call a page text/plain; robots.txt, which it calls so too, has no tags.
    as_page = "html" in told or "xml" in told or not told or text.lstrip().startswith(b"<")
    if not as_page or _TAG.search(text) is None:
        return f"no HTML, but {_media_type(content_type) or 'plain text'}"
    return None


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip()


def why_no_page(outcome: Outcome) -> str | None:
    """Why what was read is no page of use; None for a record, a list, or another page of the family."""
    if isinstance(outcome, Rejected):
        return f"not a valid record: {'; '.join(outcome.reasons)}"
    return None if isinstance(outcome, Extracted) else _KINDS.get(outcome.kind)
