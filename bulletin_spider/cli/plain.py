"""Plain text out of a file or standard input."""

from __future__ import annotations

import re
import sys
from itertools import islice
from pathlib import Path

from bulletin_spider.errors import UsageError

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NAMES = "html|head|body|main|article|section|div|p|span|a|ul|ol|li|table|tr|td|h[1-6]|strong|em|script|style"
_STARTS = re.compile(rf"\s*<(?:!doctype\s+html|\?xml|!--|meta|img|(?:{_NAMES})(?=[\s/>]))", re.IGNORECASE)
_CLOSES = re.compile(rf"</(?:{_NAMES})\s*>", re.IGNORECASE)
_MANY = 3


def read_text(file: str) -> str:
    """The text of a file, or of standard input for "-"; UsageError where it is none."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from None
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        how = "iconv -f CP1258 -t UTF-8" + ("" if file == "-" else f" {file}")
        raise UsageError(
            f"{file}: not UTF-8 text (byte {error.start}); convert it from what it is, such as `{how}`"
        ) from None
    if _is_html(text):
        raise UsageError(f"{file}: is HTML, not plain text; use `bulletin inspect {file}`")
    return text


def _is_html(text: str) -> bool:
    """Whether the text begins with a tag, or is told by several that close."""
    return _STARTS.match(text) is not None or len([*islice(_CLOSES.finditer(text), _MANY)]) == _MANY
