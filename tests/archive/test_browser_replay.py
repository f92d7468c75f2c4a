"""The archive as a reader of 2040 meets it: pywb serves it, a real browser opens the page."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# pywb is GPL software: a tool beside the tests, never a dependency. BULLETIN_PYWB names its bin folder.
PYWB = os.environ.get("BULLETIN_PYWB")
WAYBACK = shutil.which("wayback", path=PYWB)
MANAGER = shutil.which("wb-manager", path=PYWB)

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and WAYBACK and MANAGER),
    reason="needs Chromium on the PATH, and pywb there or in the folder that BULLETIN_PYWB names",
)

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --virtual-time-budget=8000"
).split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address under which pywb serves the seed article out of a crawl's archive."""
    folder = tmp_path_factory.mktemp("pywb")
    subprocess.run(
        [sys.executable, "-m", "bulletin_spider", "demo", "--output", str(folder / "out"), "--json"],
        check=True,
        capture_output=True,
    )
    (warc,) = (folder / "out/archive").rglob("*.warc.gz")
    subprocess.run([MANAGER, "init", "ward"], cwd=folder, check=True, capture_output=True)
    subprocess.run([MANAGER, "add", "ward", str(warc)], cwd=folder, check=True, capture_output=True)
    # Without a frame the browser's page is the archived one, and not a window around it.
    (folder / "config.yaml").write_text("framed_replay: false\n")
    (index,) = (folder / "out/archive").rglob("*.cdxj")
    entries = [json.loads(line.split(" ", 2)[2]) for line in index.read_text("utf-8").splitlines()]
    url = next(entry["url"] for entry in entries if entry["url"].endswith("-3194.html"))
    port = free_port()
    server = subprocess.Popen(
        [WAYBACK, "-p", str(port), "-b", "127.0.0.1"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        served = f"http://127.0.0.1:{port}/ward/2026/{url}"
        wait_for(served)
        yield served
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} is not served")


def test_the_seed_article_opens_in_a_browser_from_the_archive(replayed: str, tmp_path: Path) -> None:
    page = subprocess.run(
        [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path}", "--dump-dom", replayed],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    assert "Phường Trường Xuân tổng kết công tác Dân vận năm 2023</h1>" in page
    assert "Khối dân vận Đảng uỷ phường đã khen thưởng cho 3 tập thể và 3 cá nhân" in page
    # pywb's banner script is in the page: it came out of the archive, not from a live site.
    assert "wombat" in page
