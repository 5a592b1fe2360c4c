"""Downloads: whole and proven, or nothing; gone on with where they were cut; given up at once."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from filelock import FileLock

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, DiskFull, FileError, NetworkError
from ganstudio.library.fetching import download, filling, wire
from ganstudio.library.fetching.download import Remote, fetch, forget, there
from ganstudio.library.fetching.part import Part
from tests.library.serving import Asked, Behave, Server, serving, whole

DATA = np.random.default_rng(0).bytes(300_000)
OTHER = np.random.default_rng(1).bytes(300_000)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(filling, "_PAUSE", 0.0)
    with serving() as made:
        yield made


def remote(server: Server, path: str = "/model.pth") -> Remote:
    return Remote(server.url(path), len(DATA), hashlib.sha256(DATA).hexdigest(), "model.pth")


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def fails(server: Server, folder: Path, behave: Behave | None = None, job: Job | None = None) -> str:
    """The sentence when what is at /model.pth is fetched."""
    if behave:
        server.behave["/model.pth"] = behave
    with pytest.raises(NetworkError) as caught:
        fetch(remote(server), folder, job or Job())
    return str(caught.value)


def test_where_files_cannot_be_locked_it_comes_all_the_same(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_lock: FileLock, **_how: float) -> None:
        raise NotImplementedError("this file system knows no locks")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    server.behave["/model.pth"] = whole(DATA)
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA


def test_a_file_comes_whole_and_under_its_name(server: Server, tmp_path: Path) -> None:
    server.behave["/a/model.pth"] = whole(DATA)
    shares: list[float] = []
    path = fetch(remote(server, path="/a/model.pth?x=1"), tmp_path, Job(lambda done, _text: shares.append(done)))
    assert path.name == "model.pth"
    assert path.read_bytes() == DATA
    assert left(tmp_path) == ["model.pth"]
    assert len(server.asked) == 1
    assert "Range" not in server.asked[0]
    assert shares[-1] == 1.0


def test_what_was_cut_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    server.behave["/model.pth"] = whole(DATA, cut=[1000, 0, 5000, 0, 0])
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA
    assert [asked.get("Range") for asked in server.asked][:3] == [None, "bytes=1000-", "bytes=1000-"]
    assert server.asked[1]["If-Range"] == '"one"'


def test_a_server_that_knows_no_ranges_sends_all_again(server: Server, tmp_path: Path) -> None:
    server.behave["/model.pth"] = whole(DATA, ranges=False, cut=[200_000])
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA
    assert len(server.asked) == 2


def test_a_connection_that_brings_nothing_is_given_up(server: Server, tmp_path: Path) -> None:
    sentence = fails(server, tmp_path, whole(DATA, cut=[1000] + [0] * 99))
    assert "again and again" in sentence
    assert len(server.asked) == 1 + filling.TRIES
    assert there(remote(server), tmp_path) == 1000


def test_a_connection_that_drips_is_given_up(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "MOST", 7)
    fails(server, tmp_path, whole(DATA, cut=[1] * 999))
    assert there(remote(server), tmp_path) == 7


def test_what_came_earlier_is_kept_and_gone_on_with(server: Server, tmp_path: Path) -> None:
    fails(server, tmp_path, whole(DATA, cut=[100_000] + [0] * 9))
    server.asked.clear()
    server.behave["/model.pth"] = whole(DATA)
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA
    assert [asked["Range"] for asked in server.asked] == ["bytes=100000-"]
    assert there(remote(server), tmp_path) == 0


def test_a_file_that_changed_meanwhile_begins_anew(server: Server, tmp_path: Path) -> None:
    fails(server, tmp_path, whole(OTHER, etag='"old"', cut=[100_000] + [0] * 9))
    server.behave["/model.pth"] = whole(DATA, etag='"new"')
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA


def test_pieces_of_two_versions_are_found_out(server: Server, tmp_path: Path) -> None:
    """A server without marks goes on with another file: the hash tells, and all is fetched once more."""
    fails(server, tmp_path, whole(OTHER, etag="", cut=[100_000] + [0] * 9))
    server.asked.clear()
    server.behave["/model.pth"] = whole(DATA, etag="")
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA
    assert [asked.get("Range") for asked in server.asked] == ["bytes=100000-", None]


def test_a_wrong_hash_is_thrown_away(server: Server, tmp_path: Path) -> None:
    sentence = fails(server, tmp_path, whole(OTHER))
    assert "SHA-256" in sentence
    assert "model.pth" in sentence
    assert left(tmp_path) == []
    assert len(server.asked) == 1


def test_a_wrong_length_is_refused_before_anything_comes(server: Server, tmp_path: Path) -> None:
    assert "length" in fails(server, tmp_path, whole(DATA + b"more"))
    assert left(tmp_path) == []


def test_more_than_was_told_is_not_taken(server: Server, tmp_path: Path) -> None:
    def endless(asked: Asked) -> None:
        asked.head(200)
        while True:  # until the other side hangs up
            asked.wfile.write(DATA)

    assert "length" in fails(server, tmp_path, endless)
    assert left(tmp_path) == []


@pytest.mark.parametrize("told", ["bytes 5-9/300000", "bytes 100000-299999/7", "nonsense", ""])
def test_a_range_that_is_another_is_not_believed(server: Server, tmp_path: Path, told: str) -> None:
    fails(server, tmp_path, whole(DATA, cut=[100_000] + [0] * 9))

    def lies(asked: Asked) -> None:
        if asked.begin:
            asked.head(206, Content_Range=told)
            asked.wfile.write(OTHER)
        else:
            whole(DATA)(asked)

    server.behave["/model.pth"] = lies
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA


def test_a_server_that_cannot_give_the_range(server: Server, tmp_path: Path) -> None:
    fails(server, tmp_path, whole(DATA, cut=[100_000] + [0] * 9))
    plain = whole(DATA)
    server.behave["/model.pth"] = lambda asked: asked.head(416, Content_Length=0) if asked.begin else plain(asked)
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA


@pytest.mark.parametrize("bytes_before", [None, 0, 100_000])
def test_a_stall_is_told_and_what_came_is_kept(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bytes_before: int | None
) -> None:
    monkeypatch.setattr(wire, "PATIENCE", 0.3)

    def stalls(asked: Asked) -> None:
        if bytes_before is not None:
            asked.head(200, Content_Length=len(DATA))
            asked.wfile.write(DATA[:bytes_before])
        asked.stall()

    assert "does not send anything any more" in fails(server, tmp_path, stalls)
    assert there(remote(server), tmp_path) == (bytes_before or 0)


@pytest.mark.parametrize("begun", [False, True])
def test_cancel_does_not_wait_for_the_server(server: Server, tmp_path: Path, begun: bool) -> None:
    reached = threading.Event()

    def stalls(asked: Asked) -> None:
        if begun:
            asked.head(200, Content_Length=len(DATA))
            asked.wfile.write(DATA[:50_000])
        reached.set()
        asked.stall()

    server.behave["/model.pth"] = stalls
    job, caught = Job(), []

    def work() -> None:
        try:
            fetch(remote(server), tmp_path, job)
        except Cancelled as problem:
            caught.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    assert reached.wait(20)
    job.cancel()
    thread.join(10)  # a watchdog: a server is waited for three times as long
    assert caught
    assert not [each for each in threading.enumerate() if each.name == "download"]


def test_what_was_cancelled_goes_on_from_there(server: Server, tmp_path: Path) -> None:
    job = Job(lambda _done, _text: job.cancel())
    server.behave["/model.pth"] = whole(DATA)
    with pytest.raises(Cancelled):
        fetch(remote(server), tmp_path, job)
    begun = there(remote(server), tmp_path)
    assert begun > 0
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA


def test_a_file_that_was_not_used_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    server.behave["/model.pth"] = whole(DATA)
    fetch(remote(server), tmp_path, Job())
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA
    assert len(server.asked) == 1


def test_a_file_that_was_damaged_meanwhile_is(server: Server, tmp_path: Path) -> None:
    server.behave["/model.pth"] = whole(DATA)
    fetch(remote(server), tmp_path, Job()).write_bytes(OTHER)
    assert fetch(remote(server), tmp_path, Job()).read_bytes() == DATA
    assert len(server.asked) == 2


def test_what_came_can_be_forgotten(server: Server, tmp_path: Path) -> None:
    fails(server, tmp_path, whole(DATA, cut=[1000] + [0] * 9))
    forget(remote(server), tmp_path)
    assert left(tmp_path) == []


def test_what_nobody_goes_on_with_goes(server: Server, tmp_path: Path) -> None:
    for old in (tmp_path / f"{'0' * 64}.part", tmp_path / "0000" / "never-used.pth"):
        old.parent.mkdir(exist_ok=True)
        old.write_bytes(b"long ago")
        os.utime(old, (0, 0))
    server.behave["/model.pth"] = whole(DATA)
    fetch(remote(server), tmp_path, Job())
    assert left(tmp_path) == ["model.pth"]
    assert not old.parent.exists()


def test_two_do_not_download_the_same(server: Server, tmp_path: Path) -> None:
    with FileLock(tmp_path / f"{remote(server).sha256}.lock"):
        assert "already" in fails(server, tmp_path, whole(DATA))
    assert server.asked == []


def test_a_full_disk_is_told_before(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download.shutil, "disk_usage", lambda _path: SimpleNamespace(free=1000))
    with pytest.raises(DiskFull, match="too little room"):
        fetch(remote(server), tmp_path, Job())
    assert server.asked == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_disk_that_fills_is_told(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.behave["/model.pth"] = whole(DATA)
    with open("/dev/full", "ab", buffering=0) as full:
        monkeypatch.setattr(Part, "open", lambda part, _mark: setattr(part, "_file", full))
        with pytest.raises(DiskFull):
            fetch(remote(server), tmp_path, Job())


def test_a_folder_that_cannot_be_written(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError):
        fetch(remote(server), tmp_path / "file", Job())
