"""What people type for an address of the web."""

from __future__ import annotations

import ipaddress
import re

_HOST = re.compile(r"(?P<host>[\w-]+(?:\.[\w-]+)+|localhost|\[[0-9a-fA-F:.]+\])(?::\d+)?(?:[/?]|$)")
_PATH = re.compile(r"[/?#]")


def web_address(typed: str) -> str | None:
    """The address that is meant; None where it looks like none.

    What comes back may still be of no use, such as ftp://x: it is only plain that no file is meant.

    >>> web_address("HTTP://Tentinh.gov.vn/"), web_address("tentinh.gov.vn"), web_address("127.0.0.1:8420/")
    ('http://Tentinh.gov.vn/', 'https://tentinh.gov.vn/', 'http://127.0.0.1:8420/')
    >>> web_address("demo"), web_address("./saved.html")
    (None, None)
    """
    scheme, mark, rest = typed.partition("://")
    if not mark:
        named = _HOST.match(typed)
        if named is None:
            return None
        # Nobody has a certificate for this machine.
        scheme, rest = "http" if is_loopback(named["host"].strip("[]")) else "https", typed
    return f"{scheme.lower()}://{rest}" + ("" if _PATH.search(rest) else "/")


def is_loopback(host: str | None) -> bool:
    """Whether a host name is that of this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
