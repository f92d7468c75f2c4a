"""Where a crawl does not go, and what a hostile site cannot do to it."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from conftest import Ended, Web, serve_web

from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]
ASKS = ("--contact", "me@example.org")
LAUGHS = '<!DOCTYPE l [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize("address", ["http://127.1:9/", "http://10.0.0.1/"])
def test_private_addresses_behind_any_spelling_are_refused(
    bulletin: Bulletin, tmp_path: Path, address: str
) -> None:
    done = bulletin("crawl", address, *ASKS, "-o", tmp_path)
    assert done.code == 2
    assert "is a private address" in done.err
    assert len(done.err.splitlines()) == 1


def test_redirects_do_not_lead_to_another_port_host_or_scheme(
    bulletin: Bulletin, tmp_path: Path, web: Web
) -> None:
    with serve_web() as other:
        other.html("/", "secret")
        for to in (
            other.origin + "/",
            "http://10.0.0.1/",
            "file:///etc/passwd",
            other.origin.replace("127.0.0.1", "localhost"),
        ):
            web.moved("/", to)
            done = bulletin("crawl", web.origin, "-o", tmp_path, "--json")
            assert done.code == 3, (to, done)
            assert done.json["requests"] == 1
        assert other.asked == []


def test_a_moved_home_page_is_named_with_where_it_leads(bulletin: Bulletin, tmp_path: Path, web: Web) -> None:
    web.moved("/", "http://moved.example.org/")
    done = bulletin("crawl", web.origin, "-o", tmp_path)
    assert "leads to another host: http://moved.example.org/" in done.err


def test_a_site_by_its_ipv6_address(bulletin: Bulletin, tmp_path: Path) -> None:
    try:
        served = serve_web("::1")
        web = served.__enter__()
    except OSError:
        pytest.skip("no IPv6 here")
    try:
        web.html("/", "<html><p>no news</p></html>")
        assert bulletin("crawl", web.origin, "-o", tmp_path).code == 5
        assert "/" in web.asked
    finally:
        served.__exit__(None, None, None)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(10**9))
    handler.end_headers()


BOMB = gzip.compress(b"\0" * 200_000_000)
HTML = {"Content-Type": "text/html"}


@pytest.mark.parametrize(
    "answer",
    [_endless, (200, {**HTML, "Content-Encoding": "gzip"}, BOMB), (200, HTML, b"\0" * 21_000_000)],
    ids=["announced", "gzip", "plain"],
)
def test_an_answer_that_is_too_large_ends_in_an_error_soon(
    bulletin: Bulletin, tmp_path: Path, web: Web, answer: Any
) -> None:
    web.pages["/"] = answer
    began = time.monotonic()
    done = bulletin("crawl", web.origin, "-o", tmp_path, "--json", "-s", "RETRY_TIMES=0")
    assert time.monotonic() - began < 20
    run = done.json
    assert (done.code, run["requests"], run["errors"]) == (3, 1, 1)
    assert bulletin("extract", tmp_path / "archive", "-o", tmp_path / "again").code in (2, 6, 7)


class Hostile(DemoSite):
    """The demo ward with pages of its attacker's choice."""

    def __init__(self, bodies: dict[str, tuple[str, bytes]]) -> None:
        super().__init__("4.5")
        self.bodies = bodies

    def respond(self, method: str, target: str, user_agent: str = "") -> Any:
        answer = super().respond(method, target, user_agent)
        if target in self.bodies:
            from dataclasses import replace

            kind, body = self.bodies[target]
            return replace(answer, status=200, body=body, content_type=kind, headers={})
        return answer


@pytest.mark.parametrize(
    "sitemap",
    [
        LAUGHS + "]><urlset><url><loc>&a9;</loc></url></urlset>",
        LAUGHS + ']><urlset x="&a9;"><url><loc>http://x/</loc></url></urlset>',
        '<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>http://x/&f;</loc></url></urlset>',
        "<urlset>" + "<url><loc>https://example.org/tin/a-1.html</loc></url>" * 200_000 + "</urlset>",
    ],
    ids=["laughs", "attribute", "external", "huge"],
)
def test_a_hostile_sitemap_costs_nothing_but_itself(bulletin: Bulletin, tmp_path: Path, sitemap: str) -> None:
    body = ('<?xml version="1.0"?>' + sitemap).encode()
    with serve(Hostile({"/sitemap.xml": ("text/xml", body)})) as site:
        done = bulletin("crawl", site.origin, "-o", tmp_path, "--json")
        assert (done.code, done.json["bulletins"]) == (0, len(site.articles))
        assert not [visit.path for visit in site.requests if "passwd" in visit.path or "root:" in visit.path]


def test_links_of_odd_schemes_and_hosts_are_not_followed(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(Hostile({})) as site:
        home = site.respond("GET", "/").body
        odd = (
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://127.0.0.1/a-1.html",
            "file:///tin/a-1.html",
            "//evil.example/tin/a-1.html",
            "http://[::1/tin/a-1.html",
            "http://127.0.0.1:9/tin/a-1.html",
            "http://\0/",
        )
        links = "".join(f'<a href="{href}">x</a>' for href in odd).encode()
        site.bodies["/"] = ("text/html; charset=utf-8", home.replace(b"</body>", links + b"</body>"))
        run = bulletin("crawl", site.origin, "-o", tmp_path, "--json").json
        assert (run["errors"], run["bulletins"], run["exit_code"]) == (0, len(site.articles), 0)
        assert run["reasons"].get("misses", {}).keys() <= {"leads to another host"}


def test_no_port_is_opened_and_nothing_is_written_outside(bulletin: Bulletin, tmp_path: Path) -> None:
    from scrapy.settings import Settings

    from bulletin_spider import settings as project

    settings = Settings()
    settings.setmodule(project)
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")
    assert settings.getbool("ROBOTSTXT_OBEY")
    evil = tmp_path / "evil.toml"
    evil.write_text('id = "../../escaped"\nurl = "http://127.0.0.1:9/"\n')
    done = bulletin("crawl", evil, "-o", tmp_path / "a" / "b" / "out")
    assert (done.code, sorted(path.name for path in tmp_path.iterdir())) == (2, ["evil.toml"])
