"""The WARC files that a source stands for, and whether each is as it was when it was closed."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from bulletin_spider.archive.folder import files_below, unreadable
from bulletin_spider.archive.layout import OPEN, WARC, manifest_path
from bulletin_spider.archive.manifest import ManifestError, load
from bulletin_spider.archive.problem import Kind, Problem, Report
from bulletin_spider.archive.wacz import MAGIC, SUFFIX, Unpacker
from bulletin_spider.errors import UsageError

_READ = re.compile(r"\.warc(?:\.gz)?(?:\.open)?$|\.wacz$", re.IGNORECASE)
# Compressed otherwise, numbered or begun by a downloader, or of the format before WARC.
_LIKE_ARCHIVES = re.compile(
    r"\.(?:w?arc|wacz)(?:\.(?:gz|zst|xz|bz2|br|7z|zip))?(?:\.(?:\d+|open|tmp|part|partial|crdownload))*$",
    re.IGNORECASE,
)


def warcs(
    source: Path | Iterable[Path], folder: Path | None, report: Report, unpacker: Unpacker
) -> Iterator[tuple[Path, str]]:
    """Path and name of each WARC file of a source, in order; those of a WACZ are unpacked.

    A file that is missing or altered, cannot be read, or is an archive of another kind goes to `report`.
    """
    for path in _files(source, report):
        name = _name(path, folder)
        if (around := wacz_around(path)) is not None:
            members = unpacker.unpack(around, _name(around, folder), report)
            yield from (member for member in members if member[1] == name)
            continue
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                report(Problem("unreadable", name, None, "not a file on disk: save it as one, and read that"))
                continue
            with path.open("rb") as file:
                is_zip = file.read(len(MAGIC)) == MAGIC or path.suffix.lower() == SUFFIX
        except FileNotFoundError:
            detail = "no such file: check its name, or where it links to"
            report(Problem("missing", str(path), None, detail))
        except OSError as error:
            report(unreadable(name, error))
        else:
            if is_zip:
                yield from unpacker.unpack(path, name, report)
            else:
                _check_size(path, name, report)
                yield path, name


def wacz_around(path: Path) -> Path | None:
    """The WACZ file that a path leads into, as `crawl.wacz/archive/data.warc.gz` does."""
    return next(
        (parent for parent in path.parents if parent.suffix.lower() == SUFFIX and parent.is_file()), None
    )


def _files(source: Path | Iterable[Path], report: Report) -> list[Path]:
    if not isinstance(source, Path):
        return [file for path in source for file in _files(path, report)]
    if not source.is_dir():
        return [source]
    problems: list[Problem] = []
    found = files_below(source, problems.append)
    read = [path for path in found if _READ.search(path.name)]
    for path in found:
        if _LIKE_ARCHIVES.search(path.name) and not _READ.search(path.name):
            detail = "an archive of a kind that is not read: make it a .warc.gz, or move it away"
            problems.append(Problem("unread", path.relative_to(source).as_posix(), None, detail))
    for problem in problems:
        report(problem)
    if not read and not problems:
        raise UsageError(f"{source}: no WARC file below it; give the folder that holds the archive")
    return read


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
