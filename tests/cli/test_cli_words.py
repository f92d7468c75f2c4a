"""What people read is grammar, too: one list, two lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Ended, Web

Bulletin = Callable[..., Ended]


def test_one_of_a_kind_is_told_in_the_singular(bulletin: Bulletin, tmp_path: Path, web: Web) -> None:
    web.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\n")
    web.html(
        "/", "<meta name='generator' content='NukeViet v4.5'><script>var nv_module_name='news';</script>"
    )
    empty = bulletin("crawl", web.origin, "-o", tmp_path, "-q")
    assert (empty.code, "(1 list read)" in empty.err) == (6, True), empty
    archive = tmp_path / "archive"
    assert bulletin("check", archive).out == "1 WARC file checked, 0 problems\n"
    min(archive.rglob("*.cdxj")).unlink()
    broken = bulletin("check", archive)
    assert "1 WARC file checked, 1 problem\n" in broken.out
    assert "1 problem; the first" in broken.err
