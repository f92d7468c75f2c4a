"""The command line as people run it, and sites on loopback for it to meet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import bulletin_spider
from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve

PACKAGE = Path(bulletin_spider.__file__).parent.parent


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        assert self.out.strip(), self.err
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    """The environment without anything that a user of this machine has set for us or for proxies."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BULLETIN_") and "proxy" not in k.lower()}
    # Each command would else compile the package anew: half of the time that the tests take.
    kept["PYTHONDONTWRITEBYTECODE"] = ""
    return {**kept, "PYTHONPATH": str(PACKAGE), "COLUMNS": "200", "NO_COLOR": "1", **more}


def run_command(
    *arguments: object,
    module: str = "bulletin_spider",
    env: dict[str, str] | None = None,
    stdin: str | bytes | None = None,
    cwd: Path | None = None,
    preexec: Callable[[], None] | None = None,
) -> Ended:
    """Run `python -m MODULE ARGUMENTS…` to its end."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env=environment(**(env or {})),
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        timeout=100,
        check=False,
        preexec_fn=preexec,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def bulletin() -> Callable[..., Ended]:
    """Runs a `bulletin` command in a process of its own, since a reactor runs once a process."""
    return run_command


@dataclass
class Crawled:
    """A demo site that is still served, the folder its first crawl filled, and what the crawl said."""

    site: DemoSite
    output: Path
    run: dict[str, Any]
    ended: Ended

    @property
    def table(self) -> Path:
        """The site's Parquet file."""
        return self.output / "dataset" / "v1" / f"{self.run['site']}.parquet"

    def rows(self) -> list[dict[str, Any]]:
        """The dataset's records, in the order of the file."""
        return rows(self.table)


def rows(table: Path) -> list[dict[str, Any]]:
    """The records of a Parquet file; `field_sources`, a map, as a dict."""
    found: list[dict[str, Any]] = pq.read_table(table, partitioning=None).to_pylist()
    return [{**row, "field_sources": dict(row["field_sources"])} for row in found]


@pytest.fixture(scope="session")
def crawled(
    tmp_path_factory: pytest.TempPathFactory, bulletin: Callable[..., Ended]
) -> Iterator[Callable[[str], Crawled]]:
    """The first whole crawl of each generation's demo site, made once; tests must not change it."""
    made: dict[str, Crawled] = {}
    with ExitStack() as served:

        def crawl(generation: str) -> Crawled:
            if generation not in made:
                site = served.enter_context(serve(DemoSite(generation)))
                output = tmp_path_factory.mktemp(f"crawled-{generation}")
                done = bulletin("crawl", site.origin, "-o", output, "--json", "--format", "parquet,jsonl")
                made[generation] = Crawled(site, output, done.json, done)
            return made[generation]

        yield crawl


Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Web:
    """A hand-made site: an answer a path, 404 for all others."""

    origin: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    pages: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)

    def html(self, path: str, body: str, status: int = 200, **headers: str) -> None:
        """Put a page at a path."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, body.encode())

    def moved(self, path: str, to: str, status: int = 302) -> None:
        """Put a redirect at a path."""
        self.pages[path] = (status, {"Location": to}, b"")


@contextmanager
def serve_web(host: str = "127.0.0.1") -> Iterator[Web]:
    """Serve a hand-made site on loopback while the block runs."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            web.asked.append(self.path)
            web.agents.add(self.headers.get("User-Agent", ""))
            answer = web.pages.get(self.path, (404, {}, b"nothing here"))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False
        if ":" in host:
            import socket

            address_family = socket.AF_INET6

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client may leave in the middle of an answer."""

    server = Server((host, 0), Handler)
    named = f"[{host}]" if ":" in host else host
    web.origin = f"http://{named}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def web() -> Iterator[Web]:
    """A hand-made site on loopback."""
    with serve_web() as served:
        yield served
