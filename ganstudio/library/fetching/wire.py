"""One question to a server, asked in a thread of its own, so that whoever waits for the answer can give up at once.

Certificates are checked, and nobody is led from https to http.
"""

from __future__ import annotations

import contextlib
import http.client
import queue
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin

from ganstudio import __version__
from ganstudio.engine.job import Job
from ganstudio.errors import NetworkError
from ganstudio.i18n import _
from ganstudio.library.fetching import route
from ganstudio.library.fetching.address import checked
from ganstudio.library.fetching.unreached import told

PATIENCE = 30.0
"""Seconds without a byte after which a server counts as stalled."""
BLOCK = 1 << 16
REDIRECTS = 5
_AHEAD = 16  # blocks read before they are asked for
_LOOK = 0.1  # seconds between two looks whether the job was cancelled
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Answer:
    """`status` and `headers` of the last server in the chain of redirects, and what it sends."""

    status: int
    headers: Mapping[str, str]
    host: str
    blocks: Iterator[bytes]
    """Ends where the connection does; raises NetworkError where that stalls or breaks, Cancelled."""


@contextlib.contextmanager
def asked(url: str, headers: Mapping[str, str], job: Job) -> Iterator[Answer]:
    """What the server says to a GET of `url`. Raises NetworkError, with what a person can do, and Cancelled."""
    line = _Line(checked(url), dict(headers))
    line.start()
    try:
        status, said, host = line.first(job)
        yield Answer(status, said, host, line.rest(job))
    finally:
        line.hang_up()


class _Line(threading.Thread):
    """Puts the head of the answer, then its blocks, then None into `_came`; or the exception that ended it."""

    def __init__(self, parts: SplitResult, headers: dict[str, str]) -> None:
        super().__init__(name="download", daemon=True)
        self._parts, self._headers = parts, headers
        self._came: queue.Queue[object] = queue.Queue(_AHEAD)
        self._over = threading.Event()
        self._held: socket.socket | None = None
        """The connection forgets its socket as soon as it has the answer's head."""

    def first(self, job: Job) -> tuple[int, Mapping[str, str], str]:
        """Status, headers, host."""
        head = self._next(job)
        assert isinstance(head, tuple)
        return head

    def rest(self, job: Job) -> Iterator[bytes]:
        """Block after block."""
        while isinstance(block := self._next(job), bytes):
            yield block

    def hang_up(self) -> None:
        """Whatever the thread waits for, it need not; one that looks for an address ends by itself later."""
        self._over.set()
        if self._held:
            with contextlib.suppress(OSError):  # the other side was quicker
                self._held.shutdown(socket.SHUT_RDWR)
        self.join(0.5)

    def run(self) -> None:
        try:
            with self._follow() as response:
                self._put((response.status, response.headers, self._parts.hostname or ""))
                while not self._over.is_set() and (block := response.read1(BLOCK)):
                    self._put(block)
            self._put(None)
        except BaseException as problem:  # told by whoever waits, in whose thread it can be caught
            self._put(problem)
        finally:
            if self._held:
                self._held.close()

    def _follow(self) -> http.client.HTTPResponse:
        for _time in range(REDIRECTS + 1):
            if self._held:
                self._held.close()
            connection = route.connection(self._parts, PATIENCE)
            connection.connect()
            self._held = connection.sock
            if self._over.is_set():
                raise ConnectionAbortedError
            where = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
            connection.request("GET", where, headers={"User-Agent": f"ganstudio/{__version__}", **self._headers})
            response = connection.getresponse()
            to = response.headers.get("Location")
            if response.status not in _MOVED or not to:
                return response
            self._parts = checked(urljoin(self._parts.geturl(), to), self._parts)
        host = self._parts.hostname
        raise NetworkError(_("The server {host} leads in circles; nothing was downloaded.").format(host=host))

    def _put(self, news: object) -> None:
        while not self._over.is_set():
            try:
                return self._came.put(news, timeout=_LOOK)
            except queue.Full:
                pass
        return None

    def _next(self, job: Job) -> object:
        until = time.monotonic() + PATIENCE
        while True:
            job.check()
            try:
                news = self._came.get(timeout=_LOOK)
            except queue.Empty:
                if time.monotonic() < until:
                    continue
                news = TimeoutError()
            if isinstance(news, (OSError, http.client.HTTPException)):
                raise told(news, self._parts) from news
            if isinstance(news, BaseException):
                raise news
            return news
