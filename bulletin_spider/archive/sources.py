"""The WARC files that a source stands for, and whether each is as it was when it was closed."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from bulletin_spider.archive.folder import files_below, unreadable
from bulletin_spider.archive.layout import OPEN, WARC, manifest_path
from bulletin_spider.archive.manifest import ManifestError, load
from bulletin_spider.archive.problem import Kind, Problem, Report
from bulletin_spider.errors import UsageError

_SUFFIXES = (".warc", WARC, WARC + OPEN)


def warcs(source: Path | Iterable[Path], folder: Path | None, report: Report) -> Iterator[tuple[Path, str]]:
    """Path and name of each file of a source, in order; a missing or altered one goes to `report`."""
    for path in _files(source, report):
        name = _name(path, folder)
        problem = _closed_to_us(path, name)
        if problem is not None:
            report(problem)
            continue
        _check_size(path, name, report)
        yield path, name


def _closed_to_us(path: Path, name: str) -> Problem | None:
    """What keeps a file from being read, if anything does."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Problem("unreadable", name, None, "not a file on disk: save it as one, and read that")
        with path.open("rb"):
            return None
    except FileNotFoundError:
        return Problem("missing", str(path), None, "no such file: check its name, or where it links to")
    except OSError as error:
        return unreadable(name, error)


def _files(source: Path | Iterable[Path], report: Report) -> list[Path]:
    if not isinstance(source, Path):
        return [file for path in source for file in _files(path, report)]
    if not source.is_dir():
        return [source]
    problems: list[Problem] = []
    found = [path for path in files_below(source, problems.append) if path.name.endswith(_SUFFIXES)]
    for problem in problems:
        report(problem)
    if not found and not problems:
        raise UsageError(f"{source}: no WARC file below it; give the folder that holds the archive")
    return found


def _name(path: Path, folder: Path | None) -> str:
    """The name a capture keeps; that of an open file is the one it will have when closed."""
    resolved = path.resolve()
    base = folder.resolve() if folder else None
    name = resolved.relative_to(base) if base and resolved.is_relative_to(base) else path
    return name.as_posix().removesuffix(OPEN)


def _beside(name: str, path: Path) -> str:
    return PurePosixPath(name).with_name(path.name).as_posix()


def _check_size(path: Path, name: str, report: Report) -> None:
    """A file cut between two records reads without an error; only its manifest knows."""
    manifest = manifest_path(path)
    if not path.name.endswith(WARC) or not manifest.exists():
        return
    size = path.stat().st_size
    try:
        expected = load(manifest).size
    except OSError as error:
        report(unreadable(_beside(name, manifest), error))
        return
    except ManifestError as error:
        detail = f"no manifest ({error}): restore it from a copy"
        report(Problem("corrupt", _beside(name, manifest), None, detail))
        return
    if size != expected:
        kind: Kind = "truncated" if size < expected else "altered"
        report(Problem(kind, name, None, f"{size} bytes, {expected} when closed: restore it from a copy"))
