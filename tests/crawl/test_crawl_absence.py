"""What is taken for removed, and what is not: a page that stands in for another proves nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ended, rows

from bulletin_spider.demo import DemoSite, Response
from bulletin_spider.demo.routes import notice
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]
_ARTICLE = re.compile(r"-\d+\.html$")


class Ward(DemoSite):
    """A ward site that its webmaster can close, and whose lists can forget what still stands."""

    closed_after: int | None = None
    """Requests until upkeep begins."""
    notice: Response | None = None
    """What stands in place of every page then; NukeViet's own where nothing is said."""
    answers: dict[str, Response]
    """Answers put in the place of others."""

    def __init__(self) -> None:
        super().__init__("4.5")
        self.answers = {}
        self.stock = DemoSite("4.5")

    def respond(self, method: str, target: str, user_agent: str = "") -> Response:
        answer = super().respond(method, target, user_agent)
        if self.closed_after is not None and len(self.requests) > self.closed_after:
            text = "Vì lý do kỹ thuật website tạm ngưng hoạt động."
            return self.notice or notice(self.edition, 200, "Phường mẫu", text, css="nv-infodie")
        if target in self.answers:
            return self.answers[target]
        if _ARTICLE.search(target) and answer.status == 404:
            self.stock.origin = self.origin
            return self.stock.respond(method, target, user_agent)
        return answer

    def unlist(self, *places: int) -> list[str]:
        """Leave articles out of all lists, feeds and sitemaps; their addresses, which go on answering."""
        chosen = [self.articles[place] for place in places]
        for article in chosen:
            self.edit(article.id, status="draft")
        return [self.edition.path(article) for article in chosen]


def removed(output: Path) -> int:
    table = next((output / "dataset" / "v1").glob("*.parquet"))
    return sum(row["removed_at"] is not None for row in rows(table))


def declared(site: DemoSite, tmp_path: Path) -> Path:
    """The site with a full pass in every run."""
    file = tmp_path / "ward.toml"
    file.write_text(
        f'id = "ward"\nurl = "{site.origin}/"\nfamily = "nukeviet"\n[recheck]\nfull_pass_days = 0\n'
    )
    return file


def test_upkeep_closes_no_bulletin_and_is_named(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(Ward()) as site:
        assert bulletin("crawl", site.origin, "-o", tmp_path).code == 0
        site.closed_after = asked = len(site.requests)
        done = bulletin("crawl", site.origin, "-o", tmp_path, "--full", "--json")
        assert (done.code, removed(tmp_path)) == (3, 0)
        assert "closed for upkeep" in done.json["verdict"]
        assert len(site.requests) - asked == 2, "robots.txt and the home page"
        inspected = bulletin("inspect", site.origin + "/")
        assert (inspected.code, "kind: upkeep" in inspected.out) == (10, True)
        site.closed_after = None
        again = bulletin("crawl", site.origin, "-o", tmp_path, "--full", "--json").json
        assert (again["exit_code"], again["changes"]) == (0, {"same": len(site.articles)})


def test_upkeep_that_begins_under_way_ends_the_run(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(Ward()) as site:
        bulletin("crawl", site.origin, "-o", tmp_path)
        asked = len(site.requests)
        site.closed_after = asked + 20
        done = bulletin("crawl", site.origin, "-o", tmp_path, "--full", "--json")
        assert (done.code, removed(tmp_path)) == (3, 0)
        assert "closed for upkeep" in done.json["verdict"]
        assert len(site.requests) - site.closed_after < 10


def test_another_servers_notice_under_way_ends_the_run_as_well(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(Ward()) as site:
        bulletin("crawl", site.origin, "-o", tmp_path)
        site.notice = Response(200, b"<html><title>Bao tri</title><h1>Website dang bao tri</h1></html>")
        site.closed_after = len(site.requests) + 20
        done = bulletin("crawl", site.origin, "-o", tmp_path, "--full", "--json")
        assert (done.code, removed(tmp_path)) == (3, 0)
        assert "not a page of the site's CMS" in done.json["verdict"]
        assert len(site.requests) - site.closed_after < 40


def test_lists_that_lose_too_much_are_an_alarm(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(Ward()) as site:
        file, output = declared(site, tmp_path), tmp_path / "out"
        assert bulletin("crawl", file, "-o", output).code == 0
        paths = site.unlist(*range(5, 45))
        site.answers[paths[0]] = Response(404)
        asked = len(site.requests)
        done = bulletin("crawl", file, "-o", output, "--json")
        assert (done.code, removed(output)) == (6, 0)
        assert "no list names 40 of the 52 known articles" in done.json["verdict"]
        assert not {visit.path for visit in site.requests[asked:]} & set(paths)
        # Whoever has looked may have each of them asked for: what says itself that it is gone is closed.
        done = bulletin("crawl", file, "-o", output, "--full", "--json")
        assert (done.code, removed(output)) == (6, 1)
        assert "1 of them are gone at their addresses too" in done.json["verdict"]


def test_lists_without_any_article_are_an_alarm_even_when_all_is_asked_for(
    bulletin: Bulletin, tmp_path: Path
) -> None:
    with serve(Ward()) as site:
        bulletin("crawl", site.origin, "-o", tmp_path)
        site.answers = dict.fromkeys(site.unlist(*range(52)), Response(404))
        done = bulletin("crawl", site.origin, "-o", tmp_path, "--full", "--json")
        assert (done.code, removed(tmp_path)) == (6, 0), done.json
        assert "has no article" in done.json["verdict"]


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        (Response(404), 1),
        (Response(410), 1),
        (Response(301, headers={"Location": "/"}), 1),
        (Response(301, headers={"Location": "http://127.0.0.1:9/"}), 0),
        (Response(403), 0),
        (Response(200, b"<html><title>Trang khac</title><p>Tam dung</p></html>"), 0),
        (Response(200, b"<html><script>nv_func_name='login', nv_module_name='users'</script>"), 0),
        (Response(200, b"<html><title>Loi 404</title><div class='nv-infodie'>Khong co</div>"), 0),
    ],
    ids=["404", "410", "to a list", "to another host", "403", "foreign", "login", "notice"],
)
def test_only_proof_closes_what_no_list_names(
    bulletin: Bulletin, tmp_path: Path, answer: Any, closed: int
) -> None:
    with serve(Ward()) as site:
        file, output = declared(site, tmp_path), tmp_path / "out"
        bulletin("crawl", file, "-o", output)
        site.answers = dict.fromkeys(site.unlist(30), answer)
        run = bulletin("crawl", file, "-o", output, "--json").json
        assert (removed(output), run["changes"].get("removed", 0)) == (closed, closed), run
