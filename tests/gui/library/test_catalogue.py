"""The catalogue in the window: searched, downloaded from, added to; and silent until somebody clicks."""

from __future__ import annotations

import hashlib
import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.engine.modelfile import ModelInfo
from ganstudio.engine.store import Store
from ganstudio.gui.library.catalogue import leaf as leaves
from ganstudio.gui.library.catalogue.card import EntryCard
from ganstudio.gui.library.catalogue.leaf import CatalogueLeaf
from ganstudio.gui.studio import Studio
from ganstudio.gui.window import Window
from ganstudio.library import catalogue
from ganstudio.library.fetching import filling
from ganstudio.settings import Settings
from tests.engine import small
from tests.gui.rooms import PATIENCE
from tests.library.serving import Asked, Server, serving, whole


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(filling, "_PAUSE", 0.0)
    with serving() as made:
        yield made


@pytest.fixture
def studio(qapp: object, tmp_path: Path, no_leaks: None) -> Iterator[Studio]:
    """Whose models lie in a folder of the test's own."""
    (tmp_path / "own").mkdir()
    made = Studio(Settings(device="cpu"), Store([tmp_path / "bundled", tmp_path / "own"]))
    yield made
    assert made.runner.stop(20), "a task does not end"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model file that somebody offers."""
    (tmp_path / "offered").mkdir()
    return small.save(tmp_path / "offered", "offered")


@pytest.fixture
def offered(server: Server, model: Path, tmp_path: Path) -> bytes:
    """What the only list of the user's own leads to: its bytes."""
    data = model.read_bytes()
    entry = {"name": "offered", "task": "upscale", "url": server.url(f"/{model.name}"), "size": len(data)}
    values = {**entry, "sha256": hashlib.sha256(data).hexdigest(), "licence": "CC0", "title": "An offer"}
    path = tmp_path / "list.json"
    path.write_text(json.dumps({"ganstudio": "catalogue", "version": 1, "title": "Mine", "models": [values]}))
    catalogue.add_list(path)
    return data


@pytest.fixture
def leaf(qtbot: QtBot, studio: Studio, request: pytest.FixtureRequest) -> CatalogueLeaf:
    """Shown."""
    if "offered" in request.fixturenames:
        request.getfixturevalue("offered")
    made = CatalogueLeaf(studio)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def card(leaf: CatalogueLeaf, name: str = "offered") -> EntryCard:
    return leaf._cards[name]


def click(qtbot: QtBot, button: object) -> None:
    assert button.isVisible()  # type: ignore[attr-defined]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks the network fails."""

    def never(*_what: object, **_how: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, never)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, never)


def test_nothing_is_asked_of_the_network_before_a_click(silent: None, window: Window) -> None:
    """From the start of the program to the catalogue."""
    window.library.show()
    page = window.library.page
    page.turn_to(1)
    leaf = page._leaves.currentWidget()
    assert isinstance(leaf, CatalogueLeaf)
    assert len(leaf._cards) >= 20
    leaf.head.search.setText("swinir")
    leaf.head.fill_lists()
    assert "PySide6.QtNetwork" not in sys.modules


def test_models_are_found_by_words_and_task(leaf: CatalogueLeaf) -> None:
    whole_ = len(leaf._cards)
    leaf.head.search.setText("swinir faithful")
    assert list(leaf._cards) == ["swinir-m-x4-psnr"]
    assert [each.entry.name for each in leaf.findChildren(EntryCard) if each.isVisible()] == ["swinir-m-x4-psnr"]
    leaf.head.search.setText("face restoration")
    assert "gfpgan-1.3" in leaf._cards
    leaf.head.search.setText("no such model")
    assert leaf._stack.currentIndex() == 1
    leaf.head.search.clear()
    leaf.head.task.setCurrentIndex(leaf.head.task.findData("face-restoration"))
    assert {each.entry.task for each in leaf._cards.values()} == {"face-restoration"}
    leaf.head.task.setCurrentIndex(0)
    assert len(leaf._cards) == whole_


def test_not_all_of_a_long_list_are_shown(leaf: CatalogueLeaf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaves, "MOST", 5)
    leaf.read()
    assert len(leaf._cards) == 5
    assert "more" in leaf._more.text()


