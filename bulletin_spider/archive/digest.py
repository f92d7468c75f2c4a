"""Digests as WARC files write them."""

from __future__ import annotations

import base64
import hashlib

_ALGORITHMS = {
    "sha1": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "sha512": "sha512",
    "md5": "md5",
}


def sha1(data: bytes) -> str:
    """Labelled digest as WARC writes it: `sha1:` and base32."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")


def agrees(label: str, data: bytes) -> bool | None:
    """Whether a labelled digest, in base32 or hex, is that of the data; None if it cannot be computed."""
    name, colon, value = label.strip().partition(":")
    algorithm = _ALGORITHMS.get(name.lower())
    if not colon or algorithm is None:
        return None
    digest = hashlib.new(algorithm, data, usedforsecurity=False)
    base32 = base64.b32encode(digest.digest()).decode("ascii").rstrip("=")
    return value.rstrip("=").upper() == base32 or value.lower() == digest.hexdigest()
