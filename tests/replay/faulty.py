"""A demo site whose answers fail now and then, each page a few times at the most."""

from __future__ import annotations

import gzip
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.routes import Response

FAULTS = tuple("503 429 500 reset truncate half chunk slow garbage coding empty other".split())
_FAILURES_A_PAGE = 2
_OTHER = b"<html><head><title>Welcome</title></head><body>It works!</body></html>"


class Faulty:
    """Which answer fails, and how; each choice follows from seed, path and the count of its visits."""

    def __init__(self, site: DemoSite, rate: float, seed: int, faults: tuple[str, ...] = FAULTS) -> None:
        self.site, self.rate, self.seed, self.faults = site, rate, seed, faults
        self.made: Counter[str] = Counter()
        self._visits: Counter[str] = Counter()

    def pick(self, path: str) -> str | None:
        """The fault of this visit, if it has one."""
        self._visits[path] += 1
        chance = random.Random(f"{self.seed} {path} {self._visits[path]}")
        if self._visits[path] > _FAILURES_A_PAGE or chance.random() >= self.rate:
            return None
        fault = chance.choice(self.faults)
        # An empty robots.txt, or a page in place of one, is a valid answer: it forbids nothing.
        if path == "/robots.txt" and fault in ("empty", "other", "half"):
            return None
        self.made[fault] += 1
        return fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    faulty: Faulty

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client may leave in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""

    def do_GET(self) -> None:
        answer = self.server.faulty.site.respond("GET", self.path, self.headers.get("User-Agent", ""))
        # Half a redirect is none: only pages fail.
        fault = self.server.faulty.pick(self.path) if answer.status == 200 else None
        body = answer.body
        match fault:
            case "503" | "500":
                self._send(int(fault), {}, b"busy")
            case "429":
                self._send(429, {"Retry-After": "1"}, b"busy")
            case "reset":
                self.connection.close()
                self.close_connection = True
            case "truncate":
                self._whole(answer, body[: len(body) // 2], length=len(body))
                self.close_connection = True
            case "half":
                self._headers(200, {"Content-Type": answer.content_type, "Connection": "close"})
                self.wfile.write(body[: len(body) // 2])
                self.close_connection = True
            case "chunk":
                self._headers(200, {"Content-Type": answer.content_type, "Transfer-Encoding": "chunked"})
                self.wfile.write(b"%x\r\n%s\r\n" % (len(body) // 2, body[: len(body) // 2]))
                self.close_connection = True
            case "garbage":
                self._whole(answer, random.Random(self.path).randbytes(2000))
            case "coding":
                self._send(
                    200,
                    {"Content-Type": answer.content_type, "Content-Encoding": "gzip"},
                    gzip.compress(body)[:-20],
                )
            case "empty":
                self._whole(answer, b"")
            case "other":
                self._send(200, {"Content-Type": "text/html"}, _OTHER)
            case _:
                if fault == "slow":
                    time.sleep(1)
                self._whole(answer, body)

    def _whole(self, answer: Response, body: bytes, length: int | None = None) -> None:
        self._send(answer.status, {"Content-Type": answer.content_type, **answer.headers}, body, length)

    def _send(self, status: int, headers: dict[str, str], body: bytes, length: int | None = None) -> None:
        size = len(body) if length is None else length
        self._headers(status, {**headers, "Content-Length": str(size)})
        self.wfile.write(body)

    def _headers(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


@contextmanager
def serve_faulty(faulty: Faulty, port: int = 0) -> Iterator[int]:
    """Serve the site with its faults on loopback; the port, which may be asked for."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.faulty = faulty
    number = server.server_address[1]
    faulty.site.origin = f"http://127.0.0.1:{number}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield number
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
