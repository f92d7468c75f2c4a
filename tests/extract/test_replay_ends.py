"""However an extraction ends, it ends alone: no worker outlives it, and Ctrl-C leaves no trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Crawled, environment

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


def alive(group: int) -> list[int]:
    """The processes of a group that are not zombies."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            state, _, of = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(of) == group and state != "Z":
            found.append(int(entry.name))
    return found


def left(group: int) -> list[int]:
    """Those of a group that do not end by themselves, as one does when its piece of work is done."""
    end = time.monotonic() + 60
    while alive(group) and time.monotonic() < end:
        time.sleep(0.01)
    return alive(group)


def started(archive: Path, folder: Path) -> subprocess.Popen[bytes]:
    """An extraction with two workers in a group of its own, under way."""
    (folder / "long.warc.gz").write_bytes(archive.read_bytes() * 40)
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin_spider", "extract", "long.warc.gz", "-j", "2"],
        cwd=folder,
        env=environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    end = time.monotonic() + 60
    while len(alive(process.pid)) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.3)
    return process


@pytest.mark.parametrize(
    ("number", "whole_group", "code"),
    [(signal.SIGINT, True, 130), (signal.SIGTERM, False, -15), (signal.SIGKILL, False, -9)],
)
def test_no_worker_is_left(
    crawled: Callable[[str], Crawled], tmp_path: Path, number: int, whole_group: bool, code: int
) -> None:
    process = started(next(crawled("4.5").output.rglob("*.warc.gz")), tmp_path)
    (os.killpg if whole_group else os.kill)(process.pid, number)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (code, b"")
    assert left(process.pid) == []
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("which", [1, 2])
def test_a_worker_that_is_killed_is_told(
    crawled: Callable[[str], Crawled], tmp_path: Path, which: int
) -> None:
    process = started(next(crawled("4.5").output.rglob("*.warc.gz")), tmp_path)
    # The one that was started first started the other.
    os.kill(sorted(alive(process.pid))[which], signal.SIGKILL)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.count(b"\n")) == (7, 1), said
    assert b"a worker process was killed" in said and b"--jobs 1" in said
    assert left(process.pid) == []
    assert not (tmp_path / "output").exists()
