"""An address is found without reading the archive, and what was changed since closing is named."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_spider.archive import (
    ArchiveError,
    ArchiveWriter,
    Exchange,
    Seen,
    iterate,
    lookup,
    read_at,
    verify,
)
from bulletin_spider.archive.surt import surt

Make = Callable[..., Exchange]
Open = Callable[..., ArchiveWriter]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.com/", "com,example)/"),
        ("http://example.com", "com,example)/"),
        ("https://www.Example.gov.vn:443/Tin/?b=2&a=1#top", "vn,gov,example)/tin?a=1&b=2"),
        ("http://www2.example.com/a", "com,example)/a"),
        ("http://wwwx.example.com/a", "com,example,wwwx)/a"),
        ("http://example.com:8080/a/", "com,example:8080)/a"),
        ("https://example.com:80/", "com,example:80)/"),
        ("http://user:pw@example.com/", "com,example)/"),
        ("http://example.com/a//b/./c/../d", "com,example)/a/b/d"),
        ("http://example.com/?", "com,example)/"),
        ("http://example.com/?x&x=&a", "com,example)/?a&x&x="),
        ("http://example.com/%7Euser/%c3%a1", "com,example)/~user/%c3%a1"),
        ("http://example.com/á", "com,example)/%c3%a1"),
        ("http://example.com/%2525x", "com,example)/%25x"),
        ("http://example.com/a;jsessionid=" + "0" * 32, "com,example)/a"),
        ("http://example.com/?sid=" + "f" * 32 + "&a=1", "com,example)/?a=1"),
        ("http://192.168.1.254/info/", "254,1,168,192)/info"),
        ("http://127.0.0.1:8145/", "1,0,0,127:8145)/"),
        ("https://10.2.3.4.:0443/x", "4,3,2,10)/x"),
        ("http://example.com:/a", "com,example)/a"),
        ("http://[2001:DB8::1]:8080/x", "2001:db8::1:8080)/x"),
        ("http://[::1]:80/", "::1)/"),
        ("http://bücher.example/", "example,xn--bcher-kva)/"),
        ("dns:example.com", "dns:example.com"),
    ],
)
def test_keys_are_those_of_cdx_servers(url: str, key: str) -> None:
    assert surt(url) == key


@given(st.text() | st.text("htps:/@?#[]%&=;.w1\ud800").map(lambda text: "http://" + text))
def test_any_url_has_a_key_of_one_word(url: str) -> None:
    key = surt(url)
    assert key.isascii()
    assert key.isprintable()
    assert " " not in key


def test_a_key_takes_linear_time() -> None:
    assert surt("http://a.vn/" + "%25" * 300_000 + "/.." * 100_000 + "?" + "a=1&" * 100_000)


def test_every_spelling_finds_all_captures(tmp_path: Path, writer: Open, exchange: Make) -> None:
    with writer("b", max_bytes=2_000) as archive:
        for number in range(30):
            archive.write(exchange(number, url=f"https://www.a.vn/Tin-{number}/?b=1&a=2"))
    with writer("a") as archive:
        later = archive.write(exchange(500, url="http://a.vn/tin-7?a=2&b=1"))
    assert len(list(tmp_path.rglob("*.cdxj"))) > 3
    first, second = lookup(tmp_path, "http://A.vn/tin-7?b=1&a=2")
    assert (first.url, second.url) == ("https://www.a.vn/Tin-7/?b=1&a=2", later.url)
    assert first.timestamp == "20250630050007"
    assert read_at(tmp_path, first.filename, first.offset).exchange.url == first.url
    for number in range(30):
        [hit, *_] = lookup(tmp_path, f"http://a.vn/tin-{number}?a=2&b=1")
        assert hit.url == f"https://www.a.vn/Tin-{number}/?b=1&a=2"
    for unknown in (
        "http://a.vn/",
        "http://a.vn/tin",
        "http://a.vn/tin-9?a=2",
        "http://zz.vn/",
        "http://0.aa/",
    ):
        assert list(lookup(tmp_path, unknown)) == []


def test_addresses_are_found_in_the_first_indexes_too(tmp_path: Path, writer: Open, exchange: Make) -> None:
    urls = ["http://127.0.0.1:8145/tin-1", "http://[::1]:8145/tin-1"]
    with writer() as archive:
        for url in urls:
            archive.write(exchange(url=url))
    [index] = tmp_path.rglob("*.cdxj")
    lines = index.read_text("ascii")
    assert [hit.url for url in urls for hit in lookup(tmp_path, url)] == urls
    lines = lines.replace("1,0,0,127:8145)", "127.0.0.1:8145)").replace("::1:8145)", "[::1]:8145)")
    index.write_text("".join(sorted(lines.splitlines(keepends=True))), "ascii")
    assert [hit.url for url in urls for hit in lookup(tmp_path, url)] == urls


def test_lines_are_cdxj_in_the_order_of_sort(tmp_path: Path, writer: Open, exchange: Make) -> None:
    seen = Seen("http://a.vn/", exchange().fetched_at, "xuan-hoa/2025/x.warc.gz", 0)
    with writer(seen=lambda _digest, url: seen if url.endswith("again") else None) as archive:
        for number, url in enumerate(
            ["http://b.vn/", "http://a.vn/x?é", "http://a.vn/x", "http://a.vn/again"]
        ):
            archive.write(exchange(number, url=url, headers=[("content-type", "Text/HTML ;charset=x")]))
        archive.write(exchange(9, url="http://c.vn/", status=404, headers=[]))
    [path] = tmp_path.rglob("*.cdxj")
    done = subprocess.run(["sort", "-c", str(path)], env={**os.environ, "LC_ALL": "C"}, check=False)
    assert done.returncode == 0
    lines = [line.split(" ", 2) for line in path.read_text("ascii").splitlines()]
    assert [key for key, _, _ in lines] == ["vn,a)/again", "vn,a)/x", "vn,a)/x?%c3%a9", "vn,b)/", "vn,c)/"]
    fields = [json.loads(rest) for _, _, rest in lines]
    assert [item["mime"] for item in fields] == ["warc/revisit", "text/html", "text/html", "text/html", "unk"]
    assert fields[4]["status"] == "404"
    assert all(isinstance(value, str) for item in fields for value in item.values())
    assert {item["filename"] for item in fields} == {"xuan-hoa/2025/run-00001.warc.gz"}
    data = (tmp_path / "xuan-hoa/2025/run-00001.warc.gz").read_bytes()
    for item in fields:
        assert data[int(item["offset"]) :].startswith(b"\x1f\x8b")
        after = int(item["offset"]) + int(item["length"])
        assert data[after:].startswith(b"\x1f\x8b")  # each response is followed by its request


def test_a_damaged_index_is_named(tmp_path: Path, writer: Open, exchange: Make) -> None:
    with writer() as archive:
        archive.write(exchange())
    [path] = tmp_path.rglob("*.cdxj")
    path.write_text("no index\n")
    with pytest.raises(ArchiveError, match=r"run-00001\.cdxj: corrupt"):
        list(iterate(tmp_path))


@pytest.fixture
def archive(tmp_path: Path, writer: Open, exchange: Make) -> Path:
    with writer(max_bytes=1) as opened:
        for number in range(3):
            opened.write(exchange(number))
    assert verify(tmp_path) == []
    return tmp_path


def _kinds(folder: Path) -> list[tuple[str, str]]:
    return [(problem.kind, problem.file) for problem in verify(folder)]


HERE = "xuan-hoa/2025/"


def test_a_truncated_file_is_named(archive: Path) -> None:
    path = archive / HERE / "run-00002.warc.gz"
    path.write_bytes(path.read_bytes()[:-1])
    assert _kinds(archive) == [("truncated", HERE + path.name)]


@pytest.mark.parametrize("name", ["run-00002.warc.gz", "run-00002.cdxj"])
def test_an_altered_file_is_named(archive: Path, name: str) -> None:
    data = bytearray((archive / HERE / name).read_bytes())
    data[50] ^= 1
    (archive / HERE / name).write_bytes(data)
    assert _kinds(archive) == [("altered", HERE + name)]


@pytest.mark.parametrize("name", ["run-00002.warc.gz", "run-00002.cdxj"])
def test_a_missing_file_is_named(archive: Path, name: str) -> None:
    (archive / HERE / name).unlink()
    assert _kinds(archive) == [("missing", HERE + name)]


def test_extra_files_are_named(archive: Path) -> None:
    (archive / HERE / "run-00001.json").unlink()
    (archive / "notes.txt").write_text("mine")
    (archive / HERE / "x-00001.warc.gz.open").write_bytes(b"")
    (archive / HERE / "x-00001.warc.gz.damaged").write_bytes(b"kept by a repair")
    assert _kinds(archive) == [
        ("extra", "notes.txt"),
        ("extra", HERE + "run-00001.cdxj"),
        ("extra", HERE + "run-00001.warc.gz"),
        ("open", HERE + "x-00001.warc.gz.open"),
    ]


@pytest.mark.parametrize("content", ["", "{}", "[1]", "{", '{"file": 1}', "[" * 100_000])
def test_a_damaged_manifest_is_named(archive: Path, content: str) -> None:
    (archive / HERE / "run-00002.json").write_text(content)
    assert ("corrupt", HERE + "run-00002.json") in _kinds(archive)
