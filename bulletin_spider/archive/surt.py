"""The key of a URL in an index: Sort-friendly URI Reordering Transform, as CDX servers compute it.

    https://www.Example.gov.vn/Tin/?b=2&a=1  ->  vn,gov,example)/tin?a=1&b=2

Scheme, `www.`, letter case, session ids and the order of query keys do not count, so one key finds all
spellings of an address; the entry itself holds the exact one.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

_URL = re.compile(r"(?i)(?:([a-z][a-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.DOTALL)
_PORT = re.compile(r":([0-9]*)$")
_WWW = re.compile(r"www[0-9]*\.")
_PATH_SESSION = re.compile(r";jsessionid=[0-9a-z]{32}")
_QUERY_SESSION = re.compile(r"(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}")
_PLAIN = "".join(char for char in map(chr, range(0x21, 0x7F)) if char not in "#%")
_DEFAULT_PORT = {"http": "80", "https": "443"}
# Decoded until it no longer changes; the bound keeps `%2525…` from taking quadratic time.
_DECODINGS_AT_MOST = 8


def surt(url: str, *, turns_addresses: bool = True) -> str:
    """The key of a URL: printable ASCII without a space, whatever the URL is made of.

    The first indexes of ours left IP addresses as they were; `turns_addresses=False` gives their keys.
    """
    match = _URL.match(url)
    scheme, authority, path, query = match.groups() if match else (None, None, url, None)
    if authority is None:
        return _plain(url).lower()
    host = _host((scheme or "http").lower(), authority, turns_addresses)
    key = f"{host}){_path(_plain(path).lower())}"
    query = _query(_plain(query).lower()) if query else ""
    return f"{key}?{query}" if query else key


def _plain(text: str) -> str:
    """Percent-encoded once, and only where needed."""
    data = text.encode("utf-8", "replace")
    for _ in range(_DECODINGS_AT_MOST):
        if b"%" not in data or (decoded := unquote_to_bytes(data)) == data:
            break
        data = decoded
    return quote(data, safe=_PLAIN)


@lru_cache(maxsize=256)
def _host(scheme: str, authority: str, turns_addresses: bool) -> str:
    host = authority.rpartition("@")[2].lower()
    port = _PORT.search(host)
    suffix = ""
    if port:
        host = host[: port.start()]
        number = port[1].lstrip("0")
        suffix = f":{number}" if number not in {"", _DEFAULT_PORT.get(scheme)} else ""
    host = host.rstrip(".")
    if not host.isascii():
        host = _idna(host)
    host = _WWW.sub("", host, count=1) if _WWW.match(host) else host
    if not turns_addresses and _is_address(host):
        return _plain(host) + suffix
    # An IPv4 address is turned round like a name, and one of IPv6 loses its brackets.
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    return _plain(",".join(reversed(bare.split(".")))) + suffix


def _idna(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:  # a name no resolver knows either
        return host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _path(path: str) -> str:
    kept: list[str] = []
    for part in _PATH_SESSION.sub("", path).split("/"):
        if part == "..":
            del kept[-1:]
        elif part not in {"", "."}:
            kept.append(part)
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    pairs = [pair for pair in query.split("&") if not _QUERY_SESSION.fullmatch(pair)]
    return "&".join(sorted(pairs, key=lambda pair: pair.split("=", 1)))
