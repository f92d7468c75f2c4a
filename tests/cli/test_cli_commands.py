"""The commands that ask no site, run in this process."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Crawled
from typer.testing import CliRunner, Result

from bulletin_spider.cli.app import app
from bulletin_spider.errors import OutputError, UsageError


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    """A command that ends well."""
    runner = CliRunner(env={"COLUMNS": "200"})
    done = runner.invoke(app, [str(a) for a in arguments], input=stdin, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


@pytest.mark.parametrize(
    "command", ["crawl", "demo", "extract", "history", "check", "inspect", "mine", "sites"]
)
def test_help_has_an_example(command: str) -> None:
    assert f"bulletin {command}" in run(command, "--help").output.partition("Example")[2]


def test_sites_lists_the_declared_ones_and_checks_one(tmp_path: Path) -> None:
    mine = tmp_path / "phuong-mau.toml"
    mine.write_text('url = "https://phuong-mau.gov.vn/"\n[unit]\nname = "[/x] Phường Mẫu"\n')
    listed = run("sites", "--sites", tmp_path).output
    assert "demo" in listed
    assert "none (this machine)" in listed
    assert "2 s" in listed
    assert "[/x]" in run("sites", mine).output
    (found,) = json.loads(run("sites", mine, "--json").output)
    assert (found["id"], found["politeness"]["delay"]) == ("phuong-mau", 2.0)
    mine.write_text('url = "https://phuong-mau.gov.vn/"\n[selectors]\ntitle = "h1[["\n')
    with pytest.raises(UsageError, match=r"selectors\.title.*CSS"):
        run("sites", mine)


def test_mine_reads_files_and_standard_input(tmp_path: Path) -> None:
    text = "Chủ tịch UBND phường tặng Giấy khen cho 3 tập thể và 5 cá nhân."
    found = json.loads(run("mine", "-", stdin=text).output)
    assert sorted(award["count"] for award in found["awards"]) == [3, 5]
    spans = [award["evidence"] for award in found["awards"]]
    assert all(text[at["start"] : at["end"]] == at["text"] for at in spans)
    with pytest.raises(UsageError, match="cannot be read"):
        run("mine", tmp_path / "none")
    with pytest.raises(UsageError, match="not UTF-8 text"):
        run("mine", "-", stdin=b"\xff")


def test_check_says_that_all_is_well_or_what_is_not(
    crawled: Callable[[str], Crawled], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(crawled("4.5").output / "archive", archive)
    assert "1 WARC file checked, 0 problems" in run("check", archive).output
    min(archive.rglob("*.cdxj")).unlink()
    with pytest.raises(OutputError, match="1 problem;"):
        run("check", archive)
    with pytest.raises(UsageError, match="no such folder"):
        run("check", tmp_path / "none")


def test_extract_says_what_it_wrote_and_what_changed(
    crawled: Callable[[str], Crawled], tmp_path: Path
) -> None:
    crawl = crawled("4.5")
    archive = crawl.output / "archive"
    said = run("extract", archive, "-o", tmp_path, "-j", 1, "--format", "parquet", "--format", "jsonl").output
    assert f"{len(crawl.site.articles)} bulletins in " in said
    assert "52 same, 0 changed" in run("extract", archive, "-o", tmp_path, "-j", 1, "--diff").output
    assert "52 added" in run("extract", archive, "-o", tmp_path / "none", "-j", 1, "--diff").output


def test_inspect_shows_links_of_a_list_and_guesses_no_time(
    crawled: Callable[[str], Crawled], tmp_path: Path
) -> None:
    site = crawled("4.5").site
    page = tmp_path / "page.html"
    page.write_bytes(site.respond("GET", "/").body)
    assert "kind: listing, with 52 links" in run("inspect", page, "--url", site.origin + "/").output
    article = site.articles[0]
    body = site.respond("GET", site.edition.path(article)).body.decode()
    year = f"/{article.published.year}"
    assert year in body
    page.write_text(body.replace(year, "/1970").replace(f"{article.published.year}-", "1970-"))
    assert json.loads(run("inspect", page, "--json").output)["published_at"] is None
