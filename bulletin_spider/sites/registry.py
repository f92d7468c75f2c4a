"""Declared sites: load, check, find by id, host or address."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.sites.address import web_address
from bulletin_spider.sites.schema import Site

DECLARED = Path(__file__).parent / "declared"
"""Folder of the declarations that ship with the package, where any do."""

SITE_FILE = "site.json"
"""Name of the file in which an archive keeps the declaration of each site, below the site's folder."""


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
    by_id = {site.id: site for _, site in declared_sites(extra)}
    if wanted in by_id:
        return by_id[wanted]
    address = web_address(wanted)
    if address is None:
        near = difflib.get_close_matches(wanted, by_id, 3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`bulletin sites` lists the known ones."
        raise UsageError(f"no site {wanted!r}; {hint} A new site is an address: https://host/")
    return _site_of(address, by_id.values(), wanted)


def site_of(address: str, extra: str | Path | None = None, *, typed: str | None = None) -> Site:
    """The declared site that an address is of, or a site of its own.

    UsageError, which quotes what was `typed`, for an address that is none of the web.
    """
    return _site_of(address, [site for _, site in declared_sites(extra)], typed or address)


def _site_of(address: str, declared: Iterable[Site], typed: str) -> Site:
    try:
        host = urlsplit(address).netloc.lower()
        return next((site for site in declared if host in site.allowed_hosts), None) or Site.from_url(address)
    except ValidationError as error:
        raise UsageError(f"{typed}: {_fault(error)}") from None
    except ValueError as error:
        raise UsageError(f"{typed}: not a web address ({error})") from None
