"""A server on this computer that behaves as it is told: cuts, stalls, lies, redirects, and notes what it was asked."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behave = Callable[["Asked"], None]


@dataclass
class Server:
    """`behave` maps a path to what is done about it; `asked` has the headers of each question, in turn."""

    address: str
    behave: dict[str, Behave] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)
    """Set at the end, for those that stall."""

    def url(self, path: str = "/model.pth") -> str:
        """The address of `path`."""
        return self.address + path


class Asked(BaseHTTPRequestHandler):
    """One question."""

    protocol_version = "HTTP/1.1"
    server: Listening

    def do_GET(self) -> None:
        """Note it, then do as told."""
        self.server.state.asked.append(dict(self.headers.items()))
        self.close_connection = True
        self.server.state.behave[self.path.partition("?")[0]](self)

    do_CONNECT = do_GET

    def log_message(self, *_words: object) -> None:
        """Silence."""

    @property
    def begin(self) -> int:
        """Where the range that is asked for begins; 0 where none is."""
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        return int(found[1]) if found else 0

    def head(self, status: int, **headers: object) -> None:
        """The answer's beginning; `ETag="…"`, and `_` for `-`."""
        self.send_response(status)
        for name, value in {"Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def stall(self) -> None:
        """Say nothing until the test is over."""
        self.wfile.flush()
        self.server.state.release.wait(60)


class Listening(ThreadingHTTPServer):
    """Threads that end with the test."""

    daemon_threads = True
    state: Server

    def handle_error(self, *_whom: object) -> None:
        """Those that were asked hang up in the middle: that is what is tested."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server at a free port."""
    listening = Listening(("127.0.0.1", 0), Asked)
    listening.state = state = Server(f"http://127.0.0.1:{listening.server_address[1]}")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.release.set()
        listening.shutdown()
        listening.server_close()
        thread.join()


def whole(data: bytes, *, ranges: bool = True, etag: str = '"one"', cut: list[int] | None = None) -> Behave:
    """Sends `data`, or of it what is asked for; the first times only as many bytes as `cut` says."""
    left = list(cut or [])

    def behave(asked: Asked) -> None:
        marked = {"ETag": etag} if etag else {}
        current = asked.headers.get("If-Range") in (None, etag)
        begin = asked.begin if ranges and current else 0
        if begin:
            asked.head(206, Content_Range=f"bytes {begin}-{len(data) - 1}/{len(data)}", **marked)
        else:
            asked.head(200, Content_Length=len(data), **marked)
        end = begin + left.pop(0) if left else len(data)
        asked.wfile.write(data[begin:end])

    return behave


def moved(to: str, status: int = 302) -> Behave:
    """Leads elsewhere."""
    return lambda asked: asked.head(status, Location=to, Content_Length=0)
