"""`bulletin mine`: what it takes for a text, and what a person sees of the evidence."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended
from terminals import marked, on_terminal, plain

Bulletin = Callable[..., Ended]

TEXT = (
    "Tổng kết phong trào{end}UBND phường tặng Giấy khen cho 05 tập thể.{end}"
    "{odd}Dịp này{odd}, phường ra mắt mô hình “Camera an ninh” tại khu phố 2.{end}"
)
AWARD, MODEL = "UBND phường tặng Giấy khen cho 05 tập thể", "mô hình “Camera an ninh”"


def spaced(text: str) -> str:
    return " ".join(text.split())


ODD = ("\t", "\a\b", "\x1b[31m", "\x00\x7f\x9b", "\v\f")


@pytest.mark.parametrize(
    ("end", "odd"), [(end, "") for end in ("\n", "\r", "\v", "\f", "\u2028")] + [("\r\n", odd) for odd in ODD]
)
def test_what_is_marked_is_the_evidence(bulletin: Bulletin, tmp_path: Path, end: str, odd: str) -> None:
    file = tmp_path / "article.txt"
    text = TEXT.format(end=end, odd=odd)
    file.write_bytes(text.encode())
    shown = on_terminal("mine", file)
    found = bulletin("mine", file).json
    evidence = [one["evidence"] for one in found["awards"] + found["models"]]
    assert [one["text"] for one in evidence] == [AWARD, MODEL]
    assert all(text[at["start"] : at["end"]] == at["text"] for at in evidence)
    assert marked(shown)[:2] == [AWARD, MODEL]
    assert not set(plain(shown)) & {"\r", "\a", "\b", "\v", "\f", "\x00", "\x1b", "\x7f", "\x9b"}


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_without_colours_brackets_mark_the_evidence(tmp_path: Path, env: dict[str, str]) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT.format(end="\n", odd=""))
    shown = plain(on_terminal("mine", file, **env))
    assert f"\n⟦{AWARD}⟧.\n" in shown
    assert f"ra mắt ⟦{MODEL}⟧ tại" in shown


@pytest.mark.parametrize("columns", [30, 60, 200])
def test_each_finding_is_told_with_its_words_and_their_place(tmp_path: Path, columns: int) -> None:
    text = TEXT.format(end="\n", odd="")
    file = tmp_path / "article.txt"
    file.write_text(text)
    told = spaced(plain(on_terminal("mine", file, columns=columns)))
    for words in (AWARD, MODEL):
        start = text.index(words)
        assert f"{start}–{start + len(words)}: {words}" in told


def test_a_terminal_without_a_width_is_shown_everything(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT.format(end="\n", odd=""))
    for env in ({"COLUMNS": "0"}, {"COLUMNS": "0", "TERM": "dumb"}, {"COLUMNS": "wide"}):
        assert MODEL in plain(on_terminal("mine", file, **env))
    assert MODEL in plain(on_terminal("mine", file, columns=0))
    assert "article.txt" in plain(on_terminal("mine", "--help", COLUMNS="0"))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-8"])
def test_a_byte_order_mark_is_obeyed_and_not_counted(bulletin: Bulletin, codec: str) -> None:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-8": codecs.BOM_UTF8}
    text = TEXT.format(end="\r\n", odd="")
    found = bulletin("mine", "-", stdin=mark[codec] + text.encode(codec)).json
    (award,) = found["awards"]
    assert text[award["evidence"]["start"] : award["evidence"]["end"]] == AWARD


@pytest.mark.parametrize(
    "data", [TEXT.encode("utf-16")[:-1], "Giấy khen".encode("utf-16-le"), b"Gi\xe2\xecy"]
)
def test_what_is_not_utf8_is_refused_with_the_command_that_converts_it(
    bulletin: Bulletin, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(data)
    done = bulletin("mine", file)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), done
    assert f"iconv -f CP1258 -t UTF-8 {file}" in done.err
    assert "`iconv -f CP1258 -t UTF-8`" in bulletin("mine", "-", stdin=data).err


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html><title>Tin</title>",
        "\ufeff \n<html lang='vi'>",
        '<?xml version="1.0"?><rss/>',
        "<p>UBND phường tặng Giấy khen cho 05 tập thể.",
        "Tổng kết\n<p>Một</p><p>Hai</p>\n<p>UBND phường tặng Giấy khen cho 05 tập thể.</p>",
    ],
)
def test_html_is_sent_to_inspect(bulletin: Bulletin, tmp_path: Path, html: str) -> None:
    file = tmp_path / "page.txt"
    file.write_text(html)
    done = bulletin("mine", file)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), done
    assert f"bulletin inspect {file}" in done.err


def test_a_text_may_hold_an_angle_bracket(bulletin: Bulletin) -> None:
    text = "<Tin nhanh> UBND phường tặng Giấy khen cho 05 tập thể; tỷ lệ < 5%, xem <https://a.vn/>."
    assert bulletin("mine", "-", stdin=text).json["awards"][0]["count"] == 5