def test_a_model_is_downloaded_and_used(
    qtbot: QtBot, studio: Studio, server: Server, offered: bytes, leaf: CatalogueLeaf
) -> None:
    server.behave["/offered.safetensors"] = whole(offered)
    with qtbot.waitSignal(leaf.downloads.adopted, timeout=PATIENCE):
        click(qtbot, card(leaf)._fetch)
    assert [info.name for info in studio.store.list()] == ["offered"]
    assert not card(leaf)._fetch.isVisible()
    assert leaf.banner.text == "An offer is one of your models now."
    with qtbot.waitSignal(leaf.use_requested) as used:
        click(qtbot, card(leaf)._use)
    assert used.args[0].name == "offered"
    assert len(server.asked) == 1


def test_a_cancelled_download_can_be_gone_on_with(
    qtbot: QtBot, server: Server, offered: bytes, leaf: CatalogueLeaf
) -> None:
    def stalls(asked: Asked) -> None:
        asked.head(200, Content_Length=len(offered))
        asked.wfile.write(offered[:1000])
        asked.stall()

    server.behave["/offered.safetensors"] = stalls
    click(qtbot, card(leaf)._fetch)
    qtbot.waitUntil(lambda: catalogue.begun(card(leaf).entry) == 1000, timeout=PATIENCE)
    click(qtbot, card(leaf)._cancel)
    assert card(leaf)._fetch.text().startswith("Go on")
    assert leaf._studio.runner.stop(20)
    server.release.set()
    server.behave["/offered.safetensors"] = whole(offered)
    with qtbot.waitSignal(leaf.downloads.adopted, timeout=PATIENCE):
        click(qtbot, card(leaf)._fetch)
    assert server.asked[1]["Range"] == "bytes=1000-"


def test_what_has_come_can_be_thrown_away(qtbot: QtBot, server: Server, offered: bytes, leaf: CatalogueLeaf) -> None:
    server.behave["/offered.safetensors"] = whole(offered, cut=[1000] + [0] * 9)
    click(qtbot, card(leaf)._fetch)
    qtbot.waitUntil(card(leaf)._forget.isVisible, timeout=PATIENCE)
    click(qtbot, card(leaf)._forget)
    assert catalogue.begun(card(leaf).entry) == 0
    assert card(leaf)._fetch.text().startswith("Download")


def test_a_failure_is_told_on_its_card(qtbot: QtBot, server: Server, offered: bytes, leaf: CatalogueLeaf) -> None:
    server.behave["/offered.safetensors"] = whole(bytes(len(offered)))
    click(qtbot, card(leaf)._fetch)
    qtbot.waitUntil(card(leaf)._problem.isVisible, timeout=PATIENCE)
    assert "SHA-256" in card(leaf)._problem.text()
    leaf.read()  # cards are made anew
    assert "SHA-256" in card(leaf)._problem.text()


def test_downloads_come_one_after_the_other(qtbot: QtBot, leaf: CatalogueLeaf, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def obtain(entry: catalogue.Entry, _store: Store, job: Job) -> ModelInfo:
        begun.append(entry.name)
        while True:
            job.check()

    monkeypatch.setattr(catalogue, "obtain", obtain)
    first, second, third = (card(leaf, name) for name in ("bsrgan-x4", "scunet-gan", "dejpg-realplksr"))
    for each in (first, second, third):
        click(qtbot, each._fetch)
    qtbot.waitUntil(lambda: begun == ["bsrgan-x4"], timeout=PATIENCE)
    assert second._told._whole.startswith("Waiting")
    click(qtbot, second._cancel)
    click(qtbot, first._cancel)
    qtbot.waitUntil(lambda: begun == ["bsrgan-x4", "dejpg-realplksr"], timeout=PATIENCE)
    click(qtbot, third._cancel)
    assert second._fetch.isVisible()


def test_lists_come_and_go(leaf: CatalogueLeaf, tmp_path: Path) -> None:
    entry = {"name": "mine", "task": "upscale", "url": "https://host.example/x", "size": 9, "sha256": "0" * 64}
    path = tmp_path / "list.json"
    path.write_text(json.dumps({"ganstudio": "catalogue", "version": 1, "title": "Mine", "models": [entry]}))
    leaf.add_list(path)
    assert "mine" in leaf._cards
    assert "Mine" in leaf.banner.text
    leaf.head.fill_lists()
    remove = leaf.head.lists.menu().actions()[-1]
    assert remove.text() == "Remove Mine"
    remove.trigger()
    assert "mine" not in leaf._cards


def test_what_is_no_list_is_told(leaf: CatalogueLeaf, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text("[]")
    leaf.add_list(tmp_path / "list.json")
    assert "list.json is not a list of models" in leaf.banner.text
