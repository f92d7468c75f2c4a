"""Which archive a file belongs to, and the declaration that the archive keeps for it."""

from __future__ import annotations

from pathlib import Path

from bulletin_spider.sites.registry import SITE_FILE, kept_site
from bulletin_spider.sites.schema import Site


def archive_of(source: Path) -> Path | None:
    """The archive folder that names in records are relative to, told by the declarations kept in it."""
    source = source.resolve()
    kept = [folder / SITE_FILE for folder in (source, *source.parents)]
    roots = {path.parent.parent for path in kept if path.is_file()}
    if not roots and source.is_dir():
        roots = {path.parent.parent for path in source.rglob(SITE_FILE)}
    if len(roots) == 1:
        return roots.pop()
    return source if source.is_dir() else None


class KeptSites:
    """The declarations that archives keep, by id, each read once."""

    def __init__(self, first: Site | None) -> None:
        self.by_id: dict[str, Site] = {first.id: first} if first is not None else {}
        self._at: dict[Path, Site | None] = {}

    def of(self, root: Path | None, name: str) -> Site | None:
        """The site that a file of an archive is kept under; None where none is declared."""
        if root is None:
            return None
        for parent in (root / name).parents:
            if parent not in self._at:
                path = parent / SITE_FILE
                self._at[parent] = kept_site(path) if path.is_file() else None
            site = self._at[parent]
            if site is not None:
                return self.by_id.setdefault(site.id, site)
            if parent == root:
                break
        return None
