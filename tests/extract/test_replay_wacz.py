"""WACZ files are read like the WARCs in them, and nothing that looks like an archive is passed over."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended
from foreign import URLS, response, revisit

from bulletin_spider.archive import ArchiveError, read_archive

Bulletin = Callable[..., Ended]


def warc(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def wacz(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as file:
        file.writestr("datapackage.json", "{}")
        for name, data in members.items():
            file.writestr(name, data)
    return made.getvalue()


@pytest.fixture
def extract(bulletin: Bulletin, tmp_path: Path) -> Callable[..., tuple[Ended, dict[str, str]]]:
    """Runs the command; tells how it ended, and the file that each record came from."""

    def run(*sources: Path, jobs: int = 1) -> tuple[Ended, dict[str, str]]:
        aside, output = tmp_path / "aside", tmp_path / f"out{jobs}"
        aside.mkdir(exist_ok=True)
        options = ("-o", output, "--json", "--format", "jsonl", "-j", jobs)
        done = bulletin("extract", *sources, *options, env={"TMPDIR": str(aside)}, cwd=tmp_path)
        assert not list(aside.iterdir())
        assert len(done.err.splitlines()) == (done.code != 0), done.err
        lines = [line for file in output.rglob("*.jsonl") for line in file.read_text("utf-8").splitlines()]
        return done, {row["url"]: row["warc_file"] for row in map(json.loads, lines)}

    return run


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_and_a_warc_make_one_archive(
    extract: Callable[..., tuple[Ended, dict[str, str]]], tmp_path: Path, compression: int, jobs: int
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    plain = b"".join(response(url) for url in URLS[5:10])
    members = {"archive/data.warc.gz": warc(*map(revisit, URLS[:5])), "archive/More.WARC": plain}
    (folder / "crawl.wacz").write_bytes(wacz(members, compression))
    (folder / "x.warc.gz").write_bytes(warc(*map(response, URLS[:5])))
    done, files = extract(folder, folder / "crawl.wacz", jobs=jobs)
    assert (done.code, done.json["captures"], done.json["problems"]) == (0, 15, [])
    assert {files[url] for url in URLS[5:10]} == {"crawl.wacz/archive/More.WARC"}
    assert {files[url] for url in URLS[:5]} == {"x.warc.gz"}


def test_any_case_of_a_suffix_is_found(
    extract: Callable[..., tuple[Ended, dict[str, str]]], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, url in zip(("A.WARC.GZ", "b.Warc.gz"), URLS, strict=False):
        (folder / name).write_bytes(warc(response(url)))
    (folder / "C.Warc").write_bytes(response(URLS[2]))
    (folder / "D.WACZ").write_bytes(wacz({"data.WARC.gz": warc(response(URLS[3]))}))
    done, files = extract(folder)
    assert (done.code, set(files)) == (0, set(URLS[:4]))


@pytest.mark.parametrize("name", ["../../../evil.warc.gz", "/etc/evil.warc.gz", "..\\evil\n\x1b[2J.warc.gz"])
def test_a_name_in_a_zip_leads_nowhere(
    extract: Callable[..., tuple[Ended, dict[str, str]]], tmp_path: Path, name: str
) -> None:
    (tmp_path / "a.wacz").write_bytes(wacz({name: warc(response(URLS[0]))}))
    before = set(tmp_path.rglob("*"))
    done, files = extract(tmp_path / "a.wacz")
    assert done.code == 0
    (told,) = files.values()
    assert told.startswith(f"{tmp_path}/a.wacz/")
    assert ".." not in told
    assert told.isprintable()
    assert not [path for path in set(tmp_path.rglob("*")) - before if "evil" in path.name]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 and no more", "no whole WACZ"),
        (b"no zip", "no whole WACZ"),
        (wacz({}), "without a WARC"),
        (wacz({"inner.wacz": wacz({"a.warc": response(URLS[0])})}), "unread: 1"),
        (wacz({"a.warc": bytes(30_000_000)}, zipfile.ZIP_DEFLATED), "grow to 30000000 bytes"),
        (
            wacz({"archive/a.warc": response(URLS[0])}).replace(b"WARC/1.0", b"WARC/9.9"),
            "damaged in its WACZ",
        ),
    ],
)
def test_a_wacz_that_cannot_be_read_is_named(
    extract: Callable[..., tuple[Ended, dict[str, str]]], tmp_path: Path, data: bytes, says: str
) -> None:
    (tmp_path / "bad.wacz").write_bytes(data)
    done, _ = extract(tmp_path / "bad.wacz")
    assert done.code == 7
    assert says in done.err
    with pytest.raises(ArchiveError, match=r"bad\.wacz"):
        list(read_archive(tmp_path / "bad.wacz"))


@pytest.mark.parametrize(
    "name", ["b.warc.zst", "b.arc.gz", "b.ARC", "b.warc.xz", "b.warc.gz.1", "b.warc.gz.part"]
)
def test_an_archive_of_another_kind_is_named(
    extract: Callable[..., tuple[Ended, dict[str, str]]], tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(warc(response(URLS[0])))
    for harmless in ("a.warc.gz.sha256", "a.warc.gz.damaged", "a.cdxj", "march.gz", "archive"):
        (folder / harmless).write_bytes(b"x")
    assert extract(folder)[0].code == 0
    (folder / name).write_bytes(b"x")
    done, files = extract(folder)
    assert (done.code, list(files)) == (7, URLS[:1])
    assert f"{name}: unread" in done.err


def test_a_row_out_of_a_wacz_leads_to_its_page(bulletin: Bulletin, tmp_path: Path) -> None:
    first = warc(response(URLS[0]))
    members = {"archive/a.warc.gz": first + warc(response(URLS[1])), "archive/B.WARC": response(URLS[2])}
    (tmp_path / "crawl.wacz").write_bytes(wacz(members))

    def page(place: str) -> tuple[str, str]:
        told = bulletin("inspect", place, cwd=tmp_path).out
        lines = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
        return lines["address"], lines["archived at"]

    second = f"crawl.wacz/archive/a.warc.gz@{len(first)}"
    assert page(second) == page("crawl.wacz#2") == page("crawl.wacz/archive/a.warc.gz#2") == (URLS[1], second)
    assert page("crawl.wacz#3") == page("crawl.wacz/archive/B.WARC@0")
    assert page("crawl.wacz#3") == (URLS[2], "crawl.wacz/archive/B.WARC@0")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("crawl.wacz", "crawl.wacz#1 for its first response"),
        ("crawl.wacz@0", "holds 2 WARC files; name one of them (crawl.wacz/a.warc.gz, crawl.wacz/b.warc.gz)"),
        ("crawl.wacz#3", "count from 1"),
        ("crawl.wacz/c.warc.gz@0", "no such WARC in it"),
        ("crawl.wacz/c.warc.gz#1", "count from 1"),
        ("other.wacz#1", "no such file"),
        ("x/crawl.wacz/a.warc.gz@0", "no such file"),
    ],
)
def test_a_wrong_place_in_a_wacz_is_one_line(
    bulletin: Bulletin, tmp_path: Path, place: str, says: str
) -> None:
    members = {"a.warc.gz": warc(response(URLS[0])), "b.warc.gz": warc(response(URLS[1]))}
    (tmp_path / "crawl.wacz").write_bytes(wacz(members))
    done = bulletin("inspect", place, cwd=tmp_path)
    assert (done.code, len(done.err.splitlines())) == (2, 1), done
    assert done.err.startswith(f"bulletin: {place.partition('@')[0].partition('#')[0]}") and says in done.err
