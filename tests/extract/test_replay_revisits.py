"""A revisit finds what it repeats, wherever that lies: in a later file, or further down in its own."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended
from foreign import URLS, response, revisit

Bulletin = Callable[..., Ended]
FIRST, LATER = URLS[:20], URLS[20:25]


def packed(records: list[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


@pytest.fixture
def crawls(tmp_path: Path) -> Path:
    """Two crawls of a site, the second without what the first has; by name the second comes first."""
    folder = tmp_path / "crawls"
    folder.mkdir()
    (folder / "b.warc.gz").write_bytes(packed([response(url) for url in FIRST]))
    again = [*map(revisit, FIRST), *(response(url, at="2026-03-06T02:30:00Z") for url in LATER)]
    (folder / "a.warc.gz").write_bytes(packed(again))
    return folder


def extract(bulletin: Bulletin, output: Path, *arguments: object) -> tuple[Ended, bytes]:
    done = bulletin("extract", *arguments, "-o", output, "--json", "--format", "jsonl")
    files = list((output / "exports").glob("*.jsonl"))
    return done, files[0].read_bytes() if files else b""


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_order_of_files_changes_nothing(
    bulletin: Bulletin, crawls: Path, tmp_path: Path, jobs: int
) -> None:
    first, second = crawls / "b.warc.gz", crawls / "a.warc.gz"
    ways = {"in time": (first, second), "back": (second, first), "twice": (first, second, first)}
    found = {name: extract(bulletin, tmp_path / name, *files, "-j", jobs)[1] for name, files in ways.items()}
    assert {json.loads(line)["url"] for line in found["in time"].splitlines()} == {*FIRST, *LATER}
    assert found["back"] == found["twice"] == found["in time"]
    done, _ = extract(bulletin, tmp_path / "folder", crawls, "-j", jobs)
    assert (done.code, done.json["captures"], done.json["problems"]) == (0, 45, [])


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", ["one.warc", "one.warc.gz"])
def test_an_original_may_lie_behind_its_revisit(
    bulletin: Bulletin, tmp_path: Path, name: str, jobs: int
) -> None:
    records = [*map(revisit, FIRST), *map(response, FIRST)]
    (tmp_path / name).write_bytes(packed(records) if name.endswith("gz") else b"".join(records))
    done, table = extract(bulletin, tmp_path, tmp_path / name, "-j", jobs)
    assert (done.code, done.json["captures"], done.json["problems"]) == (0, 40, [])
    assert {json.loads(line)["url"] for line in table.splitlines()} == set(FIRST)


def test_only_what_is_nowhere_is_missed(bulletin: Bulletin, crawls: Path, tmp_path: Path) -> None:
    alone = crawls / "a.warc.gz"
    done, table = extract(bulletin, tmp_path, alone)
    assert (done.code, len(table.splitlines())) == (7, len(LATER))
    assert [problem.split(": ")[1] for problem in done.json["problems"]] == ["unresolved"] * len(FIRST)
    assert "Traceback" not in done.err
