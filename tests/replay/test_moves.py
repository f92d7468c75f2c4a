"""Articles that move, lists that lag behind, and rules that change: what is an edit, and what is none."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from crawls import contents, crawl, dataset, extract

from bulletin_spider import Bulletin
from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.routes import Response
from bulletin_spider.demo.server import serve
from bulletin_spider.state import SiteState, pack, settle


class Moving(DemoSite):
    """A ward that forgets where an article stood; some of its lists do not."""

    def __init__(self, **more: Any) -> None:
        super().__init__("4.5", articles=20, **more)
        self.dead: set[str] = set()
        self.stale: dict[str, str] = {}
        """Paths that the lists still name, by the new ones."""
        self.lagging: tuple[str, ...] = ()

    def respond(self, method: str, target: str, user_agent: str = "") -> Response:
        if target in self.dead:
            return Response(404, b"<html><body>404</body></html>", "text/html")
        answer = super().respond(method, target, user_agent)
        if target in self.lagging:
            body = answer.body
            for new, old in self.stale.items():
                body = body.replace(new.encode(), old.encode())
            return Response(answer.status, body, answer.content_type)
        return answer

    def move(self, number: int) -> tuple[str, str]:
        """Put an article under another category; where it stood and where it stands."""
        article = self.article(number)
        old = self.edition.path(article)
        others = [c.alias for c in self.edition.ward.categories if c.alias not in article.categories]
        self.edit(number, categories=(others[0],))
        new = self.edition.path(self.article(number))
        self.dead.add(old)
        return old, new


def later(site: DemoSite, output: Path, *more: str) -> dict[str, Any]:
    """A further run, told apart from the one before by the second."""
    time.sleep(1)
    code, run = crawl(site.origin, output, *more)
    assert code == 0, run
    return run


def test_a_moved_article_is_no_edit_and_shows_where_it_stands(tmp_path: Path) -> None:
    with serve(Moving()) as site:
        crawl(site.origin, tmp_path)
        before = dataset(tmp_path)
        old, new = site.move(site.articles[5].id)
        run = later(site, tmp_path, "--full")
    assert run["changes"]["moved"] == 1
    assert not run["changes"].get("revised")
    after = dataset(tmp_path)
    moved = next(row for row in after.values() if row["url"].endswith(new))
    known = before[moved["id"]]
    assert (known["url"], moved["revision"]) == (site.origin + old, 1)
    assert (moved["first_seen_at"], moved["removed_at"]) == (known["first_seen_at"], None)
    assert moved["category"] != known["category"]
    assert extract(tmp_path, tmp_path / "rebuilt") == after


def test_a_list_that_lags_behind_closes_nothing(tmp_path: Path) -> None:
    with serve(Moving()) as site:
        crawl(site.origin, tmp_path)
        old, new = site.move(site.articles[5].id)
        site.stale, site.lagging = {new: old}, ("/", "/sitemap.xml", "/sitemap-vi.news.xml", "/vi/rss/")
        later(site, tmp_path, "--full")
    after = dataset(tmp_path)
    assert [row["url"] for row in after.values() if row["removed_at"]] == []
    assert sum(row["url"].endswith(new) for row in after.values()) == 1
    assert extract(tmp_path, tmp_path / "rebuilt") == after


def test_an_article_that_moved_and_went_is_closed_from_the_archive_too(tmp_path: Path) -> None:
    with serve(Moving()) as site:
        crawl(site.origin, tmp_path)
        _, new = site.move(site.articles[5].id)
        later(site, tmp_path, "--full")
        site.dead.add(new)
        assert later(site, tmp_path, "--full")["changes"]["removed"] == 1
    after = dataset(tmp_path)
    assert [row["url"].endswith(new) for row in after.values() if row["removed_at"]] == [True]
    assert extract(tmp_path, tmp_path / "rebuilt") == after


def _age(output: Path) -> int:
    """Make the records those of an older version, which read titles otherwise; the number of records."""
    (path,) = (output / "state").glob("*.sqlite")
    with SiteState(path, path.stem) as state:
        records = list(state.latest())
    with sqlite3.connect(path) as db:
        for record in records:
            old: Bulletin = record.model_copy(
                update={
                    "title": f"{record.title}.",
                    "extractor": "bulletin_spider/0.0.1",
                    "content_digest": "sha256:" + f"{int(record.content_digest[7:], 16) ^ 1:064x}",
                }
            )
            row = pack(old)
            db.execute(
                "UPDATE bulletin SET digest = ?, record = ? WHERE id = ?", (row.digest, row.record, row.id)
            )
    db.close()
    return len(records)


def test_newer_rules_are_no_edit_of_the_page(tmp_path: Path) -> None:
    with serve(Moving()) as site:
        crawl(site.origin, tmp_path)
        before = dataset(tmp_path)
        count = _age(tmp_path)
        edited = site.articles[3].id
        site.edit(edited, title="Một tiêu đề mới hẳn")
        run = later(site, tmp_path, "--full")
    assert (run["changes"]["reread"], run["changes"]["revised"]) == (count - 1, 1)
    after = dataset(tmp_path)
    assert {row["revision"] for row in after.values()} == {1, 2}
    unedited = {key: row for key, row in after.items() if row["revision"] == 1}
    assert contents(unedited) == contents({key: before[key] for key in unedited})
    assert extract(tmp_path, tmp_path / "rebuilt") == after


def test_a_table_rebuilt_in_place_does_not_forget_what_was_asked(tmp_path: Path) -> None:
    with serve(DemoSite("4.5")) as site:
        _, first = crawl(site.origin, tmp_path)
        extract(tmp_path, tmp_path)
        kept = sum(path.stat().st_size for path in tmp_path.rglob("*.warc.gz"))
        second = later(site, tmp_path)
    assert second["requests"] <= 0.15 * first["requests"]
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.warc.gz")) < 1.1 * kept


def test_what_a_log_holds_is_settled_before_a_state_is_replaced(tmp_path: Path) -> None:
    path, log = tmp_path / "a.sqlite", tmp_path / "a.sqlite-wal"
    assert not settle(path)
    with SiteState(path, "a") as state:
        state.set_meta("running", "somewhere")
        killed = {name: name.read_bytes() for name in (path, log)}
    for name, data in killed.items():
        name.write_bytes(data)  # as a kill leaves them
    assert settle(path)
    assert not log.exists() or not log.stat().st_size
    log.unlink(missing_ok=True)
    with SiteState(path, "a") as state:
        assert state.meta("running") == "somewhere"
    path.write_bytes(b"no database at all" * 100)
    assert not settle(path)


@pytest.mark.parametrize("moved", [False, True])
def test_two_sites_of_one_name_are_told_apart(tmp_path: Path, moved: bool) -> None:
    declared = tmp_path / "ward.toml"
    with serve(Moving()) as one, serve(Moving()) as other:
        declared.write_text(f'url = "{one.origin}/"\n')
        assert crawl(str(declared), tmp_path / "out")[0] == 0
        hosts = f'hosts = ["{one.origin.removeprefix("http://")}"]\n' if moved else ""
        declared.write_text(f'url = "{other.origin}/"\n{hosts}')
        if moved:
            code, run = crawl(str(declared), tmp_path / "out", "--full")
            assert (code, run["changes"]["moved"]) == (0, run["records"])
            return
        with pytest.raises(AssertionError, match=r"exit 2: bulletin: .*id 'ward' is http"):
            crawl(str(declared), tmp_path / "out", "--full")
    assert not [row for row in dataset(tmp_path / "out").values() if row["removed_at"]]


def test_a_table_is_not_replaced_by_one_that_lacks_some_of_it(tmp_path: Path, bulletin: Any) -> None:
    with serve(Moving()) as site:
        crawl(site.origin, tmp_path)
        site.edit(site.articles[3].id, title="Một tiêu đề mới hẳn")
        later(site, tmp_path, "--full")
    before = dataset(tmp_path)
    first, _ = sorted(tmp_path.rglob("*.warc.gz"))
    done = bulletin("extract", first, "-o", tmp_path)
    assert (done.code, "holds 1 record that" in done.err) == (7, True)  # the edit
    data = first.read_bytes()
    first.write_bytes(data[: len(data) // 8])
    done = bulletin("extract", tmp_path / "archive", "-o", tmp_path)
    assert done.code == 7
    assert first.name in done.err
    assert "stays as it is" in done.err
    assert len(done.err.splitlines()) == 1
    assert dataset(tmp_path) == before
    first.write_bytes(data)
    assert bulletin("extract", first, "-o", tmp_path, "--force").code == 0
    assert {row["revision"] for row in dataset(tmp_path).values()} == {1}
