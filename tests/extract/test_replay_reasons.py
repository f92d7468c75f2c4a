"""An archive without an article says why: how many captures were lost to what."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from conftest import Ended
from foreign import URLS, body_of, response, revisit

Bulletin = Callable[..., Ended]
CUT = {"WARC-Truncated": "length"}
UNCODED = b"\x00\x01\x02" * 400


def extract(bulletin: Bulletin, folder: Path, records: list[bytes]) -> Ended:
    warc = folder / "x.warc.gz"
    warc.write_bytes(b"".join(map(gzip.compress, records)))
    done = bulletin("extract", warc, "-o", folder / "out", "--json", "-j", 1)
    assert len(done.err.splitlines()) == (done.code != 0), done.err
    return done


@pytest.mark.parametrize(
    ("records", "code", "told"),
    [
        ([revisit(url) for url in URLS[:7]], 7, "unresolved: 7 (the first: "),
        ([response(URLS[0], UNCODED, Content_Encoding="br")] * 3, 7, f"rejected: 3 (the first: {URLS[0]}: "),
        ([response(URLS[0], more=CUT)] * 4, 6, "no article found; answer cut short: 4"),
        ([response(URLS[0], UNCODED)] * 2, 6, "no article found; garbage in place of a page: 2"),
        ([response(URLS[0], b"<html><body>none</body></html>")], 6, "1 captures read, and no article found"),
    ],
)
def test_what_kept_articles_from_being_found_is_told(
    bulletin: Bulletin, tmp_path: Path, records: list[bytes], code: int, told: str
) -> None:
    done = extract(bulletin, tmp_path, records)
    assert done.code == code
    assert told in done.err
    lost = len(done.json["problems"]) + len(done.json["rejections"])
    assert (lost > 0) == (code == 7)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd"])
def test_pages_stored_decoded_are_read(bulletin: Bulletin, tmp_path: Path, coding: str) -> None:
    pages = [response(url, Content_Encoding=coding) for url in URLS[:5]]
    assert extract(bulletin, tmp_path, pages).json["records"] == 5


def test_pages_that_are_coded_are_decoded(bulletin: Bulletin, tmp_path: Path) -> None:
    pages = [response(url, brotli.compress(body_of(url)), Content_Encoding="br") for url in URLS[:5]]
    assert extract(bulletin, tmp_path, pages).json["records"] == 5
