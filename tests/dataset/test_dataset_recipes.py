"""Every Python and SQL recipe of docs/dataset.md runs on a small dataset and gives rows."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import duckdb
import pytest

from bulletin_spider.contract.examples import FULL
from bulletin_spider.dataset import publish
from bulletin_spider.records import Bulletin

DOCUMENT = Path(__file__).parents[2] / "docs" / "dataset.md"
HEADING_OR_CODE = re.compile(r"^### ([^\n]+)$|^```(python|sql)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = HEADING_OR_CODE.findall(DOCUMENT.read_text("utf-8"))


def recipes() -> list[object]:
    found, heading = [], ""
    for title, language, code in BLOCKS:
        heading = title or heading
        if language:
            found.append(pytest.param(language, code, id=f"{heading}-{language}-{len(found)}"))
    return found


@pytest.fixture
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """output/ with two articles, one archive file and its index, in the working directory."""
    archive = tmp_path / "output" / "archive"
    warc = archive / FULL["warc_file"]
    warc.parent.mkdir(parents=True)
    before = gzip.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n")
    warc.write_bytes(before + gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n"))
    about = {
        "url": FULL["url"],
        "mime": "text/html",
        "status": "200",
        "digest": FULL["payload_digest"],
        "length": "99",
        "offset": str(len(before)),
        "filename": FULL["warc_file"],
    }
    line = f"vn,gov,example)/ 20260306110000 {json.dumps(about)}\n"
    warc.with_suffix("").with_suffix(".cdxj").write_text(line, "ascii")
    full = {**FULL, "warc_offset": len(before)}
    bare = {**FULL, "models": [], "awards": [], "warc_file": None, "warc_offset": None, "site": "xa-khac"}
    for site in (full, bare):
        publish(tmp_path / "output" / "dataset", site["site"], [Bulletin.model_validate(site)])
    monkeypatch.chdir(tmp_path)
    return tmp_path / "output"


@pytest.mark.parametrize(("language", "code"), recipes())
def test_a_recipe_gives_rows(
    language: str, code: str, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if language == "python":
        exec(compile(code, str(DOCUMENT), "exec"), {})
        assert len(capsys.readouterr().out.splitlines()) >= 2
    else:
        assert duckdb.sql(code) is None or duckdb.sql(code).fetchall()


def test_the_recipes_say_what_is_in_the_dataset(output: Path) -> None:
    by_heading = {}
    heading = ""
    for title, language, code in BLOCKS:
        heading = title or heading
        if language == "sql":
            by_heading[heading] = code
    assert duckdb.sql(by_heading["Models by key"]).fetchall() == [
        ("tổ tự quản xanh", "Tổ tự quản xanh", 1, 1)
    ]
    assert duckdb.sql(by_heading["Awards by form and year"]).fetchall() == [
        (2026, "Giấy khen", "individual", 1, 2)
    ]
    joined = duckdb.sql(by_heading["Join to captures"]).fetchall()
    assert joined == [(FULL["title"], FULL["url"], "200", FULL["payload_digest"])]
    duckdb.sql(by_heading["One compact file"])
    assert duckdb.sql("SELECT count(*) FROM 'bulletins.parquet'").fetchall() == [(2,)]
