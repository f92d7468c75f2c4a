"""Serve a `DemoSite` on loopback; by hand: `python -m bulletin_spider.demo.server --port 8420`."""

from __future__ import annotations

import argparse
import gzip
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bulletin_spider.demo.feeds import http_date
from bulletin_spider.demo.generations import GENERATIONS
from bulletin_spider.demo.routes import HTML, Response
from bulletin_spider.demo.site import DemoSite

_CHUNK = 8192


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, site: DemoSite) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        # Kept-alive connections would go on being answered by their threads.
        super().server_close()
        for connection in list(self._open):
            with suppress(OSError):  # the client may have closed it first
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Apache"
    timeout = 60  # seconds an idle kept-alive connection may live
    sys_version = ""
    # One write a response: without it the two small writes of a keep-alive answer wait for each other.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing: the site keeps its own log."""

    def _answer(self, *, body: bool) -> None:
        site = self.server.site
        response = site.respond(self.command, self.path, self.headers.get("User-Agent", ""))
        content, headers = response.body, self._headers(response)
        if "Vary" in response.headers and "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, mtime=0)
            headers["Content-Encoding"] = "gzip"
        # Pages come chunked, as from PHP; everything else with its length.
        chunked = (
            response.content_type == HTML and response.status == 200 and self.request_version == "HTTP/1.1"
        )
        headers |= {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(len(content))}
        self.send_response(response.status)
        for name, value in (headers | site.headers).items():
            self.send_header(name, value)
        if response.content_type.startswith("text/"):
            # All that PHP answers, feeds and robots.txt too, starts a session.
            self.send_header(
                "Set-Cookie", f"nv4_sess={secrets.token_hex(13)}; path=/; HttpOnly; SameSite=Lax"
            )
        self.end_headers()
        if body:
            self._send(content, chunked=chunked)

    def _headers(self, response: Response) -> dict[str, str]:
        headers = {"Content-Type": response.content_type}
        if response.content_type == HTML:
            yesterday = datetime.now(UTC) - timedelta(hours=24)
            headers |= {
                "Expires": "-1",
                "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate",
                "Pragma": "no-cache",
                "Last-Modified": http_date(yesterday),
            }
        return headers | dict(response.headers)

    def _send(self, content: bytes, *, chunked: bool) -> None:
        if not chunked:
            self.wfile.write(content)
            return
        for start in range(0, len(content), _CHUNK):
            piece = content[start : start + _CHUNK]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")


@contextmanager
def serve(site: DemoSite | None = None, port: int = 0) -> Iterator[DemoSite]:
    """Serve the site on 127.0.0.1 in a thread while the block runs; `site.origin` says where.

    Port 0 takes a free one. Links in the pages carry the served origin.
    """
    site = site or DemoSite()
    server = _Server(port, site)
    site.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the demo ward site on loopback.")
    parser.add_argument("--port", type=int, default=8420)
    parser.add_argument("--generation", choices=sorted(GENERATIONS), default="4.5")
    parser.add_argument("--articles", type=int, default=None, help="make the site this large")
    options = parser.parse_args()
    with serve(DemoSite(options.generation, articles=options.articles), port=options.port) as site:
        sys.stderr.write(f"The demo ward ({options.generation}) is at {site.origin}/ (Ctrl-C ends it)\n")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
