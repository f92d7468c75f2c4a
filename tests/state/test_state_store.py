"""What a site's state remembers, and whom it refuses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bulletin_spider import Bulletin
from bulletin_spider.errors import LockedError, OutputError
from bulletin_spider.state import Change, SiteLock, SiteState

FIRST = Bulletin.model_validate(
    {
        "id": "0b0e0c2a-0000-5000-8000-000000000001",
        "site": "phuong-mau",
        "url": "https://phuong-mau.gov.vn/news/tin-1.html",
        "article_key": "news:1",
        "title": "Khen thưởng đợt 1",
        "body": "Một đoạn.",
        "first_seen_at": "2026-03-05T09:30:00+07:00",
        "fetched_at": "2026-03-05T09:30:00+07:00",
        "content_digest": "sha256:" + "0" * 64,
        "family": "nukeviet",
        "extractor": "0.1.0",
    }
)
LATER = FIRST.fetched_at + timedelta(days=2)
EDITED = FIRST.model_copy(
    update={"title": "Khen thưởng đợt 2", "fetched_at": LATER, "first_seen_at": LATER,
            "content_digest": "sha256:" + "1" * 64}
)  # fmt: skip


def opened(folder: Path) -> SiteState:
    return SiteState(folder / "phuong-mau.sqlite", "phuong-mau")


def test_a_bulletin_through_its_life(tmp_path: Path) -> None:
    with opened(tmp_path) as state:
        assert state.accept(FIRST) == (Change.NEW, FIRST)
        assert state.dirty
        state.published()
        again = FIRST.model_copy(update={"views": 5, "fetched_at": LATER})
        assert state.accept(again) == (Change.SAME, FIRST)
        assert not state.dirty
        change, revised = state.accept(EDITED)
        assert (change, revised.revision, revised.first_seen_at) == (Change.REVISED, 2, FIRST.first_seen_at)
        assert state.remove("news:1", LATER)
        assert not state.remove("news:1", LATER)
        assert not state.remove("news:2", LATER)
        assert state.accept(EDITED) == (Change.RETURNED, revised)
    with opened(tmp_path) as state:
        assert [one.title for one in state.revisions(FIRST.id)] == [FIRST.title, EDITED.title]
        assert (state.count(), list(state.latest())) == (1, [revised])


@pytest.mark.parametrize("wanted", [FIRST.id, FIRST.id[:8], FIRST.url, "news:1", "1"])
def test_a_bulletin_is_found_by_what_people_have_of_it(tmp_path: Path, wanted: str) -> None:
    with opened(tmp_path) as state:
        state.accept(FIRST)
        assert state.find(wanted) == [FIRST.id]
        for nothing in ("%", "_", "", FIRST.id[:7], "news:", "' OR 1 --"):
            assert state.find(nothing) == []


def test_a_state_of_another_site_or_no_state_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with pytest.raises(OutputError, match="is of site 'phuong-mau'"):
        SiteState(tmp_path / "phuong-mau.sqlite", "xa-khac")
    (tmp_path / "junk.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match=r"junk\.sqlite"):
        SiteState(tmp_path / "junk.sqlite", "junk")


def test_a_site_is_held_by_one_and_let_go(tmp_path: Path) -> None:
    held = SiteLock(tmp_path, "phuong-mau")
    with pytest.raises(LockedError, match="process"):
        SiteLock(tmp_path, "phuong-mau")
    SiteLock(tmp_path, "xa-khac").release()
    held.release()
    SiteLock(tmp_path, "phuong-mau").release()
