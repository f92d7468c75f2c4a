"""Which files are read, in which order, and what each can be of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bulletin_spider.archive.problem import Report
from bulletin_spider.archive.sources import warcs
from bulletin_spider.archive.wacz import Unpacker
from bulletin_spider.extract.kept import KeptSites, archive_of
from bulletin_spider.extract.sift import Declarations
from bulletin_spider.sites.schema import Site


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A WARC file to be read."""

    path: Path
    name: str
    """What captures call it."""
    root: Path | None
    """The archive it belongs to."""
    declared: Declarations


def list_files(
    sources: Iterable[Path], site: Site | None, kept: KeptSites, report: Report, unpacker: Unpacker
) -> list[ArchiveFile]:
    """The files that some sources stand for, in the order of their names, each once.

    `site`, where given, is that of all their captures. The order of the sources changes nothing. Those out
    of a WACZ are gone with the `unpacker`.
    """
    roots: dict[tuple[str, Path], Path | None] = {}
    for source in sources:
        root = archive_of(source)
        roots.update({(name, path): root for path, name in warcs(source, root, report, unpacker)})
    once: dict[Path, tuple[str, Path]] = {}
    # Named twice, a file is known by its name in an archive.
    for name, path in sorted(roots, key=lambda one: (roots[one] is None, *one)):
        once.setdefault(path.resolve(), (name, path))
    files = [(path, name, roots[name, path]) for name, path in sorted(once.values())]
    sites = [site or kept.of(root, name) for _, name, root in files]
    anywhere = Declarations(None, dict(kept.by_id))
    return [
        ArchiveFile(*file, anywhere if one is None else Declarations(one, {}))
        for file, one in zip(files, sites, strict=True)
    ]
