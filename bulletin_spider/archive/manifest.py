"""What a closed WARC holds, written down when it was closed; a WARC cut in half reads without an error."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bulletin_spider.archive.folder import files_below, unreadable
from bulletin_spider.archive.layout import DAMAGED, OPEN, WARC, index_path, manifest_path
from bulletin_spider.archive.problem import Kind, Problem
from bulletin_spider.sites.registry import SITE_FILE


@dataclass(frozen=True, slots=True)
class Manifest:
    """Counts and checksums of one closed WARC and of its index."""

    file: str
    """Name of the WARC, which lies beside the manifest."""
    size: int
    """Bytes of the WARC."""
    sha256: str
    records: int
    responses: int
    revisits: int
    index_sha256: str

    def dump(self) -> bytes:
        """The manifest as JSON."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode("ascii")


class ManifestError(ValueError):
    """A manifest that cannot be read."""


def load(path: Path) -> Manifest:
    """A manifest from its file."""
    try:
        values = json.loads(path.read_bytes())
        types = {field.name: int if field.type == "int" else str for field in fields(Manifest)}
        if set(values) != set(types) or any(type(values[name]) is not types[name] for name in types):
            raise ManifestError("its keys are not those of a manifest")
        return Manifest(**values)
    except (ValueError, TypeError, RecursionError) as error:
        raise ManifestError(str(error)) from error


def verify(folder: Path) -> list[Problem]:
    """Everything below `folder` that is not as it was when it was closed; reads every byte."""
    return list(_problems(folder))


def _problems(folder: Path) -> Iterator[Problem]:
    unlisted: list[Problem] = []
    found = files_below(folder, unlisted.append)
    yield from unlisted
    known = set[Path]()
    for path in found:
        if path.suffix == ".json":
            known.add(path)
        if path.suffix != ".json" or path.name == SITE_FILE:
            continue
        warc = path.with_name(path.stem + WARC)
        known |= {warc, index_path(warc)}
        try:
            yield from _check(folder, path, warc)
        except OSError as error:
            yield unreadable(_below(folder, Path(error.filename or path)), error)
    yield from (_unknown(folder, path) for path in found if path not in known and path.suffix != DAMAGED)


def _check(folder: Path, manifest: Path, warc: Path) -> Iterator[Problem]:
    """What is wrong with a WARC, its index and its manifest."""
    try:
        expected = load(manifest)
    except ManifestError as error:
        yield _problem(folder, manifest, "corrupt", f"no manifest ({error}): restore it from a copy")
        return
    if warc.exists():
        yield from _check_warc(folder, warc, expected)
        yield from _check_index(folder, index_path(warc), expected)
    elif not warc.with_name(warc.name + OPEN).exists():  # killed while closing: reported as open
        yield _problem(folder, warc, "missing", "its manifest is here: restore it from a copy")


def _check_warc(folder: Path, warc: Path, manifest: Manifest) -> Iterator[Problem]:
    size = warc.stat().st_size
    if size < manifest.size:
        yield _problem(
            folder, warc, "truncated", f"{size} bytes of {manifest.size}: restore it from a copy", offset=size
        )
    elif manifest.file != warc.name or size != manifest.size or sha256(warc) != manifest.sha256:
        yield _problem(folder, warc, "altered", "checksum differs from its manifest: restore it from a copy")


def _check_index(folder: Path, index: Path, manifest: Manifest) -> Iterator[Problem]:
    if not index.exists():
        yield _problem(folder, index, "missing", "the index of this WARC: restore it from a copy")
    elif sha256(index) != manifest.index_sha256:
        yield _problem(folder, index, "altered", "checksum differs from the manifest: restore it from a copy")


def _unknown(folder: Path, path: Path) -> Problem:
    if path.name.endswith(WARC + OPEN):
        return _problem(
            folder, path, "open", "a run is writing it, or was killed: the site's next run repairs it"
        )
    if path.name.endswith(WARC) and not manifest_path(path).exists():
        return _problem(folder, path, "extra", "has no manifest, so nothing says it is whole")
    return _problem(folder, path, "extra", "no manifest names it: move it out of the archive")


def _problem(folder: Path, path: Path, kind: Kind, detail: str, offset: int | None = None) -> Problem:
    return Problem(kind, _below(folder, path), offset, detail)


def _below(folder: Path, path: Path) -> str:
    return str(path.relative_to(folder))


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
