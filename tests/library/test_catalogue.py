"""Lists of models: what they must say, the user's own beside the bundled one, and from an entry to a model."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ganstudio import paths
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.errors import Cancelled, FileError, ModelError, NetworkError
from ganstudio.library import catalogue
from ganstudio.library.card import TASKS, non_commercial
from ganstudio.library.entry import Entry
from ganstudio.library.fetching import filling
from tests.engine import small
from tests.library.serving import Behave, Server, serving, whole

ENTRY = {
    "name": "swinir-m-x2",
    "title": "SwinIR M ×2",
    "task": "upscale",
    "url": "https://host.example/swinir.pth",
    "size": 1000,
    "sha256": "0" * 64,
}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(filling, "_PAUSE", 0.0)
    with serving() as made:
        yield made


def written(folder: Path, *entries: dict[str, Any], title: str = "Mine", **more: Any) -> Path:
    """A list in a file."""
    path = folder / "list.json"
    values = {"ganstudio": "catalogue", "version": 1, "title": title, "models": list(entries), **more}
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def test_the_bundled_list_says_all_that_is_of_use() -> None:
    (bundled,) = catalogue.lists()
    raw = json.loads(bundled.path.read_text(encoding="utf-8"))["models"]
    assert len(bundled.entries) == len(raw) >= 20
    assert len({entry.name for entry in bundled.entries}) == len(raw)
    assert len({entry.sha256 for entry in bundled.entries}) == len(raw)
    for entry, said in zip(bundled.entries, raw, strict=True):
        assert entry.url.startswith("https://")
        assert entry.task in TASKS
        assert all((entry.licence, entry.family, entry.author, entry.origin, entry.about, said["confirmed"])), entry


def test_looking_at_the_catalogue_asks_the_network_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_what: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    for entry in catalogue.listed():
        assert catalogue.begun(entry) == 0
        assert catalogue.installed(entry, ()) is None


def test_a_list_of_ones_own_comes_and_goes(tmp_path: Path) -> None:
    before = len(catalogue.listed())
    listing = catalogue.add_list(written(tmp_path, {**ENTRY, "name": "mine", "about": "Good."}))
    assert listing.path.parent == paths.catalogues_folder()
    assert catalogue.find("mine").about == "Good."
    assert len(catalogue.listed()) == before + 1
    catalogue.remove_list(listing)
    with pytest.raises(ModelError, match="has no model called mine"):
        catalogue.find("mine")


def test_a_list_of_the_same_title_takes_its_place(tmp_path: Path) -> None:
    catalogue.add_list(written(tmp_path, {**ENTRY, "name": "old"}))
    catalogue.add_list(written(tmp_path, {**ENTRY, "name": "new"}))
    assert [entry.name for listing in catalogue.lists()[1:] for entry in listing.entries] == ["new"]


def test_of_two_with_one_name_the_bundled_one_counts(tmp_path: Path) -> None:
    catalogue.add_list(written(tmp_path, ENTRY))
    assert catalogue.find("swinir-m-x2").sha256 != "0" * 64


def test_a_damaged_list_of_ones_own_is_passed_over(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    paths.catalogues_folder().mkdir(parents=True)
    (paths.catalogues_folder() / "bad.json").write_bytes(b"\xff\x00")
    assert len(catalogue.lists()) == 1
    assert "bad.json" in caplog.text


def test_a_list_that_does_not_say_so_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"models": []}', encoding="utf-8")
    with pytest.raises(FileError, match='it lacks the line "ganstudio": "catalogue"'):
        catalogue.add_list(path)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("name", "Not A Name", "small letters"),
        ("name", None, "name"),
        ("title", "two\nlines", "title"),
        ("title", "x" * 501, "title"),
        ("task", "", "task"),
        ("sha256", "abc", "SHA-256"),
        ("sha256", None, "sha256"),
        ("size", 0, "size"),
        ("size", 5 << 30, "size"),
        ("size", "67 MB", "size"),
        ("size", True, "size"),
        ("scale", -4, "scale"),
        ("licence", 7, "licence"),
        ("url", "http://host.example/x", "https"),
        ("url", "file:///etc/passwd", "cannot|not one"),
        ("url", "https://me:secret@host.example/x", "not one"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_refused(tmp_path: Path, key: str, value: Any, words: str) -> None:
    with pytest.raises(FileError, match=rf"list\.json is not a list of models: entry 2.*({words})"):
        catalogue.add_list(written(tmp_path, ENTRY, {**ENTRY, key: value}))
    assert not paths.catalogues_folder().exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '"catalogue"',
        '{"ganstudio": "presets"}',
        '{"ganstudio": "catalogue", "version": 2, "models": []}',
        '{"ganstudio": "catalogue", "version": 1}',
        '{"ganstudio": "catalogue", "version": 1, "models": [7]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=r"list\.json"):
        catalogue.add_list(tmp_path / "list.json")


def test_a_list_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        catalogue.add_list(tmp_path / "list.json")
    with (tmp_path / "list.json").open("wb") as file:
        file.truncate(catalogue.LARGEST + 1)
    with pytest.raises(FileError, match="too large"):
        catalogue.add_list(tmp_path / "list.json")


def test_a_page_that_is_no_page_is_left_out(tmp_path: Path) -> None:
    listing = catalogue.add_list(written(tmp_path, {**ENTRY, "origin": "file:///etc/passwd"}))
    assert listing.entries[0].origin == ""


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("a.pth", "x4.pth"),
        ("A.SafeTensors?key=1", "x4.safetensors"),
        ("a.exe", "x4"),
        ("..%2f..%2fpasswd", "x4"),
        ("", "x4"),
    ],
)
def test_files_are_called_as_their_models(tmp_path: Path, end: str, name: str) -> None:
    entry = {**ENTRY, "name": "x4", "url": f"https://host.example/{end}"}
    assert catalogue.add_list(written(tmp_path, entry)).entries[0].remote.name == name


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "own").mkdir()
    return Store([tmp_path / "bundled", tmp_path / "own"])


def offered(server: Server, data: bytes, behave: Behave | None = None, **more: Any) -> Entry:
    """An entry for a file that `server` gives away."""
    server.behave["/file.safetensors"] = behave or whole(data)
    said = {"url": server.url("/file.safetensors"), "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    return Entry(name="offered", title="An offer", task="upscale", **{**said, "licence": "CC BY-NC 4.0", **more})


@pytest.fixture
def data(tmp_path: Path) -> bytes:
    """A model file."""
    return small.save(tmp_path, "small").read_bytes()


def test_from_an_entry_to_a_model(server: Server, store: Store, data: bytes) -> None:
    more = {"author": "Somebody", "origin": "https://host.example", "about": "For tests.", "noncommercial": True}
    entry = offered(server, data, **more)
    shares: list[float] = []
    info = catalogue.obtain(entry, store, Job(lambda done, _text: shares.append(done)))
    assert info == store.find("small")
    assert info.title == "An offer"
    assert info.card["licence"] == "CC BY-NC 4.0"
    assert info.card["source"] == "https://host.example"
    assert info.card["limits"] == "For tests."
    assert non_commercial(info)
    assert catalogue.installed(entry, store.list()) == info
    store.load(info)
    assert shares == sorted(shares)
    assert not list(paths.downloads_folder().rglob("*.safetensors"))


def test_a_model_that_is_there_is_not_asked_for(server: Server, store: Store, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "own" / "other.safetensors").write_bytes(data)
    entry = offered(server, data)
    info = catalogue.obtain(entry, store, Job())
    assert info.title == "Small"
    assert server.asked == []
    assert catalogue.installed(entry, store.list()) == info


@pytest.mark.parametrize("problem", [ModelError("the library is busy"), Cancelled()])
def test_what_was_not_adopted_need_not_come_again(
    server: Server, store: Store, data: bytes, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    from ganstudio.library import adopt

    def fails(*_what: object) -> None:
        raise problem

    entry = offered(server, data)
    with monkeypatch.context() as patch:
        patch.setattr(adopt, "adopt", fails)
        with pytest.raises(type(problem)):
            catalogue.obtain(entry, store, Job())
    assert catalogue.obtain(entry, store, Job()).title == "An offer"
    assert len(server.asked) == 1


def test_a_wrong_file_never_reaches_the_library(server: Server, store: Store, data: bytes) -> None:
    with pytest.raises(NetworkError, match="SHA-256"):
        catalogue.obtain(offered(server, data, whole(bytes(len(data)))), store, Job())
    assert store.list() == ()
