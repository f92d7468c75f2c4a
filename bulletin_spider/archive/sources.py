"""The WARC files that a source stands for, and whether each is as it was when it was closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin_spider.archive.layout import OPEN, WARC, manifest_path
from bulletin_spider.archive.manifest import ManifestError, load
from bulletin_spider.archive.problem import Kind, Problem, Report
from bulletin_spider.errors import UsageError

_SUFFIXES = (".warc", WARC, WARC + OPEN)


def warcs(source: Path | Iterable[Path], folder: Path | None, report: Report) -> Iterator[tuple[Path, str]]:
    """Path and name of each file of a source, in order; a missing or altered one goes to `report`."""
    for path in _files(source):
        name = _name(path, folder)
        if not path.exists():
            report(Problem("missing", name, None, "no such file: check its name"))
            continue
        _check_size(path, name, report)
        yield path, name


def _files(source: Path | Iterable[Path]) -> list[Path]:
    if not isinstance(source, Path):
        return [file for path in source for file in _files(path)]
    if not source.is_dir():
        return [source]
    found = sorted(path for path in source.rglob("*") if path.name.endswith(_SUFFIXES) and path.is_file())
    if not found:
        raise UsageError(f"{source}: no WARC file below it; give the folder that holds the archive")
    return found


def _name(path: Path, folder: Path | None) -> str:
    """The name a capture keeps; that of an open file is the one it will have when closed."""
    resolved = path.resolve()
    base = folder.resolve() if folder else None
    name = resolved.relative_to(base) if base and resolved.is_relative_to(base) else path
    return name.as_posix().removesuffix(OPEN)


def _check_size(path: Path, name: str, report: Report) -> None:
    """A file cut between two records reads without an error; only its manifest knows."""
    manifest = manifest_path(path)
    if not path.name.endswith(WARC) or not manifest.exists():
        return
    size = path.stat().st_size
    try:
        expected = load(manifest).size
    except ManifestError as error:
        report(Problem("corrupt", manifest.name, None, f"no manifest ({error}): restore it from a copy"))
        return
    if size != expected:
        kind: Kind = "truncated" if size < expected else "altered"
        report(Problem(kind, name, None, f"{size} bytes, {expected} when closed: restore it from a copy"))
