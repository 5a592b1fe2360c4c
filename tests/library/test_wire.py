"""Ways to a server: redirects that are safe, proxies, and what is said when there is no way."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import SplitResult

import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import NetworkError
from ganstudio.library.fetching import route, wire
from ganstudio.library.fetching.wire import asked
from tests.library.serving import Asked, Server, moved, serving, whole

DATA = b"weights" * 1000
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as made:
        yield made


@pytest.fixture
def https(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server stands for every host that is asked by https."""

    def straight(parts: SplitResult, patience: float) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", int(server.address.rpartition(":")[2]), timeout=patience)

    monkeypatch.setattr(route, "connection", straight)
    return server


def get(url: str) -> bytes:
    """What comes from there; fails where it is not a file."""
    with asked(url, {}, Job()) as answer:
        assert answer.status == 200
        return b"".join(answer.blocks)


def fails(url: str) -> str:
    with pytest.raises(NetworkError) as caught:
        get(url)
    return str(caught.value)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(https: Server, status: int) -> None:
    https.behave.update({"/a": moved("b?key=1", status), "/b": moved("https://cdn.example/c"), "/c": whole(DATA)})
    assert get("https://host.example/a") == DATA
    assert len(https.asked) == 3


def test_circles_are_left(https: Server) -> None:
    https.behave.update({"/a": moved("/b"), "/b": moved("/a")})
    assert "circles" in fails("https://host.example/a")
    assert len(https.asked) == wire.REDIRECTS + 1


@pytest.mark.parametrize(
    "to", ["http://cdn.example/x", "http://127.0.0.1:1/x", "ftp://cdn.example/x", "file:///etc/passwd"]
)
def test_nobody_leads_away_from_https(https: Server, to: str) -> None:
    https.behave["/a"] = moved(to)
    sentence = fails("https://host.example/a")
    assert "https" in sentence or "cannot" in sentence or "not one" in sentence
    assert len(https.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://host.example/x",
        "ftp://host.example/x",
        "file:///etc/passwd",
        "https://user:secret@host.example/x",
        "https://host.example:99999/x",
        "https:///x",
        "https://host.example/a b",
        "https://host.example/a\r\nHost: other",
        "https://höst.example/",
        "model.pth",
        "",
    ],
)
def test_addresses_that_are_not_asked(server: Server, url: str) -> None:
    fails(url)
    assert server.asked == []


def test_this_computer_may_be_asked_without_https(server: Server) -> None:
    server.behave["/a"] = whole(DATA)
    assert get(server.url("/a")) == DATA


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 429, 500, 503])
def test_answers_that_are_no_file(server: Server, status: int, tmp_path: Path) -> None:
    from ganstudio.library.fetching.download import Remote, fetch

    server.behave["/a"] = lambda asked: asked.head(status, Content_Length=0)
    with pytest.raises(NetworkError, match=r"127\.0\.0\.1"):
        fetch(Remote(server.url("/a"), 10, "0" * 64, "a.pth"), tmp_path, Job())
    assert len(server.asked) == 1


def test_what_is_no_http(server: Server) -> None:
    server.behave["/a"] = lambda asked: asked.wfile.write(b"\x00\xff nonsense \r\n" * 5) and None
    assert "broke" in fails(server.url("/a"))


def test_headers_without_end(server: Server) -> None:
    def endless(asked: Asked) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:  # until the other side hangs up
            asked.wfile.write(b"X-Header: and so on\r\n" * 1000)

    server.behave["/a"] = endless
    assert "broke" in fails(server.url("/a"))


def test_a_closed_door() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "does not answer" in fails(f"http://127.0.0.1:{port}/x")


def test_offline_is_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_what: object, **_how: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert "host.example cannot be found: this computer seems to be offline" in fails("https://host.example/x")


@pytest.mark.parametrize(("status", "words"), [(407, "Proxy Authentication Required"), (403, "Forbidden")])
def test_a_proxy_that_refuses_is_named(
    server: Server, monkeypatch: pytest.MonkeyPatch, status: int, words: str
) -> None:
    proxy = server.address.removeprefix("http://")
    monkeypatch.setenv("https_proxy", f"http://me:secret%21@{proxy}")
    server.behave["host.example:443"] = lambda asked: asked.head(status, Content_Length=0)
    sentence = fails("https://host.example/x")
    assert f"The proxy {proxy} did not let the download through: {status} {words}" in sentence
    assert "secret" not in sentence
    assert server.asked[0]["Proxy-Authorization"] == "Basic bWU6c2VjcmV0IQ=="


def test_a_proxy_that_is_not_there_is_named(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "127.0.0.1:9")
    assert "The proxy 127.0.0.1:9" in fails("https://host.example/x")


@pytest.mark.parametrize("address", ["socks5://me:secret@proxy.example:1080", "http://:80", "http://host:port"])
def test_a_proxy_of_another_kind_is_named(server: Server, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("all_proxy", address)
    sentence = fails("https://host.example/x")
    assert "HTTP" in sentence
    assert "secret" not in sentence


def test_no_proxy_where_none_shall_be(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    monkeypatch.setenv("no_proxy", "host.example")
    assert route.proxy("host.example") is None
    assert route.proxy("other.example")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, signed by nobody."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", path.with_suffix(".crt")]
    subprocess.run(["openssl", *words.split(), *more], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[str]:
    """The address of a server with that certificate."""

    class Quiet(HTTPServer):
        def handle_error(self, *_whom: object) -> None:
            """Handshakes that fail."""

    class Answer(Asked):
        def do_GET(self) -> None:
            whole(DATA)(self)

    listening = Quiet(("127.0.0.1", 0), Answer)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{listening.server_address[1]}/model.pth"
    listening.shutdown()
    listening.server_close()
    thread.join()


def test_a_certificate_of_nobody_is_refused(server: Server, secure: str) -> None:
    assert "could not prove that it is itself" in fails(secure)


def test_a_certificate_that_is_trusted(
    server: Server, secure: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    assert get(secure) == DATA
