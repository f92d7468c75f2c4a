"""The bytes of a page as valid UTF-8, whatever the server, the page and a broken letter say."""

from __future__ import annotations

import re

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([a-zA-Z0-9_-]{2,20})")
# Python knows codecs that are no character sets (hex, punycode, undefined); a server may name them.
_TEXT_CODEC = re.compile(r"utf-(?:8|16|32)(?:-[bl]e)?|cp12\d\d|iso8859-\d+|ascii")


def _codec(label: str | None) -> str | None:
    name = resolve_encoding(label) if label else None
    return name if name is not None and _TEXT_CODEC.fullmatch(name) else None


def _declared(body: bytes, content_type: str) -> str | None:
    """What the header or the page names; the page where the header only repeats a server's default."""
    header = _codec(http_content_type_encoding(content_type))
    if header is not None and header != "cp1252":
        return header
    head = body[:65536]
    found = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    return _codec(found[1].decode()) or header if found else header


def to_utf8(body: bytes, content_type: str) -> bytes:
    """The body as valid UTF-8 without byte order mark or NUL.

    Bytes that are UTF-8 are taken as such whatever is declared: no other encoding of Vietnamese passes for
    it. In a page that is UTF-8 but for a broken letter, that letter becomes U+FFFD: libxml2 would fall back
    to Latin-1 for all that follows.
    """
    codec, mark = read_bom(body)
    if mark is not None:
        body = body[len(mark) :]
    # UTF-16 without a mark is full of NULs, which are valid UTF-8 too.
    if codec in (None, "utf-8") and b"\0" not in body[:200]:
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            codec = codec or _declared(body, content_type)
        else:
            return body.replace(b"\0", b"") if b"\0" in body else body
    codec = codec or _declared(body, content_type) or "utf-8"
    return body.decode(codec, "replace").encode("utf-8", "replace").replace(b"\0", b"")
