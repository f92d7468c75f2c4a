"""`bulletin inspect`: what it takes for a page, what it says of it, and how it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Crawled, Ended, Web, rows
from terminals import on_terminal, plain

from bulletin_spider.archive import ArchiveWriter, Exchange, Seen, iterate
from bulletin_spider.sites import Site
from bulletin_spider.sites.registry import save_site
from bulletin_spider.sites.schema import Unit

Bulletin = Callable[..., Ended]
Crawls = Callable[[str], Crawled]

NUKEVIET = "<meta name='generator' content='NukeViet v4.5'><script>var nv_module_name='news';</script>"


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory, bulletin: Bulletin) -> tuple[Path, list[dict[str, Any]]]:
    """The archive of the demo ward, crawled under its declaration, and the rows made from it."""
    output = tmp_path_factory.mktemp("ward")
    assert bulletin("demo", "-o", output).code == 0
    return output / "archive", rows(output / "dataset" / "v1" / "demo.parquet")


def page_of(crawl: Crawled, number: int = 0) -> tuple[str, bytes]:
    """Address and bytes of one article."""
    article = crawl.site.articles[number]
    return crawl.site.url(article.id), crawl.site.respond("GET", crawl.site.edition.path(article)).body


def test_a_row_leads_to_its_page_and_the_page_is_the_row(
    bulletin: Bulletin, ward: tuple[Path, list[dict[str, Any]]]
) -> None:
    archive, rows = ward
    for row in (rows[0], rows[-1]):
        found = bulletin("inspect", f"{archive / row['warc_file']}@{row['warc_offset']}", "--json").json
        assert (found.pop("outcome"), found["unit_code"]) == ("record", "20353")
        for name in (
            "id",
            "site",
            "warc_file",
            "warc_offset",
            "unit_name",
            "province_code",
            "content_digest",
        ):
            assert found[name] == row[name], name
        shown = bulletin("inspect", f"{archive / row['warc_file']}@{row['warc_offset']}").out
        assert f"\nid: {row['id']}\n" in shown
    by_number = bulletin("inspect", f"{archive / rows[0]['warc_file']}#4", "--json").json
    assert by_number["id"] in {row["id"] for row in rows}


def test_a_page_seen_again_is_read_at_its_revisit(
    bulletin: Bulletin, crawled: Crawls, tmp_path: Path
) -> None:
    url, body = page_of(crawled("4.5"))
    seen: list[Seen] = []
    with ArchiveWriter(
        tmp_path, site="xa-mau", run="run", info={}, seen=lambda *_: seen[-1] if seen else None
    ) as w:
        for second in (1, 2):
            at = datetime(2026, 3, 5, 5, 0, second, tzinfo=UTC)
            headers = [("Content-Type", "text/html"), ("Content-Length", str(len(body)))]
            capture = w.write(Exchange(url, "GET", [], at, None, "HTTP/1.1", 200, "OK", headers, body))
            seen.append(Seen(url, at, capture.warc_file or "", capture.warc_offset or 0))
    save_site(tmp_path / "xa-mau" / "site.json", Site(id="xa-mau", url=url, unit=Unit(code="00001")))
    [_, again] = sorted(iterate(tmp_path), key=lambda entry: entry.offset)
    assert again.is_revisit
    found = bulletin("inspect", f"{tmp_path / again.filename}@{again.offset}", "--json").json
    assert (found["site"], found["unit_code"], found["warc_offset"]) == ("xa-mau", "00001", again.offset)
    assert found["fetched_at"] == "2026-03-05T12:00:02+07:00"


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ("", "#1 for its first response"),
        ("#x", "#1 for its first response"),
        ("@", "@N for the one at byte N"),
        ("#0", "count from 1"),
        ("#99999", "count from 1"),
        ("@7", "no record begins there; the next one begins at byte "),
        ("@0", "a record of type warcinfo"),
        ("@999999999999", "no record begins there or after it"),
    ],
)
def test_a_wrong_place_in_an_archive_is_one_line(
    bulletin: Bulletin, ward: tuple[Path, list[dict[str, Any]]], mark: str, says: str
) -> None:
    typed = f"{ward[0] / ward[1][0]['warc_file']}{mark}"
    done = bulletin("inspect", typed)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), done
    assert done.err.startswith(f"bulletin: {typed}: ")
    assert says in done.err


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.html", b" \n", "empty"),
        ("notes.txt", "Phường Mẫu họp báo".encode(), "no HTML, but plain text"),
        ("robots.txt", b"User-agent: *\nDisallow: /themes/\nDisallow: /assets/js/global.js\n", "plain text"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "garbage"),
        ("other.html", b"<!DOCTYPE html><title>A shop</title><p>Welcome", "of no CMS that we read"),
    ],
)
def test_a_file_that_is_no_page_is_said_to_be_none(
    bulletin: Bulletin, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    done = bulletin("inspect", file)
    assert (done.code, len(done.err.splitlines())) == (10, 1), done
    assert done.err.startswith(f"bulletin: {file}: ")
    assert says in done.err
    assert "address: http://localhost/" in done.out
    assert "family: none\n" in done.out
    told = bulletin("inspect", file, "--json")
    assert (told.code, told.json["outcome"], told.json["family"]) == (10, "no bulletin", None)
    assert says in told.json["reason"]


def test_a_page_of_the_web_is_told_with_its_address_and_status(bulletin: Bulletin, web: Web) -> None:
    web.html("/", NUKEVIET)
    web.moved("/old.html", "/")
    web.pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\n")
    web.pages["/a.png"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    web.html("/wall", "<script>document.cookie='a=b';location.reload()</script>")
    home = bulletin("inspect", web.origin + "/old.html")
    assert home.code == 0
    assert home.out.splitlines()[:4] == [
        f"address: {web.origin}/",
        f"asked for as: {web.origin}/old.html",
        "status: 200",
        "family: nukeviet",
    ]
    told = bulletin("inspect", web.origin + "/old.html", "--json").json
    assert (told["family"], told["url"], told["asked"]) == (
        "nukeviet",
        web.origin + "/",
        web.origin + "/old.html",
    )
    for path, status, says in (
        ("/none.html", 404, "HTTP 404"),
        ("/robots.txt", 200, "no HTML, but text/plain"),
        ("/a.png", 200, "no HTML, but image/png"),
        ("/wall", 200, "stands in for the page"),
    ):
        done = bulletin("inspect", web.origin + path)
        assert (done.code, says in done.err) == (10, True), done
        assert f"address: {web.origin}{path}\nstatus: {status}\nfamily: none\n" in done.out


def test_records_of_an_archive_that_are_no_pages(
    bulletin: Bulletin, ward: tuple[Path, list[dict[str, Any]]]
) -> None:
    archive, (row, *_) = ward
    told = {(entry.status, entry.mime): entry.offset for entry in iterate(archive)}
    for (status, mime), says in (
        ((200, "text/plain"), "no HTML"),
        ((301, None), "HTTP 301, which leads to /"),
    ):
        offset = next(at for key, at in told.items() if key[0] == status and mime in (None, key[1]))
        done = bulletin("inspect", f"{archive / row['warc_file']}@{offset}")
        assert (done.code, says in done.err, f"status: {status}\n" in done.out) == (10, True, True), done


@pytest.mark.parametrize("written", ["{host}/", "HTTP://{host}/", "http://{host}/", "{host}"])
def test_an_address_is_one_however_it_is_typed(bulletin: Bulletin, web: Web, written: str) -> None:
    web.html("/", NUKEVIET)
    done = bulletin("inspect", written.format(host=web.origin.removeprefix("http://")), "--json")
    assert (done.code, done.json["url"]) == (0, web.origin + "/"), done


def test_standard_input_is_a_page_with_an_address(bulletin: Bulletin, crawled: Crawls) -> None:
    url, body = page_of(crawled("4.5"))
    assert bulletin("inspect", "-", "--json", stdin=body).json["url"] == url
    bare = re.sub(rb"<link[^>]*canonical[^>]*>", b"", body)
    done = bulletin("inspect", "-", stdin=bare)
    assert (done.code, done.err) == (2, "bulletin: -: the page names no address of its own; give --url\n")
    told = bulletin("inspect", "-", "--json", "--url", url.replace("http", "HTTP"), stdin=bare).json
    assert (told["outcome"], told["url"]) == ("record", url)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{file}", "--url", "foo"], "--url foo: not a web address"),
        (["{file}", "--url", "ftp://a.vn/"], "--url ftp://a.vn/: "),
        (["http://a.vn/", "--url", "http://a.vn/"], "--url http://a.vn/: goes with a file"),
        (["none.html"], "none.html: cannot be read"),
        (["none/a.warc.gz@5"], "none/a.warc.gz: no such file"),
        (["demo"], "demo: cannot be read"),
        (["HTTP://[::1"], "HTTP://[::1: not a web address"),
        (["a.vn:99999/"], "a.vn:99999/: "),
    ],
)
def test_what_cannot_be_meant_is_quoted_as_typed(
    bulletin: Bulletin, tmp_path: Path, arguments: list[str], says: str
) -> None:
    file = tmp_path / "page.html"
    file.write_text(NUKEVIET)
    done = bulletin("inspect", *(one.format(file=file) for one in arguments), cwd=tmp_path)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), done
    assert says in done.err


@pytest.mark.parametrize("columns", [30, 59, 60, 80, 200])
def test_nothing_is_cut_on_any_terminal(
    bulletin: Bulletin, ward: tuple[Path, list[dict[str, Any]]], columns: int
) -> None:
    archive, (row, *_) = ward
    place = f"{archive / row['warc_file']}@{row['warc_offset']}"
    shown = plain(on_terminal("inspect", place, columns=columns))
    assert max(map(len, shown.partition("\n\n")[2].splitlines())) <= columns
    whole = re.sub(r"[\s│]", "", shown)
    for name in ("id", "url", "warc_file", "payload_digest", "content_digest"):
        assert row[name] in whole, name


def test_a_program_gets_each_field_on_a_line_and_whole(
    bulletin: Bulletin, crawled: Crawls, tmp_path: Path
) -> None:
    url, body = page_of(crawled("4.5"))
    file = tmp_path / "page.html"
    file.write_bytes(body)
    record = bulletin("inspect", file, "--json").json
    lines = bulletin("inspect", file).out.splitlines()
    assert f"url: {url}" in {line.partition("  [")[0] for line in lines}
    assert f"id: {record['id']}" in lines
    assert not set(record["body"].splitlines()) - {
        re.sub(r"^(body: |  )|  \[[\w:-]+\]$", "", line) for line in lines
    }


def test_each_finding_stands_with_its_evidence(bulletin: Bulletin, crawled: Crawls, tmp_path: Path) -> None:
    crawl = crawled("4.5")
    number = next(n for n, article in enumerate(crawl.site.articles) if "Zalo" in article.title)
    file = tmp_path / "page.html"
    file.write_bytes(page_of(crawl, number)[1])
    record = bulletin("inspect", file, "--json").json
    lines = bulletin("inspect", file).out.splitlines()
    found = record["models"] + record["awards"]
    told = lines[-2 * len(found) :]
    for finding, head, words in zip(found, told[::2], told[1::2], strict=True):
        at = finding["evidence"]
        assert words == f"   {at['field']} {at['start']}–{at['end']}: {at['text']}"
        assert (finding.get("name") or finding.get("form")) in head


def test_control_characters_of_a_page_do_not_reach_the_terminal(
    bulletin: Bulletin, crawled: Crawls, tmp_path: Path
) -> None:
    crawl = crawled("4.5")
    _, body = page_of(crawl)
    title = crawl.site.articles[0].title
    file = tmp_path / "page.html"
    file.write_bytes(body.replace(title.encode(), title.encode() + b"\x1b]0;owned\x07\xc2\x9b31m"))
    assert "owned" in bulletin("inspect", file, "--json").json["title"]
    assert not set(plain(on_terminal("inspect", file))) & {"\x1b", "\x07", "\x9b"}
