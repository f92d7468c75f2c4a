"""Declared sites: load, check, find by id, host or address."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.sites.schema import Site

DECLARED = Path(__file__).parent / "declared"
"""Folder of the declarations that ship with the package, where any do."""

SITE_FILE = "site.json"
"""Name of the file in which an archive keeps the declaration of each site, below the site's folder."""

_LOOKS_LIKE_HOST = re.compile(r"^[\w-]+(\.[\w-]+)+(:\d+)?(/|$)|^localhost(:\d+)?(/|$)|://")


def load_site(path: Path) -> Site:
    """The site a TOML file declares; UsageError names the file and the key that is wrong."""
    try:
        with path.open("rb") as stream:
            declared = tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML ({error})") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    declared.setdefault("id", path.stem)
    try:
        return Site.model_validate(declared)
    except ValidationError as error:
        raise UsageError(f"{path}: {_fault(error)}") from None


def _fault(error: ValidationError) -> str:
    """The first fault of a declaration: the key's trail and what to do."""
    fault = error.errors(include_url=False)[0]
    trail = ".".join(map(str, fault["loc"])) or "the declaration"
    if fault["type"] == "extra_forbidden":
        table = Site
        for part in fault["loc"][:-1]:
            inner = table.model_fields[str(part)].annotation
            table = inner if isinstance(inner, type) else table
        near = difflib.get_close_matches(str(fault["loc"][-1]), table.model_fields, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known keys: {', '.join(table.model_fields)}"
        return f"unknown key {trail!r}{hint}"
    if trail == "id":
        return f'id {fault["input"]!r}: use a-z, 0-9, dot, underscore and hyphen, as in id = "phuong-mau"'
    return f"{trail}: {fault['msg'].removeprefix('Value error, ')}"


def save_site(path: Path, site: Site) -> None:
    """Keep a declaration beside what was archived under it, so that the archive alone can be read again."""
    text = site.model_dump_json(indent=2, exclude_defaults=True) + "\n"
    try:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".tmp")
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose --output") from None


def kept_site(path: Path) -> Site:
    """The declaration that an archive keeps; UsageError where the file is none."""
    try:
        return Site.model_validate_json(path.read_bytes())
    except OSError as error:
        raise OutputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except ValidationError as error:
        raise UsageError(f"{path}: holds no declaration of a site ({_fault(error)}); give --site") from None


def declared_sites(extra: str | Path | None = None) -> Iterator[tuple[Path, Site]]:
    """Every declared site with its file: the package's own, then those of a further folder."""
    folders = [DECLARED] + ([Path(extra)] if extra else [])
    seen: dict[str, Path] = {}
    if not folders[-1].is_dir() and extra:
        raise UsageError(f"{extra}: no such folder of site declarations")
    # A package without declarations of its own has no such folder.
    for folder in folders:
        for path in sorted(folder.rglob("*.toml")):
            site = load_site(path)
            if site.id in seen:
                raise UsageError(f"{path}: id {site.id!r} is taken by {seen[site.id]}; choose another id")
            seen[site.id] = path
            yield path, site


def find_site(wanted: str | None, extra: str | Path | None = None) -> Site:
    """A site by the path of its declaration, its id, its host or its address.

    An address that no declaration has is a site of its own. UsageError, with near names, for an unknown id.
    """
    if not wanted:
        raise UsageError("say which site: an id, an address, or a .toml file (for Scrapy: -a site=...)")
    if wanted.endswith(".toml"):
        return load_site(Path(wanted))
    sites = [site for _, site in declared_sites(extra)]
    by_id = {site.id: site for site in sites}
    if wanted in by_id:
        return by_id[wanted]
    if not _LOOKS_LIKE_HOST.search(wanted):
        near = difflib.get_close_matches(wanted, by_id, 3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`bulletin sites` lists the known ones."
        raise UsageError(f"no site {wanted!r}; {hint} A new site is an address: https://host/")
    address = wanted if "://" in wanted else f"https://{wanted}"
    try:
        host = urlsplit(address).netloc.lower()
    except ValueError as error:
        raise UsageError(f"{wanted}: not a web address ({error})") from None
    declared = next((site for site in sites if host in site.allowed_hosts), None)
    return declared if declared is not None else site_at(address)


def site_at(address: str) -> Site:
    """An undeclared site by an address of one of its pages; UsageError where that is none of the web."""
    try:
        return Site.from_url(address)
    except ValidationError as error:
        raise UsageError(f"{address}: {_fault(error)}") from None
    except ValueError as error:
        raise UsageError(f"{address}: not a web address ({error})") from None
