"""What comes over the wire is archived as it came, whatever bytes a server puts into its headers."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from conftest import Ended, Web, rows
from warcio.archiveiterator import ArchiveIterator

from bulletin_spider.archive import read_archive
from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]


def blocks(output: Path) -> list[bytes]:
    """The first bytes of each response block."""
    found: list[bytes] = []
    for path in output.rglob("*.warc.gz"):
        with path.open("rb") as file:
            found += [
                record.content_stream().read()[:1000]
                for record in ArchiveIterator(file, no_record_parse=True)
                if record.rec_type in ("response", "revisit")
            ]
    return found


def test_a_header_byte_that_is_no_utf8_loses_no_page(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(DemoSite("4.5", headers={"X-Powered-By": "caf\xe9", "X-Dau": "h\xc3\xb2a"})) as site:
        done = bulletin("crawl", site.origin, "-o", tmp_path, "--json")
        assert (done.code, done.json["errors"], done.json["bulletins"]) == (0, 0, len(site.articles))
    heads = blocks(tmp_path)
    assert len(heads) > len(site.articles)
    assert all(b"X-Powered-By: caf\xe9\r\nX-Dau: h\xc3\xb2a\r\n" in head for head in heads)
    for stored in read_archive(tmp_path / "archive"):
        assert dict(stored.exchange.headers)["X-Powered-By"] == "caf\xe9", "read back as Latin-1"
    assert bulletin("check", tmp_path / "archive").code == 0
    again = bulletin("extract", tmp_path / "archive", "-o", tmp_path / "again", "-j", 1)
    assert again.code == 0
    tables = [
        next((folder / "dataset" / "v1").glob("*.parquet")) for folder in (tmp_path, tmp_path / "again")
    ]
    assert rows(tables[0]) == rows(tables[1])


def test_neither_does_one_in_the_status_line_a_type_or_a_redirect(
    bulletin: Bulletin, tmp_path: Path, web: Web
) -> None:
    def home(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(
            b"HTTP/1.1 200 Tr\xe8s bien\r\nContent-Type: text/html; charset=\xe9\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        )

    def moved(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(
            b"HTTP/1.1 301 Moved\r\nLocation: /\r\nServer: \xff\xfe\r\nContent-Length: 0\r\n\r\n"
        )

    body = b'<meta name="generator" content="NukeViet v4.5"><a href="/tin/bai-1.html">1</a>'
    web.pages |= {"/": home, "/tin/bai-1.html": moved}
    run = bulletin("crawl", web.origin, "-o", tmp_path, "--json").json
    assert (run["errors"], run["lists"] >= 1) == (0, True), run
    assert "/tin/bai-1.html" in web.asked
    heads = blocks(tmp_path)
    assert [
        head
        for head in heads
        if head.startswith(b"HTTP/1.1 200 Tr\xe8s bien\r\n") and b"charset=\xe9\r\n" in head
    ]
    assert [head for head in heads if b"Server: \xff\xfe\r\n" in head]
