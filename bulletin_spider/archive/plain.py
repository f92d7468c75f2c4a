"""Whether bytes are text as they stand, told from how they begin."""

from __future__ import annotations

import codecs
import re

_SAMPLE = 4096
_MOST_CONTROLS = 0.02
"""Share of control characters; the old Vietnamese charset VISCII puts six rare capitals on them."""
_NOT_TEXT = bytes(sorted(set(range(32)) - set(b"\t\n\f\r\x1b")))
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]{0,1000}<[!?A-Za-z]")
_LEAST_TEXT = 64


def is_binary(body: bytes) -> bool:
    """Whether a body has more control characters than any text; compressed data has a tenth of them."""
    sample = body[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _NOT_TEXT)) > _MOST_CONTROLS * len(sample)


def is_markup(body: bytes) -> bool:
    """Whether a body is HTML or XML."""
    return _MARKUP.match(body) is not None and not is_binary(body)


def is_plain_text(body: bytes) -> bool:
    """Whether a body is text in UTF-8, and long enough for that to be no accident."""
    if len(body) < _LEAST_TEXT or is_binary(body):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body[:_SAMPLE])  # which may end within a letter
    except UnicodeDecodeError:
        return False
    return True
